import { withoutCommands } from '../../harmless.ts'
import { isOpen } from '../../plan/action.ts'
import type { ActionView, PlanView } from '../../plan/view.ts'
import { oneLine } from '../text.ts'
import { statusWords } from './words.ts'

/**
 * The due days of what is open as all-day events (iCalendar, RFC 5545): CRLF, lines folded at 75 octets. An action keeps its UID from one
 * export to the next, so that a calendar moves the event and makes no second one. `now` stands in DTSTAMP, in UTC.
 */
export function planCalendar(view: PlanView, actions: readonly ActionView[], now: Date): string {
  const stamp = `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//tiex//tiex//EN',
    'CALSCALE:GREGORIAN',
    ...actions.filter(({ action }) => isOpen(action)).flatMap((one) => eventOf(one, view, stamp)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventOf({ action, owner }: ActionView, { organisation, round }: PlanView, stamp: string): string[] {
  if (action.due === undefined) return []
  const told = [
    `${statusWords(action.status)}; ${owner === undefined ? 'no owner' : `owner: ${oneLine(owner)}`}`,
    ...(action.measure === undefined ? [] : [`Measure: ${oneLine(action.measure)}`]),
  ]
  return [
    'BEGIN:VEVENT',
    `UID:${organisation.id}.${round}.${action.id}@tiex`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(action.due)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(action.due))}`,
    `SUMMARY:${escaped(`Due: ${oneLine(action.title)}`)}`,
    `DESCRIPTION:${told.map(escaped).join('\\n')}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** The end of an all-day event is the day it does not reach any more. */
function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}

function compact(day: string): string {
  return day.replaceAll('-', '')
}

/** TEXT of RFC 5545, 3.3.11. Treated before lines are folded, so that the last gate makes none of them longer. */
function escaped(text: string): string {
  return withoutCommands(text).replace(/[\\;,]/g, (character) => `\\${character}`)
}

/** Broken into lines of at most 75 octets of UTF-8, never within a character, the others behind a blank (RFC 5545, 3.1). */
function folded(line: string): string {
  let octets = 0
  let text = ''
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0)!)
    if (octets + size > 75) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}

function octetsOf(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
