import { addressProblem } from '../address.ts'
import { isDay } from '../assessment/check.ts'
import { hintFor, listed, nearest } from '../did-you-mean.ts'
import { answersTo, type Cell, type Model, modelName, type Section, type Statement } from '../model/model.ts'
import type { Finding, Path, Severity } from '../problem.ts'
import type { Response, SectionAnswers } from './response.ts'

/** Everything wrong with the answers of a response that its schema let pass, in the order of the file. */
export function checkAnswers(response: Response, model: Model): Finding[] {
  if (response.model !== modelName(model))
    return [
      finding(
        'model',
        ['model'],
        `the response answers ${quoted(response.model)}, but tiex.yaml pins ${modelName(model)}`,
        'answers to another model cannot be merged; start a new response',
      ),
    ]
  const findings: Finding[] = []
  for (const [id, modes] of Object.entries(response.answers))
    findings.push(...checkCharacteristic(id, modes, response, model))
  for (const [id, given] of Object.entries(response['success-factors'] ?? {}))
    findings.push(...checkFactor(id, given, response, model))
  return findings
}

function finding(
  rule: string,
  path: Path,
  message: string,
  hint?: string,
  at?: 'key' | 'value',
  severity: Severity = 'error',
): Finding {
  return {
    severity,
    rule,
    path,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
  }
}

/** A value a person wrote, in quotes where it is text, shortened so that no message grows with it. */
export function quoted(value: unknown): string {
  if (typeof value !== 'string')
    return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : String(value)
  return `"${value.length > 60 ? `${value.slice(0, 57)}...` : value}"`
}

function checkCharacteristic(
  id: string,
  modes: Readonly<Record<string, SectionAnswers>>,
  response: Response,
  model: Model,
): Finding[] {
  const known = model.characteristics.map((characteristic) => characteristic.id)
  if (!known.includes(id)) {
    const isFactor = model.factors.some((factor) => factor.id === id)
    const hint = isFactor
      ? 'it is a success factor: move it under success-factors'
      : hintFor(id, known, 'characteristics')
    return [
      finding(
        'unknown-id',
        ['answers', id],
        `${quoted(id)} is not a characteristic of ${modelName(model)}`,
        hint,
        'key',
      ),
    ]
  }
  return Object.entries(modes).flatMap(([mode, given]) => {
    const path = ['answers', id, mode]
    const cell = model.sectionById.get(`${id}/${mode}`)
    if (cell?.kind !== 'cell')
      return [
        finding(
          'unknown-id',
          path,
          `${quoted(mode)} is not a mode of ${id}`,
          hintFor(
            mode,
            model.modes.map((axis) => axis.id),
            'modes',
          ),
          'key',
        ),
      ]
    return [...checkSection(cell, given, path, response, model), ...checkOrder(cell, given, path, model)]
  })
}

function checkFactor(id: string, given: SectionAnswers, response: Response, model: Model): Finding[] {
  const path = ['success-factors', id]
  const factor = model.factors.find((candidate) => candidate.id === id)
  if (factor === undefined)
    return [
      finding(
        'unknown-id',
        path,
        `${quoted(id)} is not a success factor of ${modelName(model)}`,
        hintFor(
          id,
          model.factors.map((known) => known.id),
          'success factors',
        ),
        'key',
      ),
    ]
  return checkSection(factor, given, path, response, model)
}

function checkSection(
  section: Section,
  given: SectionAnswers,
  path: Path,
  response: Response,
  model: Model,
): Finding[] {
  const findings: Finding[] = []
  const beside = section.kind === 'cell' ? ['ambition', 'stance', 'notes'] : ['notes']
  for (const [key, answer] of Object.entries(given)) {
    const statement = section.statements.find((candidate) => candidate.key === key)
    if (statement !== undefined) findings.push(...checkAnswer(statement, answer, [...path, key]))
    else if (!beside.includes(key)) {
      const keys = section.statements.map((candidate) => candidate.key)
      const what = section.kind === 'cell' ? 'stage' : 'statement'
      findings.push(
        finding(
          'unknown-id',
          [...path, key],
          `${quoted(key)} is not a ${what} of ${section.id}`,
          hintFor(key, [...keys, ...beside], `${what}s and other keys here`),
          'key',
        ),
      )
    }
  }
  findings.push(
    ...checkAmbition(given, path, model),
    ...checkNotes(given, path, model),
    ...checkRationale(section, given, path),
  )
  if (response.submitted !== undefined) findings.push(...checkSupport(section, given, path))
  return findings
}

