import { randomBytes } from 'node:crypto'
import type { Person } from '../../assessment/assessment.ts'
import { readersBeside, tooFewToHide } from '../../assessment/readers.ts'
import { dayInWords } from '../../assessment/rounds.ts'
import { disassembleModel } from '../../model/disassemble.ts'
import type { FormContents } from '../../questionnaire/form-contents.ts'
import { isSealed, type ResponseFile } from '../../response/sealed.ts'
import { isFaulty, readKind } from '../kinds/read.ts'
import { responseFile } from '../responses/read.ts'
import { recipientsIn } from '../responses/sealed.ts'
import type { Workspace } from '../workspace.ts'

/** What all forms of a run have in common. */
export interface Making {
  readonly workspace: Workspace
  /** Who makes them, and to whom the answers go back. */
  readonly maker: Person
  /** UTC. */
  readonly made: string
}

/** 128 random bits, as the form carries them. */
export function makeToken(): string {
  return randomBytes(16).toString('hex')
}

/** What a person's form carries. Throws a `TiexError` where answers are sealed and nobody has a key to open them. */
export async function formContents(making: Making, person: Person, token: string): Promise<FormContents> {
  const { workspace, maker, made } = making
  const { assessment, model, round } = workspace
  const { id, name, role, sections } = person
  const readers = readersBeside(assessment, person)
  const closes = assessment.rounds[round]?.closes
  const few = tooFewToHide(assessment)
  return {
    format: 'tiex-form/1',
    organisation: { id: assessment.organisation.id, name: assessment.organisation.name },
    round,
    ...(closes === undefined ? {} : { closes: dayInWords(closes) }),
    person: { id, name, role, ...(sections === undefined ? {} : { sections }) },
    ...(readers === 'everybody' ? {} : { readers: readers.map((reader) => reader.name) }),
    sendTo: { name: maker.name, email: maker.email },
    recipients: readers === 'everybody' ? [] : recipientsIn(workspace, undefined),
    ...(few === undefined ? {} : { few }),
    token,
    made,
    seq: await seqOf(workspace, id),
    model: disassembleModel(model),
    digest: model.digest,
  }
}

/** The counter of what is there of the person, readable without a key; 0 where there is nothing, or nothing that can be read. */
async function seqOf(workspace: Workspace, person: string): Promise<number> {
  const loaded = await readKind<ResponseFile>('response', responseFile(workspace, workspace.round, person))
  if (loaded === 'missing' || isFaulty(loaded) || !isSealed(loaded.data)) return 0
  return loaded.data.seq ?? 0
}
