import type { Assessment } from '../assessment/assessment.ts'
import type { Model } from '../model/model.ts'
import { signedText } from './canonical.ts'
import type { SignedContent } from './content.ts'

/** More than this many places are counted, not named. */
const named = 10

/** The first ten, then how many more. */
export function shortList(changes: readonly string[]): readonly string[] {
  if (changes.length <= named) return changes
  return [...changes.slice(0, named), `and ${changes.length - named} more`]
}

type Entry = Readonly<Record<string, unknown>>

/** Every place where two contents differ, in words: what people decided first, in the order of the model, then what was computed. */
export function contentChanges(before: SignedContent, after: SignedContent, model: Model): readonly string[] {
  const statements = idsIn(
    model.statements.map(({ id }) => id),
    before.statements,
    after.statements,
  )
  const sections = idsIn(
    model.sections.map(({ id }) => id),
    before.cells ?? {},
    after.cells ?? {},
  )
  const told = (ids: readonly string[], part: 'statements' | 'cells', fields: readonly Field[]) =>
    ids.flatMap((id) =>
      entryChanges(id, { ...before[part]?.[id] }, { after: { ...after[part]?.[id] }, fields }),
    )
  return [
    ...told(statements, 'statements', decisions),
    ...told(sections, 'cells', cellDecisions),
    ...responseChanges(before, after),
    ...told(statements, 'statements', computed),
    ...told(sections, 'cells', cellComputed),
    ...agreementChanges(before, after),
  ]
}

/** A key, and what it is without a value; texts are only said to have changed. */
type Field = readonly [key: string, absent: string] | readonly [key: string]

const decisions: readonly Field[] = [['agreed', 'nothing'], ['reason'], ['dissent'], ['agreed-at']]
const cellDecisions: readonly Field[] = [
  ['ambition', 'none'],
  ['priority', 'none'],
  ['stance', 'none'],
  ['note'],
]
const computed: readonly Field[] = [
  ['answers'],
  ['divergence'],
  ['label', 'none'],
  ['suggested', 'none'],
  ['tied'],
  ['agreed-from'],
]
const cellComputed: readonly Field[] = [['ambitions'], ['suggested-ambition', 'none']]

/** What follows from other fields of an entry: told only where nothing else of it changed. */
const following: readonly string[] = ['agreed-at', 'divergence', 'tied']

function entryChanges(
  id: string,
  before: Entry,
  { after, fields }: { readonly after: Entry; readonly fields: readonly Field[] },
): readonly string[] {
  const changed = fields.filter(([key]) => !isSame(before[key], after[key]))
  const leading = changed.filter(([key]) => !following.includes(key))
  return (leading.length > 0 ? leading : changed).map(([key, absent]) =>
    absent === undefined
      ? `${id}: ${key} changed`
      : `${id}: ${key} ${String(before[key] ?? absent)} -> ${String(after[key] ?? absent)}`,
  )
}

function isSame(one: unknown, other: unknown): boolean {
  return signedText([one ?? null]) === signedText([other ?? null])
}

function agreementChanges({ agreement: was = {} }: SignedContent, { agreement: is = {} }: SignedContent) {
  return idsIn([], was, is)
    .filter((scale) => !isSame(was[scale], is[scale]))
    .map((scale) => `${scale}: agreement changed`)
}

function responseChanges(before: SignedContent, after: SignedContent): readonly string[] {
  if (before.responses.count !== after.responses.count)
    return [`responses: ${before.responses.count} -> ${after.responses.count}`]
  const [was, is] = [before, after].map(({ responses }) => responses['left-out'] ?? 0)
  return was === is ? [] : [`responses left out: ${was} -> ${is}`]
}

/** Ids of both sides, those of the model first and in its order. */
function idsIn(order: readonly string[], ...sides: readonly Readonly<Record<string, unknown>>[]) {
  const found = new Set(sides.flatMap((side) => Object.keys(side)))
  return [...order.filter((id) => found.has(id)), ...[...found].filter((id) => !order.includes(id))]
}

type Council = Pick<Assessment, 'organisation' | 'scope'>

/** What of the council differs that stands in an official response. */
export function councilChanges(before: Council, after: Council): readonly string[] {
  const changes: string[] = []
  if (before.scope !== after.scope) changes.push(`the scope: ${before.scope} -> ${after.scope}`)
  for (const key of ['name', 'type', 'region'] as const) {
    const [was, is] = [before.organisation[key] ?? 'none', after.organisation[key] ?? 'none']
    if (was !== is) changes.push(`the ${key} of the organisation: ${was} -> ${is}`)
  }
  const context = ({ organisation }: Council) => Object.entries(organisation.context ?? {}).sort()
  if (JSON.stringify(context(before)) !== JSON.stringify(context(after)))
    changes.push('the context of the organisation changed')
  return changes
}
