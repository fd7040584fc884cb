import { hintFor, listed, nearest, quoted } from '../did-you-mean.ts'
import {
  answersTo,
  type Cell,
  type Model,
  modelName,
  outsideScale,
  type Section,
  type Statement,
} from '../model/model.ts'
import { type Finding, finding, type Path } from '../problem.ts'
import { checkNotes } from './notes.ts'
import { isPlain } from './plain.ts'
import type { Response, SectionAnswers } from './response.ts'

/** Everything wrong with the answers of a response that its schema let pass, in the order of the file; `errors` alone where nobody wants the rest. */
export function checkAnswers(response: Response, model: Model, wanted: 'all' | 'errors' = 'all'): Finding[] {
  if (response.model !== modelName(model))
    return [
      finding(
        'model',
        ['model'],
        `the response answers ${quoted(response.model)}, but tiex.yaml pins ${modelName(model)}`,
        { hint: 'answers to another model cannot be merged; start a new response' },
      ),
    ]
  if (wanted === 'errors' && isPlain(response, model)) return []
  const findings: Finding[] = []
  const judged = { order: wanted === 'all', support: wanted === 'all' && response.submitted !== undefined }
  for (const [id, modes] of Object.entries(response.answers))
    findings.push(...checkCharacteristic(id, modes, judged, model))
  for (const [id, given] of Object.entries(response['success-factors'] ?? {}))
    findings.push(...checkFactor(id, given, judged, model))
  return [
    ...findings,
    ...checkListed(['looked-at', 'statements'], response['looked-at']?.statements, model),
    ...checkListed(['reworded'], response.reworded, model),
  ]
}

function checkListed(path: Path, ids: readonly string[] | undefined, model: Model): Finding[] {
  return (ids ?? []).flatMap((id, index) =>
    model.statementById.has(id)
      ? []
      : finding('unknown-id', [...path, index], `${quoted(id)} is not a statement of ${modelName(model)}`, {
          hint: hintFor(id, [...model.statementById.keys()], 'statements'),
        }),
  )
}

/** Which warnings and advice are looked for. */
interface Judged {
  readonly order: boolean
  readonly support: boolean
}

function checkCharacteristic(
  id: string,
  modes: Readonly<Record<string, SectionAnswers>>,
  judged: Judged,
  model: Model,
): Finding[] {
  if (!model.characteristics.some((characteristic) => characteristic.id === id)) {
    const known = model.characteristics.map((characteristic) => characteristic.id)
    const isFactor = model.factors.some((factor) => factor.id === id)
    const hint = isFactor
      ? 'it is a success factor: move it under success-factors'
      : hintFor(id, known, 'characteristics')
    return [
      finding('unknown-id', ['answers', id], `${quoted(id)} is not a characteristic of ${modelName(model)}`, {
        hint,
        at: 'key',
      }),
    ]
  }
  return Object.entries(modes).flatMap(([mode, given]) => {
    const path = ['answers', id, mode]
    const cell = model.sectionById.get(`${id}/${mode}`)
    if (cell?.kind !== 'cell')
      return [
        finding('unknown-id', path, `${quoted(mode)} is not a mode of ${id}`, {
          hint: hintFor(
            mode,
            model.modes.map((axis) => axis.id),
            'modes',
          ),
          at: 'key',
        }),
      ]
    const findings = checkSection(cell, given, path, judged, model)
    return judged.order ? [...findings, ...checkOrder(cell, given, path, model)] : findings
  })
}

function checkFactor(id: string, given: SectionAnswers, judged: Judged, model: Model): Finding[] {
  const path = ['success-factors', id]
  const factor = model.factors.find((candidate) => candidate.id === id)
  if (factor === undefined)
    return [
      finding('unknown-id', path, `${quoted(id)} is not a success factor of ${modelName(model)}`, {
        hint: hintFor(
          id,
          model.factors.map((known) => known.id),
          'success factors',
        ),
        at: 'key',
      }),
    ]
  return checkSection(factor, given, path, judged, model)
}

function checkSection(
  section: Section,
  given: SectionAnswers,
  path: Path,
  judged: Judged,
  model: Model,
): Finding[] {
  const findings: Finding[] = []
  const beside = section.kind === 'cell' ? ['ambition', 'stance', 'notes'] : ['notes']
  for (const key of Object.keys(given)) {
    const answer = given[key]
    const statement = section.statements.find((candidate) => candidate.key === key)
    if (statement !== undefined) {
      if (!isAnswer(statement, answer)) findings.push(wrongAnswer(statement, answer, [...path, key]))
    } else if (!beside.includes(key)) {
      const keys = section.statements.map((candidate) => candidate.key)
      const what = section.kind === 'cell' ? 'stage' : 'statement'
      findings.push(
        finding('unknown-id', [...path, key], `${quoted(key)} is not a ${what} of ${section.id}`, {
          hint: hintFor(key, [...keys, ...beside], `${what}s and other keys here`),
          at: 'key',
        }),
      )
    }
  }
  findings.push(
    ...checkAmbition(given, path, model),
    ...checkNotes(given, path, model),
    ...checkRationale(section, given, path),
  )
  if (judged.support) findings.push(...checkSupport(section, given, path))
  return findings
}

function isAnswer({ scale }: Statement, answer: unknown): boolean {
  return scale.options.some((option) => option.id === answer) || outsideScale.some((id) => id === answer)
}

function wrongAnswer(statement: Statement, answer: unknown, path: Path): Finding {
  const options = answersTo(statement)
  const near = typeof answer === 'string' ? nearest(answer, options) : undefined
  const all = `the answers are ${listed(options)}`
  const unanswered =
    answer === 'unanswered' ? 'not answered is no line at all: take this line out' : undefined
  return finding('answer', path, `${quoted(answer)} is not an answer here (${statement.id})`, {
    hint: unanswered ?? (near ? `${near}? The${all.slice(3)}` : all),
  })
}

function checkAmbition(given: SectionAnswers, path: Path, model: Model): Finding[] {
  const stages = model.stages.length
  if (given.ambition === undefined || given.ambition <= stages) return []
  return [
    finding(
      'ambition',
      [...path, 'ambition'],
      `an ambition of ${given.ambition} is above the number of stages`,
      { hint: `write a whole number from 0 to ${stages}` },
    ),
  ]
}

/** not-applicable and a deliberate stance are decisions: they need a rationale in the same section. */
function checkRationale(section: Section, given: SectionAnswers, path: Path): Finding[] {
  const rationale = given.notes?.rationale
  if (typeof rationale === 'string' && rationale.trim() !== '') return []
  const hint = 'add notes: {rationale: ...} to this section, in your own words'
  const notApplicable = section.statements.filter((statement) => given[statement.key] === 'not-applicable')
  if (notApplicable.length === 0 && given.stance === undefined) return []
  const findings = notApplicable.map((statement) =>
    finding('rationale', [...path, statement.key], `not-applicable needs a rationale (${statement.id})`, {
      hint,
    }),
  )
  if (given.stance !== undefined)
    findings.push(
      finding(
        'rationale',
        [...path, 'stance'],
        `the stance ${quoted(given.stance)} needs a rationale (${section.id})`,
        { hint },
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
          { hint: 'both can be true; look once more whether they are', severity: 'warning' },
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
      { hint: 'a line of rationale or a link helps the workshop', severity: 'advice' },
    ),
  ]
}
