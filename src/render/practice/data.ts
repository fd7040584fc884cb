import { shownAddress } from '../../address.ts'
import type { Section } from '../../model/model.ts'
import { practiceName } from '../../practice/form.ts'
import type { MatchingPractice } from '../../practice/match.ts'
import type { Practice } from '../../practice/practice.ts'
import { renderCsv } from '../csv.ts'
import { renderJson } from '../json.ts'
import { markdownLink, markdownParagraphs, markdownText } from '../markdown.ts'
import { dayWords } from '../plan/words.ts'
import {
  aboutOf,
  councilOf,
  excerptOf,
  type PracticeList,
  practiceReason,
  sharedWords,
  whosePractice,
} from './text.ts'

/** `tiex-practice-list/1`: each as in its file, those of the council itself without organisation. */
export function practicesJson({ practices, organisation }: PracticeList): string {
  const data = {
    format: 'tiex-practice-list/1',
    organisation: { id: organisation.id, name: organisation.name },
    practices: practices.map(practiceData),
  }
  return renderJson(data)
}

/** `null` for the organisation of the council's own. */
function practiceData({ organisation, ...practice }: Practice) {
  return { ...practice, organisation: organisation ?? null }
}

const columns = [
  ...['council', 'council-name', 'id', 'title', 'what', 'changed', 'cells', 'model', 'contact', 'links'],
  ...['added', 'share'],
]

/** A row a practice. Several cells stand with blanks between, links a line each. */
export function practicesCsv({ practices, organisation: own }: PracticeList): string {
  const rows = practices.map((practice) => {
    const { id, title, what, changed, cells, model, contact, links, added, share } = practice
    const whose = practice.organisation ?? own
    return [
      ...[whose.id, whose.name, id, title, what, changed, cells?.join(' '), model, contact],
      links?.map((link) => `${link.title} ${link.url}`).join('\n'),
      ...[added, share],
    ]
  })
  return renderCsv(columns, rows)
}

/** A heading a practice, of the second level unless another is wanted. */
export function practicesMarkdown({ practices, model, organisation }: PracticeList, heading = '##'): string {
  return practices
    .map((practice) => {
      const { title, what, changed, contact, links = [], added, cells = [] } = practice
      const whose = practice.organisation === undefined ? organisation.name : councilOf(practice)
      const facts: readonly (readonly [string, string | undefined])[] = [
        ['Council', markdownText(whose)],
        ['About', cells.length === 0 ? undefined : markdownText(aboutOf(practice, model))],
        ['Contact', contact && markdownText(contact)],
        ['Added', added && markdownText(dayWords(added))],
        ['Shared', practice.organisation === undefined ? sharedWords(practice) : undefined],
        ...links.map((link): [string, string] => ['Link', markdownLink(link.title, link.url)]),
      ]
      const list = facts.flatMap(([name, fact]) => (fact === undefined ? [] : [`- ${name}: ${fact}\n`]))
      const told = [what, ...(changed === undefined ? [] : [changed])].map((text) => markdownParagraphs(text))
      return `${heading} ${markdownText(title)}\n\n${told.join('\n\n')}\n\n${list.join('')}`
    })
    .join('\n')
}

/** What stands beside the resources of a suggestion. */
export function matchingData(found: readonly MatchingPractice[], section: Section) {
  return found.map(({ practice, match }) => ({
    ...practiceData(practice),
    match,
    reason: practiceReason(match, section),
  }))
}

/** A row among those of resources, in the same columns. */
export function matchingRow(practice: Practice): (string | number | undefined)[] {
  const { title, what, links, added } = practice
  const publisher = practice.organisation === undefined ? 'this council' : councilOf(practice)
  const year = added === undefined ? undefined : Number(added.slice(0, 4))
  const url = links?.[0] && shownAddress(links[0].url)
  return [practiceName(practice), title, publisher, 'practice', year, url, what]
}

/** A list entry. */
export function matchingMarkdown({ practice, match }: MatchingPractice, section: Section): string {
  return `- ${markdownText(practice.title)} (${markdownText(whosePractice(practice))}): ${markdownText(excerptOf(practice))} ${markdownText(practiceReason(match, section))}\n`
}
