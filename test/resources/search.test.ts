import { describe, expect, it } from 'vitest'
import type { Resource } from '../../src/resources/resource.ts'
import { searchResources } from '../../src/resources/search.ts'

const about = (id: string, title: string, more: Partial<Resource> = {}): Resource => ({
  id,
  title,
  publisher: 'Local Government Association',
  url: 'https://example.org',
  type: 'guidance',
  summary: 'Read it.',
  ...more,
})

const resources = [
  about('costs', 'Unit costs of adult care'),
  about('debt', 'Collecting council debt', { summary: 'Collect what is owed, and keep unit costs low.' }),
  about('wigan', 'The Deal', { councils: ['Wigan'], type: 'case-study' }),
  about('nudge', 'Behavioural insights', {
    characteristics: ['data-and-intelligence'],
    modes: ['community'],
  }),
  about('bank', 'Evidence library', { publisher: 'Nesta' }),
]
const ids = (words: string) => searchResources(resources, words).map((resource) => resource.id)

describe('a search', () => {
  it.each([
    ['unit costs', ['costs', 'debt'], 'a title counts more than a summary'],
    ['wigan', ['wigan'], 'a council'],
    ['nesta', ['bank'], 'a publisher'],
    ['intelligence community', ['nudge'], 'tags, as words'],
    ['behav', ['nudge'], 'a word that is not finished'],
    ['behavoural', ['nudge'], 'a letter too few'],
    ['wigann', ['wigan'], 'a letter too many'],
    ['evidense', ['bank'], 'a wrong letter'],
    ['colecting', ['debt'], 'a letter too few, again'],
    ['WIGAN', ['wigan'], 'capital letters'],
    ['wigan debt', ['debt', 'wigan'], 'words no resource has all of: any of them'],
    ['zeppelin', [], 'nothing'],
    ['', [], 'no words'],
  ])('for "%s" finds %j: %s', (words, expected) => {
    expect(ids(words).toSorted()).toEqual(expected.toSorted())
    if (words === 'unit costs') expect(ids(words)).toEqual(expected)
  })
})
