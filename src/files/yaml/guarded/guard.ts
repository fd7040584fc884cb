import type { CST } from 'yaml'
import type { Problem } from '../../../problem.ts'
import { placesIn } from '../lines.ts'
import { shorten, sumUp, tooDeep } from '../problems.ts'
import { limits } from '../scalar.ts'

interface Refusal {
  readonly rule: string
  readonly message: string
  readonly hint: string
}

interface Walk {
  readonly report: (offset: number, refusal: Refusal) => void
  readonly reportDepth: (offset: number) => void
  readonly waiting: { token: CST.Token; depth: number }[]
  nodes: number
}

const writeOut = 'write the value out in each place; a text that starts with & or * needs quotation marks'

/** What is refused wherever it stands; of a user's text `…` stands in the message. */
const refusals = new Map<CST.Token['type'], Refusal>([
  ['anchor', { rule: 'yaml-anchor', message: 'the anchor "…" is not allowed', hint: writeOut }],
  ['alias', { rule: 'yaml-alias', message: 'the alias "…" is not allowed', hint: writeOut }],
  [
    'tag',
    {
      rule: 'yaml-tag',
      message: 'the tag "…" is not allowed',
      hint: 'remove it; a text that starts with ! needs quotation marks',
    },
  ],
  [
    'directive',
    { rule: 'yaml-directive', message: 'the directive "…" is not allowed', hint: 'remove the line' },
  ],
  [
    'explicit-key-ind',
    {
      rule: 'yaml-key',
      message: 'a key marked with "?" is not allowed',
      hint: 'write "key: value"; a text that starts with ? needs quotation marks',
    },
  ],
  [
    'error',
    {
      rule: 'yaml-syntax',
      message: 'this is not valid YAML',
      hint: 'look at the lines just above as well',
    },
  ],
])

const stray: Refusal = {
  rule: 'yaml-syntax',
  message: 'the value ended before "…"',
  hint: 'put the whole text in double quotation marks, with \\" for each quotation mark in it',
}

const badIndent: Refusal = {
  rule: 'yaml-syntax',
  message: 'the indentation does not match the lines above',
  hint: 'indent with two spaces a level',
}

const emptyItem: Refusal = {
  rule: 'yaml-comma',
  message: 'nothing stands before this comma',
  hint: 'remove one comma',
}

const misplaced: Refusal = {
  rule: 'yaml-syntax',
  message: '"…" does not belong to what stands above it',
  hint: 'indent with two spaces a level, and write either keys or a list, not both',
}

/** What stands between keys and values without being one. */
const between: ReadonlySet<CST.Token['type']> = new Set([
  ...(['space', 'comment', 'newline', 'comma', 'map-value-ind', 'seq-item-ind', 'doc-start'] as const),
  ...(['block-scalar-header', 'flow-map-end', 'flow-seq-end', 'flow-error-end'] as const),
])

/**
 * What in the tokens of a text lies outside our subset of YAML, found without recursion and before anything is composed: nesting,
 * too many items, anchors, aliases, tags, directives, explicit or collection keys, merge keys, empty items, several documents.
 */
export function guardTokens(file: string, text: string, tokens: readonly CST.Token[]): Problem[] {
  const problems: Problem[] = []
  const place = placesIn(file, text)
  const walk: Walk = {
    report: (offset, refusal) => problems.push({ severity: 'error', ...refusal, place: place(offset) }),
    reportDepth: (offset) => problems.push(tooDeep(place(offset))),
    waiting: tokens.map((token) => ({ token, depth: 1 })),
    nodes: 0,
  }
  checkDocuments(walk, tokens)
  for (let next = walk.waiting.pop(); next !== undefined; next = walk.waiting.pop()) {
    visit(walk, next.token, next.depth)
  }
  if (walk.nodes > limits.nodes) {
    walk.report(0, tooMany('the file has too many entries', walk.nodes, limits.nodes))
  }
  return sumUp(problems)
}

function tooMany(what: string, count: number, limit: number): Refusal {
  return {
    rule: 'yaml-size',
    message: `${what}: ${count}, the limit is ${limit}`,
    hint: 'remove some of them',
  }
}

function checkDocuments(walk: Walk, tokens: readonly CST.Token[]): void {
  const [, second] = tokens.filter((token) => token.type === 'document')
  if (second === undefined) return
  const hint = 'a file holds one document: remove the --- line'
  walk.report(second.offset, { rule: 'yaml-documents', message: 'a second document starts here', hint })
}

function visit(walk: Walk, token: CST.Token, depth: number): void {
  refuse(walk, token)
  switch (token.type) {
    case 'document':
      checkBetween(walk, token.start)
      checkBetween(walk, token.end, misplaced)
      if (token.value) walk.waiting.push({ token: token.value, depth })
      break
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'doc-end':
      if ('end' in token) checkBetween(walk, token.end)
      break
    case 'block-scalar':
      checkBetween(walk, token.props)
      break
    case 'block-map':
    case 'block-seq':
    case 'flow-collection':
      visitCollection(walk, token, depth)
      break
  }
}

function refuse(walk: Walk, token: CST.Token, otherwise?: Refusal): void {
  const refusal = refusals.get(token.type) ?? otherwise
  if (refusal === undefined) return
  const source = 'source' in token ? token.source.trim() : ''
  walk.report(token.offset, { ...refusal, message: refusal.message.replace('…', () => shorten(source)) })
}

/** Refuses what may not stand between keys and values; of what belongs nowhere, only the first. */
function checkBetween(walk: Walk, tokens: readonly CST.Token[] = [], otherwise = stray): void {
  for (const token of tokens) {
    if (between.has(token.type)) continue
    refuse(walk, token, otherwise)
    if (!refusals.has(token.type)) return
  }
}

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection

function visitCollection(walk: Walk, token: Collection, depth: number): void {
  const items: readonly CST.CollectionItem[] = token.items
  const count = items.filter(isEntry).length
  walk.nodes += count
  if (depth > limits.depth) {
    walk.reportDepth(token.offset)
    return
  }
  if (count > limits.items) {
    walk.report(token.offset, tooMany('too many entries in one map or list', count, limits.items))
    return
  }
  if ('end' in token) checkBetween(walk, token.end)
  for (const [index, item] of items.entries()) {
    checkBetween(walk, item.start)
    checkBetween(walk, item.sep)
    checkKey(walk, item)
    if (item.key) walk.waiting.push({ token: item.key, depth: depth + 1 })
    if (item.value) walk.waiting.push({ token: item.value, depth: depth + 1 })
    const comma = item.start.filter(({ type }) => type === 'comma')[index === 0 ? 0 : 1]
    if (comma !== undefined) walk.report(comma.offset, emptyItem)
  }
}

function isEntry({ start, key, sep, value }: CST.CollectionItem): boolean {
  return Boolean(key || sep || value) || start.some((token) => token.type === 'seq-item-ind')
}

function checkKey(walk: Walk, { key, start }: CST.CollectionItem): void {
  if (!key) return
  if (key.type === 'flow-collection') {
    const hint = 'a text in curly or square brackets needs quotation marks'
    walk.report(key.offset, { rule: 'yaml-key', message: 'a list or map cannot be a key', hint })
  } else if (key.type === 'block-map' || key.type === 'block-seq') {
    const isExplicit = start.some((token) => token.type === 'explicit-key-ind')
    if (!isExplicit) walk.report(key.offset, badIndent)
  } else if (key.type === 'scalar' && key.source === '<<') {
    const hint = 'write the keys out in each place'
    walk.report(key.offset, { rule: 'yaml-merge-key', message: 'the merge key "<<" is not allowed', hint })
  }
}
