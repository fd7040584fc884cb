import { describe, expect, it } from 'vitest'
import type { Assessment, Person } from '../../src/assessment/assessment.ts'
import { checkAssessment, checkSignOff } from '../../src/assessment/check.ts'

const ann: Person = {
  id: 'ann-lee',
  name: 'Ann Lee',
  email: 'ann@example.gov.uk',
  role: 'transformation',
  may: ['answer', 'facilitate', 'administer'],
  recipient: 'age1ann',
  'signing-key': 'ssh-ed25519 AAAAann',
}
const bo: Person = {
  id: 'bo-ray',
  name: 'Bo Ray',
  email: 'bo@example.gov.uk',
  role: 'finance',
  may: ['answer'],
}

const good: Assessment = {
  format: 'tiex-assessment/1',
  organisation: { id: 'exampleshire', name: 'Exampleshire', type: 'county' },
  scope: 'whole council',
  timezone: 'Europe/London',
  model: { id: 'small', version: '1.0', digest: `sha256:${'5a'.repeat(32)}` },
  confidentiality: 'open',
  round: 'autumn',
  rounds: { spring: {}, autumn: { opens: '2026-10-01', closes: '2026-11-20', workshops: ['2026-11-27'] } },
  people: [ann, bo],
  'bank-holidays': ['2026-12-25'],
}

const rounds = (autumn: Assessment['rounds'][string]): Partial<Assessment> => ({ rounds: { autumn } })
const people = (...list: readonly Person[]): Partial<Assessment> => ({ people: list })

describe('an assessment', () => {
  it.each<[string, Partial<Assessment>]>([
    ['dates in order', {}],
    ['a round of one day', rounds({ opens: '2026-10-01', closes: '2026-10-01' })],
    ['a round without dates', rounds({})],
    ['one facilitator with a key, when it is sealed', { confidentiality: 'sealed' }],
    ['people with words of their own for a role', people(ann, { ...bo, role: 'leader of the opposition' })],
  ])('with %s is in order', (_, more) => {
    expect(checkAssessment({ ...good, ...more })).toEqual([])
  })

  it.each<[string, Partial<Assessment>, string, string]>([
    [
      'a current round that is not there',
      { round: 'autum' },
      'round round',
      '"autum" is not among the rounds',
    ],
    [
      'the word constructor for a round',
      { round: 'constructor' },
      'round round',
      '"constructor" is not among the rounds',
    ],
    [
      'a day that does not exist',
      rounds({ opens: '2026-02-30' }),
      'date rounds autumn opens',
      'there is no 2026-02-30',
    ],
    [
      'a workshop on no day',
      rounds({ workshop: '2026-11-31' }),
      'date rounds autumn workshop',
      'there is no 2026-11-31',
    ],
    [
      'one of the workshops on no day',
      rounds({ workshops: ['2026-11-27', '2027-02-29'] }),
      'date rounds autumn workshops 1',
      'there is no 2027-02-29',
    ],
    [
      'an end before its start',
      rounds({ opens: '2026-11-20', closes: '2026-10-01' }),
      'date rounds autumn closes',
      'the round closes on 2026-10-01, before it opens on 2026-11-20',
    ],
    [
      'two people of one id',
      people(ann, { ...bo, id: 'ann-lee' }),
      'people people 1 id',
      'two people have the id "ann-lee"',
    ],
    [
      'two people of one e-mail, in other letters',
      people(ann, { ...bo, email: 'ANN@example.gov.uk' }),
      'people people 1 email',
      'bo-ray and ann-lee have the same email',
    ],
    [
      'an e-mail with a character nobody sees',
      people(ann, { ...bo, email: 'bo\u200b@example.gov.uk' }),
      'people people 1 email',
      'the email of bo-ray has a character that cannot be seen: "bo<U+200B>@example.gov.uk"',
    ],
    [
      'two people of one signing key',
      people(ann, { ...bo, 'signing-key': 'ssh-ed25519 AAAAann' }),
      'people people 1 signing-key',
      'bo-ray and ann-lee have the same signing-key',
    ],
    [
      'two people of one recipient',
      people(ann, { ...bo, recipient: 'age1ann' }),
      'people people 1 recipient',
      'bo-ray and ann-lee have the same recipient',
    ],
    [
      'nobody who facilitates',
      people({ ...ann, may: ['answer', 'administer'] }, bo),
      'people people',
      'nobody may facilitate',
    ],
    [
      'nobody who administers',
      people({ ...ann, may: ['answer', 'facilitate'] }, bo),
      'people people',
      'nobody may administer',
    ],
    [
      'a time zone nobody knows',
      { timezone: 'Europe/Londn' },
      'timezone timezone',
      '"Europe/Londn" is not a time zone',
    ],
    [
      'a bank holiday on no day',
      { 'bank-holidays': ['2026-12-25', '2026-13-01'] },
      'date bank-holidays 1',
      'there is no 2026-13-01',
    ],
  ])('with %s has one fault, where it stands', (_, more, where, message) => {
    const findings = checkAssessment({ ...good, ...more })
    expect(findings.map((finding) => [`${finding.rule} ${finding.path.join(' ')}`, finding.message])).toEqual(
      [[where, message]],
    )
    expect(findings[0]?.severity).toBe('error')
  })

  it('tells every fault at once', () => {
    const findings = checkAssessment({ ...good, round: 'winter', ...people({ ...bo, may: [] }) })
    expect(findings.map((finding) => finding.message)).toEqual([
      '"winter" is not among the rounds',
      'nobody may facilitate',
      'nobody may administer',
    ])
  })
})

describe('the roles under sign-off', () => {
  const signers = people(ann, { ...bo, role: 'leader', may: ['sign'] }, { ...bo, role: 'mayor' })
  const leader = 'leader? The roles of those who may sign are leader'
  const known = 'the roles of those who may sign are leader'

  it.each<[string, Assessment['sign-off'], string[]]>([
    ['are not told of', undefined, []],
    ['that somebody who may sign has', ['leader'], []],
    ['that somebody has who may not sign', ['leader', 'mayor'], [`sign-off 1: "mayor"; ${known}`]],
    ['that are mistyped', ['leeder'], [`sign-off 0: "leeder"; ${leader}`]],
    [
      'that have to sign by a map',
      { leader: 'signed', mayor: 'signed' },
      [`sign-off mayor: "mayor"; ${known}`],
    ],
    ['of which a record is enough', { leader: 'recorded', mayor: 'recorded' }, []],
    [
      'of which a record is enough, mistyped',
      { leeder: 'recorded' },
      [`sign-off leeder: "leeder"; ${leader}`],
    ],
  ])('%s', (_, signOff, said) => {
    const found = checkSignOff({ ...good, ...signers, ...(signOff && { 'sign-off': signOff }) })
    expect(
      found.map(({ path, message, hint }) => `${path.join(' ')}: ${/"\w+"/.exec(message)?.[0]}; ${hint}`),
    ).toEqual(said)
    expect(found.every(({ rule, severity }) => rule === 'sign-off' && severity === 'warning')).toBe(true)
  })
})
