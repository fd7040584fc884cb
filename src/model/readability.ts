import type { Model, Statement } from './model.ts'

/** One thing a reader, or who compares versions, would dislike about a statement. */
export interface Flag {
  readonly statement: Statement
  readonly rule: 'long' | 'two-claims' | 'passive' | 'acronym' | 'alike' | 'was' | 'not-comparable'
  readonly message: string
}

/** Flags of every statement, in model order. `terms` are the glossary's: an acronym among them is no flag. Heuristics for English, kept simple on purpose. */
export function flagsOf(model: Model, terms: readonly string[]): Flag[] {
  const known = new Set(terms.flatMap((term) => term.match(acronymPattern) ?? []))
  const seen: { statement: Statement; stems: ReadonlySet<string> }[] = []
  return model.statements.flatMap((statement) => {
    const flag = (rule: Flag['rule'], message: string): Flag => ({ statement, rule, message })
    const flags: Flag[] = []
    const words = statement.text.split(/\s+/).filter((word) => /\w/.test(word)).length
    if (words > longest)
      flags.push(flag('long', `${words} words; at most ${longest} can be taken in at one reading`))
    const joint = statement.text.match(twoClaims)
    if (joint) flags.push(flag('two-claims', `"${joint[0].trim()}" joins two claims; which one is answered?`))
    const passive = statement.text.match(passivePattern)
    if (passive && !/\bby\b/.test(statement.text.slice(passive.index)))
      flags.push(flag('passive', `"${passive[0]}" does not say who does it`))
    for (const acronym of new Set(statement.text.match(acronymPattern) ?? [])) {
      if (!known.has(acronym)) flags.push(flag('acronym', `"${acronym}" is not in the glossary`))
    }
    const stems = stemsOf(statement.text)
    const twin = seen.find((other) => likeness(other.stems, stems) > tooAlike)
    if (twin) flags.push(flag('alike', `says nearly the same as ${twin.statement.id}`))
    seen.push({ statement, stems })
    return flags
  })
}

const longest = 30
const tooAlike = 0.6
const acronymPattern = /\b[A-Z]{2,}s?\b/g
/** A second clause: a semicolon, a second sentence, or a joining word followed by a subject or a finite verb. */
const twoClaims =
  /;|[.!?]\s+[A-Z]|,?\s\b(?:and|but|or)\s+(?:it|they|we|the council|there|has|have|is|are|was|were|does|do|can|will|must)\b/
const irregular =
  'given|made|done|held|kept|known|shown|taken|written|seen|set|put|built|paid|run|told|sent|spent|brought|chosen|found|led|met|read|understood'
const passivePattern = new RegExp(
  `\\b(?:is|are|was|were|be|been|being)\\s+(?:\\w+ly\\s+|not\\s+|also\\s+)?(?:\\w{2,}ed|${irregular})\\b`,
)

const stopWords = new Set(
  'a an the of to in on for and or by with from at as its it is are has have that this their they which who what where when how than each every council there one at least last two years year'.split(
    ' ',
  ),
)

function stemsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[a-z]{2,}/g) ?? []
  return new Set(
    words.filter((word) => !stopWords.has(word)).map((word) => word.replace(/(?:ing|ies|ed|es|e|s|y)$/, '')),
  )
}

/** Shared stems as a share of all stems of both (Jaccard). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const stem of a) if (b.has(stem)) shared++
  return shared / (a.size + b.size - shared || 1)
}
