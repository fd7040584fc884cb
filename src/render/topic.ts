import type { Term, Topic } from '../topics/topic.ts'
import { columnsOf, wrap } from './text.ts'

/** A topic as a page of help. */
export function renderTopic({ id, about, parts }: Topic, columns: number): string {
  const shown = parts.map((part) =>
    typeof part === 'string' ? wrap(part, columns) : renderTerms(part, columns),
  )
  return `${[wrap(`${id}: ${about}`, columns), ...shown].join('\n\n')}\n`
}

/** The topics there are. */
export function renderTopics(topics: readonly Topic[], columns: number): string {
  const list = renderTerms(
    topics.map(({ id, about }) => [id, about]),
    columns,
  )
  return `Topics of tiex help:\n\n${list}\n\n${wrap('Next: tiex help TOPIC · tiex help COMMAND', columns)}\n`
}

/** A column of terms beside what they mean; a term too long for it stands above. */
function renderTerms(terms: readonly Term[], columns: number): string {
  const widest = Math.min(Math.max(...terms.map(([term]) => columnsOf(term))), Math.floor(columns / 3))
  const hang = widest + 4
  return terms
    .map(([term, meaning]) => {
      const text = wrap(meaning, columns, hang)
      return columnsOf(term) > widest
        ? `  ${term}\n${text}`
        : `  ${term}${' '.repeat(hang - 2 - columnsOf(term))}${text.slice(hang)}`
    })
    .join('\n')
}
