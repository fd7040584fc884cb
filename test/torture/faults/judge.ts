import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, lutimesSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Beginning, Copy, Ended, Situation } from './run.ts'
import { copyOf, run } from './run.ts'

/** All that lies in a copy, with what every repository in it says. */
export interface State {
  /** What each file says, by its path; nothing of git's own, and no temporary files. */
  readonly files: ReadonlyMap<string, string>
  readonly repositories: ReadonlyMap<string, Repository>
}

interface Repository {
  readonly tree: string
  /** Of all its commits, the newest first. */
  readonly trees: readonly string[]
  readonly subjects: readonly string[]
  /** What the index holds otherwise than HEAD. */
  readonly staged: readonly string[]
  readonly status: string
}

/** A situation with what comes of it when nothing goes wrong. */
export interface Known {
  readonly situation: Situation
  readonly beginning: Beginning
  readonly before: State
  readonly after: State
  readonly undisturbed: Ended
  /** What each file may say on the way, besides what it says before and after. */
  readonly between: ReadonlyMap<string, readonly string[]>
}

const temporary =
  /(?:^|\/)\.[^/]+\.(?:tmp-[0-9a-f]{16}|lock|lock\.[0-9a-f]{16})$|(?:^|\/)tiex-index-[0-9a-f]{16}(?:\.lock)?$|^tmp\/tiex-exchange-/
const isGit = (name: string) => name === '.git' || name.endsWith('.git')

/** Before what a sealed file says once it is opened. */
export const openedMark = 'opened: '

export async function known(situation: Situation): Promise<Known> {
  const beginning = await situation.prepare()
  const essence = beginning.essence ?? (async (text: string) => text)
  const copy = copyOf(beginning)
  try {
    const before = await stateOf(copy, essence)
    const undisturbed = run(copy, situation)
    expect(undisturbed.code, `${situation.name}: ${undisturbed.output}`).toBe(0)
    const between = new Map<string, string[]>()
    for (const { call, path, text } of undisturbed.calls) {
      if (call !== 'renameSync' || path === undefined || text === undefined) continue
      const file = path.slice(copy.base.length + 1)
      between.set(file, [...(between.get(file) ?? []), await essence(text)])
    }
    const after = await stateOf(copy, essence)
    expect(leftIn(copy)).toEqual([])
    return { situation, beginning, before, after, undisturbed, between }
  } finally {
    copy.remove()
  }
}

/** Expects that nothing of what a run left is lost, torn or in the way: every file is the old or the new one, and so is the branch. */
export async function expectWhole(copy: Copy, { beginning, between, ...known }: Known, told: string) {
  const { before, after } = known
  const left = await stateOf(copy, beginning.essence)
  for (const file of new Set([...before.files.keys(), ...after.files.keys(), ...left.files.keys()])) {
    const may = [before.files.get(file), after.files.get(file), ...(between.get(file) ?? [])]
    expect(may.includes(left.files.get(file)), `${told}: ${file} is neither old nor new`).toBe(true)
  }
  for (const [name, { tree, staged }] of left.repositories) {
    const [old, done] = [before.repositories.get(name), after.repositories.get(name)]
    const trees = [...(old?.trees ?? ['']), ...(done?.trees ?? ['']), '']
    // What is sealed has other bytes each time.
    const isKnown = beginning.essence !== undefined || trees.includes(tree)
    expect(isKnown, `${told}: ${name} stands at another tree`).toBe(true)
    const gone = [...before.files.keys()].filter((file) => !after.files.has(file))
    const changed = [...between.keys(), ...gone].map((file) => file.slice(name.length + 1))
    const foreign = staged.filter((file) => !old?.staged.includes(file) && !changed.includes(file))
    expect(foreign, `${told}: staged in ${name}`).toEqual([])
    const checked = git(copy, name, 'fsck', '--strict', '--no-dangling')
    expect(checked.status, `${told}: ${checked.stderr}`).toBe(0)
  }
}

/** How tiex says that a commit landed and the index of the user could not be put right. */
const indexLeft = /the index still names the files/

/** Expects that a run that was not killed says how it went: done, and everything is; or not, with a message and no stack. */
export async function expectTold(copy: Copy, { beginning, after }: Known, ended: Ended, told: string) {
  expect(ended.output, told).not.toMatch(/^\s+at .*:\d+/m)
  expect([0, 2], `${told}: ${ended.output}`).toContain(ended.code)
  if (ended.code === 2) expect(ended.output, told).toMatch(/error: /)
  // Committed, and the index left for the next run: said, and put right by it.
  else if (indexLeft.test(ended.output)) return
  else expectSame(await stateOf(copy, beginning.essence), after, `${told}, and said to be done`)
}

