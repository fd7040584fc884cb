import { describe, expect, it } from 'vitest'
import { type Dated, isLate } from '../../src/second-look/late.ts'

const look = { pass: 2, closes: '2026-11-24' }

describe('a second look that came in after the end', () => {
  it.each<[string, Dated, Parameters<typeof isLate>[1], boolean]>([
    ['is late the day after', { submitted: '2026-11-25T00:00:00Z', pass: 2 }, look, true],
    ['is not on the last day', { submitted: '2026-11-24T23:59:59Z', pass: 2 }, look, false],
    [
      'is late once a facilitator ended it',
      { submitted: '2026-11-23T10:00:01Z', pass: 2 },
      { ...look, closed: '2026-11-23T10:00:00Z' },
      true,
    ],
    [
      'is not at that very moment',
      { submitted: '2026-11-23T10:00:00Z', pass: 2 },
      { ...look, closed: '2026-11-23T10:00:00Z' },
      false,
    ],
    ['is none of who never looked', { submitted: '2026-11-26T00:00:00Z' }, look, false],
    ['nor of a draft', { pass: 2 }, look, false],
    [
      'has no end to miss where none was set',
      { submitted: '2027-01-01T00:00:00Z', pass: 2 },
      { pass: 2 },
      false,
    ],
  ])('%s', (_, response, dates, late) => expect(isLate(response, dates)).toBe(late))

  it('counts days in the time zone', () =>
    expect(isLate({ submitted: '2026-11-24T23:30:00Z', pass: 2 }, look, 'Europe/Berlin')).toBe(true))
})