function checkAnswer(statement: Statement, answer: unknown, path: Path): Finding[] {
  const options = answersTo(statement)
  if (typeof answer === 'string' && options.includes(answer)) return []
  const near = typeof answer === 'string' ? nearest(answer, options) : undefined
  const all = `the answers are ${listed(options)}`
  const unanswered =
    answer === 'unanswered' ? 'not answered is no line at all: take this line out' : undefined
  return [
    finding(
      'answer',
      path,
      `${quoted(answer)} is not an answer here (${statement.id})`,
      unanswered ?? (near ? `${near}? The${all.slice(3)}` : all),
    ),
  ]
}

function checkAmbition(given: SectionAnswers, path: Path, model: Model): Finding[] {
  const stages = model.stages.length
  if (given.ambition === undefined || given.ambition <= stages) return []
  return [
    finding(
      'ambition',
      [...path, 'ambition'],
      `an ambition of ${given.ambition} is above the number of stages`,
      `write a whole number from 0 to ${stages}`,
    ),
  ]
}

function checkNotes(given: SectionAnswers, path: Path, model: Model): Finding[] {
  return Object.entries(given.notes ?? {}).flatMap(([kind, note]) => {
    const place = [...path, 'notes', kind]
    const known = model.notes.find((candidate) => candidate.id === kind)
    if (known === undefined)
      return [
        finding(
          'unknown-id',
          place,
          `${quoted(kind)} is not a kind of note`,
          hintFor(
            kind,
            model.notes.map((candidate) => candidate.id),
            'kinds of notes',
          ),
          'key',
        ),
      ]
    return known.kind === 'links' ? checkLinks(note, place) : checkText(note, place, kind)
  })
}

function checkText(note: unknown, path: Path, kind: string): Finding[] {
  if (typeof note !== 'string')
    return [
      finding(
        'note',
        path,
        `the note ${kind} must be text, not ${quoted(note)}`,
        'put it in quotes, or in a block after |',
      ),
    ]
  if (note.length > 10_000)
    return [
      finding(
        'note',
        path,
        `the note ${kind} has ${note.length.toLocaleString('en-GB')} characters; the limit is 10,000`,
        'shorten it, or link to a document as evidence',
      ),
    ]
  return []
}

function checkLinks(note: unknown, path: Path): Finding[] {
  const hint = 'write a list: - title: Cabinet report, and below it url: https://...'
  if (!Array.isArray(note))
    return [finding('evidence', path, `evidence must be a list of links, not ${quoted(note)}`, hint)]
  if (note.length > 100)
    return [
      finding(
        'evidence',
        path,
        `${note.length} links of evidence are too many; the limit is 100`,
        'keep the ones a colleague would open',
      ),
    ]
  return note.flatMap((link: unknown, index) => {
    const place = [...path, index]
    if (typeof link !== 'object' || link === null || Array.isArray(link))
      return [finding('evidence', place, `${quoted(link)} is not a link of evidence`, hint)]
    return checkLink(link as Readonly<Record<string, unknown>>, place, hint)
  })
}

function checkLink(link: Readonly<Record<string, unknown>>, path: Path, hint: string): Finding[] {
  const findings = Object.keys(link)
    .filter((key) => key !== 'title' && key !== 'url')
    .map((key) =>
      finding(
        'unknown-field',
        [...path, key],
        `${quoted(key)} is not a field of evidence`,
        'the fields are title and url',
        'key',
      ),
    )
  const { title, url } = link
  if (typeof title !== 'string' || title.trim() === '' || title.length > 500)
    findings.push(
      finding('evidence', [...path, 'title'], `evidence needs a title: text of at most 500 characters`, hint),
    )
  if (url === undefined) return findings
  const problem = typeof url === 'string' ? addressProblem(url) : 'must be text'
  if (problem !== undefined)
    findings.push(
      finding(
        'address',
        [...path, 'url'],
        `the address of this evidence (url) ${problem}`,
        'write an address such as https://www.example.org/report',
      ),
    )
  return findings
}

