import type { Report } from '../../report/report.ts'
import type { SectionReport } from '../../report/sections.ts'
import type { Need } from '../../resources/suggest.ts'
import { markdownLink, markdownText } from '../markdown.ts'
import { matchingMarkdown } from '../practice/data.ts'
import { needTitle, reasonOf } from '../resources.ts'
import { figure } from '../text.ts'
import { ambitionOf, levelOf } from './words.ts'

export const noNeeds = 'Nothing to suggest: no gap is left, or nothing is answered yet.'

/** The section of a need as the rest of the report has it. */
export function sectionOf(need: Need, { sections }: Report): SectionReport {
  return sections.find(({ section }) => section.id === need.section.id)!
}

/** What is wanting, with the same figures as everywhere in the report: a success factor has neither stages nor an ambition, and so no gap. */
export function needWords(need: Need, report: Report): string {
  const one = sectionOf(need, report)
  const { ambition, gap, priority } = one
  const parts = [
    `${need.stage === undefined ? 'Weak success factor' : `Next stage ${need.stage.title.toLowerCase()}`}: ${levelOf(one)}`,
    ...(ambition === undefined ? [] : [`ambition ${ambitionOf(ambition)}`]),
    ...(gap === undefined ? [] : [`gap ${figure(gap)}`]),
    ...(priority === undefined ? [] : [`priority ${priority}`]),
  ]
  return parts.join(', ')
}

/** A heading of the third level a need. */
export function needsMarkdown(report: Report): string {
  if (report.suggestions.length === 0) return `${noNeeds}\n`
  return report.suggestions
    .map(({ need, resources, practice }) => {
      const items = resources.map(
        ({ resource, match }) =>
          `- ${markdownLink(resource.title, resource.url)} (${markdownText(resource.publisher)}): ${markdownText(`${resource.summary} ${reasonOf(match, need)}`)}\n`,
      )
      const known = practice.map((found) => matchingMarkdown(found, need.section))
      const none = items.length + known.length === 0 ? 'No resource fits.\n' : ''
      return `### ${markdownText(needTitle(need))}\n\n${markdownText(needWords(need, report))}\n\n${[...items, ...known].join('')}${none}`
    })
    .join('\n')
}
