import { type Command, Option } from 'commander'
import { may, type Person } from '../assessment/assessment.ts'
import { usualMinimumGroup } from '../assessment/people.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { consensusPath, readConsensus, saveConsensus } from '../files/consensus.ts'
import { type FoundResponse, readResponses, responsesDigest } from '../files/responses/read.ts'
import { answersSoFar, gatherSubmitted, type Submitted, waitingIn } from '../files/responses/submitted.ts'
import { type Met, meetLook } from '../files/second-look.ts'
import { openWorkspace, type Workspace } from '../files/workspace.ts'
import { equalData } from '../files/yaml/equal.ts'
import type { Consensus } from '../merge/consensus.ts'
import { withWithheld } from '../merge/counts.ts'
import { type MergeInput, mergeResponses } from '../merge/merge.ts'
import { type MergeView, viewMerge } from '../merge/view.ts'
import { failure, TiexError } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { mergeCsv, mergeJson, mergeMarkdown } from '../render/merge/data.ts'
import { differenceWords } from '../render/merge/difference.ts'
import { renderAll, renderMerge } from '../render/merge/merge.ts'
import { renderMovement } from '../render/merge/movement.ts'
import { renderUnconfirmed } from '../render/merge/unconfirmed.ts'
import { renderNext } from '../render/next.ts'
import { counted, shellWord, wrap } from '../render/text.ts'
import type { Movement } from '../second-look/movement.ts'
import {
  positiveNumber,
  withAs,
  withCommit,
  withDryRun,
  withExamples,
  withFormat,
  withIdentity,
  withRound,
} from './flags.ts'
import { mergeMessage, nameUncommitted, recordClosed, recordMerged, recordOpened } from './merge/left.ts'
import { isTakingAnswers, movementIn, openLook, refuseLook, refuseNothing, tellLate } from './merge/look.ts'
import {
  close,
  closedNow,
  closingWords,
  stillOpen,
  tellCountOnly,
  tellNotWritten,
  toClose,
} from './merge/open.ts'
import { whoMerges } from './merge/who.ts'

interface MergeFlags {
  readonly as?: string
  readonly round?: string
  readonly identity?: string
  readonly early?: boolean
  readonly close?: boolean
  readonly secondLook?: boolean
  readonly until?: string
  readonly leaveOut: readonly string[]
  readonly unsigned: readonly string[]
  readonly exitCode?: boolean
  readonly dryRun?: boolean
  readonly commit: boolean
  readonly format: string
  readonly top: number
  readonly all?: boolean
}

export function define(command: Command, run: Run): void {
  const people = (flag: string, description: string) =>
    new Option(flag, description)
      .argParser((id: string, before: readonly string[]) => [...new Set([...before, id])])
      .default([], 'nobody')
  command
    .addOption(
      people(
        '--leave-out <person>',
        'merge without this person; the consensus records how many (repeatable)',
      ),
    )
    .addOption(
      people(
        '--unsigned <person>',
        'take their answers though they are not signed with their key (repeatable)',
      ),
    )
    .option('--early', 'look while answers still come in; nothing is written')
    .option('--close', 'close the round to further answers, or end a second look, then merge')
    .option('--second-look', 'then ask people to look again, alone, at what they are far apart on')
    .option('--until <day>', 'the last day of the second look')
    .option('--exit-code', 'exit 1 when the consensus on disk is out of date')
    .option('--top <n>', 'how many statements to list under "discuss first"', positiveNumber, 10)
    .option('--all', 'list every statement, by what to do with it')
  withIdentity(withAs(withRound(command)))
  withCommit(withDryRun(withFormat(command, ['text', 'json', 'csv', 'md'])))
  withExamples(command, [
    'tiex merge',
    'tiex merge --dry-run --exit-code   in CI: is the consensus up to date?',
    'tiex merge --leave-out tom-reed',
    'tiex merge --second-look --until 2026-11-24',
  ])
  command.action(run<MergeFlags>((flags, session) => merge(flags, session)))
}

