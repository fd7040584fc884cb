import { daysBetween } from '../../assessment/working-days.ts'

/** `Fri 20 Nov`, with the year where it is another than today's. */
export function shortDay(day: string, today: string): string {
  const other = day.slice(0, 4) !== today.slice(0, 4)
  return inWords(day, {
    ...{ weekday: 'short', day: 'numeric', month: 'short' },
    ...(other ? { year: 'numeric' } : {}),
  })
}

/** `Friday 20 November 2026`, for a letter. */
export function fullDay(day: string): string {
  return inWords(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** `3 Nov`, with the year where it is another than today's. */
export function dateOf(day: string, today: string): string {
  return shortDay(day, today).replace(/^\S+ /, '')
}

/** How long ago a day was: `today`, `3 days ago`, `last week`, and the date from four weeks on. */
export function sinceWhen(day: string, today: string): string {
  const days = daysBetween(day, today)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  if (days < 7) return `${days} days ago`
  if (days < 14) return 'last week'
  return days < 28 ? `${Math.floor(days / 7)} weeks ago` : dateOf(day, today)
}

function inWords(day: string, form: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...form })
  // British English writes Sept, and a comma behind the weekday; in both, versions of Node differ.
  return format
    .format(new Date(`${day}T12:00:00Z`))
    .replaceAll(',', '')
    .replace(/\bSept\b/, 'Sep')
}
