import {
  type About,
  type Column,
  columns,
  type Observation,
  type RoundRows,
  type Row,
} from '../export/rows.ts'
import { jsonEscaped, visible } from '../harmless.ts'
import { csvLine } from './csv.ts'
import { renderJson } from './json.ts'

/** The first line of a table as CSV (RFC 4180). */
export function exportHeader(): string {
  return csvLine(columns.map(({ name }) => name))
}

/** The lines of one round. */
export function exportCsvLines({ about, observations }: RoundRows): string {
  const start = csvLine(aboutColumns.map((name) => about[name] ?? undefined)).slice(0, -2)
  return observations
    .map((row) => `${start},${csvLine(observedColumns.map((name) => row[name] ?? undefined))}`)
    .join('')
}

/** One object a line, each with all columns. */
export function exportJsonLines({ about, observations }: RoundRows): string {
  const start = jsonEscaped(JSON.stringify(about)).slice(0, -1)
  return observations.map((row) => `${start},${jsonEscaped(JSON.stringify(row)).slice(1)}\n`).join('')
}

/** The rows of one round, their texts harmless wherever they are shown. */
export function exportRows({ about, observations }: RoundRows): readonly Row[] {
  const safe = (text: string | null) => (text === null ? null : visible(text))
  const common = {
    ...about,
    ...{ name: safe(about.name), type: safe(about.type), region: safe(about.region) },
    scope: visible(about.scope),
  }
  return observations.map((row) => ({
    ...common,
    ...row,
    id: visible(row.id),
    answer: safe(row.answer),
  }))
}

const isObserved = (name: keyof Row): name is keyof Observation =>
  ['kind', 'id', 'measure', 'answer', 'value'].includes(name)
const observedColumns = columns.map(({ name }) => name).filter(isObserved)
const aboutColumns = columns.map(({ name }) => name).filter((name): name is keyof About => !isObserved(name))

const datatypes: Readonly<Record<Column['type'], string>> = {
  text: 'string',
  day: 'date',
  'whole number': 'integer',
  number: 'number',
}

/** What describes a table to programs: CSV on the Web, https://www.w3.org/TR/tabular-metadata/. */
export function exportMetadata(file: string, title: string): string {
  const described = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: file,
    'dc:title': title,
    dialect: { header: true, encoding: 'utf-8', lineTerminators: ['\r\n'] },
    tableSchema: {
      columns: columns.map(({ name, type, title: titles, description }) => ({
        ...{ name, titles: name, 'dc:title': titles, 'dc:description': description },
        datatype: datatypes[type],
      })),
    },
  }
  return renderJson(described)
}
