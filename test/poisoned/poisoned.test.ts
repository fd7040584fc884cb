import { afterAll, describe, expect, it } from 'vitest'
import { readTrailers } from '../../src/authority/trailers.ts'
import { openPair } from './council.ts'
import { expectNoCommand, expectNothingActs, expectSameMarkdown, expectSamePage } from './judges.ts'
import { everyLine, type Line } from './lines.ts'
import { poisons as makePoisons } from './poison.ts'
import { expectHarmlessWorkbook, judge } from './reading.ts'
import { runAll } from './writing.ts'

// Nothing that acts or hides, of any file, reaches a terminal, a page, a drawing, a table, a document, a commit or the name of a file.
const poisons = makePoisons(Number(process.env.TIEX_POISON ?? 0))
const pair = await openPair(poisons)
const { lines, missing } = await everyLine()
const named = (some: readonly Line[]) => some.map((line) => [line.args.join(' '), line] as const)
const writes = lines.filter((line) => line.writes === true)
const documents = writes.filter(({ args }) => /^(?:form|init|exchange)$/.test(args[0]!))
const written = await runAll(pair.poisoned, writes, pair.textOf)
const twin = await runAll(pair.clean, documents, pair.twinOf)
afterAll(() => {
  for (const one of [pair, written, twin]) one.remove()
})

describe('what a poisoned council shows is harmless', () => {
  it('by every command', () => expect(missing).toEqual([]))

  it.each(named(lines.filter((line) => line.writes !== true)))('tiex %s', async (_, line) =>
    judge(line, pair, poisons),
  )
})

describe('what is said of writing is harmless', () => {
  it.each(named(writes))('tiex %s', (_, line) => {
    const { code, output } = written.ran.get(line)!
    expect(code, output).toBe(0)
    expectNothingActs(output, poisons.last)
    expectNoCommand(output)
  })
})

describe('what is written', () => {
  it('says nothing in a commit that hides, and nothing in the name of others', () => {
    expect(written.commits.length).toBeGreaterThan(15)
    expectNothingActs(written.commits.flat().join('\n'), poisons.last)
    const trailers = written.commits.map((one) => readTrailers(one[3]))
    const none = { reseals: [], upgrades: [], consents: [] }
    // both files that came back are of bob, and ann took them in
    for (const trailer of trailers) expect(trailer).toEqual({ ...none, imports: trailer.imports })
    expect(new Set(trailers.flatMap(({ imports }) => imports))).toEqual(new Set(['bob']))
  })

  it('has names of ids alone', () => {
    for (const name of written.made)
      expect(name.replace(/^exchange [^/]*\//, '')).toMatch(/^[\w.-]+(?:\/[\w.-]+)*$/)
  })

  it.each([
    'forms/2026-fox.html',
    'forms/2026-fox.md',
    'forms/2026-fox.xlsx',
    'elsewhere/README.md',
    'new/README.md',
  ])('is the same document, in %s, as without poison', (file) => {
    const [mine, clean] = [written.read(file), twin.read(file)]
    if (file.endsWith('.xlsx')) return expectHarmlessWorkbook(mine, clean)
    expectNothingActs(String(mine), poisons.last)
    if (file.endsWith('.html')) expectSamePage(String(mine), String(clean))
    else expectSameMarkdown(String(mine), String(clean))
  })

  it('for other programs hides nothing, but for YAML, which keeps what people wrote', () => {
    const others = written.made.filter((name) => !/\.(?:ya?ml|xlsx)$/.test(name))
    expect(others.length).toBeGreaterThan(10)
    for (const name of others) expectNothingActs(String(written.read(name)), () => name)
  })
})
