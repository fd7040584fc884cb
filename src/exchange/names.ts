import type { Person } from '../assessment/assessment.ts'
import type { Practice } from '../practice/practice.ts'
import type { OfficialRecord } from './record.ts'

/** A text that a person wrote and that is to leave, and where it stands. */
export interface FreeText {
  /** Fits after "in". */
  readonly where: string
  readonly text: string
}

/** Somebody who can be found in a text that is to leave. */
export interface FoundName {
  readonly where: string
  readonly person: string
  readonly what: 'name' | 'e-mail' | 'id'
}

/** The texts of a record that are in nobody's fixed words, but the name of the organisation: it may be called after anybody. */
export function textsOfRecord({ organisation, scope, signatures = [] }: OfficialRecord): readonly FreeText[] {
  const { type = '', region = '', context = {} } = organisation
  return [
    { where: 'organisation.type', text: type },
    { where: 'organisation.region', text: region },
    ...Object.keys(context).map((text) => ({ where: 'organisation.context', text })),
    { where: 'scope', text: scope },
    ...signatures.flatMap(({ role, recorded = '' }) => [
      { where: 'the role of a signature', text: role },
      { where: `the record of ${role}`, text: recorded },
    ]),
  ]
}

/** The texts of a practice, but the contact: it is there to be written to. */
export function textsOfPractice({
  id,
  title,
  what,
  changed = '',
  links = [],
}: Practice): readonly FreeText[] {
  return [id, title, what, changed, ...links.flatMap((link) => [link.title, link.url])].map((text) => ({
    where: `practice/${id}.yaml`,
    text,
  }))
}

type Named = Pick<Person, 'id' | 'name' | 'email' | 'role'>

/**
 * Who of these people stands in the texts: by e-mail in whatever case, by id as it is written, or by name as people write names: with or
 * without a title, either way round, with initials. An id that is somebody's role is a word like any other.
 */
export function findNames(texts: readonly FreeText[], people: readonly Named[]): readonly FoundName[] {
  const roles = new Set(people.map(({ role }) => role))
  const known = people.map((person) => ({ ...person, isThere: isNamed(person.name) }))
  return texts.flatMap(({ where, text }) => {
    const shown = unwrapped(text)
    return known.flatMap(({ id, email, isThere }): FoundName[] => {
      const [withoutMail, mail] = without(plain(shown), plain(email))
      const [, own] = roles.has(id) ? ['', false] : without(shown, id)
      // What is left of an e-mail or an id is not the name once more.
      const rest = mail ? withoutMail : shown
      return [
        ...(mail ? [{ where, person: id, what: 'e-mail' as const }] : []),
        ...(own ? [{ where, person: id, what: 'id' as const }] : []),
        ...(isThere(own ? without(rest, id)[0] : rest) ? [{ where, person: id, what: 'name' as const }] : []),
      ]
    })
  })
}

/** Whose surname stands in a text without the rest of their name: it may be another's, or a place. Told only where nothing of them is found for certain. */
export function findSurnames(
  texts: readonly FreeText[],
  people: readonly Named[],
): readonly { readonly where: string; readonly person: string }[] {
  const certain = findNames(texts, people)
  return texts.flatMap(({ where, text }) => {
    const words = wordsOf(unwrapped(text)).map(({ word }) => word)
    return people
      .filter(({ id }) => !certain.some((one) => one.person === id && one.where === where))
      .filter(({ name }) => {
        const { first, last } = partsOf(name)
        return first.length > 0 && stands(words, last)
      })
      .map(({ id }) => ({ where, person: id }))
  })
}

/** What hides a name from a search and not from a reader: characters without width, and those that addresses write as `%20`. */
function unwrapped(text: string): string {
  const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part)
    } catch {
      return part
    }
  })
  return decoded.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** The text with these words taken out where they stand on their own, and whether they did. */
function without(text: string, words: string): readonly [text: string, found: boolean] {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const own = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu')
  const left = text.replace(own, ' ')
  return [left, left !== text]
}

interface Word {
  readonly word: string
  /** A title stands before it. */
  readonly isTitled: boolean
  /** A full stop follows: it is short for something. */
  readonly isShort: boolean
}

const titles = new Set(
  'dr cllr cllrs councillor councillors prof professor sir dame lord lady baron baroness mr mrs ms miss mx rev revd reverend rt hon ald alderman'.split(
    ' ',
  ),
)

/** The words of a text without titles; hyphens and commas part them, apostrophes do not. */
function wordsOf(text: string): readonly Word[] {
  const bare = plain(text)
    .replace(/['’]s(?![\p{L}\p{N}])/gu, '')
    .replace(/['’ʼ`]/gu, '')
  const words: Word[] = []
  let isTitled = false
  for (const [, word = '', stop] of bare.matchAll(/([\p{L}\p{N}]+)(\.?)/gu)) {
    if (titles.has(word)) {
      isTitled = true
      continue
    }
    words.push({ word, isTitled, isShort: stop === '.' })
    isTitled = false
  }
  return words
}

/** The words of what somebody is called first and last; the first are missing where a name is one word. `Shah, Priya` is the other way round. */
function partsOf(name: string): { readonly first: readonly string[]; readonly last: readonly string[] } {
  const [before = '', after] = name.split(',')
  const turned = after === undefined || after.trim() === '' ? name : `${after} ${before}`
  const parts = turned
    .trim()
    .split(/\s+/)
    .map((part) => wordsOf(part).map(({ word }) => word))
    .filter((part) => part.length > 0)
  return { first: parts.slice(0, -1).flat(), last: parts.at(-1) ?? [] }
}

/** One letter that is a word of its own stands for a name only with its full stop. */
const letterWords = new Set(['a', 'i', 'o'])

/** Whether a text names somebody. */
function isNamed(name: string): (text: string) => boolean {
  const { first, last } = partsOf(name)
  if (last.length === 0) return () => false
  const hadTitle = wordsOf(name)[0]?.isTitled === true
  const initials = first.map((word) => word[0]!)
  const firsts = [first, first.slice(0, 1), initials, initials.slice(0, 1), [initials.join('')]]
  const orders = firsts.flatMap((some) => [
    [...some, ...last],
    [...last, ...some],
    ...(some === first ? [[[...some, ...last].join('')], [[...last, ...some].join('')]] : []),
  ])
  return (text) => {
    const words = wordsOf(text)
    const fits = (wanted: readonly string[], at: number) =>
      wanted.every((word, index) => {
        const there = words[at + index]
        if (there === undefined || there.word !== word) return false
        return there.isShort || !letterWords.has(word)
      })
    return words.some(
      ({ isTitled }, at) =>
        (first.length === 0
          ? (isTitled || !hadTitle) && fits(last, at)
          : orders.some((order) => fits(order, at))) ||
        (isTitled && fits(last, at)),
    )
  }
}

function stands(words: readonly string[], wanted: readonly string[]): boolean {
  return words.some((_, at) => wanted.every((word, index) => words[at + index] === word))
}
