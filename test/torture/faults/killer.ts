import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { expectFinished, expectWhole, type Known, known } from './judge.ts'
import { type Copy, commandLine, copyOf, type Situation } from './run.ts'

/** When a process is killed: after so much of the time the command takes otherwise, alone or with every git it has started. */
interface Killing {
  readonly share: number
  readonly whom: 'tiex alone' | 'tiex and its git'
}

/** Kills the command at random moments, so many times in all; each time all is whole and running it again finishes the job. */
export async function killAtRandom(situations: readonly Situation[], numRuns: number): Promise<void> {
  const cases = new Map<string, Promise<Known & { readonly takes: number }>>()
  const moment = fc.record({
    situation: fc.constantFrom(...situations),
    share: fc.double({ min: 0.1, max: 1.1, noNaN: true }),
    whom: fc.constantFrom('tiex alone' as const, 'tiex and its git' as const),
  })
  const property = fc.asyncProperty(moment, async ({ situation, ...killing }) => {
    const measured = cases.get(situation.name) ?? measure(situation)
    cases.set(situation.name, measured)
    const wanted = await measured
    const copy = copyOf(wanted.beginning)
    const told = `${situation.name}, ${killing.whom} killed after ${Math.round(killing.share * 100)} %`
    try {
      await startAndKill(copy, situation, { ...killing, takes: wanted.takes })
      await expectWhole(copy, wanted, told)
      await expectFinished(copy, wanted, told)
    } finally {
      copy.remove()
    }
  })
  // When a process dies is not the same twice, so that there is nothing to shrink.
  await fc.assert(property, { numRuns, endOnFailure: true, ...seedOf(process.env.TORTURE_SEED) })
}

function seedOf(named: string | undefined) {
  return named === undefined ? {} : { seed: Number(named) }
}

async function measure(situation: Situation) {
  const wanted = await known(situation)
  const copy = copyOf(wanted.beginning)
  const start = performance.now()
  try {
    await startAndKill(copy, situation, undefined)
    return { ...wanted, takes: performance.now() - start }
  } finally {
    copy.remove()
  }
}

/** In a process group of its own; resolves when nothing of it runs any more, not even a git that was left alone. */
async function startAndKill(
  copy: Copy,
  situation: Situation,
  killing: (Killing & { readonly takes: number }) | undefined,
): Promise<void> {
  const { program, args, options } = commandLine(copy, situation)
  const child = spawn(program, args, { ...options, stdio: 'ignore', detached: true })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const group = child.pid!
  if (killing !== undefined) {
    await Promise.race([ended, setTimeout(killing.share * killing.takes)])
    signal(killing.whom === 'tiex alone' ? group : -group, 'SIGKILL')
  }
  await ended
  while (signal(-group, 0)) await setTimeout(5)
}

/** False where there is no such process any more. */
function signal(process_: number, name: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(process_, name)
  } catch {
    return false
  }
}
