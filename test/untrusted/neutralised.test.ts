import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyRow, someOf } from '../every.ts'
import type { Ran } from '../world.ts'
import { controlOf, corpusFolder, type Entry, entries, type Kind, places, testOf, titleOf } from './corpus.ts'
import { openTestshire } from './council.ts'
import { expectComposed, expectNothingRun } from './rules.ts'

// Rule 9: text that other programs would obey stays in its file as it is, and is harmless wherever it is shown.
const council = await openTestshire()
beforeEach(() => council.reset())
afterAll(() => council.remove())

const neutralised = entries.filter((entry) => entry.expect === 'neutralise')
const control = (kind: Kind): Entry => ({
  file: controlOf(kind),
  kind,
  class: 'control',
  expect: 'accept',
  why: '',
  mustSay: [],
})

/** The council with this entry in it, alice and bob having submitted. */
function settle(entry: Entry): void {
  council.reset()
  council.place(entry)
  for (const file of [places.response, 'rounds/2026-autumn/responses/bob.yaml'])
    council.put(file, council.read(file).replace(/^(started: .*)$/m, '$1\nsubmitted: 2026-10-09T16:00:00Z'))
}

const shared = [
  ['results', 'alice'],
  ['merge', '--dry-run'],
  ['trend', 'alice'],
  ['resources', 'alice'],
]
/** Every command that prints text from files. */
const commandsFor: Readonly<Record<Kind, readonly (readonly string[])[]>> = {
  response: shared,
  config: shared,
  consensus: [['results'], ['merge', '--dry-run'], ['trend'], ['resources']],
}

async function run(args: readonly string[]): Promise<Ran> {
  const ran = await council.tiex(args)
  // RFC 4180 ends the rows of a CSV with CR LF
  const isTable = args.includes('csv')
  expectComposed(isTable ? { ...ran, output: ran.output.replaceAll('\r\n', '\n') } : ran, args.join(' '))
  expect(ran.code, ran.output).toBe(0)
  return ran
}

/** The rows of a CSV as a spreadsheet splits them. */
function cellsOf(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.filter((row) => row.join('') !== '')
}

function expectHarmlessTable(csv: string, expected: string): void {
  const cells = cellsOf(csv)
  expect(cells.map((row) => row.length)).toEqual(cellsOf(expected).map((row) => row.length))
  for (const cell of cells.flat())
    if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^\s*[=+\-@|%\t\r＝＋－＠]/)
}

