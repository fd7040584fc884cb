import { isDay } from '../day.ts'
import { hintFor, nearest, quoted } from '../did-you-mean.ts'
import { visible } from '../harmless.ts'
import { type Finding, finding, type Path } from '../problem.ts'
import type { Assessment, Round } from './assessment.ts'
import { checkRecipients } from './keys.ts'
import { peopleWhoMay } from './rights.ts'
import { adjustableRules } from './rules.ts'

/** What the schema of tiex.yaml cannot say: dates in order, the round among the rounds, nobody twice, somebody in charge. */
export function checkAssessment(assessment: Assessment): Finding[] {
  return [
    ...checkRounds(assessment),
    ...checkPeople(assessment),
    ...checkRecipients(assessment),
    ...checkSettings(assessment),
  ]
}

function checkRounds({ round, rounds }: Assessment): Finding[] {
  const ids = Object.keys(rounds)
  const current = ids.includes(round)
    ? []
    : [
        finding('round', ['round'], `"${round}" is not among the rounds`, {
          hint: hintFor(round, ids, 'rounds'),
        }),
      ]
  return [...current, ...Object.entries(rounds).flatMap(([id, dates]) => checkDates(dates, ['rounds', id]))]
}

/** The days of a round: each is a day of the calendar, and it opens before it closes. `path` leads to the round. */
export function checkDates(round: Round, path: Path): Finding[] {
  const days: [Path, string][] = []
  for (const key of ['opens', 'closes', 'workshop'] as const)
    if (round[key] !== undefined) days.push([[...path, key], round[key]])
  round.workshops?.forEach((day, index) => {
    days.push([[...path, 'workshops', index], day])
  })
  const findings = days.flatMap(([place, day]) =>
    isDay(day)
      ? []
      : [finding('date', place, `there is no ${day}`, { hint: 'write a day such as 2026-11-20' })],
  )
  if (round.opens !== undefined && round.closes !== undefined && round.closes < round.opens) {
    findings.push(
      finding(
        'date',
        [...path, 'closes'],
        `the round closes on ${round.closes}, before it opens on ${round.opens}`,
        { hint: 'exchange the dates of opens and closes, or mend the wrong one' },
      ),
    )
  }
  return findings
}

function checkPeople({ people }: Assessment): Finding[] {
  const findings: Finding[] = []
  const unique = ['id', 'email', 'signing-key', 'recipient'] as const
  for (const key of unique) {
    const first = new Map<string, { index: number; id: string }>()
    people.forEach((person, index) => {
      const value = person[key]?.toLowerCase()
      if (value === undefined) return
      const before = first.get(value)
      if (before === undefined) first.set(value, { index, id: person.id })
      else
        findings.push(
          finding('people', ['people', index, key], sharedMessage(key, person.id, before.id), {
            hint: 'each belongs to one person, or nobody could tell who did what',
          }),
        )
    })
  }
  people.forEach(({ id, email }, index) => {
    if (visible(email) === email) return
    const message = `the email of ${id} has a character that cannot be seen: ${quoted(visible(email))}`
    findings.push(finding('people', ['people', index, 'email'], message, { hint: 'type it again' }))
  })
  for (const right of ['facilitate', 'administer'] as const) {
    if (!people.some((person) => person.may.includes(right)))
      findings.push(
        finding('people', ['people'], `nobody may ${right}`, {
          hint: `give one person may: [..., ${right}]`,
        }),
      )
  }
  return findings
}

function sharedMessage(key: string, id: string, before: string): string {
  if (key === 'id') return `two people have the id "${id}"`
  return `${id} and ${before} have the same ${key}`
}

function checkSettings(assessment: Assessment): Finding[] {
  const findings: Finding[] = []
  const { timezone } = assessment
  if (timezone !== undefined && !isTimeZone(timezone))
    findings.push(
      finding('timezone', ['timezone'], `"${timezone}" is not a time zone`, {
        hint: 'write one such as Europe/London',
      }),
    )
  const rules = Object.keys(adjustableRules)
  for (const rule of Object.keys(assessment.check ?? {})) {
    if (!rules.includes(rule))
      findings.push(
        finding('check', ['check', rule], `"${rule}" is not a rule that can be set`, {
          hint: hintFor(rule, rules, 'rules'),
          at: 'key',
        }),
      )
  }
  assessment['bank-holidays']?.forEach((day, index) => {
    if (!isDay(day))
      findings.push(
        finding('date', ['bank-holidays', index], `there is no ${day}`, {
          hint: 'write a day such as 2026-12-25',
        }),
      )
  })
  return findings
}

/**
 * Roles under `sign-off` that nobody who may sign has, so that they can never be signed: warnings. Where a record is enough nobody has
 * to be there who could sign, and only a role that looks mistyped is told.
 */
export function checkSignOff(assessment: Pick<Assessment, 'sign-off' | 'people'>): Finding[] {
  const given = assessment['sign-off'] ?? []
  const roles = [...new Set(peopleWhoMay('sign', assessment).map(({ role }) => role))]
  const suspect = Object.entries(given).flatMap(([key, value]): (readonly [string, string | number])[] => {
    if (Array.isArray(given)) return [[value, Number(key)]]
    return value === 'signed' || nearest(key, roles) !== undefined ? [[key, key]] : []
  })
  return suspect
    .filter(([role]) => !roles.includes(role))
    .map(([role, step]) =>
      finding('sign-off', ['sign-off', step], `nobody who may sign has the role ${quoted(role)}`, {
        severity: 'warning',
        at: typeof step === 'string' ? 'key' : 'value',
        hint: hintFor(role, roles, 'roles of those who may sign'),
      }),
    )
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
