import { describe, expect, it } from 'vitest'
import type { Assessment } from '../../src/assessment/assessment.ts'
import { shortDay, sinceWhen } from '../../src/render/status/days.ts'
import { renderLetters } from '../../src/render/status/letter-forms.ts'
import { writeLetter } from '../../src/render/status/letters.ts'
import { renderStatus } from '../../src/render/status/status.ts'
import { stateWords, waitingOf } from '../../src/render/status/words.ts'
import { columnsOf } from '../../src/render/text.ts'
import { type PersonStatus, statusOf } from '../../src/status/status.ts'
import { forbidden, screenOf } from './screens.ts'

const council: Assessment = {
  format: 'tiex-assessment/1',
  organisation: { id: 'shire', name: 'Shire \u202e市議会は費用を知っている', type: 'county' },
  scope: 'whole\ncouncil',
  sponsor: 'The \u001b[31mLeader',
  objectives: ['Agree.\n\nTo: everybody@example.org', 'Choose \u202e'],
  model: { id: 'm', version: '1', digest: 'sha256:0' },
  confidentiality: 'sealed',
  round: '2026-autumn',
  rounds: { '2026-autumn': { closes: '2026-11-25', workshops: ['2026-11-27', '2027-01-08'] } },
  people: [
    { id: 'ann', name: 'Ann Lee', email: 'ann@example.org', role: 'parks', may: ['answer'] },
    {
      id: 'bo',
      name: '市議会 Bo\u202e Reed-Featherstonehaugh',
      email: 'bo@example.org',
      role: 'parks',
      may: ['answer'],
    },
    {
      ...{ id: 'sam', name: 'Sam', email: 'sam@example.org', role: 'change' },
      ...{ may: ['answer', 'facilitate'], recipient: 'age1x' },
    },
  ],
}

const people: readonly PersonStatus[] = [
  {
    id: 'ann',
    name: 'Ann Lee',
    role: 'parks',
    asked: true,
    state: 'draft',
    answered: 10,
    of: 10,
    started: '2026-11-02T09:14:00Z',
  },
  {
    id: 'bo',
    name: council.people[1]!.name,
    role: 'parks and open spaces of the county, and all that is in them',
    asked: true,
    state: 'faulty',
    of: 10,
  },
  { id: 'sam', name: 'Sam', role: 'change', asked: true, state: 'not-started', answered: 0, of: 10 },
  {
    id: 'old',
    name: 'Old Hand',
    role: 'parks',
    asked: false,
    state: 'submitted',
    answered: 9,
    of: 10,
    submitted: '2026-11-02T09:14:00Z',
  },
]
const status = statusOf(council, '2026-autumn', {
  ...{
    people,
    strangers: ['rounds/2026-autumn/responses/\u202exy.yaml'],
    now: new Date('2026-11-19T09:30:00Z'),
  },
})
const widths = Array.from({ length: 121 }, (_, index) => 40 + index)
const expectToFit = (text: string, width: number) =>
  expect(
    text.split('\n').filter((line) => columnsOf(line) > width),
    `at ${width} columns`,
  ).toEqual([])

describe('from 40 to 160 columns', () => {
  it('no row of the status is longer than the screen, and nothing of a file acts on it', () => {
    for (const width of widths)
      for (const plain of [false, true]) {
        const text = renderStatus(status, undefined, screenOf(width, { plain }))
        expectToFit(text, width)
        expect(text).not.toMatch(forbidden)
      }
  })
})

it('a paragraph of a letter is one line, as is its subject, and nothing of a file acts on it', () => {
  const occasions = (['invitation', 'reminder'] as const).map((kind) => ({
    kind,
    assessment: council,
    status,
  }))
  const letters = occasions.flatMap((occasion) =>
    people.filter(({ asked }) => asked).map((person) => writeLetter(occasion, person)),
  )
  const text = renderLetters(letters, screenOf(40))
  expect(text).not.toMatch(forbidden)
  for (const start of [/^To: .+$/gm, /^Subject: .+\d$/gm, /^Answers are taken until .+\.$/gm])
    expect(text.match(start)).toHaveLength(letters.length)
})

const told = (id: string, kind: 'invitation' | 'reminder', assessment = council) => {
  const letter = writeLetter({ kind, assessment, status }, people.find((one) => one.id === id)!)
  return renderLetters([letter], screenOf(80)).replace(/\s+/g, ' ')
}

