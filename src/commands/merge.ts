import { type Command, Option } from 'commander'
import { may, type Person } from '../assessment/assessment.ts'
import { dayInWords } from '../assessment/rounds.ts'
import type { Run } from '../catalogue.ts'
import { listed } from '../did-you-mean.ts'
import { type Session, timestamp } from '../env.ts'
import { consensusPath, readConsensus, saveConsensus } from '../files/consensus.ts'
import { uncommittedFiles } from '../files/git/uncommitted.ts'
import { type FoundResponse, readResponses, responsePath, responsesDigest } from '../files/responses/read.ts'
import {
  answersSoFar,
  gatherSubmitted,
  type SoFar,
  type Submitted,
  waitingIn,
} from '../files/responses/submitted.ts'
import { assessmentFile, openWorkspace, repositoryOf, type Workspace, whoAmI } from '../files/workspace.ts'
import { equalData } from '../files/yaml/equal.ts'
import type { Consensus } from '../merge/consensus.ts'
import { type MergeInput, mergeResponses } from '../merge/merge.ts'
import { type MergeView, viewMerge } from '../merge/view.ts'
import { failure, TiexError } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { mergeCsv, mergeJson, mergeMarkdown } from '../render/merge/data.ts'
import { renderAll, renderMerge } from '../render/merge/merge.ts'
import { counted, shellWord, wrap } from '../render/text.ts'
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
  readonly exitCode?: boolean
  readonly dryRun?: boolean
  readonly commit: boolean
  readonly format: string
  readonly top: number
  readonly all?: boolean
}

export function define(command: Command, run: Run): void {
  command
    .addOption(
      new Option(
        '--leave-out <person>',
        'merge without this person; the consensus records how many (repeatable)',
      )
        .argParser((id: string, before: readonly string[]) => [...new Set([...before, id])])
        .default([], 'nobody'),
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
  const workspace = await openWorkspace(session, { ...flags, ...unlocking(session) })
  const found = await readResponses(workspace, workspace.round, 'errors')
  const soFar = answersSoFar(workspace, found, session.env.now())
  const { isOpen } = soFar
  if (isOpen && !flags.early && !flags.close) throw stillOpen(workspace, soFar)
  const person = isOpen || !flags.dryRun ? await whoMerges(flags, workspace, session) : undefined
  if (isOpen && (person === undefined || !may(person, 'facilitate')))
    return tellCountOnly(flags, soFar, session)

  const submitted = gather(workspace, found, flags.leaveOut)
  const previous = await readConsensus(workspace)
  const input: Omit<MergeInput, 'previous'> = {
    model: workspace.model,
    round: workspace.round,
    pin: workspace.assessment.model,
    responses: submitted.map((one) => one.response),
    leftOut: flags.leaveOut.length,
    responsesDigest: responsesDigest(submitted),
  }
  const { consensus, changed } = mergeResponses(withPrevious(input, previous))
  await show(viewOf(workspace, { found, consensus, changed, leftOut: flags.leaveOut }), flags, session)
  if (isOpen && !flags.close)
    return session.say(
      `\nThe round is still open, so nothing was written. Close it with: tiex merge --close\n`,
    )

  const outdated = !equalData(consensus, previous)
  if (flags.exitCode && outdated) session.answerNo()
  const path = consensusPath(workspace.round)
  const closes = flags.close === true && isOpen
  if (!outdated && !closes) session.say(`\n${path} is up to date.\n`)
  else if (flags.dryRun) {
    const what = closes ? `close ${workspace.round} and write ${path}` : `write ${path}`
    session.say(`\nWould ${what}; nothing was written.\n`)
  } else await save(workspace, { input, person, closes }, flags, session)
}

/** Who runs the merge. Only one who may facilitate writes what comes of it; where nothing is to be written, nobody needs to be known. */
async function whoMerges(
  flags: MergeFlags,
  workspace: Workspace,
  session: Session,
): Promise<Person | undefined> {
  if (flags.dryRun || flags.early) {
    try {
      return await whoAmI(session, workspace, flags.as)
    } catch (error) {
      if (error instanceof TiexError && flags.as === undefined) return undefined
      throw error
    }
  }
  const person = await whoAmI(session, workspace, flags.as)
  if (may(person, 'facilitate')) return person
  const facilitators = workspace.assessment.people.filter((known) => may(known, 'facilitate'))
  throw failure(
    'may',
    `${person.id} may not facilitate, and a merge is for those who may`,
    `ask ${listed(
      facilitators.map((known) => known.id),
      'or',
    )}`,
  )
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

function withPrevious(input: Omit<MergeInput, 'previous'>, previous: Consensus | undefined): MergeInput {
  return previous === undefined ? input : { ...input, previous }
}

/** The submitted responses to merge. Throws a `TiexError` naming every file that cannot be used, and where there is nothing to merge. */
function gather(
  workspace: Workspace,
  found: readonly FoundResponse[],
  leaveOut: readonly string[],
): readonly Submitted[] {
  const { submitted, faulty } = gatherSubmitted(workspace, found, leaveOut)
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
  readonly input: Omit<MergeInput, 'previous'>
  readonly person: Person | undefined
  /** The round is to be closed with it. */
  readonly closes: boolean
}

/** Merges once more under the lock, so that a decision recorded meanwhile is kept, then commits just what was written. */
async function save(
  workspace: Workspace,
  { input, person, closes }: Saving,
  flags: MergeFlags,
  session: Session,
): Promise<void> {
  const { record } = await import('../files/record.ts')
  const path = consensusPath(workspace.round)
  if (closes) await closeRound(workspace, timestamp(session.env.now()))
  const written = await saveConsensus(
    workspace,
    (current) => mergeResponses(withPrevious(input, current)).consensus,
  )
  if (written === 'unchanged' && !closes) return session.say(`\n${path} is up to date.\n`)
  const what = `${closes ? 'Close and merge' : 'Merge'} ${workspace.round}`
  const message = `${what}: ${counted(input.responses.length, 'response')}`
  const files = [...(closes ? [assessmentFile] : []), path]
  const recorded = flags.commit
    ? await record(session, workspace.root, { files, message, ...(person === undefined ? {} : { person }) })
    : 'nothing'
  if (closes) session.say(`\nClosed: no more answers are taken in ${workspace.round}.`)
  session.say(`\nWritten: ${path} (${recorded === 'committed' ? 'committed' : 'not committed'})\n`)
  if (recorded === 'committed') await nameUncommitted(workspace, input.responses, session)
  session.say('Next: tiex results · tiex resources\n')
}

async function closeRound(workspace: Workspace, closed: string): Promise<unknown> {
  const { round } = workspace
  const { saveAssessment } = await import('../files/assessment-file.ts')
  return saveAssessment(workspace, (current) => ({
    ...current,
    rounds: { ...current.rounds, [round]: { ...current.rounds[round]!, closed } },
  }))
}

/** Names the responses that went in and are not in the history as they are on disk. */
async function nameUncommitted(
  workspace: Workspace,
  responses: readonly Response[],
  session: Session,
): Promise<void> {
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined) return
  const { prefix } = repository
  const files = responses.map(({ person }) => `${prefix}${responsePath(workspace.round, person)}`)
  const names = uncommittedFiles(repository, files, session.env.variables).map((file) =>
    file.slice(prefix.length),
  )
  if (names.length === 0) return
  const until = names.length === 1 ? 'it is' : 'they are'
  const told = `Not committed yet: ${names.join(', ')}; colleagues cannot check this merge until ${until}`
  session.say(`${wrap(told, session.screen.width)}\n`)
}
