import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import type { PublishedFile } from '../../src/exchange/record.ts'
import { keepLean, pack } from './made-once.ts'
import { begin, signingCouncil } from './signing-council.ts'

export const recordFile = 'organisations/exampleshire/2026-autumn.yaml'

type Council = ReturnType<typeof signingCouncil>

type Audience = 'sector' | 'public'

/** What a council and its exchange have come to: signed off by all who must, published for the sector, handed over to `keeper`. */
type State =
  | 'begun'
  | 'signed'
  | 'published'
  | 'signed and published with spreads'
  | 'kept'
  | 'kept and published'

const made = new Map<string, Promise<Council>>()

/** Made once, since it takes many processes; gone with the folder of the run. */
function once(name: string, make: () => Promise<Council>): Promise<Council> {
  const known = made.get(name) ?? make()
  made.set(name, known)
  return known
}

const begun = (audience: Audience) =>
  once(audience, async () => {
    const council = begin()
    await mustRun(council, 'exchange', 'init', '../x', '--name', 'Our exchange', '--audience', audience)
    const folder = join(council.folder, '../x')
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: folder, env: council.variables, stdio: 'pipe' })
    keepLean(folder)
    pack({ folder, variables: council.variables })
    git('clone', '-q', '--bare', '--template=', '.', '../x.git')
    git('remote', 'add', 'origin', '../x.git')
    git('fetch', '-q', 'origin')
    keepLean(folder, join(council.folder, '../x.git'))
    return council
  })

/** How each state comes about, from the one before it. */
const steps: Readonly<
  Record<Exclude<State, 'begun'>, readonly [before: State, step: (council: Council) => unknown]>
> = {
  signed: ['begun', signOff],
  published: ['begun', (council) => mustRun(council, ...publishing)],
  'signed and published with spreads': [
    'signed',
    (council) => mustRun(council, ...publishing, '--with-spreads'),
  ],
  kept: ['begun', handOver],
  'kept and published': ['kept', (council) => mustRun(council, ...publishing)],
}

function madeIn(state: State, audience: Audience): Promise<Council> {
  if (state === 'begun') return begun(audience)
  return once(`${audience}, ${state}`, async () => {
    const [before, step] = steps[state]
    const council = begin(await madeIn(before, audience))
    await step(council)
    return council
  })
}

/** Sam, who founded the exchange, hands it over to who is called `keeper` in `push`. */
function handOver(council: Council): void {
  const { push, settings } = withExchange(council)
  const kept = settings().replace(/^ {2}writers: .*$/m, '  writers: [keeper@example.org]')
  push({ 'exchange.yaml': kept }, 'Hand over', 'keeper')
}

const publishing = ['publish', '--audience', 'sector', '--to', '../x.git', '--yes']

async function mustRun(council: Council, ...args: readonly string[]): Promise<void> {
  const { code, output } = await council.tiex(args)
  if (code !== 0) throw new Error(output)
}

/** The example council with an exchange beside it: a bare repository `x.git`, begun by its keeper in the clone `x`. */
export async function councilAndExchange(audience: Audience = 'sector', state: State = 'begun') {
  return withExchange(signingCouncil(await madeIn(state, audience)))
}

function withExchange(council: Council) {
  const beside = (name: string) => join(council.folder, '..', name)
  const at = (folder: string, ...args: readonly string[]) =>
    execFileSync('git', args, {
      cwd: beside(folder),
      env: council.variables,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  const published = (path = recordFile) => parse(at('x.git', 'show', `main:${path}`)) as PublishedFile
  /** Pushes from the clone `x`, as the keeper or as somebody else who can push: the exchange may refuse it. */
  const pushFromClone = (files: Files, message: string, who = 'keeper') => {
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
  const settings = () => at('x.git', 'show', 'main:exchange.yaml')
  /** Puts into the exchange the commit that such a push would bring; nothing is asked, and `x` stays behind. */
  const push = (files: Files, message: string, who = 'keeper') => {
    execFileSync('git', ['fast-import', '--quiet', '--date-format=now'], {
      cwd: beside('x.git'),
      env: council.variables,
      input: commitOf(files, message, who),
    })
  }
  const publish = (...more: readonly string[]) => council.tiex([...publishing, ...more])
  return { ...council, beside, at, push, pushFromClone, publish, published, settings }
}

type Files = Readonly<Record<string, string>>

/** A commit on top of `main`, as git fast-import reads it. */
function commitOf(files: Files, message: string, who: string): string {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  const by = `${who} <${who}@example.org> now\n`
  const changes = Object.entries(files).map(([file, text]) => `M 100644 inline ${file}\n${data(text)}`)
  return `commit refs/heads/main
author ${by}committer ${by}${data(`${message}\n`)}from refs/heads/main^0
${changes.join('')}`
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
