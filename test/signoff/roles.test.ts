import { describe, expect, it } from 'vitest'
import type { Assessment } from '../../src/assessment/assessment.ts'
import { requiredRoles, rolesThatSign } from '../../src/signoff/roles.ts'
import { council } from './samples.ts'

const { 'sign-off': _, ...silent } = council
const withSignOff = (signOff: NonNullable<Assessment['sign-off']>): Assessment => ({
  ...council,
  'sign-off': signOff,
})
const shown = (assessment: Assessment, entered: readonly string[] = []) =>
  requiredRoles(assessment, entered).map(({ role, needs }) => `${role}: ${needs}`)

describe('the roles that must sign', () => {
  it.each<[string, Assessment, string[]]>([
    ['of a list sign, in its order', withSignOff(['leader', 'mayor']), ['leader: signed', 'mayor: signed']],
    ['of a list count once', withSignOff(['leader', 'leader']), ['leader: signed']],
    [
      'of a map do what it says',
      withSignOff({ leader: 'recorded', 'chief-executive': 'signed' }),
      ['leader: recorded', 'chief-executive: signed'],
    ],
    ['are none where the list is empty', withSignOff([]), []],
    [
      'are those of who may sign where tiex.yaml says nothing',
      silent,
      ['leader: signed', 'chief-executive: signed'],
    ],
    ['are none where nobody may sign', { ...silent, people: [] }, []],
  ])('%s', (_, assessment, roles) => expect(shown(assessment)).toEqual(roles))

  it('are those with an entry as well, where tiex.yaml says nothing', () => {
    const without = { ...silent, people: silent.people.filter(({ role }) => role !== 'leader') }
    expect(shown(without, ['leader', 'chief-executive'])).toEqual([
      'chief-executive: signed',
      'leader: signed',
    ])
    expect(shown(withSignOff(['mayor']), ['leader'])).toEqual(['mayor: signed'])
  })

  it('stand before those of others who may sign too', () => {
    expect(rolesThatSign(withSignOff(['mayor']))).toEqual(['mayor', 'leader', 'chief-executive'])
  })
})
