import type { Said } from '../../../compare/record-numbers.ts'
import type { OfficialRecord } from '../../../exchange/record.ts'
import { answersTo, type Model } from '../../../model/model.ts'
import { byteLimit } from '../../kinds/read.ts'
import { checkSchema } from '../../kinds/schema.ts'
import { styleOf } from '../../kinds/styles.ts'
import { readCanonical } from '../../yaml/canonical.ts'
import { decodeUtf8, isOrdinary } from '../../yaml/decode.ts'
import { formatEntry, formatFlow } from '../../yaml/format.ts'
import { type KnownLine, type KnownLines, knownLines, takeLines } from './known-lines.ts'

/** A record about a known model. `about` holds no more than the first of its statements and cells; what all of them say is beside it. */
export interface PlainRecord extends Said {
  readonly about: OfficialRecord
  readonly model: Model
}

/**
 * Reads records just as tiex publishes them about one of these models: what is agreed a line a statement and what is aimed at a line a
 * cell, both in the order of the model, and no spreads; undefined for any others. Those lines, nearly all of a record, are known
 * beforehand and only compared. The rest is read and checked like any other file, with the first line of each kind left in it. What
 * this reads, `parseKind` reads as the same, right by schema and model.
 */
export function plainReader(models: readonly Model[]): (bytes: Uint8Array) => PlainRecord | undefined {
  const forms = new Map<Model, Form | undefined>()
  return (bytes) => {
    const text = bytes.length > maxBytes ? undefined : decodeUtf8(bytes)
    if (text === undefined) return undefined
    const at = text.indexOf('\nmodel: ') + 1
    const pin = text.slice(at, text.indexOf('\n', at))
    // Whether it is this one is known when the rest was read.
    const model = models.find(({ digest }) => pin.includes(digest))
    if (model === undefined) return undefined
    if (!forms.has(model)) forms.set(model, formOf(model))
    const form = forms.get(model)
    return form === undefined ? undefined : readForm(text, form)
  }
}

const maxBytes = byteLimit('official')
const statementsLine = '\nstatements:\n'
const cellsLine = 'cells:\n'

function readForm(text: string, { model, statements, cells }: Form): PlainRecord | undefined {
  const start = text.indexOf(statementsLine) + statementsLine.length
  const agreed = takeLines(text, start, statements)
  if (agreed.end === start) return undefined
  const hasCells = text.startsWith(cellsLine, agreed.end)
  const aimed = takeLines(text, agreed.end + (hasCells ? cellsLine.length : 0), hasCells ? cells : [])
  const rest = text.slice(0, agreed.firstEnd) + text.slice(agreed.end, aimed.firstEnd) + text.slice(aimed.end)
  const about = readRest(rest)
  if (about === undefined || about.spreads !== undefined) return undefined
  const { id, version, digest } = about.model
  if (id !== model.id || version !== model.version || digest !== model.digest) return undefined
  if (!holdsFirst(about.statements, model.statements, agreed.values)) return undefined
  if (!holdsFirst(about.cells, model.sections, aimed.values)) return undefined
  return {
    ...{ about, model, agreed: agreed.values.map(unquoted) },
    ambitions: aimed.values.map((value) => (value === undefined ? undefined : Number(value))),
  }
}

function readRest(rest: string): OfficialRecord | undefined {
  const data = isOrdinary(rest) ? readCanonical(rest) : undefined
  return data !== undefined && checkSchema('official', data).length === 0
    ? (data as OfficialRecord)
    : undefined
}

/** Whether a map has one entry, the first that was taken, or none where none were: then no other line of it was left in the rest. */
function holdsFirst(
  map: object = {},
  entries: readonly { readonly id: string }[],
  values: readonly (string | undefined)[],
): boolean {
  const [first, ...more] = Object.keys(map)
  return more.length === 0 && first === entries[values.findIndex((value) => value !== undefined)]?.id
}

function unquoted(value: string | undefined): string | undefined {
  return value?.startsWith('"') === true ? JSON.parse(value) : value
}

/** How records about a model are written. */
interface Form {
  readonly model: Model
  readonly statements: KnownLines
  readonly cells: KnownLines
}

/** Undefined for a model whose records could not all be right by the schema. */
function formOf(model: Model): Form | undefined {
  const answers = model.statements.map((statement) => ({
    id: statement.id,
    values: answersTo(statement).filter((answer) => answer !== 'dont-know'),
  }))
  const stages = [...model.stages.keys(), model.stages.length]
  const ambitions = model.sections.map(({ id }) => ({ id, values: stages }))
  if (!isTaken(model, answers, ambitions)) return undefined
  return {
    model,
    statements: knownLines(answers.map((one) => lineOf('statements', 'agreed', one))),
    cells: knownLines(ambitions.map((one) => lineOf('cells', 'ambition', one))),
  }
}

interface Entry {
  readonly id: string
  readonly values: readonly (string | number)[]
}

const style = styleOf('official')

function lineOf(map: string, key: string, { id, values }: Entry): KnownLine {
  const line = formatEntry(id, { [key]: values[0] }, { style, indent: 2, path: [map, id] })
  const after = '}\n'
  const before = `  ${line.slice(0, line.length - after.length - formatFlow(values[0]).length)}`
  return { before, values: values.map(formatFlow), after }
}

/** Whether the schema takes records with all of these entries, whichever of their values they have. */
function isTaken(
  { id, version, digest }: Model,
  answers: readonly Entry[],
  ambitions: readonly Entry[],
): boolean {
  const most = Math.max(...[...answers, ...ambitions].map(({ values }) => values.length))
  const nth = (entries: readonly Entry[], key: string, at: number) =>
    Object.fromEntries(entries.map(({ id, values }) => [id, { [key]: values[at] ?? values[0] }]))
  return Array.from({ length: most }, (_, at) => ({
    ...{ format: 'tiex-official/1', organisation: { id: 'a', name: 'A', type: 'a' } },
    ...{ model: { id, version, digest }, round: 'a', scope: 'a', audience: 'public' },
    ...{ published: '2020-01-01', respondents: 1 },
    ...{ statements: nth(answers, 'agreed', at), cells: nth(ambitions, 'ambition', at) },
  })).every((record) => checkSchema('official', record).length === 0)
}
