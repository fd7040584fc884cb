import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { usualMinimumGroup } from '../assessment/people.ts'
import type { Run } from '../catalogue.ts'
import { listed } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { columns, type Exported, type RoundRows, type Row, rowsOf } from '../export/rows.ts'
import { readConsensus } from '../files/consensus.ts'
import { streamRecords } from '../files/exchange/published/records.ts'
import { knownModels } from '../files/exporting/models.ts'
import { openSink, type Sink } from '../files/exporting/sink.ts'
import { readPlanView } from '../files/plan-results.ts'
import { openWorkspace, type Workspace } from '../files/workspace.ts'
import type { Consensus } from '../merge/consensus.ts'
import { withoutSmallGroups } from '../merge/counts.ts'
import type { Model } from '../model/model.ts'
import { failure, type TiexError } from '../problem.ts'
import {
  exportCsvLines,
  exportHeader,
  exportJsonLines,
  exportMetadata,
  exportRows,
} from '../render/export.ts'
import { formFor } from '../render/form-by-ending.ts'
import { renderProblem } from '../render/problems.ts'
import { counted, oneLine, wrap } from '../render/text.ts'
import { sectionsIn } from '../report/sections.ts'
import { consensusResults, type Results } from '../scoring/results.ts'
import { officialResponse } from '../signoff/official.ts'
import { withExamples, withRound } from './flags.ts'

interface ExportFlags {
  readonly round?: string
  readonly exchange?: string
  readonly format?: Form
  readonly file?: string
}

const forms = ['csv', 'jsonl', 'parquet', 'xlsx'] as const
type Form = (typeof forms)[number]
const endings = { csv: 'csv', jsonl: 'jsonl', parquet: 'parquet', xlsx: 'xlsx' } as const

export function define(command: Command, run: Run): void {
  withRound(command)
    .option(
      '--exchange <path>',
      'export a whole exchange: a folder, clone or bare repository (default: the own round)',
    )
    .addOption(
      new Option(
        '--format <format>',
        'form of the output (default: csv, else by the ending after -o)',
      ).choices(forms),
    )
    .addOption(output())
  withExamples(command, [
    'tiex export -o round.csv',
    'tiex export -o round.xlsx',
    'tiex export --exchange ../exchange -o exchange.parquet',
    'tiex export --exchange ../exchange --format jsonl | gzip > exchange.jsonl.gz',
  ])
  command.action(run<ExportFlags>((flags, session) => exportRounds(flags, session)))
}

/** `-o` under a name of its own: the session would keep all of the output in memory until its end. */
function output(): Option {
  const option = new Option(
    '-o, --output <file>',
    'write to this file instead of the screen (- for the screen)',
  )
  option.attributeName = () => 'file'
  return option
}

/** What was exported, for the last line. */
interface Tally {
  rounds: number
  rows: number
  left: number
  organisations: number
  /** The organisation of the last one: they come one after the other. */
  last: string
  /** Of the own round: of how many statements something is agreed. */
  agreed?: string
}

async function exportRounds(flags: ExportFlags, session: Session): Promise<void> {
  const { exchange, round } = flags
  const format = formFor<Form>({ format: flags.format, file: flags.file, endings, usual: 'csv' })
  const file = flags.file === '-' ? undefined : flags.file
  if (exchange !== undefined && round !== undefined)
    throw failure(
      'usage',
      '--round goes with the own assessment, not with --exchange',
      'leave one of them out',
    )
  if (format !== 'csv' && format !== 'jsonl' && file === undefined && session.env.stdout.isTTY === true)
    throw failure('usage', `${format} is nothing to read on a screen`, 'write it to a file with -o FILE')
  if (format === 'xlsx') return exportWorkbook(flags, session)
  const tally: Tally = { rounds: 0, rows: 0, left: 0, organisations: 0, last: '' }
  const rows =
    exchange === undefined ? ownRows(round, tally, session) : exchangeRows(exchange, tally, session)
  const sink = openSink(session, file)
  try {
    await write(rows, format, sink)
    await sink.keep()
  } finally {
    sink.drop()
  }
  if (file !== undefined && format === 'csv') await describe(file, exchange, session)
  tell(tally, { file, format, exchange }, session)
}

/** The own round for those who live in spreadsheets: the answers, the cells, and the plan, a sheet each. The same round makes the same bytes on the same day. */
async function exportWorkbook({ exchange, round, file }: ExportFlags, session: Session): Promise<void> {
  if (exchange !== undefined)
    throw failure('usage', '--format xlsx is for the own round', 'an exchange comes as csv, jsonl or parquet')
  const workspace = await openWorkspace(session, { round, keys: 'none' })
  const now = session.env.now()
  const consensus = await readConsensus(workspace)
  const { view, problems } = await readPlanView(workspace, now)
  if (consensus === undefined && view.actions.length === 0) throw nothingMerged(workspace.round)
  const merged = consensus && mergedFor(workspace, consensus)
  const title = `${workspace.assessment.organisation.name}: ${workspace.round}`
  const { makeWorkbook } = await import('../files/spreadsheet/write.ts')
  const { roundWorkbook } = await import('../render/export-workbook.ts')
  const made = `${view.today}T00:00:00Z`
  const workbook = roundWorkbook(merged, view, { title, made })
  for (const problem of problems) session.say(renderProblem(problem, session.screen))
  const sink = openSink(session, file === '-' ? undefined : file)
  try {
    await sink.write(makeWorkbook(workbook))
    await sink.keep()
  } finally {
    sink.drop()
  }
  const where = file === undefined || file === '-' ? '' : ` to ${oneLine(file)}`
  const told = workbook.sheets.map(({ name, rows }) => `${counted(rows.length - 1, 'row')} under ${name}`)
  const { width } = session.screen
  session.say(`${wrap(`Exported ${listed(told)}${where}.`, width)}\n`)
  if (merged !== undefined) session.say(`${wrap(standingWords(merged.results), width)}\n`)
  session.say(`${wrap('Next: tiex report · tiex plan check', width)}\n`)
}

