import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { projectRoot } from '../world.ts'

/** The folder of hostile files; its README.md says where each goes and what must happen. */
export const corpusFolder = join(projectRoot, 'test/data/hostile')

/** One file of the corpus, as index.json lists it. */
export interface Entry {
  readonly file: string
  readonly kind: 'response' | 'config' | 'consensus' | 'sealed' | 'official'
  readonly class: string
  readonly expect: 'refuse' | 'neutralise' | 'accept'
  readonly why: string
  /** One of these words stands in the output; none prescribed where it is empty. */
  readonly mustSay: readonly string[]
  readonly mustNotSay?: readonly string[]
  /** What is fine too, with its own exit code. */
  readonly or?: 'refuse' | 'neutralise' | 'warn'
  /** Where it goes instead, beside what the base has. */
  readonly place?: string
  /** The file with the same result. */
  readonly twin?: string
  /** The identity with which the command is run, where it cannot be seen without a key. */
  readonly key?: string
  readonly command?: string
}

export type Kind = 'response' | 'config' | 'consensus'

/** Kinds of files this version has no reader for: the exchange comes later. They are listed as skipped in check.test.ts. */
export const later: readonly Entry['kind'][] = ['official']

export const places: Readonly<Record<Kind, string>> = {
  response: 'rounds/2026-autumn/responses/alice.yaml',
  config: 'tiex.yaml',
  consensus: 'rounds/2026-autumn/consensus.yaml',
}

export const everyEntry: readonly Entry[] = JSON.parse(readFileSync(join(corpusFolder, 'index.json'), 'utf8'))

/** The entries that this version of tiex can be given, but for sealed responses, which have a base of their own. */
export const entries = everyEntry.filter((entry) => !later.includes(entry.kind) && entry.kind !== 'sealed')

export const sealedEntries = everyEntry.filter((entry) => entry.kind === 'sealed')

export function entriesOf(kind: Kind, ...expected: readonly Entry['expect'][]): readonly Entry[] {
  return entries.filter((entry) => entry.kind === kind && expected.includes(entry.expect))
}

export function placeOf(entry: Entry): string {
  return entry.place ?? places[entry.kind === 'sealed' ? 'response' : (entry.kind as Kind)]
}

export function controlOf(kind: Kind): string {
  return `${kind}-control-valid.yaml`
}

/** The bytes of a corpus file with the digest of the shipped model put in; bytes that are no text stay as they are. */
export function bytesOf(file: string, digest: string): Buffer {
  const bytes = readFileSync(join(corpusFolder, file))
  return Buffer.from(bytes.toString('latin1').replaceAll('sha256:MODEL-DIGEST', digest), 'latin1')
}

/** How an entry is called in the list of tests. */
export function titleOf(entry: Entry): string {
  return `${entry.file}: ${entry.why}`
}

/** What does not hold yet, with what is to be done: these tests fail, and say so as soon as they no longer do. */
const open: Readonly<Record<string, string>> = {}

/** `test`, or `test.fails` for an entry of which it is known that the rule does not hold yet. */
export function testOf(entry: Entry): typeof test | typeof test.fails {
  return Object.hasOwn(open, entry.file) ? test.fails : test
}