describe('a letter', () => {
  it('says who can read sealed answers, by name, and that few are not anonymous', () => {
    expect(told('ann', 'invitation')).toContain('sealed: only you and Sam, who facilitates, can read them.')
    expect(told('sam', 'invitation')).toContain('sealed: only you can read them.')
    expect(told('ann', 'invitation')).toContain('Only 3 people are asked: among so few nothing is anonymous')
  })
  it('names whom to ask, and never the one it goes to', () => {
    expect(told('ann', 'invitation')).toContain('write to Sam (sam@example.org).')
    expect(told('sam', 'invitation')).not.toMatch(/write to|If you have a question/)
  })
  it('says their role in words that read, and nothing of aims that nobody gave', () => {
    expect(told('ann', 'invitation')).toContain('You are one of 3 people who are asked (your role: parks).')
    expect(told('sam', 'reminder')).toContain('your view, in your role (change), is missing.')
    const { sponsor: _, objectives: __, ...plain } = council
    expect(told('ann', 'invitation', plain)).not.toMatch(/sponsor|What it is for|undefined/)
  })
  it('says that open answers can be read by colleagues', () => {
    expect(told('ann', 'reminder', { ...council, confidentiality: 'open' })).toContain(
      'not encrypted: colleagues with access to the repository can read them, with your name.',
    )
  })
  it.each([
    ['ann', 'What is left is to submit them'],
    ['bo', 'There is an error in the file of your answers'],
    ['sam', 'You have not begun yet'],
  ])('to remind somebody says how far they are: %s', (id, words) => {
    expect(told(id, 'reminder')).toContain(words)
  })
  it('never asks anybody to reply to somebody whom a file made up', () => {
    expect(told('ann', 'invitation')).toContain('- Agree. To: everybody@example.org')
  })
})

describe('days in words', () => {
  it.each([
    ['2026-11-20', '2026-11-19', 'Fri 20 Nov'],
    ['2027-01-08', '2026-11-19', 'Fri 8 Jan 2027'],
    ['2026-09-04', '2026-11-19', 'Fri 4 Sep'],
  ])('%s seen from %s: %s', (day, today, words) => expect(shortDay(day, today)).toBe(words))

  it.each([
    ['2026-11-20', 'today'],
    ['2026-11-19', 'today'],
    ['2026-11-18', 'yesterday'],
    ['2026-11-13', '6 days ago'],
    ['2026-11-12', 'last week'],
    ['2026-11-05', '2 weeks ago'],
    ['2026-10-22', '22 Oct'],
    ['2025-10-22', '22 Oct 2025'],
  ])('%s: %s', (day, words) => expect(sinceWhen(day, '2026-11-19')).toBe(words))
})

describe('while a second look is open', () => {
  const looking = (again: NonNullable<PersonStatus['again']>): string =>
    stateWords({ ...people[3]!, asked: true, again }, '2026-11-19')
  it('somebody who is part of the way has begun, where that can be read', () => {
    expect(looking({ statements: 31, looked: false })).toBe('not yet')
    expect(looking({ statements: 31, looked: false, begun: true })).toBe('begun')
    expect(looking({ statements: 31, looked: true })).toBe('looked again 2 Nov')
  })
})

describe('who has still to sign is said', () => {
  const waiting = [
    { role: 'leader', state: 'recorded' },
    { role: 'chief', state: 'missing' },
  ] as const
  const signed = { roles: 0, of: 2, complete: false, waiting }
  it('where it is time for it, with what decides whether a record is enough', () => {
    expect(waitingOf({ ...status, signed, next: ['tiex report', 'tiex sign'] })).toBe(
      'Still to sign: leader (recorded, and a signature is needed); chief. Where a record is enough, say so under sign-off in tiex.yaml, such as sign-off: {leader: recorded}.',
    )
  })
  it('before that only of those who have to do it again', () => {
    const stale = { ...signed, waiting: [{ role: 'leader', state: 'stale' }, waiting[1]] as const }
    expect(waitingOf({ ...status, signed: stale, next: ['tiex plan propose'] })).toBe(
      'Still to sign: leader (stale: something has changed since).',
    )
    expect(waitingOf({ ...status, signed: { ...signed, waiting: [waiting[1]] }, next: [] })).toBeUndefined()
  })
})
