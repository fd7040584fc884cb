import { type Command, Option } from 'commander'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { readSource, type Source } from '../files/source.ts'
import { failure } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { linesCsv, linesMarkdown, resultsCsv, resultsJson, resultsMarkdown } from '../render/results/data.ts'
import { renderExplanation, renderLinesOfEnquiry, renderResults } from '../render/results/results.ts'
import { oneLine, readable } from '../render/text.ts'
import { consensusResults, type Results, resultsOf } from '../scoring/results.ts'
import { withAs, withExamples, withFormat, withIdentity, withRound } from './flags.ts'

const charts = ['rings', 'factors'] as const
type Chart = (typeof charts)[number]

interface ResultsFlags {
  readonly as?: string
  readonly round?: string
  readonly identity?: string
  readonly format: string
  readonly explain?: boolean
  readonly linesOfEnquiry?: boolean
  readonly chart?: Chart
  readonly output?: string
}

export function define(command: Command, run: Run): void {
  command
    .argument(
      '[who]',
      'a person, "consensus", or a response file (default: the consensus if there is one, else yours)',
    )
    .option('--explain', 'print the arithmetic of every number')
    .option('--lines-of-enquiry', "levels by the lines of enquiry (Barber's pillars) the cells touch")
    .addOption(
      new Option('--chart <chart>', 'draw a chart: SVG, or PNG where the file after -o ends in .png').choices(
        charts,
      ),
    )
  withFormat(withIdentity(withRound(withAs(command))), ['text', 'json', 'csv', 'md'])
  withExamples(command, [
    'tiex results',
    'tiex results priya-shah --explain',
    'tiex results consensus --round 2025-autumn --format csv -o levels.csv',
    'tiex results --chart rings -o rings.png',
  ])
  command.action(run<ResultsFlags>((flags, session, who) => results(who, flags, session)))
}

async function results(who: string | undefined, flags: ResultsFlags, session: Session): Promise<void> {
  const source = await readSource(session, who, { ...flags, ...unlocking(session) })
  const { model } = source
  const shown =
    source.kind === 'response' ? resultsOf(model, source.response) : consensusResults(model, source.consensus)
  const origin = originOf(source)

  if (flags.explain && flags.format !== 'text')
    throw failure(
      'usage',
      '--explain goes with --format text',
      'the other formats hold every answer and value',
    )

  if (flags.chart !== undefined)
    await draw(flags.chart, shown, {
      ...{ flags, title: titleOf(source, shown), session },
      marking: source.workspace?.assessment.marking,
    })
  else if (flags.format === 'json') await session.print(resultsJson(shown, origin))
  else if (flags.linesOfEnquiry && flags.format === 'csv') await session.print(linesCsv(shown, origin))
  else if (flags.linesOfEnquiry && flags.format === 'md')
    await session.print(linesMarkdown(shown, titleOf(source, shown)))
  else if (flags.format === 'csv') await session.print(resultsCsv(shown, origin))
  else if (flags.format === 'md') await session.print(resultsMarkdown(shown, titleOf(source, shown)))
  else if (flags.linesOfEnquiry)
    await session.print(renderLinesOfEnquiry(shown, titleOf(source, shown), session.screen))
  else {
    await session.print(renderResults(shown, titleOf(source, shown), session.screen))
    if (flags.explain) await session.print(`\n${renderExplanation(shown, session.screen)}`)
    const next = nextOf(source, flags)
    if (next.length > 0) session.say(`\n${session.screen.paint.quiet(`Next: ${next.join(' · ')}`)}\n`)
  }
}

interface Drawn {
  readonly flags: ResultsFlags
  readonly title: string
  readonly marking: string | undefined
  readonly session: Session
}

/** SVG, on the screen too; PNG only into a file or another program. */
async function draw(
  chart: Chart,
  results: Results,
  { flags, title, marking, session }: Drawn,
): Promise<void> {
  if (flags.format !== 'text' || flags.explain || flags.linesOfEnquiry)
    throw failure(
      'usage',
      '--chart goes alone',
      'leave out --format, --explain and --lines-of-enquiry; the ending after -o says whether it is SVG or PNG',
    )
  const form = chartForm(flags.output)
  const { svgOf } = await import('../render/chart/charts.ts')
  const svg = svgOf(chart, results, { of: title, marking })
  if (form === 'svg') return session.print(svg)
  const { drawPng } = await import('../files/drawing.ts')
  await session.print(await drawPng(svg))
}

function chartForm(file: string | undefined): 'svg' | 'png' {
  if (file === undefined || file === '-') return 'svg'
  const ending = /\.(svg|png)$/i.exec(file)?.[1]?.toLowerCase()
  if (ending === undefined)
    throw failure(
      'usage',
      `a chart is SVG or PNG, and the ending of ${oneLine(file)} says neither`,
      'give -o a file that ends in .svg or .png',
    )
  return ending as 'svg' | 'png'
}

/** What identifies the source in data: who, which round. */
function originOf(source: Source) {
  const organisation = source.workspace?.assessment.organisation.id
  const of = source.kind === 'response' ? source.response : source.consensus
  return {
    round: of.round,
    ...(organisation === undefined ? {} : { organisation }),
    ...(source.kind === 'response'
      ? { person: source.response.person }
      : { respondents: source.consensus.responses.count }),
  }
}

function titleOf(source: Source, { agreed, suggested }: { agreed: number; suggested: number }): string {
  const council = source.workspace?.assessment.organisation.name
  const parts = council === undefined ? [] : [council]
  if (source.kind === 'consensus') {
    return [
      ...parts,
      readable(source.consensus.round),
      `consensus: ${agreed} agreed, ${suggested} suggested`,
    ].join(' · ')
  }
  const { person, round, role, submitted } = source.response
  const name = source.workspace?.assessment.people.find((known) => known.id === person)?.name ?? person
  return [
    ...parts,
    readable(round),
    role === undefined ? name : `${name}, ${role}`,
    submitted === undefined ? 'draft' : `submitted ${submitted.slice(0, 10)}`,
  ].join(' · ')
}

function nextOf(source: Source, { explain }: ResultsFlags): readonly string[] {
  if (source.workspace === undefined) return []
  const who = source.kind === 'response' ? ` ${source.response.person}` : ''
  return [`tiex resources${who}`, ...(explain ? [] : [`tiex results${who} --explain`])]
}
