import { join } from 'node:path'
import { may, type Person } from '../assessment/assessment.ts'
import { dayInWords, refuseUnlessOpen, roundState } from '../assessment/rounds.ts'
import { hasLooked, type LookState, secondLookState } from '../assessment/second-look.ts'
import type { Session } from '../env.ts'
import type { Model } from '../model/model.ts'
import { type Finding, failure, finding, type Problem, TiexError } from '../problem.ts'
import { courseOf } from '../questionnaire/course.ts'
import { checkSecondLook } from '../second-look/check.ts'
import { isLate } from '../second-look/late.ts'
import { type SecondLook, statementsLookedAt } from '../second-look/second-look.ts'
import type { FileName } from './disk/faults.ts'
import { writeDurably } from './disk/write.ts'
import { closedVault } from './keys/vault.ts'
import { byteLimit, isFaulty, parseKind, placed, readKind } from './kinds/read.ts'
import { schemaLine, styleOf } from './kinds/styles.ts'
import { type FoundResponse, readResponses } from './responses/read.ts'
import type { Workspace } from './workspace.ts'
import { formatYaml } from './yaml/format.ts'
import { reviseYaml } from './yaml/revising/revise.ts'

/** From the root of the workspace, with forward slashes. */
export function secondLookPath(round: string): string {
  return `rounds/${round}/second-look.yaml`
}

function fileOf({ root }: Workspace, round: string): FileName {
  const shown = secondLookPath(round)
  return { path: join(root, shown), shown }
}

/** The second look of a round with what is wrong in it; it is absent where the file cannot be trusted. Undefined where there is no file. */
export async function findSecondLook(
  workspace: Workspace,
  round: string,
): Promise<{ readonly look?: SecondLook; readonly problems: readonly Problem[] } | undefined> {
  const loaded = await readKind<SecondLook>('second-look', fileOf(workspace, round))
  if (loaded === 'missing') return undefined
  if (isFaulty(loaded)) return loaded
  const around = { round, pin: workspace.assessment.model }
  const wrong = checkSecondLook(loaded.data, workspace.model, around)
  const problems = await placed(loaded, [...wrong, ...(await checkSealedNotes(loaded.data, workspace))])
  return problems.length > 0 ? { problems } : { look: loaded.data, problems }
}

/** What can be told of the notes without a key. */
async function checkSealedNotes(
  { notes, sealed }: SecondLook,
  { assessment }: Workspace,
): Promise<readonly Finding[]> {
  const readable =
    notes === undefined || assessment.confidentiality === 'open'
      ? []
      : [
          finding('plain-text', ['notes'], 'the notes are in plain text, though answers are to be sealed', {
            hint: 'take them out; tiex merge --second-look writes them sealed',
          }),
        ]
  if (sealed === undefined) return readable
  const { checkBlock } = await import('./age/block.ts')
  const wrong = checkBlock(sealed)
  if (wrong === undefined) return readable
  const hint = 'take the last version from the history, or take the block out: then no notes are shown'
  return [...readable, finding('sealed', ['sealed'], wrong.message, { hint })]
}

/** The last second look of the round, open or over; undefined where there never was one. Throws a `TiexError` with everything wrong in it. */
async function readSecondLook(workspace: Workspace): Promise<SecondLook | undefined> {
  const found = await findSecondLook(workspace, workspace.round)
  if (found !== undefined && found.problems.length > 0) throw new TiexError(found.problems)
  return found?.look
}

/** Whether a person may look again at anything, by their rights and sections. */
function isAsked(person: Person, look: SecondLook, model: Model): boolean {
  if (!may(person, 'answer')) return false
  return statementsLookedAt(look, courseOf(model, person.sections).statements).length > 0
}

/** Whether people can look again now. Those who count are who submitted and are still asked about any of it; no key is needed. */
function stateOfLook(
  look: SecondLook,
  { assessment, model }: Pick<Workspace, 'assessment' | 'model'>,
  { found, now }: { readonly found: readonly FoundResponse[]; readonly now: Date },
): LookState {
  const able = new Set(assessment.people.filter((person) => isAsked(person, look, model)).map(({ id }) => id))
  const files = found.flatMap(({ person, sealed, response }) => {
    const file = sealed ?? response
    return file?.submitted === undefined || !able.has(person) ? [] : [file]
  })
  return secondLookState(look, {
    passes: files.map(({ pass }) => pass),
    now,
    ...(assessment.timezone === undefined ? {} : { timezone: assessment.timezone }),
  })
}

