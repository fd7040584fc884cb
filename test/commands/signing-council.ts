import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openExample, openWorld, type World } from '../world.ts'
import { keepLean, pack } from './made-once.ts'

export const consensusFile = 'rounds/2026-autumn/consensus.yaml'
export const signaturesFile = 'rounds/2026-autumn/signatures.yaml'

/** Makes a pair of keys without a passphrase, or with this one, and returns the public half. */
export function makeKey(file: string, kind = 'ed25519', passphrase = ''): string {
  execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', passphrase, '-C', 'a comment', '-f', file])
  return readFileSync(`${file}.pub`, 'utf8').trim()
}

/**
 * The example council in a repository of its own, with signing keys: ed25519 of cllr-lee (leader), ecdsa of helen-marsh
 * (chief-executive), in files beside the repository. With `like`, a copy of that council as it is. Gone after the test.
 */
export function signingCouncil(like?: { readonly folder: string }) {
  const council = begin(like)
  onTestFinished(() => council.remove())
  return council
}

let founded: ReturnType<typeof ways> | undefined

/** As `signingCouncil`, for whoever removes it. */
export function begin(like?: { readonly folder: string }) {
  const world = openWorld()
  cpSync(join((like ?? foundedOnce()).folder, '..'), join(world.folder, '..'), { recursive: true })
  return ways(world)
}

/** The one that is copied; nobody may change it. Gone with the folder of the run. */
function foundedOnce() {
  if (founded !== undefined) return founded
  founded = ways(openExample())
  const { folder, keyFile, register, git, commit } = founded
  register('cllr-lee', makeKey(keyFile('lee')))
  register('helen-marsh', makeKey(keyFile('helen'), 'ecdsa'))
  git('init', '--quiet', '--initial-branch=main', '--template=')
  keepLean(folder)
  commit('start')
  pack(founded)
  return founded
}

function ways(world: World) {
  const keyFile = (name: string) => join(world.folder, '..', name)
  const path = (file: string) => join(world.folder, file)
  const read = (file: string) => readFileSync(path(file), 'utf8')
  const write = (file: string, text: string) => {
    mkdirSync(join(path(file), '..'), { recursive: true })
    writeFileSync(path(file), text)
  }
  const edit = (file: string, from: string, to: string) => {
    const text = read(file)
    if (!text.includes(from)) throw new Error(`${file} has no "${from}"`)
    write(file, text.replace(from, to))
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8', stdio: 'pipe' })
  const register = (person: string, key: string) => {
    const at = new RegExp(`(- id: ${person}\\n(?: {4}.*\\n)*? {4}may: .*\\n)(?: {4}signing-key: .*\\n)?`)
    write('tiex.yaml', read('tiex.yaml').replace(at, `$1    signing-key: ${key}\n`))
  }
  const commit = (message: string) => {
    git('add', '--all')
    git('commit', '--quiet', '-m', message)
  }
  const signAs = (person: string, key: string, ...more: readonly string[]) =>
    world.tiex(['sign', '--as', person, '--key', keyFile(key), '--yes', ...more])
  return { ...world, keyFile, read, write, edit, git, register, commit, signAs }
}
