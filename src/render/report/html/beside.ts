import type { Standing } from '../../../compare/standing.ts'
import type { Report } from '../../../report/report.ts'
import type { Trend } from '../../../trend/trend.ts'
import { stripSvg } from '../../chart/strip.ts'
import { apartNotes, peopleIn } from '../../compare/standing.ts'
import {
  caution,
  groupNotes,
  groupWords,
  hundredths,
  peerLines,
  placeWord,
  shortList,
  unclearLegend,
} from '../../compare/words.ts'
import { escaped } from '../../html/escape.ts'
import { body, bulletList, chartBox, table } from '../../html/table.ts'
import { readable } from '../../text.ts'
import { sharedWords, trendRows } from '../../trend.ts'
import { innerPart, type Part } from './part.ts'

/** Where the council is beside others: never one after another by a level. */
export function peersPart(standing: Standing, report: Report): Part {
  const { subject, group, lines } = standing
  const rows = lines.map(({ section, own, levels, place, peers }) => [
    section.title,
    hundredths(own.level),
    levels === undefined ? '–' : `${hundredths(levels.q1)} to ${hundredths(levels.q3)}`,
    hundredths(levels?.median),
    placeWord(place),
    String(peers),
  ])
  const hasFigures = lines.some(({ levels }) => levels !== undefined)
  const peers = shortList(peerLines(group, subject))
  return {
    id: 'peers',
    title: 'Beside other councils',
    sheet: true,
    html: [
      body(`Peers: ${groupWords(group, subject)}.`),
      ...draftNote(report),
      ...(lines.some(({ place }) => place === 'unclear') ? [body(`${unclearLegend}.`)] : []),
      ...[...groupNotes(group), ...apartNotes(standing), caution(peopleIn(standing))].map(body),
      ...(hasFigures ? stripParts(standing) : []),
      group.peers.length === 0
        ? ''
        : innerPart({
            id: 'peers-numbers',
            title: 'The same in numbers',
            html: table({
              ...{ id: 'peers-table', caption: 'Own levels and those of peers', rows, wide: true },
              columns: ['Section', 'Own', 'Middle half of peers', 'Median', 'Own is', 'Peers'],
              figures: [1, 2, 3, 5],
            }),
          }),
      peers.length === 0
        ? ''
        : innerPart({
            ...{ id: 'peers-names', title: 'The peers, by name' },
            html: bulletList(peers.map(escaped)),
          }),
    ].join(''),
  }
}

/** Strips that fit a screen; the sections stay in their order. */
const stripsAtOnce = 11

function stripParts(standing: Standing): readonly string[] {
  const { lines } = standing
  const count = Math.ceil(lines.length / stripsAtOnce)
  return Array.from({ length: count }, (_, index) => {
    const some = lines.slice(index * stripsAtOnce, (index + 1) * stripsAtOnce)
    const id = `peers-chart-${index + 1}`
    const of = count === 1 ? '' : `, ${index + 1} of ${count}`
    const svg = stripSvg({ ...standing, lines: some }, { id })
    const title = `Levels beside the peers${of}`
    return innerPart({
      id: `peers-levels-${index + 1}`,
      title,
      html: chartBox(svg, `Strip chart of peers${of}`),
    })
  })
}

/** Beside levels that are not marked one by one. */
function draftNote({ round, standing }: Report): readonly string[] {
  return standing.isDraft
    ? [body(`Levels of ${readable(round)} are a draft: they count what is only suggested, too.`)]
    : []
}

export function trendPart(trend: Trend, report: Report): Part {
  const { columns, rows } = trendRows(trend)
  const shared = sharedWords(trend, 10_000).trim()
  const left = trend.leftOut.map(({ round, reason }) => `Left out: ${readable(round)}, ${reason}.`)
  const html = [
    trend.rounds.length === 0
      ? body('No round has results yet, so there is no trend to show.')
      : trend.rounds.length === 1
        ? body('Only one round has results that can be compared, so there is no trend to show.')
        : table({
            ...{
              id: 'trend-table',
              caption: `Levels over the rounds, 0 to ${trend.model.stages.length}`,
              rows,
            },
            columns: ['Characteristic or success factor', ...columns.slice(1)],
            figures: columns.map((_, index) => index).slice(1),
            wide: columns.length > 3,
          }),
    ...draftNote(report),
    ...(shared === '' ? [] : shared.split('\n').map(body)),
    ...left.map(body),
  ]
  return { id: 'trend', title: 'Over the rounds', html: html.join('') }
}
