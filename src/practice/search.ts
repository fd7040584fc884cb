import type { Model } from '../model/model.ts'
import { searchTexts } from '../resources/search.ts'
import type { Practice } from './practice.ts'

/** Practice that fits the words, best first; as tolerant as the search of resources. [] where nothing fits. */
export function searchPractice(
  practices: readonly Practice[],
  words: string,
  model: Model,
): readonly Practice[] {
  return searchTexts(practices, words, {
    fields: ['title', 'what', 'changed', 'council', 'cells'],
    boost: { title: 3, council: 2, cells: 1.5 },
    textsOf: ({ title, what, changed = '', organisation, cells = [] }) => ({
      title,
      what,
      changed,
      council: organisation === undefined ? '' : `${organisation.name ?? ''} ${organisation.id}`,
      cells: cells.map((id) => model.sectionById.get(id)?.title ?? id.replaceAll(/[-/]/g, ' ')).join(' '),
    }),
  })
}
