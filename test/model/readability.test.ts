import { describe, expect, it } from 'vitest'
import type { Model, Statement } from '../../src/model/model.ts'
import { flagsOf } from '../../src/model/readability.ts'
import { smallModel } from '../small-model.ts'

/** The flags of statements with these texts, as `rule`, in a model that has nothing else. */
function flags(texts: readonly string[], terms: readonly string[] = []): readonly string[] {
  const [first] = smallModel.statements
  const statements = texts.map((text, index): Statement => ({ ...first!, id: `s/${index}`, text }))
  const model: Model = { ...smallModel, statements }
  return flagsOf(model, terms).map((flag) => flag.rule)
}

describe('a statement a reader would dislike', () => {
  it.each([
    ['long', `The council ${'really '.repeat(29)}acts.`],
    ['two-claims', 'Managers know the cost of each service and they publish it.'],
    ['two-claims', 'Managers know the cost of each service; residents see it.'],
    ['two-claims', 'Managers know the cost of each service. Residents see it.'],
    ['two-claims', 'Managers know the cost of each service, but it is a secret.'],
    ['passive', 'The cost of each service is published.'],
    ['passive', 'Decisions are not taken in secret.'],
    ['acronym', 'Managers use the MTFS for each decision.'],
  ])('is flagged as %s: %s', (rule, text) => {
    expect(flags([text])).toEqual([rule])
  })

  it('is flagged when another one says nearly the same', () => {
    const twins = [
      'Managers publish the cost of each service.',
      'Managers publish the costs of the services.',
    ]
    expect(flags(twins)).toEqual(['alike'])
  })

  it('tells its place and what is wrong', () => {
    const [first] = smallModel.statements
    const model: Model = { ...smallModel, statements: [{ ...first!, text: 'It is known.' }] }
    expect(flagsOf(model, [])).toEqual([
      { statement: model.statements[0], rule: 'passive', message: '"is known" does not say who does it' },
    ])
  })
})

describe('a good statement', () => {
  it.each([
    'Service managers can show the full cost of each fee, with the reason for any subsidy.',
    'The council and its partners have changed at least one service because of insight they built together.',
    'Residents are helped by volunteers whom the council has trained.',
    'Managers buy, build or share technology by one set of rules.',
    `The council ${'really '.repeat(27)}acts.`,
  ])('is not flagged: %s', (text) => {
    expect(flags([text])).toEqual([])
  })

  it('may use an acronym the glossary explains', () => {
    expect(
      flags(['Managers use the MTFS for each decision.'], ['Medium-term financial strategy (MTFS)']),
    ).toEqual([])
  })
})
