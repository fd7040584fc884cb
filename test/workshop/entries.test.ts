import { describe, expect, it } from 'vitest'
import { together } from '../../src/workshop/decide.ts'
import { parseDecisions, type WrittenDecisions } from '../../src/workshop/entries.ts'
import { checkDecisions, taking } from '../../src/workshop/taking.ts'
import { smallModel } from '../small-model.ts'
import { merged } from './small-consensus.ts'

const at = '2026-11-27T10:20:00Z'
const parse = (written: WrittenDecisions) => parseDecisions(written, smallModel, at)
const problems = (written: WrittenDecisions) =>
  parse(written).flatMap((entry) => ('problem' in entry ? [[entry.problem.message, entry.problem.hint]] : []))
const decided = (written: WrittenDecisions, before = merged()) =>
  together(parse(written).flatMap((entry) => ('decide' in entry ? [entry.decide] : [])))(before)

describe('flags that decide', () => {
  it('come to decisions', () => {
    const { statements, cells } = decided({
      agree: ['roads/inside/look=mostly', 'courage/fail=not-applicable'],
      reason: ['roads/inside/look= a=b, and \u0007more '],
      dissent: ['roads/inside/look=Some did not.'],
      priority: ['courage=high', 'roads/inside=low'],
      ambition: ['roads/inside=0'],
      stance: ['roads/inside=deliberate'],
      note: ['roads/inside=Later.'],
    })
    expect(statements['roads/inside/look']).toMatchObject({
      agreed: 'mostly',
      'agreed-at': at,
      reason: 'a=b, and more',
      dissent: 'Some did not.',
    })
    expect(statements['courage/fail']).toMatchObject({ agreed: 'not-applicable' })
    expect(cells).toEqual({
      'roads/inside': { ambition: 0, priority: 'low', stance: 'deliberate', note: 'Later.' },
      courage: { priority: 'high' },
    })
  })

  it('take back what there is', () => {
    const before = merged(
      { 'roads/inside/look': { agreed: 'mostly', reason: 'Why.', dissent: 'No.', 'agreed-at': at } },
      { 'roads/inside': { ambition: 1, priority: 'low', stance: 'deliberate', note: 'Later.' } },
    )
    const written = {
      takeBack: ['roads/inside/look'],
      reason: ['roads/inside/look=-'],
      dissent: ['roads/inside/look=-'],
      ...{ priority: ['roads/inside=none'], ambition: ['roads/inside=none'], stance: ['roads/inside=none'] },
      note: ['roads/inside=-'],
    }
    expect(decided(written, before)).toEqual(merged())
  })

  it.each<[string, WrittenDecisions, string, string]>([
    [
      'an option that is mistyped',
      { agree: ['roads/inside/look=mosly'] },
      'cannot be agreed here',
      'mostly? ',
    ],
    [
      'not knowing',
      { agree: ['roads/inside/look=dont-know'] },
      '"dont-know" cannot be agreed',
      'nowhere, in-places',
    ],
    ['no option', { agree: ['roads/inside/look'] }, 'has no = in it', '--agree roads/inside/look=OPTION'],
    [
      'a stage that is mistyped',
      { reason: ['roads/inside/lok=x'] },
      'there is no statement',
      'roads/inside/look? ',
    ],
    [
      'a cell instead of a statement',
      { agree: ['roads/inside=mostly'] },
      'there is no statement',
      'statements there',
    ],
    [
      'a name of every object',
      { agree: ['constructor=mostly'] },
      'there is no statement',
      'write CELL/STAGE',
    ],
    [
      'a cell that is mistyped',
      { priority: ['roads/insid=high'] },
      'no cell or success factor',
      'roads/inside?',
    ],
    [
      'a statement instead of a cell',
      { note: ['roads/inside/look=x'] },
      'no cell',
      'its section is roads/inside',
    ],
    ['a priority that is none', { priority: ['courage=hihg'] }, 'is not a priority', 'high? '],
    ['an ambition above the stages', { ambition: ['roads/inside=6'] }, 'is not an ambition', '0 to 5'],
    ['an ambition of a factor', { ambition: ['courage=2'] }, 'which has no ambition', 'name a cell'],
    ['a stance of a factor', { stance: ['courage=deliberate'] }, 'which has no stance', 'name a cell'],
    ['an empty reason', { reason: ['roads/inside/look='] }, 'has no text', 'a lone - removes it'],
    ['a text that is too long', { note: [`courage=${'x'.repeat(10_001)}`] }, 'longer than 10,000', 'shorten'],
  ])('say what is wrong with %s', (_, written, message, hint) => {
    const found = problems(written)
    expect(found).toHaveLength(1)
    expect(found[0]![0]).toContain(message)
    expect(found[0]![1]).toContain(hint)
  })

  it('contradict each other where they give one thing two values, not where they repeat it', () => {
    const again = ['roads/inside/look=mostly', 'roads/inside/look=mostly']
    expect(problems({ agree: again })).toEqual([])
    expect(problems({ agree: again, takeBack: ['roads/inside/look'] })).toEqual([
      [
        '--agree and --take-back "roads/inside/look": both "mostly" and "none" are given',
        'leave one of them out',
      ],
    ])
  })
})

describe('decisions of a file', () => {
  const statements = {
    'roads/inside/look': { label: 'split' as const, agreed: 'mostly', reason: 'Why.' },
    'roads/inside/try': { label: 'split' as const, agreed: 'mostly', 'agreed-at': '2026-11-20T09:00:00Z' },
  }

  it('are laid over what there is, without what is counted', () => {
    const before = merged({ 'roads/inside/look': { dissent: 'No.' } }, { courage: { note: 'Later.' } })
    const after = taking({ statements, cells: { courage: { priority: 'high' } } }, smallModel, at)(before)
    expect(after.statements['roads/inside/look']).toEqual({
      ...before.statements['roads/inside/look'],
      ...{ agreed: 'mostly', 'agreed-at': at, reason: 'Why.' },
    })
    expect(after.statements['roads/inside/try']?.['agreed-at']).toBe('2026-11-20T09:00:00Z')
    expect(after.cells).toEqual({ courage: { note: 'Later.', priority: 'high' } })
  })

  it('give a success factor neither ambition nor stance', () => {
    const cells = { courage: { ambition: 2, stance: 'deliberate' }, 'roads/inside': { ambition: 2 } }
    expect(checkDecisions({ statements, cells }, smallModel).map(({ path }) => path.join(' '))).toEqual([
      'cells courage ambition',
      'cells courage stance',
    ])
  })
})
