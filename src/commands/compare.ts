import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import type { Run } from '../catalogue.ts'
import { askedFor } from '../compare/asked.ts'
import { type Comparison, compareSubjects } from '../compare/compare.ts'
import { type Failure, failuresAmong, failuresBetween, type Gate, gateNames } from '../compare/gates.ts'
import { groupOf, groups, missingFor, type PeersAsked } from '../compare/group.ts'
import { standingOf } from '../compare/standing.ts'
import type { Subject } from '../compare/subject.ts'
import { hintFor, nearest } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { type Comparing, openComparing, readAllNamed } from '../files/compare/named.ts'
import { readPeers } from '../files/compare/peers.ts'
import { checkTargets } from '../files/compare/targets.ts'
import type { AllPublished } from '../files/exchange/published-rounds.ts'
import { knownModels } from '../files/exporting/models.ts'
import { writeOutput } from '../files/output.ts'
import { appendStepSummary } from '../files/step-summary.ts'
import { withoutCommands } from '../harmless.ts'
import { failure, TiexError } from '../problem.ts'
import { compareMetadata } from '../render/compare/csv.ts'
import {
  type Compared,
  comparedAs,
  dataForms,
  type Form,
  gateForms,
  isGateForm,
} from '../render/compare/forms.ts'
import { failuresMarkdown } from '../render/compare/markdown.ts'
import { type Output, outputsOf } from '../render/compare/outputs.ts'
import { renderProblem, renderProblems } from '../render/problems.ts'
import { counted, oneLine, wrap } from '../render/text.ts'
import { offering, withExamples } from './flags.ts'

interface CompareFlags {
  readonly peers?: string
  readonly exchange?: string
  readonly failOn?: string
  readonly format?: Form
  readonly outputs?: readonly string[]
}

export function define(command: Command, run: Run): void {
  command
    .description(
      'put two rounds side by side, or one beside its peers; a subject is a round, a file, REV:path in git, or a council of an exchange as ID or ID@ROUND',
    )
    .argument('<subject>', 'what to compare; round:, file:, git: or council: before it says which is meant')
    .argument('[subject]', 'what to put beside it')
    .addOption(
      offering(
        new Option(
          '--peers <group>',
          'all, type, region, nearest, nearest:15, or ids with commas between them',
        ),
        groups,
        'list',
      ),
    )
    .option('--exchange <path>', 'the folder of an exchange, where councils are looked for')
    .addOption(
      offering(
        new Option(
          '--fail-on <gates>',
          'exit 1 where one holds: regression, regression:0.5, changed, not-comparable, below-peers, too-few-peers',
        ),
        gateNames,
        'list',
      ),
    )
    .addOption(
      new Option(
        '--format <format>',
        'form of the output (default: text, else by the ending after -o)',
      ).choices([...dataForms, ...gateForms]),
    )
    .addOption(severalOutputs())
  withExamples(command, [
    'tiex compare 2025-autumn 2026-autumn',
    'tiex compare 2026-autumn --peers nearest:15 --exchange ../exchange',
    'tiex compare HEAD~1:rounds/2026-autumn/consensus.yaml 2026-autumn',
    'tiex compare 2025-autumn 2026-autumn -o change.csv -o change.md',
    'tiex compare 2025-autumn 2026-autumn --fail-on regression:0.5 --format github',
  ])
  command.action(
    run<CompareFlags>((flags, session, first, second) => compare([first!, second], flags, session)),
  )
}

/** `-o`, as often as one likes. It has a name of its own, since the session takes `output` for the one file of all that is printed. */
function severalOutputs(): Option {
  const option = new Option(
    '-o, --output <file>',
    'write to this file instead of the screen, in the form of its ending: .json, .csv, .md or .txt; may be given several times',
  ).argParser((file: string, before: readonly string[] = []) => [...before, file])
  option.attributeName = () => 'outputs'
  return option
}

async function compare(
  [first, second]: readonly [string, string | undefined],
  flags: CompareFlags,
  session: Session,
): Promise<void> {
  const isAlone = second === undefined && flags.peers === undefined
  // What nobody knows is said to be unknown, before a second subject is asked for.
  if (isAlone) await readAllNamed([first], await openComparing(session, flags.exchange))
  const asked = askedFor({ two: second !== undefined, ...flags })
  const outputs = outputsOf({ ...flags, hasGates: asked.gates !== undefined })
  checkTargets(session.folder, filesOf(outputs))
  const comparing = await openComparing(session, flags.exchange)
  const [subject, other] = await readAllNamed([first, ...(second === undefined ? [] : [second])], comparing)
  const compared: Compared =
    asked.peers === undefined
      ? { kind: 'two', comparison: await sideBySide(subject!, other!, comparing) }
      : await besidePeers(subject!, asked.peers, comparing)
  const failures = failuresOf(asked.gates, compared)

  await show(compared, { failures, outputs, session })
  if (failures !== undefined && failures.length > 0) session.answerNo()
  tellEnd(failures, { outputs, comparing, compared })
}

/** Only between versions of a model are those looked for that lie between. */
async function sideBySide(
  first: Subject,
  second: Subject,
  { session, workspace }: Comparing,
): Promise<Comparison> {
  if (first.model.digest === second.model.digest) return compareSubjects(first, second)
  return compareSubjects(first, second, await knownModels(workspace?.root ?? session.folder))
}

