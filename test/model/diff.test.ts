import { describe, expect, it } from 'vitest'
import { diffModels, isSameModel } from '../../src/model/diff.ts'
import type { Model } from '../../src/model/model.ts'
import { smallModel } from '../small-model.ts'
import { courageous, laterModel } from './next-model.ts'

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)

describe('the difference of two versions', () => {
  it('is none but for the version', () => {
    const diff = diffModels(smallModel, laterModel())
    expect([isSameModel(diff), diff.unchanged, diff.comparable]).toEqual([true, 23, 0])
  })

  it('tells what came, went, was reworded and moved', () => {
    const newer = laterModel(
      {
        'courage/speak': { text: 'People speak up.', was: 'courage/speak' },
        'courage/fail': { key: 'err', was: 'courage/fail' },
        'courage/stop': null,
        'parks/inside/look': { text: 'The council can look at parks.' },
      },
      [courageous('ask', 'People ask.')],
    )
    const diff = diffModels(smallModel, newer)
    expect(ids(diff.added)).toEqual(['courage/ask'])
    expect(ids(diff.removed)).toEqual(['courage/stop'])
    expect(diff.reworded.map(({ newer: { id }, isUnclaimed }) => [id, isUnclaimed])).toEqual([
      ['parks/inside/look', true],
      ['courage/speak', false],
    ])
    expect(diff.moved.map(({ newer: { id }, older }) => [id, older.id])).toEqual([
      ['courage/err', 'courage/fail'],
    ])
    expect([diff.comparable, diff.unchanged]).toEqual([2, 19])
  })

  it.each<[string, Partial<Model>, unknown]>([
    [
      'a mode',
      { modes: [{ id: 'inside', title: 'Within' }, smallModel.modes[1]!] },
      { what: 'mode', id: 'inside', change: 'changed', detail: 'Inside → Within' },
    ],
    [
      'the order of stages',
      { stages: smallModel.stages.toReversed() },
      { what: 'stage', id: 'learn, spread, try, choose, look', change: 'order' },
    ],
    [
      'a stage less',
      { stages: smallModel.stages.slice(1) },
      { what: 'stage', id: 'look', change: 'removed' },
    ],
    [
      'a kind of note',
      { notes: [...smallModel.notes, { id: 'risk', title: 'Risk', prompt: 'What?', kind: 'text' }] },
      { what: 'note', id: 'risk', change: 'added' },
    ],
    [
      'a scale of success factors',
      { factorScale: smallModel.statementScale },
      { what: 'use', id: 'factor-scale', change: 'changed', detail: 'trust → extent' },
    ],
    [
      'a value of an option',
      {
        scales: smallModel.scales.map((scale) => ({
          ...scale,
          options: scale.options.map((one) => (one.id === 'seldom' ? { ...one, value: 0.25 } : one)),
        })),
      },
      {
        what: 'scale',
        id: 'trust',
        change: 'changed',
        detail: 'never 0, seldom 0.333, often 0.667, always 1 → never 0, seldom 0.25, often 0.667, always 1',
      },
    ],
  ])('tells of %s', (_, change, other) => {
    expect(diffModels(smallModel, { ...laterModel(), ...change }).others).toEqual([other])
  })
})