/** Each line with only what structures Markdown: bars, marks at its start, brackets and tags that are not escaped. */
function skeletonOf(markdown: string): readonly string[] {
  return markdown.split('\n').map((line) =>
    line
      .replace(/\\.|&\w+;/g, '')
      .replace(/^(#{1,6} |\|)/, '$1 ')
      // An exclamation mark says something in front of a bracket alone.
      .replace(/!(?!\[)/g, '')
      .replace(/[^|#[\]<>`*!&]/g, ''),
  )
}

/** The names of the elements and attributes of an XML text, in order. */
function elementsOf(xml: string): readonly string[] {
  return [...xml.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'))
}

/** The keys of JSON with the kinds of their values; dissent may be there or not. */
function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(formOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === 'dissent' ? [] : [[key, formOf(inner)]])),
  )
}

/** What commands print, in every format, by their arguments: all of them for the control, each fifth one for an entry, so that each stands beside many entries. */
async function outputsOf(kind: Kind, entry: Entry): Promise<ReadonlyMap<string, string>> {
  settle(entry)
  const place = neutralised.indexOf(entry)
  const [first] = commandsFor[kind]
  const commands = [
    ...commandsFor[kind].flatMap((args) =>
      ['text', 'csv', 'md', 'json'].map((form) => [...args, '--format', form]),
    ),
    ...['text', 'json', 'github', 'gitlab', 'junit'].map((form) => ['check', '--format', form]),
    ...['--explain', '--lines-of-enquiry', '--plain'].map((flag) => [...first!, flag]),
    ['merge', '--dry-run', '--all'],
  ]
  const outputs = new Map<string, string>()
  for (const [index, args] of commands.entries())
    if (place === -1 || everyRow || (index + place) % 5 === 0)
      outputs.set(args.join(' '), (await run(args)).stdout)
  return outputs
}

/** Compared with what the control gives, nothing has a form of its own. */
function expectSameForm(command: string, output: string, expected: string): void {
  if (command.endsWith('csv')) expectHarmlessTable(output, expected)
  else if (command.endsWith('md')) expect(skeletonOf(output), command).toEqual(skeletonOf(expected))
  else if (command.endsWith('junit')) expect(elementsOf(output)).toEqual(elementsOf(expected))
  else if (/(json|gitlab)$/.test(command))
    expect(formOf(JSON.parse(output))).toEqual(formOf(JSON.parse(expected)))
  else {
    // what a log of GitHub or Azure would obey begins a line
    expect(output).not.toMatch(/^\s*(::\w|##\[|##vso)/m)
    expect(output.split('\n').length).toBeLessThan(expected.split('\n').length + 4)
  }
}

describe.each(['response', 'config', 'consensus'] as const)('what a %s says is harmless', (kind) => {
  let expected: ReadonlyMap<string, string> = new Map()
  beforeAll(async () => {
    expected = await outputsOf(kind, control(kind))
  })

  for (const entry of neutralised.filter((one) => one.kind === kind))
    testOf(entry)(titleOf(entry), async () => {
      // look-alike letters are worth a warning, which the control lacks
      const isWarned = entry.file === 'config-text-homoglyph-name.yaml'
      for (const [command, output] of await outputsOf(kind, entry))
        if (!(isWarned && command.startsWith('check')))
          expectSameForm(command, output, expected.get(command)!)
      expectNothingRun(council.snapshot())
    })
})

/** The lines of a corpus file that its control lacks. */
function ownLines(entry: Entry): readonly string[] {
  const lines = (file: string) => readFileSync(join(corpusFolder, file), 'utf8').split('\n')
  const ordinary = new Set(lines(controlOf(entry.kind as Kind)))
  return lines(entry.file).filter((line) => !ordinary.has(line))
}

const kept = [
  ...neutralised.filter((entry) => entry.kind !== 'config'),
  ...entries.filter((entry) => entry.class === 'plain-text' && entry.kind !== 'config'),
]

describe('an edit keeps text byte for byte', () => {
  for (const entry of someOf(kept, 2))
    testOf(entry)(titleOf(entry), async () => {
      settle(entry)
      const before = council.read(places[entry.kind as Kind])
      if (entry.kind === 'response')
        await run(['assess', '--as', 'alice', '--answer', 'role-of-the-authority/customer/do=partly'])
      else await run(['merge'])
      const after = council.read(places[entry.kind as Kind])

      expect(after).not.toBe(before)
      // what the edit added taken out again, not a byte is different
      if (entry.kind === 'response') expect(after.replace('      do: partly\n', '')).toBe(before)
      else
        for (const line of ownLines(entry))
          expect(after).toContain(line.replace('sha256:MODEL-DIGEST', council.digest))
      const message = council.git('log', '-1', '--format=%an%n%ae%n%B')
      expectComposed({ code: 0, output: message, stdout: '', stderr: '' })
      for (const line of ownLines(entry)) if (line.trim() !== '') expect(message).not.toContain(line.trim())
      expectNothingRun(council.snapshot())
    })
})

describe('names never reach the history', () => {
  const named = neutralised.filter((entry) => entry.kind === 'config')
  test.each(someOf(named, 2).map((entry) => [titleOf(entry), entry] as const))('%s', async (_, entry) => {
    settle(entry)
    await run(['assess', '--as', 'alice', '--answer', 'role-of-the-authority/customer/do=partly'])
    await run(['merge'])
    expect(council.git('log', '--format=%s')).toMatch(
      /^Merge 2026-autumn: 2 responses\n[^\n]*alice[^\n]*\nstart\n$/,
    )
  })
})
