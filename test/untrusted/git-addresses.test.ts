import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openPlace } from '../../src/files/exchange/place.ts'
import { TiexError } from '../../src/problem.ts'
import { openWorld } from '../world.ts'
import { corpusFolder } from './corpus.ts'

const addresses: { readonly refuse: readonly string[]; readonly accept: readonly string[] } = JSON.parse(
  readFileSync(join(corpusFolder, 'git-addresses.json'), 'utf8'),
)
const world = openWorld()
const bin = join(world.folder, 'bin')
const log = join(bin, 'log')
mkdirSync(bin)
// Stands for git: it writes down what it is asked, and reaches nobody.
writeFileSync(
  join(bin, 'git'),
  `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\ncase " $* " in *" clone "*) exit 128;; *) exit 1;; esac\n`,
  { mode: 0o755 },
)
beforeEach(() => rmSync(log, { force: true }))
afterAll(() => world.remove())

async function refusal(address: string): Promise<TiexError> {
  try {
    const { close } = await openPlace(address, {
      folder: world.folder,
      variables: { PATH: `${bin}:/usr/bin:/bin` },
    })
    close()
  } catch (error) {
    if (error instanceof TiexError) return error
    throw error
  }
  throw new Error('it was opened')
}

describe('the address of an exchange', () => {
  it.each(addresses.refuse)('%j is refused, and git is never told of it', async (address) => {
    const { problems } = await refusal(address)
    expect(problems[0]?.hint).toBeTruthy()
    if (existsSync(log)) expect(readFileSync(log, 'utf8')).not.toContain('clone')
  })

  it.each(addresses.accept)('%j is no reason to refuse it', async (address) => {
    const { problems } = await refusal(address)
    const asked = existsSync(log) && readFileSync(log, 'utf8').includes(`\n--\n${address}\n`)
    expect(asked || /there is no folder/.test(problems[0]!.message)).toBe(true)
  })
})
