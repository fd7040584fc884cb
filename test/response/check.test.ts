import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelName } from '../../src/model/model.ts'
import type { Finding } from '../../src/problem.ts'
import { checkAnswers } from '../../src/response/check.ts'
import { checkPlace } from '../../src/response/place.ts'
import type { Response, SectionAnswers } from '../../src/response/response.ts'
import { cases } from '../fuzz/cases.ts'
import { responseOf } from '../merge/small-responses.ts'
import { smallModel } from '../small-model.ts'

/** What a finding says, short: severity, rule, path, and whether the key is meant. */
function brief({ severity, rule, path, at }: Finding): string {
  return `${severity} ${rule} ${path.join(' / ')}${at === 'key' ? ' (key)' : ''}`
}

const why = { notes: { rationale: 'We have no parks.' } }

/** One cell of a draft, and what is found in it. */
function found(given: SectionAnswers): readonly Finding[] {
  return checkAnswers(draft({ roads: { inside: given } }), smallModel)
}

function draft(answers: Response['answers'], more: Partial<Response> = {}): Response {
  const { submitted: _, ...response } = responseOf('ann', {})
  return { ...response, answers, ...more }
}

const evidence = (links: unknown) => ({ look: 'mostly', notes: { evidence: links } }) as SectionAnswers

