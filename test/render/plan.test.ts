import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Action, statuses } from '../../src/plan/action.ts'
import { viewPlan } from '../../src/plan/view.ts'
import { planAs } from '../../src/render/plan/forms.ts'
import { actionFacts } from '../../src/render/plan/markdown.ts'
import { columnsOf } from '../../src/render/text.ts'
import { actionOf, planOf } from '../plan/plans.ts'
import { smallModel } from '../small-model.ts'
import { forbidden, screenOf } from './screens.ts'

const organisation = { id: 'exampleshire', name: 'Exampleshire' }
const viewOf = (...actions: readonly Action[]) =>
  viewPlan(planOf(...actions), { model: smallModel, organisation, people: [], today: '2026-11-30' })
const as = (format: string, ...actions: readonly Action[]) =>
  planAs(viewOf(...actions), { format, screen: screenOf(80), now: new Date('2026-11-30T09:30:00Z') })

/** The lines of a calendar as a reader puts them together again (RFC 5545, 3.1). */
const unfolded = (ics: string) => ics.replaceAll('\r\n ', '').split('\r\n')
const octets = (line: string) => new TextEncoder().encode(line).length

describe('the calendar', () => {
  it('has an all-day event of what is open and has a day', () => {
    const ics = as('ics', actionOf('a', { due: '2026-12-31' }), actionOf('b'))
    expect(unfolded(ics)).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//tiex//tiex//EN', 'CALSCALE:GREGORIAN', 'BEGIN:VEVENT'],
      ...['UID:exampleshire.2026.a@tiex', 'DTSTAMP:20261130T093000Z', 'DTSTART;VALUE=DATE:20261231'],
      ...[
        'DTEND;VALUE=DATE:20270101',
        'SUMMARY:Due: a',
        'DESCRIPTION:proposed\\; no owner',
        'TRANSP:TRANSPARENT',
      ],
      ...['END:VEVENT', 'END:VCALENDAR', ''],
    ])
  })

  it.each(statuses)('of an action that is %s', (status) => {
    const isOpen = ['proposed', 'accepted', 'in-progress'].includes(status)
    expect(as('ics', actionOf('a', { status, due: '2026-12-31' })).includes('VEVENT')).toBe(isOpen)
  })

  it('escapes what has a meaning of its own', () => {
    const ics = as('ics', actionOf('a', { due: '2026-12-31', title: 'a, b; c\\d\nBEGIN:VEVENT' }))
    expect(unfolded(ics)).toContain('SUMMARY:Due: a\\, b\\; c\\\\d BEGIN:VEVENT')
  })

  it('folds lines at 75 octets, never within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (title) => {
        const ics = as('ics', actionOf('a', { due: '2026-12-31', title, owner: title, measure: title }))
        expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true)
        for (const line of ics.split('\r\n')) {
          expect(octets(line)).toBeLessThanOrEqual(75)
          expect(line).not.toMatch(forbidden)
        }
        expect(unfolded(ics).filter((line) => /^(?:SUMMARY|DESCRIPTION):/.test(line))).toHaveLength(2)
      }),
    )
  })
})

describe('what people wrote', () => {
  const nasty = '=cmd|x\u001b[31m\u202e,"\n| a | <script>'
  const action = actionOf('a', {
    ...{ title: nasty, owner: nasty, sponsor: nasty, resources: nasty, budget: nasty, measure: nasty },
    ...{ status: 'deferred', reason: nasty, result: nasty, due: '2026-12-31' },
    reading: [{ title: nasty, url: 'https://example.org/a_b' }],
    progress: [{ date: '2026-11-30', note: nasty }],
    approval: { board: nasty, date: '2026-11-30' },
  })

  it.each(['text', 'md', 'ics'])('does nothing to a reader of %s', (format) => {
    expect(as(format, action).replaceAll('\r\n', '\n')).not.toMatch(forbidden)
    expect(as('md', action)).not.toContain('<script>')
  })

  it('starts no formula in a spreadsheet', () => {
    expect(as('csv', action)).not.toMatch(/(?:^|[,"])=cmd/m)
  })

  it.each([40, 60, 80])('fits on %i columns', (width) => {
    const text = planAs(viewOf({ ...action, title: 'Some words '.repeat(20) }), {
      ...{ format: 'text', screen: screenOf(width), now: new Date(0) },
    })
    for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width)
  })
})

it.each<[string, readonly string[]]>([
  ['text', ['Read: A guide', 'Practice: bristol/badges']],
  ['md', ['- To read: [A guide](https://example.org/a_b)', '- Practice: bristol/badges']],
  ['csv', ['A guide: https://example.org/a_b,bristol/badges']],
  ['json', ['"url": "https://example.org/a_b"', '"organisation": "bristol"']],
])('what there is to read and to learn from is there as %s', (format, found) => {
  const reading = [{ title: 'A guide', url: 'https://example.org/a_b' }]
  const practice = [{ id: 'badges', organisation: 'bristol' }]
  const text = as(format, actionOf('a', { reading, practice }))
  for (const words of found) expect(text).toContain(words)
})

it('the facts of an action have the address beside the title', () => {
  const view = viewOf(actionOf('a', { reading: [{ title: 'A guide', url: 'https://example.org/a_b' }] }))
  expect(actionFacts(view.actions[0]!, view)).toContainEqual(['To read', 'A guide: https://example.org/a_b'])
})

it.each(['text', 'md', 'csv', 'json', 'ics'])('a plan without actions is there as %s', (format) => {
  expect(as(format)).toMatch(/\n$/)
})
