import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { parse } from 'yaml'
import type { PublishedFile } from '../../src/exchange/record.ts'
import { begin, signingCouncil } from './signing-council.ts'

export const recordFile = 'organisations/exampleshire/2026-autumn.yaml'

type Council = ReturnType<typeof signingCouncil>

const made = new Map<string, Council>()
afterAll(() => {
  for (const council of made.values()) council.remove()
})

/** Made once a file of tests, since it takes a dozen processes. */
async function madeWith(audience: 'sector' | 'public'): Promise<Council> {
  const known = made.get(audience)
  if (known !== undefined) return known
  const council = begin()
  made.set(audience, council)
  const begun = await council.tiex([
    'exchange',
    'init',
    '../x',
    '--name',
    'Our exchange',
    '--audience',
    audience,
  ])
  if (begun.code !== 0) throw new Error(begun.output)
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: join(council.folder, '../x'), env: council.variables, stdio: 'pipe' })
  git('clone', '-q', '--bare', '.', '../x.git')
  git('remote', 'add', 'origin', '../x.git')
  git('fetch', '-q', 'origin')
  return council
}

/** The example council with an exchange beside it: a bare repository `x.git`, begun by its keeper in the clone `x`. */
export async function councilAndExchange(audience: 'sector' | 'public' = 'sector') {
  const council = signingCouncil(await madeWith(audience))
  const beside = (name: string) => join(council.folder, '..', name)
  const at = (folder: string, ...args: readonly string[]) =>
    execFileSync('git', args, {
      cwd: beside(folder),
      env: council.variables,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  const published = (path = recordFile) => parse(at('x.git', 'show', `main:${path}`)) as PublishedFile
  /** As the keeper, or as somebody else who can push. */
  const push = (files: Readonly<Record<string, string>>, message: string, who = 'keeper') => {
    at('x', 'fetch', '-q', 'origin')
    at('x', 'reset', '-q', '--hard', 'origin/main')
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(beside('x'), file)), { recursive: true })
      writeFileSync(join(beside('x'), file), text)
    }
    at('x', 'add', '--all')
    const variables = { ...council.variables, ...identity(who) }
    execFileSync('git', ['commit', '-q', '-m', message], { cwd: beside('x'), env: variables })
    at('x', 'push', '-q', 'origin', 'HEAD:main')
  }
  const publish = (...more: readonly string[]) =>
    council.tiex(['publish', '--audience', 'sector', '--to', '../x.git', '--yes', ...more])
  const settings = () => readFileSync(join(beside('x'), 'exchange.yaml'), 'utf8')
  return { ...council, beside, at, push, publish, published, settings }
}

function identity(who: string) {
  const email = `${who}@example.org`
  return {
    GIT_AUTHOR_NAME: who,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: who,
    GIT_COMMITTER_EMAIL: email,
  }
}

/** Signs off as everybody who must. */
export async function signOff({ signAs }: Pick<Council, 'signAs'>): Promise<void> {
  for (const [person, key] of [
    ['cllr-lee', 'lee'],
    ['helen-marsh', 'helen'],
  ] as const) {
    const { code, output } = await signAs(person, key)
    if (code !== 0) throw new Error(output)
  }
}
