import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ModelPin, may, type Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import type { Consensus } from '../../merge/consensus.ts'
import type { Mapping } from '../../model/mapping.ts'
import type { Plan } from '../../plan/action.ts'
import { failure } from '../../problem.ts'
import { upgradedAssessment } from '../../upgrade/assessment.ts'
import { type CarriedConsensus, carryConsensus } from '../../upgrade/consensus.ts'
import { carryPlan } from '../../upgrade/plan.ts'
import type { Dropped } from '../../upgrade/response.ts'
import { saveAssessment } from '../assessment-file.ts'
import { consensusPath, saveConsensus } from '../consensus.ts'
import { writeDurably } from '../disk/write.ts'
import { schemaFiles } from '../founding.ts'
import type { Loaded } from '../kinds/read.ts'
import { modelCopies } from '../models.ts'
import { digestedText, responsesDigest } from '../responses/read.ts'
import { planPath } from '../signoff/content.ts'
import { findSigner } from '../ssh/sign.ts'
import { assessmentFile, type Workspace } from '../workspace.ts'
import { equalData } from '../yaml/equal.ts'
import { asUpgraded, consensusToCarry, planToCarry, type ToCarry, writePlan } from './agreed.ts'
import type { Begun } from './committed.ts'
import { type Carrying, carryResponses, type FoundToCarry, writtenResponse } from './responses.ts'
import { hasBegun, othersKeep, refuseFinished, refuseUncommitted } from './rounds.ts'
import type { Target } from './target.ts'
import { changedSince, writeTexts } from './texts.ts'

/** What an upgrade comes to; ids are the older version's where they are of what is gone. Holds no names of people, and nothing of what they answered. */
export interface Upgrade {
  readonly mapping: Mapping
  readonly round: string
  /** How many responses go over, and how many of them hold answers to statements that were reworded. */
  readonly responses: number
  readonly marked: number
  /** In how many responses something is dropped, by id and what it was. */
  readonly dropped: readonly (Dropped & { readonly count: number })[]
  readonly consensus?: Pick<CarriedConsensus, 'takenBack' | 'dropped'>
  /** Actions of the plan that lead to nothing that is still there. */
  readonly lostActions: readonly string[]
  /** Rounds that keep the model they were answered with. */
  readonly kept: ReadonlyMap<string, ModelPin>
  /** An earlier run has written some of it, and nobody has committed that. */
  readonly resumed: boolean
}

/** What is upgraded, to what, by whom. */
export interface Upgrading extends Begun {
  readonly target: Target
  readonly caller: Person
  readonly commit: boolean
}

/** An upgrade that was looked through and can be made. */
export interface PreparedUpgrade {
  readonly upgrade: Upgrade
  /** Writes everything; the files to commit, from the root of the workspace. */
  readonly write: () => Promise<readonly string[]>
}

/**
 * Looks through all that has to change for the current round to go over to another version, and opens what is sealed. Nothing is written
 * before `write`; what that leaves undone where it fails, a second run does. Throws a `TiexError` with everything that stands in the way.
 */
export async function prepareUpgrade(
  session: Session,
  { workspace, target, caller, commit, committed, onDisk }: Upgrading,
): Promise<PreparedUpgrade> {
  const { mapping } = target
  const { round, assessment } = workspace
  const { id, version, digest } = mapping.newer
  const pin: ModelPin = { id, version, digest }
  if (hasBegun(workspace, round)) refuseUnmapped(mapping, round)
  if (hasBegun(workspace, round)) refuseFinished(workspace, session.env.now())
  if (assessment.confidentiality === 'sealed' && hasBegun(workspace, round)) refuseUnlessFacilitates(caller)
  const kept = await othersKeep(workspace, pin)
  const upgraded = upgradedAssessment(workspace.file.data, { pin, mapping, others: kept })
  if (onDisk !== undefined && !equalData(onDisk.file.data, upgraded))
    throw changedSince({ path: '', shown: assessmentFile })
  // Nobody may be asked for a passphrase while a file is locked.
  if (assessment.confidentiality === 'sealed') await workspace.vault.keyring()
  const registered = caller['signing-key']
  const signer = registered === undefined ? undefined : await findSigner(session, registered)
  const work: Carrying = { session, workspace, mapping, signer, committed }
  const found = await carryResponses(work)
  const consensus = await consensusToCarry(work, pin)
  const plan = await planToCarry(work)
  const made = { consensus, plan }
  const before = consensus && carryConsensus(consensus.data, mapping, { pin, digest: '' })
  if (commit) await refuseUncommitted(session, workspace, notWritten(workspace, { found, onDisk, ...made }))
  return {
    upgrade: {
      ...{ mapping, round, kept, responses: found.length },
      marked: found.filter(({ carried }) => carried?.response.reworded !== undefined).length,
      dropped: summed(found, mapping),
      ...(before === undefined ? {} : { consensus: before }),
      lostActions: plan === undefined ? [] : carryPlan(plan.data.data, mapping).lost,
      resumed: onDisk !== undefined || [...found, consensus, plan].some((one) => one?.written !== undefined),
    },
    write: () => writeAll(work, target, { found, pin, kept, onDisk, ...made }),
  }
}

