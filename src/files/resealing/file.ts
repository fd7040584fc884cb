import type { Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import { type Problem, TiexError } from '../../problem.ts'
import { readBlock } from '../age/block.ts'
import { readBytes } from '../disk/bytes.ts'
import type { FileName } from '../disk/faults.ts'
import { writeDurably } from '../disk/write.ts'
import { byteLimit, isFaulty, type Loaded, readKind } from '../kinds/read.ts'
import type { Kind } from '../kinds/schema.ts'
import type { Workspace } from '../workspace.ts'

/** Who seals what again. */
export interface Resealing {
  readonly session: Session
  readonly workspace: Workspace
  /** Somebody who may facilitate. */
  readonly caller: Person
  /** Looks, and writes nothing. */
  readonly dryRun: boolean
}

/** What became of one file. `same`: it is sealed to the right keys already; `plain`: it is not sealed. */
export type State = 'resealed' | 'same' | 'plain' | 'missing'

/** Changes a file under its lock, or only looks; a `TiexError` comes back as its problems. */
export async function change(
  { dryRun }: Resealing,
  file: FileName,
  make: (bytes: Uint8Array) => Promise<State | { readonly text: string }>,
): Promise<State | { readonly problems: readonly Problem[] }> {
  const done: { state: State } = { state: 'missing' }
  const made = async (bytes: Uint8Array | 'missing') => {
    const result = bytes === 'missing' ? 'missing' : await make(bytes)
    done.state = typeof result === 'string' ? result : 'resealed'
    return typeof result === 'string' ? undefined : result.text
  }
  try {
    if (dryRun) await made(await readBytes(file, byteLimit('response')))
    else if ((await readBytes(file, byteLimit('response'))) !== 'missing') await writeDurably(file, made)
    return done.state
  } catch (error) {
    if (error instanceof TiexError) return { problems: error.problems }
    throw error
  }
}

/** The file, where it is there and right by its schema; for whoever only compares. */
export async function readRight<Data>(kind: Kind, file: FileName): Promise<Loaded<Data> | undefined> {
  try {
    const read = await readKind<Data>(kind, file)
    return read === 'missing' || isFaulty(read) ? undefined : read
  } catch (error) {
    if (error instanceof TiexError) return undefined
    throw error
  }
}

/**
 * Whether a block is sealed to just these, in whatever order: what stands inside of it says so, and its header has as many recipients,
 * since whoever wrote that list may have sealed to others.
 */
export function isSealedTo(
  block: string,
  sealedTo: readonly string[] | undefined,
  to: readonly string[],
): boolean {
  const read = readBlock(block)
  if (sealedTo === undefined || 'message' in read) return false
  const recipients = read.header.stanzas.filter(({ kind }) => !kind.endsWith('-grease'))
  return recipients.length === to.length && [...sealedTo].sort().join(' ') === [...to].sort().join(' ')
}
