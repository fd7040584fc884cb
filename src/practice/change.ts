import { hintFor, quoted } from '../did-you-mean.ts'
import { modelName } from '../model/model.ts'
import { type Finding, finding } from '../problem.ts'
import { inOrder } from './form.ts'
import type { Practice } from './practice.ts'

/** What can be set of a practice, in the order in which it is listed. */
export const fields = ['title', 'what', 'changed', 'cells', 'contact', 'link', 'links', 'share'] as const
type Field = (typeof fields)[number]

/** What fields are to be; an empty text takes one away. `link` is added to the links, `links` can only be taken away. */
export type Values = { readonly [Key in Field]?: string }

type Link = NonNullable<Practice['links']>[number]

/** The values in words such as `share=sector` and `contact=`. Findings have the field as their path. */
export function parseValues(words: readonly string[]): {
  readonly values: Values
  readonly findings: readonly Finding[]
} {
  const values: { [Key in Field]?: string } = {}
  const findings: Finding[] = []
  for (const word of words) {
    const at = word.indexOf('=')
    const key = fields.find((field) => field === word.slice(0, Math.max(0, at)))
    const wrong = key === undefined ? unknownField(word, at) : wrongValue(key, word.slice(at + 1).trim())
    if (wrong !== undefined) findings.push(wrong)
    else if (values[key!] !== undefined)
      findings.push(finding('usage', [key!], `${key} is set twice`, { hint: 'leave one of them out' }))
    else values[key!] = word.slice(at + 1).trim()
  }
  return { values, findings }
}

function unknownField(word: string, at: number): Finding {
  if (at === -1)
    return finding('usage', [word], `${quoted(word)} sets nothing`, {
      hint: 'write KEY=VALUE, such as share=sector; quotation marks hold several words together',
    })
  return finding('unknown-field', [word], `${quoted(word.slice(0, at))} is not a field of a practice`, {
    hint: hintFor(word.slice(0, at), fields.toSorted(), 'fields'),
  })
}

function wrongValue(key: Field, value: string): Finding | undefined {
  if ((key === 'title' || key === 'what') && value === '')
    return finding('usage', [key], `${key} cannot be empty`, {
      hint: `a practice always has a ${key === 'title' ? 'title' : 'text of what was done'}`,
    })
  if (key === 'links' && value !== '')
    return finding('usage', [key], 'links can only be taken away', {
      hint: "add one with link='TITLE https://...', or take all of them away with links=",
    })
  return key === 'link' ? linkFinding(value) : undefined
}

/** The link in words such as `Evaluation https://example.org/report`; undefined where they are none. */
export function parseLink(words: string): Link | undefined {
  const found = words.trim().match(/^(.*\S)\s+(\S+:\S+)$/s)
  return found === null ? undefined : { title: found[1]!.replace(/\s+/g, ' '), url: found[2]! }
}

/** What is wrong with the words of a link; undefined where nothing is. */
export function linkFinding(words: string): Finding | undefined {
  if (parseLink(words) !== undefined) return undefined
  return finding('link', ['link'], `${quoted(words)} is no title with an address behind it`, {
    hint: "write it such as 'Evaluation of the pilot https://www.example.gov.uk/report'",
  })
}

/** The practice with what is set. Cells are of the model from then on. What is not possible, such as an unknown cell, is kept for the check to name. */
export function withValues(
  practice: Practice,
  values: Values,
  model: { readonly id: string; readonly version: string },
): Practice {
  const { cells, link, links, share, ...texts } = values
  const kept = links === undefined ? (practice.links ?? []) : []
  const added = link === undefined ? undefined : parseLink(link)
  const changed = { ...practice, ...texts }
  return inOrder({
    ...changed,
    ...(cells === undefined ? {} : cellsOf(cells, model)),
    links: added === undefined ? kept : [...kept, added],
    ...(share === undefined ? {} : { share: share === '' ? undefined : (share as 'sector' | 'public') }),
  })
}

function cellsOf(text: string, model: { readonly id: string; readonly version: string }) {
  const cells = listOf(text)
  return { cells, model: cells.length === 0 ? undefined : modelName(model) }
}

/** The words between commas, each once. */
export function listOf(text: string): readonly string[] {
  return [...new Set(text.split(',').map((word) => word.trim()))].filter((word) => word !== '')
}
