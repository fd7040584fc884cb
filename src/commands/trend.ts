import { type Command, Option } from 'commander'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { modelsBefore } from '../files/past/models.ts'
import { answersOfRounds } from '../files/past/rounds.ts'
import { answersAtTags } from '../files/past/tags.ts'
import { openWorkspace, personNamed, type Workspace } from '../files/workspace.ts'
import type { Model } from '../model/model.ts'
import { failure } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { formFor } from '../render/form-by-ending.ts'
import { renderTrend, trendCsv, trendJson, trendMarkdown } from '../render/trend.ts'
import { comparableRounds, type RoundAnswers } from '../trend/comparable.ts'
import { trendOf } from '../trend/trend.ts'
import { withExamples } from './flags.ts'

interface TrendFlags {
  readonly cells?: boolean
  /** true without a pattern. */
  readonly git?: string | true
  readonly format?: Form
  readonly output?: string
}

const forms = ['text', 'json', 'csv', 'md'] as const
type Form = (typeof forms)[number]
const endings = { json: 'json', csv: 'csv', md: 'md', txt: 'text' } as const

export function define(command: Command, run: Run): void {
  command
    .argument('[person]', 'whose levels (default: the consensus of each round)')
    .option('--cells', 'a line for each cell instead of each characteristic')
    .option('--git [pattern]', "what was agreed at each tag of git, or at those like '20*'")
    .addOption(
      new Option(
        '--format <format>',
        'form of the output (default: text, else by the ending after -o)',
      ).choices(forms),
    )
    .option('-o, --output <file>', 'write the output to this file instead of the screen (- for the screen)')
  withExamples(command, [
    'tiex trend',
    'tiex trend priya-shah',
    'tiex trend --cells -o trend.csv',
    "tiex trend --git 'agreed-*'",
  ])
  command.action(run<TrendFlags>((flags, session, person) => trend(person, flags, session)))
}

async function trend(person: string | undefined, flags: TrendFlags, session: Session): Promise<void> {
  const format = formFor<Form>({ format: flags.format, file: flags.output, endings, usual: 'text' })
  const workspace = await openWorkspace(session, unlocking(session))
  const who = person === undefined || person === 'consensus' ? undefined : personNamed(workspace, person).id
  if (flags.git !== undefined && who !== undefined)
    throw failure(
      'usage',
      '--git shows what was agreed at each tag, not what a person answered',
      `leave out ${who}, or --git`,
    )
  const answers =
    flags.git === undefined
      ? await answersOfRounds(workspace, who)
      : await answersAtTags(session, workspace, flags.git === true ? undefined : flags.git)
  const model = modelFor(workspace, answers, flags)
  const known = await modelsBefore(workspace.root, model)
  const { rounds, shared } = comparableRounds(model, answers, known)
  const shown = trendOf(model, rounds, flags.cells ? 'cell' : 'characteristic', shared)

  if (format === 'json') await session.print(trendJson(shown))
  else if (format === 'csv') await session.print(trendCsv(shown))
  else if (format === 'md') await session.print(trendMarkdown(shown))
  else await session.print(renderTrend(shown, titleOf(workspace, who), session.screen))
}

/** By whose statements rounds stand side by side: those of the newest tag, else of the pinned model. */
function modelFor(workspace: Workspace, answers: readonly RoundAnswers[], { git }: TrendFlags): Model {
  const last = git === undefined ? undefined : answers.findLast((one) => !('left' in one))
  return last === undefined || 'left' in last ? workspace.model : last.model
}

function titleOf({ assessment }: Workspace, person: string | undefined): string {
  const name = assessment.people.find((known) => known.id === person)?.name ?? 'consensus'
  return `${assessment.organisation.name} · ${name}`
}
