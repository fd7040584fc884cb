import type { ModelPin } from '../assessment/assessment.ts'
import { isDay } from '../day.ts'
import { hintFor, listed, quoted } from '../did-you-mean.ts'
import { checkPin } from '../merge/check.ts'
import { answersTo, type Model, type Statement, unscored } from '../model/model.ts'
import { type Finding, finding } from '../problem.ts'
import type { LookedAt, SecondLook } from './second-look.ts'

/** Everything wrong with a second look that its schema let pass. `round` is the folder it stands in, `pin` what tiex.yaml pins. */
export function checkSecondLook(
  look: SecondLook,
  model: Model,
  place: { readonly round: string; readonly pin: ModelPin },
): Finding[] {
  const placed = look.round === place.round ? [] : [misplaced(look, place.round)]
  const pinned = checkPin(look.model, place.pin, 'second look')
  if (pinned.length > 0) return [...placed, ...pinned]
  return [...placed, ...checkDates(look), ...checkStatements(look, model), ...checkNotes(look, model)]
}

function misplaced({ round }: SecondLook, folder: string): Finding {
  return finding('round', ['round'], `the file is in the folder of ${folder} but says ${quoted(round)}`, {
    hint: 'a second look stands in the folder of its round',
  })
}

function checkDates({ opened, closes, closed }: SecondLook): Finding[] {
  const findings: Finding[] = []
  for (const [key, time] of [
    ['opened', opened],
    ['closed', closed],
  ] as const)
    if (time !== undefined && (Number.isNaN(Date.parse(time)) || !isDay(time.slice(0, 10))))
      findings.push(
        finding('time', [key], `there is no time ${quoted(time)}`, {
          hint: 'write a time such as 2026-11-23T10:20:00Z',
        }),
      )
  if (closes !== undefined && !isDay(closes))
    findings.push(
      finding('date', ['closes'], `there is no ${closes}`, { hint: 'write a day such as 2026-11-24' }),
    )
  else if (closes !== undefined && closes < opened.slice(0, 10))
    findings.push(
      finding('date', ['closes'], `it closes on ${closes}, before it was opened on ${opened.slice(0, 10)}`, {
        hint: 'write the last day on which people may look again',
      }),
    )
  return findings
}

function checkStatements({ statements }: SecondLook, model: Model): Finding[] {
  return Object.entries(statements).flatMap(([id, entry]) => {
    const statement = model.statementById.get(id)
    if (statement !== undefined) return checkStatement(statement, entry)
    return [
      finding('unknown-id', ['statements', id], `${quoted(id)} is not a statement of the model`, {
        hint: hintFor(id, [...model.statementById.keys()], 'statements'),
        at: 'key',
      }),
    ]
  })
}

function checkStatement(statement: Statement, { answers = {} }: LookedAt): Finding[] {
  const known = [...new Set([...answersTo(statement), ...unscored])]
  return Object.keys(answers)
    .filter((answer) => !known.includes(answer))
    .map((answer) =>
      finding(
        'answer',
        ['statements', statement.id, 'answers', answer],
        `${quoted(answer)} is not an answer here`,
        {
          hint: hintFor(answer, known, 'answers'),
          at: 'key',
        },
      ),
    )
}

function checkNotes({ notes = {} }: SecondLook, model: Model): Finding[] {
  const kinds = model.notes.map(({ id }) => id)
  return Object.entries(notes).flatMap(([id, own]): Finding[] => {
    if (!model.sectionById.has(id))
      return [
        finding('unknown-id', ['notes', id], `${quoted(id)} is not a cell or success factor of the model`, {
          hint: hintFor(id, [...model.sectionById.keys()], 'cells'),
          at: 'key',
        }),
      ]
    return Object.keys(own)
      .filter((kind) => !kinds.includes(kind))
      .map((kind) =>
        finding('unknown-id', ['notes', id, kind], `${quoted(kind)} is not a kind of note`, {
          hint: `the kinds of notes are ${listed(kinds)}`,
          at: 'key',
        }),
      )
  })
}