/** not-applicable and a deliberate stance are decisions: they need a rationale in the same section. */
function checkRationale(section: Section, given: SectionAnswers, path: Path): Finding[] {
  const rationale = given.notes?.rationale
  if (typeof rationale === 'string' && rationale.trim() !== '') return []
  const hint = 'add notes: {rationale: ...} to this section, in your own words'
  const notApplicable = section.statements.filter((statement) => given[statement.key] === 'not-applicable')
  const findings = notApplicable.map((statement) =>
    finding(
      'rationale',
      [...path, statement.key],
      `not-applicable needs a rationale (${statement.id})`,
      hint,
    ),
  )
  if (given.stance !== undefined)
    findings.push(
      finding(
        'rationale',
        [...path, 'stance'],
        `the stance ${quoted(given.stance)} needs a rationale (${section.id})`,
        hint,
      ),
    )
  return findings
}

/** A stage fully met while an earlier one is not is possible, but seldom meant. */
function checkOrder(cell: Cell, given: SectionAnswers, path: Path, model: Model): Finding[] {
  const top = model.statementScale.options.at(-1)!.id
  let missed: Statement | undefined
  for (const statement of cell.statements) {
    const answer = given[statement.key]
    const scored = statement.scale.options.some((option) => option.id === answer)
    if (answer === top && missed !== undefined) {
      return [
        finding(
          'stage-order',
          [...path, statement.key],
          `${statement.key} is ${top} while ${missed.key} before it is ${String(given[missed.key])} (${cell.id})`,
          'both can be true; look once more whether they are',
          'value',
          'warning',
        ),
      ]
    }
    if (scored && answer !== top) missed ??= statement
  }
  return []
}

/** The highest answer everywhere in a section, with neither a reason nor evidence: the workshop will ask. */
function checkSupport(section: Section, given: SectionAnswers, path: Path): Finding[] {
  const high = section.statements.filter(
    (statement) => given[statement.key] === statement.scale.options.at(-1)!.id,
  )
  const { rationale, evidence } = given.notes ?? {}
  if (high.length === 0 || rationale !== undefined || (Array.isArray(evidence) && evidence.length > 0))
    return []
  const answers = high.map((statement) => statement.key)
  return [
    finding(
      'support',
      [...path, answers[0]!],
      `${listed(answers)} ${answers.length === 1 ? 'has' : 'have'} the highest answer with neither rationale nor evidence (${section.id})`,
      'a line of rationale or a link helps the workshop',
      'value',
      'advice',
    ),
  ]
}

/** Whether the response stands where it belongs: its person and round are those of the file, and tiex.yaml knows the person. */
export function checkPlace(
  response: Response,
  place: { readonly person: string; readonly round: string },
  people: readonly string[],
): Finding[] {
  const findings: Finding[] = []
  if (response.person !== place.person) {
    findings.push(
      finding(
        'person',
        ['person'],
        `the file is ${place.person}.yaml but says that it is ${quoted(response.person)}`,
        'a response stands in the file of its person',
      ),
    )
  }
  if (!people.includes(place.person)) {
    findings.push(
      finding(
        'person',
        ['person'],
        `nobody in tiex.yaml is called ${quoted(place.person)}`,
        hintFor(place.person, people, 'people'),
      ),
    )
  }
  if (response.round !== place.round) {
    findings.push(
      finding(
        'round',
        ['round'],
        `the file is in the folder of ${place.round} but says ${quoted(response.round)}`,
        'a response stands in the folder of its round',
      ),
    )
  }
  for (const key of ['started', 'submitted'] as const) {
    const time = response[key]
    if (time !== undefined && (Number.isNaN(Date.parse(time)) || !isDay(time.slice(0, 10))))
      findings.push(
        finding(
          'time',
          [key],
          `there is no time ${quoted(time)}`,
          'write a time such as 2026-11-02T09:14:00Z',
        ),
      )
  }
  return findings
}
