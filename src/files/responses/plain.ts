import { answersTo, type Model, modelName, type Section } from '../../model/model.ts'
import { noteLimit, type Response, type SectionAnswers } from '../../response/response.ts'
import type { ResponseFile } from '../../response/sealed.ts'
import type { PlainReader } from '../kinds/read.ts'
import { checkSchema } from '../kinds/schema.ts'
import { readCanonical, readCanonicalMap } from '../yaml/canonical.ts'
import { isBannedKey, plainValue } from '../yaml/scalar.ts'

/**
 * Reads open responses just as tiex writes them about a model, of which there may be a thousand: the lines of the answers are known
 * beforehand, stand in the order of the model, and are only compared; notes are texts. Anything before and behind is read and checked
 * like any other file. What this reads, `parseKind` reads as the same data, and `checkAnswers` finds no error in it.
 */
export function plainReader(model: Model): PlainReader<ResponseFile> {
  const known = readers.get(model)
  if (known !== undefined) return known
  const form = formOf(model)
  const reader = { model, read: (text: string) => form && readForm(text, form) }
  readers.set(model, reader)
  return reader
}

const readers = new WeakMap<Model, PlainReader<ResponseFile>>()

const answersLine = '\nanswers:\n'
const factorsLine = 'success-factors:\n'

/** Rather more than a person, a round and three times take. */
const mostOfRest = 2000

function readForm(text: string, form: Form): Response | undefined {
  const line = text.indexOf(answersLine) + 1
  const place: Place = { text, at: line + answersLine.length - 1 }
  const answers = line === 0 ? undefined : readGroups(place, form, form.characteristics)
  if (answers === undefined) return undefined
  const hasFactors = text.startsWith(factorsLine, place.at)
  if (hasFactors) place.at += factorsLine.length
  const factors = hasFactors ? readSections(place, form, form.factors) : undefined
  if (hasFactors && factors === undefined) return undefined
  // A line that is left of the answers is deeper than any of these, so that no reader takes the rest.
  const rest = `${text.slice(0, line)}answers: {}\n${hasFactors ? 'success-factors: {}\n' : ''}${text.slice(place.at)}`
  const data = rest.length > mostOfRest ? undefined : readCanonical(rest)
  if (data === undefined || checkSchema('response', data).length > 0) return undefined
  const response = data as Response
  // Success factors that stand anywhere else would be in the rest, and nobody would have looked at what they say.
  const isElsewhere = !hasFactors && response['success-factors'] !== undefined
  const isCalm = response['looked-at'] === undefined && response.reworded === undefined
  if (isElsewhere || !isCalm || response.model !== modelName(form.model)) return undefined
  return Object.assign(response, { answers }, hasFactors ? { 'success-factors': factors } : {})
}

interface Place {
  readonly text: string
  at: number
}

function emptyMap<Value>(): Record<string, Value> {
  return Object.setPrototypeOf({}, null)
}

function readGroups(place: Place, form: Form, groups: readonly Group[]) {
  const map = emptyMap<Record<string, SectionAnswers>>()
  const start = place.at
  for (const { id, line, sections } of groups) {
    if (!place.text.startsWith(line, place.at)) continue
    place.at += line.length
    const inside = readSections(place, form, sections)
    if (inside === undefined) return undefined
    map[id] = inside
  }
  return place.at === start ? undefined : map
}

/** The sections that stand here, at least one; undefined where anything in them is not as it is known. */
function readSections(place: Place, form: Form, sections: readonly Lines[]) {
  const map = emptyMap<SectionAnswers>()
  const start = place.at
  for (const section of sections) {
    if (!place.text.startsWith(section.line, place.at)) continue
    place.at += section.line.length
    const given = readSection(place, form, section)
    if (given === undefined) return undefined
    map[section.id] = given
  }
  return place.at === start ? undefined : map
}

function readSection(place: Place, { notes }: Form, section: Lines): SectionAnswers | undefined {
  const { text, at: start } = place
  const map = emptyMap<unknown>()
  for (const { key, before, values } of section.entries) {
    if (!text.startsWith(before, place.at)) continue
    const at = place.at + before.length
    let next = 0
    while (next < values.length && !text.startsWith(values[next]!.rest, at)) next += 1
    const found = values[next]
    if (found === undefined) return undefined
    map[key] = found.value
    place.at = at + found.rest.length
  }
  if (text.startsWith(section.notes, place.at)) {
    const read = readCanonicalMap(text, place.at + section.notes.length, section.indent + 2)
    if (read === undefined) return undefined
    for (const kind in read.map) {
      const note = read.map[kind]
      if (!notes.has(kind) || typeof note !== 'string' || note.length > noteLimit) return undefined
    }
    map.notes = read.map
    place.at = read.end
  }
  return place.at === start ? undefined : map
}

