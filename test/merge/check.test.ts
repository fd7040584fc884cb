import { describe, expect, it } from 'vitest'
import { checkConsensus } from '../../src/merge/check.ts'
import type { Consensus } from '../../src/merge/consensus.ts'
import { mergeResponses } from '../../src/merge/merge.ts'
import { smallModel } from '../small-model.ts'
import { inputOf, responseOf } from './small-responses.ts'

const people = [
  responseOf('ann', { 'roads/inside': { look: 'mostly', ambition: 4 }, courage: { speak: 'often' } }),
  responseOf('bo', { 'roads/inside': { look: 'dont-know', ambition: 3 }, courage: { speak: 'always' } }),
]
const good = mergeResponses(inputOf(people)).consensus
const { id, version, digest } = smallModel
const place = { round: 'one', pin: { id, version, digest } }

const look = 'roads/inside/look'

/** The good consensus with more in the entry of a statement, or in that of a cell. */
function withEntry(entry: object): Consensus {
  return { ...good, statements: { ...good.statements, [look]: { ...good.statements[look]!, ...entry } } }
}

function withCell(cell: object, where = 'roads/inside'): Consensus {
  return { ...good, cells: { ...good.cells, [where]: { ...good.cells?.[where], ...cell } } }
}

describe('a consensus', () => {
  it.each<[string, Consensus]>([
    ['as merge makes it', good],
    ['with a decision', withEntry({ agreed: 'everywhere', 'agreed-at': '2026-11-27T10:20:00Z' })],
    [
      'with the spread of more people that a decision was made from',
      withEntry({ agreed: 'mostly', 'agreed-from': { mostly: 3, 'dont-know': 1 } }),
    ],
    ['that agrees that a statement does not apply', withEntry({ agreed: 'not-applicable' })],
    ['with decisions on a cell', withCell({ ambition: 5, priority: 'high', note: 'First.' })],
    ['with a priority for a factor', withCell({ priority: 'low' }, 'courage')],
    ['without computed agreement', { ...good, agreement: {} }],
    ['with fewer statements than the model', { ...good, statements: {} }],
  ])('%s is in order', (_, consensus) => {
    expect(checkConsensus(consensus, smallModel, place)).toEqual([])
  })

  it.each<[string, Consensus, string]>([
    ['of another round', { ...good, round: 'two' }, 'round round'],
    ['of another model', { ...good, model: { id: 'other', version, digest } }, 'model model'],
    ['of another version', { ...good, model: { id, version: '0.9', digest } }, 'model model'],
    [
      'of a model that was edited in place',
      { ...good, model: { id, version, digest: `sha256:${'0'.repeat(64)}` } },
      'model model digest',
    ],
    [
      'with agreement on an unknown scale',
      { ...good, agreement: { trusty: {} } },
      'unknown-id agreement trusty (key)',
    ],
    [
      'with an unknown statement',
      { ...good, statements: { 'roads/inside/lok': { label: 'shared' } } },
      'unknown-id statements roads/inside/lok (key)',
    ],
    [
      'with a word every object has for a statement',
      { ...good, statements: { constructor: { label: 'shared' } } as never },
      'unknown-id statements constructor (key)',
    ],
    [
      'with an unknown cell',
      withCell({ priority: 'low' }, 'roads/insde'),
      'unknown-id cells roads/insde (key)',
    ],
    [
      'with an unknown answer counted',
      withEntry({ answers: { mosty: 1 } }),
      'answer statements roads/inside/look answers mosty (key)',
    ],
    [
      'agreed from an unknown answer',
      withEntry({ agreed: 'mostly', 'agreed-from': { constructor: 1 } }),
      'answer statements roads/inside/look agreed-from constructor (key)',
    ],
    [
      'with more answers than people',
      withEntry({ answers: { mostly: 2, nowhere: 1 } }),
      'count statements roads/inside/look answers',
    ],
    [
      'with a suggestion off the scale',
      withEntry({ suggested: 'often' }),
      'answer statements roads/inside/look suggested',
    ],
    [
      'with a suggestion that does not apply',
      withEntry({ suggested: 'not-applicable' }),
      'answer statements roads/inside/look suggested',
    ],
    [
      'with a decision off the scale',
      withEntry({ agreed: 'fully' }),
      'answer statements roads/inside/look agreed',
    ],
    [
      'that agrees not to know',
      withEntry({ agreed: 'dont-know' }),
      'answer statements roads/inside/look agreed',
    ],
    [
      'decided on no day',
      withEntry({ 'agreed-at': '2026-02-30T10:00:00Z' }),
      'time statements roads/inside/look agreed-at',
    ],
    ['with an ambition above the stages', withCell({ ambition: 6 }), 'ambition cells roads/inside ambition'],
    [
      'with a suggested ambition above the stages',
      withCell({ 'suggested-ambition': 6 }),
      'ambition cells roads/inside suggested-ambition',
    ],
    [
      'with an ambition counted above the stages',
      withCell({ ambitions: { 6: 1 } }),
      'ambition cells roads/inside ambitions 6 (key)',
    ],
    [
      'with an ambition counted that is no number',
      withCell({ ambitions: { high: 1 } }),
      'ambition cells roads/inside ambitions high (key)',
    ],
  ])('%s has one fault, where it stands', (_, consensus, expected) => {
    const findings = checkConsensus(consensus, smallModel, place)
    expect(
      findings.map(({ rule, path, at }) => `${rule} ${path.join(' ')}${at === 'key' ? ' (key)' : ''}`),
    ).toEqual([expected])
    expect(findings[0]?.severity).toBe('error')
  })

  it('of another model is judged by nothing else', () => {
    const other = { ...withEntry({ agreed: 'fully' }), round: 'two', model: { id: 'other', version, digest } }
    expect(checkConsensus(other, smallModel, place).map((finding) => finding.rule)).toEqual([
      'round',
      'model',
    ])
  })

  it('tells what may be agreed', () => {
    expect(checkConsensus(withEntry({ agreed: 'mosty' }), smallModel, place)).toMatchObject([
      {
        message: '"mosty" cannot be agreed for roads/inside/look',
        hint: 'mostly? The possible values are nowhere, in-places, half-way, mostly, everywhere and not-applicable',
      },
    ])
  })
})
