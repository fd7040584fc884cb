import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Ran, World } from '../world.ts'
import { keepLean, type MadeOnce } from './made-once.ts'

/** A clone as somebody uses it. */
export interface Clone {
  readonly root: string
  readonly tiex: (...args: readonly string[]) => Promise<Ran>
  readonly git: (...args: readonly string[]) => string
  readonly read: (file: string) => string
  readonly write: (file: string, text: string) => void
}

export const responseOf = (person: string) => `rounds/2026-autumn/responses/${person}.yaml`

/** One answer of somebody, sent. */
export const answering = (person: string, option = 'dont-know') => [
  ...['assess', '--as', person, '--no-input', '--push'],
  ...['--answer', `role-of-the-authority/service/understand=${option}`],
]

/** Makes a repository of the folder, and a bare one of it beside the folder. */
export function withBare({ folder, variables }: World): void {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: folder, env: variables, stdio: 'pipe' })
  git('init', '--quiet', '--initial-branch=main', '--template=')
  keepLean(folder)
  git('add', '--all')
  git('commit', '--quiet', '-m', 'start')
  git('clone', '--quiet', '--bare', '--template=', '.', '../council.git')
  keepLean(join(folder, '../council.git'), join(folder, '../council.git'))
}

/** A copy of a council with its bare repository, and as many clones of that as are asked for. */
export async function clonesOf(council: MadeOnce) {
  const world = await council.copy()
  const remote = join(world.folder, '../council.git')
  const clone = (name: string): Clone => {
    const root = join(world.folder, '..', name)
    const env = world.variables
    execFileSync('git', ['clone', '--quiet', '--template=', remote, root], { env, stdio: 'pipe' })
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: 'pipe' }).trimEnd()
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    }
    const read = (file: string) => readFileSync(join(root, file), 'utf8')
    return { root, git, read, write, tiex: (...args) => world.tiex(args, { cwd: root }) }
  }
  const there = (...args: readonly string[]) =>
    execFileSync('git', ['-C', remote, ...args], { env: world.variables, encoding: 'utf8' }).trimEnd()
  return { world, remote, clone, there }
}

/** Puts a hook into a bare repository. */
export function putHook(remote: string, name: string, text: string): void {
  const path = join(remote, 'hooks', name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${text}\n`)
  chmodSync(path, 0o755)
}
