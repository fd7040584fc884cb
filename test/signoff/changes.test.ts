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
      cells({ 'roads/inside': { ...consensus.cells?.['roads/inside'], ambition: 5 } }),
      ['roads/inside: ambition 4 -> 5'],
    ],
    ['a new decision', cells({ courage: { priority: 'low' } }), ['courage: priority none -> low']],
    ['more responses', { ...consensus, responses: { count: 4, digest: digest('2') } }, ['responses: 3 -> 4']],
    [
      'a response left out',
      { ...consensus, responses: { ...consensus.responses, 'left-out': 1 } },
      ['responses left out: 0 -> 1'],
    ],
    [
      'a label',
      statements({ [look]: { ...before, label: 'split', suggested: 'half-way' } }),
      [`${look}: label confirm -> split`, `${look}: suggested mostly -> half-way`],
    ],
    [
      'a count, and nothing of what follows from it',
      statements({ [look]: { ...before, answers: { mostly: 3 }, divergence: 0, tied: true } }),
      [`${look}: answers changed`],
    ],
    [
      'a divergence alone',
      statements({ [look]: { ...before, divergence: 0 } }),
      [`${look}: divergence changed`],
    ],
    [
      'a spread it was agreed from',
      statements({ [look]: { ...before, 'agreed-from': { mostly: 3 } } }),
      [`${look}: agreed-from changed`],
    ],
    [
      'ambitions that people gave',
      cells({ 'parks/outside': { ambitions: { 3: 1 }, 'suggested-ambition': 3 } }),
      ['parks/outside: ambitions changed', 'parks/outside: suggested-ambition none -> 3'],
    ],
    [
      'the agreement of a scale',
      { ...consensus, agreement: { extent: { pairwise: 0.5, alpha: 0.5 } } },
      ['extent: agreement changed'],
    ],
    [
      'counts in another order',
      statements({ [look]: { ...before, answers: { everywhere: 1, mostly: 2 } } }),
      [],
    ],
    [
      'decisions in the order of the model, before what was computed',
      statements({
        'courage/speak': { ...consensus.statements['courage/speak']!, label: 'confirm', agreed: 'always' },
        [look]: { ...before, agreed: 'half-way' },
      }),
      [
        `${look}: agreed mostly -> half-way`,
        'courage/speak: agreed nothing -> always',
        'courage/speak: label shared -> confirm',
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
