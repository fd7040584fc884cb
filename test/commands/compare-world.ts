import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { councils, recordOf, writeExchange } from '../an-exchange.ts'
import { shippedModel } from '../files/exchange/exchanges.ts'
import { openExample } from '../world.ts'

export const model = await shippedModel()

function open(some: typeof councils) {
  const world = openExample()
  const exchange = join(dirname(world.folder), 'exchange')
  writeExchange(exchange, model, some)
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8' }).trim()
  const compare = (...args: readonly string[]) => world.tiex(['compare', ...args])
  const among = (...args: readonly string[]) => compare(...args, '--exchange', '../exchange')
  const path = (file: string) => join(world.folder, file)
  return {
    ...{ world, exchange, git, compare, among, path },
    read: (file: string) => readFileSync(path(file), 'utf8'),
  }
}

/** The example council beside an exchange of twelve others. */
export function beside(some = councils) {
  const opened = open(some)
  onTestFinished(() => opened.world.remove())
  return opened
}

/** The same, once for all tests of a file that write nothing. */
export function besideOnce(): () => ReturnType<typeof open> {
  let shared: ReturnType<typeof open>
  beforeAll(() => {
    shared = open(councils)
  })
  afterAll(() => shared.world.remove())
  return () => shared
}

export const record = (
  more: Partial<{ round: string; published: string; seed: number }> = {},
  council = councils[0]!,
) => recordOf(model, council, { round: '2026-autumn', published: '2026-11-02', seed: 1, ...more })
