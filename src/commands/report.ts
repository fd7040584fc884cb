import { type Command, Option } from 'commander'
import type { Run } from '../catalogue.ts'
import { groups, type PeersAsked, peersAsked } from '../compare/group.ts'
import type { Session } from '../env.ts'
import { readNext } from '../files/ground.ts'
import { writeOutput } from '../files/output.ts'
import { readPageParts } from '../files/page-parts.ts'
import { readReport } from '../files/report.ts'
import { readReportPage } from '../files/report-page.ts'
import { openWorkspace, type Workspace } from '../files/workspace.ts'
import { withoutCommands } from '../harmless.ts'
import { failure, type Problem } from '../problem.ts'
import { formFor } from '../render/form-by-ending.ts'
import { renderNext } from '../render/next.ts'
import { renderFew } from '../render/practice/problems.ts'
import { reportJson } from '../render/report/data.ts'
import { reportHtml, reportStyle } from '../render/report/html/page.ts'
import { reportMarkdown } from '../render/report/markdown.ts'
import { oneLine, wrap } from '../render/text.ts'
import type { Report } from '../report/report.ts'
import { offering, withExamples, withRound } from './flags.ts'

const formats = ['html', 'md', 'json'] as const
type Format = (typeof formats)[number]

interface ReportFlags {
  readonly round?: string
  readonly format?: Format
  readonly file?: string
  readonly exchange?: string
  readonly peers?: string
}

export function define(command: Command, run: Run): void {
  withRound(command)
    .option(
      '--exchange <path>',
      'a clone of an exchange, to show the levels beside those of other councils (html)',
    )
    .addOption(
      offering(
        new Option(
          '--peers <group>',
          'all, type, region, nearest, nearest:15, or ids of councils (default: all)',
        ),
        groups,
        'list',
      ),
    )
    .addOption(
      new Option(
        '--format <format>',
        'form of the report (default: html, else by the ending after -o)',
      ).choices(formats),
    )
    .addOption(output())
  withExamples(command, [
    'tiex report -o report.html',
    'tiex report --exchange ../exchange --peers type -o report.html',
    'tiex report --round 2025-autumn -o last-year.md',
    'tiex report --format json',
  ])
  command.action(run<ReportFlags>((flags, session) => tellRound(flags, session)))
}

/** `-o` under a name of its own: that the file is there is told once it is. */
function output(): Option {
  const option = new Option('-o, --output <file>', 'write the report to this file (- for the screen)')
  option.attributeName = () => 'file'
  return option
}

/** No key is looked for: a report is for people who may not see what few people answered. */
async function tellRound(flags: ReportFlags, session: Session): Promise<void> {
  const format = formatOf(flags)
  const peers = peersOf(flags, format)
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const { report, problems } = await readReport(workspace, session, peers?.exchange)
  tell(problems, session)
  const { width } = session.screen
  const text = await textOf(report, { format, peers, workspace, session })
  const file = await write(text, { format, file: flags.file, report, session })
  if (file !== undefined) session.say(`${wrap(`The report goes to ${oneLine(file)}`, width)}\n`)
  session.say(renderNext(await readNext(workspace, session), session.screen, 'tiex report'))
}

const endings = { html: 'html', htm: 'html', md: 'md', json: 'json' } as const

/** Throws a `TiexError` where the ending of the file says something else, or nothing. */
function formatOf({ format, file }: ReportFlags): Format {
  if (/\.pdf$/i.test(file ?? ''))
    throw failure(
      'usage',
      `${oneLine(file!)}: tiex makes no PDF`,
      'write a page with -o report.html, open it, and print the page to get a PDF',
    )
  return formFor<Format>({ format, file, endings, usual: 'html' })
}

interface Peers {
  readonly exchange: string
  readonly asked: PeersAsked
}

function peersOf({ exchange, peers }: ReportFlags, format: Format): Peers | undefined {
  const asked = peersAsked(peers ?? 'all')
  if (asked === undefined)
    throw failure(
      'usage',
      `--peers cannot be "${oneLine(peers!)}"`,
      'write all, type, region, nearest:15, or ids of councils with commas between them',
    )
  if (exchange === undefined) {
    if (peers === undefined) return undefined
    throw failure('usage', '--peers are looked for in an exchange', 'name it with --exchange PATH')
  }
  if (format !== 'html')
    throw failure(
      'usage',
      `--exchange goes with --format html, not ${format}`,
      'or compare with: tiex compare ROUND --peers all --exchange PATH',
    )
  return { exchange, asked }
}

interface Showing {
  readonly format: Format
  readonly peers: Peers | undefined
  readonly workspace: Workspace
  readonly session: Session
}

async function textOf(report: Report, showing: Showing): Promise<string> {
  const { format, session } = showing
  if (format === 'json') return reportJson(report)
  if (format === 'md') return reportMarkdown(report)
  const { page, problems } = await readReportPage(report, showing)
  tell(problems, session)
  return reportHtml(page, readPageParts('report', reportStyle(page)))
}

interface Target {
  readonly format: Format
  readonly file: string | undefined
  readonly report: Report
  readonly session: Session
}

/** Resolves to the file it is in; a page is nothing to read on a terminal, so that it has a file of its own where none is named. */
async function write(text: string, { format, file, report, session }: Target): Promise<string | undefined> {
  const isUnread = file === undefined && format === 'html' && session.env.stdout.isTTY === true
  const named = isUnread ? `report-${report.round}.html` : file
  if (named === undefined || named === '-') {
    await session.print(text)
    return undefined
  }
  await writeOutput(session.folder, named, withoutCommands(text))
  return named
}

/** What was passed over is nothing that stops a report: a warning, whatever it is where it stands. */
function tell(problems: readonly Problem[], session: Session): void {
  const warnings = problems.map((problem) => ({ ...problem, severity: 'warning' as const }))
  session.say(renderFew(warnings, session.screen))
  if (problems.length > 0) session.say('What is wrong is left out of the report.\n')
}
