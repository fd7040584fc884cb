/** What a YAML file says in its plain lines: text, maps and lists; everything else is left out. */
export type Outline = string | readonly Outline[] | OutlineMap
export interface OutlineMap {
  readonly [key: string]: Outline
}

/** A map that is being read, and its key whose value stands in the lines below. */
interface Level {
  readonly indent: number
  readonly map: Record<string, Outline>
  open?: string | undefined
}

/**
 * The outline of a file of tiex, without the yaml library and without ever failing: for completion, which had rather miss a name than
 * make a person wait. Comments, block texts and what spans lines are passed over; nothing here is trusted.
 */
export function outlineOf(text: string): OutlineMap {
  const levels: Level[] = [{ indent: 0, map: emptyMap() }]
  const root = levels[0]!.map
  let textBelow: number | undefined
  for (const line of text.split('\n', mostLines)) {
    const indent = line.search(/[^ ]/)
    if (indent === -1 || line[indent] === '#' || (textBelow !== undefined && indent > textBelow)) continue
    textBelow = undefined
    while (levels.length > 1 && levels.at(-1)!.indent > indent) levels.pop()
    const said = line.slice(indent).trimEnd()
    const entry = said.startsWith('- ') ? readItem(levels, indent, said.slice(2)) : { indent, text: said }
    if (entry === undefined || readEntry(levels, entry) !== 'text') continue
    textBelow = entry.indent
  }
  return root
}

const mostLines = 20_000

/** An item of the list that stands open; gives back the entry it begins with where it is a map. */
function readItem(levels: Level[], indent: number, text: string) {
  const { map, open } = levels.at(-1)!
  if (open === undefined) return undefined
  const before = map[open]
  const items: Outline[] = Array.isArray(before) ? before : []
  map[open] = items
  if (keyAndValue(text)[0] === undefined) {
    items.push(scalarOrMore(text))
    return undefined
  }
  const item = emptyMap()
  items.push(item)
  levels.push({ indent: indent + 2, map: item })
  return { indent: indent + 2, text }
}

/** `text` where a block text begins. */
function readEntry(
  levels: Level[],
  { indent, text }: { readonly indent: number; readonly text: string },
): 'text' | 'read' {
  const [key, value] = keyAndValue(text)
  const above = levels.at(-1)!
  if (key === undefined || (above.indent < indent && above.open === undefined)) return 'read'
  if (above.indent < indent) {
    const map = emptyMap()
    above.map[above.open!] = map
    levels.push({ indent, map })
  }
  const level = levels.at(-1)!
  level.open = value === '' ? key : undefined
  if (/^[|>]/.test(value)) return 'text'
  if (value !== '') level.map[key] = scalarOrMore(value)
  return 'read'
}

/** Without a prototype, so that no key of a file means anything but itself. */
function emptyMap(): Record<string, Outline> {
  return Object.setPrototypeOf({}, null)
}

function keyAndValue(text: string): readonly [string, string] | readonly [undefined] {
  const found = /^["']?([A-Za-z0-9][\w.-]*)["']?:(?: +(.*))?$/.exec(text)
  if (found === null) return [undefined]
  const value = (found[2] ?? '').replace(/^#.*| +#.*$/, '').trim()
  return [found[1]!, value]
}

/** A scalar, or a map or list of scalars in brackets on one line. */
function scalarOrMore(text: string): Outline {
  const [, inMap, inList] = /^(?:\{(.*)\}|\[(.*)\])$/.exec(text) ?? []
  if (inList !== undefined) return partsOf(inList).map(scalar)
  if (inMap === undefined) return scalar(text)
  const map = emptyMap()
  for (const part of partsOf(inMap)) {
    const [key, value] = keyAndValue(part)
    if (key !== undefined) map[key] = scalar(value)
  }
  return map
}

function partsOf(text: string): readonly string[] {
  return text.split(',').map((part) => part.trim())
}

function scalar(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2')
}

/** Of a list, the maps in it. */
export function listIn(value: Outline | undefined): readonly OutlineMap[] {
  return Array.isArray(value) ? value.filter((one): one is OutlineMap => typeof one === 'object') : []
}

export function mapIn(value: Outline | undefined): OutlineMap {
  return typeof value === 'object' && !Array.isArray(value) ? (value as OutlineMap) : {}
}

export function textIn(value: Outline | undefined): string {
  return typeof value === 'string' ? value : ''
}
