import { describe, expect, it } from 'vitest'
import { renderSignOff, signOffData } from '../../src/render/sign-off.ts'
import { columnsOf } from '../../src/render/text.ts'
import type { RoleSignOff, SignOff } from '../../src/signoff/sign-off.ts'
import { forbidden, screenOf } from './screens.ts'

const at = '2026-11-27T12:00:00Z'
const signed: RoleSignOff = {
  role: 'leader',
  needs: 'signed',
  state: 'signed',
  person: 'lee',
  at,
  changed: [],
}
const missing: RoleSignOff = { role: 'chief-executive', needs: 'signed', state: 'missing', changed: [] }
const recorded: RoleSignOff = { ...signed, state: 'recorded', person: 'sam', recorded: 'Minute 14' }
const stale: RoleSignOff = {
  ...signed,
  state: 'stale',
  changed: ['roads/inside/look: reason changed', 'a plan was added'],
}
const invalid: RoleSignOff = { ...signed, state: 'invalid', reason: 'lee may not sign any more' }
const { needs: _, ...extra } = signed

const of = (...roles: readonly RoleSignOff[]): SignOff => ({ round: '2026-autumn', roles })
const shown = (...roles: readonly RoleSignOff[]) => renderSignOff(of(...roles), screenOf(100))

describe('the sign-off as people read it', () => {
  it.each<[string, string, string]>([
    [
      'all signed',
      shown(signed),
      'Sign-off of 2026 autumn: complete\n  leader  signed by lee on 2026-11-27\n',
    ],
    [
      'one missing',
      shown(signed, missing),
      'Sign-off of 2026 autumn: not complete, 1 of 2 roles done\n  leader           signed by lee on 2026-11-27\n  chief-executive  still to sign\n',
    ],
    [
      'a record that is not enough',
      shown(recorded),
      'Sign-off of 2026 autumn: not complete, 0 of 1 role done\n  leader  recorded, not signed: Minute 14 (by sam on 2026-11-27); a signature is needed\n',
    ],
    [
      'a record that is enough',
      shown({ ...recorded, needs: 'recorded' }),
      'Sign-off of 2026 autumn: complete\n  leader  recorded, not signed: Minute 14 (by sam on 2026-11-27)\n',
    ],
    [
      'a change since',
      shown(stale),
      'Sign-off of 2026 autumn: not complete, 0 of 1 role done\n  leader  stale, signed by lee on 2026-11-27; changed since:\n          - roads/inside/look: reason changed\n          - a plan was added\n',
    ],
    [
      'one that does not hold',
      shown(invalid),
      'Sign-off of 2026 autumn: not complete, 0 of 1 role done\n  leader  invalid: lee may not sign any more\n',
    ],
    [
      'answers changed since the merge',
      renderSignOff({ ...of(signed), answersChanged: true }, screenOf(100)),
      'Sign-off of 2026 autumn: complete\n  leader  signed by lee on 2026-11-27\nNote: responses were changed since the consensus was merged.\n',
    ],
    [
      'nobody who must',
      shown(extra),
      'Sign-off of 2026 autumn: nobody has to sign; name the roles under sign-off in tiex.yaml\n  leader  signed by lee on 2026-11-27\n',
    ],
  ])('tells %s', (_, text, said) => expect(text).toBe(said))

  it('is a sentence a role on a plain screen', () => {
    expect(renderSignOff(of(signed, missing), screenOf(80, { plain: true }))).toBe(
      'Sign-off of 2026 autumn: not complete, 1 of 2 roles done\nleader: signed by lee on 2026-11-27.\nchief-executive: still to sign.\n',
    )
  })

  it.each([40, 80])('fits %d columns', (width) => {
    const text = renderSignOff(of(signed, missing, recorded, stale, invalid), screenOf(width))
    expect(Math.max(...text.split('\n').map(columnsOf))).toBeLessThanOrEqual(width)
  })

  it('makes what comes from files harmless', () => {
    const evil = 'a\u001b]52;c;x\u0007\n\u202eb'
    const role: RoleSignOff = { ...stale, role: evil, person: evil, recorded: evil, changed: [evil] }
    expect(renderSignOff(of(role, { ...invalid, reason: evil }), screenOf(80))).not.toMatch(forbidden)
  })
})

describe('the sign-off as data', () => {
  it('says for every role how it stands, with null for what is not there', () => {
    expect(signOffData(of(signed, missing))).toEqual({
      round: '2026-autumn',
      complete: false,
      answersChanged: false,
      roles: [
        {
          role: 'leader',
          needs: 'signed',
          state: 'signed',
          person: 'lee',
          at,
          recorded: null,
          reason: null,
          changed: [],
        },
        {
          role: 'chief-executive',
          needs: 'signed',
          state: 'missing',
          person: null,
          at: null,
          recorded: null,
          reason: null,
          changed: [],
        },
      ],
    })
  })
})