/** Runs the command again and expects it to finish the job; what was left behind, once it is old, is swept. */
export async function expectFinished(copy: Copy, { situation, beginning, after }: Known, told: string) {
  for (const file of leftIn(copy)) makeOld(join(copy.base, file), situation.now)
  const again = run(copy, situation)
  if (situation.again !== undefined) return expect(again.output, told).not.toMatch(/^\s+at .*:\d+/m)
  // What begins or ends something says that it is there, or gone, where the first run had done all of it.
  const isDone =
    /assessment here already|a second look is open|there is a \S+ already|nobody in tiex.yaml is called/.test(
      again.output,
    )
  expect(again.code, `${told}, then again: ${again.output}`).toBe(isDone ? 2 : 0)
  expectSame(await stateOf(copy, beginning.essence), after, `${told}, then again`)
  // A lock of a process that is gone is nobody's: the next who writes the file takes it.
  expect(
    leftIn(copy).filter((file) => !file.endsWith('.lock')),
    `${told}, then again`,
  ).toEqual([])
}

export function expectSame(state: State, wanted: State, told: string): void {
  for (const file of new Set([...state.files.keys(), ...wanted.files.keys()]))
    expect(state.files.get(file), `${told}: ${file}`).toBe(wanted.files.get(file))
  const isSealed = [...wanted.files.values()].some((text) => text.startsWith(openedMark))
  for (const [name, repository] of wanted.repositories)
    expect(pick(state.repositories.get(name), isSealed), `${told}: ${name}`).toEqual(
      pick(repository, isSealed),
    )
}

/** What is compared of a repository; of one with sealed files not the name of its tree, since these have other bytes each time. */
function pick(repository: Repository | undefined, isSealed: boolean) {
  if (repository === undefined) return undefined
  const { tree, subjects, staged, status } = repository
  return { ...(isSealed ? {} : { tree }), subjects, staged, status }
}

export async function stateOf(
  copy: Copy,
  essence: Beginning['essence'] = async (text) => text,
): Promise<State> {
  const files = new Map<string, string>()
  for (const file of filesIn(copy.base))
    if (!temporary.test(file)) files.set(file, await essence(readFileSync(join(copy.base, file), 'utf8')))
  const repositories = new Map<string, Repository>()
  for (const name of ['council', 'x', 'x.git'])
    if (name.endsWith('.git') ? existsSync(join(copy.base, name)) : existsSync(join(copy.base, name, '.git')))
      repositories.set(name, repositoryIn(copy, name))
  return { files, repositories }
}

/** Temporary files, locks and private folders that lie in a copy. */
export function leftIn(copy: Copy): readonly string[] {
  const own = [...filesIn(copy.base), ...readdirSync(join(copy.base, 'tmp')).map((name) => `tmp/${name}`)]
  const gits = ['council/.git', 'x/.git', 'x.git'].filter((name) => existsSync(join(copy.base, name)))
  const inGit = gits.flatMap((name) => readdirSync(join(copy.base, name)).map((file) => `${name}/${file}`))
  return [...own, ...inGit].filter((file) => temporary.test(file))
}

function filesIn(base: string, folder = ''): readonly string[] {
  return readdirSync(join(base, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (isGit(entry.name) || path.startsWith('tmp/')) return []
    return entry.isDirectory() ? filesIn(base, path) : [path]
  })
}

/** Two days before the clock of the situation. */
function makeOld(path: string, now: string): void {
  const time = new Date(Date.parse(now) - 2 * 86_400_000)
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) lutimesSync(path, time, time)
}

function repositoryIn(copy: Copy, name: string): Repository {
  const lines = (...args: readonly string[]) =>
    git(copy, name, ...args)
      .stdout.split('\n')
      .slice(0, -1)
  const log = lines('log', '--format=%T %s')
  const isBare = name.endsWith('.git')
  const changes = isBare ? [] : lines('status', '--porcelain', '--untracked-files=all')
  const shown = changes.filter((line) => !temporary.test(line.slice(3)))
  return {
    tree: log[0]?.slice(0, 40) ?? '',
    trees: log.map((line) => line.slice(0, 40)),
    subjects: log.map((line) => line.slice(41)),
    staged: shown.filter((line) => !/^[ ?]/.test(line)).map((line) => line.slice(3)),
    status: shown.join('\n'),
  }
}

export function git({ base, variables }: Copy, name: string, ...args: readonly string[]) {
  return spawnSync('git', args, { cwd: join(base, name), env: { ...variables }, encoding: 'utf8' })
}
