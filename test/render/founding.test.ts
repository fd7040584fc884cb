import { expect, test } from 'vitest'
import { finding } from '../../src/problem.ts'
import { reasonAgainst, withFlag } from '../../src/render/founding.ts'

test.each([
  [['scope'], '--scope: wrong'],
  [['organisation', 'id'], '--id: wrong'],
  [['rounds', '2026-autumn', 'closes'], '--closes: wrong'],
  [['people', 0, 'email'], '--my-email: wrong'],
  [['people', 0, 'id'], '--my-name: wrong'],
  [['people', 0, 'recipient'], 'wrong'],
  [['model'], 'wrong'],
])('what is wrong at %j is told by the flag that says it', (path, told) => {
  expect(withFlag(path, 'wrong')).toBe(told)
})

test('an answer is refused for what is wrong with it alone, without where it would stand', () => {
  const findings = [
    finding('id', ['organisation', 'id'], '"2nd" is not right for id (in organisation)', {
      hint: 'write an id',
    }),
    finding('email', ['people', 0, 'email'], '"sam" is not right for email (in people 1)', {
      hint: 'write an address',
    }),
  ]
  expect(reasonAgainst(findings, 'id')).toBe('"2nd" is not right for id: write an id')
  expect(reasonAgainst(findings, 'myEmail')).toBe('"sam" is not right for email: write an address')
  expect(reasonAgainst(findings, 'closes')).toBeUndefined()
})
