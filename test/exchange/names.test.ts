import { describe, expect, it } from 'vitest'
import { findNames, findSurnames, textsOfPractice, textsOfRecord } from '../../src/exchange/names.ts'
import type { OfficialRecord } from '../../src/exchange/record.ts'

const people = [
  { id: 'priya-shah', name: 'Priya Shah', email: 'priya.shah@ex.gov.uk', role: 'finance' },
  { id: 'leader', name: 'Cllr Lee', email: 'lee@ex.gov.uk', role: 'leader' },
  { id: 'south', name: 'Ann South', email: 'ann@ex.gov.uk', role: 'HR' },
  { id: 'zs', name: "Dr Zoë Smith-O'Neill", email: 'zoe@ex.gov.uk', role: 'planning' },
  { id: 'cruz', name: 'Cruz, Maria Jo', email: 'mj@ex.gov.uk', role: 'parks' },
]

describe('people in a text that is to leave', () => {
  it.each<[string, string, string[]]>([
    ['a name', 'Decided by Priya Shah.', ['name of priya-shah']],
    ['a name in another case and spacing', 'PRIYA\n  shah', ['name of priya-shah']],
    ['a name in other letters of the same look', 'Ｐriya Shah', ['name of priya-shah']],
    ['an e-mail', 'ask Priya.Shah@ex.gov.uk', ['e-mail of priya-shah']],
    ['an id', 'by priya-shah', ['id of priya-shah']],
    ['no part of a longer word', 'priya-shahs Annasouth', []],
    ['no id that is a role', 'signed by the leader', []],
    ['no id in other case', 'South West', []],
    ['a role after a name', 'Cllr Lee, leader', ['name of leader']],
    ['another title', 'Councillor Lee agreed', ['name of leader']],
    ['a title before a name that has none', 'as Dr. Priya Shah said', ['name of priya-shah']],
    ['a title and a surname', 'Mrs Shah', ['name of priya-shah']],
    ['a surname first', 'Shah, Priya', ['name of priya-shah']],
    ['a surname first, with a title between', 'Shah, Dr Priya', ['name of priya-shah']],
    ['an initial', 'P. Shah', ['name of priya-shah']],
    ['an initial without its full stop', 'P Shah', ['name of priya-shah']],
    ['an initial behind', 'Shah P.', ['name of priya-shah']],
    ['a name in an address', 'https://ex.org/people/priya_shah', ['name of priya-shah']],
    ['a name in an address, encoded', 'https://ex.org/?q=Priya%20Shah', ['name of priya-shah']],
    ['characters without width inside', 'Pri\u200bya Sh\u00adah', ['name of priya-shah']],
    ['a character without width between', 'Priya\u200bShah', ['name of priya-shah']],
    ['whose it is', "Priya Shah's idea", ['name of priya-shah']],
    ['a hyphen for a space', 'Priya-Shah', ['name of priya-shah']],
    ['a name without its accents and its hyphen', 'zoe smith o’neill', ['name of zs']],
    ['a surname with another apostrophe', 'Zoe Smith-O’Neill', ['name of zs']],
    ['a name that tiex.yaml has the other way round', 'Maria Cruz', ['name of cruz']],
    ['all initials', 'M. J. Cruz', ['name of cruz']],
    ['initials in one', 'MJ Cruz', ['name of cruz']],
    ['no article before a word that is a surname', 'A South facing wall', []],
    ['an initial that is an article', 'A. South', ['name of south']],
    ['no surname alone', 'Lee and Shah', []],
  ])('%s', (_, text, found) => {
    const seen = findNames([{ where: 'x', text }], people).map(({ what, person }) => `${what} of ${person}`)
    expect(seen).toEqual(found)
  })

  it.each([
    ['stands alone', 'what Shah decided', ['priya-shah']],
    ['is found in whatever case, by each who has it', 'SOUTH and o-neill, smith o’neill', ['south', 'zs']],
    ['is not told beside the name', 'Priya Shah, and Shah again', []],
    ['is no part of a word', 'Shahs', []],
  ])('by a surname that %s', (_, text, found) =>
    expect(findSurnames([{ where: 'x', text }], people).map(({ person }) => person)).toEqual(found),
  )

  it('is looked for in all that is written by hand, but in the name of the organisation', () => {
    const record = {
      organisation: {
        id: 'ex',
        name: 'Priya Shah Council',
        type: 'county',
        region: 'SW',
        context: { people: 1 },
      },
      scope: 'all',
      signatures: [{ role: 'leader', recorded: 'Minute 14', at: '', statement: '' }],
    } as unknown as OfficialRecord
    expect(textsOfRecord(record).map(({ text }) => text)).toEqual([
      ...['county', 'SW', 'people', 'all', 'leader', 'Minute 14'],
    ])
  })

  it('may stand in the contact of a practice, and nowhere else of it', () => {
    const practice = {
      ...{ format: 'tiex-practice/1', id: 'p', title: 't', what: 'w', changed: 'c', contact: 'Priya Shah' },
      links: [{ title: 'l', url: 'https://ex.org' }],
    }
    expect(textsOfPractice(practice).map(({ text }) => text)).toEqual([
      'p',
      't',
      'w',
      'c',
      'l',
      'https://ex.org',
    ])
  })
})
