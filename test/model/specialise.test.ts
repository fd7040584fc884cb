import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { type Kind, readSchema } from '../../src/files/kinds/schema.ts'
import { mergeResponses } from '../../src/merge/merge.ts'
import { specialise } from '../../src/model/specialise.ts'
import type { SectionAnswers } from '../../src/response/response.ts'
import { inputOf, responseOf } from '../merge/small-responses.ts'
import { smallModel } from '../small-model.ts'

/** Whether an editor that knows the specialised schema would accept the data. */
function accepts(kind: Kind, data: unknown): boolean {
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true })
  ajv.addVocabulary(['x-expected', 'x-secret', 'x-then', 'x-else'])
  return ajv.validate(specialise(kind, readSchema(kind), smallModel), data)
}

describe('the response schema of a model', () => {
  const inside = (given: SectionAnswers) => responseOf('ann', { 'roads/inside': given })

  it('takes every kind of answer of the model', () => {
    const response = responseOf('ann', {
      'roads/inside': {
        look: 'nowhere',
        choose: 'dont-know',
        try: 'not-applicable',
        ambition: 5,
        stance: 'deliberate',
        notes: { rationale: 'Why', evidence: [{ title: 'Report', url: 'https://example.org' }] },
      },
      courage: { speak: 'always', notes: { obstacles: 'None' } },
    })
    expect(accepts('response', response)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['another model', { ...inside({}), model: 'small@0.9' }],
    ['an unknown characteristic', { ...inside({}), answers: { rods: {} } }],
    ['an unknown mode', { ...inside({}), answers: { roads: { within: {} } } }],
    ['an unknown stage', inside({ see: 'mostly' })],
    ['an option of another scale', inside({ look: 'always' })],
    ['unanswered', inside({ look: 'unanswered' })],
    ['an ambition above the stages', inside({ ambition: 6 })],
    ['an unknown kind of note', inside({ notes: { reason: 'x' } })],
    ['an ambition beside a factor', responseOf('ann', { courage: { ambition: 3 } })],
    ['an unknown factor', { ...inside({}), 'success-factors': { carriage: {} } }],
  ])('refuses %s', (_, data) => {
    expect(accepts('response', data)).toBe(false)
  })

  it('shows a statement with its help on hover', () => {
    const [first, ...others] = smallModel.cells[0]!.statements
    const helped = { ...smallModel.cells[0]!, statements: [{ ...first!, help: 'Look twice.' }, ...others] }
    const [roads] = smallModel.characteristics
    const model = { ...smallModel, characteristics: [{ ...roads!, cells: [helped] }] }
    const schema = JSON.stringify(specialise('response', readSchema('response'), model))
    expect(schema).toContain(JSON.stringify(`${first!.text}\n\nLook twice.`))
    expect(schema).toContain(JSON.stringify(others[0]!.text))
  })
})

describe('the consensus schema of a model', () => {
  const { consensus } = mergeResponses(
    inputOf([responseOf('ann', { 'roads/inside': { look: 'mostly', ambition: 3 } })]),
  )
  const look = 'roads/inside/look'
  const withEntry = (entry: object) => ({
    ...consensus,
    statements: { ...consensus.statements, [look]: { ...consensus.statements[look], ...entry } },
  })

  it('takes what merge makes, with decisions beside it', () => {
    expect(accepts('consensus', consensus)).toBe(true)
    expect(accepts('consensus', withEntry({ agreed: 'not-applicable', reason: 'No roads.' }))).toBe(true)
  })

  it.each<[string, unknown]>([
    ['an unknown statement', { ...consensus, statements: { 'roads/inside/see': { label: 'shared' } } }],
    ['an unknown cell', { ...consensus, cells: { 'roads/within': {} } }],
    ['what cannot be agreed on this scale', withEntry({ agreed: 'always' })],
    ['not knowing as a decision', withEntry({ agreed: 'dont-know' })],
  ])('refuses %s', (_, data) => {
    expect(accepts('consensus', data)).toBe(false)
  })
})

describe('any other schema', () => {
  it('stays as it is', () => {
    const schema = readSchema('assessment')
    expect(specialise('assessment', schema, smallModel)).toBe(schema)
  })

  it('is never changed itself', () => {
    const schema = readSchema('response')
    specialise('response', schema, smallModel)
    expect(schema).toEqual(readSchema('response'))
  })
})
