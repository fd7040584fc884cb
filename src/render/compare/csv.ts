import type { Comparison } from '../../compare/compare.ts'
import type { Standing } from '../../compare/standing.ts'
import type { Figures, Subject } from '../../compare/subject.ts'
import { type Model, modelName, type Section } from '../../model/model.ts'
import { renderCsv } from '../csv.ts'
import { renderJson } from '../json.ts'

/** What a value can be of, each with its unit; new ones come at the end. */
const measures = {
  level: ['level', 'level of the section; with two subjects over the statements that both have scored'],
  ambition: ['level', 'level that is wanted'],
  'stage-reached': ['stages', 'stages fully met from the first on'],
  change: ['level', 'level of the second subject less that of the first'],
  statements: ['statements', 'how many statements the levels of two subjects are over'],
  peers: ['councils', 'peers with a level that counts'],
  q1: ['level', 'lower quartile of the levels of the peers'],
  median: ['level', 'median of the levels of the peers'],
  q3: ['level', 'upper quartile of the levels of the peers'],
  place: ['place', '-1 below the middle half of the peers, 0 within it, 1 above it'],
  'place-unclear': [
    'place',
    'instead of place where less than one answer to one statement lies between: -1 on the lower side, 1 on the upper',
  ],
  rank: ['position', 'place from the top among the peers and oneself; equal levels share it'],
  percentile: ['percent', 'peers below, and half of those level with it'],
  'ambition-peers': ['councils', 'peers with an ambition'],
  'ambition-q1': ['level', 'lower quartile of the ambitions of the peers'],
  'ambition-median': ['level', 'median of the ambitions of the peers'],
  'ambition-q3': ['level', 'upper quartile of the ambitions of the peers'],
  'peers-left-out': ['councils', 'peers with fewer than half of the statements scored, which do not count'],
} as const

type Measure = keyof typeof measures

const measureWords = Object.entries(measures)
  .map(([name, [, description]]) => `${name}: ${description}`)
  .join('; ')

/** The columns of `tiex compare` as CSV, in their order, which stays; each with its type and what it holds. */
const compareColumns = [
  ['subject', 'string', 'The subject as it was named on the command line.'],
  ['organisation', 'string', 'Id of the council; empty where it is not known.'],
  ['round', 'string', 'Id of the round.'],
  ['model', 'string', 'The model that is compared over, as id@version.'],
  ['section', 'string', 'Id of the cell or success factor.'],
  ['kind', 'string', 'cell or factor.'],
  ['characteristic', 'string', 'Id of the characteristic of a cell.'],
  ['mode', 'string', 'Id of the mode of a cell.'],
  ['measure', 'string', `What the value is of. ${measureWords}.`],
  ['value', 'number', 'The value; an observation that is not there has no row.'],
  [
    'unit',
    'string',
    'level (0 to the number of stages), stages, statements, councils, position, percent or place.',
  ],
] as const

type Observation = readonly [measure: Measure, value: number | undefined]

/** Tidy: a row an observation. `change` is of the second subject. */
export function comparisonCsv({ first, second, model, lines }: Comparison): string {
  return tidy(
    lines.flatMap(({ section, first: before, second: after, change, statements }) => {
      const over: Observation = ['statements', statements ?? section.statements.length]
      return [
        ...rows(first, model, section, [...figures(before), over]),
        ...rows(second, model, section, [...figures(after), ['change', change], over]),
      ]
    }),
  )
}

/** Tidy: a row an observation, the figures of the peers beside the subject's own. */
export function standingCsv({ subject, model, lines }: Standing): string {
  return tidy(
    lines.flatMap(({ section, own, peers, thin, levels, place, rank, percentile, ambitions }) =>
      rows(subject, model, section, [
        ...figures(own),
        ['peers', peers],
        ['q1', levels?.q1],
        ['median', levels?.median],
        ['q3', levels?.q3],
        place === 'unclear'
          ? ['place-unclear', own.level! < levels!.q1 ? -1 : 1]
          : ['place', place === undefined ? undefined : places[place]],
        ['rank', rank?.position],
        ['percentile', percentile],
        ['ambition-peers', ambitions?.count],
        ['ambition-q1', ambitions?.q1],
        ['ambition-median', ambitions?.median],
        ['ambition-q3', ambitions?.q3],
        ['peers-left-out', thin],
      ]),
    ),
  )
}

const places = { below: -1, within: 0, above: 1 } as const

function figures({ level, ambition, reached }: Figures): Observation[] {
  return [
    ['level', level],
    ['ambition', ambition],
    ['stage-reached', reached],
  ]
}

function rows(
  { named, organisation, round }: Subject,
  model: Model,
  section: Section,
  observations: readonly Observation[],
) {
  const { id, kind } = section
  const axes = section.kind === 'cell' ? [section.characteristic, section.mode] : [undefined, undefined]
  return observations
    .filter(([, value]) => value !== undefined)
    .map(([measure, value]) => [
      ...[named, organisation?.id, round, modelName(model), id, kind],
      ...axes,
      ...[measure, value, measures[measure][0]],
    ])
}

function tidy(found: readonly (readonly (string | number | undefined)[])[]): string {
  return renderCsv(
    compareColumns.map(([name]) => name),
    found,
  )
}

/** What the columns of a CSV file mean, as CSV on the Web (W3C) has it: the text of `FILE.csv-metadata.json` beside the file called `name`. */
export function compareMetadata(name: string): string {
  const columns = compareColumns.map(([column, datatype, description]) => ({
    name: column,
    titles: column,
    datatype,
    'dc:description': description,
  }))
  const data = {
    '@context': 'http://www.w3.org/ns/csvw',
    url: encodeURIComponent(name),
    'dc:title': 'Levels of an assessment beside each other, by tiex compare',
    dialect: { encoding: 'utf-8', header: true, delimiter: ',', lineTerminators: ['\r\n'] },
    tableSchema: { columns },
  }
  return renderJson(data)
}
