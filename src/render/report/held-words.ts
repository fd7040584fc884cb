import type { LookReport } from '../../report/held.ts'
import type { Report } from '../../report/report.ts'
import { dayWords } from '../plan/words.ts'
import { counted, readable } from '../text.ts'

/** When people answered and met, each with its name; only what is known. */
export function dateFacts({ dates, secondLook }: Report): readonly (readonly [string, string])[] {
  const { opens, closes, workshops } = dates
  const answers = span(opens, closes)
  const [one, ...more] = workshops.map(dayWords)
  return [
    ...(answers === '' ? [] : [['Questionnaire', answers] as const]),
    ...(secondLook === undefined
      ? []
      : [['Second look', span(secondLook.opened, secondLook.closes)] as const]),
    ...(one === undefined
      ? []
      : [[more.length === 0 ? 'Workshop' : 'Workshops', [one, ...more].join('; ')] as const]),
  ]
}

/** `1 October 2026 to 20 November 2026`, `from 1 October 2026`, `until 20 November 2026`; empty without either. */
function span(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return to === undefined ? '' : `until ${dayWords(to)}`
  return to === undefined ? `from ${dayWords(from)}` : `${dayWords(from)} to ${dayWords(to)}`
}

/** How many were asked and answered, in which roles, and whether they looked a second time; never who. */
export function peopleSentences({ people, secondLook }: Report): readonly string[] {
  const { asked, answered, leftOut, roles } = people
  const answers =
    asked === undefined || answered > asked
      ? `${counted(answered, 'person', 'people')} answered.`
      : `${counted(asked, 'person', 'people')} ${asked === 1 ? 'was' : 'were'} asked, ${answered} answered.`
  return [
    answers,
    ...(leftOut === 0
      ? []
      : [`${counted(leftOut, 'response')} ${leftOut === 1 ? 'was' : 'were'} left out on request.`]),
    ...(roles.length === 0 ? [] : [`Roles that were asked: ${roles.join('; ')}.`]),
    ...(secondLook === undefined ? [] : lookSentences(secondLook)),
  ]
}

function lookSentences({ pass, opened, closes, isOver, statements, moved }: LookReport): readonly string[] {
  const what = pass === 2 ? 'A second look' : `Another look (pass ${pass})`
  const about = counted(statements, 'statement')
  const held = isOver
    ? `${what} was taken at ${about}, from ${span(opened, closes)}: people saw how all had answered, and could change their answers.`
    : `${what} at ${about} was opened on ${dayWords(opened)}${closes === undefined ? '' : `, until ${dayWords(closes)}`}: people see how all have answered, and can change their answers.`
  if (moved === undefined) return [held]
  const changes = moved.changes.map(
    ({ from, to, count }) => `${count} from ${readable(from)} to ${readable(to)}`,
  )
  const labels =
    moved.relabelled === 0
      ? 'None of them is labelled otherwise than before'
      : `${moved.relabelled} of them ${moved.relabelled === 1 ? 'is' : 'are'} labelled otherwise than before (${changes.join(', ')})`
  const wide =
    moved.wide === 0
      ? 'people are far apart on none of them any more'
      : `people are still far apart on ${moved.wide}`
  return [held, `${labels}; ${wide}.`]
}
