import type { Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import { failure, TiexError } from '../../problem.ts'
import { inFileOrder } from '../../response/answers.ts'
import { type ResponseFile, recipientsOf, type SealedResponse } from '../../response/sealed.ts'
import { readBlock } from '../age/block.ts'
import { fault } from '../disk/faults.ts'
import { writeDurably } from '../disk/write.ts'
import { schemaLine, styleOf } from '../kinds/styles.ts'
import { isSealedTo } from '../resealing/file.ts'
import { signedAnew } from '../resealing/response.ts'
import { responseFile } from '../responses/read.ts'
import { recipientsIn, sealResponse } from '../responses/sealed.ts'
import { findSigner } from '../ssh/sign.ts'
import type { Workspace } from '../workspace.ts'
import { formatYaml } from '../yaml/format.ts'
import type { Arrived } from './arrived.ts'
import type { Present } from './present.ts'

/** How the answers come to stand in the file. `as it came`: the block was not touched; `sealed again`: by the facilitator, to the keys of today; `sealed now`: it came in plain text. */
type How = 'as it came' | 'sealed again' | 'sealed now' | 'in plain text'

/** What is to stand in the file of the person. */
export interface Taken {
  readonly file: ResponseFile
  readonly how: How
}

/**
 * What is written of a response that came. A block stays as it is where it was sealed to those who may facilitate today and counts on
 * from what is there; else it is sealed again, which takes a key that opens it. Throws a `TiexError` where there is none, or nobody to
 * seal to.
 */
export async function takenFrom(
  session: Session,
  workspace: Workspace,
  {
    arrived,
    present,
    caller,
  }: { readonly arrived: Arrived; readonly present: Present; readonly caller: Person },
): Promise<Taken> {
  const { sealed, response, person } = arrived
  const there = 'file' in present ? (('seq' in present.file ? present.file.seq : undefined) ?? 0) : 0
  if (sealed !== undefined && countsOn(sealed, present, there) && isForToday(workspace, arrived))
    return { file: sealed, how: 'as it came' }
  if (response === undefined)
    throw failure(
      'key',
      `the answers of ${person.id} have to be sealed again, and no key at hand opens them`,
      'bring the key of one who may facilitate with --identity FILE',
    )
  const answers = inFileOrder({ ...response, role: response.role ?? person.role }, workspace.model)
  if (sealed === undefined && workspace.assessment.confidentiality === 'open')
    return { file: answers, how: 'in plain text' }
  const key = arrived.inside?.key
  const binding = {
    seq: Math.max(there, sealed?.seq ?? 0) + 1,
    progress: arrived.progress,
    ...(key === undefined ? {} : { key }),
    'sealed-to': recipientsIn(workspace, key),
  }
  const anew = await sealResponse(answers, { vault: workspace.vault, binding })
  if (sealed === undefined) return { file: anew, how: 'sealed now' }
  const registered = caller['signing-key']
  const signer = registered === undefined ? undefined : await findSigner(session, registered)
  const signed = await signedAnew({ session, workspace, signer }, anew, {
    signature: sealed.signature,
    person: person.id,
  })
  return { file: signed, how: 'sealed again' }
}

function countsOn(sealed: SealedResponse, present: Present, there: number): boolean {
  return present.state === 'nothing' || (sealed.seq ?? 0) > there
}

/** Without a key only how many can open it is seen, which is then taken for who. */
function isForToday({ assessment }: Workspace, { sealed, inside }: Arrived): boolean {
  if (sealed === undefined) return false
  const to = recipientsOf(assessment.people, sealed.key)
  if (inside !== undefined) return isSealedTo(sealed.sealed, inside['sealed-to'], to)
  const read = readBlock(sealed.sealed)
  return !('message' in read) && isSealedTo(sealed.sealed, to, to)
}

/** Writes it in the place of what was there when it was looked at. Throws a `TiexError` where that was changed meanwhile. */
export async function writeTaken(
  workspace: Workspace,
  present: Present,
  taken: Taken & { readonly person: Person },
) {
  const file = responseFile(workspace, workspace.round, taken.person.id)
  const text = formatYaml(taken.file, styleOf('response'), [schemaLine('response', 3)])
  await writeDurably(file, (bytes) => {
    if (!isAsSeen(bytes, present))
      throw fault(
        file.shown,
        'changed-meanwhile',
        'was changed meanwhile: nothing was written',
        'run this again',
      )
    return text
  })
  return file.shown
}

function isAsSeen(bytes: Uint8Array | 'missing', present: Present): boolean {
  if (bytes === 'missing') return present.state === 'nothing'
  if (present.state === 'nothing') return false
  return !('text' in present) || plain(new TextDecoder().decode(bytes)) === present.text
}

/** As files are read: without a byte order mark, lines ended by LF. */
function plain(text: string): string {
  return text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
}

/** Problems of a `TiexError`; anything else thrown goes on. */
export function problemsOf(error: unknown) {
  if (error instanceof TiexError) return error.problems
  throw error
}
