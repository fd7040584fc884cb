import { describe, expect, it } from 'vitest'
import { checkOthersPractice, checkPractice } from '../../src/practice/check.ts'
import type { Practice } from '../../src/practice/practice.ts'
import { smallModel } from '../small-model.ts'
import { practiceFrom, practiceOf } from './samples.ts'

const people = [{ id: 'priya-shah', name: 'Priya Shah', email: 'priya.shah@example.gov.uk', role: 'finance' }]

const told = (practice: Practice, name = 'fees') =>
  checkPractice(practice, { name, model: smallModel, people }).map(
    ({ severity, path, message, hint }) => `${severity} ${path.join('.')}: ${message} (${hint})`,
  )

describe('a practice of the council itself', () => {
  it('that is right has nothing wrong', () => {
    const good = { cells: ['roads/inside', 'courage'], model: 'small@1.0', added: '2026-02-28' }
    expect(
      told(practiceOf('fees', { ...good, links: [{ title: 'R', url: 'https://example.org' }] })),
    ).toEqual([])
  })

  it.each<[string, Partial<Practice>, string]>([
    [
      'another name than its file',
      { id: 'fee' },
      'error id: the file is called fees.yaml but its id is "fee" (they must be the same)',
    ],
    [
      'a mistyped cell',
      { cells: ['courage', 'road/inside'] },
      'error cells.1: "road/inside" is not a cell or success factor of the model (roads/inside? The cells are roads/inside, roads/outside, parks/inside, parks/outside and courage)',
    ],
    [
      'a cell of an earlier version, told once',
      { model: 'small@0.9', cells: ['courage', 'gone/inside', 'gone/outside'] },
      'warning model: its cells are of small@0.9, and "gone/inside" is not in small@1.0, which is answered (name the cells it is about now: tiex practice set ID cells=...)',
    ],
    [
      'a day that is none',
      { added: '2026-02-30' },
      'error added: there is no 2026-02-30 (write a day such as 2026-11-20)',
    ],
    [
      'a password in an address',
      { links: [{ title: 'R', url: 'https://me:secret@example.org' }] },
      'error links.0.url: the address must not hold a user name or password (write an address such as https://www.example.gov.uk/report)',
    ],
    [
      'the name of a colleague in what is shared',
      { share: 'sector', changed: 'Ask PRIYA SHAH.' },
      'warning changed: the name of priya-shah stands in changed: tiex publish will refuse it (say it without the name)',
    ],
    [
      'the e-mail of a colleague in what is shared',
      { share: 'public', contact: 'priya.shah@example.gov.uk' },
      'warning contact: the e-mail of priya-shah is published in the contact (name a team or a shared mailbox, which stay when people go)',
    ],
  ])('%s', (_, wrong, expected) => expect(told(practiceOf('fees', wrong))).toEqual([expected]))

  it('may name a colleague where it stays here, and cells of another version that are still there', () => {
    expect(told(practiceOf('fees', { contact: 'Priya Shah' }))).toEqual([])
    expect(told(practiceOf('fees', { model: 'small@0.9', cells: ['courage'] }))).toEqual([])
  })
})

describe('a published practice', () => {
  const found = (practice: Practice) =>
    checkOthersPractice(practice, { name: 'fees', organisation: 'testshire' }).map(({ message }) => message)

  it('of the council in whose folder it is, about cells nobody knows, is right', () => {
    expect(found(practiceFrom('testshire', 'fees', { cells: ['no/such'] }))).toEqual([])
  })

  it.each<[string, Practice, string]>([
    [
      'another council',
      practiceFrom('other', 'fees'),
      'the file is in the folder of testshire but says it is of "other"',
    ],
    ['no council', practiceOf('fees'), 'organisation is missing: nobody can tell whose practice this is'],
    ['another id', practiceFrom('testshire', 'x'), 'the file is called fees.yaml but its id is "x"'],
    [
      'a script for an address',
      practiceFrom('testshire', 'fees', { links: [{ title: 'x', url: 'https:///x' }] }),
      'the address has no host',
    ],
  ])('with %s is wrong', (_, practice, message) => expect(found(practice)).toEqual([message]))
})
