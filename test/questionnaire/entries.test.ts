import { describe, expect, it } from 'vitest'
import { courseOf } from '../../src/questionnaire/course.ts'
import { parseAmbition, parseAnswer, parseEntries, parseNote } from '../../src/questionnaire/entries.ts'
import type { Response } from '../../src/response/response.ts'
import { smallModel } from '../small-model.ts'

const course = courseOf(smallModel)
const empty: Response = {
  format: 'tiex-response/1',
  model: 'small@1.0',
  round: '2026',
  person: 'ann',
  answers: {},
}

function result(entry: ReturnType<typeof parseAnswer>) {
  if ('problem' in entry) throw new Error(entry.problem.message)
  const { answers, 'success-factors': factors } = entry.change(empty)
  return factors ?? answers
}

function problem(entry: ReturnType<typeof parseAnswer>) {
  if ('change' in entry) throw new Error('there was no problem')
  return [entry.problem.message, entry.problem.hint]
}

describe('an entry', () => {
  it.each([
    [
      'an answer in the grid',
      parseAnswer('roads/inside/look=mostly', course),
      { roads: { inside: { look: 'mostly' } } },
    ],
    [
      'an answer to a factor',
      parseAnswer('courage/speak=dont-know', course),
      { courage: { speak: 'dont-know' } },
    ],
    ['an ambition', parseAnswer('roads/inside/ambition=3', course), { roads: { inside: { ambition: 3 } } }],
    [
      'an ambition by its flag',
      parseAmbition('roads/inside=0', course),
      { roads: { inside: { ambition: 0 } } },
    ],
    [
      'a stance',
      parseAnswer('roads/inside/stance=deliberate', course),
      { roads: { inside: { stance: 'deliberate' } } },
    ],
    [
      'a note',
      parseAnswer('roads/inside/note/obstacles=a=b', course),
      { roads: { inside: { notes: { obstacles: 'a=b' } } } },
    ],
    [
      'a note by its flag',
      parseNote('courage/rationale= why ', course),
      { courage: { notes: { rationale: 'why' } } },
    ],
    [
      'a link',
      parseNote('roads/inside/evidence=Cabinet report https://example.org/14', course),
      {
        roads: {
          inside: { notes: { evidence: [{ title: 'Cabinet report', url: 'https://example.org/14' }] } },
        },
      },
    ],
    [
      'a link without an address',
      parseNote('roads/inside/evidence=Cabinet report', course),
      { roads: { inside: { notes: { evidence: [{ title: 'Cabinet report' }] } } } },
    ],
  ])('can be %s', (_, entry, answers) => {
    expect(result(entry)).toEqual(answers)
  })

  it.each([
    ['without =', parseAnswer('roads', course), /has no = in it/, /CELL\/STAGE=OPTION/],
    [
      'of an unknown stage',
      parseAnswer('roads/inside/lok=mostly', course),
      /no statement "roads\/inside\/lok"/,
      /^roads\/inside\/look\?/,
    ],
    [
      'of an unknown section',
      parseAnswer('rods/inside/look=mostly', course),
      /no statement "rods\/inside\/look"/,
      /^roads\/inside\/look\?/,
    ],
    [
      'with an unknown option',
      parseAnswer('roads/inside/look=mosty', course),
      /"mosty" is not an answer here/,
      /^mostly\? The answers are nowhere, .* and not-applicable/,
    ],
    [
      'of another scale',
      parseAnswer('courage/speak=mostly', course),
      /"mostly" is not an answer here/,
      /never, seldom/,
    ],
    ['with no answer', parseAnswer('roads/inside/look=', course), /"" is not an answer/, /nowhere/],
    [
      'with too high an ambition',
      parseAmbition('roads/inside=6', course),
      /"6" is not an ambition/,
      /0 to 5/,
    ],
    [
      'with half an ambition',
      parseAmbition('roads/inside=2.5', course),
      /"2.5" is not an ambition/,
      /whole number/,
    ],
    ['with an ambition for a factor', parseAmbition('courage=2', course), /has no ambition/, /cell/],
    [
      'with an unknown stance',
      parseAnswer('roads/inside/stance=delibrate', course),
      /"delibrate" is not a stance/,
      /^deliberate\?/,
    ],
    [
      'with an unknown kind of note',
      parseNote('roads/inside/rational=x', course),
      /names no kind of note: "rational"/,
      /^rationale\?/,
    ],
    [
      'with an empty note',
      parseNote('roads/inside/rationale= ', course),
      /has no text/,
      /leave the flag out/,
    ],
    [
      'with too long a note',
      parseNote(`roads/inside/rationale=${'x'.repeat(10_001)}`, course),
      /longer than 10,000/,
      /shorten/,
    ],
    [
      'with a dangerous address',
      parseNote('roads/inside/evidence=Report javascript:alert(1)', course),
      /must begin with https/,
      /https:/,
    ],
  ])('%s is refused', (_, entry, message, hint) => {
    const [said, advised] = problem(entry)
    expect(said).toMatch(message)
    expect(advised).toMatch(hint)
  })

  it.each([
    [
      'an answer',
      { answer: ['courage/speak=never', 'courage/speak=always'] },
      '--answer "courage/speak": both "never" and "always" are given',
    ],
    [
      'an ambition',
      { ambition: ['roads/inside=1', 'roads/inside=2'] },
      '--ambition "roads/inside/ambition": both "1" and "2" are given',
    ],
    [
      'an ambition in two ways',
      { answer: ['roads/inside/ambition=1'], ambition: ['roads/inside=2'] },
      '--answer and --ambition "roads/inside/ambition": both "1" and "2" are given',
    ],
    [
      'a note of text',
      { note: ['courage/rationale=So.', 'courage/rationale=Not so.'] },
      '--note "courage/note/rationale": both "So." and "Not so." are given',
    ],
  ])('that contradicts an earlier one is a problem that names both: %s', (_, written, message) => {
    const [first, second] = parseEntries(written, course)
    expect(first).toHaveProperty('change')
    expect(problem(second!)).toEqual([message, 'leave one of them out'])
  })

  it.each([
    ['the same answer', { answer: ['courage/speak=never', 'courage/speak=never'] }],
    ['the same ambition', { ambition: ['roads/inside=2', 'roads/inside=02'] }],
    ['the same note', { note: ['courage/rationale=So.', 'courage/rationale= So. '] }],
    ['another link', { note: ['courage/evidence=Report 1', 'courage/evidence=Report 2'] }],
    ['another statement', { answer: ['courage/speak=never', 'courage/fail=always'] }],
  ])('beside %s contradicts nothing', (_, written) => {
    expect(parseEntries(written, course).filter((entry) => 'problem' in entry)).toEqual([])
  })

  it('outside the sections a person is asked is refused', () => {
    const own = courseOf(smallModel, ['parks'])
    expect(problem(parseAnswer('roads/inside/look=mostly', own))[0]).toMatch(
      /not among the sections you are asked/,
    )
  })

  it('is judged beside all the others, so that every problem is told at once', () => {
    const entries = parseEntries(
      {
        answer: ['x', 'roads/inside/look=mostly', 'courage/speak=no'],
        ambition: ['roads=1'],
        note: ['courage/why=x'],
      },
      course,
    )
    expect(entries.filter((entry) => 'problem' in entry)).toHaveLength(4)
  })
})
