import { describe, expect, it } from 'vitest'
import type { CellConsensus, Consensus, StatementConsensus } from '../../src/merge/consensus.ts'
import { withoutSmallGroups } from '../../src/merge/counts.ts'
import { signedText } from '../../src/signoff/canonical.ts'
import { signedContent } from '../../src/signoff/content.ts'
import { officialResponse, publishedIn } from '../../src/signoff/official.ts'
import { smallModel } from '../small-model.ts'
import { consensus, council, digest } from './samples.ts'

const look = 'roads/inside/look'

function withStatement(entry: Partial<StatementConsensus>): Consensus {
  return {
    ...consensus,
    statements: { ...consensus.statements, [look]: { ...consensus.statements[look]!, ...entry } },
  }
}

function withCell(entry: Partial<CellConsensus>): Consensus {
  const cell = { ...consensus.cells?.['roads/inside'], ...entry }
  return { ...consensus, cells: { ...consensus.cells, 'roads/inside': cell } }
}

const textOf = (one: Consensus) => signedText(signedContent(one))

describe('what is signed of a consensus', () => {
  it.each<[string, Consensus]>([
    ['another model', { ...consensus, model: { ...consensus.model, digest: digest('2') } }],
    ['another round', { ...consensus, round: 'two' }],
    ['one more response', { ...consensus, responses: { ...consensus.responses, count: 4 } }],
    ['a response left out', { ...consensus, responses: { ...consensus.responses, 'left-out': 1 } }],
    ['another answer', withStatement({ agreed: 'everywhere' })],
    ['another reason', withStatement({ reason: 'All streets.' })],
    ['another dissent', withStatement({ dissent: 'Nobody.' })],
    ['another time of agreement', withStatement({ 'agreed-at': '2026-11-28T10:20:00Z' })],
    ['another label', withStatement({ label: 'split' })],
    ['another ambition', withCell({ ambition: 5 })],
    ['another priority', withCell({ priority: 'low' })],
    ['a stance', withCell({ stance: 'deliberate' })],
    ['another note', withCell({ note: 'Last.' })],
    ['other counts of the same responses', withStatement({ answers: { mostly: 3 } })],
    ['another divergence', withStatement({ divergence: 0 })],
    ['another suggestion', withStatement({ suggested: 'half-way' })],
    ['a tie', withStatement({ tied: true })],
    ['another spread it was agreed from', withStatement({ 'agreed-from': { mostly: 3 } })],
    ['other counts of ambitions', withCell({ ambitions: { 3: 3 } })],
    ['another suggested ambition', withCell({ 'suggested-ambition': 1 })],
    ['another agreement', { ...consensus, agreement: { extent: { pairwise: 1 } } }],
    ['counts taken out of sight', withoutSmallGroups(consensus, 1000).readable],
  ])('changes with %s', (_, other) => expect(textOf(other)).not.toBe(textOf(consensus)))

  it.each<[string, Consensus]>([
    ['a block of sealed counts', { ...consensus, sealed: '-----BEGIN AGE ENCRYPTED FILE-----' }],
    [
      'another digest of the responses, as sealing them again makes it',
      { ...consensus, responses: { ...consensus.responses, digest: digest('2') } },
    ],
    ['keys in another order', JSON.parse(signedText(consensus))],
  ])('does not change with %s', (_, other) => expect(textOf(other)).toBe(textOf(consensus)))
})

describe('an official response', () => {
  it('holds what is agreed and decided, in the order of the model, and no count, reason or name', () => {
    const official = officialResponse(council, smallModel, consensus, 'one')
    expect(official).toEqual({
      format: 'tiex-official/1',
      organisation: { id: 'exampleshire', name: 'Exampleshire', type: 'county' },
      model: consensus.model,
      round: 'one',
      scope: 'whole council',
      respondents: 3,
      statements: { [look]: { agreed: 'mostly' } },
      cells: { 'roads/inside': { ambition: 4 } },
    })
    const withoutModel = officialResponse(council, publishedIn(consensus), consensus, 'one')
    expect(signedText(withoutModel)).toBe(signedText(official))
  })

  it('holds region and context where the council gives them, and nothing it does not know', () => {
    const context = { population: 10 }
    const organisation = { ...council.organisation, region: 'North', context, secret: 'no' }
    expect(officialResponse({ ...council, organisation }, smallModel, consensus, 'one').organisation).toEqual(
      {
        ...council.organisation,
        region: 'North',
        context,
      },
    )
  })
})
