import { describe, expect, it } from 'vitest'
import { checkSecondLook } from '../../src/second-look/check.ts'
import type { SecondLook } from '../../src/second-look/second-look.ts'
import { smallModel } from '../small-model.ts'

const { id, version, digest } = smallModel
const pin = { id, version, digest }
const good: SecondLook = {
  format: 'tiex-second-look/1',
  model: pin,
  round: 'one',
  pass: 2,
  opened: '2026-11-23T09:00:00Z',
  closes: '2026-11-24',
  statements: {
    'roads/inside/look': { label: 'split', answers: { nowhere: 4, 'dont-know': 1, unanswered: 4 } },
  },
  notes: { 'roads/inside': { rationale: ['Because.'] } },
}

describe('a second look', () => {
  it('that is right has nothing wrong', () =>
    expect(checkSecondLook(good, smallModel, { round: 'one', pin })).toEqual([]))

  it.each<[string, Partial<SecondLook>, string, (string | number)[]]>([
    ['of another round', { round: 'two' }, 'round', ['round']],
    ['of another model', { model: { ...pin, version: '2.0' } }, 'model', ['model']],
    ['of a changed model', { model: { ...pin, digest: 'sha256:0' } }, 'model', ['model', 'digest']],
    ['with no such time', { opened: '2026-02-30T09:00:00Z', closes: '2026-11-24' }, 'time', ['opened']],
    ['ended at no such time', { closed: '2026-02-30T09:00:00Z' }, 'time', ['closed']],
    ['with no such day', { closes: '2026-11-31' }, 'date', ['closes']],
    ['that closes before it opens', { closes: '2026-11-22' }, 'date', ['closes']],
    [
      'with an unknown statement',
      { statements: { 'roads/inside/lok': { label: 'split' } } },
      'unknown-id',
      ['statements', 'roads/inside/lok'],
    ],
    [
      'with an unknown answer',
      { statements: { 'roads/inside/look': { label: 'split', answers: { partly: 4 } } } },
      'answer',
      ['statements', 'roads/inside/look', 'answers', 'partly'],
    ],
    ['with notes of no section', { notes: { roads: {} } }, 'unknown-id', ['notes', 'roads']],
    [
      'with notes of no kind',
      { notes: { 'roads/inside': { gossip: ['x'] } } },
      'unknown-id',
      ['notes', 'roads/inside', 'gossip'],
    ],
  ])('%s is told so, with a hint', (_, wrong, rule, path) => {
    const found = checkSecondLook({ ...good, ...wrong }, smallModel, { round: 'one', pin })
    expect(found).toMatchObject([{ severity: 'error', rule, path }])
    expect(found[0]?.hint).toBeTruthy()
  })
})
