import type { Comparison } from '../../compare/compare.ts'
import type { Quartiles } from '../../compare/quartiles.ts'
import type { Standing } from '../../compare/standing.ts'
import type { Problem } from '../../problem.ts'
import { markdownTable, markdownText } from '../markdown.ts'
import { counted } from '../text.ts'
import { apartNotes, peopleIn } from './standing.ts'
import { leftNotes, partNotes } from './subjects.ts'
import {
  caution,
  changeMark,
  comparedWords,
  fewPeerLines,
  groupNotes,
  groupWords,
  hundredths,
  ordinal,
  placeWord,
  rankWords,
  stageTitle,
  subjectLine,
  subjectTitle,
  unclearLegend,
} from './words.ts'

/** Two subjects side by side as Markdown. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { first, second, model, lines } = comparison
  const isPart = lines.some(({ statements }) => statements !== undefined)
  const rows = lines.map(({ section, first: before, second: after, change, unclear, statements }) => [
    section.title,
    hundredths(before.level),
    hundredths(after.level),
    changeMark(change, unclear),
    ...(isPart ? [comparedWords(statements, section)] : []),
    ...(section.kind === 'factor'
      ? ['', '']
      : [
          arrow(stageTitle(before.reached, model), stageTitle(after.reached, model)),
          arrow(String(before.ambition ?? '–'), String(after.ambition ?? '–')),
        ]),
  ])
  return [
    '## Side by side\n',
    list([`First: ${subjectLine(first, true)}`, `Second: ${subjectLine(second, true)}`]),
    markdownTable(
      ['', 'First', 'Second', 'Change', ...(isPart ? ['Over'] : []), 'Stage reached', 'Ambition'],
      rows,
    ),
    paragraphs([
      ...(lines.some(({ unclear }) => unclear) ? [unclearLegend] : []),
      ...partNotes(comparison),
      ...leftNotes(comparison),
      caution(`${first.respondents} answered in the first, ${second.respondents} in the second`),
    ]),
  ].join('\n')
}

/** One council beside its peers as Markdown. */
export function standingMarkdown(standing: Standing): string {
  const { subject, group, lines } = standing
  const rows = lines.map(({ section, own, levels, place, rank, percentile, peers, ambitions }) => [
    section.title,
    hundredths(own.level),
    half(levels),
    hundredths(levels?.median),
    placeWord(place),
    percentile === undefined
      ? rank === undefined
        ? '–'
        : rankWords(rank)
      : `${ordinal(Math.round(percentile))} percentile`,
    String(peers),
    section.kind === 'factor' ? '' : String(own.ambition ?? '–'),
    section.kind === 'factor' ? '' : half(ambitions),
  ])
  const heads = [
    '',
    'Own',
    'Middle half of peers',
    'Median',
    'Own is',
    'Place',
    'Peers',
    'Own ambition',
    "Peers' ambitions",
  ]
  return [
    `## ${markdownText(subjectTitle(subject))}\n`,
    list([`Own: ${subjectLine(subject, false)}`, `Peers: ${groupWords(group, subject)}`]),
    markdownTable(heads, rows),
    paragraphs([
      ...(lines.some(({ place }) => place === 'unclear') ? [unclearLegend] : []),
      ...groupNotes(group),
      ...apartNotes(standing),
      caution(peopleIn(standing)),
    ]),
    ...(group.peers.length === 0 ? [] : ['The peers, by name:\n', list(fewPeerLines(group, subject))]),
  ].join('\n')
}

/** What failed of `--fail-on`, for the summary of a build; empty where nothing was asked. */
export function failuresMarkdown(failures: readonly Problem[] | undefined): string {
  if (failures === undefined) return ''
  if (failures.length === 0) return 'Nothing fails.\n'
  return `**${counted(failures.length, 'failure')}**\n\n${list(failures.map(({ rule, message }) => `${rule}: ${message}`))}`
}

function arrow(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`
}

function half(quartiles: Quartiles | undefined): string {
  return quartiles === undefined ? '–' : `${hundredths(quartiles.q1)} to ${hundredths(quartiles.q3)}`
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${markdownText(line)}\n`).join('')
}

function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `${markdownText(text)}\n`).join('\n')
}
