import type { Person } from '../../assessment/assessment.ts'
import { newReaders, type Readers, readersBeside } from '../../assessment/readers.ts'
import type { Workspace } from '../workspace.ts'
import { loadResponse } from './read.ts'
import { recipientsIn } from './sealed.ts'

/**
 * Who can read what the person answers from now on, and who of them could not read what is there. Where answers are sealed, the
 * person's own key is made if there is none; `madeKey` is then its file. Throws a `TiexError` where the answers there are faulty.
 */
export async function readersOf(
  workspace: Workspace,
  person: Person,
): Promise<{
  readonly readers: Readers
  readonly strangers: readonly Person[]
  readonly madeKey?: string
}> {
  const readers = readersBeside(workspace.assessment, person)
  if (readers === 'everybody') return { readers, strangers: [] }
  const before = await loadResponse(workspace, person.id)
  const sealedTo = before !== undefined && 'inside' in before ? before.inside['sealed-to'] : undefined
  // No key is made for answers that cannot be sealed.
  recipientsIn(workspace, undefined)
  const { made, from } = await workspace.vault.own()
  return { readers, strangers: newReaders(readers, sealedTo), ...(made ? { madeKey: from } : {}) }
}