/** The last second look of a round, and how far it is. */
export interface Met {
  readonly look: SecondLook | undefined
  readonly isOpen: boolean
  /** Of those who submitted, how many have taken it. */
  readonly looked: number
  readonly of: number
}

/** Throws a `TiexError` with everything wrong in the file. */
export async function meetLook(
  workspace: Workspace,
  { found, now }: { readonly found: readonly FoundResponse[]; readonly now: Date },
): Promise<Met> {
  const look = await readSecondLook(workspace)
  const passes = found.flatMap(({ sealed, response }) => {
    const file = sealed ?? response
    return file?.submitted === undefined ? [] : [file.pass]
  })
  if (look === undefined) return { look, isOpen: false, looked: 0, of: passes.length }
  const { state } = stateOfLook(look, workspace, { found, now })
  const looked = passes.filter((own) => hasLooked(own, look.pass)).length
  return { look, isOpen: state === 'open', looked, of: passes.length }
}

/** Who finished the second look after it had ended: their answers count, and somebody has to know. */
export function lateIn(
  look: SecondLook,
  { assessment }: Pick<Workspace, 'assessment'>,
  found: readonly FoundResponse[],
): readonly FoundResponse[] {
  return found.filter(({ sealed, response }) => isLate(sealed ?? response ?? {}, look, assessment.timezone))
}

/** The same as warnings. */
export function lateLooks(
  workspace: Pick<Workspace, 'assessment'>,
  look: SecondLook,
  found: readonly FoundResponse[],
): readonly Problem[] {
  return lateIn(look, workspace, found).map(({ person, file }) => ({
    severity: 'warning',
    rule: 'late',
    message: `${person} looked again after the second look had ended`,
    hint: 'the next merge counts the answers as they are now; a facilitator can leave them out: tiex merge --leave-out',
    place: { file },
  }))
}

/** The second look that is open now; undefined where none is. No key is looked for. */
export async function currentLook(workspace: Workspace, session: Session): Promise<SecondLook | undefined> {
  if ((await readSecondLook(workspace)) === undefined) return undefined
  const keyless = { ...workspace, vault: closedVault(session) }
  const found = await readResponses(keyless, workspace.round, 'errors')
  const { look, isOpen } = await meetLook(workspace, { found, now: session.env.now() })
  return isOpen ? look : undefined
}

/** Throws a `TiexError` where no answers are taken in the round; while a second look is open it names that. */
export async function refuseUnlessAnswering(workspace: Workspace, session: Session): Promise<void> {
  const { assessment, round } = workspace
  const now = session.env.now()
  const state = roundState(assessment.rounds[round]!, now, assessment.timezone)
  if (state.state === 'closed' && (await currentLook(workspace, session)) !== undefined)
    throw failure(
      'round-closed',
      `the round ${round} closed on ${dayInWords(state.on)}, but a second look is open`,
      'look again at what it asks about: tiex assess --revise',
    )
  refuseUnlessOpen(assessment, round, now)
}

/** Writes a second look in the place of the one before, which git keeps. Throws a `TiexError` where it would be longer than is read. */
export function saveSecondLook(workspace: Workspace, look: SecondLook): Promise<'written' | 'unchanged'> {
  const text = formatYaml(look, styleOf('second-look'), [schemaLine('second-look', 2)])
  if (new TextEncoder().encode(text).length > byteLimit('second-look'))
    throw failure(
      'too-long',
      'the notes that people share are longer than fits into a second look',
      'ask those with the longest notes to shorten them, or not to share them',
    )
  return writeDurably(fileOf(workspace, workspace.round), () => text)
}

/** Ends the second look of the round; `closed` is UTC. Comments keep their bytes. Throws a `TiexError` where the file is faulty. */
export function endSecondLook(workspace: Workspace, closed: string): Promise<'written' | 'unchanged'> {
  const file = fileOf(workspace, workspace.round)
  return writeDurably(file, async (bytes) => {
    if (bytes === 'missing') return undefined
    const loaded = await parseKind<SecondLook>('second-look', file.shown, bytes)
    if (isFaulty(loaded)) throw new TiexError(loaded.problems)
    if (loaded.data.closed !== undefined) return undefined
    const { format, model, round, pass, opened, closes, ...rest } = loaded.data
    const dates = { ...(closes === undefined ? {} : { closes }), closed }
    const after = { format, model, round, pass, opened, ...dates, ...rest }
    return reviseYaml(loaded.yaml.text, after, styleOf('second-look'))
  })
}