/** How responses about a model are written. */
interface Form {
  readonly model: Model
  readonly characteristics: readonly Group[]
  readonly factors: readonly Lines[]
  /** Kinds of notes that are texts. */
  readonly notes: ReadonlySet<string>
}

interface Group {
  readonly id: string
  readonly line: string
  readonly sections: readonly Lines[]
}

/** The lines of a section: its own, those of its answers, which stand at `indent`, and the one above its notes. */
interface Lines {
  readonly id: string
  readonly line: string
  readonly indent: number
  readonly entries: readonly Line[]
  readonly notes: string
}

/** A line that says something of `key`: how it begins, and how it may go on. */
interface Line {
  readonly key: string
  readonly before: string
  readonly values: readonly { readonly rest: string; readonly value: string | number }[]
}

const mostStatements = 1000

/** Undefined for a model whose responses are not all written so, or not all right by the schema. */
function formOf(model: Model): Form | undefined {
  const characteristics = model.characteristics.map(({ id, cells }) => ({
    ...{ id, line: `  ${id}:\n` },
    sections: cells.map((cell) => linesOf(cell, cell.mode, 4, model)),
  }))
  const factors = model.factors.map((factor) => linesOf(factor, factor.id, 2, model))
  const words = [...characteristics, ...factors, ...characteristics.flatMap(({ sections }) => sections)]
  const keys = model.statements.map(({ key }) => key)
  const options = model.statements.flatMap(answersTo)
  const areKeys = [...words.map(({ id }) => id), ...keys].every((id) => isWord.test(id) && !isBannedKey(id))
  const areTexts = options.every((id) => isWord.test(id) && plainValue(id) === id)
  const isSmall = model.statements.length <= mostStatements
  if (!areKeys || !areTexts || !isSmall || !isTaken(model)) return undefined
  const notes = new Set(model.notes.flatMap(({ id, kind }) => (kind === 'text' ? [id] : [])))
  return { model, characteristics, factors, notes }
}

const isWord = /^[a-z0-9][a-z0-9-]*$/

function linesOf(section: Section, id: string, depth: number, model: Model): Lines {
  const margin = ' '.repeat(depth + 2)
  const line = (key: string, values: readonly (string | number)[]): Line => ({
    ...{ key, before: `${margin}${key}: ` },
    values: values.map((value) => ({ rest: `${value}\n`, value })),
  })
  // Not applicable takes a reason.
  const answers = section.statements.map((one) => {
    const values = answersTo(one).filter((answer) => answer !== 'not-applicable')
    return line(one.key, values)
  })
  const ambitions = [...model.stages.keys(), model.stages.length]
  return {
    ...{ id, line: `${' '.repeat(depth)}${id}:\n`, indent: depth + 2, notes: `${margin}notes:\n` },
    entries: [...answers, ...(section.kind === 'cell' ? [line('ambition', ambitions)] : [])],
  }
}

/** Whether the schema takes a response that says all there is to say, the highest ambition included. */
function isTaken(model: Model): boolean {
  const notes = Object.fromEntries(model.notes.map(({ id }) => [id, 'a']))
  const said = ({ kind, statements }: Section) => ({
    ...Object.fromEntries(statements.map((one) => [one.key, answersTo(one)[0]])),
    ...(kind === 'cell' ? { ambition: model.stages.length } : {}),
    notes,
  })
  const answers = model.characteristics.map(({ id, cells }) => [
    id,
    Object.fromEntries(cells.map((cell) => [cell.mode, said(cell)])),
  ])
  const factors = model.factors.map((factor) => [factor.id, said(factor)])
  return (
    checkSchema('response', {
      ...{ format: 'tiex-response/1', model: modelName(model), round: 'a', person: 'a' },
      ...{ answers: Object.fromEntries(answers), 'success-factors': Object.fromEntries(factors) },
    }).length === 0
  )
}
