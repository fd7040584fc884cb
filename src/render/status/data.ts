import { closesInTime, daysToPrepare } from '../../status/dates.ts'
import type { PersonStatus, RoundStatus } from '../../status/status.ts'
import { renderCsv } from '../csv.ts'
import { renderJson } from '../json.ts'
import { markdownTable, markdownText } from '../markdown.ts'
import {
  countsOf,
  fewOf,
  headOf,
  lookedOf,
  missingRoles,
  preparationOf,
  standingOf,
  stateWords,
  strangersOf,
  unconfirmedOf,
  undatedOf,
  waitingOf,
} from './words.ts'

/** `tiex-status/1`; what is not there is null. Days are those of the assessment's time zone, times UTC. */
export function statusJson(status: RoundStatus): string {
  const { dates, merged, signed } = status
  const data = {
    format: 'tiex-status/1',
    round: status.round,
    standing: status.standing,
    next: status.next,
    today: dates.today,
    opens: dates.opens ?? null,
    closes: dates.closes ?? null,
    closed: dates.state.state === 'closed' ? dates.state.on : null,
    daysLeft: dates.daysLeft ?? null,
    workshops: dates.workshops,
    preparation: preparationData(status),
    asked: status.asked,
    submitted: status.submitted,
    begun: status.begun,
    people: status.people.map(personData),
    strangers: status.strangers,
    notRepresented: status.notRepresented,
    minimumGroup: status.minimumGroup,
    tooFewToHide: status.few !== undefined,
    secondLook: status.secondLook ?? null,
    merged: merged ?? null,
    signed: signed ?? null,
    plan: status.plan ?? null,
    published: status.publishing?.on ?? null,
  }
  return renderJson(data)
}

function preparationData({ dates }: RoundStatus) {
  const { preparation } = dates
  if (preparation === undefined) return null
  return {
    workingDays: preparation.workingDays ?? null,
    needed: daysToPrepare,
    enough: closesInTime(dates) ?? null,
    latest: preparation.latest,
  }
}

function personData({ id, name, role, asked, state, answered, of, ...times }: PersonStatus) {
  return {
    person: id,
    ...{ name, role, asked, state, of },
    answered: answered ?? null,
    started: times.started ?? null,
    submitted: times.submitted ?? null,
    changed: times.changed ?? null,
    lookedAgain: times.again?.looked ?? null,
    ...(times.unconfirmed === undefined ? {} : { unconfirmed: times.unconfirmed }),
  }
}

/** Tidy: a row a person. */
export function statusCsv({ round, people }: RoundStatus): string {
  const columns = [
    ...['round', 'person', 'name', 'role', 'asked', 'state', 'answered', 'of'],
    ...['started', 'submitted', 'changed'],
  ]
  const rows = people.map((one) => [
    ...[round, one.id, one.name, one.role, one.asked ? 'yes' : 'no', one.state, one.answered, one.of],
    ...[one.started, one.submitted, one.changed],
  ])
  return renderCsv(columns, rows)
}

export function statusMarkdown(status: RoundStatus, timezone: string | undefined): string {
  const rows = status.people.map((person) => [
    person.name,
    person.role,
    `${person.answered ?? '–'} of ${person.of}`,
    stateWords(person, status.dates.today, timezone),
  ])
  const told = [
    countsOf,
    lookedOf,
    unconfirmedOf,
    missingRoles,
    fewOf,
    strangersOf,
    standingOf,
    waitingOf,
    undatedOf,
  ]
  const preparation = preparationOf(status)
  return [
    `# ${markdownText(headOf(status))}\n`,
    ...(preparation === undefined ? [] : [`${markdownText(preparation)}\n`]),
    ...(rows.length === 0 ? [] : [markdownTable(['Name', 'Role', 'Answered', ''], rows)]),
    ...told.flatMap((tell) => {
      const text = tell(status)
      return text === undefined ? [] : [`${markdownText(text)}\n`]
    }),
  ].join('\n')
}
