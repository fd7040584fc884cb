import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openExample, openWorld, type World } from '../world.ts'

/** A state that several tests begin with, since making it takes long. */
export interface MadeOnce {
  /** The one that is copied; nobody may change it. */
  original(): Promise<World>
  /** A copy for this test, gone after it. */
  copy(): Promise<World>
}

/** Makes a world when it is first needed, in an empty one or in a copy of `before`; gone with the folder of the run. */
export function madeOnce(make: (world: World) => Promise<unknown>, before?: MadeOnce): MadeOnce {
  let made: Promise<World> | undefined
  const original = () => {
    made ??= begin()
    return made
  }
  const copy = async () => {
    const from = await original()
    const world = openWorld()
    onTestFinished(() => world.remove())
    copyInto(world, from)
    return world
  }
  return { original, copy }

  async function begin() {
    const from = await before?.original()
    const world = openWorld()
    if (from !== undefined) copyInto(world, from)
    await make(world)
    if (from === undefined) keepLean(world.folder)
    pack(world)
    return world
  }
}

/** The example council as a repository of one commit, made once; `change` is what is otherwise in its files. Each call is a copy for this test. */
export function exampleOnce(change: (folder: string) => unknown = () => {}): () => World {
  let original: World | undefined
  return () => {
    original ??= begun()
    const world = openWorld()
    onTestFinished(() => world.remove())
    copyInto(world, original)
    return world
  }

  function begun() {
    const world = openExample()
    change(world.folder)
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: world.folder, env: world.variables, stdio: 'pipe' })
    git('init', '--quiet', '--initial-branch=main', '--template=')
    keepLean(world.folder)
    git('add', '--all')
    git('commit', '--quiet', '-m', 'start')
    pack(world)
    return world
  }
}

function copyInto(world: World, from: World) {
  cpSync(dirname(from.folder), dirname(world.folder), { recursive: true })
}

/** Has git of a repository do nothing that lasts beyond a test: no flushing to the disk, no tidying up. */
export function keepLean(folder: string, git = join(folder, '.git')) {
  if (!existsSync(git)) return
  rmSync(join(git, 'hooks'), { recursive: true, force: true })
  mkdirSync(join(git, 'hooks'))
  appendFileSync(
    join(git, 'config'),
    '[core]\n\tfsync = none\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[receive]\n\tautogc = false\n',
  )
}

/** Few files copy faster than many. */
export function pack({ folder, variables }: Pick<World, 'folder' | 'variables'>) {
  if (existsSync(join(folder, '.git')))
    execFileSync('git', ['repack', '-a', '-d', '-q'], { cwd: folder, env: variables, stdio: 'pipe' })
}