async function merge(flags: MergeFlags, session: Session): Promise<void> {
  if (flags.early && flags.close)
    throw failure(
      'usage',
      '--early and --close exclude each other',
      'look with --early, then close with --close',
    )
  const workspace = await openWorkspace(session, { ...flags, ...unlocking(session) })
  let found = await readResponses(workspace, workspace.round, 'errors')
  const soFar = answersSoFar(workspace, found, session.env.now())
  const now = session.env.now()
  // Who is left out keeps nobody waiting.
  const wanted = found.filter(({ person }) => !flags.leaveOut.includes(person))
  const met = await meetLook(workspace, { found: wanted, now })
  if (soFar.isOpen && !flags.early && !flags.close) throw stillOpen(workspace, soFar)
  if (flags.secondLook && met.isOpen && flags.commit && !flags.dryRun) {
    const facilitator = await whoMerges(flags, workspace, session)
    if (await recordOpened(workspace, met, { session, ...acting(facilitator) })) return
  }
  refuseLook(flags, met, { workspace, now })
  const isOpen = soFar.isOpen || met.isOpen
  const writes = !flags.dryRun && !flags.early
  const person = isOpen || writes ? await whoMerges(flags, workspace, session) : undefined
  if (isOpen && (person === undefined || !may(person, 'facilitate')))
    return tellCountOnly({ soFar, met }, flags.format, session)

  let submitted = await gather(workspace, found, flags)
  const previous = await readConsensus(workspace)
  const inputNow = () => inputOf(workspace, { submitted, met }, flags)
  const merged = (input: Input) => mergeResponses(withPrevious(input, previous))
  if (flags.secondLook) refuseNothing(merged(inputNow()).consensus, workspace)
  if (flags.close && writes && flags.commit)
    await recordClosed(workspace, met, { session, ...acting(person) })
  const closes = toClose(flags, { soFar, met }, isTakingAnswers(workspace, now))
  if (closes.length > 0 && writes) {
    await close(workspace, closes, { session, commit: flags.commit, ...acting(person) })
    // What came in until now counts.
    found = await readResponses(workspace, workspace.round, 'errors')
    submitted = await gather(workspace, found, flags)
  }
  const input = inputNow()
  const { consensus, changed } = merged(input)
  const view = viewOf(workspace, { found, consensus, changed, leftOut: flags.leaveOut })
  const movement = movementIn(met, workspace, { submitted, consensus, closes: closes.length > 0 })
  await show(view, movement, flags, session)
  session.say(
    renderUnconfirmed(
      submitted.map(({ response }) => response),
      session.screen,
    ),
  )
  tellLate(met, workspace, { found, leaveOut: flags.leaveOut }, session)
  if (isOpen && !flags.close) return tellNotWritten({ soFar, met }, session)

  const outdated = !equalData(consensus, previous)
  if (flags.exitCode && outdated) session.answerNo()
  const path = consensusPath(workspace.round)
  if (!writes && (closes.length > 0 || outdated)) {
    const what = [...closingWords(closes, workspace), ...(outdated ? [`write ${path}`] : [])]
    session.say(`\nWould ${what.join(' and ')}; nothing was written.\n`)
  } else if (outdated) {
    await save(workspace, { input, person, before: previous?.responses.count }, flags, session)
  } else {
    session.say(`\n${path} is up to date.\n`)
    if (writes && flags.commit)
      await recordMerged(workspace, mergeMessage(workspace, submitted), { session, ...acting(person) })
  }
  if (flags.secondLook)
    return openLook(workspace, { consensus, submitted, met }, flags, { session, ...acting(person) })
  if (!writes) return
  const { readNext } = await import('../files/ground.ts')
  const after = closes.includes('round') ? closedNow(workspace, now) : workspace
  session.say(renderNext(await readNext(after, session, true), session.screen, 'tiex merge'))
}

type Input = Omit<MergeInput, 'previous'>

function inputOf(
  workspace: Workspace,
  { submitted, met: { look } }: { readonly submitted: readonly Submitted[]; readonly met: Met },
  { leaveOut }: MergeFlags,
): Input {
  const asked = look && { pass: look.pass, statements: look.statements }
  const { confidentiality, 'minimum-group': minimumGroup } = workspace.assessment
  return {
    model: workspace.model,
    round: workspace.round,
    pin: workspace.assessment.model,
    responses: submitted.map((one) => one.response),
    leftOut: leaveOut.length,
    responsesDigest: responsesDigest(submitted.map((one) => one.digested)),
    ...(asked === undefined ? {} : { secondLook: asked }),
    ...(confidentiality === 'open' ? {} : { minimumGroup: minimumGroup ?? usualMinimumGroup }),
  }
}

