import { type Command, InvalidArgumentError, Option } from 'commander'
import { longest, shortest } from '../agenda/agenda.ts'
import { firstAgenda } from '../agenda/first.ts'
import { handoutOf } from '../agenda/handout.ts'
import { secondAgenda, sectionsWithoutAction } from '../agenda/second.ts'
import { type Assessment, may } from '../assessment/assessment.ts'
import { usualMinimumGroup } from '../assessment/people.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { readConsensus } from '../files/consensus.ts'
import { openVault } from '../files/keys/vault.ts'
import { readPlanView } from '../files/plan-results.ts'
import { readResponses } from '../files/responses/read.ts'
import { sharedNotes } from '../files/responses/shared-notes.ts'
import { currentLook } from '../files/second-look.ts'
import { openWorkspace, type Workspace, whoAmI } from '../files/workspace.ts'
import type { Consensus } from '../merge/consensus.ts'
import { withoutSmallGroups } from '../merge/counts.ts'
import type { Section } from '../model/model.ts'
import type { PlanView } from '../plan/view.ts'
import { failure, TiexError } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { actionBlocks } from '../render/agenda/action-handout.ts'
import { type Block, blocksAsMarkdown, blocksAsText } from '../render/agenda/blocks.ts'
import { actionsJson, agendaJson, handoutJson } from '../render/agenda/data.ts'
import { handoutBlocks } from '../render/agenda/handout.ts'
import { agendaMarkdown } from '../render/agenda/markdown.ts'
import type { About, AnyAgenda } from '../render/agenda/rows.ts'
import { renderAgenda } from '../render/agenda/text.ts'
import { renderLookOpen, undatedSecond } from '../render/next.ts'
import { renderProblem } from '../render/problems.ts'
import { counted, wrap } from '../render/text.ts'
import { needsOf } from '../resources/suggest.ts'
import type { SharedNotes } from '../response/shared-notes.ts'
import { datesOf } from '../status/dates.ts'
import { withAs, withExamples, withFormat, withIdentity, withRound } from './flags.ts'

interface AgendaFlags {
  readonly minutes: number
  readonly workshop: '1' | '2'
  readonly start?: number
  readonly handout?: boolean
  readonly format: string
  readonly round?: string
  readonly as?: string
  readonly identity?: string
}

export function define(command: Command, run: Run): void {
  command
    .option('--minutes <n>', `how long the workshop is, ${shortest} to ${longest}`, parseMinutes, 210)
    .addOption(
      new Option('--workshop <number>', '1: agree where the council stands; 2: from actions to a plan')
        .choices(['1', '2'])
        .default('1'),
    )
    .option('--start <hh:mm>', 'when it begins, so that times are those of the clock', parseStart)
    .option('--handout', 'instead of the agenda, a page for each section (or action) there is to discuss')
  withFormat(withIdentity(withRound(withAs(command))), ['text', 'md', 'json'])
  withExamples(command, [
    'tiex agenda',
    'tiex agenda --start 09:30 --format md -o agenda.md',
    'tiex agenda --handout --format md -o handout.md',
    'tiex agenda --workshop 2 --minutes 180',
  ])
  command.action(run<AgendaFlags>(agenda))
}

function parseMinutes(text: string): number {
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (minutes >= shortest && minutes <= longest) return minutes
  throw new InvalidArgumentError(
    `It must be a whole number of minutes from ${shortest} to ${longest}; for longer, meet on two days.`,
  )
}

/** Minutes since midnight. */
function parseStart(text: string): number {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  if (hours !== undefined) return Number(hours) * 60 + Number(minutes)
  throw new InvalidArgumentError('It must be a time of the day such as 09:30.')
}

async function agenda(flags: AgendaFlags, session: Session): Promise<void> {
  if (flags.identity !== undefined && !(flags.handout && flags.workshop === '1'))
    throw failure(
      'usage',
      '--identity goes with --handout of the first workshop',
      'nothing else reads sealed notes: leave it out',
    )
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  if (flags.as !== undefined) await whoAmI(session, workspace, flags.as)
  if (flags.workshop === '2') return second(flags, workspace, session)
  return flags.handout ? handout(flags, workspace, session) : first(flags, workspace, session)
}

async function first(flags: AgendaFlags, workspace: Workspace, session: Session): Promise<void> {
  const { shown } = await consensusOf(workspace)
  await tellLook(workspace, session)
  await show(firstAgenda(workspace.model, shown, flags.minutes), { flags, workspace, session })
  tellNext(flags, session, 'Next: tiex agenda --handout · tiex workshop')
}

async function second(flags: AgendaFlags, workspace: Workspace, session: Session): Promise<void> {
  const { plan, withoutAction } = await planOf(workspace, session)
  if (flags.handout) {
    if (flags.format === 'json') return session.print(actionsJson(plan))
    await showBlocks(actionBlocks(plan), { flags, session })
    return tellNext(flags, session, 'Next: tiex plan set · tiex plan check')
  }
  await show(secondAgenda(plan, flags.minutes, withoutAction), { flags, workspace, session })
  tellNext(flags, session, 'Next: tiex agenda --workshop 2 --handout · tiex plan set · tiex plan check')
  if (dayOf(flags, workspace, session) === undefined && flags.format !== 'json')
    session.say(`${wrap(undatedSecond, session.screen.width)}\n`)
}

