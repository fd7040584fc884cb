import type { Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import { type Problem, TiexError } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import type { FileName } from '../disk/faults.ts'
import { writeDurably } from '../disk/write.ts'
import { byteLimit } from '../kinds/read.ts'
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

/** Whether it was sealed to just these, in whatever order. */
export function isSame(sealedTo: readonly string[] | undefined, to: readonly string[]): boolean {
  return sealedTo !== undefined && [...sealedTo].sort().join(' ') === [...to].sort().join(' ')
}