function withPrevious(input: Input, previous: Consensus | undefined): MergeInput {
  return previous === undefined ? input : { ...input, previous }
}

/** The submitted responses to merge. Throws a `TiexError` naming every file that cannot be used, and where there is nothing to merge. */
async function gather(
  workspace: Workspace,
  found: readonly FoundResponse[],
  flags: MergeFlags,
): Promise<readonly Submitted[]> {
  const { submitted, faulty } = await gatherSubmitted(workspace, found, flags)
  if (faulty.length > 0) {
    const problems = faulty.flatMap((one) => one.problems)
    const names = faulty.map((one) => `--leave-out ${shellWord(one.person)}`).join(' ')
    throw new TiexError(
      problems,
      `${counted(problems.length, 'error')} in ${faulty.length} of ${counted(found.length, 'response')}. Nothing was merged: mend ${faulty.length === 1 ? 'it' : 'them'}, or go on with ${names}`,
    )
  }
  if (submitted.length > 0) return submitted
  throw failure(
    'nothing-to-merge',
    `nobody has submitted a response in ${workspace.round} yet`,
    'people submit at the end of: tiex assess',
  )
}

function viewOf(
  workspace: Workspace,
  merged: {
    found: readonly FoundResponse[]
    consensus: Consensus
    changed: readonly string[]
    leftOut: readonly string[]
  },
): MergeView {
  const { model, assessment } = workspace
  return viewMerge({
    model,
    consensus: withWithheld(merged.consensus),
    changed: merged.changed,
    leftOut: merged.leftOut,
    ...waitingIn(workspace, merged.found, merged.leftOut),
    minimumGroup: assessment['minimum-group'],
  })
}

async function show(
  view: MergeView,
  movement: Movement | undefined,
  flags: MergeFlags,
  { print, screen }: Session,
): Promise<void> {
  if (flags.format === 'json') return print(mergeJson(view, movement))
  if (flags.format === 'csv') return print(mergeCsv(view))
  if (flags.format === 'md') return print(mergeMarkdown(view, movement))
  await print(renderMerge(view, flags.top, screen))
  if (movement !== undefined) await print(`\n${renderMovement(movement, view.model, screen)}`)
  if (flags.all) await print(`\n${renderAll(view, screen)}`)
}

interface Saving {
  readonly input: Input
  readonly person: Person | undefined
  /** How many responses the consensus counted so far. */
  readonly before: number | undefined
}

/** Merges once more under the lock, so that a decision recorded meanwhile is kept, then commits just what was written. */
async function save(
  workspace: Workspace,
  { input, person, before }: Saving,
  flags: MergeFlags,
  session: Session,
): Promise<void> {
  const { record } = await import('../files/record.ts')
  const path = consensusPath(workspace.round)
  const written = await saveConsensus(
    workspace,
    (current) => mergeResponses(withPrevious(input, current)).consensus,
  )
  if (written === 'unchanged') return session.say(`\n${path} is up to date.\n`)
  const message = mergeMessage(workspace, input.responses)
  const recorded = flags.commit
    ? await record(session, workspace.root, { files: [path], message, ...acting(person) })
    : 'nothing'
  session.say(`\nWritten: ${path} (${recorded === 'committed' ? 'committed' : 'not committed'})\n`)
  if (recorded === 'committed') await nameUncommitted(workspace, input.responses, session)
  const difference = differenceWords(before, input.responses.length)
  if (difference !== undefined) session.say(`${wrap(difference, session.screen.width)}\n`)
  if (recorded === 'committed' && person === undefined)
    session.say(
      `${wrap('Git does not say who of tiex.yaml you are, so that tiex verify cannot accept this commit: name yourself with --as PERSON.', session.screen.width)}\n`,
    )
}

function acting(person: Person | undefined) {
  return person === undefined ? {} : { person }
}
