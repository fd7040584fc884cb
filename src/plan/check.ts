import { addressProblem } from '../address.ts'
import type { Person } from '../assessment/assessment.ts'
import { isDay } from '../day.ts'
import { hintFor, nearest, quoted } from '../did-you-mean.ts'
import type { Model } from '../model/model.ts'
import { type Finding, finding, type Path } from '../problem.ts'
import type { Action, Plan } from './action.ts'

interface Around {
  readonly model: Model
  /** The round in whose folder the plan stands. */
  readonly round: string
  readonly people: readonly Person[]
}

/** Everything wrong with a plan that its schema let pass, in the order of the file. */
export function checkPlan(plan: Plan, { model, round, people }: Around): Finding[] {
  const findings: Finding[] = []
  if (plan.round !== round)
    findings.push(
      finding('round', ['round'], `the file is in the folder of ${round} but says ${quoted(plan.round)}`, {
        hint: 'a plan stands in the folder of its round',
      }),
    )
  const seen = new Set<string>()
  plan.actions.forEach((action, index) => {
    const path = ['actions', index]
    if (seen.has(action.id))
      findings.push(
        finding('action', [...path, 'id'], `two actions have the id ${quoted(action.id)}`, {
          hint: 'give one of them another id',
        }),
      )
    seen.add(action.id)
    findings.push(
      ...checkReason(action, path),
      ...checkIds(action, path, model),
      ...checkReading(action, path),
      ...checkPerson(action, path, people),
      ...checkDays(action, path),
      ...checkLevel(action, path, model),
    )
  })
  return findings
}

function checkReason({ id, status, reason }: Action, path: Path): Finding[] {
  if ((status !== 'deferred' && status !== 'wont-do') || (reason ?? '').trim() !== '') return []
  return [
    finding('reason', [...path, 'status'], `an action that is ${status} needs a reason (${id})`, {
      hint: 'add reason, in your own words',
    }),
  ]
}

function checkIds({ why = [], cells = [] }: Action, path: Path, model: Model): Finding[] {
  const unknown = (
    [key, what, all]: readonly [key: string, what: string, all: string],
    given: readonly string[],
    known: ReadonlyMap<string, unknown>,
  ) =>
    given.flatMap((id, index) =>
      known.has(id)
        ? []
        : [
            finding('unknown-id', [...path, key, index], `${quoted(id)} is not a ${what} of the model`, {
              hint: hintFor(id, [...known.keys()], all),
            }),
          ],
    )
  return [
    ...unknown(['why', 'statement', 'statements'], why, model.statementById),
    ...unknown(['cells', 'cell or success factor', 'cells'], cells, model.sectionById),
  ]
}

function checkReading({ reading = [] }: Action, path: Path): Finding[] {
  return reading.flatMap(({ url }, index) => {
    const problem = addressProblem(url)
    if (problem === undefined) return []
    return [
      finding('address', [...path, 'reading', index, 'url'], `the address ${problem}`, {
        hint: 'copy it from the browser',
      }),
    ]
  })
}

/** Owners may be anybody; what looks like an id and is nobody's is told. */
function checkPerson(action: Action, path: Path, people: readonly Person[]): Finding[] {
  const ids = people.map(({ id }) => id)
  return (['owner', 'sponsor'] as const).flatMap((key) => {
    const who = action[key]
    if (who === undefined || !/^[a-z0-9-]+$/.test(who) || ids.includes(who)) return []
    const near = nearest(who, ids)
    const message = `${key}: nobody in tiex.yaml is called ${quoted(who)}, so that it is taken as words`
    return [
      finding('unknown-owner', [...path, key], message, {
        severity: 'warning',
        hint: near === undefined ? inWords : `${near}? Otherwise ${inWords}`,
      }),
    ]
  })
}

const inWords = 'name somebody by their id in tiex.yaml, or in words that are no id, such as "Finance team"'

function checkDays(action: Action, path: Path): Finding[] {
  const { start, due, progress = [], approval } = action
  const days: (readonly [Path, string | undefined])[] = [
    [['start'], start],
    [['due'], due],
    ...progress.map(({ date }, index) => [['progress', index, 'date'], date] as const),
    [['approval', 'date'], approval?.date],
  ]
  const findings = days.flatMap(([place, day]) =>
    day === undefined || isDay(day)
      ? []
      : [
          finding('date', [...path, ...place], `there is no ${day}`, {
            hint: 'write a day such as 2027-03-31',
          }),
        ],
  )
  if (start !== undefined && due !== undefined && due < start)
    findings.push(
      finding('date', [...path, 'due'], `it is due on ${due}, before it starts on ${start}`, {
        hint: 'exchange start and due, or mend the wrong one',
      }),
    )
  return findings
}

function checkLevel(action: Action, path: Path, model: Model): Finding[] {
  const level = action['expected-level']
  const stages = model.stages.length
  if (level === undefined || level <= stages) return []
  return [
    finding('level', [...path, 'expected-level'], `a level of ${level} is above the number of stages`, {
      hint: `write a number from 0 to ${stages}`,
    }),
  ]
}