async function handout(flags: AgendaFlags, workspace: Workspace, session: Session): Promise<void> {
  const { model, assessment, round } = workspace
  const read = await consensusOf(workspace)
  await tellLook(workspace, session)
  const pages = handoutOf(model, read, await notesFor(flags, workspace, session))
  if (flags.format === 'json') return session.print(handoutJson(pages, round))
  await showBlocks(handoutBlocks(pages, minimumGroupOf(assessment)), { flags, session })
  tellNext(flags, session, 'Next: tiex workshop')
}

/** The consensus, and what of it everybody may see. */
async function consensusOf(workspace: Workspace): Promise<{ consensus: Consensus; shown: Consensus }> {
  const consensus = await readConsensus(workspace)
  if (consensus === undefined)
    throw failure(
      'no-consensus',
      `nothing is merged in ${workspace.round} yet`,
      'merge the responses first: tiex merge',
    )
  const { readable } = withoutSmallGroups(consensus, minimumGroupOf(workspace.assessment))
  return { consensus, shown: readable }
}

function minimumGroupOf(assessment: Assessment): number {
  return assessment['minimum-group'] ?? usualMinimumGroup
}

/** The notes of others are for those who may facilitate, to show them without names. Says what is left out, and why. */
async function notesFor(flags: AgendaFlags, workspace: Workspace, session: Session): Promise<SharedNotes> {
  const tell = (text: string) => session.say(`${wrap(text, session.screen.width)}\n`)
  if (!(await mayFacilitate(flags, workspace, session))) {
    tell('Notes are left out: only those who may facilitate see them (say who you are with --as PERSON).')
    return {}
  }
  const opened = { ...workspace, vault: openVault(session, { ...flags, ...unlocking(session) }) }
  const found = await readResponses(opened, workspace.round, 'errors')
  const { notes, sealed } = await sharedNotes(opened, found)
  if (sealed > 0)
    tell(
      `The notes of ${counted(sealed, 'person', 'people')} are sealed and left out. To have those that may be shown: tiex agenda --handout --identity FILE, with the key of one who may facilitate.`,
    )
  else if (Object.keys(notes).length === 0)
    tell('There are no notes: nobody allows theirs to be shown (they can: tiex assess --share-notes).')
  return notes
}

async function mayFacilitate({ as }: AgendaFlags, workspace: Workspace, session: Session): Promise<boolean> {
  try {
    return may(await whoAmI(session, workspace, as), 'facilitate')
  } catch (error) {
    const isUnknown = error instanceof TiexError && error.problems.every(({ rule }) => rule === 'who')
    if (isUnknown && as === undefined && !session.env.variables.TIEX_AS) return false
    throw error
  }
}

async function tellLook(workspace: Workspace, session: Session): Promise<void> {
  if ((await currentLook(workspace, session)) !== undefined) session.say(renderLookOpen(session.screen))
}

/** The plan, and what has a high priority and no action in it. */
async function planOf(
  workspace: Workspace,
  session: Session,
): Promise<{ readonly plan: PlanView; readonly withoutAction: readonly Section[] }> {
  const { view, results, problems } = await readPlanView(workspace, session.env.now())
  for (const problem of problems) session.say(renderProblem(problem, session.screen))
  const needs = results === undefined ? [] : needsOf(results)
  if (view.actions.length > 0) return { plan: view, withoutAction: sectionsWithoutAction(view, needs) }
  throw failure(
    'no-plan',
    `nothing is planned in ${workspace.round} yet`,
    'draft actions from what was agreed: tiex plan propose',
  )
}

interface Output {
  readonly flags: AgendaFlags
  readonly session: Session
}

async function show(
  made: AnyAgenda,
  { flags, workspace, session }: Output & { readonly workspace: Workspace },
): Promise<void> {
  const about = aboutOf(flags, workspace, session)
  if (flags.format === 'json') return session.print(agendaJson(made, about))
  if (flags.format === 'md') return session.print(agendaMarkdown(made, about))
  await session.print(renderAgenda(made, about, session.screen))
}

function aboutOf(flags: AgendaFlags, { assessment, round }: Workspace, session: Session): About {
  const { objectives = [], organisation } = assessment
  const day = dayOf(flags, { assessment, round }, session)
  return {
    council: organisation.name,
    round,
    objectives: typeof objectives === 'string' ? [objectives] : objectives,
    ...(day === undefined ? {} : { day }),
    ...(flags.start === undefined ? {} : { start: flags.start }),
  }
}

/** The day of the workshop; undefined where the round has none for it. */
function dayOf(
  { workshop }: AgendaFlags,
  { assessment, round }: Pick<Workspace, 'assessment' | 'round'>,
  { env }: Session,
): string | undefined {
  return datesOf(assessment, round, env.now()).workshops[Number(workshop) - 1]
}

async function showBlocks(blocks: readonly Block[], { flags, session }: Output): Promise<void> {
  await session.print(flags.format === 'md' ? blocksAsMarkdown(blocks) : blocksAsText(blocks, session.screen))
}

function tellNext({ format }: AgendaFlags, { say, screen }: Session, next: string): void {
  if (format !== 'json') say(`\n${wrap(next, screen.width)}\n`)
}
