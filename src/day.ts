/** Whether `YYYY-MM-DD` is a day of the calendar: 30 February is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  return day >= 1 && day <= (month === 2 && isLeap(year) ? 29 : (days[month - 1] ?? 0))
}

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

/** The words of a day, `YYYY-MM-DD`: `Friday`, `20`, `November`, `2026`. Not by Intl, whose first format takes as long as half a start of Node. */
export function dayParts(day: string): {
  readonly weekday: string
  readonly date: number
  readonly month: string
  readonly year: number
} {
  const noon = new Date(`${day}T12:00:00Z`)
  return {
    weekday: weekdays[noon.getUTCDay()]!,
    date: noon.getUTCDate(),
    month: months[noon.getUTCMonth()]!,
    year: noon.getUTCFullYear(),
  }
}
