import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Response } from '../../src/response/response.ts'
import { countNotes, gatherNotes, notesIn } from '../../src/response/shared-notes.ts'
import { smallModel } from '../small-model.ts'

const section = 'roads/inside'
const of = (person: string, notes: object, more: Partial<Response> = {}): Response => ({
  ...{ format: 'tiex-response/1', model: 'small@1.0', round: '2026-autumn', person },
  ...{ submitted: '2026-11-02T09:00:00Z', 'share-notes': true },
  ...more,
  answers: { roads: { inside: { notes } as never } },
})
const texts = (...responses: readonly Response[]) =>
  notesIn(gatherNotes(smallModel, responses), section).flatMap((notes) => notes.texts)

describe('notes to show', () => {
  it('are those of people who allow it and have submitted', () => {
    const { 'share-notes': _, ...silent } = of('cy', { obstacles: 'not asked' })
    const { submitted: __, ...draft } = of('di', { obstacles: 'draft' })
    expect(texts(of('ann', { obstacles: 'shown' }), silent, draft)).toEqual(['shown'])
  })

  it('stand by section and kind in the order of the model, each once, sorted by what they say', () => {
    const link = { title: 'Report', url: 'https://a.example/r' }
    const notes = gatherNotes(smallModel, [
      of('ann', { rationale: 'zebra', obstacles: 'money', evidence: [link] }),
      of('bo', { rationale: 'apple', obstacles: ' money\n', evidence: [link, { title: 'Audit' }] }),
    ])
    expect(Object.keys(notes)).toEqual([section])
    expect(notesIn(notes, section).map(({ kind, texts, links }) => [kind.id, texts, links])).toEqual([
      ['obstacles', ['money'], []],
      ['rationale', ['apple', 'zebra'], []],
      ['evidence', [], [{ title: 'Audit' }, link]],
    ])
    expect(countNotes(notes, section)).toBe(5)
    expect(countNotes(notes, 'parks/inside')).toBe(0)
  })

  it('do not depend on the order of the people, and hold no name', () => {
    const people = fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(people, (given) => {
        const responses = given.map((text, index) => of(`person-${index}`, { obstacles: text }))
        const notes = gatherNotes(smallModel, responses)
        expect(gatherNotes(smallModel, responses.toReversed())).toEqual(notes)
        expect(JSON.stringify(notes)).not.toContain('person-')
      }),
    )
  })
})
