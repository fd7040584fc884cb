import MiniSearch from 'minisearch'
import type { Resource } from './resource.ts'

/** Resources that fit the words, best first; tolerant of one typing error in five letters and of unfinished words. [] where nothing fits. */
export function searchResources(resources: readonly Resource[], words: string): readonly Resource[] {
  const index = new MiniSearch<Indexed>({
    fields: ['title', 'summary', 'publisher', 'councils', 'tags', 'type'],
    searchOptions: {
      boost: { title: 3, councils: 2, tags: 1.5 },
      fuzzy: 0.2,
      prefix: (term) => term.length > 2,
      combineWith: 'AND',
    },
  })
  index.addAll(resources.map(indexed))
  const byId = new Map(resources.map((resource) => [resource.id, resource]))
  const strict = index.search(words)
  const found = strict.length > 0 ? strict : index.search(words, { combineWith: 'OR' })
  return found.map(({ id }) => byId.get(String(id))!)
}

interface Indexed {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly publisher: string
  readonly councils: string
  readonly tags: string
  readonly type: string
}

function indexed(resource: Resource): Indexed {
  const {
    id,
    title,
    summary,
    publisher,
    type,
    councils = [],
    characteristics = [],
    modes = [],
    stages = [],
  } = resource
  const tags = [...characteristics, ...modes, ...stages, ...(resource['success-factors'] ?? [])]
    .join(' ')
    .replaceAll('-', ' ')
  return { id, title, summary, publisher, type, councils: councils.join(' '), tags }
}