async function besidePeers(
  subject: Subject,
  asked: PeersAsked,
  { session, workspace, exchange }: Comparing,
): Promise<Compared> {
  const missing = missingFor(asked, subject.organisation)
  if (missing !== undefined)
    throw failure(
      'no-measure',
      `nothing says of ${oneLine(subject.named)} which ${missing} the council has`,
      missing === 'context'
        ? 'add measures such as population to organisation: context in tiex.yaml, or use --peers all'
        : `add ${missing} to organisation in tiex.yaml, or use --peers all`,
    )
  const known = await knownModels(workspace?.root ?? session.folder)
  const { model, organisation } = subject
  const { rounds, problems, withdrawn } = await readPeers(exchange!.root, { model, known }, session)
  for (const problem of problems.slice(0, most)) session.say(renderProblem(problem, session.screen))
  if (problems.length > most)
    session.say(
      `and ${counted(problems.length - most, 'more problem')} in the exchange: tiex exchange check
`,
    )
  const group = groupOf(asked, organisation, rounds)
  refuseStrangers(group.unknown, { rounds, problems, withdrawn })
  const gone = group.unknown.filter((id) => withdrawn.includes(id))
  return { kind: 'peers', standing: standingOf(subject, { ...group, withdrawn: gone }, known) }
}

/** Whoever asks for a council that never published anything means another one. */
function refuseStrangers(unknown: readonly string[], { rounds, problems, withdrawn }: AllPublished): void {
  const isFaulty = (id: string) =>
    problems.some(({ place }) => place?.file.startsWith(`organisations/${id}/`) === true)
  const strangers = unknown.filter((id) => !withdrawn.includes(id) && !isFaulty(id))
  if (strangers.length === 0) return
  const known = [...new Set(rounds.map(({ organisation }) => organisation.id))]
  const isGroup = (id: string) => nearest(id, known) === undefined && nearest(id, groups) !== undefined
  throw new TiexError(
    strangers.map((id) => ({
      ...{ severity: 'error', rule: 'no-council' },
      message: `${id} has published nothing in this exchange`,
      hint: isGroup(id) ? hintFor(id, groups, 'groups') : hintFor(id, known, 'councils'),
    })),
  )
}

/** Problems of the exchange that are told one by one. */
const most = 10

function failuresOf(gates: readonly Gate[] | undefined, compared: Compared): readonly Failure[] | undefined {
  if (gates === undefined) return undefined
  return compared.kind === 'two'
    ? failuresBetween(gates, compared.comparison)
    : failuresAmong(gates, compared.standing)
}

async function show(
  compared: Compared,
  {
    failures,
    outputs,
    session,
  }: {
    readonly failures: readonly Failure[] | undefined
    readonly outputs: readonly Output[]
    readonly session: Session
  },
): Promise<void> {
  const { screen, env, folder } = session
  const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
  for (const { file, form } of outputs) {
    const commands = form === 'github' ? 'workflow commands' : undefined
    if (file === undefined) {
      await session.print(comparedAs(compared, form, { screen, failures, digest }), commands)
      continue
    }
    const text = comparedAs(compared, form, { screen: { ...screen, ...ofFiles }, failures, digest })
    await writeOutput(folder, file, commands === undefined ? withoutCommands(text) : text)
    if (form === 'csv') await writeOutput(folder, `${file}-metadata.json`, compareMetadata(basename(file)))
  }
  if (outputs.some(({ form }) => form === 'github')) {
    const summary = comparedAs(compared, 'md', { screen, failures, digest })
    const text = `${summary}\n${failuresMarkdown(failures)}`
    if ((await appendStepSummary(env.variables, text)) === 'no-folder')
      session.say(
        `${wrap('warning: there is no folder for the file that GITHUB_STEP_SUMMARY names, so that the summary of the step is not written', screen.width)}\n`,
      )
  }
}

const same = (text: string) => text
/** A file has 100 columns and no colour. */
const ofFiles = {
  width: 100,
  color: false,
  paint: { strong: same, quiet: same, accent: same, good: same, bad: same },
}

function tellEnd(
  failures: readonly Failure[] | undefined,
  {
    outputs,
    comparing: { session, workspace },
    compared,
  }: { readonly outputs: readonly Output[]; readonly comparing: Comparing; readonly compared: Compared },
): void {
  const { screen } = session
  const told = outputs.some(({ file, form }) => file === undefined && isGateForm(form))
  if (failures !== undefined && !told) {
    session.say(failures.length === 0 ? `Nothing of --fail-on holds.\n` : renderProblems(failures, screen))
  }
  const files = filesOf(outputs)
  if (files.length > 0) session.say(`${wrap(`Written: ${files.map(oneLine).join(', ')}`, screen.width)}\n`)
  const next =
    workspace === undefined
      ? ['tiex compare COUNCIL --peers all --exchange PATH']
      : compared.kind === 'two'
        ? ['tiex trend', 'tiex report']
        : ['tiex resources', 'tiex plan propose']
  session.say(`${screen.paint.quiet(wrap(`Next: ${next.join(' · ')}`, screen.width))}\n`)
}

/** Every file that is to be written, in that order. */
function filesOf(outputs: readonly Output[]): readonly string[] {
  return outputs.flatMap(({ file, form }) =>
    file === undefined ? [] : [file, ...(form === 'csv' ? [`${file}-metadata.json`] : [])],
  )
}
