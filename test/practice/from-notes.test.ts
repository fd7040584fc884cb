import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Model } from '../../src/model/model.ts'
import { draftFrom, practiceKinds, practiceNotes } from '../../src/practice/from-notes.ts'
import type { Response } from '../../src/response/response.ts'
import { gatherNotes } from '../../src/response/shared-notes.ts'
import { responseOf } from '../merge/small-responses.ts'
import { smallModel } from '../small-model.ts'

const model: Model = {
  ...smallModel,
  notes: [
    ...smallModel.notes,
    { id: 'worked', title: 'What worked', prompt: 'What?', kind: 'text', practice: true },
  ],
}

function noted(
  person: string,
  notes: Readonly<Record<string, string>>,
  more: Partial<Response> = {},
): Response {
  const sections = Object.entries(notes).map(([id, worked]) => [
    id,
    { notes: { worked, obstacles: 'Not this.' } },
  ])
  const { submitted: _, ...draft } = responseOf(person, Object.fromEntries(sections))
  return { ...draft, ...more }
}

const sharing = { submitted: '2026-11-02T09:00:00Z', 'share-notes': true } as const

/** `section: text`, with * for an own note. */
const brief = (own: Response | undefined, ...others: readonly Response[]) =>
  practiceNotes(model, { own, shared: gatherNotes(model, others) }).map(
    ({ section, text, isOwn }) => `${section.id}: ${text}${isOwn ? '*' : ''}`,
  )

it('the model says which notes tell of practice', () => {
  expect(practiceKinds(model).map(({ id }) => id)).toEqual(['worked'])
  expect(practiceNotes(smallModel, { own: noted('ann', { courage: 'x' }) })).toEqual([])
})

describe('the notes to draft from', () => {
  const ann = noted('ann', { courage: ' Ours. ', 'roads/inside': 'We dug.' })

  it('are the own ones, in the order of the model, whether they are shared or not', () => {
    expect(brief(ann)).toEqual(['roads/inside: We dug.*', 'courage: Ours.*'])
  })

  it('are of others those that may be shown, after the own one and by what they say', () => {
    const bo = noted('bo', { courage: 'Zeal.' }, sharing)
    const cy = noted('cy', { courage: 'Apples.' }, sharing)
    expect(brief(ann, bo, cy)).toEqual([
      'roads/inside: We dug.*',
      'courage: Ours.*',
      'courage: Apples.',
      'courage: Zeal.',
    ])
  })

  it.each<[string, Partial<Response>]>([
    ['do not share their notes', { submitted: '2026-11-02T09:00:00Z' }],
    ['have not submitted', { 'share-notes': true }],
  ])('never those of people who %s', (_, more) => {
    expect(brief(ann, noted('bo', { courage: 'Secret.' }, more))).not.toContain('courage: Secret.')
  })

  it('have one that both wrote once, as the own one', () => {
    expect(brief(ann, noted('bo', { courage: 'Ours.' }, sharing))).toEqual(brief(ann))
  })

  it('say nothing of the order of the responses', () => {
    const texts = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { maxLength: 6 })
    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.nat()), (some, numbers) => {
        const responses = some.map((text, index) => noted(`p${index}`, { courage: text }, sharing))
        const shuffled = responses
          .map((response) => ({ response, at: numbers.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ response }) => response)
        expect(brief(undefined, ...shuffled)).toEqual(brief(undefined, ...responses))
      }),
    )
  })
})

describe('the draft', () => {
  const draft = (text: string) =>
    draftFrom({ section: model.sections[0]!, kind: model.notes.at(-1)!, text, isOwn: false })

  it('has the text, the section and the first sentence as its title, and nothing of who wrote it', () => {
    expect(draft('We dug. It helped.')).toEqual({
      title: 'We dug',
      what: 'We dug. It helped.',
      cells: ['roads/inside'],
    })
  })

  it.each([
    ['It works! Truly.', 'It works!'],
    ['Two\nlines', 'Two lines'],
    ['It cost £1.5m and paid back', 'It cost £1.5m and paid back'],
    ['.', '.'],
    [
      'Blue Badge renewals went from 21 days to 4 after two sessions with the people who process them',
      'Blue Badge renewals went from 21 days to 4 after two sessions with the people…',
    ],
  ])('of %j is called %j', (text, title) => expect(draft(text).title).toBe(title))

  it('has a title that a file may have, whatever the note says', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        fc.pre(text.trim() !== '')
        const { title } = draft(text.trim())
        expect(title.length).toBeGreaterThan(0)
        expect(title.length).toBeLessThanOrEqual(81)
        expect(title).toMatch(/\S/)
      }),
    )
  })
})
