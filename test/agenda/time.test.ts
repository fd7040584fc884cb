import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeBreaks } from '../../src/agenda/breaks.ts'
import {
  breakLength,
  leastMinutes,
  longestSpell,
  type Timetable,
  timetable,
  type Wish,
} from '../../src/agenda/time.ts'

type Name = string
const wish = (of: Name, minimum: number, most: number, more: Partial<Wish<Name>> = {}): Wish<Name> => ({
  ...{ of, minimum, most, turn: 1, weight: 1 },
  ...more,
})
const said = ({ parts }: Timetable<Name>) => parts.map(({ of, minutes }) => `${of} ${minutes}`)

describe('time', () => {
  it('goes to the minimum of everything first, then by weight', () => {
    const table = timetable(
      [
        wish('welcome', 5, 5, { turn: 0 }),
        wish('a', 3, 15, { weight: 10 }),
        wish('b', 3, 15, { weight: 30 }),
      ],
      25,
    )
    expect(said(table)).toEqual(['welcome 5', 'a 6', 'b 14'])
  })

  it('goes to an earlier turn before a later one, and last to what always has its place', () => {
    const table = timetable(
      [wish('welcome', 5, 10, { turn: 0 }), wish('later', 1, 4, { turn: 2 }), wish('first', 3, 15)],
      26,
    )
    expect(said(table)).toEqual(['welcome 7', 'later 4', 'first 15'])
  })

  it('that nobody wants stands at the end', () => {
    expect(said(timetable([wish('a', 3, 5)], 20))).toEqual(['a 5', 'spare 15'])
  })

  it('leaves out the lightest where not everything fits', () => {
    const wishes = [1, 5, 3].map((weight) => wish(`of ${weight}`, 8, 15, { weight }))
    const table = timetable(wishes, 20)
    expect(said(table)).toEqual(['of 5 11', 'of 3 9'])
    expect(table.out).toEqual(['of 1'])
  })
})

describe('what gets enough first', () => {
  it('takes it from what is left over, never from a minimum', () => {
    const wishes = [
      wish('a', 5, 15, { weight: 90 }),
      wish('steps', 3, 20, { turn: 0, weight: 1, enough: 10 }),
    ]
    expect(said(timetable(wishes, 8))).toEqual(['a 5', 'steps 3'])
    expect(said(timetable(wishes, 12))).toEqual(['a 5', 'steps 7'])
    expect(said(timetable(wishes, 18))).toEqual(['a 8', 'steps 10'])
  })
})

describe('breaks', () => {
  it('stand only where the rest needs them, so that more time never leaves out more', () => {
    const wishes = Array.from({ length: 18 }, (_, index) => wish(`w${index}`, 5, 15))
    for (const minutes of [90, 91, 95, 99, 100, 179, 180, 185])
      expect(timetable(wishes, minutes).out, `in ${minutes}`).toEqual([])
    expect(said(timetable(wishes, 95)).at(-1)).toBe('spare 5')
    expect(said(timetable(wishes, 100))).toContain('break 10')
  })

  const of = (minutes: readonly number[]) => minutes.map((one) => ({ minutes: one, continues: false }))

  it('make the spells as even as can be', () => {
    expect(placeBreaks(of([30, 30, 30, 30]), { breaks: 1, longest: 90 })).toEqual([2])
    expect(placeBreaks(of([50, 50]), { breaks: 0, longest: 90 })).toBeUndefined()
  })

  it('rather stand between what belongs together than within', () => {
    const within = [10, 10, 10, 10].map((minutes, index) => ({ minutes, continues: index === 2 }))
    expect(placeBreaks(within, { breaks: 1, longest: 90 })).not.toEqual([2])
    const long = [40, 40, 40].map((minutes, index) => ({ minutes, continues: index > 0 }))
    expect(placeBreaks(long, { breaks: 1, longest: 90 })).toHaveLength(1)
  })
})