describe('the answers of a response', () => {
  const good: readonly [string, SectionAnswers][] = [
    [
      'every option of the scale',
      { look: 'nowhere', choose: 'in-places', try: 'half-way', spread: 'mostly' },
    ],
    ['a person who does not know', { look: 'dont-know' }],
    ['what does not apply, with a rationale', { look: 'not-applicable', ...why }],
    ['a stance with a rationale', { look: 'mostly', stance: 'deliberate', ...why }],
    ['an ambition of all stages', { ambition: 5 }],
    ['an ambition of none', { ambition: 0 }],
    [
      'evidence with and without an address',
      evidence([{ title: 'Report' }, { title: 'Plan', url: 'https://example.org/plan' }]),
    ],
    ['a note of 10,000 characters', { notes: { obstacles: 'x'.repeat(10_000) } }],
    ['nothing', {}],
  ]
  it.each(good)('may hold %s', (_, given) => {
    expect(found(given)).toEqual([])
  })

  const faults: readonly [string, SectionAnswers, string][] = [
    ['an option of another scale', { look: 'always' }, 'error answer answers / roads / inside / look'],
    ['a typing error', { look: 'mosty' }, 'error answer answers / roads / inside / look'],
    ['a number', { look: 3 } as SectionAnswers, 'error answer answers / roads / inside / look'],
    ['nothing but a key', { look: null } as SectionAnswers, 'error answer answers / roads / inside / look'],
    ['a list', { look: ['mostly'] } as SectionAnswers, 'error answer answers / roads / inside / look'],
    ['the word unanswered', { look: 'unanswered' }, 'error answer answers / roads / inside / look'],
    ['an unknown stage', { looks: 'mostly' }, 'error unknown-id answers / roads / inside / looks (key)'],
    ['an ambition above the stages', { ambition: 6 }, 'error ambition answers / roads / inside / ambition'],
    [
      'an unknown kind of note',
      { notes: { rational: 'x' } },
      'error unknown-id answers / roads / inside / notes / rational (key)',
    ],
    [
      'a note that is a number',
      { notes: { obstacles: 7 } } as unknown as SectionAnswers,
      'error note answers / roads / inside / notes / obstacles',
    ],
    [
      'a note that is too long',
      { notes: { obstacles: 'x'.repeat(10_001) } },
      'error note answers / roads / inside / notes / obstacles',
    ],
    ['evidence as text', evidence('a report'), 'error evidence answers / roads / inside / notes / evidence'],
    [
      'evidence that is a list of texts',
      evidence(['a report']),
      'error evidence answers / roads / inside / notes / evidence / 0',
    ],
    [
      'too many links',
      evidence(Array.from({ length: 101 }, () => ({ title: 'x' }))),
      'error evidence answers / roads / inside / notes / evidence',
    ],
    [
      'evidence without a title',
      evidence([{ url: 'https://example.org' }]),
      'error evidence answers / roads / inside / notes / evidence / 0 / title',
    ],
    [
      'evidence with a blank title',
      evidence([{ title: '  ' }]),
      'error evidence answers / roads / inside / notes / evidence / 0 / title',
    ],
    [
      'evidence with a title that is too long',
      evidence([{ title: 'x'.repeat(501) }]),
      'error evidence answers / roads / inside / notes / evidence / 0 / title',
    ],
    [
      'evidence with an unknown field',
      evidence([{ title: 'x', link: 'y' }]),
      'error unknown-field answers / roads / inside / notes / evidence / 0 / link (key)',
    ],
    [
      'an address that cannot be opened',
      evidence([{ title: 'x', url: 'javascript:alert(1)' }]),
      'error address answers / roads / inside / notes / evidence / 0 / url',
    ],
    [
      'an address that is a number',
      evidence([{ title: 'x', url: 7 }]),
      'error address answers / roads / inside / notes / evidence / 0 / url',
    ],
    [
      'what does not apply, without a rationale',
      { look: 'not-applicable' },
      'error rationale answers / roads / inside / look',
    ],
    [
      'a blank rationale',
      { look: 'not-applicable', notes: { rationale: ' ' } },
      'error rationale answers / roads / inside / look',
    ],
    [
      'a stance without a rationale',
      { look: 'mostly', stance: 'deliberate' },
      'error rationale answers / roads / inside / stance',
    ],
    [
      'a stage met before an earlier one',
      { look: 'half-way', try: 'everywhere' },
      'warning stage-order answers / roads / inside / try',
    ],
  ]
  it.each(faults)('with %s have one finding, where it stands', (_, given, expected) => {
    expect(found(given).map(brief)).toEqual([expected])
  })

  const elsewhere: readonly [string, Response, string][] = [
    ['an unknown characteristic', draft({ rods: {} }), 'error unknown-id answers / rods (key)'],
    [
      'a success factor among the characteristics',
      draft({ courage: {} }),
      'error unknown-id answers / courage (key)',
    ],
    ['an unknown mode', draft({ roads: { within: {} } }), 'error unknown-id answers / roads / within (key)'],
    [
      'a word every object has for a characteristic',
      draft({ constructor: {} } as never),
      'error unknown-id answers / constructor (key)',
    ],
    [
      'a word every object has for a mode',
      draft({ roads: { toString: {} } } as never),
      'error unknown-id answers / roads / toString (key)',
    ],
    [
      'an unknown success factor',
      draft({}, { 'success-factors': { carriage: {} } }),
      'error unknown-id success-factors / carriage (key)',
    ],
    [
      'an unknown statement of a factor',
      draft({}, { 'success-factors': { courage: { spek: 'often' } } }),
      'error unknown-id success-factors / courage / spek (key)',
    ],
    [
      'an ambition beside a factor',
      draft({}, { 'success-factors': { courage: { ambition: 3 } } }),
      'error unknown-id success-factors / courage / ambition (key)',
    ],
    [
      'an answer of the other scale in a factor',
      draft({}, { 'success-factors': { courage: { speak: 'mostly' } } }),
      'error answer success-factors / courage / speak',
    ],
    ['another model', draft({ rods: {} }, { model: 'small@0.9' }), 'error model model'],
    [
      'the highest answer without support, once submitted',
      responseOf('ann', { 'roads/inside': { look: 'everywhere' } }),
      'advice support answers / roads / inside / look',
    ],
  ]
  it.each(elsewhere)('with %s have one finding, where it stands', (_, response, expected) => {
    expect(checkAnswers(response, smallModel).map(brief)).toEqual([expected])
  })

  it.each([
    ['rationale', { rationale: 'We measured it.' }],
    ['evidence', { evidence: [{ title: 'Report' }] }],
  ])('need no more support where there is %s', (_, notes) => {
    const response = responseOf('ann', { 'roads/inside': { look: 'everywhere', notes } })
    expect(checkAnswers(response, smallModel)).toEqual([])
  })

  it('get no advice on support while they are a draft', () => {
    expect(found({ look: 'everywhere' })).toEqual([])
  })

  it.each([
    ['a stage that is not known', { look: 'dont-know', try: 'everywhere' }],
    ['a stage without an answer', { try: 'everywhere' }],
    ['a stage that does not apply', { look: 'not-applicable', try: 'everywhere', ...why }],
  ])('are in order after %s', (_, given) => {
    expect(found(given as SectionAnswers)).toEqual([])
  })

  it('of a second look are about statements of the model', () => {
    const response = draft(
      {},
      { 'looked-at': { pass: 2, statements: ['roads/inside/look', 'roads/inside/lok'] } },
    )
    const findings = checkAnswers(response, smallModel)
    expect(findings.map(brief)).toEqual(['error unknown-id looked-at / statements / 1'])
    expect(findings[0]!.hint).toContain('roads/inside/look?')
  })

  it('tell every fault of a file, in its order', () => {
    const response = draft(
      { rods: {}, roads: { inside: { look: 'mosty', choose: 'x', ambition: 9 } } },
      { 'success-factors': { courage: { speak: 'oft' } } },
    )
    expect(checkAnswers(response, smallModel).map(brief)).toEqual([
      'error unknown-id answers / rods (key)',
      'error answer answers / roads / inside / look',
      'error answer answers / roads / inside / choose',
      'error ambition answers / roads / inside / ambition',
      'error answer success-factors / courage / speak',
    ])
  })

  const words: readonly [SectionAnswers, string, string][] = [
    [
      { look: 'mosty' },
      '"mosty" is not an answer here (roads/inside/look)',
      'mostly? The answers are nowhere, in-places, half-way, mostly, everywhere, dont-know and not-applicable',
    ],
    [
      { look: 'unanswered' },
      '"unanswered" is not an answer here (roads/inside/look)',
      'not answered is no line at all: take this line out',
    ],
    [
      { looks: 'mostly' },
      '"looks" is not a stage of roads/inside',
      'look? The stages and other keys here are look, choose, try, spread, learn, ambition, stance and notes',
    ],
    [{ ambition: 6 }, 'an ambition of 6 is above the number of stages', 'write a whole number from 0 to 5'],
    [
      { notes: { obstacles: 'x'.repeat(10_001) } },
      'the note obstacles has 10,001 characters; the limit is 10,000',
      'shorten it, or link to a document as evidence',
    ],
  ]
  it.each(words)('%j are refused in words that help', (given, message, hint) => {
    expect(found(given)).toMatchObject([{ message, hint }])
  })
})

