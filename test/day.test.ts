import { describe, expect, it } from 'vitest'
import { isDay } from '../src/day.ts'

describe('a day', () => {
  it.each([
    ['2026-11-20', true],
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2026-04-31', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['today', false],
    ['', false],
  ])('%s: %s', (text, is) => expect(isDay(text)).toBe(is))
})