/** What is merged, agreed or only suggested, without how few people answered. */
function mergedFor({ model, assessment }: Workspace, consensus: Consensus) {
  const minimumGroup = assessment['minimum-group'] ?? usualMinimumGroup
  const { readable } = withoutSmallGroups(consensus, minimumGroup)
  const results = consensusResults(model, consensus)
  return { model, results, consensus, sections: sectionsIn(results, { consensus, readable }) }
}

function standingWords({ agreed, suggested, model }: Results): string {
  const rest = suggested === 0 ? '' : `, ${suggested} only suggested`
  return `${agreed} of ${counted(model.statements.length, 'statement')} agreed${rest}.`
}

/** The newest agreed state of the council's own round: what it could publish, and nothing of anybody who answered. */
async function* ownRows(
  round: string | undefined,
  tally: Tally,
  session: Session,
): AsyncGenerator<RoundRows> {
  const workspace = await openWorkspace(session, { round, keys: 'none' })
  const agreed = await agreedIn(workspace)
  if (agreed === undefined) throw nothingMerged(workspace.round)
  tally.agreed = agreedWords(agreed, workspace)
  tally.rounds += 1
  tally.organisations += 1
  tally.rows += agreed.observations.length
  yield agreed
}

/** What is agreed in the round that is worked on; undefined where nothing is merged. */
async function agreedIn(workspace: Workspace): Promise<RoundRows | undefined> {
  const { model, assessment, round } = workspace
  const consensus = await readConsensus(workspace, round)
  if (consensus === undefined) return undefined
  return rowsOf(officialResponse(assessment, model, consensus, round), () => model)
}

function agreedWords({ observations }: RoundRows, { model }: Workspace): string {
  const number = observations.filter(({ measure }) => measure === 'agreed').length
  const of = model.statements.length
  const counts = number === of ? '' : '; levels count these alone'
  return `${number} of ${counted(of, 'statement')} agreed${counts}.`
}

function nothingMerged(round: string): TiexError {
  return failure('no-consensus', `nothing is merged in ${round}`, 'merge the responses with: tiex merge')
}

/** All records, one after the other; what is wrong with an entry is told when it is met, and the rest goes on. */
async function* exchangeRows(exchange: string, tally: Tally, session: Session): AsyncGenerator<RoundRows> {
  const models = await knownModels(session.folder)
  for await (const found of streamRecords(resolve(session.folder, exchange), models, session.env.variables)) {
    if ('record' in found) yield rowsCounted(found.record, models, tally)
    else {
      tally.left += found.problems.filter(({ severity }) => severity === 'error').length === 0 ? 0 : 1
      for (const problem of found.problems) session.say(renderProblem(problem, session.screen))
    }
  }
}

function rowsCounted(record: Exported, models: readonly Model[], tally: Tally): RoundRows {
  const rows = rowsOf(record, (digest) => models.find((model) => model.digest === digest))
  tally.rounds += 1
  const { id } = record.organisation
  if (id !== tally.last) tally.organisations += 1
  tally.last = id
  tally.rows += rows.observations.length
  return rows
}

const charactersAtOnce = 64 * 1024

async function write(
  rounds: AsyncIterable<RoundRows>,
  format: Exclude<Form, 'xlsx'>,
  sink: Sink,
): Promise<void> {
  if (format === 'parquet') {
    const { writeParquet } = await import('../files/exporting/parquet.ts')
    return writeParquet(eachRow(rounds), columns, sink.write)
  }
  const linesOf = format === 'csv' ? exportCsvLines : exportJsonLines
  let text = format === 'csv' ? exportHeader() : ''
  for await (const rows of rounds) {
    text += linesOf(rows)
    if (text.length < charactersAtOnce) continue
    await sink.write(text)
    text = ''
    if (sink.isGone()) return
  }
  await sink.write(text)
}

async function* eachRow(rounds: AsyncIterable<RoundRows>): AsyncGenerator<Row> {
  for await (const rows of rounds) yield* exportRows(rows)
}

/** The metadata that CSV on the Web looks for beside a table. */
async function describe(file: string, exchange: string | undefined, session: Session): Promise<void> {
  const title = exchange === undefined ? 'What was agreed in a round' : 'Published rounds of an exchange'
  const { writeOutput } = await import('../files/output.ts')
  await writeOutput(session.folder, `${file}-metadata.json`, exportMetadata(basename(file), title))
}

function tell(
  { rounds, rows, left, organisations, agreed }: Tally,
  { file, exchange, format }: { readonly [Flag in keyof ExportFlags]: ExportFlags[Flag] | undefined },
  session: Session,
): void {
  const { width } = session.screen
  const what = `${counted(rows, 'row')} of ${counted(rounds, 'round')} of ${counted(organisations, 'organisation')}`
  const where = file === undefined ? '' : ` to ${oneLine(file)}`
  const without = left === 0 ? '' : `; ${counted(left, 'entry', 'entries')} left out, see above`
  session.say(`${wrap(`Exported ${what}${where}${without}.`, width)}\n`)
  if (agreed !== undefined) session.say(`${wrap(agreed, width)}\n`)
  const next =
    exchange === undefined
      ? 'tiex export --exchange PATH · tiex results consensus --explain'
      : `tiex exchange check${format === 'parquet' ? '' : ' · tiex export --format parquet -o FILE'}`
  session.say(`${wrap(`Next: ${next}`, width)}\n`)
}
