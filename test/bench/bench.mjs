/**
 * Measures whole runs of tiex beside `node -e 0`, the yaml library alone and other programs that do the same:
 * npm run bench [-- --rounds 21 --only merge --format json]. The exit code is 1 where a figure is over its budget or a run failed.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measure } from './measure.mjs'
import { isBad, renderTable, verdictOf } from './report.mjs'
import { rowsFor } from './rows.mjs'

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '11' },
    only: { type: 'string', default: '' },
    format: { type: 'string', default: 'text' },
  },
})

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tiex-bench-')))
try {
  const env = cleanEnv(folder)
  const all = rowsFor(folder)
  // A row that is compared with another one brings it along.
  const chosen = all.filter((row) => row.name.includes(flags.only))
  const needed = new Set(chosen.flatMap((row) => [row.name, ...(row.against ?? []).map(({ row }) => row)]))
  const rows = all.filter((row) => needed.has(row.name))
  const fixtures = fileURLToPath(new URL('fixtures.ts', import.meta.url))
  const councils = rows.flatMap((row) => row.needs)
  execFileSync(process.execPath, ['--import', 'tsx', fixtures, folder, ...councils], {
    env,
    stdio: 'inherit',
  })
  const rounds = Number(flags.rounds)
  const { nodeMs, measured } = measure(rows, {
    rounds,
    env,
    onRound: (round) => process.stderr.write(`\rround ${round} of ${rounds}${round === rounds ? '\n' : ''}`),
  })
  const machine = {
    node: process.version,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? '',
    rounds,
  }
  process.stdout.write(
    flags.format === 'json'
      ? `${JSON.stringify({ format: 'tiex-bench/1', machine, nodeMs, rows: measured.map(asData) }, null, 2)}\n`
      : renderTable(machine, nodeMs, measured),
  )
  if (measured.some((one) => isBad(verdictOf(one)))) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Without what would make every start of node slower (and every ratio look better), and without the user's git settings. */
function cleanEnv(home) {
  const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, FORCE_COLOR, ...env } = process.env
  return {
    ...env,
    HOME: home,
    NO_COLOR: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  }
}

function asData(measured) {
  const { row, ms, ratio, against, mb, gitRuns, failed } = measured
  const { name, budget, aim, budgetMs } = row
  return {
    name,
    ms,
    ratio,
    budget,
    aim,
    budgetMs,
    against,
    mb,
    budgetMb: row.budgetMb,
    gitRuns,
    budgetGit: row.budgetGit,
    failed,
    verdict: verdictOf(measured),
  }
}
