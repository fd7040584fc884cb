import type { Place, Problem } from '../../problem.ts'
import { limits } from './scalar.ts'

const shownOfOneRule = 20
const shownOfText = 60

/** A user's text for a message: at most 60 characters, never half a surrogate pair. Control characters stay; whoever prints makes them visible. */
export function shorten(text: string): string {
  if (text.length <= shownOfText) return text
  const characters = Array.from(text.slice(0, 2 * shownOfText))
  return `${characters.slice(0, shownOfText - 1).join('')}…`
}

/** The end of a long path, since that is where the value stands. */
export function shortenStart(path: string): string {
  if (path.length <= shownOfText) return path
  const characters = Array.from(path.slice(-2 * shownOfText))
  return `…${characters.slice(1 - shownOfText).join('')}`
}

/** What to call a character that no file may hold: `the control character U+001B`. */
export function characterName(character: string): string {
  const code = character.codePointAt(0)!
  const shown = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  if (code >= 0xd800 && code <= 0xdfff) return `half a character, ${shown}`
  return code > 0xff ? `the invisible character ${shown}` : `the control character ${shown}`
}

/** The problem of a map or list within too many others. */
export function tooDeep(place: Place): Problem {
  const message = `nested too deeply: the limit is ${limits.depth} levels`
  const hint = 'look for brackets, dashes or indentation too many'
  return { severity: 'error', rule: 'yaml-depth', message, hint, place }
}

/** In the order of their places; past 20 of one rule the rest of it is one more problem that says how many. */
export function sumUp(problems: readonly Problem[]): Problem[] {
  const counts = new Map<string, number>()
  const shown: Problem[] = []
  for (const problem of problems.toSorted(byPlace)) {
    const count = (counts.get(problem.rule) ?? 0) + 1
    counts.set(problem.rule, count)
    if (count <= shownOfOneRule) shown.push(problem)
  }
  for (const [rule, count] of counts) {
    if (count > shownOfOneRule) shown.push(rest(problems, rule, count - shownOfOneRule))
  }
  return shown
}

function rest(problems: readonly Problem[], rule: string, more: number): Problem {
  const { severity, place } = problems.find((problem) => problem.rule === rule)!
  return {
    severity,
    rule,
    message: `and ${more} more like this`,
    hint: 'mend those above, and look again',
    ...(place && { place: { file: place.file } }),
  }
}

function byPlace(a: Problem, b: Problem): number {
  return (
    number(a.place, 'line') - number(b.place, 'line') || number(a.place, 'column') - number(b.place, 'column')
  )
}

function number(place: Place | undefined, what: 'line' | 'column'): number {
  return place?.[what] ?? 0
}
