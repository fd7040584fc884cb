import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeIdentity } from '../../src/files/age/identity.ts'
import type { RunOptions, World } from '../world.ts'
import { type MadeOnce, madeOnce } from './made-once.ts'

const now = '2026-11-02T09:14:00Z'

interface Key {
  readonly identity: string
  readonly recipient: string
}

const configIn = (world: World, person: string) => join(dirname(world.folder), 'config', person)
const keyFileIn = (world: World, person: string) => join(configIn(world, person), 'tiex', 'identity.txt')

let keys: Readonly<Record<'sam' | 'bo' | 'priya', Key>>

const begun = madeOnce(async (world) => {
  keys = await begin(world)
})

/**
 * A council whose answers are sealed, begun by Sam Okafor, with Bo Reed and Priya Shah; each has a configuration folder, and with it a
 * key, of their own. `as` runs tiex as one of them, `done` too and throws unless it could be done. With `state`, what
 * `sealedOnce` made of it.
 */
export async function sealedCouncil(state: MadeOnce = begun) {
  return councilIn(await state.copy())
}

/** What this makes of the council, or of a state of it, for several tests of a file. */
export const sealedOnce = (make: (council: SealedCouncil) => Promise<unknown>, before: MadeOnce = begun) =>
  madeOnce((world) => make(councilIn(world)), before)

function councilIn(world: World) {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8', stdio: 'pipe' })
  return {
    folder: world.folder,
    keys,
    as: (person: string, args: readonly string[], options?: RunOptions) => run(world, person, args, options),
    done: (person: string, ...args: readonly string[]) => mustRun(world, person, args),
    giveKey: (person: string) => giveKey(world, person),
    git,
    read: (file: string) => readFileSync(join(world.folder, file), 'utf8'),
    configOf: (person: string) => configIn(world, person),
    keyFileOf: (person: string) => keyFileIn(world, person),
  }
}

export type SealedCouncil = ReturnType<typeof councilIn>

async function begin(world: World) {
  const made = {
    sam: await giveKey(world, 'sam-okafor'),
    bo: await giveKey(world, 'bo-reed'),
    priya: await giveKey(world, 'priya-shah'),
  }
  const dates = ['--round', '2026-autumn', '--opens', '2026-10-01', '--closes', '2026-11-20']
  const me = ['--my-name', 'Sam Okafor', '--my-email', 'sam.okafor@exampleshire.gov.uk']
  const council = ['--id', 'exampleshire', '--name', 'Exampleshire']
  await mustRun(world, 'sam-okafor', ['init', '--no-input', ...council, ...dates, ...me])
  for (const [id, name] of [
    ['bo-reed', 'Bo Reed'],
    ['priya-shah', 'Priya Shah'],
  ] as const) {
    const about = ['--name', name, '--email', `${id}@exampleshire.gov.uk`, '--role', 'finance']
    await mustRun(world, 'sam-okafor', ['people', 'add', id, ...about])
  }
  return made
}

function run(world: World, person: string, args: readonly string[], options: RunOptions = {}) {
  const variables = { XDG_CONFIG_HOME: configIn(world, person), TIEX_AS: person, ...options.variables }
  return world.tiex(args, { now, ...options, variables })
}

async function mustRun(world: World, person: string, args: readonly string[]) {
  const ran = await run(world, person, args)
  if (ran.code !== 0) throw new Error(`tiex ${args.join(' ')}: ${ran.output}`)
  return ran
}

/** Puts a new key in the place of those the person has. */
async function giveKey(world: World, person: string): Promise<Key> {
  const key = await makeIdentity()
  const file = keyFileIn(world, person)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, `${key.identity}\n`, { mode: 0o600 })
  return key
}

export const responseOf = (person: string) => `rounds/2026-autumn/responses/${person}.yaml`

/** Answers and submits as this person; `plan` is what is answered. */
export function answer({ done }: SealedCouncil, person: string, plan = 'partly') {
  return done(person, 'assess', '--answer', `managing-income/community/plan=${plan}`, '--submit')
}

/** The block of a file. */
export function blockOf(text: string): string {
  const block = /-----BEGIN AGE[\s\S]*?-----END AGE ENCRYPTED FILE-----/.exec(text)?.[0] ?? ''
  return `${block.replaceAll(/^ +/gm, '')}\n`
}
