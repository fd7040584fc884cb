import { describe, expect, it } from 'vitest'
import type { Consensus } from '../../src/merge/consensus.ts'
import { contentChanges, councilChanges, shortList } from '../../src/signoff/changes.ts'
import { signedContent } from '../../src/signoff/content.ts'
import { smallModel } from '../small-model.ts'
import { consensus, council, digest } from './samples.ts'

const look = 'roads/inside/look'
const before = consensus.statements[look]!
const { agreed: _, ...undecided } = before
const { reason: __, ...silent } = before

function statements(more: Consensus['statements']): Consensus {
  return { ...consensus, statements: { ...consensus.statements, ...more } }
}

function cells(more: NonNullable<Consensus['cells']>): Consensus {
  return { ...consensus, cells: { ...consensus.cells, ...more } }
}

const changesTo = (after: Consensus) =>
  contentChanges(signedContent(consensus), signedContent(after), smallModel)

describe('what changed since a signature', () => {
  it.each<[string, Consensus, string[]]>([
    ['nothing', consensus, []],
    [
      'an answer',
      statements({ [look]: { ...before, agreed: 'half-way' } }),
      [`${look}: agreed mostly -> half-way`],
    ],
    ['an answer taken back', statements({ [look]: undecided }), [`${look}: agreed mostly -> nothing`]],
    ['a reason taken away', statements({ [look]: silent }), [`${look}: reason changed`]],
    [
      'a time alone',
      statements({ [look]: { ...before, 'agreed-at': '2026-12-01T00:00:00Z' } }),
      [`${look}: agreed-at changed`],
    ],
    [
      'a time beside an answer is not told',
      statements({ [look]: { ...before, agreed: 'half-way', 'agreed-at': '2026-12-01T00:00:00Z' } }),
      [`${look}: agreed mostly -> half-way`],
    ],
    [
      'an ambition',
      cells({ 'roads/inside': { ambition: 5, priority: 'high', note: 'First.', 'suggested-ambition': 3 } }),
      ['roads/inside: ambition 4 -> 5'],
    ],
    ['a new decision', cells({ courage: { priority: 'low' } }), ['courage: priority none -> low']],
    ['more responses', { ...consensus, responses: { count: 4, digest: digest('2') } }, ['responses: 3 -> 4']],
    [
      'other responses',
      { ...consensus, responses: { count: 3, digest: digest('2') } },
      ['the responses it was made from changed'],
    ],
    [
      'a suggestion',
      statements({ [look]: { ...before, suggested: 'half-way' } }),
      [`${look}: suggested mostly -> half-way`],
    ],
    [
      'decisions in the order of the model, before what was computed',
      statements({
        'courage/speak': { label: 'shared', suggested: 'always', agreed: 'always' },
        [look]: { ...before, agreed: 'half-way' },
      }),
      [
        `${look}: agreed mostly -> half-way`,
        'courage/speak: agreed nothing -> always',
        'courage/speak: suggested often -> always',
      ],
    ],
  ])('is %s', (_, after, said) => expect(changesTo(after)).toEqual(said))

  it('is told of the council too', () => {
    const { organisation } = council
    const after = {
      scope: 'adults',
      organisation: { ...organisation, name: 'Shire', region: 'North', context: { a: 1 } },
    }
    expect(councilChanges(council, after)).toEqual([
      'the scope: whole council -> adults',
      'the name of the organisation: Exampleshire -> Shire',
      'the region of the organisation: none -> North',
      'the context of the organisation changed',
    ])
    expect(councilChanges(council, council)).toEqual([])
  })

  it('is named at ten places, and counted past them', () => {
    const many = Array.from({ length: 12 }, (_, index) => `place ${index}`)
    expect(shortList(many)).toEqual([...many.slice(0, 10), 'and 2 more'])
    expect(shortList(many.slice(0, 10))).toEqual(many.slice(0, 10))
  })
})
