import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { parse } from 'yaml'
import { openBlock } from '../../../src/files/age/seal.ts'
import { keepLean, madeOnce } from '../../commands/made-once.ts'
import { formFor, returned } from '../../commands/returned.ts'
import { answer, type SealedCouncil, sealedOnce } from '../../commands/sealed-council.ts'
import { begin as beginSigning } from '../../commands/signing-council.ts'
import { answered } from '../../commands/upgrading.ts'
import { projectRoot, type World } from '../../world.ts'
import { openedMark } from './judge.ts'
import type { Beginning } from './run.ts'

export const during = '2026-11-19T09:30:00Z'
/** No later than the clock of the machine, by which files are dated: a lock of tomorrow would seem old. */
export const after = '2026-11-21T09:30:00Z'

const gitOf = (world: Pick<World, 'folder' | 'variables'>, folder = world.folder) =>
  function git(...args: readonly string[]) {
    return execFileSync('git', args, { cwd: folder, env: world.variables, encoding: 'utf8', stdio: 'pipe' })
  }

async function mustRun(world: Pick<World, 'tiex'>, args: readonly string[], now = during): Promise<void> {
  const ran = await world.tiex(args, { now })
  if (ran.code !== 0) throw new Error(`tiex ${args.join(' ')}: ${ran.output}`)
}

/** Something staged, something changed and something not added by whoever uses the repository. */
function leaveWork(world: Pick<World, 'folder' | 'variables'>): void {
  const put = (file: string, text: string) => writeFileSync(join(world.folder, file), text)
  put('staged.txt', 'staged by the user\n')
  gitOf(world)('add', 'staged.txt')
  put('staged.txt', 'changed since\n')
  appendFileSync(join(world.folder, 'README.md'), 'changed by the user\n')
  put('new.txt', 'not added by the user\n')
}

const exampleOnce = (make: (world: World) => Promise<void> = async () => {}) =>
  madeOnce(async (world) => {
    cpSync(join(projectRoot, 'examples/exampleshire'), world.folder, { recursive: true })
    const git = gitOf(world)
    git('init', '-q', '-b', 'main', '--template=')
    keepLean(world.folder)
    git('add', '--all')
    git('commit', '-qm', 'start')
    await make(world)
    leaveWork(world)
  })

function beginningOf(made: ReturnType<typeof madeOnce>): () => Promise<Beginning> {
  return async () => {
    const { folder, variables } = await made.original()
    return { base: dirname(folder), variables }
  }
}

/** The example council as it ships. */
export const example = beginningOf(exampleOnce())

/** One more person has submitted since it was merged. */
export const toMerge = beginningOf(
  exampleOnce((world) =>
    mustRun(world, [
      ...['assess', '--as', 'beth-harding', '--submit'],
      ...['--answer', 'data-and-intelligence/community/do=partly'],
    ]),
  ),
)

/** An empty folder beside a form of the example council that came back in plain text. */
export const returnedForm = beginningOf(
  exampleOnce(async (world) => {
    const done = (who: string, ...args: readonly string[]) => mustRun(world, [...args, '--as', who])
    const token = await formFor({ folder: world.folder, done }, 'beth-harding')
    const text = await returned({ person: 'beth-harding', token })
    writeFileSync(join(world.folder, '../a.yaml'), text)
  }),
)

const publishing = ['publish', '--audience', 'sector', '--to', '../x.git', '--yes']

/** With an exchange beside it: bare in `x.git`, as a clone in `x`, and in `plain` without git. */
const exchangeOnce = (make: (world: World) => Promise<void> = async () => {}) =>
  exampleOnce(async (world) => {
    const beside = (name: string) => join(world.folder, '..', name)
    await mustRun(world, ['exchange', 'init', '../x', '--name', 'Our exchange', '--audience', 'sector'])
    keepLean(beside('x'))
    mkdirSync(beside('plain'))
    cpSync(join(beside('x'), 'exchange.yaml'), join(beside('plain'), 'exchange.yaml'))
    gitOf(world, beside('x'))('clone', '-q', '--bare', '--template=', '.', '../x.git')
    keepLean(beside('x'), beside('x.git'))
    await make(world)
  })

export const toPublish = beginningOf(exchangeOnce())

/** What there is to publish is published, in each of the three. */
export const published = beginningOf(
  exchangeOnce(async (world) => {
    for (const to of ['../x.git', '../x', '../plain']) await mustRun(world, publishing.with(4, to))
  }),
)

/** With keys of the Leader and the Chief Executive in files beside it. */
export const signing = async (): Promise<Beginning> => {
  if (signers === undefined) {
    signers = beginSigning()
    leaveWork(signers)
  }
  return { base: dirname(signers.folder), variables: signers.variables }
}

let signers: ReturnType<typeof beginSigning> | undefined
afterAll(() => signers?.remove())

/** An open council on the small model, with the next version beside it. */
export const toUpgrade = beginningOf(answered)

/** A folder in which nothing is begun. */
export const nothingYet = beginningOf(
  madeOnce(async ({ folder }) => writeFileSync(join(folder, 'README.md'), 'ours\n')),
)

let keys: SealedCouncil['keys']

function sealedBeginning(make: (council: SealedCouncil) => Promise<unknown>): () => Promise<Beginning> {
  const made = sealedOnce(async (council) => {
    keys = council.keys
    await make(council)
  })
  return async () => ({ ...(await beginningOf(made)()), essence })
}

/** What a sealed file says when it is opened; any other file as it is. */
async function essence(text: string): Promise<string> {
  if (!text.includes('-----BEGIN AGE')) return text
  const { sealed, signature: _, ...outside } = parse(text) as { sealed?: string; signature?: string }
  if (sealed === undefined) return text
  const opened = await openBlock(
    sealed,
    Object.values(keys).map(({ identity }) => identity),
  )
  if (opened.state !== 'opened') return `not opened: ${text}`
  return `${openedMark}${JSON.stringify(outside)}\n${Buffer.from(opened.bytes).toString('utf8')}`
}

export const sealed = sealedBeginning(async (council) => answer(council, 'bo-reed'))

/** Everybody has submitted, and the round is over by its date. */
export const sealedToMerge = sealedBeginning(async (council) => {
  for (const person of ['bo-reed', 'priya-shah', 'sam-okafor']) await answer(council, person)
})

/** Forms of two people came back sealed. */
export const sealedForms = sealedBeginning(async (council) => {
  const recipients = [council.keys.sam.recipient]
  for (const [person, file] of [
    ['priya-shah', 'a.yaml'],
    ['bo-reed', 'b.yaml'],
  ] as const) {
    const token = await formFor(council, person)
    const text = await returned({ person, token, recipients })
    writeFileSync(join(council.folder, '..', file), text)
  }
})

/** The variables under which somebody of the sealed council runs tiex. */
export const withKeyOf = (person: string) => ({ TIEX_AS: person, XDG_CONFIG_HOME: `BASE/config/${person}` })
