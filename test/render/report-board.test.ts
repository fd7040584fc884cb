import { describe, expect, it } from 'vitest'
import { reportJson } from '../../src/render/report/data.ts'
import { reportMarkdown } from '../../src/render/report/markdown.ts'
import { actionOf } from '../plan/plans.ts'
import { allAgreed, ready, reportWith } from '../report/sources.ts'

type Given = Parameters<typeof reportWith>[0]
const markdown = (given?: Given) => reportMarkdown(reportWith(given))
const json = (given?: Given) => JSON.parse(reportJson(reportWith(given)))
/** What stands under a heading of the second level. */
const part = (title: string, given?: Given) =>
  markdown(given)
    .split(/^## /m)
    .find((text) => text.startsWith(`${title}\n`))!

const look = 'roads/inside/look'

describe('for a board the document', () => {
  it('marks every level as a draft that is one, and tells one gap everywhere', () => {
    const low = { answers: { never: 5 }, divergence: 0, label: 'shared', suggested: 'never' } as const
    const given: Given = {
      statements: { 'courage/speak': low, [look]: { ...low, suggested: 'nowhere' } },
      cells: { courage: { priority: 'high' }, 'roads/inside': { 'suggested-ambition': 3, priority: 'high' } },
      actions: [actionOf('a', { cells: ['courage'], 'expected-level': 2 })],
      resources: [
        {
          ...{
            id: 'a',
            title: 'Speaking',
            publisher: 'P',
            url: 'https://example.org',
            type: 'tool',
            summary: 's',
          },
          'success-factors': ['courage'],
        },
      ],
    }
    expect(part('Where this stands', given)).toContain(
      'Roads / Inside (level 0.0, draft, ambition 3, suggested); Courage (level 0.0, draft).',
    )
    expect(part('Priorities', given)).toContain('| high | Courage | 0.0, draft | – | – |')
    expect(part('What was agreed, section by section', given)).toContain(
      'Level 0.0 of 5, draft, priority high',
    )
    expect(part('Plan', given)).toContain('- Level: Courage: level 0.0, draft, expected 2\n')
    const needs = part('What to read, use or attend', given)
    expect(needs).toContain('Weak success factor: level 0.0, draft, priority high\n')
    expect(needs).toContain('level 0.0, draft, ambition 3, suggested, gap 3.0, priority high\n')
    const data = json(given)
    expect(
      data.resources.needs.map(({ section, gap, target, draft }: Record<string, unknown>) => [
        section,
        gap,
        target,
        draft,
      ]),
    ).toEqual([
      ['courage', null, null, true],
      ['roads/inside', 3, 3, true],
    ])
    expect(data.plan.actions[0].levels).toEqual([{ section: 'courage', level: 0, draft: true }])
  })

  it('has the dates of the round and its workshops, and the second look', () => {
    const given: Given = {
      assessment: {
        rounds: {
          '2026': { opens: '2026-10-01', closes: '2026-11-20', workshops: ['2026-11-27', '2026-12-10'] },
        },
      },
      secondLook: {
        look: { pass: 2, opened: '2026-11-21T10:00:00Z', closes: '2026-11-25' },
        ...{ statements: 12, relabelled: 5, wide: 4, changes: [{ from: 'split', to: 'confirm', count: 5 }] },
      },
    }
    expect(markdown(given)).toContain(
      '- Questionnaire: 1 October 2026 to 20 November 2026\n- Second look: 21 November 2026 to 25 November 2026\n- Workshops: 27 November 2026; 10 December 2026\n',
    )
    expect(part('Who took part', given)).toContain(
      'A second look was taken at 12 statements, from 21 November 2026 to 25 November 2026: people saw how all had answered, and could change their answers. 5 of them are labelled otherwise than before (5 from split to confirm); people are still far apart on 4.',
    )
    expect(json(given)).toMatchObject({
      dates: { opens: '2026-10-01', workshops: ['2026-11-27', '2026-12-10'] },
      secondLook: { pass: 2, statements: 12, over: true, relabelled: 5, wide: 4 },
    })
    expect(json().secondLook).toBe(null)
  })

  it('says of an earlier round only who answered', () => {
    const given = { assessment: { round: '2027' } }
    expect(part('Who took part', given)).toBe('Who took part\n\n5 people answered.\n\n')
    expect(json(given).people).toMatchObject({ asked: null, answered: 5, roles: [] })
  })

  it('has practice beside the resources, and never whom to ask about it', () => {
    const practices = [
      {
        format: 'tiex-practice/1',
        id: 'a',
        title: 'Speak first',
        what: 'We did.',
        cells: ['courage'],
        contact: 'Di Vo',
      },
    ]
    const statements = {
      'courage/speak': { answers: { never: 5 }, divergence: 0, label: 'shared', suggested: 'never' } as const,
    }
    expect(part('What to read, use or attend', { statements, practices })).toContain(
      '- Speak first (our own practice): We did. Why: it is about courage.\n',
    )
    expect(json({ statements, practices }).resources.needs[0].practice).toMatchObject([
      { id: 'a', what: 'We did.' },
    ])
    expect(reportJson(reportWith({ statements, practices }))).not.toContain('Di Vo')
  })

  it('says what resources are needed only where the plan says what', () => {
    const told = (resources: string) =>
      part('Plan', { actions: [{ ...ready, resources, budget: resources }] })
    expect(told('known')).not.toMatch(/Resources|Budget/)
    expect(told('unknown')).toContain('- Resources: not known yet\n- Budget: not known yet\n')
    expect(told('two days')).toContain('- Resources: two days\n')
  })

  it('tells a board what little agreement means for the levels', () => {
    const statements = Object.fromEntries(Object.entries(allAgreed).slice(0, 12))
    const text = part('How far people agreed', {
      statements,
      agreement: { extent: { pairwise: 0.5, alpha: 0.3 } },
    })
    expect(text).toContain('(alpha 0.30), so a level shows where to look more closely; it is no measurement.')
    expect(text).not.toContain('prompts')
  })
})
