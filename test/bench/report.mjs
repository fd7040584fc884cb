/** @typedef {import('./measure.mjs').Measured} Measured */

/** `aim` reached, `ok` within the budget, `over` it; `` where there is none. @param {Measured} measured */
export function verdictOf({ row, ms, ratio, against, mb, gitRuns, failed }) {
  if (failed !== undefined) return `failed: ${failed}`
  const limits = [
    [ratio, row.budget],
    [ms, row.budgetMs],
    ...against.map((other) => [other.ratio, other.budget]),
    [mb, row.budgetMb],
    [gitRuns, row.budgetGit],
  ].filter(([, limit]) => limit !== undefined)
  if (limits.length === 0) return ''
  if (limits.some(([value, limit]) => value > limit)) return 'over'
  return row.aim !== undefined && ratio <= row.aim ? 'aim' : 'ok'
}

/** Over its budget, or failed. @param {string} verdict */
export function isBad(verdict) {
  return verdict === 'over' || verdict.startsWith('failed')
}

/**
 * @param {{ node: string, cores: number, cpu: string, rounds: number }} machine
 * @param {number} nodeMs
 * @param {readonly Measured[]} measured
 */
export function renderTable(machine, nodeMs, measured) {
  const head = ['command', 'ms', 'ratio', 'budget', 'aim', 'verdict']
  const lines = measured.map((one) => [
    one.row.name,
    one.ms.toFixed(0),
    one.ratio.toFixed(2),
    budgetOf(one),
    one.row.aim?.toString() ?? '',
    verdictOf(one),
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column].length)))
  const rendered = [head, ...lines].map((line) =>
    line
      .map((cell, column) =>
        column === 0 || column === 5 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  )
  return [
    `Node ${machine.node}, ${machine.cores} cores (${machine.cpu}), ${machine.rounds} rounds. node -e 0: ${nodeMs.toFixed(1)} ms.`,
    'ratio: median of the ratios to node -e 0 of the same round; page cache warm, NODE_EXTRA_CA_CERTS unset.',
    '',
    ...rendered,
    '',
    ...measured.flatMap(({ row, against }) =>
      against.map(
        (other) =>
          `${row.name}: ${other.ratio.toFixed(2)} of ${other.row}${other.budget === undefined ? '' : ` (budget ${other.budget})`}`,
      ),
    ),
    ...measured.flatMap(({ row, mb }) =>
      mb === undefined ? [] : [`${row.name}: ${mb.toFixed(0)} MB (budget ${row.budgetMb} MB)`],
    ),
    ...measured.flatMap(({ row, gitRuns }) =>
      gitRuns === undefined ? [] : [`${row.name}: starts git ${gitRuns} times (budget ${row.budgetGit})`],
    ),
    '',
    ...summary(measured),
    '',
  ].join('\n')
}

function budgetOf({ row }) {
  if (row.budgetMs !== undefined) return `${row.budgetMs} ms`
  return row.budget?.toString() ?? ''
}

/** @param {readonly Measured[]} measured */
function summary(measured) {
  const over = measured.filter((one) => isBad(verdictOf(one)))
  return over.length === 0
    ? ['All within budget.']
    : [`Over budget or failed: ${over.map(({ row }) => row.name).join('; ')}.`]
}
