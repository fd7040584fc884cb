import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CellConsensus,
  type Consensus,
  cellKeys,
  consensusKeys,
  type StatementConsensus,
  statementKeys,
} from '../../src/merge/consensus.ts'
import { mergeResponses } from '../../src/merge/merge.ts'
import type { Response } from '../../src/response/response.ts'
import { smallModel } from '../small-model.ts'
import { inputOf, responseOf, responses } from './small-responses.ts'

const look = 'roads/inside/look'

/** The consensus on one statement of people who each gave one answer, or none. */
function lookedAt(...answers: readonly (string | undefined)[]): StatementConsensus | undefined {
  const given = answers.map((answer, index) =>
    responseOf(`p${index}`, answer === undefined ? {} : { 'roads/inside': { look: answer } }),
  )
  return mergeResponses(inputOf(given)).consensus.statements[look]
}

function consensusOf(given: readonly Response[], previous?: Consensus): Consensus {
  return mergeResponses(inputOf(given, previous ? { previous } : {})).consensus
}

function decided(
  consensus: Consensus,
  statements: Readonly<Record<string, Partial<StatementConsensus>>>,
  cells: Readonly<Record<string, CellConsensus>> = {},
): Consensus {
  const merged = Object.entries(consensus.statements).map(([id, entry]) => [
    id,
    { ...entry, ...statements[id] },
  ])
  return { ...consensus, statements: Object.fromEntries(merged), cells: { ...consensus.cells, ...cells } }
}

describe('a statement holds', () => {
  it.each([
    [
      'its spread in the order of the scale, then the states outside it',
      ['unanswered', 'mostly', undefined, 'dont-know', 'not-applicable', 'nowhere', 'mostly', 'dont-know'],
      {
        answers: { nowhere: 1, mostly: 2, 'dont-know': 2, 'not-applicable': 1, unanswered: 2 },
        divergence: 61,
        label: 'split',
        suggested: 'mostly',
      },
    ],
    [
      'one answer as its own suggestion',
      ['mostly'],
      {
        answers: { mostly: 1 },
        divergence: 0,
        label: 'too-few',
        suggested: 'mostly',
      },
    ],
    [
      'the lower of two neighbours as tied',
      ['half-way', 'mostly'],
      {
        answers: { 'half-way': 1, mostly: 1 },
        divergence: 19,
        label: 'discuss',
        suggested: 'half-way',
        tied: true,
      },
    ],
    [
      'no suggestion where the middle answers are apart',
      ['nowhere', 'everywhere'],
      {
        answers: { nowhere: 1, everywhere: 1 },
        divergence: 100,
        label: 'split',
      },
    ],
    [
      'no divergence where nobody gave a scored answer',
      ['dont-know', undefined],
      {
        answers: { 'dont-know': 1, unanswered: 1 },
        label: 'too-few',
      },
    ],
    ['nothing but too few where nobody responded', [], { answers: {}, label: 'too-few' }],
  ] as const)('%s', (_, given, expected) => {
    expect(JSON.stringify(lookedAt(...given))).toBe(JSON.stringify(expected))
  })

  it('answers of a factor on its own scale', () => {
    const given = [{ speak: 'always' }, { speak: 'often' }, { speak: 'always' }]
    const merged = consensusOf(given.map((courage, index) => responseOf(`p${index}`, { courage })))
    expect(merged.statements['courage/speak']).toEqual({
      answers: { often: 1, always: 2 },
      divergence: 23,
      label: 'confirm',
      suggested: 'always',
    })
  })
})

it('a statement named like something every object has is unanswered until somebody answers it', () => {
  const [first, ...others] = smallModel.statements
  const statements = [{ ...first!, key: 'constructor' }, ...others]
  const given = [responseOf('a', { 'roads/inside': { choose: 'mostly' } }), responseOf('b', {})]
  const { consensus } = mergeResponses(inputOf(given, { model: { ...smallModel, statements } }))
  expect(consensus.statements[look]?.answers).toEqual({ unanswered: 2 })
})

describe('a cell holds', () => {
  const ambitious = (...ambitions: readonly number[]) =>
    ambitions.map((ambition, index) => responseOf(`p${index}`, { 'parks/outside': { ambition } }))

  it('the spread of ambitions, lowest first, and their lower median', () => {
    const { cells } = consensusOf([...ambitious(5, 0, 3, 5, 3, 3), responseOf('silent', {})])
    expect(JSON.stringify(cells)).toBe(
      '{"parks/outside":{"ambitions":{"0":1,"3":3,"5":2},"suggested-ambition":3}}',
    )
  })

  it('the lower median even where nobody is between two camps', () => {
    expect(consensusOf(ambitious(1, 5)).cells?.['parks/outside']?.['suggested-ambition']).toBe(1)
  })

  it('nothing where nobody gave one and nobody decided anything', () => {
    expect(consensusOf([responseOf('p', { 'parks/outside': { look: 'mostly' } })])).not.toHaveProperty(
      'cells',
    )
  })

  it('what people decided, for factors too', () => {
    const decisions = {
      'parks/outside': { ambition: 4, priority: 'high', stance: 'deliberate', note: 'Later.' },
      courage: { priority: 'medium' },
    } as const
    const { cells } = consensusOf(ambitious(2), decided(consensusOf([]), {}, decisions))
    expect(JSON.stringify(cells)).toBe(
      JSON.stringify({
        'parks/outside': { ambitions: { 2: 1 }, 'suggested-ambition': 2, ...decisions['parks/outside'] },
        courage: { priority: 'medium' },
      }),
    )
  })
})

