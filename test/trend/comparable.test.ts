import { describe, expect, it } from 'vitest'
import { mergeResponses } from '../../src/merge/merge.ts'
import type { Response } from '../../src/response/response.ts'
import { comparableRounds, type RoundAnswers } from '../../src/trend/comparable.ts'
import { trendOf } from '../../src/trend/trend.ts'
import { responseOf } from '../merge/small-responses.ts'
import { laterModel } from '../model/next-model.ts'
import { smallModel } from '../small-model.ts'

const newer = laterModel({
  'courage/speak': { key: 'say', was: 'courage/speak' },
  'courage/fail': { text: 'Other words.' },
  'roads/inside/look': { was: 'roads/inside/look' },
})
const early = responseOf('ann', {
  'roads/inside': { look: 'in-places', try: 'everywhere' },
  courage: { speak: 'seldom', fail: 'always' },
})
const late: Response = {
  ...responseOf('ann', { 'roads/inside': { look: 'half-way', try: 'nowhere' } }),
  'success-factors': { courage: { say: 'often', fail: 'never' } },
}
const rounds: readonly RoundAnswers[] = [
  { round: '2026', model: smallModel, answered: { response: early } },
  { round: '2027', model: newer, answered: { response: late } },
]

describe('rounds that answered different versions', () => {
  it('have levels over the statements that both share, in every round', () => {
    const { rounds: shown, shared } = comparableRounds(newer, rounds)
    expect(shared).toMatchObject({ models: ['small@1.0', 'small@2.0'], statements: 2, of: 23 })
    const { lines } = trendOf(newer, shown)
    expect(lines.map(({ id, levels }) => [id, ...levels.map((level) => level?.toFixed(2))])).toEqual([
      ['roads', '1.25', '2.50'],
      ['parks', undefined, undefined],
      ['courage', '1.67', '3.33'],
    ])
  })

  it('are the same for a consensus', () => {
    const merged = (response: Response, model = smallModel) =>
      mergeResponses({
        model,
        round: 'r',
        pin: { id: 'small', version: '1.0', digest: model.digest },
        responses: [response],
        leftOut: 0,
        responsesDigest: 'sha256:0',
      }).consensus
    const two: readonly RoundAnswers[] = [
      { round: '2026', model: smallModel, answered: { consensus: merged(early) } },
      { round: '2027', model: newer, answered: { consensus: merged(late, newer) } },
    ]
    const levels = (of: readonly RoundAnswers[]) => trendOf(newer, comparableRounds(newer, of).rounds).lines
    expect(levels(two)).toEqual(levels(rounds))
  })

  it('are left out where nothing is mapped', () => {
    const stranger = { ...smallModel, version: '0.1', digest: `sha256:${'e'.repeat(64)}` }
    const { rounds: shown, shared } = comparableRounds(newer, [
      { ...rounds[0]!, model: stranger } as RoundAnswers,
      rounds[1]!,
    ])
    expect(shown[0]).toEqual({
      round: '2026',
      left: 'it answered small@0.1, of which small@2.0 maps no statement (was)',
    })
    expect(shared).toMatchObject({ models: ['small@2.0'], statements: 23, without: [] })
  })

  it('say nothing of sharing where all answered the same', () => {
    const { shared, rounds: shown } = comparableRounds(smallModel, [
      rounds[0]!,
      { round: '2025', left: 'not merged yet' },
    ])
    expect(shared).toBeUndefined()
    expect(shown.map(({ left }) => left)).toEqual([undefined, 'not merged yet'])
  })
})
