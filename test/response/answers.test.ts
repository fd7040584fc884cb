import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answerTo,
  inFileOrder,
  progressOf,
  sectionAnswers,
  withSectionValue,
} from '../../src/response/answers.ts'
import type { Response, SectionAnswers } from '../../src/response/response.ts'
import { responseOf, responses } from '../merge/small-responses.ts'
import { smallModel } from '../small-model.ts'

const section = fc.constantFrom(...smallModel.sections)
const oneResponse = responses.filter((all) => all.length > 0).map((all) => all[0]!)
const [roads] = smallModel.cells
const [courage] = smallModel.factors

describe('the four states of a statement', () => {
  it('never run together', () => {
    const response = responseOf('ann', {
      'roads/inside': {
        look: 'nowhere',
        choose: 'dont-know',
        try: 'not-applicable',
        notes: { rationale: 'Why' },
      },
    })
    const answers = roads!.statements.map((statement) => answerTo(response, smallModel, statement))
    expect(answers).toEqual(['nowhere', 'dont-know', 'not-applicable', undefined, undefined])
  })

  it('take nothing but text for an answer', () => {
    const response = responseOf('ann', { 'roads/inside': { look: 3, choose: null } as SectionAnswers })
    expect(roads!.statements.map((statement) => answerTo(response, smallModel, statement))).toEqual(
      Array(5).fill(undefined),
    )
  })
})

describe('setting a value', () => {
  it('gives back what was set, and leaves every other section alone', () => {
    fc.assert(
      fc.property(oneResponse, section, fc.string({ minLength: 1 }), (response, where, value) => {
        const after = withSectionValue(response, where, 'look', value)
        expect(sectionAnswers(after, where)?.look).toBe(value)
        for (const other of smallModel.sections) {
          if (other.id !== where.id)
            expect(sectionAnswers(after, other)).toEqual(sectionAnswers(response, other))
        }
      }),
    )
  })

  it('changes nothing in the response it is given', () => {
    fc.assert(
      fc.property(oneResponse, section, (response, where) => {
        const before = structuredClone(response)
        withSectionValue(response, where, 'look', 'mostly')
        withSectionValue(response, where, 'look', undefined)
        expect(response).toEqual(before)
      }),
    )
  })

  it('twice is setting once', () => {
    fc.assert(
      fc.property(oneResponse, section, (response, where) => {
        const once = withSectionValue(response, where, 'notes', { rationale: 'x' })
        expect(withSectionValue(once, where, 'notes', { rationale: 'x' })).toEqual(once)
      }),
    )
  })

  it('and taking it away again leaves the response as it was, without an empty section', () => {
    fc.assert(
      fc.property(oneResponse, section, (generated, where) => {
        const response = withSectionValue(generated, where, 'stance', undefined)
        const there = withSectionValue(response, where, 'stance', 'deliberate')
        expect(withSectionValue(there, where, 'stance', undefined)).toEqual(response)
      }),
    )
  })

  it('to nothing takes away the section, the characteristic and the factors that have become empty', () => {
    const one = responseOf('ann', { 'roads/inside': { look: 'mostly' }, courage: { speak: 'often' } })
    const fewer = withSectionValue(
      withSectionValue(one, roads!, 'look', undefined),
      courage!,
      'speak',
      undefined,
    )
    expect(fewer.answers).toEqual({})
    expect(Object.keys(fewer)).not.toContain('success-factors')
  })
})

describe('the order of a file', () => {
  it('is the order of the model, whatever the order of the keys', () => {
    const answers = {
      spread: 'mostly',
      look: 'nowhere',
      stance: 'deliberate',
      ambition: 3,
      notes: { evidence: [], rationale: 'x', obstacles: 'y' },
    }
    const response: Response = {
      'success-factors': { courage: { stop: 'often', speak: 'never' } },
      answers: { parks: { outside: {}, inside: answers }, roads: { inside: { choose: 'mostly' } } },
      'looked-at': { pass: 2, statements: ['roads/inside/look'] },
      'share-notes': true,
      pass: 2,
      submitted: '2026-11-03T16:40:00Z',
      role: 'finance',
      person: 'ann',
      round: 'one',
      model: 'small@1.0',
      format: 'tiex-response/1',
    }
    const ordered = inFileOrder(response, smallModel)
    expect(ordered).toEqual(response)
    expect(JSON.stringify(ordered)).toBe(
      JSON.stringify({
        format: 'tiex-response/1',
        model: 'small@1.0',
        round: 'one',
        person: 'ann',
        role: 'finance',
        submitted: '2026-11-03T16:40:00Z',
        pass: 2,
        'share-notes': true,
        'looked-at': { pass: 2, statements: ['roads/inside/look'] },
        answers: {
          roads: { inside: { choose: 'mostly' } },
          parks: {
            inside: {
              look: 'nowhere',
              spread: 'mostly',
              ambition: 3,
              stance: 'deliberate',
              notes: { obstacles: 'y', rationale: 'x', evidence: [] },
            },
            outside: {},
          },
        },
        'success-factors': { courage: { speak: 'never', stop: 'often' } },
      }),
    )
  })

  it('says the same, and is in order already when it is made again', () => {
    fc.assert(
      fc.property(oneResponse, (response) => {
        const ordered = inFileOrder(response, smallModel)
        expect(JSON.stringify(inFileOrder(ordered, smallModel))).toBe(JSON.stringify(ordered))
        for (const statement of smallModel.statements)
          expect(answerTo(ordered, smallModel, statement)).toBe(answerTo(response, smallModel, statement))
      }),
    )
  })
})

describe('progress', () => {
  it('counts an answer of any kind, and lists what is open in the order it is asked', () => {
    const response = responseOf('ann', {
      'roads/inside': { look: 'nowhere', choose: 'dont-know', try: 'not-applicable', ambition: 3 },
      courage: { fail: 'often' },
    })
    const { answered, of, open } = progressOf(response, smallModel)
    expect([answered, of, open.length]).toEqual([4, 23, 19])
    expect(open.slice(0, 3).map((statement) => statement.id)).toEqual([
      'roads/inside/spread',
      'roads/inside/learn',
      'roads/outside/look',
    ])
    expect(open.slice(-2).map((statement) => statement.id)).toEqual(['courage/speak', 'courage/stop'])
  })

  it('of a part looks at that part only', () => {
    const response = responseOf('ann', { 'roads/inside': { look: 'nowhere' }, courage: { fail: 'often' } })
    expect(progressOf(response, smallModel, courage!.statements)).toMatchObject({ answered: 1, of: 3 })
  })

  it('always adds up', () => {
    fc.assert(
      fc.property(oneResponse, (response) => {
        const { answered, of, open } = progressOf(response, smallModel)
        expect(answered + open.length).toBe(of)
      }),
    )
  })
})
