import { describe, expect, it } from 'vitest'
import { patternOf, questionFor, type Seen } from '../../src/agenda/question.ts'
import { type Ranked, rankByDivergence } from '../../src/merge/agenda.ts'
import type { StatementConsensus } from '../../src/merge/consensus.ts'
import { smallModel } from '../small-model.ts'
import { merged, section } from '../workshop/small-consensus.ts'

const id = 'roads/inside/look'
const item = (entry: Partial<StatementConsensus>, more: Partial<Ranked> = {}): Ranked => ({
  ...rankByDivergence(smallModel, merged({ [id]: entry })).find(({ statement }) => statement.id === id)!,
  ...more,
})
const asked = (seen: Partial<Seen>) => {
  const pattern = patternOf({ section: section('roads/inside'), open: [], ...seen })
  return pattern && { kind: pattern.kind, ...questionFor(pattern) }
}
const cell = (more: object, of: object = {}) => ({ cell: { consensus: of, ...more } })

describe('the question to open with', () => {
  const ends = { nowhere: 4, everywhere: 4 }
  const table: readonly (readonly [string, Partial<Seen>, string | undefined, RegExp])[] = [
    [
      'a split between the ends',
      { open: [item({ label: 'split', answers: ends })] },
      'split',
      /^Some say “Everywhere”, others “Nowhere”\./,
    ],
    [
      'views that differ',
      { open: [item({ label: 'discuss', answers: { nowhere: 3, mostly: 2 } })] },
      'discuss',
      /^Answers go from “Nowhere” to “Mostly”\./,
    ],
    [
      'a lone voice',
      { open: [item({ label: 'discuss' }, { loneVoice: true })] },
      'lone-voice',
      /^One answer is far from all others\. What might somebody see/,
    ],
    [
      'no agreement whether it applies',
      { open: [item({ label: 'confirm' }, { scopeDisagreement: true })] },
      'whether-it-applies',
      /^Some say that this does not apply/,
    ],
    [
      'many who cannot say',
      { open: [item({ label: 'split', answers: ends }, { knowledgeGap: true })] },
      'knowledge-gap',
      /^Many of us cannot say\. Who would know/,
    ],
    [
      'a tie',
      {
        open: [
          item(
            { label: 'confirm', answers: { 'in-places': 4, mostly: 4 }, suggested: 'in-places' },
            { tied: true },
          ),
        ],
      },
      'tied',
      /^Half of us say “In places” or less, half “Mostly” or more\./,
    ],
    [
      'ambitions at both ends',
      cell({}, { ambitions: { '1': 4, '5': 4 } }),
      'ambitions-split',
      /^Ambitions go from 1 to 5\./,
    ],
    [
      'an ambition far from the level',
      cell({ level: 1, ambition: 4 }),
      'ambition-far',
      /^We stand at 1\.0 and want to be at 4\./,
    ],
    [
      'a low view that all share',
      { open: [item({ label: 'shared' }), item({ label: 'shared' }), item({ label: 'shared' })] },
      'shared-low',
      /^Most of us say “Nowhere” here\./,
    ],
  ]
  it.each(table)('for %s', (_, seen, kind, text) => {
    const question = asked(seen)!
    expect(question.kind).toBe(kind)
    expect(question.text).toMatch(text)
    expect(question.text.match(/\?/g)).toHaveLength(1)
  })

  it('is none where there is nothing to discuss', () => {
    expect(asked({ open: [item({ label: 'confirm' })] })).toBeUndefined()
    expect(asked(cell({ level: 3, ambition: 4 }))).toBeUndefined()
  })

  it('is no question of a gap where the group stays there on purpose', () => {
    expect(asked(cell({ level: 1, ambition: 4 }, { stance: 'deliberate' }))).toBeUndefined()
  })

  it('is about the heaviest statement that is contested, whatever else there is', () => {
    const light = item({ label: 'discuss', answers: { nowhere: 3, mostly: 2 } })
    const heavy = item({ label: 'split', answers: ends })
    const question = asked({ open: [item({ label: 'confirm' }, { knowledgeGap: true }), heavy, light] })
    expect(question).toMatchObject({ kind: 'split', about: { id } })
  })

  it('tells nothing of answers that may not be shown', () => {
    for (const label of ['split', 'discuss'] as const) {
      const { text } = asked({ open: [item({ label }, { counts: [0, 0, 0, 0, 0], scored: 0 })] })!
      expect(text).not.toContain('“')
    }
  })
})
