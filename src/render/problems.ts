import type { Screen } from '../env.ts'
import type { Problem, TiexError } from '../problem.ts'
import { counted, visible, wrap } from './text.ts'

/** `file:line:column: error: message`, and below it `hint: …`. On a terminal the message is wrapped, and nothing that may be copied: not the place, and no hint. */
export function renderProblem(problem: Problem, screen?: Screen): string {
  const { severity, message, hint } = problem
  const place = placeOf(problem)
  const word =
    severity === 'error'
      ? screen?.paint.bad('error')
      : severity === 'warning'
        ? screen?.paint.accent('warning')
        : screen?.paint.quiet('advice')
  const head = `${place === '' ? '' : `${place}: `}${word ?? severity}:`
  const first = wrapped(head, onOneLine(message), screen)
  return hint === undefined ? `${first}\n` : `${first}\nhint: ${onOneLine(hint)}\n`
}

/** On a terminal broken between words, but not in the head; as it is where nobody reads it on a screen. */
function wrapped(head: string, message: string, screen: Screen | undefined): string {
  if (screen?.height === undefined) return `${head} ${message}`
  const text = wrap(`${head.replaceAll(' ', '\u00a0')} ${message}`, screen.width, 0, 2)
  return head + text.slice(head.length)
}

function placeOf({ place }: Problem): string {
  if (place === undefined) return ''
  return [onOneLine(place.file), place.line, place.column].filter((part) => part !== undefined).join(':')
}

/** A problem is a line and a hint is a line, whatever the name of a file may hold. */
function onOneLine(text: string): string {
  return visible(text).replaceAll('\n', '<U+000A>').replaceAll('\t', '<U+0009>')
}

export function renderProblems(problems: readonly Problem[], screen?: Screen): string {
  return problems.map((problem) => renderProblem(problem, screen)).join('')
}

/** The list for a first look: every error, and of each other kind the first few, one a file, with a line for the rest. */
export function foldProblems(problems: readonly Problem[]): readonly Problem[] {
  const rest = new Map<
    string,
    { readonly first: Problem; count: number; readonly files: Set<string | undefined> }
  >()
  const shown = problems.filter((problem) => {
    if (problem.severity === 'error') return true
    const kind = `${problem.severity} ${problem.rule}`
    const seen = rest.get(kind) ?? { first: problem, count: 0, files: new Set() }
    rest.set(kind, seen)
    if (seen.files.size < firstFew && !seen.files.has(problem.place?.file)) {
      seen.files.add(problem.place?.file)
      return true
    }
    seen.count++
    return false
  })
  const more = [...rest.values()]
    .filter(({ count }) => count > 0)
    .map(
      ({ first, count }): Problem => ({
        severity: first.severity,
        rule: first.rule,
        message: `${count} more like this (${first.rule})`,
        hint: 'see them all with: tiex check --all',
      }),
    )
  return [...shown, ...more]
}

const firstFew = 3

/** Everything that stood in the way of a command, and its closing line. */
export function renderFailure(error: TiexError, screen?: Screen): string {
  const problems = error.problems.map((problem) => renderProblem(problem, screen)).join('')
  return error.closing === undefined ? problems : `${problems}\n${visible(error.closing)}\n`
}

/** `2 errors, 1 warning and 3 pieces of advice`; `nothing` where there is none. */
export function summaryOf(problems: readonly Problem[]): string {
  const number = (severity: Problem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length
  const parts = [
    [number('error'), 'error', 'errors'],
    [number('warning'), 'warning', 'warnings'],
    [number('advice'), 'piece of advice', 'pieces of advice'],
  ] as const
  const words = parts.filter(([found]) => found > 0).map(([found, one, many]) => counted(found, one, many))
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
