import { describe, expect, it } from 'vitest'
import { checkSignatures, type Entry, type Signatures, withEntry } from '../../src/signoff/signatures.ts'
import { formatStatement } from '../../src/signoff/statement.ts'
import { council, statement } from './samples.ts'

const line = formatStatement(statement)
const at = '2026-11-27T12:00:00Z'
const signed: Entry = { role: 'leader', person: 'lee', at, statement: line, signature: 'armor' }
const recorded: Entry = {
  role: 'chief-executive',
  recorded: 'Minute 14',
  'recorded-by': 'sam',
  at,
  statement: line,
}
const { signature: _, ...unsigned } = signed
const { 'recorded-by': __, ...byNobody } = recorded

const fileOf = (...signatures: readonly Entry[]): Signatures => ({
  format: 'tiex-signatures/1',
  round: 'one',
  signatures,
})
const found = (file: Signatures) =>
  checkSignatures(file, council, 'one').map(
    ({ severity, rule, path }) => `${severity} ${rule} ${path.join('.')}`,
  )

describe('signatures', () => {
  it.each<[string, Signatures, string[]]>([
    ['are in order', fileOf(signed, recorded), []],
    ['of another round', { ...fileOf(), round: 'two' }, ['error round round']],
    ['of a role twice', fileOf(signed, signed), ['error signature signatures.1.role']],
    ['without a signature', fileOf(unsigned), ['error signature signatures.0']],
    ['recorded by nobody', fileOf(byNobody), ['error signature signatures.0']],
    [
      'signed and recorded at once',
      fileOf({ ...recorded, person: 'helen', signature: 'armor' }),
      ['error signature signatures.0.person', 'error signature signatures.0.signature'],
    ],
    [
      'with a statement changed by hand',
      fileOf({ ...signed, statement: `${line} ` }),
      ['error statement signatures.0.statement'],
    ],
    [
      'on a day that is not',
      fileOf({ ...signed, at: '2026-02-30T12:00:00Z' }),
      ['error time signatures.0.at'],
    ],
    [
      'of somebody who has left',
      fileOf({ ...signed, person: 'tom' }),
      ['warning signature signatures.0.person'],
    ],
    [
      'of a role that does not sign',
      fileOf({ ...signed, role: 'mayor' }),
      ['warning signature signatures.0.role'],
    ],
  ])('%s', (_, file, findings) => expect(found(file)).toEqual(findings))

  it('hold one entry a role: the new one takes the place of the old', () => {
    const again = { ...signed, at: '2026-12-01T12:00:00Z' }
    expect(withEntry(undefined, 'one', signed)).toEqual(fileOf(signed))
    expect(withEntry(fileOf(signed), 'one', recorded)).toEqual(fileOf(signed, recorded))
    expect(withEntry(fileOf(signed, recorded), 'one', again)).toEqual(fileOf(again, recorded))
  })
})
