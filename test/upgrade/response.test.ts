import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mappingBetween } from '../../src/model/mapping.ts'
import { answersTo } from '../../src/model/model.ts'
import { answerTo, inFileOrder, withSectionValue } from '../../src/response/answers.ts'
import { checkAnswers } from '../../src/response/check.ts'
import type { Response } from '../../src/response/response.ts'
import { carryResponse } from '../../src/upgrade/response.ts'
import { courageous, type Edits, laterModel } from '../model/next-model.ts'
import { smallModel } from '../small-model.ts'

const response: Response = {
  format: 'tiex-response/1',
  model: 'small@1.0',
  round: '2026-autumn',
  person: 'ann',
  submitted: '2026-11-02T09:00:00Z',
  answers: {
    roads: {
      inside: { look: 'mostly', ambition: 4, stance: 'deliberate', notes: { rationale: 'It will do.' } },
    },
  },
  'success-factors': {
    courage: { speak: 'often', fail: 'not-applicable', notes: { rationale: 'Nobody fails.' } },
  },
}

const carry = (edits: Edits, from = response, model = laterModel(edits)) =>
  carryResponse(from, mappingBetween(model, smallModel))

describe('a response in a newer version', () => {
  it('is the same but for the name of the model, where nothing was changed', () => {
    expect(carry({})).toEqual({ response: { ...response, model: 'small@2.0' }, dropped: [] })
  })

  it('marks what was reworded, and nothing that the person did not answer', () => {
    const text = 'Other words.'
    const { response: carried, dropped } = carry({
      'courage/speak': { text, was: 'courage/speak' },
      'courage/stop': { text, was: 'courage/stop' },
    })
    expect([carried.reworded, dropped]).toEqual([['courage/speak'], []])
  })

  it('stays marked through a version that changes nothing', () => {
    expect(carry({}, { ...response, reworded: ['courage/speak'] }).response.reworded).toEqual([
      'courage/speak',
    ])
  })

  it('leaves behind what is gone, and what was reworded without a word of its author', () => {
    const { response: carried, dropped } = carry({
      'courage/speak': { text: 'Other words.' },
      'roads/inside/look': { text: 'Other words.' },
    })
    expect(dropped).toEqual([
      { id: 'roads/inside/look', what: 'answer' },
      { id: 'courage/speak', what: 'answer' },
    ])
    expect(carried['success-factors']?.courage).toEqual({
      fail: 'not-applicable',
      notes: { rationale: 'Nobody fails.' },
    })
  })

  it('keeps an answer on another scale where that has it, to be looked at again', () => {
    const scale = { ...smallModel.factorScale, options: smallModel.factorScale.options.slice(0, 3) }
    const edits = { 'courage/speak': { scale, was: 'courage/speak' } }
    expect(carry(edits).response.reworded).toEqual(['courage/speak'])
    const always = withSectionValue(response, smallModel.factors[0]!, 'speak', 'always')
    expect(carry(edits, always)).toMatchObject({ dropped: [{ id: 'courage/speak', what: 'answer' }] })
  })

  it('loses ambition and stance where the stages are others, since a level then means something else', () => {
    const model = { ...laterModel(), stages: smallModel.stages.slice(1) }
    expect(carry({}, response, model).dropped).toEqual([
      { id: 'roads/inside', what: 'ambition' },
      { id: 'roads/inside', what: 'stance' },
    ])
  })

  it('takes the reason of not applicable along into another section', () => {
    const moved = {
      ...courageous('err', 'People may fail and say so.'),
      id: 'roads/inside/err',
      section: 'roads/inside',
      scale: smallModel.statementScale,
    }
    const [cell, ...others] = smallModel.cells
    const inside = { ...cell!, statements: [...cell!.statements, { ...moved, was: 'courage/fail' }] }
    const base = laterModel({ 'courage/fail': null })
    const sections = [inside, ...others, ...base.factors]
    const statements = sections.flatMap((section) => section.statements)
    const model = {
      ...base,
      ...{ cells: [inside, ...others], sections, statements },
      statementById: new Map(statements.map((one) => [one.id, one])),
      sectionById: new Map(sections.map((one) => [one.id, one])),
    }
    const { 'success-factors': factors, ...head } = response
    const only = { ...head, answers: {}, 'success-factors': factors! }
    expect(carry({}, only, model).response.answers.roads?.inside).toEqual({
      err: 'not-applicable',
      notes: { rationale: 'Nobody fails.' },
    })
  })
})

it('is one that the newer version takes, whatever was answered and changed; nothing is lost without a word', () => {
  const ids = smallModel.statements.map(({ id }) => id)
  const text = fc.constantFrom('One.', 'Two.')
  const edit = fc.oneof(
    fc.constant(null),
    fc.record({ text }),
    fc.constantFrom(...ids).map((was) => ({ was })),
    fc.record({ text, was: fc.constantFrom(...ids) }),
  )
  const edits = fc.dictionary(fc.constantFrom(...smallModel.factors[0]!.statements.map(({ id }) => id)), edit)
  const answered = fc.dictionary(fc.constantFrom(...ids), fc.nat(6))
  fc.assert(
    fc.property(edits, answered, (changed, given) => {
      let before: Response = { ...response, answers: {}, 'success-factors': {} }
      for (const [id, choice] of Object.entries(given)) {
        const statement = smallModel.statementById.get(id)!
        const section = smallModel.sectionById.get(statement.section)!
        const answer = answersTo(statement)[choice % answersTo(statement).length]
        before = withSectionValue(before, section, statement.key, answer)
        before = withSectionValue(before, section, 'notes', { rationale: 'So it is.' })
      }
      const newer = laterModel(changed)
      const mapping = mappingBetween(newer, smallModel)
      const { response: after, dropped } = carryResponse(before, mapping)
      expect(checkAnswers(after, newer).filter(({ severity }) => severity === 'error')).toEqual([])
      expect(inFileOrder(after, newer)).toEqual(after)
      for (const id of Object.keys(given)) {
        const pair = mapping.statements.find(({ older }) => older.id === id)
        const kept = pair && answerTo(after, newer, pair.newer)
        const isDropped = dropped.some((one) => one.id === id && one.what === 'answer')
        expect(kept === undefined).toBe(isDropped)
        if (kept !== undefined)
          expect(kept).toBe(answerTo(before, smallModel, smallModel.statementById.get(id)!))
      }
    }),
  )
})