describe('a timetable', () => {
  const fixed = fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 10 })), {
    minLength: 1,
    maxLength: 4,
  })
  const free = fc.array(
    fc.record({
      minimum: fc.integer({ min: 1, max: 5 }),
      more: fc.integer({ min: 0, max: 10 }),
      turn: fc.constantFrom(1, 2),
      weight: fc.integer({ min: 1, max: 300 }),
      group: fc.constantFrom('p', 'q', 'r'),
    }),
    { maxLength: 60 },
  )
  const wishes = fc
    .tuple(fixed, free)
    .map(([some, others]) => [
      ...some.map(([minimum, more], index) => wish(`f${index}`, minimum, minimum + more, { turn: 0 })),
      ...others.map(({ minimum, more, ...rest }, index) => wish(`w${index}`, minimum, minimum + more, rest)),
    ])
  const minutes = fc.integer({ min: 60, max: 480 })

  it('lasts exactly as long as it was asked, without a gap', () => {
    fc.assert(
      fc.property(wishes, minutes, (some, all) => {
        let at = 0
        for (const part of timetable(some, all).parts) {
          expect(part.from).toBe(at)
          expect(Number.isInteger(part.minutes) && part.minutes > 0).toBe(true)
          at += part.minutes
        }
        expect(at).toBe(all)
      }),
    )
  })

  it('gives everything that is in it its minimum and never more than its most, in the order it came', () => {
    fc.assert(
      fc.property(wishes, minutes, (some, all) => {
        const table = timetable(some, all)
        const given = table.parts.filter(({ of }) => of !== 'break' && of !== 'spare')
        expect(given.map(({ of }) => of)).toEqual(
          some.map(({ of }) => of).filter((name) => !table.out.includes(name)),
        )
        for (const { of, minutes: some_ } of given) {
          const { minimum, most } = some.find((one) => one.of === of)!
          expect(some_).toBeGreaterThanOrEqual(minimum)
          expect(some_).toBeLessThanOrEqual(most)
        }
      }),
    )
  })

  it('never gives what weighs more less time, where both want as much, nor leaves it out for a lighter one', () => {
    fc.assert(
      fc.property(wishes, minutes, (some, all) => {
        const { parts } = timetable(some, all)
        const time = (name: string) => parts.find(({ of }) => of === name)?.minutes ?? 0
        for (const light of some)
          for (const heavy of some)
            if (
              light.turn === heavy.turn &&
              light.turn > 0 &&
              light.minimum === heavy.minimum &&
              light.most === heavy.most &&
              heavy.weight > light.weight
            )
              expect(time(heavy.of)).toBeGreaterThanOrEqual(time(light.of))
      }),
    )
  })

  it('has a break at least every 90 minutes, and none at an end or beside another', () => {
    fc.assert(
      fc.property(wishes, minutes, (some, all) => {
        const { parts } = timetable(some, all)
        let spell = 0
        for (const { of, minutes: length } of parts.filter((part) => part.of !== 'spare')) {
          if (of === 'break') {
            expect(spell).toBeGreaterThan(0)
            expect([10, breakLength(all)]).toContain(length)
          }
          spell = of === 'break' ? 0 : spell + length
          expect(spell).toBeLessThanOrEqual(longestSpell)
        }
        expect(parts[0]?.of).not.toBe('break')
        expect(parts.filter(({ of }) => of !== 'spare').at(-1)?.of).not.toBe('break')
      }),
    )
  })

  it('never leaves out in more time what it holds in less', () => {
    fc.assert(
      fc.property(wishes, fc.integer({ min: 60, max: 479 }), (some, all) => {
        expect(timetable(some, all).out).toEqual(expect.arrayContaining([...timetable(some, all + 1).out]))
      }),
    )
    const many = Array.from({ length: 40 }, (_, index) => wish(`w${index}`, 5, 15))
    const held = [90, 91, 100, 179, 180, 185].map((all) => many.length - timetable(many, all).out.length)
    expect(held).toEqual([18, 18, 18, 33, 34, 35])
  })

  it('holds everything in the least minutes, and not in one less', () => {
    fc.assert(
      fc.property(wishes, (some) => {
        const least = leastMinutes(some)
        expect(timetable(some, least).out).toEqual([])
        const free = some.some(({ turn }) => turn > 0)
        if (free && least > 60) expect(timetable(some, least - 1).out).not.toEqual([])
      }),
    )
  })

  it('is the same for the same wishes', () => {
    fc.assert(
      fc.property(wishes, minutes, (some, all) => {
        expect(timetable(some, all)).toEqual(timetable([...some], all))
      }),
      { numRuns: 30 },
    )
  })
})
