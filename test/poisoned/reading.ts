import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { expect } from 'vitest'
import { openZip } from '../../src/files/spreadsheet/zip.ts'
import type { Ran, World } from '../world.ts'
import {
  cellsOf,
  expectHarmlessTable,
  expectNoCommand,
  expectNothingActs,
  expectSameDrawing,
  expectSameMarkdown,
  expectSamePage,
  expectWellFormed,
  propertiesOf,
} from './judges.ts'
import type { Line } from './lines.ts'
import type { Poisons } from './poison.ts'

/** After the round, while its second look goes on; and within it. */
const [after, during] = ['2026-11-23T09:30:00Z', '2026-10-10T09:30:00Z']

/** Formats that are bytes, and those in which all is compared with the twin. */
const bytes = new Set(['xlsx', 'parquet'])
const text = new Set([undefined, 'text'])

interface Answer extends Ran {
  readonly bytes?: Buffer
}

async function answer(world: World, { args, format = 'text' }: Line, more = {}): Promise<Answer> {
  const now = args.includes('--invitations') ? during : after
  if (!bytes.has(format)) return world.tiex(args, { now, ...more })
  const file = `out.${format}`
  const ran = await world.tiex([...args, '-o', file], { now, ...more })
  return { ...ran, bytes: readFileSync(join(world.folder, file)) }
}

/** Runs a line in both councils, and judges what came out by its format. */
export async function judge(
  line: Line,
  pair: { poisoned: World; clean: World },
  poisons: Poisons,
): Promise<void> {
  const { format } = line
  const coloured = text.has(format) ? { variables: { FORCE_COLOR: '1' } } : {}
  const ran = await answer(pair.poisoned, line, coloured)
  expect(ran.code, ran.stderr).not.toBe(2)
  const shown = ran.output.replace(/\u001b\[(?:0|1|22|3[1-6]|39|90)m/g, '')
  if (ran.bytes === undefined) expectNothingActs(shown, poisons.last)
  else expectNothingActs(ran.stderr, poisons.last)
  if (format !== 'github') expectNoCommand(shown)
  if (text.has(format)) return
  if (format === 'csv') expectHarmlessTable(cellsOf(ran.stdout))
  else if (format === 'parquet') await expectHarmlessRows(ran.bytes!)
  else if (/^(?:json|jsonl|gitlab)$/.test(format!)) expectDataOfFiles(ran.stdout, format!)
  else if (format === 'github') expectOnlyFindings(ran.stdout)
  else expectSame(format!, ran, await answer(pair.clean, line))
}

function expectOnlyFindings(out: string): void {
  for (const row of out.trim().split('\n')) expect(row).toMatch(/^(?:::(?:error|warning|notice) [^\n]*|)$/)
}

function expectSame(format: string, mine: Answer, twin: Answer): void {
  const [out, clean] = [mine.stdout, twin.stdout]
  if (format === 'html') expectSamePage(out, clean)
  else if (format === 'svg') expectSameDrawing(out, clean)
  else if (format === 'md') expectSameMarkdown(out, clean)
  else if (format === 'ics') expect(propertiesOf(out)).toEqual(propertiesOf(clean))
  else if (format === 'junit')
    expect(kindsIn(expectWellFormed(out))).toEqual(kindsIn(expectWellFormed(clean)))
  else expectHarmlessWorkbook(mine.bytes!, twin.bytes!)
}

function kindsIn(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort()
}

/** The texts of JSON are those of the files, and not what is shown of them; but for letters and findings, which are made for people. */
function expectDataOfFiles(out: string, format: string): void {
  const data =
    format === 'jsonl'
      ? out
          .trimEnd()
          .split('\n')
          .map((row) => JSON.parse(row))
      : JSON.parse(out)
  const isMade = format === 'gitlab' || /"problems"|tiex-letters/.test(out)
  if (!isMade) expect(JSON.stringify(data)).not.toContain('<U+')
}

/** Every part is well-formed; no cell is a formula, none begins as one, nothing leads out of the file. */
export function expectHarmlessWorkbook(mine: Buffer, twin: Buffer): void {
  const partsOf = (file: Buffer) => {
    const archive = openZip(file, 64 * 1024 * 1024)!
    return archive.names.map(
      (name) => [name, Buffer.from(archive.read(name) as Uint8Array).toString()] as const,
    )
  }
  const [parts, clean] = [partsOf(mine), partsOf(twin)]
  expect(parts.map(([name]) => name)).toEqual(clean.map(([name]) => name))
  for (const [index, [name, xml]] of parts.entries()) {
    expectNothingActs(xml, () => name)
    const found = expectWellFormed(xml)
    expect(found, name).toEqual(expectWellFormed(clean[index]![1]))
    expect(
      found.filter((one) => /^(?:f|hyperlink)(?: |$)/.test(one)),
      name,
    ).toEqual([])
  }
}

async function expectHarmlessRows(file: Buffer): Promise<void> {
  const rows = await parquetReadObjects({ file: new Uint8Array(file).buffer })
  expect(rows.length).toBeGreaterThan(0)
  for (const cell of rows.flatMap((row) => Object.values(row)))
    if (typeof cell === 'string') expectNothingActs(cell, () => cell)
}
