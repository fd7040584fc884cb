import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longest, shortest } from '../../src/agenda/agenda.ts'
import { type FirstAgenda, fewest, firstAgenda, mostForOne, weightOf } from '../../src/agenda/first.ts'
import type { Consensus, StatementConsensus } from '../../src/merge/consensus.ts'
import { cases } from '../fuzz/cases.ts'
import { smallModel } from '../small-model.ts'
import { merged } from '../workshop/small-consensus.ts'

const look = 'roads/inside/look'
const every = (entry: Partial<StatementConsensus>) =>
  Object.fromEntries(smallModel.statements.map(({ id }) => [id, entry]))
const agreed = { agreed: 'mostly', 'agreed-at': '2026-11-20T09:00:00Z' }
const kinds = (consensus: Consensus, minutes = 210) =>
  firstAgenda(smallModel, consensus, minutes).parts.map(({ of }) => (typeof of === 'string' ? of : of.kind))

describe('the agenda of the first workshop', () => {
  it('welcomes, looks, agrees on what is shared, goes through the sections, sets priorities and closes', () => {
    const consensus = merged({
      [look]: { label: 'split', divergence: 80 },
      'roads/inside/choose': { label: 'shared' },
    })
    expect(kinds(consensus, 60)).toEqual([
      ...['welcome', 'overview', 'shared', 'statement'],
      ...Array.from({ length: 5 }, () => 'confirm'),
      ...['priorities', 'close'],
    ])
  })

  it('takes no time for what is agreed', () => {
    const cells = Object.fromEntries(
      smallModel.sections.map(({ id }) => [id, { priority: 'high' as const, ambition: 3 }]),
    )
    expect(kinds(merged(every({ ...agreed, label: 'split' }), cells))).toEqual([
      ...['welcome', 'overview', 'close', 'spare'],
    ])
  })

  it('gives more to what divides more, and to what has a higher priority', () => {
    const consensus = merged(
      {
        'roads/inside/look': { label: 'discuss', divergence: 50 },
        'roads/outside/look': { label: 'discuss', divergence: 70 },
        'parks/inside/look': { label: 'discuss', divergence: 50 },
      },
      { 'parks/inside': { priority: 'high' } },
    )
    const { parts } = firstAgenda(smallModel, consensus, 72)
    const minutes = (id: string) =>
      parts.find(
        ({ of }) => typeof of === 'object' && of.kind === 'statement' && of.item.statement.id === id,
      )!.minutes
    expect(minutes('roads/outside/look')).toBeGreaterThan(minutes('roads/inside/look'))
    expect(minutes('parks/inside/look')).toBeGreaterThan(minutes('roads/inside/look'))
  })

  it('names what nobody or one person could say, and plans no time for it', () => {
    const { tooFew, parts } = firstAgenda(smallModel, merged({ [look]: { label: 'too-few' } }), 210)
    expect(tooFew.map(({ statement }) => statement.id)).toEqual([look])
    const blocks = parts.flatMap(({ of }) =>
      typeof of === 'object' && of.kind === 'confirm' ? of.items : [],
    )
    expect(blocks.map(({ statement }) => statement.id)).not.toContain(look)
    expect(blocks).toHaveLength(22)
  })

  it('says what does not fit, the lightest first, and in how many minutes it would', () => {
    const consensus = merged(every({ label: 'discuss', divergence: 50 }), {
      'roads/inside': { priority: 'low' },
    })
    const agenda = firstAgenda(smallModel, consensus, 60)
    expect(agenda.out.length).toBeGreaterThan(3)
    expect(agenda.out[0]).toMatchObject({ kind: 'statement', priority: 'low' })
    expect(firstAgenda(smallModel, consensus, agenda.enough!).out).toEqual([])
    expect(firstAgenda(smallModel, consensus, agenda.enough! - 1).out).not.toEqual([])
  })

  it('that fits, and the advice of how long would, hold at every length', () => {
    for (const of of [2, 8, 14, 20, 23]) {
      const some = smallModel.statements.slice(0, of)
      const consensus = merged(
        Object.fromEntries(some.map(({ id }) => [id, { label: 'split', divergence: 60 }])),
      )
      const fits = Array.from({ length: 100 }, (_, index) => {
        const agenda = firstAgenda(smallModel, consensus, shortest + index)
        if (agenda.enough !== undefined) expect(agenda.enough).toBeGreaterThan(shortest + index)
        return agenda
      })
      const first = fits.find(({ out }) => out.length === 0)?.minutes
      for (const { minutes, out, enough } of fits) {
        expect(out.length === 0).toBe(first !== undefined && minutes >= first)
        if (first !== undefined && out.length > 0) expect(enough).toBe(first)
      }
    }
  })

  it('gives about a minute to each section whose priority is open', () => {
    const consensus = merged(every({ label: 'discuss', divergence: 50 }))
    const { parts } = firstAgenda(smallModel, consensus, 120)
    const open = parts.find(({ of }) => typeof of === 'object' && of.kind === 'priorities')!
    expect(open.minutes).toBeGreaterThanOrEqual(smallModel.sections.length)
  })

  it('plans by the label alone where the answers are sealed away', () => {
    const { answers: _, divergence: __, suggested: ___, ...sealed } = { ...merged().statements[look]! }
    const consensus = {
      ...merged(),
      statements: every({ ...sealed, label: 'split' }) as Consensus['statements'],
    }
    const times = firstAgenda(smallModel, consensus, longest).parts.filter(
      ({ of }) => typeof of === 'object' && of.kind === 'statement',
    )
    expect(new Set(times.map(({ minutes }) => minutes))).toEqual(new Set([mostForOne]))
  })

  it('leaves out what is hardly to discuss before what is split, however long their scales are', () => {
    // Statements are discussed from a divergence of 19 on five options, of 26 on four.
    const courage = smallModel.statements.filter(({ section }) => section === 'courage').map(({ id }) => id)
    const consensus = merged({
      ...every({ label: 'split', divergence: 24 }),
      ...Object.fromEntries(courage.map((id) => [id, { label: 'discuss', divergence: 28 }])),
    })
    const { out } = firstAgenda(smallModel, consensus, 60)
    const left = out.map((part) => (part.kind === 'statement' ? part.item.statement.id : part.kind))
    expect(left.slice(0, 3).sort()).toEqual(courage.toSorted())
  })

  it('never fits fewer statements in more minutes, and advises the least in which all fit', () => {
    const entry = fc.record({
      label: fc.constantFrom('split', 'split', 'discuss', 'confirm', 'shared'),
      divergence: fc.integer({ min: 0, max: 100 }),
    })
    const fitting = ({ parts }: FirstAgenda) =>
      parts.flatMap(({ of }) => {
        if (typeof of === 'string') return []
        if (of.kind === 'statement') return [of.item]
        return of.kind === 'confirm' ? of.items : []
      }).length
    const near = fc
      .constantFrom(89, 90, 99, 119, 179, 180)
      .chain((at) => fc.integer({ min: at - 2, max: at + 2 }))
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 23, maxLength: 23 }),
        fc.oneof(near, fc.integer({ min: shortest, max: longest - 1 })),
        (some, minutes) => {
          const consensus = merged(
            Object.fromEntries(
              smallModel.statements.map(({ id }, index) => [id, some[index]!]),
            ) as Consensus['statements'],
          )
          const agenda = firstAgenda(smallModel, consensus, minutes)
          const longer = firstAgenda(smallModel, consensus, minutes + 1)
          expect(fitting(longer)).toBeGreaterThanOrEqual(fitting(agenda))
          expect(agenda.enough === undefined).toBe(agenda.out.length === 0)
          if (agenda.enough === undefined) return
          expect(firstAgenda(smallModel, consensus, agenda.enough).out).toEqual([])
          expect(firstAgenda(smallModel, consensus, agenda.enough - 1).out).not.toEqual([])
        },
      ),
      cases(30, 50),
    )
  })

  it('adds up, keeps the minimum and never turns weight round, whatever the consensus', () => {
    const entry = fc.record({
      label: fc.constantFrom('split', 'discuss', 'confirm', 'shared', 'too-few'),
      divergence: fc.integer({ min: 0, max: 100 }),
    })
    const entries = fc.array(entry, { minLength: 23, maxLength: 23 })
    const priorities = fc.array(fc.constantFrom('high', 'medium', 'low', undefined), {
      minLength: 5,
      maxLength: 5,
    })
    fc.assert(
      fc.property(
        entries,
        priorities,
        fc.integer({ min: shortest, max: longest }),
        (some, given, minutes) => {
          const consensus = merged(
            Object.fromEntries(
              smallModel.statements.map(({ id }, index) => [id, some[index]!]),
            ) as Consensus['statements'],
            Object.fromEntries(
              smallModel.sections.flatMap(({ id }, index) =>
                given[index] === undefined ? [] : [[id, { priority: given[index] }]],
              ),
            ),
          )
          const { parts } = firstAgenda(smallModel, consensus, minutes)
          expect(parts.reduce((sum, part) => sum + part.minutes, 0)).toBe(minutes)
          const times = parts.flatMap((part) =>
            typeof part.of === 'object' && part.of.kind === 'statement'
              ? [
                  {
                    minutes: part.minutes,
                    label: part.of.item.label as 'split' | 'discuss',
                    weight: weightOf(part.of.item, part.of.priority),
                  },
                ]
              : [],
          )
          for (const one of times) expect(one.minutes).toBeGreaterThanOrEqual(fewest[one.label])
          for (const one of times)
            for (const other of times)
              if (one.label === other.label && one.weight > other.weight)
                expect(one.minutes).toBeGreaterThanOrEqual(other.minutes)
        },
      ),
      cases(25, 50),
    )
  })
})
