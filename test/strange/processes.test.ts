import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { delimiter } from 'node:path'
import { expect, test } from 'vitest'
import { type Council, commands, councils } from './council.ts'

/*
 * Starting git takes longer than most of what tiex does: how often each command starts it, however many files there are. The
 * budget is two, and five for a commit: what the branch and the index hold, the configuration, the objects, the branch, the index.
 */
const commit = 5

const budgets: readonly (readonly [args: readonly string[], most: number])[] = [
  ...Object.values(commands.reads).map((args) => [args, args[0] === 'publish' ? 2 : 1] as const),
  [['people'], 1],
  [['practice'], 1],
  [['resources'], 0],
  [['model', 'show'], 0],
  [['export'], 0],
  [['compare', 'HEAD:rounds/2026-autumn/consensus.yaml', '2025-autumn'], 2],
  [['verify'], 8],
  [['people', 'remove', 'tom-reed', '--dry-run'], 2],
  ...Object.entries(commands.writes)
    .filter(([name]) => name !== 'merge')
    .map(([, args]) => [args, commit] as const),
  [['assess', '--as', 'tom-reed', '--answer', 'managing-income/service/do=partly'], 1],
  [['sign', '--recorded', 'Cabinet minute 14', '--for', 'leader', '--yes'], commit + 1],
]

const copy = councils()
const realGit = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()

test('git is started no more often than a command needs', async () => {
  const council = await copy()
  count(council)
  for (const [args, most] of budgets) {
    const ran = await council.tiex(args)
    expect(ran.code, ran.output).toBe(args[0] === 'verify' ? 1 : 0)
    const started = startedIn(council)
    expect(started.length, `${args.join(' ')}\n${started.join('\n')}`).toBeLessThanOrEqual(most)
  }
})

test('what an exchange in a repository has already is read in as many runs, however many files it is', async () => {
  const council = await copy()
  const exchange = council.path('../exchange')
  const publish = ['publish', '--audience', 'sector', '--to', '../exchange', '--dry-run']
  const commitThere = () => {
    council.git('-C', exchange, 'add', '-A')
    council.git('-C', exchange, 'commit', '-qm', 'x')
  }
  council.git('init', '-q', '-b', 'main', exchange)
  commitThere()
  count(council)
  const starts: number[] = []
  for (const more of [0, 6]) {
    const shared = council.read('practice/blue-badges-in-four-days.yaml')
    for (let at = 0; at < more; at += 1)
      council.put(`practice/more-${at}.yaml`, shared.replace(/^id: .*/m, `id: more-${at}`))
    startedIn(council)
    const ran = await council.tiex(publish)
    expect(ran.code, ran.output).toBe(0)
    const started = startedIn(council)
    expect(started.length, started.join('\n')).toBeLessThanOrEqual(5)
    starts.push(started.length)
  }
  expect(starts[1]).toBe(starts[0])
})

/** Has git write down each of its starts. */
function count(council: Council): void {
  council.program(
    '../bin/git',
    `#!/bin/sh\necho "$*" >> '${council.path('../starts')}'\nexec '${realGit}' "$@"\n`,
  )
  council.variables.PATH = `${council.path('../bin')}${delimiter}${process.env.PATH}`
}

/** The starts since it was asked last. */
function startedIn(council: Council): readonly string[] {
  const path = council.path('../starts')
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []
  rmSync(path, { force: true })
  return lines.map((line) => line.replaceAll(/-c \S+ /g, ''))
}
