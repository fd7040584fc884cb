import type { Assessment, Person, Right } from '../assessment/assessment.ts'
import { keyStep, nextForSecondKey } from '../assessment/keys.ts'
import { changesWhoOpens, countRights, rights, usualMinimumGroup } from '../assessment/people.ts'
import { listed } from '../did-you-mean.ts'
import type { Screen } from '../env.ts'
import { renderCsv } from './csv.ts'
import { renderJson } from './json.ts'
import { markdownTable } from './markdown.ts'
import { columnsOf, counted, oneLine, padded, wrap } from './text.ts'

/** Everybody with what each may do, a row a person, and how many may do what. Narrow screens drop keys that nobody has, the name, which the id says too, the role and the keys; the narrowest have a paragraph a person. */
export function renderPeople(assessment: Assessment, screen: Screen): string {
  const { people } = assessment
  const { width, paint } = screen
  const head = paint.strong(wrap(oneLine(assessment.organisation.name), width))
  const list = screen.plain ? sentences(people, width) : (table(people, width) ?? paragraphs(people, width))
  const told = [countsOf(people), ...fewOf(assessment), nextFor(assessment)]
  return `${head}\n\n${list}\n${told.map((text) => `${wrap(text, width)}\n`).join('')}`
}

function table(people: readonly Person[], width: number): string | undefined {
  const keyless = people.every((person) => keysOf(person) === 'none')
  const columns = [
    { cells: people.map(({ id }) => id), most: 40, dropped: 0 },
    { cells: people.map(({ name }) => oneLine(name)), most: 28, dropped: keyless ? 2 : 1 },
    { cells: people.map(({ role }) => oneLine(role)), most: 28, dropped: keyless ? 3 : 2 },
    { cells: people.map(mayOf), most: 60, dropped: 0 },
    { cells: people.map(keysInWords), most: 30, dropped: keyless ? 1 : 3 },
  ].map((column) => ({ ...column, columns: Math.min(column.most, Math.max(...column.cells.map(columnsOf))) }))
  for (const dropped of [0, 1, 2, 3]) {
    const shown = columns.filter((column) => column.dropped === 0 || column.dropped > dropped)
    const taken = shown.reduce((sum, column) => sum + column.columns + 2, -2)
    if (taken > width) continue
    const row = (index: number) => shown.map((column) => padded(column.cells[index]!, column.columns))
    return people.map((_, index) => `${row(index).join('  ').trimEnd()}\n`).join('')
  }
  return undefined
}

function paragraphs(people: readonly Person[], width: number): string {
  return people
    .map((person) => `${wrap(person.id, width)}\n${wrap(`may ${listed(wordsOf(person))}`, width, 2)}\n`)
    .join('')
}

function sentences(people: readonly Person[], width: number): string {
  const text = (person: Person) =>
    `${person.id}: ${oneLine(person.name)}, ${oneLine(person.role)}, may ${listed(wordsOf(person))}, ${keysInWords(person)}.`
  return people.map((person) => `${wrap(text(person), width, 0, 2)}\n`).join('')
}

/** What the person may do as a list of words: `nothing` where that is so. */
function wordsOf(person: Person): readonly string[] {
  const words = rights.filter((right) => person.may.includes(right))
  return words.length === 0 ? ['nothing'] : words
}

function mayOf(person: Person): string {
  return wordsOf(person).join(', ')
}

function keysOf(person: Person): string {
  const keys = [
    ...(person.recipient === undefined ? [] : ['opens answers']),
    ...(person['signing-key'] === undefined ? [] : ['signs']),
  ]
  return keys.length === 0 ? 'none' : keys.join(', ')
}

function keysInWords(person: Person): string {
  const keys = keysOf(person)
  return keys === 'none' ? 'no keys' : keys
}

/** `11 people: 9 may answer, 1 facilitate, 2 sign, 1 administer`. */
function countsOf(people: readonly Person[]): string {
  const counts = countRights(people)
  const parts = rights.map((right, index) => `${counts[right]} ${index === 0 ? 'may ' : ''}${right}`)
  return `${counted(people.length, 'person', 'people')}: ${parts.join(', ')}.`
}

function fewOf({ people, 'minimum-group': minimum = usualMinimumGroup }: Assessment): readonly string[] {
  const { answer } = countRights(people)
  return answer < minimum ? [fewWords(answer, minimum)] : []
}

/** That among so few nothing is anonymous. */
export function fewWords(answering: number, minimum: number): string {
  return `${counted(answering, 'person', 'people')} may answer so far: among fewer than ${minimum} nothing is anonymous.`
}

function nextFor(assessment: Assessment): string {
  return `Next: ${nextForSecondKey(assessment) ?? 'tiex people add · tiex people set · tiex people remove'}`
}

/** `tiex-people/1`; a key that is not there is null. */
export function peopleJson({ people }: Assessment): string {
  const list = people.map((person) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    may: person.may,
    recipient: person.recipient ?? null,
    signingKey: person['signing-key'] ?? null,
  }))
  const counts: Readonly<Record<'people' | Right, number>> = {
    people: people.length,
    ...countRights(people),
  }
  return renderJson({ format: 'tiex-people/1', counts, people: list })
}

/** Tidy: a row a person; each right has a column of yes and no. */
export function peopleCsv({ people }: Assessment): string {
  const columns = ['person', 'name', 'email', 'role', ...rights, 'recipient', 'signing-key']
  const rows = people.map((person) => [
    ...[person.id, person.name, person.email, person.role],
    ...rights.map((right) => (person.may.includes(right) ? 'yes' : 'no')),
    ...[person.recipient, person['signing-key']],
  ])
  return renderCsv(columns, rows)
}

export function peopleMarkdown({ people }: Assessment): string {
  const rows = people.map((person) => [person.id, person.name, person.role, mayOf(person), keysOf(person)])
  return `${markdownTable(['Person', 'Name', 'Role', 'May', 'Keys'], rows)}\n${countsOf(people)}\n`
}

/** The lines that leave tiex.yaml and those that come into it. */
export function renderLines(lines: {
  readonly out: readonly string[]
  readonly in: readonly string[]
}): string {
  return [...lines.out.map((line) => `- ${line}`), ...lines.in.map((line) => `+ ${line}`)]
    .map((line) => `${oneLineKept(line)}\n`)
    .join('')
}

/** As `oneLine`, with the spaces at the start and within kept. */
function oneLineKept(line: string): string {
  return line.split(' ').map(oneLine).join(' ').trimEnd()
}

/** What a change of a person means for answers that are sealed already, and for those to come; empty in an open assessment. */
export function sealingWords(id: string, before: Assessment, after: Assessment): readonly string[] {
  const changed = after.people.find((person) => person.id === id)
  const facilitates = changed?.may.includes('facilitate') === true
  const keyless = facilitates && changed.recipient === undefined
  return [
    ...(changesWhoOpens(before, after)
      ? [
          'Answers that are sealed already are still sealed to those who facilitated before. Seal them anew with: tiex keys rotate',
        ]
      : []),
    ...(after.confidentiality === 'sealed' && keyless
      ? [`${id} has no key yet, so that answers are not sealed to them: ${keyStep(id)}`]
      : []),
  ]
}
