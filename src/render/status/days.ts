import { daysBetween } from '../../assessment/working-days.ts'
import { dayParts } from '../../day.ts'

/** `Fri 20 Nov`, with the year where it is another than today's. */
export function shortDay(day: string, today: string): string {
  const { weekday, date, month, year } = dayParts(day)
  const other = day.slice(0, 4) !== today.slice(0, 4)
  return `${weekday.slice(0, 3)} ${date} ${month.slice(0, 3)}${other ? ` ${year}` : ''}`
}

/** `Friday 20 November 2026`, for a letter. */
export function fullDay(day: string): string {
  const { weekday, date, month, year } = dayParts(day)
  return `${weekday} ${date} ${month} ${year}`
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
