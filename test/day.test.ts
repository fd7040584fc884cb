import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayParts, isDay } from '../src/day.ts'

const digits = (most: number) => fc.nat(most).map((number) => String(number).padStart(2, '0'))
const likeADay = fc
  .tuple(fc.integer({ min: 1000, max: 9999 }), digits(14), digits(33))
  .map((parts) => parts.join('-'))

describe('a day', () => {
  it.each([
    ['2026-11-20', true],
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2026-04-31', false],
    ['2026-00-10', false],
    ['2026-10-00', false],
    ['2026-1-1', false],
    ['2026-11-20\n', false],
    ['today', false],
    ['', false],
  ])('%j: %s', (text, is) => expect(isDay(text)).toBe(is))

  it('is one where the calendar of Date has it', () => {
    fc.assert(
      fc.property(likeADay, (text) => {
        const time = Date.parse(`${text}T00:00:00Z`)
        const isOne = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
        expect(isDay(text)).toBe(isOne)
      }),
    )
  })

  it('has the words that Intl has for it', () => {
    const words = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'full' })
    fc.assert(
      fc.property(likeADay.filter(isDay), (day) => {
        const { weekday, date, month, year } = dayParts(day)
        expect(`${weekday} ${date} ${month} ${year}`).toBe(
          words.format(new Date(`${day}T12:00:00Z`)).replaceAll(',', ''),
        )
      }),
    )
  })
})
