import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn, dayInWords, roundState } from '../../src/assessment/rounds.ts'

const autumn = { opens: '2026-10-01', closes: '2026-11-20' }
const at = (time: string) => new Date(time)

describe('a round', () => {
  it.each([
    [
      'the last moment before it opens',
      '2026-09-30T22:59:59Z',
      { state: 'not-open-yet', opens: '2026-10-01' },
    ],
    [
      'the first moment of its first day, in summer time',
      '2026-09-30T23:00:00Z',
      { state: 'open', closes: '2026-11-20' },
    ],
    ['the last moment of its last day', '2026-11-20T23:59:59Z', { state: 'open', closes: '2026-11-20' }],
    ['the first moment after it', '2026-11-21T00:00:00Z', { state: 'closed', on: '2026-11-20' }],
  ])('at %s', (_, now, state) => {
    expect(roundState(autumn, at(now), 'Europe/London')).toEqual(state)
  })

  it('goes by the days of the given time zone', () => {
    const now = at('2026-11-20T12:00:00Z')
    expect(roundState(autumn, now, 'Pacific/Kiritimati').state).toBe('closed')
    expect(roundState(autumn, now, 'Pacific/Honolulu').state).toBe('open')
  })

  it('is open on the days from the first to the last as its zone has them, at any moment', () => {
    const zones = ['Europe/London', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Kathmandu', 'America/St_Johns']
    const moments = fc.date({
      min: at('2000-01-01T00:00:00Z'),
      max: at('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), fc.integer({ min: -3, max: 3 }), (now, zone, days) => {
        const day = new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
        const today = dayIn(now, zone)
        expect(roundState({ opens: day }, now, zone).state).toBe(today < day ? 'not-open-yet' : 'open')
        expect(roundState({ closes: day }, now, zone).state).toBe(today > day ? 'closed' : 'open')
      }),
    )
  })

  it('without dates is open', () => {
    expect(roundState({}, at('2026-11-20T12:00:00Z'))).toEqual({ state: 'open' })
  })

  it('that was closed before its date is closed', () => {
    const closed = { ...autumn, closed: '2026-11-10T23:30:00Z' }
    expect(roundState(closed, at('2026-11-11T09:00:00Z'))).toEqual({ state: 'closed', on: '2026-11-10' })
  })
})

describe('a day', () => {
  it.each([
    ['2026-06-30T23:30:00Z', 'Europe/London', '2026-07-01'],
    ['2026-12-31T23:30:00Z', 'Europe/London', '2026-12-31'],
    ['2028-02-29T12:00:00Z', 'UTC', '2028-02-29'],
  ])('of %s in %s is %s', (moment, timezone, day) => {
    expect(dayIn(at(moment), timezone)).toBe(day)
  })

  it('is in London what Intl says it is, at any moment', () => {
    const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })
    const moments = fc.date({
      min: at('1900-01-01T00:00:00Z'),
      max: at('2199-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(moments, (moment) => {
        expect(dayIn(moment, 'Europe/London')).toBe(days.format(moment))
      }),
      { numRuns: 1000 },
    )
  })

  it('is written in words for people', () => {
    expect(dayInWords('2026-11-20')).toBe('Fri 20 November 2026')
  })
})
