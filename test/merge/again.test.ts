import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Consensus } from '../../src/merge/consensus.ts'
import { withCounts, withoutSmallGroups, withWithheld } from '../../src/merge/counts.ts'
import { type MergeInput, mergeResponses } from '../../src/merge/merge.ts'
import type { Response } from '../../src/response/response.ts'
import { inputOf, responseOf } from './small-responses.ts'

const look = 'roads/inside/look'
const choose = 'roads/inside/choose'
const split = { label: 'split' } as const
const asking = (...ids: readonly string[]) => ({
  pass: 2,
  statements: Object.fromEntries(ids.map((id) => [id, split])),
})
const secondLook = asking(look)
const minimumGroup = 5

const answering = (person: string, answer: string | undefined, more: Partial<Response> = {}): Response => ({
  ...responseOf(person, answer === undefined ? {} : { 'roads/inside': { look: answer, choose: answer } }),
  ...more,
})
const nine = (first: Partial<Response> = {}, answer = 'nowhere') => [
  answering('p0', answer, first),
  ...Array.from({ length: 8 }, (_, index) =>
    answering(`p${index + 1}`, index < 4 ? 'nowhere' : 'everywhere'),
  ),
]
const looking = (responses: readonly Response[], count: number, more: Partial<Response> = { pass: 2 }) =>
  responses.map((one, index) => (index < count ? { ...one, ...more } : one))
const consensusOf = (responses: readonly Response[], more: Partial<MergeInput> = {}): Consensus =>
  mergeResponses(inputOf(responses, { minimumGroup, ...more })).consensus
const readableOf = (consensus: Consensus) => withoutSmallGroups(consensus, minimumGroup).readable

describe('how many looked again', () => {
  it.each<[string, Response[], number | undefined]>([
    ['counts who has the pass', looking(nine(), 5), 5],
    ['or a later one', looking(nine(), 5, { pass: 3 }), 5],
    [
      'and who left half way, having looked at it',
      looking(nine(), 5, { 'looked-at': { pass: 2, statements: [look] } }),
      5,
    ],
    [
      'but not who looked at others',
      looking(nine(), 5, { 'looked-at': { pass: 2, statements: [choose] } }),
      undefined,
    ],
    [
      'nor who looked at it in another pass',
      looking(nine(), 5, { 'looked-at': { pass: 1, statements: [look] } }),
      undefined,
    ],
    [
      'nor who has no answer that could be another',
      [...nine(), ...[1, 2, 3, 4, 5].map((index) => answering(`q${index}`, undefined, { pass: 2 }))],
      undefined,
    ],
  ])('%s', (_, responses, again) => {
    const { statements, withheld } = consensusOf(responses, { secondLook })
    expect(statements[look]?.again).toBe(again)
    expect(statements[choose]).not.toHaveProperty('again')
    expect(withheld).toBeUndefined()
  })

  it('is nowhere told in an open assessment, where everybody reads every answer', () => {
    const { statements, withheld } = mergeResponses(inputOf(looking(nine(), 1), { secondLook })).consensus
    expect(statements[look]).not.toHaveProperty('again')
    expect(withheld).toBeUndefined()
  })
})

