import { describe, expect, it } from 'vitest'
import type { Consensus } from '../../src/merge/consensus.ts'
import { mergeResponses } from '../../src/merge/merge.ts'
import { mappingBetween } from '../../src/model/mapping.ts'
import type { Plan } from '../../src/plan/action.ts'
import { upgradedAssessment } from '../../src/upgrade/assessment.ts'
import { carryConsensus } from '../../src/upgrade/consensus.ts'
import { carryPlan } from '../../src/upgrade/plan.ts'
import { carryResponse } from '../../src/upgrade/response.ts'
import { responseOf } from '../merge/small-responses.ts'
import { courageous, type Edits, laterModel } from '../model/next-model.ts'
import { smallModel } from '../small-model.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`
const oldPin = { id: 'small', version: '1.0', digest: smallModel.digest }
const responses = ['ann', 'bob', 'cat'].map((person) =>
  responseOf(person, {
    'roads/inside': { look: 'mostly', ambition: 4 },
    courage: { speak: 'often', fail: 'seldom', stop: 'always' },
  }),
)
const merge = (previous?: Consensus) =>
  mergeResponses({
    ...{ model: smallModel, round: 'r', pin: oldPin, responses, leftOut: 0, responsesDigest: digest('a') },
    ...(previous === undefined ? {} : { previous }),
  }).consensus
const agreed = { agreed: 'often', reason: 'We heard it.', 'agreed-at': '2026-11-27T10:20:00Z' }
const before: Consensus = (() => {
  const { statements, ...rest } = merge()
  const decided = Object.fromEntries(
    Object.entries(statements).map(([id, entry]) => [
      id,
      id.startsWith('courage/') ? { ...entry, ...agreed } : entry,
    ]),
  )
  return {
    ...rest,
    statements: decided,
    cells: {
      ...rest.cells,
      'roads/inside': { ...rest.cells?.['roads/inside'], priority: 'high', ambition: 3 },
      courage: { note: 'More of it.' },
    },
  }
})()

function carry(edits: Edits, model = laterModel(edits)) {
  const { id, version, digest: own } = model
  return carryConsensus(before, mappingBetween(model, smallModel), {
    pin: { id, version, digest: own },
    digest: digest('b'),
  })
}

describe('a consensus in a newer version', () => {
  it('keeps what was agreed where the words are the same, moved or not', () => {
    const { consensus, takenBack, dropped } = carry({ 'courage/fail': { key: 'err', was: 'courage/fail' } })
    expect([takenBack, dropped]).toEqual([[], []])
    expect(consensus.statements['courage/speak']).toEqual(before.statements['courage/speak'])
    expect(consensus.statements['courage/err']).toEqual(before.statements['courage/fail'])
    expect(consensus.cells).toEqual(before.cells)
    expect(consensus).toMatchObject({
      model: { version: '2.0' },
      responses: { count: 3, digest: digest('b') },
    })
    expect(consensus.agreement).toBeUndefined()
  })

  it('takes back what was agreed in other words, with its reason; the spread stays', () => {
    const { consensus, takenBack } = carry({
      'courage/speak': { text: 'Other words.', was: 'courage/speak' },
    })
    expect(takenBack).toEqual(['courage/speak'])
    expect(consensus.statements['courage/speak']).toEqual({
      answers: { often: 3 },
      divergence: 0,
      label: 'shared',
      suggested: 'often',
    })
  })

  it('names what was decided on what is gone', () => {
    const model = { ...laterModel({ 'courage/stop': null }), stages: smallModel.stages.slice(1) }
    const { consensus, dropped } = carry({}, model)
    expect(dropped).toEqual(['courage/stop', 'roads/inside'])
    expect(consensus.cells?.['roads/inside']).toEqual({ priority: 'high' })
  })

  it('is what the next merge of the carried responses comes to', () => {
    const model = laterModel(
      {
        'courage/speak': { text: 'Other words.', was: 'courage/speak' },
        'courage/fail': { key: 'err', was: 'courage/fail' },
        'courage/stop': null,
      },
      [courageous('ask', 'People ask.')],
    )
    const { consensus } = carry({}, model)
    const mapping = mappingBetween(model, smallModel)
    const { agreement: _, ...merged } = mergeResponses({
      ...{
        model,
        round: 'r',
        pin: consensus.model,
        leftOut: 0,
        responsesDigest: digest('b'),
        previous: consensus,
      },
      responses: responses.map((response) => carryResponse(response, mapping).response),
    }).consensus
    expect(consensus).toEqual(merged)
  })
})

describe('a plan in a newer version', () => {
  it('leads to what its statements are called now, and names actions that lead to nothing any more', () => {
    const plan: Plan = {
      format: 'tiex-plan/1',
      round: 'r',
      actions: [
        {
          id: 'a',
          title: 'A',
          status: 'proposed',
          why: ['courage/fail', 'courage/stop'],
          cells: ['courage'],
        },
        { id: 'b', title: 'B', status: 'proposed', why: ['courage/stop'] },
        { id: 'c', title: 'C', status: 'proposed' },
      ],
    }
    const newer = laterModel({ 'courage/fail': { key: 'err', was: 'courage/fail' }, 'courage/stop': null })
    const carried = carryPlan(plan, mappingBetween(newer, smallModel))
    expect(carried.lost).toEqual(['b'])
    expect(carried.plan.actions).toEqual([
      { id: 'a', title: 'A', status: 'proposed', why: ['courage/err'], cells: ['courage'] },
      { id: 'b', title: 'B', status: 'proposed' },
      { id: 'c', title: 'C', status: 'proposed' },
    ])
  })
})

describe('tiex.yaml for a newer version', () => {
  it('pins it for the current round; rounds before keep theirs, and the rest is as it was', () => {
    const assessment = {
      ...{ format: 'tiex-assessment/1', organisation: { id: 'x', name: 'X', type: 'county' }, scope: 'all' },
      ...{ model: oldPin, confidentiality: 'open' as const, round: 'now' },
      rounds: { before: { opens: '2025-01-01' }, now: { opens: '2026-01-01', model: oldPin }, never: {} },
      people: [
        {
          id: 'ann',
          name: 'Ann',
          email: 'a@b.c',
          role: 'r',
          may: ['answer' as const],
          sections: ['roads', 'courage'],
        },
      ],
    }
    const newer = laterModel()
    const pin = { id: 'small', version: '2.0', digest: newer.digest }
    const mapping = mappingBetween(newer, smallModel)
    expect(upgradedAssessment(assessment, { pin, mapping, others: new Map([['before', oldPin]]) })).toEqual({
      ...assessment,
      model: pin,
      rounds: { before: { opens: '2025-01-01', model: oldPin }, now: { opens: '2026-01-01' }, never: {} },
    })
  })
})

describe('what is withheld because few looked again', () => {
  it('goes with its statements, so that the next merge withholds it still', () => {
    const [id] = Object.keys(before.statements) as [string]
    const withheld = { statements: { [id]: { label: 'split' as const, again: 1 } } }
    const mapping = mappingBetween(smallModel, smallModel)
    const pin = { ...oldPin, version: '1.1' }
    const { consensus } = carryConsensus({ ...before, withheld }, mapping, { pin, digest: digest('b') })
    expect(consensus.withheld).toEqual(withheld)
  })
})
