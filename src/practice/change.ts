import { listOf, parseAssignments } from '../assignments.ts'
import { quoted } from '../did-you-mean.ts'
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
export function parseValues(words: readonly string[]) {
  return parseAssignments(words, { fields, of: 'a practice', example: 'share=sector', judge })
}

function judge(key: Field, value: string): Finding | undefined {
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