describe('the whole holds', () => {
  it('what went in', () => {
    const input = inputOf([responseOf('p', {})], { leftOut: 2 })
    const { consensus } = mergeResponses(input)
    expect(consensus).toMatchObject({
      format: 'tiex-consensus/1',
      model: input.pin,
      round: 'one',
      responses: { count: 1, 'left-out': 2, digest: input.responsesDigest },
    })
  })

  it('every statement in the order of the model, with keys in the order they are written in', () => {
    fc.assert(
      fc.property(responses, (given) => {
        const consensus = consensusOf(given)
        expect(Object.keys(consensus.statements)).toEqual(smallModel.statements.map(({ id }) => id))
        expectOrder(consensus, consensusKeys)
        for (const entry of Object.values(consensus.statements)) expectOrder(entry, statementKeys)
        for (const entry of Object.values(consensus.cells ?? {})) expectOrder(entry, cellKeys)
      }),
    )
  })

  it('agreement scale by scale, to four places, leaving out what cannot be calculated', () => {
    const given = [
      responseOf('a', { 'roads/inside': { look: 'mostly', try: 'nowhere' }, courage: { speak: 'often' } }),
      responseOf('b', { 'roads/inside': { look: 'mostly', try: 'nowhere' }, courage: { speak: 'often' } }),
      responseOf('c', { 'roads/inside': { look: 'mostly', try: 'in-places' } }),
    ]
    expect(JSON.stringify(consensusOf(given).agreement)).toBe(
      '{"extent":{"pairwise":0.6667,"alpha":0.875},"trust":{"pairwise":1}}',
    )
  })

  it('no agreement where no two people answered the same statement', () => {
    expect(consensusOf([responseOf('a', { courage: { speak: 'often' } })])).not.toHaveProperty('agreement')
  })
})

describe('merging again', () => {
  const before = [responseOf('a', { 'roads/inside': { look: 'mostly', try: 'nowhere' } })]
  const after = [...before, responseOf('b', { 'roads/inside': { look: 'nowhere', try: 'nowhere' } })]
  const agreed = {
    agreed: 'mostly',
    reason: 'Seen.',
    dissent: 'Not by all.',
    'agreed-at': '2026-11-27T10:20:00Z',
  }

  it('keeps what was agreed and says that the answers under it have changed', () => {
    const previous = decided(consensusOf(before), { [look]: agreed })
    const { consensus, changed } = mergeResponses(inputOf(after, { previous }))
    expect(consensus.statements[look]).toEqual({
      answers: { nowhere: 1, mostly: 1 },
      divergence: 68,
      label: 'split',
      'agreed-from': { mostly: 1 },
      ...agreed,
    })
    expect(changed).toEqual([look])
  })

  it('names all statements that changed in the order of the model, and none that was not agreed', () => {
    const decisions = { 'roads/inside/try': { agreed: 'nowhere' }, [look]: { agreed: 'not-applicable' } }
    const previous = decided(consensusOf(before), decisions)
    expect(mergeResponses(inputOf(after, { previous })).changed).toEqual([look, 'roads/inside/try'])
  })

  it.each([
    ['the spread is the same in another order', { mostly: 1, nowhere: 1 }],
    ['the earlier spread is sealed away', undefined],
  ])('says nothing where %s', (_, answers) => {
    const { answers: _now, ...computed } = consensusOf(after).statements[look]!
    const entry = { ...computed, ...(answers ? { answers } : {}), agreed: 'mostly' }
    const previous: Consensus = { ...consensusOf(after), statements: { [look]: entry } }
    expect(mergeResponses(inputOf(after, { previous })).changed).toEqual([])
  })

  const moved = consensusOf(after, decided(consensusOf(before), { [look]: agreed }))
  const more = [...after, responseOf('c', { 'roads/inside': { look: 'everywhere' } })]

  it.each([
    ['nobody settles it', after, moved, { mostly: 1 }],
    ['the answers move on', more, moved, { mostly: 1 }],
    [
      'it is agreed again, but not taken out',
      after,
      decided(moved, { [look]: { agreed: 'nowhere' } }),
      { mostly: 1 },
    ],
  ])('still says what it was agreed from where %s', (_, given, previous, from) => {
    const { consensus, changed } = mergeResponses(inputOf(given, { previous }))
    expect(consensus.statements[look]?.['agreed-from']).toEqual(from)
    expect(changed).toEqual([look])
  })

  const { 'agreed-from': _from, ...settled } = moved.statements[look]!
  const { agreed: _agreed, ...withdrawn } = moved.statements[look]!
  it.each([
    ['the answers are again those it was agreed from', before, moved],
    ['it is taken out', after, { ...moved, statements: { [look]: settled } }],
    ['the decision is withdrawn', after, { ...moved, statements: { [look]: withdrawn } }],
  ])('no longer says it where %s', (_, given, previous) => {
    const { consensus, changed } = mergeResponses(inputOf(given, { previous }))
    expect(consensus.statements[look]).not.toHaveProperty('agreed-from')
    expect(changed).toEqual([])
  })

  it('says it anew where the answers change again after it was settled', () => {
    const previous = { ...moved, statements: { [look]: settled } }
    expect(consensusOf(more, previous).statements[look]?.['agreed-from']).toEqual({ nowhere: 1, mostly: 1 })
  })

  it('drops computed values that no longer hold', () => {
    const { cells, statements } = consensusOf(
      [],
      consensusOf([responseOf('a', { 'roads/inside': { look: 'mostly', ambition: 3 } })]),
    )
    expect(cells).toBeUndefined()
    expect(statements[look]).toEqual({ answers: {}, label: 'too-few' })
  })
})

