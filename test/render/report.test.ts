import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportJson } from '../../src/render/report/data.ts'
import { reportMarkdown } from '../../src/render/report/markdown.ts'
import { actionOf } from '../plan/plans.ts'
import { allAgreed, leader, personOf, ready, reportWith, signed } from '../report/sources.ts'
import { forbidden } from './screens.ts'

type Given = Parameters<typeof reportWith>[0]
const markdown = (given?: Given) => reportMarkdown(reportWith(given))
const json = (given?: Given) => JSON.parse(reportJson(reportWith(given)))
/** What stands under a heading of the second level. */
const part = (title: string, given?: Given) =>
  markdown(given)
    .split(/^## /m)
    .find((text) => text.startsWith(`${title}\n`))!

const look = 'roads/inside/look'
const { needs: _, ...unasked } = signed
const few = {
  answers: { mostly: 2, everywhere: 1 },
  divergence: 7,
  label: 'confirm',
  suggested: 'mostly',
} as const

/** Everything that people write, all of it the same text. */
function writtenBy(text: string): Given {
  return {
    statements: { ...allAgreed, [look]: { ...allAgreed[look]!, reason: text, dissent: text } },
    cells: { 'roads/inside': { note: text, priority: 'high', ambition: 5 }, courage: { priority: 'low' } },
    assessment: {
      ...{ scope: text, sponsor: text, objectives: [text, text], marking: text },
      organisation: { id: 'a', name: text, type: 'county' },
      people: [personOf('ann', { name: text, role: text })],
    },
    roles: [
      { ...signed, role: text },
      { ...signed, state: 'stale', recorded: text, changed: [text] },
    ],
    actions: [
      {
        ...actionOf('a', {
          title: text,
          owner: text,
          sponsor: text,
          reason: text,
          measure: text,
          result: text,
        }),
      },
    ],
    resources: [
      {
        ...{ id: 'a', title: text, publisher: text, url: 'https://example.org', type: 'tool', summary: text },
        'success-factors': ['courage'],
      },
    ],
  }
}

/** The columns of each table, row by row; a row that has others than its head is a broken table. */
function tableWidths(text: string): readonly (readonly number[])[] {
  const tables = text.match(/(?:^\|.*\|$\n?)+/gm) ?? []
  return tables.map((table) =>
    table
      .trimEnd()
      .split('\n')
      .map((row) => row.replace(/\\./g, '').split('|').length - 2),
  )
}

describe('the document', () => {
  it('says first what was agreed and where it is to go', () => {
    const cells = { 'roads/inside': { priority: 'high', ambition: 5 } } as const
    expect(
      part('Where this stands', { statements: allAgreed, cells, actions: [ready], roles: [signed] }),
    ).toBe(
      'Where this stands\n\n**Everything is agreed.** 5 responses were merged. Of 23 statements 23 are agreed. A priority is set for 1 of 5 cells and success factors; it is high for Roads / Inside (level 5.0, ambition 5). The plan has 1 action: 1 proposed. The plan has no action yet for Roads / Inside, though the priority is high. Sign-off: complete; leader signed by ANN on 29 November 2026.\n\n',
    )
  })

  it('says of what is empty that it is, with no command', () => {
    const text = markdown({ roles: [leader], answersChanged: true })
    for (const words of [
      'Responses were changed after they were merged.',
      'No priority is set yet.',
      'Nothing is planned yet.',
      'Nobody has signed, and nothing is agreed yet.',
      'Nothing could be compared.',
      'Nothing to suggest',
    ])
      expect(text).toContain(words)
    expect(markdown({ statements: allAgreed, roles: [leader] })).toContain('Nobody has signed yet.')
    expect(markdown()).toContain('Nobody has to sign.')
    expect(markdown({ roles: [unasked] })).toContain('nobody has to sign')
    for (const given of [{}, { roles: [leader], answersChanged: true }, { assessment: { round: '2025' } }])
      expect(markdown(given)).not.toMatch(/tiex(?:\.yaml| [a-z-]+\b)/)
  })

  it('marks what is only suggested wherever it stands', () => {
    const given: Given = {
      statements: { [look]: { answers: { mostly: 5 }, divergence: 0, label: 'shared', suggested: 'mostly' } },
      cells: { 'roads/inside': { 'suggested-ambition': 4, priority: 'high' } },
    }
    expect(part('Where this stands', given)).toContain('**This is a draft: not everything is agreed.**')
    expect(part('Levels and ambitions', given)).toContain('| Roads | 3.8 draft → 4 suggested | – |')
    expect(part('Stage by stage', given)).toContain('| Roads / Inside | mostly, suggested | open |')
    expect(part('Priorities', given)).toContain('| high | Roads / Inside | 3.8, draft | 4, suggested | 0.3 |')
    const answers = part('What was agreed, section by section', given)
    expect(answers).toContain('- **Look: mostly; only suggested, not agreed.** The council')
    expect(answers).toContain('ambition 4 (only suggested, not agreed)')
  })

  it('shows the answers of small groups by their label alone', () => {
    const given: Given = { statements: { [look]: few } }
    const answers = part('What was agreed, section by section', given)
    expect(answers).toContain('Where fewer than 5 people answered, only the label is shown')
    expect(answers).toContain('  - Answers: confirm\n')
    expect(json(given).sections[0].statements[0]).toMatchObject({ answers: null, divergence: null })
    expect(json({ ...given, assessment: { 'minimum-group': 3 } }).sections[0].statements[0]).toMatchObject({
      ...{ divergence: 7, answers: { nowhere: 0, mostly: 2, everywhere: 1, 'dont-know': 0 } },
    })
  })

  it('says which actions are overdue on the day it is made', () => {
    const actions = [{ ...ready, due: '2026-11-29' }]
    expect(part('Plan', { actions })).toContain('| ANN | 29 November 2026 | proposed, overdue |')
    expect(part('Plan', { actions, today: '2026-11-29' })).not.toContain('overdue')
  })

  it('has its handling marking at head and foot', () => {
    const text = markdown({ assessment: { marking: 'OFFICIAL' } })
    expect([text.startsWith('**OFFICIAL**\n\n# '), text.endsWith('\n\n**OFFICIAL**\n')]).toEqual([true, true])
  })

  it('keeps the paragraphs of what people wrote in their list entry', () => {
    const reason = 'First.\n\nSecond.'
    const statements = { [look]: { ...allAgreed[look]!, reason } }
    expect(markdown({ statements })).toContain('  - Reason: First.\n\n    Second.\n')
  })

  it('says what was recorded and not signed, and what changed since', () => {
    const roles = [
      { ...signed, state: 'recorded', recorded: 'Minute 14' } as const,
      { ...signed, state: 'stale', changed: ['a plan was added'] } as const,
    ]
    const text = part('Sign-off', { statements: allAgreed, roles })
    expect(text).toContain('recorded by ANN on 29 November 2026, without a signature: Minute 14')
    expect(text).toContain(
      'signed by ANN on 29 November 2026; it no longer holds, as this changed afterwards: a plan was added',
    )
    const changed = [`${look}: agreed mostly -> nowhere`, 'roads/inside: note changed', 'x: y']
    expect(part('Sign-off', { roles: [{ ...signed, state: 'stale', changed }] })).toContain(
      'Roads / Inside, look: agreed mostly to nowhere; Roads / Inside: note changed; x: y',
    )
  })
})

describe('what people wrote', () => {
  const nasty = '# <script>\u001b[31m\u202e | [a](javascript:b) `c`\n\n- d\n\n1. e\n\n---\n\n    f\n\n```'

  it('makes no block, no link and no HTML of its own', () => {
    const text = markdown(writtenBy(nasty))
    expect(text).not.toMatch(forbidden)
    expect(text).not.toMatch(/<script|[^\\]\]\(javascript|^\s*```|^\s*(?:-|1\.) [de]$/m)
    expect(text.match(/^#.*$/gm)).toHaveLength(markdown(writtenBy('x')).match(/^#.*$/gm)!.length)
    expect(text.match(/^ *- .*$/gm)).toHaveLength(markdown(writtenBy('x')).match(/^ *- .*$/gm)!.length)
  })

  it('never changes the columns of a table, whatever it is', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[|\\`\n -]{0,12}$/))
    fc.assert(
      fc.property(anything, (text) => {
        const widths = tableWidths(markdown(writtenBy(text)))
        expect(widths).toHaveLength(6)
        for (const rows of widths) expect(new Set(rows).size).toBe(1)
      }),
      { numRuns: 50 },
    )
  })
})

describe('as data', () => {
  it('it names its format, and holds numbers and null, never words for them', () => {
    const data = json({ statements: allAgreed, cells: { 'roads/inside': { ambition: 5, priority: 'high' } } })
    expect(data).toMatchObject({
      ...{ format: 'tiex-report/1', round: '2026', made: '2026-11-30', marking: null },
      standing: { isDraft: false, of: 23, agreed: 23 },
      priorities: [{ section: 'roads/inside', title: 'Roads / Inside', priority: 'high', gap: 0 }],
    })
    expect(data.sections[0]).toMatchObject({ level: 5, ambition: 5, ambitionBasis: 'agreed', gap: 0 })
    expect(data.sections.at(-1)).toMatchObject({ id: 'courage', reached: null, ambition: null })
  })

  it('it tells the agreement only of groups that are large enough', () => {
    const given = { statements: allAgreed, agreement: { extent: { pairwise: 1 } } }
    expect(json(given).agreement[0]).toMatchObject({ scale: 'extent', pairwise: 1, alpha: null })
    expect(json({ ...given, responses: { count: 4 } }).agreement[0].pairwise).toBe(null)
  })
})