/** Files that are there and that no earlier run has written: they have to be as they were committed. */
function notWritten(
  { root, round }: Workspace,
  { found, onDisk, consensus, plan }: Pick<Writing, 'found' | 'onDisk' | 'consensus' | 'plan'>,
): readonly string[] {
  const unless = (written: unknown, shown: string) =>
    written === undefined && existsSync(join(root, shown)) ? [shown] : []
  return [
    ...unless(onDisk, assessmentFile),
    ...found.flatMap(({ written, file }) => unless(written, file.shown)),
    ...unless(consensus?.written, consensusPath(round)),
    ...unless(plan?.written, planPath(round)),
  ]
}

function refuseUnlessFacilitates(caller: Person): void {
  if (!may(caller, 'facilitate'))
    throw failure(
      'may',
      `${caller.id} may not facilitate, and sealed answers have to be opened and sealed again`,
      'somebody who may both administer and facilitate does this, with their key',
    )
}

function refuseUnmapped({ newer, older, statements }: Mapping, round: string): void {
  if (statements.length > 0) return
  throw failure(
    'model',
    `no statement of ${newer.id} ${newer.version} was one of ${older.id} ${older.version}, so that nothing of ${round} would be left`,
    'its author says which was which: previous in model.yaml, and was beside the statements',
  )
}

function summed(found: readonly FoundToCarry[], { older }: Mapping): Upgrade['dropped'] {
  const all = found.flatMap(({ carried }) => carried?.dropped ?? [])
  const order = [...older.sections, ...older.statements].map(({ id }) => id)
  const counts = new Map<string, Dropped & { count: number }>()
  for (const one of all) {
    const key = `${one.what} ${one.id}`
    counts.set(key, { ...one, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
}

interface Writing {
  readonly found: readonly FoundToCarry[]
  readonly pin: ModelPin
  readonly kept: ReadonlyMap<string, ModelPin>
  readonly consensus: ToCarry<Consensus> | undefined
  readonly plan: ToCarry<Loaded<Plan>> | undefined
  readonly onDisk: Workspace | undefined
}

/** tiex.yaml last: until it is written, the round is one of the older version that was not carried over in full, and a second run goes on. */
async function writeAll(
  work: Carrying,
  { read, mapping }: Target,
  { found, pin, kept, consensus, plan, onDisk }: Writing,
): Promise<readonly string[]> {
  const { workspace } = work
  const { root, round } = workspace
  const texts = []
  for (const one of found) texts.push(await writtenResponse(work, one))
  const files: string[] = []
  const own = await modelCopies(read)
  const schemas = schemaFiles(mapping.newer).filter(({ file }) => existsSync(join(root, file)))
  for (const { file, text } of [...own, ...schemas]) {
    await writeDurably({ path: join(root, file), shown: file }, () => text)
    files.push(file)
  }
  await writeTexts(texts)
  files.push(...found.map(({ file }) => file.shown))
  const newer = { ...asUpgraded(work, pin), modelFolder: read.folder }
  if (consensus !== undefined && consensus.written === undefined) {
    const digest = digestAfter(consensus.data, found, texts)
    await saveConsensus(newer, (current) => carryConsensus(current!, mapping, { pin, digest }).consensus)
  }
  if (existsSync(join(root, consensusPath(round)))) files.push(consensusPath(round))
  files.push(...(await writePlan(work, plan)))
  if (onDisk === undefined)
    await saveAssessment(workspace, (current) => upgradedAssessment(current, { pin, mapping, others: kept }))
  return [...files, assessmentFile]
}

/** Of the same responses as before, where the consensus was of all that were submitted; else the one it had, so that it has to be merged again. */
function digestAfter(
  { responses: { digest } }: Consensus,
  found: readonly FoundToCarry[],
  texts: readonly Awaited<ReturnType<typeof writtenResponse>>[],
): string {
  const submitted = found.flatMap(({ before }, index) =>
    before.data.submitted === undefined
      ? []
      : [{ before: digestedText(before.data, before.yaml.text), after: texts[index]!.digested }],
  )
  return responsesDigest(submitted.map(({ before }) => before)) === digest
    ? responsesDigest(submitted.map(({ after }) => after))
    : digest
}
