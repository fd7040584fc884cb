import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  daysBetween,
  isWorkingDay,
  workingDayBefore,
  workingDaysBetween,
} from '../../src/assessment/working-days.ts'

/** Christmas 2026: Friday is a holiday, and the Monday after it too, in lieu of the Saturday. */
const christmas = ['2026-12-28', '2026-12-25', '2026-12-26']

describe('a working day', () => {
  it.each<[string, boolean]>([
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-11-23', true],
    ['2026-12-25', false],
    ['2026-12-28', false],
    ['2026-12-29', true],
    ['1969-12-29', true],
    ['1969-12-28', false],
  ])('%s: %s', (day, expected) => expect(isWorkingDay(day, christmas)).toBe(expected))
})

describe('five working days before', () => {
  it.each<[string, string, string]>([
    ['a Friday is the Friday before', '2026-11-27', '2026-11-20'],
    ['a Wednesday is the Wednesday before', '2026-11-25', '2026-11-18'],
    ['a Sunday is a Monday', '2026-11-29', '2026-11-23'],
    ['a day after Christmas leaves the holidays out', '2026-12-31', '2026-12-22'],
  ])('%s', (_, day, expected) => expect(workingDayBefore(day, 5, christmas)).toBe(expected))
})

describe('working days between', () => {
  it.each<[string, string, string, number]>([
    ['two Fridays', '2026-11-20', '2026-11-27', 5],
    ['a Saturday and the Friday after', '2026-11-21', '2026-11-27', 4],
    ['a day and itself', '2026-11-20', '2026-11-20', 0],
    ['a day and an earlier one', '2026-11-27', '2026-11-20', 0],
    ['days around Christmas', '2026-12-22', '2026-12-31', 5],
    ['a Saturday and the Monday after', '2026-11-21', '2026-11-23', 0],
  ])('%s', (_, from, to, expected) => expect(workingDaysBetween(from, to, christmas)).toBe(expected))
})

const start = Date.parse('2026-01-01T00:00:00Z')
const day = fc
  .integer({ min: -20_000, max: 20_000 })
  .map((offset) => new Date(start + offset * 86_400_000).toISOString().slice(0, 10))
const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(`${from}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10),
  )

describe('whatever the days', () => {
  const some = fc.record({
    from: day,
    length: fc.integer({ min: 0, max: 60 }),
    off: fc.array(fc.integer({ min: -3, max: 63 }), { maxLength: 12 }),
  })

  it('they are counted as one would count them one by one', () => {
    fc.assert(
      fc.property(some, ({ from, length, off }) => {
        const all = days(from, 64)
        const holidays = off.flatMap((index) => all[index] ?? [])
        const counted = all.slice(0, length).filter((one) => isWorkingDay(one, holidays)).length
        expect(workingDaysBetween(from, all[length]!, holidays)).toBe(counted)
        expect(daysBetween(from, all[length]!)).toBe(length)
      }),
    )
  })

  it('so many of them lie between a day and the one so many before it, which is a working day', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 20 }), ({ from, off }, count) => {
        const all = days(from, 64)
        const holidays = off.flatMap((index) => all[index] ?? [])
        const before = workingDayBefore(all[63]!, count, holidays)
        expect(isWorkingDay(before, holidays)).toBe(true)
        expect(workingDaysBetween(before, all[63]!, holidays)).toBe(count)
      }),
    )
  })
})
