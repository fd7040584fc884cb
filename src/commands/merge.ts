import { type Command, Option } from 'commander'
import { may, type Person } from '../assessment/assessment.ts'
import { dayInWords } from '../assessment/rounds.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { consensusPath, readConsensus, saveConsensus } from '../files/consensus.ts'
import { type FoundResponse, readResponses, responsePath, responsesDigest } from '../files/responses/read.ts'
import {
  answersSoFar,
  gatherSubmitted,
  type SoFar,
  type Submitted,
  waitingIn,
} from '../files/responses/submitted.ts'
import { uncommittedIn } from '../files/uncommitted.ts'
import { callerWhoMay, openWorkspace, type Workspace, whoAmI } from '../files/workspace.ts'
import { equalData } from '../files/yaml/equal.ts'
import type { Consensus } from '../merge/consensus.ts'
import { type MergeInput, mergeResponses } from '../merge/merge.ts'
import { type MergeView, viewMerge } from '../merge/view.ts'
import { failure, TiexError } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { mergeCsv, mergeJson, mergeMarkdown } from '../render/merge/data.ts'
import { differenceWords } from '../render/merge/difference.ts'
import { renderAll, renderMerge } from '../render/merge/merge.ts'
import { counted, shellWord, wrap } from '../render/text.ts'
import { renderUncommitted } from '../render/uncommitted.ts'
import type { Response } from '../response/response.ts'
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

interface MergeFlags {
  readonly as?: string
  readonly round?: string
  readonly identity?: string
  readonly early?: boolean
  readonly close?: boolean
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
    .option('--close', 'close the round to further answers, then merge')
    .option('--exit-code', 'exit 1 when the consensus on disk is out of date')
    .option('--top <n>', 'how many statements to list under "discuss first"', positiveNumber, 10)
    .option('--all', 'list every statement, by what to do with it')
  withIdentity(withAs(withRound(command)))
  withCommit(withDryRun(withFormat(command, ['text', 'json', 'csv', 'md'])))
  withExamples(command, [
    'tiex merge',
    'tiex merge --dry-run --exit-code   in CI: is the consensus up to date?',
    'tiex merge --leave-out tom-reed',
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
  const { isOpen } = soFar
  if (isOpen && !flags.early && !flags.close) throw stillOpen(workspace, soFar)
  const writes = !flags.dryRun && !flags.early
  const person = isOpen || writes ? await whoMerges(flags, workspace, session) : undefined
  if (isOpen && (person === undefined || !may(person, 'facilitate')))
    return tellCountOnly(flags, soFar, session)

  let submitted = await gather(workspace, found, flags)
  const closes = flags.close === true && isOpen
  if (closes && writes) {
    const { closeRound } = await import('../files/closing.ts')
    await closeRound(session, workspace, { ...acting(person), commit: flags.commit })
    session.say(`Closed: no more answers are taken in ${workspace.round}.\n\n`)
    // What came in until now counts.
    found = await readResponses(workspace, workspace.round, 'errors')
    submitted = await gather(workspace, found, flags)
  }
  const previous = await readConsensus(workspace)
  const input = inputOf(workspace, submitted, flags)
  const { consensus, changed } = mergeResponses(withPrevious(input, previous))
  await show(viewOf(workspace, { found, consensus, changed, leftOut: flags.leaveOut }), flags, session)
  if (isOpen && !flags.close)
    return session.say(
      `\nThe round is still open, so nothing was written. Close it with: tiex merge --close\n`,
    )

  const outdated = !equalData(consensus, previous)
  if (flags.exitCode && outdated) session.answerNo()
  const path = consensusPath(workspace.round)
  if (!writes && (closes || outdated)) {
    const what = [...(closes ? [`close ${workspace.round}`] : []), ...(outdated ? [`write ${path}`] : [])]
    session.say(`\nWould ${what.join(' and ')}; nothing was written.\n`)
  } else if (outdated)
    await save(workspace, { input, person, before: previous?.responses.count }, flags, session)
  else session.say(`\n${path} is up to date.\n`)
}

/**
 * Who runs the merge. One who is known and may not facilitate writes nothing; where tiex.yaml does not know the e-mail of git, as in
 * a folder without git, a round that is over is merged all the same, and only closing one needs a name.
 */
async function whoMerges(
  flags: MergeFlags,
  workspace: Workspace,
  session: Session,
): Promise<Person | undefined> {
  const isNamed = (flags.as ?? (session.env.variables.TIEX_AS || undefined)) !== undefined
  try {
    if (flags.dryRun || flags.early) return await whoAmI(session, workspace, flags.as)
    return await callerWhoMay('facilitate', { session, workspace, as: flags.as })
  } catch (error) {
    const isUnknown = error instanceof TiexError && error.problems.every(({ rule }) => rule === 'who')
    if (isUnknown && !isNamed && !flags.close) return undefined
    throw error
  }
}

function stillOpen({ assessment, round }: Workspace, { submitted, asked }: SoFar): TiexError {
  const { closes } = assessment.rounds[round]!
  const until = closes === undefined ? '' : ` until the end of ${dayInWords(closes)}`
  return failure(
    'round-open',
    `the round ${round} is open for answers${until}; ${submitted} of ${counted(asked, 'person', 'people')} submitted so far`,
    'look without writing anything: tiex merge --early; or close the round now: tiex merge --close',
  )
}

/** While answers come in, a spread before and after one more gives that one away: only who facilitates sees it. */
async function tellCountOnly(
  { format }: MergeFlags,
  { submitted, asked }: SoFar,
  session: Session,
): Promise<void> {
  const words = 'while a round is open only those who may facilitate see how the answers are spread'
  if (format !== 'text') throw failure('may', words, 'say who you are with --as PERSON')
  await session.print(
    `${wrap(`${submitted} of ${counted(asked, 'person', 'people')} submitted. ${words[0]!.toUpperCase()}${words.slice(1)}.`, session.screen.width)}\n`,
  )
}

type Input = Omit<MergeInput, 'previous'>

function inputOf(workspace: Workspace, submitted: readonly Submitted[], { leaveOut }: MergeFlags): Input {
  return {
    model: workspace.model,
    round: workspace.round,
    pin: workspace.assessment.model,
    responses: submitted.map((one) => one.response),
    leftOut: leaveOut.length,
    responsesDigest: responsesDigest(submitted),
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
    consensus: merged.consensus,
    changed: merged.changed,
    leftOut: merged.leftOut,
    ...waitingIn(workspace, merged.found, merged.leftOut),
    minimumGroup: assessment['minimum-group'],
  })
}

async function show(view: MergeView, flags: MergeFlags, session: Session): Promise<void> {
  if (flags.format === 'json') return session.print(mergeJson(view))
  if (flags.format === 'csv') return session.print(mergeCsv(view))
  if (flags.format === 'md') return session.print(mergeMarkdown(view))
  await session.print(renderMerge(view, flags.top, session.screen))
  if (flags.all) await session.print(`\n${renderAll(view, session.screen)}`)
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
  const message = `Merge ${workspace.round}: ${counted(input.responses.length, 'response')}`
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
  session.say('Next: tiex workshop · tiex results\n')
}

function acting(person: Person | undefined) {
  return person === undefined ? {} : { person }
}

/** Names the responses that went in and are not in the history as they are on disk. */
async function nameUncommitted(
  workspace: Workspace,
  responses: readonly Response[],
  session: Session,
): Promise<void> {
  const files = responses.map(({ person }) => responsePath(workspace.round, person))
  const names = await uncommittedIn(session, workspace, files)
  session.say(renderUncommitted(names, 'cannot check this merge', session.screen))
}