describe('the errors alone', () => {
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('nowhere', 'mostly', 'always', 'dont-know') },
    fc.constantFrom('not-applicable', 'unanswered', 3, null, 'deliberate', 'toString'),
  )
  const notes = fc.dictionary(
    fc.constantFrom('rationale', 'obstacles', 'evidence', 'secrets', 'constructor'),
    fc.constantFrom<unknown>('Why', '', 3, [{ title: 'Report' }], 'x'.repeat(10_001)),
  )
  const section = fc.oneof(
    fc.dictionary(fc.constantFrom('look', 'choose', 'learn', 'trusted', 'looks', 'stance'), value),
    fc.record({ ambition: fc.nat(7), look: value, notes }, { requiredKeys: [] }),
  )
  const response = fc.record(
    {
      answers: fc.dictionary(
        fc.constantFrom(...smallModel.characteristics.map(({ id }) => id), 'nowhere', 'valueOf'),
        fc.dictionary(fc.constantFrom('inside', 'outside', 'beside'), section),
      ),
      'success-factors': fc.dictionary(
        fc.constantFrom(...smallModel.factors.map(({ id }) => id), 'roads'),
        section,
      ),
      reworded: fc.constantFrom([], ['roads/inside/look'], ['roads/inside/no']),
      model: fc.constantFrom(modelName(smallModel), 'other@1'),
      submitted: fc.constant('2026-11-02T09:14:00Z'),
    },
    { requiredKeys: ['answers'] },
  )

  it('are the errors among all findings, however they are looked for', () => {
    fc.assert(
      fc.property(response, (some) => {
        const given = draft({}, some as unknown as Partial<Response>)
        const errors = checkAnswers(given, smallModel).filter(({ severity }) => severity === 'error')
        expect(checkAnswers(given, smallModel, 'errors')).toEqual(errors)
      }),
      { ...cases(150, 10), examples: [[{ answers: { nowhere: {} } }]] },
    )
  })
})

describe('the place of a response', () => {
  const people = new Set(['ann', 'bo'])
  const place = { person: 'ann', round: 'one' }

  it('is right where file, folder and people agree', () => {
    expect(checkPlace(responseOf('ann', {}), place, people)).toEqual([])
  })

  it.each<[string, Partial<Response>, string]>([
    ['another person than the file', { person: 'bo' }, 'error person person'],
    ['another round than the folder', { round: 'two' }, 'error round round'],
    ['a start on a day that does not exist', { started: '2026-02-30T10:00:00Z' }, 'error time started'],
    ['a submission at no time', { submitted: 'yesterday' }, 'error time submitted'],
  ])('with %s is wrong', (_, wrong, expected) => {
    const findings = checkPlace({ ...responseOf('ann', {}), ...wrong }, place, people)
    expect(findings.map(brief)).toEqual([expected])
  })

  it('is wrong for a person tiex.yaml does not know, and tells the nearest', () => {
    const [finding, ...more] = checkPlace(responseOf('anne', {}), { person: 'anne', round: 'one' }, people)
    expect(more).toEqual([])
    expect(finding).toMatchObject({ path: ['person'], message: 'nobody in tiex.yaml is called "anne"' })
    expect(finding?.hint).toContain('ann')
  })
})