describe('until enough have looked again', () => {
  const before = consensusOf(nine())
  const one = (answer = 'everywhere') =>
    consensusOf(nine({ pass: 2 }, answer), { secondLook, previous: before })

  it('a statement, and how far people agree, stay to the letter what they were', () => {
    const after = readableOf(one())
    expect(after.statements[look]).toEqual(before.statements[look])
    expect(after.agreement).toEqual(before.agreement)
    expect(JSON.stringify(after)).not.toContain('again')
  })

  it('what is new is there for those who may see every count', () => {
    const whole = withWithheld(one())
    const { withheld: _, ...plain } = consensusOf(nine({}, 'everywhere'))
    expect(whole.statements[look]).toEqual({ ...plain.statements[look], again: 1 })
    expect(whole.agreement).toEqual(plain.agreement)
    expect(whole).not.toHaveProperty('withheld')
  })

  it('and comes back from the seal', () => {
    const { readable, hidden } = withoutSmallGroups(one(), minimumGroup)
    expect(withCounts(readable, hidden!)).toEqual(one())
  })

  it('decisions are kept, and what is agreed does not betray that answers changed', () => {
    const agreed = { ...before.statements[look]!, agreed: 'mostly', reason: 'Because.' }
    const previous = { ...before, statements: { ...before.statements, [look]: agreed } }
    const after = consensusOf(nine({ pass: 2 }, 'everywhere'), { secondLook, previous })
    expect(after.statements[look]).toEqual(agreed)
    expect(withWithheld(after).statements[look]).toMatchObject({ agreed: 'mostly', again: 1 })
    expect(after.withheld?.statements[look]).not.toHaveProperty('agreed')
  })

  it('it stays so where a later pass asks about it no more, or nobody looks at it then', () => {
    for (const asked of [choose, look]) {
      const third = consensusOf(nine({ pass: 2 }, 'everywhere'), {
        secondLook: { ...asking(asked), pass: 3 },
        previous: one(),
      })
      expect(third.statements[look]).toEqual(before.statements[look])
      expect(third.withheld?.statements[look]).toMatchObject({ again: 1 })
    }
  })

  it('and where its key is not at hand that opens what is withheld', () => {
    const previous = { ...readableOf(one()), sealed: 'a block' }
    const third = consensusOf(nine({ pass: 2 }, 'everywhere'), { previous })
    expect(third.statements[look]).toEqual(before.statements[look])
  })

  it('in a later pass that few take, what was shown after the one before stays', () => {
    const second = consensusOf(looking(nine({}, 'everywhere'), 6), { secondLook, previous: before })
    expect(second.statements[look]).toMatchObject({ answers: { nowhere: 4, everywhere: 5 }, again: 6 })
    const moved = [answering('p0', 'mostly', { pass: 3 }), ...looking(nine(), 6).slice(1)]
    const third = consensusOf(moved, { secondLook: { ...secondLook, pass: 3 }, previous: second })
    expect(third.statements[look]).toEqual(second.statements[look])
    expect(third.withheld?.statements[look]).toMatchObject({ again: 1 })
  })

  it('all is shown once enough have', () => {
    const after = consensusOf(looking(nine({}, 'everywhere'), 5), { secondLook, previous: one() })
    expect(after.statements[look]).toMatchObject({ answers: { nowhere: 4, everywhere: 5 }, again: 5 })
    expect(after).not.toHaveProperty('withheld')
  })

  it('in a council below the smallest group nothing that is readable ever changes by it', () => {
    const four = (answer: string, more: Partial<Response> = {}) =>
      ['nowhere', 'nowhere', 'everywhere', answer].map((given, index) => answering(`p${index}`, given, more))
    const first = consensusOf(four('everywhere'))
    const after = consensusOf(four('nowhere', { pass: 2 }), {
      secondLook: asking(look, choose),
      previous: first,
    })
    expect(readableOf(after).statements).toEqual(readableOf(first).statements)
    expect(readableOf(after).agreement).toEqual(readableOf(first).agreement)
    const { readable, hidden } = withoutSmallGroups(after, minimumGroup)
    expect(withCounts(readable, hidden!)).toEqual(after)
  })

  it('where there is no consensus any more, it is as it was shown to them', () => {
    const shown = { label: 'split', divergence: 90, answers: { nowhere: 5, everywhere: 4 } } as const
    const after = consensusOf(nine({ pass: 2 }, 'everywhere'), {
      secondLook: { pass: 2, statements: { [look]: shown } },
    })
    expect(after.statements[look]).toEqual({ ...shown, suggested: 'nowhere' })
    expect(after).not.toHaveProperty('agreement')
  })

  it('nobody who reads both files can tell anything of what up to four people changed; merging twice is merging once', () => {
    const answer = fc.constantFrom('nowhere', 'in-places', 'half-way', 'mostly', 'everywhere', undefined)
    const group = fc.array(answer, { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(group, group, fc.integer({ min: 1, max: 4 }), (given, changes, count) => {
        const first = consensusOf(given.map((one, index) => answering(`p${index}`, one)))
        const after = given.map((one, index) =>
          index < count
            ? answering(`p${index}`, one && (changes[index] ?? one), { pass: 2 })
            : answering(`p${index}`, one),
        )
        const asked = { secondLook: asking(look, choose) }
        const second = consensusOf(after, { ...asked, previous: first })
        const { hidden: _, ...seen } = withoutSmallGroups(second, minimumGroup)
        expect(seen.readable).toEqual(readableOf(first))
        expect(consensusOf(after, { ...asked, previous: second })).toEqual(second)
        expect(consensusOf([...after].reverse(), { ...asked, previous: first })).toEqual(second)
      }),
    )
  })
})