describe('laws', () => {
  it('the order of responses never matters', () => {
    const shuffled = responses.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray([...given], { minLength: given.length })),
    )
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(JSON.stringify(consensusOf(other))).toBe(JSON.stringify(consensusOf(given)))
      }),
    )
  })

  it('merging twice changes nothing', () => {
    fc.assert(
      fc.property(responses, (given) => {
        const previous = decided(consensusOf(given), { [look]: { agreed: 'mostly' } })
        const { consensus, changed } = mergeResponses(inputOf(given, { previous }))
        const twice = mergeResponses(inputOf(given, { previous: consensus }))
        expect(changed).toEqual([])
        expect(JSON.stringify(twice)).toBe(JSON.stringify({ consensus, changed: [] }))
        expect(consensus.statements).toEqual(previous.statements)
      }),
    )
  })

  it('merging twice changes nothing where answers changed under an agreement', () => {
    fc.assert(
      fc.property(responses, responses, (first, later) => {
        const previous = decided(consensusOf(first), { [look]: { agreed: 'mostly' } })
        const once = mergeResponses(inputOf(later, { previous }))
        const twice = mergeResponses(inputOf(later, { previous: once.consensus }))
        expect(JSON.stringify(twice)).toBe(JSON.stringify(once))
        expectOrder(once.consensus.statements[look]!, statementKeys)
      }),
    )
  })

  it('answers that change and change back leave an agreement as it was', () => {
    fc.assert(
      fc.property(responses, responses, (first, later) => {
        const previous = decided(consensusOf(first), { [look]: { agreed: 'mostly' } })
        const back = consensusOf(first, consensusOf(later, previous))
        expect(JSON.stringify(back.statements)).toBe(JSON.stringify(previous.statements))
      }),
    )
  })

  it('human decisions survive any later merge', () => {
    const decision = fc.record(
      { agreed: fc.constantFrom('mostly', 'not-applicable'), reason: fc.string(), dissent: fc.string() },
      { requiredKeys: [] },
    )
    const cell = fc.record(
      { ambition: fc.nat(5), priority: fc.constantFrom('high' as const, 'low' as const), note: fc.string() },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(responses, responses, decision, cell, (first, later, statement, section) => {
        const previous = decided(consensusOf(first), { [look]: statement }, { 'roads/inside': section })
        const merged = consensusOf(later, previous)
        const { 'agreed-from': _computed, ...entry } = merged.statements[look]!
        expect(entry).toEqual({ ...consensusOf(later).statements[look], ...statement })
        expect(merged.cells?.['roads/inside'] ?? {}).toEqual({
          ...consensusOf(later).cells?.['roads/inside'],
          ...section,
        })
      }),
    )
  })

  it('every response is counted once under every statement', () => {
    fc.assert(
      fc.property(responses, (given) => {
        for (const { answers = {} } of Object.values(consensusOf(given).statements)) {
          expect(Object.values(answers).reduce((a, b) => a + b, 0)).toBe(given.length)
        }
      }),
    )
  })
})

function expectOrder(entry: object, keys: readonly string[]): void {
  expect(Object.keys(entry)).toEqual(keys.filter((key) => Object.hasOwn(entry, key)))
}
