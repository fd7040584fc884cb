import { type Command, Option } from 'commander'
import { may } from '../assessment/assessment.ts'
import type { Run } from '../catalogue.ts'
import { hintFor } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { consensusPath, readConsensus, saveConsensus } from '../files/consensus.ts'
import { uncommittedFiles } from '../files/git/uncommitted.ts'
import { record } from '../files/record.ts'
import { type FoundResponse, readResponses, responsePath, responsesDigest } from '../files/responses.ts'
import { errorsOf, openWorkspace, repositoryOf, type Workspace } from '../files/workspace.ts'
import { equalData } from '../files/yaml/equal.ts'
import type { Consensus } from '../merge/consensus.ts'
import { type MergeInput, mergeResponses } from '../merge/merge.ts'
import { type MergeView, viewMerge, type Waiting } from '../merge/view.ts'
import { failure, TiexError } from '../problem.ts'
import { mergeCsv, mergeJson, mergeMarkdown } from '../render/merge/data.ts'
import { renderAll, renderMerge } from '../render/merge/merge.ts'
import { counted, shellWord, wrap } from '../render/text.ts'
import { progressOf } from '../response/answers.ts'
import type { Response } from '../response/response.ts'
import { positiveNumber, withCommit, withDryRun, withExamples, withFormat, withRound } from './flags.ts'

interface MergeFlags {
  readonly round?: string
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
    .option('--exit-code', 'exit 1 when the consensus on disk is out of date')
    .option('--top <n>', 'how many statements to list under "discuss first"', positiveNumber, 10)
    .option('--all', 'list every statement, by what to do with it')
  withCommit(withDryRun(withFormat(withRound(command), ['text', 'json', 'csv', 'md'])))
  withExamples(command, [
    'tiex merge',
    'tiex merge --dry-run --exit-code   in CI: is the consensus up to date?',
    'tiex merge --leave-out tom-reed',
  ])
  command.action(run<MergeFlags>((flags, session) => merge(flags, session)))
}

async function merge(flags: MergeFlags, session: Session): Promise<void> {
  const workspace = await openWorkspace(session, flags)
  const found = await readResponses(workspace, workspace.round, 'errors')
  const submitted = gather(workspace, found, flags.leaveOut)
  const previous = await readConsensus(workspace)

  const input: Omit<MergeInput, 'previous'> = {
    model: workspace.model,
    round: workspace.round,
    pin: workspace.assessment.model,
    responses: submitted,
    leftOut: flags.leaveOut.length,
    responsesDigest: responsesDigest(submitted),
  }
  const { consensus, changed } = mergeResponses(withPrevious(input, previous))
  await show(viewOf(workspace, { found, consensus, changed, leftOut: flags.leaveOut }), flags, session)

  const outdated = !equalData(consensus, previous)
  if (flags.exitCode && outdated) session.answerNo()
  const path = consensusPath(workspace.round)
  if (!outdated) session.say(`\n${path} is up to date.\n`)
  else if (flags.dryRun) session.say(`\nWould write ${path}; nothing was written.\n`)
  else await save(workspace, input, flags, session)
}

function withPrevious(input: Omit<MergeInput, 'previous'>, previous: Consensus | undefined): MergeInput {
  return previous === undefined ? input : { ...input, previous }
}

/** The submitted responses to merge. Throws a `TiexError` naming every faulty file, drafts too: a file that was damaged may have lost its `submitted`. */
function gather(
  workspace: Workspace,
  found: readonly FoundResponse[],
  leaveOut: readonly string[],
): readonly Response[] {
  const files = found.map((one) => one.person)
  const unknown = leaveOut.filter((person) => !files.includes(person))
  if (unknown.length > 0) {
    throw new TiexError(
      unknown.map((person) => ({
        severity: 'error',
        rule: 'leave-out',
        message: `there is no response of "${person}" to leave out in ${workspace.round}`,
        hint: hintFor(person, files, 'responses'),
      })),
    )
  }
  const wanted = found.filter((one) => !leaveOut.includes(one.person))
  const faulty = wanted.filter((one) => errorsOf(one.problems).length > 0)
  if (faulty.length > 0) {
    const problems = faulty.flatMap((one) => errorsOf(one.problems))
    const names = faulty.map((one) => `--leave-out ${shellWord(one.person)}`).join(' ')
    throw new TiexError(
      problems,
      `${counted(problems.length, 'error')} in ${faulty.length} of ${counted(found.length, 'response')}. Nothing was merged: mend ${faulty.length === 1 ? 'it' : 'them'}, or go on with ${names}`,
    )
  }
  const submitted = wanted.flatMap((one) => (one.response?.submitted === undefined ? [] : [one.response]))
  if (submitted.length === 0)
    throw failure(
      'nothing-to-merge',
      `nobody has submitted a response in ${workspace.round} yet`,
      'people submit at the end of: tiex assess',
    )
  return submitted
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
  const responses = new Map(
    merged.found.flatMap((one) => (one.response === undefined ? [] : [[one.person, one.response] as const])),
  )
  const invited = assessment.people.filter((person) => may(person, 'answer') || responses.has(person.id))
  const waiting = invited.flatMap((person): Waiting[] => {
    const response = responses.get(person.id)
    if (response?.submitted !== undefined || merged.leftOut.includes(person.id)) return []
    const { id, name } = person
    return [
      response === undefined
        ? { id, name, of: model.statements.length }
        : { id, name, ...progressOf(response, model) },
    ]
  })
  return viewMerge({
    model,
    consensus: merged.consensus,
    changed: merged.changed,
    leftOut: merged.leftOut,
    invited: invited.length,
    waiting,
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

/** Merges once more under the lock, so that a decision recorded meanwhile is kept, then commits just that file. */
async function save(
  workspace: Workspace,
  input: Omit<MergeInput, 'previous'>,
  flags: MergeFlags,
  session: Session,
): Promise<void> {
  const path = consensusPath(workspace.round)
  const written = await saveConsensus(
    workspace,
    (current) => mergeResponses(withPrevious(input, current)).consensus,
  )
  if (written === 'unchanged') return session.say(`\n${path} is up to date.\n`)
  const message = `Merge ${workspace.round}: ${counted(input.responses.length, 'response')}`
  const recorded = flags.commit
    ? await record(session, workspace.root, { files: [path], message })
    : 'nothing'
  session.say(`\nWritten: ${path} (${recorded === 'committed' ? 'committed' : 'not committed'})\n`)
  if (recorded === 'committed') await nameUncommitted(workspace, input.responses, session)
  session.say('Next: tiex results · tiex resources\n')
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
