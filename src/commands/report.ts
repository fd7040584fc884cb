import { type Command, Option } from 'commander'
import type { Run } from '../catalogue.ts'
import { type PeersAsked, peersAsked } from '../compare/group.ts'
import type { Session } from '../env.ts'
import { readNext } from '../files/ground.ts'
import { writeOutput } from '../files/output.ts'
import { readPageParts } from '../files/page-parts.ts'
import { readReport } from '../files/report.ts'
import { readReportPage } from '../files/report-page.ts'
import { openWorkspace, type Workspace } from '../files/workspace.ts'
import { failure, type Problem } from '../problem.ts'
import { renderNext } from '../render/next.ts'
import { renderFew } from '../render/practice/problems.ts'
import { reportJson } from '../render/report/data.ts'
import { reportHtml, reportStyle } from '../render/report/html/page.ts'
import { reportMarkdown } from '../render/report/markdown.ts'
import { oneLine, wrap } from '../render/text.ts'
import type { Report } from '../report/report.ts'
import { withExamples, withRound } from './flags.ts'

const formats = ['html', 'md', 'json'] as const
type Format = (typeof formats)[number]

interface ReportFlags {
  readonly round?: string
  readonly format?: Format
  readonly output?: string
  readonly exchange?: string
  readonly peers?: string
}

export function define(command: Command, run: Run): void {
  withRound(command)
    .option(
      '--exchange <path>',
      'a clone of an exchange, to show the levels beside those of other councils (html)',
    )
    .option('--peers <group>', 'all, type, region, nearest, nearest:15, or ids of councils (default: all)')
    .addOption(
      new Option(
        '--format <format>',
        'form of the report (default: by the ending after -o, else html)',
      ).choices(formats),
    )
    .option('-o, --output <file>', 'write the report to this file (- for the screen)')
  withExamples(command, [
    'tiex report -o report.html',
    'tiex report --exchange ../exchange --peers type -o report.html',
    'tiex report --round 2025-autumn -o last-year.md',
    'tiex report --format json',
  ])
  command.action(run<ReportFlags>((flags, session) => tellRound(flags, session)))
}

/** No key is looked for: a report is for people who may not see what few people answered. */
async function tellRound(flags: ReportFlags, session: Session): Promise<void> {
  const format = formatOf(flags)
  const peers = peersOf(flags, format)
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const { report, problems } = await readReport(workspace, session, peers?.exchange)
  tell(problems, session)
  const { width } = session.screen
  const file = await show(report, { format, output: flags.output, peers, workspace, session })
  if (file !== undefined) session.say(`${wrap(`The report goes to ${oneLine(file)}`, width)}\n`)
  session.say(renderNext(await readNext(workspace, session), session.screen, 'tiex report'))
}

function formatOf({ format, output }: ReportFlags): Format {
  const ending = /\.([a-z]+)$/i.exec(output ?? '')?.[1]?.toLowerCase()
  return format ?? formats.find((one) => one === ending) ?? 'html'
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
  readonly output: string | undefined
  readonly peers: Peers | undefined
  readonly workspace: Workspace
  readonly session: Session
}

/** Resolves to the file it goes to; a page is nothing to read on a terminal, so that it has a file of its own where none is named. */
async function show(report: Report, showing: Showing): Promise<string | undefined> {
  const { format, output, session } = showing
  const named = output === '-' ? undefined : output
  if (format !== 'html') {
    await session.print(format === 'json' ? reportJson(report) : reportMarkdown(report))
    return named
  }
  const { page, problems } = await readReportPage(report, showing)
  tell(problems, session)
  const html = reportHtml(page, readPageParts('report', reportStyle(page)))
  if (output !== undefined || session.env.stdout.isTTY !== true) {
    await session.print(html)
    return named
  }
  const file = `report-${report.round}.html`
  await writeOutput(session.folder, file, html)
  return file
}

function tell(problems: readonly Problem[], session: Session): void {
  session.say(renderFew(problems, session.screen))
}
