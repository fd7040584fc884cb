import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { readSchema } from '../../src/files/kinds/schema.ts'
import { specialise } from '../../src/model/specialise.ts'
import { type Action, statuses } from '../../src/plan/action.ts'
import { gates } from '../../src/plan/gates.ts'
import { smallModel } from '../small-model.ts'
import { actionOf, planOf } from './plans.ts'

/** Whether an editor that knows the schema of a council accepts the action. */
function accepts(action: Action): boolean {
  const ajv = new Ajv({ strict: true, strictRequired: false })
  ajv.addVocabulary(['x-expected', 'x-secret', 'x-then', 'x-else'])
  return ajv.validate(specialise('plan', readSchema('plan'), smallModel), planOf(action))
}

it.each<[boolean, Partial<Action>]>([
  [true, { cells: ['roads/inside', 'courage'], why: ['courage/speak', 'roads/inside/look'] }],
  [false, { cells: ['roads'] }],
  [false, { cells: ['roads/inside/look'] }],
  [false, { why: ['roads/inside'] }],
  [false, { why: ['courage/speak', 'courage/speak'] }],
  [true, { reading: [{ title: 'x', url: 'https://example.org/' }] }],
  [false, { reading: [{ title: 'x', url: 'file:///etc/passwd' }] }],
  [false, { reading: [{ title: 'x' }] as unknown as Action['reading'] & object }],
  [true, { practice: [{ id: 'x' }, { id: 'x', organisation: 'bristol' }] }],
  [false, { practice: [{ id: '../x' }] }],
  [false, { practice: [{ id: 'x' }, { id: 'x' }] }],
  [false, { due: 'soon' }],
  [false, { 'expected-level': -1 }],
])('the schema of a council takes (%s) %j', (taken, more) => {
  expect(accepts(actionOf('a', more))).toBe(taken)
})

it('the schema knows the statuses in their order', () => {
  expect(JSON.stringify(readSchema('plan'))).toContain(JSON.stringify({ enum: statuses }).slice(1, -1))
})

it('no rule of the check is called none', () => {
  expect(gates).not.toContain('none')
})
