import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../bin/tiex.js', import.meta.url))
const peer = fileURLToPath(new URL('peer.mjs', import.meta.url))
const gitPeer = fileURLToPath(new URL('git-peer.mjs', import.meta.url))
const indexPeer = fileURLToPath(new URL('index-peer.mjs', import.meta.url))
const pythonPeer = fileURLToPath(new URL('peer.py', import.meta.url))
const responses = 'rounds/2026-autumn/responses'
const agePeer = fileURLToPath(new URL('age-peer.mjs', import.meta.url))

/**
 * Everything that is measured, in the order of the table, in the folders that fixtures.ts made. The budgets are targets of this
 * project, as ratios to `node -e 0` on Node 20.
 *
 * @param {string} folder
 * @returns {readonly import('./measure.mjs').Row[]}
 */
export function rowsFor(folder) {
  const tiex = (name, args, council, more = {}) => ({
    name,
    command: () => [program, ...args],
    cwd: join(folder, council),
    needs: [council],
    ...more,
  })
  const naive = (name, council) => ({
    name: `peer: node + yaml, ${name}`,
    command: () => [peer, responses],
    cwd: join(folder, council),
    needs: [council],
  })
  const python = pythonWithYaml()
  const pyyaml = (people) => ({
    name: `peer: python + PyYAML in C, ${people}`,
    program: python,
    command: () => [pythonPeer, responses],
    cwd: join(folder, `${people}`),
    needs: [`${people}`],
  })
  const sizes = [
    { people: 10, budget: 3, aim: 2.5, ofPython: 1.3 },
    { people: 100, budget: 5, aim: 3.5, ofPython: 0.6 },
    { people: 1000, budget: 14, aim: 10, ofPython: 0.2 },
  ]
  return [
    tiex('--version', ['--version'], '10', { budget: 1.6, aim: 1.35 }),
    tiex('completion of statements', ['complete', 'zsh', '--', 'workshop', '--agree', '='], '10', {
      budget: 2.2,
      aim: 1.8,
      says: 'role-of-the-authority/service/do=',
    }),
    tiex('--help', ['--help'], '10', { budget: 2.2, aim: 1.8, says: 'Exit codes' }),
    tiex('status, 10', ['status'], '10', { budget: 3.5, aim: 2.7 }),
    tiex('status, 10, in git', ['status'], 'in-git', { budgetGit: 2 }),
    ...sizes.flatMap(({ people, ofPython, ...limits }) => [
      tiex(`merge --dry-run, ${people}`, ['merge', '--dry-run'], `${people}`, {
        ...limits,
        says: 'is up to date',
        against: [
          { row: `peer: node + yaml, ${people}` },
          ...(python === undefined
            ? []
            : [{ row: `peer: python + PyYAML in C, ${people}`, budget: ofPython }]),
        ],
      }),
      tiex(`merge, up to date, ${people}`, ['merge', '--as', 'facilitator'], `${people}`, {
        ...limits,
        says: 'is up to date',
      }),
      naive(`${people}`, `${people}`),
      ...(python === undefined ? [] : [pyyaml(people)]),
    ]),
    tiex('merge, up to date, 10, in git', ['merge', '--as', 'facilitator'], 'in-git', {
      says: 'is up to date',
      budgetGit: 2,
    }),
    tiex('merge --dry-run, 10 by hand', ['merge', '--dry-run'], 'by-hand', {
      budget: 9,
      aim: 7.5,
      says: 'is up to date',
      against: [{ row: 'peer: node + yaml, 10 by hand', budget: 1.2 }],
    }),
    naive('10 by hand', 'by-hand'),
    ...[10, 100].flatMap((people) => [
      tiex(
        `merge --dry-run, ${people} sealed`,
        ['merge', '--dry-run', '--identity', `../sealed-${people}.key`],
        `sealed-${people}`,
        { says: 'Would write', against: [{ row: `peer: node + yaml + age, ${people} sealed`, budget: 1.2 }] },
      ),
      {
        name: `peer: node + yaml + age, ${people} sealed`,
        command: () => [agePeer, responses, `../sealed-${people}.key`],
        cwd: join(folder, `sealed-${people}`),
        needs: [`sealed-${people}`],
      },
    ]),
    ...exchangeRows(folder),
    tiex('verify, 1,000 commits', ['verify'], 'history', { says: 'Verified 1,001 commits' }),
    tiex('results, consensus of 10', ['results', 'consensus'], '10'),
    tiex('results, one person', ['results', 'person-3'], '10'),
    tiex('trend', ['trend'], '10'),
    tiex('resources', ['resources'], '10'),
    tiex('resources search', ['resources', 'search', 'unit', 'costs'], '10'),
    tiex('check, 10', ['check'], '10', { says: '10 responses' }),
    tiex('model show', ['model', 'show'], '10'),
    {
      ...tiex('assess --answer', [], 'answering', { says: 'Saved' }),
      command: (round) => [
        program,
        ...['assess', '--as', 'person-1', '--no-commit', '--answer'],
        `role-of-the-authority/service/do=${round % 2 === 0 ? 'partly' : 'fully'}`,
      ],
    },
    ...['comments', 'lists', 'nested', 'answers', 'controls'].map((kind) =>
      tiex(`check, hostile 256 kB of ${kind}`, ['check'], `hostile-${kind}`, { exit: 1, budgetMs: 1000 }),
    ),
  ]
}

/** The Python whose PyYAML has its loader in C; undefined, and said so, where there is none. */
function pythonWithYaml() {
  const { status, stdout } = spawnSync(
    'python3',
    ['-c', 'import sys, yaml; yaml.CSafeLoader; print(sys.executable)'],
    {
      encoding: 'utf8',
    },
  )
  if (status === 0) return stdout.trim()
  process.stderr.write(
    '\n!!! PyYAML with its loader in C: SKIPPED, there is none (apt-get install python3-yaml) !!!\n\n',
  )
  return undefined
}

/** `compare` in exchanges of bare repositories: cold without an index, warm with the one that is there. */
function exchangeRows(folder) {
  const compare = (records, council, more) => ({
    command: () => [program, 'compare', council, '--peers', 'all', '--exchange', `exchange-${records}`],
    cwd: folder,
    needs: [`exchange-${records}`],
    budgetMb: 150,
    ...more,
  })
  const cold = (records, council, { budget, aim, ofBytes }) => [
    compare(records, council, {
      name: `compare, ${records} records, cold`,
      before: () => rmSync(join(folder, `exchange-${records}/tiex`), { recursive: true, force: true }),
      ...{ budget, aim },
      against: [{ row: `peer: git + node, bytes of ${records}`, budget: ofBytes }],
    }),
    {
      name: `peer: git + node, bytes of ${records}`,
      command: () => [gitPeer],
      cwd: join(folder, `exchange-${records}`),
      needs: [`exchange-${records}`],
    },
  ]
  return [
    ...cold(1002, 'council-001', { budget: 11, aim: 7.5, ofBytes: 4 }),
    ...cold(10002, 'council-0001', { budget: 65, aim: 48, ofBytes: 11 }),
    compare(30000, 'council-00001', {
      name: 'compare, 30000 records, warm',
      against: [{ row: 'peer: node, 30000 rounds as JSON', budget: 2 }],
    }),
    {
      name: 'peer: node, 30000 rounds as JSON',
      command: () => [indexPeer, join(folder, 'numbers.json')],
      cwd: folder,
      needs: ['exchange-30000', 'numbers.json'],
    },
  ]
}
