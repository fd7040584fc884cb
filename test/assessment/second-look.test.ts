import { describe, expect, it } from 'vitest'
import { type LookDates, type LookState, secondLookState } from '../../src/assessment/second-look.ts'

const second: LookDates = { pass: 2, closes: '2026-11-24' }

describe('a second look', () => {
  it.each<[string, LookDates, (number | undefined)[], string, LookState]>([
    [
      'is open until its last day ends',
      second,
      [2, undefined],
      '2026-11-24T23:59:59Z',
      { state: 'open', closes: '2026-11-24' },
    ],
    [
      'is over the day after',
      second,
      [undefined],
      '2026-11-25T00:00:00Z',
      { state: 'over', on: '2026-11-24' },
    ],
    ['has no end where none is set', { pass: 2 }, [undefined], '2030-01-01T00:00:00Z', { state: 'open' }],
    ['is over when everybody has looked', second, [2, 3], '2026-11-23T00:00:00Z', { state: 'over' }],
    ['goes on while anybody has not', { pass: 3 }, [3, 2], '2026-11-23T00:00:00Z', { state: 'open' }],
    ['is not over because nobody can look', { pass: 2 }, [], '2026-11-23T00:00:00Z', { state: 'open' }],
    [
      'is over once it was ended, whatever its date',
      { ...second, closed: '2026-11-23T12:00:00Z' },
      [undefined],
      '2026-11-23T12:00:00Z',
      { state: 'over', on: '2026-11-23' },
    ],
  ])('%s', (_, look, passes, now, state) =>
    expect(secondLookState(look, { passes, now: new Date(now) })).toEqual(state),
  )

  it('has its days in the time zone of the assessment', () => {
    const at = (timezone: string) =>
      secondLookState(second, { passes: [undefined], now: new Date('2026-11-24T23:30:00Z'), timezone }).state
    expect([at('Europe/London'), at('Europe/Athens')]).toEqual(['open', 'over'])
  })
})
