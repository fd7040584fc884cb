import { describe, expect, it } from 'vitest'
import type { Assessment } from '../../src/assessment/assessment.ts'
import { requiredRoles, rolesThatSign } from '../../src/signoff/roles.ts'
import { council } from './samples.ts'

const { 'sign-off': _, ...silent } = council
const withSignOff = (signOff: NonNullable<Assessment['sign-off']>): Assessment => ({
  ...council,
  'sign-off': signOff,
})
const shown = (assessment: Assessment) =>
  requiredRoles(assessment).map(({ role, needs }) => `${role}: ${needs}`)

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

  it('stand before those of others who may sign too', () => {
    expect(rolesThatSign(withSignOff(['mayor']))).toEqual(['mayor', 'leader', 'chief-executive'])
  })
})
