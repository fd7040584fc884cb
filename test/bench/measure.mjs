import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const memory = fileURLToPath(new URL('memory.mjs', import.meta.url))

/**
 * A whole process that is measured. `command` gets the number of the round, so that a row may ask for something new each time.
 * A run whose exit code is not `exit` (0), or whose output lacks `says`, is not what was to be measured: the row has failed.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} [program] node, where none is named
 * @property {(round: number) => readonly string[]} command arguments of the program
 * @property {readonly string[]} needs what fixtures.ts has to make
 * @property {string} cwd
 * @property {number} [exit]
 * @property {string} [says]
 * @property {number} [budget] at most so many times the time of `node -e 0`
 * @property {number} [aim]
 * @property {number} [budgetMs] at most so many milliseconds
 * @property {number} [budgetMb] at most so many MB of memory
 * @property {() => void} [before] makes ready for each run; its time does not count
 * @property {number} [budgetGit] starts git at most so many times
 * @property {readonly { row: string, budget?: number }[]} [against] beside other rows, and at most so many times their time
 */

/**
 * What was measured of a row. `ratio` and `against` are medians of the ratios within a round.
 *
 * @typedef {{ row: Row, ms: number, ratio: number, against: readonly { row: string, budget?: number, ratio: number }[], mb?: number, gitRuns?: number, failed?: string }} Measured
 */

/**
 * Runs every row once a round, beginning with another one each time, beside `node -e 0` in the same round: whatever slows the
 * machine for a while slows both, so the ratio stays. One round before the first warms the page cache and is not counted.
 *
 * @param {readonly Row[]} rows
 * @param {{ rounds: number, env: NodeJS.ProcessEnv, onRound: (round: number) => void }} options
 * @returns {{ nodeMs: number, measured: readonly Measured[] }}
 */
export function measure(rows, { rounds, env, onRound }) {
  const empty = { name: 'node -e 0', command: () => ['-e', '0'], cwd: process.cwd() }
  const everything = [empty, ...rows]
  const times = new Map(everything.map((row) => [row.name, /** @type {number[]} */ ([])]))
  const failed = new Map()
  for (let round = 0; round <= rounds; round += 1) {
    onRound(round)
    for (let index = 0; index < everything.length; index += 1) {
      const row = everything[(index + round) % everything.length]
      const ran = runOnce(row, round, env)
      if (ran.failed !== undefined) failed.set(row.name, ran.failed)
      if (round > 0) times.get(row.name).push(ran.ms)
    }
  }
  const base = times.get(empty.name)
  return {
    nodeMs: median(base),
    measured: rows.map((row) => {
      const own = times.get(row.name)
      return {
        row,
        ms: median(own),
        ratio: median(ratios(own, base)),
        against: (row.against ?? []).map((other) => ({
          ...other,
          ratio: median(ratios(own, times.get(other.row))),
        })),
        ...(row.budgetMb !== undefined && { mb: memoryOf(row, env) }),
        ...(row.budgetGit !== undefined && { gitRuns: gitRunsOf(row, env) }),
        ...(failed.has(row.name) && { failed: failed.get(row.name) }),
      }
    }),
  }
}

/** The most memory a row takes, in MB; undefined where it did not say. */
function memoryOf(row, env) {
  row.before?.()
  const { stderr } = spawnSync(process.execPath, ['--import', memory, ...row.command(0)], {
    cwd: row.cwd,
    env,
    maxBuffer: 64 * 1024 * 1024,
  })
  const kilobytes = /maxRSS (\d+)\s*$/.exec(String(stderr))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}

/** How often a row starts git: a script that stands before git in PATH counts. */
function gitRunsOf(row, env) {
  const folder = mkdtempSync(join(tmpdir(), 'tiex-git-'))
  try {
    const git = execFileSync('sh', ['-c', 'command -v git'], { env, encoding: 'utf8' }).trim()
    const count = join(folder, 'count')
    writeFileSync(count, '')
    writeFileSync(join(folder, 'git'), `#!/bin/sh\necho >> '${count}'\nexec '${git}' "$@"\n`, { mode: 0o755 })
    row.before?.()
    spawnSync(process.execPath, row.command(0), {
      cwd: row.cwd,
      env: { ...env, PATH: `${folder}:${env.PATH}` },
    })
    return readFileSync(count).length
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runOnce(row, round, env) {
  row.before?.()
  const start = performance.now()
  const { status, signal, stdout, stderr } = spawnSync(row.program ?? process.execPath, row.command(round), {
    cwd: row.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  })
  const ms = performance.now() - start
  const output = `${stdout}${stderr}`
  if (status !== (row.exit ?? 0)) return { ms, failed: `exit ${signal ?? status}: ${lastLine(output)}` }
  if (row.says !== undefined && !output.includes(row.says))
    return { ms, failed: `does not say "${row.says}"` }
  return { ms }
}

function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? ''
}

function ratios(times, base) {
  return times.map((time, index) => time / base[index])
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)]
}
