import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Ran } from '../world.ts'
import type { Council } from './council.ts'
import type { Refused, Situation } from './situation.ts'

/** A command that writes, and the file that it writes. */
export interface Write {
  readonly args: readonly string[]
  readonly file: string
}

/** What commands say in an ordinary council, by their line. */
export type Usual = (args: readonly string[]) => Promise<string>

export function usualIn(make: () => Promise<Council>): Usual {
  const known = new Map<string, Promise<string>>()
  const ask = async (args: readonly string[]) => (await (await make()).tiex(args)).stdout
  return (args) => {
    const key = args.join(' ')
    const asked = known.get(key) ?? ask(args)
    known.set(key, asked)
    return asked
  }
}

/** Runs these commands, one after the other, in a council that was brought into a situation, and compares with what the table says. */
export async function play(
  { make, reads = 'as ever', verify = 'judges', writes, gitWaits }: Situation,
  council: Council,
  lines: {
    /** Whether it is verified also where that is no different. */
    readonly verifies: boolean
    readonly reads: readonly (readonly string[])[]
    readonly writes: readonly Write[]
    readonly usual: Usual
  },
): Promise<void> {
  make(council)
  const state = gitWaits ? () => 'not asked' : () => stateOf(council)
  const before = state()
  for (const args of lines.reads) {
    const ran = await council.tiex(args)
    if (reads === 'other') expect([args, ran.code]).toEqual([args, 0])
    else if (reads !== 'as ever') refuses(ran, reads)
    else expect([args, ran.code, undated(ran.stdout)]).toEqual([args, 0, undated(await lines.usual(args))])
  }
  const verified = verify !== 'judges' || lines.verifies ? await council.tiex(['verify']) : undefined
  if (verified === undefined) expect(verify).toBe('judges')
  else if (verify !== 'judges') refuses(verified, verify)
  else expect(verified.output).toMatch(/^\d+ of \d+ commits? changed what was not theirs/)
  expect(state()).toEqual(before)
  for (const write of lines.writes) await wrote(council, write, { writes, state })
}

/** When somebody answered last is told by the history, where it can be. */
function undated(output: string): string {
  return output.replaceAll(/(\d+\/\d+) .*$/gm, '$1')
}

async function wrote(
  council: Council,
  { args, file }: Write,
  { writes, state }: Pick<Situation, 'writes'> & { readonly state: () => unknown },
): Promise<void> {
  const path = join(council.folder, file)
  const text = () => (existsSync(path) ? readFileSync(path, 'latin1') : '')
  const [before, textBefore, marksBefore] = [state(), text(), headOf(council)]
  const ran = await council.tiex(args)
  if (writes === 'committed' || writes === 'saved') {
    expect([ran.code, ran.output]).toEqual([0, expect.stringMatching(/Saved|[Ww]ritten/)])
    expect(text()).not.toBe(textBefore)
    if (writes === 'saved') expect(headOf(council)).toBe(marksBefore)
    else expectCommitted(council, file, before)
    return
  }
  refuses(ran, writes)
  expect(headOf(council)).toBe(marksBefore)
  if (writes.unsaved) expect(text()).toBe(textBefore)
  else expect(text()).not.toBe(textBefore)
}

/** The commit holds the file as it is on disk (but for its line ends, which git converts), and all else is as it was. */
function expectCommitted(council: Council, file: string, before: unknown): void {
  const root = council.prefix
  expect(council.git('-c', 'log.mailmap=false', 'show', '--format=', '--name-only', '-z', 'HEAD')).toBe(
    `${root}${file}\0`,
  )
  expect(council.git('diff', '--cached', '--name-only', '--', file)).toBe('')
  const others = (state: unknown) =>
    (Array.isArray(state) ? state : []).filter(
      (line) => line !== '' && !String(line).endsWith(`${root}${file}`),
    )
  expect(others(stateOf(council))).toEqual(others(before))
}

/** What git says of each file, and what is staged; or that git cannot say. */
function stateOf({ git }: Council): unknown {
  try {
    // No hook runs when the index is only looked at.
    const status = git('-c', 'core.hooksPath=/dev/null', 'status', '--porcelain', '-uall')
    const staged = git('diff', '--cached', '--raw', '--no-abbrev')
    return [...status.split('\n'), ...staged.split('\n')]
  } catch {
    return 'git cannot tell'
  }
}

/** Where the branch stands, as git's own files say. */
function headOf({ folder }: Council): string {
  const files = ['.git/HEAD', '.git/refs/heads/main', '.git/logs/HEAD', 'refs/heads/main', 'logs/HEAD']
  return files
    .map((file) => join(folder, file))
    .map((path) => (isPlain(path) ? readFileSync(path, 'utf8') : ''))
    .join('\n')
}

function isPlain(path: string): boolean {
  try {
    return lstatSync(path).isFile()
  } catch {
    return false
  }
}

function refuses(ran: Ran, { says }: Refused): void {
  expect(ran.output).toMatch(says)
  expect(ran.code).toBeGreaterThan(0)
  expect(ran.output).toMatch(/hint: |git fetch --unshallow|refs\/replace|info\/grafts|begin an assessment/)
  expect(ran.output).not.toMatch(/^\s+at .*:\d+:\d+/m)
}
