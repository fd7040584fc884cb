import { createHash } from 'node:crypto'
import sax from 'sax'
import { expect } from 'vitest'

/*
 * For each way out one judgement of what came out, beside what came out of the clean twin. They are written against the standards of
 * the programs that read it, and use nothing of tiex that makes it.
 */

/** Rule 4 of the hostile corpus, and what else Unicode leaves undrawn. A joiner or selector is one only behind another, or behind nothing. */
const acts =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|\r(?!\n)|[\ud800-\udfff]|[\u200c\u200d]{2}/u

/** Nothing that acts on a terminal or hides; says where a leak comes from. */
export function expectNothingActs(text: string, comesFrom: (before: string) => string): void {
  const found = acts.exec(text)
  if (found === null) return
  const at = text.slice(0, found.index)
  const code = found[0].codePointAt(0)!.toString(16)
  expect.fail(`U+${code} from ${comesFrom(at)}, behind: ${at.slice(-60)}`)
}

/** Nothing that a build log would take for a command. */
export function expectNoCommand(text: string): void {
  expect(short(text, /^\s*::/m)).toBe('')
  expect(short(text, /##[a-z]*\[/i)).toBe('')
}

/** What is found, with what stands around it; empty where nothing is. */
function short(text: string, what: RegExp): string {
  const found = what.exec(text)
  return found === null ? '' : text.slice(Math.max(0, found.index - 80), found.index + 80)
}

interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

const wholeText = new Set(['script', 'style', 'title', 'textarea'])

/** The elements of a page in order. Throws where it is not in the strict form in which every browser reads the same. */
function elementsOf(html: string): {
  readonly elements: readonly Element[]
  readonly raw: readonly [string, string][]
} {
  const elements: Element[] = []
  const raw: [string, string][] = []
  const tag = /<(?:!DOCTYPE html|(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*\/?)>/y
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', tag.lastIndex)) {
    tag.lastIndex = at
    const found = tag.exec(html)
    if (found === null) throw new Error(`no tag: ${html.slice(at, at + 80)}`)
    const [, isEnd, name = '', given = ''] = found
    if (isEnd === '/' || name === '') continue
    const attributes = [...given.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)]
    elements.push({ name, attributes: new Map(attributes.map(([, key, value = '']) => [key!, value])) })
    if (!wholeText.has(name) || html.startsWith('/>', tag.lastIndex - 2)) continue
    const end = html.indexOf(`</${name}`, tag.lastIndex)
    raw.push([name, html.slice(tag.lastIndex, end)])
    tag.lastIndex = end
  }
  return { elements, raw }
}

const shapeOf = ({ name, attributes }: Element) => [name, ...attributes.keys()].join(' ')
const addresses = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'srcset', 'data', 'poster'])

/** A page has the elements and attributes of its twin, leads nowhere else than to the web, and its policy lets only itself run. */
export function expectSamePage(html: string, twin: string): void {
  const [mine, clean] = [elementsOf(html), elementsOf(twin)]
  expect(withoutLines(mine.elements)).toEqual(withoutLines(clean.elements))
  expectOnlyWeb(mine.elements)
  const policy = mine.elements.find(({ attributes }) => attributes.get('http-equiv') !== undefined)!
  const allowed = policy.attributes.get('content')!
  expect(allowed).toMatch(/^default-src 'none';/)
  for (const [name, text] of mine.raw) {
    const isData = name === 'script' && /^[[{]/.test(text.trim())
    if ((name !== 'script' && name !== 'style') || isData) continue
    const hash = createHash('sha256').update(text).digest('base64')
    expect(allowed, `the ${name} is not the one that the policy allows`).toContain(`'sha256-${hash}'`)
  }
}

/** Names in a drawing take as many lines as they need, each a text of its own. */
function withoutLines(elements: readonly Element[]): readonly string[] {
  return elements.map(shapeOf).filter((shape) => !shape.startsWith('text '))
}

function expectOnlyWeb(elements: readonly Element[]): void {
  for (const { name, attributes } of elements)
    for (const [key, value] of attributes) {
      expect(key, name).not.toMatch(/^on/i)
      if (addresses.has(key))
        expect(value, `${name} ${key}`).toMatch(/^(?:#|https?:\/\/|mailto:|data:image\/svg\+xml,%3Csvg)/)
    }
}

/** A drawing is well-formed and has no other kinds of elements and attributes than its twin; names may take more lines. */
export function expectSameDrawing(svg: string, twin: string): void {
  expectWellFormed(svg)
  expect(withoutLines(elementsOf(svg).elements)).toEqual(withoutLines(elementsOf(twin).elements))
  const texts = (text: string) => new Set(elementsOf(text).elements.map(shapeOf))
  expect([...texts(svg)].sort()).toEqual([...texts(twin)].sort())
  expectOnlyWeb(elementsOf(svg).elements)
}

export function expectWellFormed(xml: string): readonly string[] {
  const parser = sax.parser(true, {})
  const names: string[] = []
  parser.onopentag = ({ name, attributes }) => names.push([name, ...Object.keys(attributes)].join(' '))
  parser.onerror = (error) => {
    throw error
  }
  parser.write(xml).close()
  return names
}

/** Each line with only what structures Markdown: bars, marks at its start, brackets, tags and code that are not escaped. */
function skeletonOf(markdown: string): readonly string[] {
  return markdown.split('\n').map((line) => {
    const start = /^\s*(?:#{1,6} |[-*+] |\d+[.)] |> |```|---+$|\|)?/.exec(line)![0].replace(/\d+/, '1')
    const rest = line
      .slice(start.length)
      .replace(/\]\(https?:[^\s()<>]*\)/g, '](web)')
      .replace(/\\.|&\w+;/g, '')
      .replace(/!(?!\[)/g, '')
    return start + rest.replace(/[^|[\]()<>`*_~]/g, '').replace(/\(\)|[()]/g, '')
  })
}

export function expectSameMarkdown(markdown: string, twin: string): void {
  const [mine, clean] = [skeletonOf(markdown), skeletonOf(twin)]
  const at = mine.findIndex((line, index) => line !== clean[index])
  const beside = `${markdown.split('\n')[at]}\n${twin.split('\n')[at]}`
  expect(mine[at], beside).toBe(clean[at])
  expect(mine.length).toBe(clean.length)
  expect(short(markdown.replace(/\\./g, ''), /\]\((?!https?:|mailto:)/i)).toBe('')
}

/** The cells of a CSV by RFC 4180. */
export function cellsOf(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y
  while (cell.lastIndex < csv.length) {
    const found = cell.exec(csv)
    if (found === null) throw new Error(`no cell: ${csv.slice(cell.lastIndex, cell.lastIndex + 60)}`)
    rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 0)
}

/** Each row has the cells of the first, and none begins what a spreadsheet would run. */
export function expectHarmlessTable(rows: readonly (readonly unknown[])[]): void {
  expect([...new Set(rows.map((row) => row.length))]).toEqual([rows[0]!.length])
  for (const cell of rows.flat())
    if (typeof cell === 'string' && !/^-?\d+(\.\d+)?$/.test(cell))
      expect(cell).not.toMatch(/^\s*[=+\-@|%\t\r＝＋－＠]/)
}

/** The properties of a calendar, unfolded, by their names; no line is longer than 75 octets. */
export function propertiesOf(ics: string): readonly string[] {
  for (const line of ics.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(line).not.toMatch(/[\r\n]/)
  }
  return ics
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line) => line.replace(/[:;][\s\S]*/, (rest) => (/^:(VEVENT|VCALENDAR)$/.test(rest) ? rest : '')))
}
