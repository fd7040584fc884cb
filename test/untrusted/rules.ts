import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { spending } from '../spent.ts'
import type { Ran } from '../world.ts'
import { elsewhere, type Testshire } from './council.ts'

/** Rule 4: characters that act on a terminal or hide from a reader. */
const harmful =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029\u2060\ufeff\u{e0000}-\u{e007f}]/u

/** Rule 3: what only a program that stumbled prints. `.NaN` and `!!js/undefined` may be quoted from a file. */
const accident =
  /^ {2,}at .*:\d+:\d+\)?$|\[object |(?<!!!js\/)\bundefined\b|(?<![.\w])NaN\b|Maximum call stack|node:internal|(?:Type|Range|Reference|Syntax)Error/m

/** Rules 2, 3 and 4 as they hold for every command: an exit code with a meaning, no accident, nothing a terminal would obey. */
export function expectComposed(ran: Ran, told = ''): void {
  const { code, output } = ran
  expect([0, 1, 2], `${told}\n${output}`).toContain(code)
  expect(output.match(accident)?.[0], `${told}\n${output}`).toBeUndefined()
  expectHarmless(output, told)
}

export function expectHarmless(text: string, told = ''): void {
  const found = text.match(harmful)?.[0]
  expect(found && `U+${found.codePointAt(0)!.toString(16)} ${told}`, told).toBeUndefined()
}

/** Rule 5: nothing grows with what a stranger wrote. */
export function expectShort(output: string): void {
  expect(output.length).toBeLessThan(20_000)
  expect(Math.max(...output.split('\n').map((line) => line.length))).toBeLessThan(600)
}

/** Rules 1 and 6: done within the time, and afterwards every file is as it was and nothing was run. Others may keep a machine busy: it is the time of the processor, and ten times that by the clock. */
export async function untouched<Value>(
  council: Testshire,
  action: () => Promise<Value>,
  milliseconds = 2_000,
): Promise<Value> {
  const before = council.snapshot()
  const start = performance.now()
  const spent = spending()
  const value = await action()
  expect(spent()).toBeLessThan(milliseconds)
  expect(performance.now() - start).toBeLessThan(10 * milliseconds)
  const after = council.snapshot()
  expect(after).toEqual(before)
  expectNothingRun(after)
  return value
}

/** Rule 6: nobody wrote the file that a hostile text would write if it were run. */
export function expectNothingRun(snapshot: ReadonlyMap<string, string>): void {
  const marks = [...snapshot.keys()].filter((name) => /(^|\/)pwned/.test(name))
  expect([...marks, ...[...elsewhere, join(homedir(), 'pwned')].filter((path) => existsSync(path))]).toEqual(
    [],
  )
}
