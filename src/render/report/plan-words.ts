import type { ActionView } from '../../plan/view.ts'
import type { Report } from '../../report/report.ts'
import type { SectionReport } from '../../report/sections.ts'
import { markdownLink, markdownText } from '../markdown.ts'
import { actionFacts } from '../plan/markdown.ts'
import { levelOf } from './words.ts'

export interface ActionFact {
  readonly name: string
  readonly fact: string
  /** Where the fact is a title of something to read. */
  readonly url?: string
}

/** All there is to say of an action to a board: levels say where they are drafts, and that resources are known only where the plan says which. */
export function boardFacts(view: ActionView, report: Report): readonly ActionFact[] {
  const levels = levelFacts(view, report)
  const reading = [...(view.action.reading ?? [])]
  const moves = [undefined, ...(view.progress?.levels ?? [])]
  return actionFacts(view, report.plan).flatMap(([name, fact]): readonly ActionFact[] => {
    if (name === 'Level') return [{ name, fact: levels.shift() ?? fact }]
    if (name === 'Since') {
      const move = moves.shift()
      const isDraft = move !== undefined && sectionIn(report, move.section.id).isDraftLevel
      return [{ name, fact: isDraft ? `${fact}; the level before is a draft` : fact }]
    }
    if (name === 'To read') {
      const { title, url } = reading.shift()!
      return [{ name, fact: title, url }]
    }
    if (name === 'Resources' || name === 'Budget') return knownFacts(name, fact)
    return [{ name, fact }]
  })
}

function levelFacts({ action, sections }: ActionView, report: Report): string[] {
  const expected = action['expected-level']
  return sections.map(({ section }) => {
    const now = levelOf(sectionIn(report, section.id))
    return `${section.title}: ${now}${expected === undefined ? '' : `, expected ${expected}`}`
  })
}

function sectionIn({ sections }: Report, id: string): SectionReport {
  return sections.find(({ section }) => section.id === id)!
}

/** In plan.yaml the word stands for people and money that somebody knows of; it tells a board nothing. */
function knownFacts(name: string, fact: string): readonly ActionFact[] {
  const word = fact.trim().toLowerCase()
  if (word === 'known') return []
  return [{ name, fact: word === 'unknown' ? 'not known yet' : fact }]
}

/** An action a heading of the third level, in the council's order. */
export function boardActionsMarkdown(report: Report): string {
  return report.plan.actions
    .map((view) => {
      const lines = boardFacts(view, report).map(
        ({ name, fact, url }) =>
          `- ${name}: ${url === undefined ? markdownText(fact) : markdownLink(fact, url)}\n`,
      )
      return `\n### ${view.place}. ${markdownText(view.action.title)}\n\n${lines.join('')}`
    })
    .join('')
}
