import MiniSearch from 'minisearch'
import type { Resource } from './resource.ts'

/** Resources that fit the words, best first; tolerant of one typing error in five letters and of unfinished words. [] where nothing fits. */
export function searchResources(resources: readonly Resource[], words: string): readonly Resource[] {
  return searchTexts(resources, words, {
    fields: ['title', 'summary', 'publisher', 'councils', 'tags', 'type'],
    boost: { title: 3, councils: 2, tags: 1.5 },
    textsOf: textsOfResource,
  })
}

interface Searched<Thing> {
  /** What `textsOf` has of each. */
  readonly fields: readonly string[]
  /** How much more a hit in a field counts; 1 where absent. */
  readonly boost: Readonly<Record<string, number>>
  readonly textsOf: (thing: Thing) => Readonly<Record<string, string>>
}

/** Things whose texts fit all words, where there are none any of them, best first; tolerant of typing errors and of unfinished words. */
export function searchTexts<Thing>(
  things: readonly Thing[],
  words: string,
  { fields, boost, textsOf }: Searched<Thing>,
): readonly Thing[] {
  const index = new MiniSearch({
    idField: 'number',
    fields: [...fields],
    searchOptions: { boost, fuzzy: 0.2, prefix: (term) => term.length > 2, combineWith: 'AND' },
  })
  index.addAll(things.map((thing, number) => ({ ...textsOf(thing), number })))
  const strict = index.search(words)
  const found = strict.length > 0 ? strict : index.search(words, { combineWith: 'OR' })
  return found.map(({ id }) => things[Number(id)]!)
}

function textsOfResource(resource: Resource): Readonly<Record<string, string>> {
  const { title, summary, publisher, type } = resource
  const { councils = [], characteristics = [], modes = [], stages = [] } = resource
  const tags = [...characteristics, ...modes, ...stages, ...(resource['success-factors'] ?? [])]
    .join(' ')
    .replaceAll('-', ' ')
  return { title, summary, publisher, type, councils: councils.join(' '), tags }
}
