import { expect, it } from 'vitest'
import type { Exchange } from '../../src/exchange/exchange.ts'
import type { OfficialRecord } from '../../src/exchange/record.ts'
import { checkRecordSignatures } from '../../src/exchange/signatures.ts'

const exchange: Exchange = { format: 'tiex-exchange/1', name: 'X', audience: 'sector' }
const signed = (role: string, key: string) => ({ role, key, at: '', statement: '', signature: 's' })
const evidence = { official: '', whyBroken: () => undefined, sameKey: (a: string, b: string) => a === b }
const found = (signatures: object[], organisations: object = {}) =>
  checkRecordSignatures(
    { organisation: { id: 'ex' }, signatures } as unknown as OfficialRecord,
    { ...exchange, organisations: organisations as NonNullable<Exchange['organisations']> },
    evidence,
  )

it('warns where one key signed for two roles', () => {
  const warnings = found([signed('leader', 'K'), signed('chief', 'K'), signed('mayor', 'L')]).filter(
    ({ severity }) => severity === 'warning',
  )
  expect(warnings.map(({ message }) => message)).toEqual(['"chief" signed with the key of "leader"'])
})

it('asks the organisation on another way, where a signature is none: it may be forged', () =>
  expect(found([signed('leader', 'K')])[0]?.hint).toMatch(/^ask the organisation, on another way .* forgery/))

it('finds each role that is to sign and has not, a record of a decision being no signature', () => {
  const organisations = { ex: { signers: { leader: 'K', chief: 'L' } } }
  const record = { role: 'chief', recorded: 'Minute 14', at: '', statement: '' }
  const missing = found([record], organisations).filter(({ rule }) => rule === 'signer')
  expect(missing.map(({ message }) => message.split(' ')[0])).toEqual(['"leader"', '"chief"'])
})
