import type { Screen } from '../../env.ts'
import { type Finding, type Problem, TiexError } from '../../problem.ts'
import { renderProblem } from '../problems.ts'
import { counted } from '../text.ts'

/** So many are told; an exchange may hold any number of bad entries. */
const most = 10

/** What is wrong with files that were passed over, the first few; '' where nothing is. */
export function renderFew(problems: readonly Problem[], screen: Screen): string {
  const told = problems.slice(0, most).map((problem) => renderProblem(problem, screen))
  const left = problems.length - told.length
  return `${told.join('')}${left > 0 ? `${counted(left, 'more problem')} of this kind; what is wrong was passed over.\n` : ''}`
}

/** A finding about a field, told by the word with which the field is said. */
export function problemOf({ severity, rule, path, message, hint }: Finding, wordOf = sameWord): Problem {
  const word = typeof path[0] === 'string' && /^[a-z]+$/.test(path[0]) ? wordOf(path[0]) : undefined
  const told = message.replace(/ \(in (?:cells|links) \d+\)/, '')
  const begins = word === undefined || told.startsWith(word) ? told : `${word}: ${told}`
  return { severity, rule, message: begins, ...(hint === undefined ? {} : { hint }) }
}

/** All errors as one, each told by its word. */
export function refusal(findings: readonly Finding[], wordOf = sameWord): TiexError {
  const errors = findings.filter(({ severity }) => severity === 'error')
  return new TiexError(
    errors.map((found) => problemOf(found, wordOf)),
    'Nothing was written.',
  )
}

function sameWord(field: string): string {
  return field
}
