import { describe, expect, it } from 'vitest'
import {
  addingLink,
  noting,
  removingLinks,
  setting,
  starting,
  taking,
  together,
} from '../../src/questionnaire/changes.ts'
import { courseOf } from '../../src/questionnaire/course.ts'
import { demandsRationale, owingRationale } from '../../src/questionnaire/demands.ts'
import { cleanText, noteProblem } from '../../src/questionnaire/note-text.ts'
import { tallyOf } from '../../src/questionnaire/tally.ts'
import type { Response } from '../../src/response/response.ts'
import { smallModel } from '../small-model.ts'

const empty: Response = {
  format: 'tiex-response/1',
  model: 'small@1.0',
  round: '2026',
  person: 'ann',
  answers: {},
}
const roads = smallModel.sectionById.get('roads/inside')!
const report = { title: 'Report', url: 'https://example.org/r' }

describe('a change', () => {
  it('that says what is there already gives back the very same response', () => {
    const change = together([
      setting(roads, 'look', 'mostly'),
      setting(roads, 'ambition', 3),
      noting(roads, 'rationale', 'because'),
      addingLink(roads, 'evidence', report),
    ])
    const once = change(empty)
    expect(once.answers).toEqual({
      roads: {
        inside: { look: 'mostly', ambition: 3, notes: { rationale: 'because', evidence: [report] } },
      },
    })
    expect(change(once)).toBe(once)
  })

  it('that is undone leaves nothing behind', () => {
    const done = together([
      setting(roads, 'look', 'mostly'),
      noting(roads, 'rationale', 'because'),
      addingLink(roads, 'evidence', report),
    ])
    const undone = together([
      setting(roads, 'look', undefined),
      noting(roads, 'rationale', ' '),
      removingLinks(roads, 'evidence'),
    ])
    expect(undone(done(empty))).toEqual(empty)
    expect(undone(empty)).toBe(empty)
  })

  it('is the first where a response says when it was started, and in which role', () => {
    const change = starting(setting(roads, 'look', 'mostly'), '2026-11-02T09:00:00Z', 'finance')
    const begun = change(empty)
    expect(begun).toMatchObject({ started: '2026-11-02T09:00:00Z', role: 'finance' })
    const later = starting(setting(roads, 'look', 'nowhere'), '2026-11-03T09:00:00Z', 'hr')
    expect(later(begun)).toMatchObject({ started: '2026-11-02T09:00:00Z', role: 'finance' })
    expect(change(begun)).toBe(begun)
  })

  it('that takes another response lays it over what is there', () => {
    const mine = together([
      setting(roads, 'look', 'mostly'),
      setting(roads, 'try', 'nowhere'),
      noting(roads, 'obstacles', 'law'),
    ])(empty)
    const other = together([setting(roads, 'look', 'half-way'), addingLink(roads, 'evidence', report)])(empty)
    expect(taking(other, smallModel)(mine).answers.roads?.inside).toEqual({
      look: 'half-way',
      try: 'nowhere',
      notes: { obstacles: 'law', evidence: [report] },
    })
    expect(taking(mine, smallModel)(mine)).toBe(mine)
  })
})

describe('a decision', () => {
  const reasoned = noting(roads, 'rationale', 'because')
  it.each([
    ['not applicable', setting(roads, 'look', 'not-applicable')],
    ['a deliberate stance', setting(roads, 'stance', 'deliberate')],
  ])('%s needs a reason', (_, change) => {
    expect(owingRationale(smallModel, change(empty))).toEqual([roads])
    expect(owingRationale(smallModel, together([change, reasoned])(empty))).toEqual([])
  })

  it.each([['dont-know'], ['nowhere']])('is not what %s is', (answer) => {
    expect(demandsRationale(setting(roads, 'look', answer)(empty), roads)).toBe(false)
  })
})

describe('a note as it was pasted', () => {
  it.each([
    ['control characters go, the text stays', 'one\u000btwo\u0007 three\u001b[31m', 'onetwo three[31m'],
    ['line ends become one kind', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['blanks at the ends go', '  a  \n b \n\n', 'a\n b'],
    ['halves of characters are replaced', 'a\ud800b', 'a\ufffdb'],
    ['other languages stay', 'Cymraeg: tŷ, ŵ, 日本語, 👩‍👩‍👧', 'Cymraeg: tŷ, ŵ, 日本語, 👩‍👩‍👧'],
  ])('%s', (_, pasted, clean) => {
    expect(cleanText(pasted)).toBe(clean)
  })

  it('has a limit that is told, with the size', () => {
    expect(noteProblem('x'.repeat(10_000))).toBeUndefined()
    expect(noteProblem('x'.repeat(10_001))).toContain('10,001 characters')
  })
})

it('the tally counts what was answered, how, and what is open', () => {
  const response = together([
    setting(roads, 'look', 'mostly'),
    setting(roads, 'choose', 'dont-know'),
    setting(roads, 'try', 'not-applicable'),
    noting(roads, 'rationale', 'because'),
  ])(empty)
  const tally = tallyOf(courseOf(smallModel), response)
  expect(tally).toMatchObject({ answered: 3, of: 23, notApplicable: 1, notes: 1 })
  expect([tally.open.length, tally.dontKnow.map(({ id }) => id)]).toEqual([20, ['roads/inside/choose']])
})
