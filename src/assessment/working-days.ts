/** Days are `YYYY-MM-DD`. Working days are all but Saturdays, Sundays and the holidays given, which may stand in any order, twice, and on weekends. */
export type Holidays = readonly string[]

const dayLength = 86_400_000

/** Calendar days from one day to another; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return numberOf(to) - numberOf(from)
}

export function isWorkingDay(day: string, holidays: Holidays = []): boolean {
  return !isWeekend(numberOf(day)) && !holidays.includes(day)
}

/** The working day that lies `count` working days before a day, which need not be one itself: five before a Friday is the Friday before. */
export function workingDayBefore(day: string, count: number, holidays: Holidays = []): string {
  let at = day
  for (let left = count; left > 0; ) {
    at = dayOf(numberOf(at) - 1)
    if (isWorkingDay(at, holidays)) left -= 1
  }
  return at
}

/** Working days from one day, that day included, up to another, which is not: 5 from a Friday to the next. 0 where the other is not later. */
export function workingDaysBetween(from: string, to: string, holidays: Holidays = []): number {
  const [first, end] = [numberOf(from), numberOf(to)]
  if (end <= first) return 0
  const missed = new Set(holidays.filter((day) => day >= from && day < to && isWorkingDay(day)))
  return weekdaysBefore(end) - weekdaysBefore(first) - missed.size
}

/** Weekdays from Monday 5 January 1970 up to a day, without it. */
function weekdaysBefore(day: number): number {
  const sinceMonday = day - firstMonday
  const weeks = Math.floor(sinceMonday / 7)
  return weeks * 5 + Math.min(5, sinceMonday - weeks * 7)
}

const firstMonday = 4

function isWeekend(day: number): boolean {
  const weekday = (((day - firstMonday) % 7) + 7) % 7
  return weekday >= 5
}

/** Days since 1 January 1970. */
function numberOf(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayLength)
}

function dayOf(number: number): string {
  return new Date(number * dayLength).toISOString().slice(0, 10)
}
