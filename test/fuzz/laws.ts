import { expect } from 'vitest'
import { type Problem, TiexError } from '../../src/problem.ts'
import { renderProblems } from '../../src/render/problems.ts'
import { expectHarmless } from '../untrusted/rules.ts'

/** How long the processor may be busy with anything of the sizes made here: others may keep a machine busy, and that fails nothing. */
const mostMilliseconds = 2_000

/** What a refusal must be: each problem says what and where, each error what to do, and all of it can be shown. */
export function expectRefusal(problems: readonly Problem[], file: string): void {
  expect(problems.length).toBeGreaterThan(0)
  for (const { severity, message, hint, place } of problems) {
    expect(message).not.toBe('')
    expect(place?.file, message).toContain(file)
    if (severity === 'error' && !/^and \d+ more /.test(message)) expect(hint, message).toBeTruthy()
  }
  expectTold(problems)
}

/** Whatever is told is harmless, and does not grow with what a stranger wrote. */
export function expectTold(problems: readonly Problem[]): void {
  const told = renderProblems(problems)
  expectHarmless(told)
  expect(told).not.toMatch(/\[object |\bundefined\b|Maximum call stack/)
  for (const line of told.split('\n')) expect(line.length, line.slice(0, 200)).toBeLessThan(1_500)
}

/** What a reader comes to: its value, or the problems of its `TiexError`. Anything else that is thrown fails the test, and so does a reader that takes long. */
export async function settled<Value>(
  read: () => Value | Promise<Value>,
): Promise<{ readonly value: Value } | { readonly problems: readonly Problem[] }> {
  const start = process.cpuUsage()
  try {
    return { value: await read() }
  } catch (error) {
    if (error instanceof TiexError) return { problems: error.problems }
    throw error
  } finally {
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(mostMilliseconds)
  }
}
