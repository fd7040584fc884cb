import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readPublished } from '../../../src/files/exchange/published-rounds.ts'
import { findGit } from '../../../src/files/git/run.ts'
import type { Model } from '../../../src/model/model.ts'
import { exchangeFiles, makeExchange } from '../../bench/exchange.ts'
import { isolated } from '../../world.ts'
import { commitAll, git, put, recordText, shippedModel } from './exchanges.ts'

let base: string
let variables: Record<string, string>
let model: Model
const size = { councils: 4, rounds: 3 }

beforeAll(async () => {
  base = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-published-'))
  model = await shippedModel()
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

let root: string
beforeEach(() => {
  root = mkdtempSync(join(base, 'one-'))
  const home = join(root, 'home')
  mkdirSync(home)
  variables = isolated(home)
  root = join(root, 'exchange')
})

const read = (more: Record<string, string> = {}) => readPublished(root, model, { ...variables, ...more })

/** All files of an index, wherever they are. */
function indexes(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.index'))
    .map((name) => join(folder, name))
}

/** A `git` that writes down how it is called, and of which objects it is asked. */
function watchedGit(): { PATH: string; calls: () => readonly string[]; asked: () => readonly string[] } {
  const folder = mkdtempSync(join(base, 'git-'))
  const real = findGit(variables)!
  writeFileSync(
    join(folder, 'git'),
    `#!/bin/bash\nfor word in "$@"; do case "$word" in ls-tree|cat-file|rev-parse) echo "$word" >> ${folder}/calls;; esac; done\n` +
      `case "$*" in *--batch) tee -a ${folder}/asked | ${real} "$@";; *) exec ${real} "$@";; esac\n`,
  )
  chmodSync(join(folder, 'git'), 0o755)
  const lines = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8').trim().split('\n') : []
  return {
    PATH: `${folder}:${variables.PATH}`,
    calls: () => lines('calls'),
    asked: () => lines('asked'),
  }
}

describe('what is published', () => {
  it('is the same in a folder, a repository with its files, and a bare one', async () => {
    const found = []
    for (const form of ['folder', 'work tree', 'bare'] as const) {
      root = join(root, '..', form.replace(' ', '-'))
      await makeExchange(root, model, { ...size, form })
      found.push(await read(), await read())
    }
    expect(found[0]!.rounds).toHaveLength(12)
    expect(found[0]!.problems).toEqual([])
    for (const other of found) expect(other).toEqual(found[0])
  })

  it('is in the order of council and round, with levels from 0 to the number of stages', async () => {
    await makeExchange(root, model, { ...size, form: 'bare' })
    const { rounds } = await read()
    const names = rounds.map(({ organisation, round }) => `${organisation.id}/${round}`)
    expect(names).toEqual(names.toSorted())
    for (const { levels, ambitions } of rounds) {
      expect(levels).toHaveLength(model.sections.length)
      expect(ambitions).toHaveLength(model.sections.length)
      for (const level of levels)
        expect(level).toSatisfy((value: number) => value >= 0 && value <= model.stages.length)
    }
  })

  it('is what is committed, whatever lies beside it', async () => {
    await makeExchange(root, model, { ...size, form: 'work tree' })
    put(
      root,
      'organisations/newcomer/2026.yaml',
      recordText(model, { organisation: 'newcomer', round: '2026' }),
    )
    expect((await read()).rounds.map(({ organisation }) => organisation.id)).not.toContain('newcomer')
  })

  it('leaves out what is withdrawn', async () => {
    put(root, 'exchange.yaml', '')
    put(
      root,
      'organisations/one/2025.yaml',
      'format: tiex-official/1\norganisation: {id: one}\nround: "2025"\nwithdrawn: 2026-01-01\n',
    )
    put(root, 'organisations/one/2026.yaml', recordText(model, { organisation: 'one', round: '"2026"' }))
    for (const found of [await read(), await read()]) {
      expect(found.problems).toEqual([])
      expect(found.rounds.map(({ round }) => round)).toEqual(['2026'])
    }
  })

  it('has no numbers where another model was answered', async () => {
    const other = recordText(model, { organisation: 'one', round: 'first' }).replace(
      `id: ${model.id},`,
      'id: another,',
    )
    put(root, 'organisations/one/first.yaml', other.replace(model.digest, `sha256:${'0'.repeat(64)}`))
    const { rounds, problems } = await read()
    expect(problems).toEqual([])
    expect(new Set([...rounds[0]!.levels, ...rounds[0]!.ambitions])).toEqual(new Set([undefined]))
  })

  it('is nothing in a folder that is no exchange, and that is told', async () => {
    mkdirSync(root)
    await expect(read()).rejects.toThrow('there is no exchange')
    commitAll(root, variables)
    await expect(read()).rejects.toThrow('there is no exchange')
    await expect(readPublished(join(root, 'nowhere'), model, variables)).rejects.toThrow('there is no folder')
  })

  it('is nothing yet in an exchange that was just begun', async () => {
    put(root, 'exchange.yaml', 'format: tiex-exchange/1\nname: New\naudience: public\n')
    commitAll(root, variables)
    expect(await read()).toEqual({ rounds: [], problems: [] })
  })
})

describe('one bad entry', () => {
  it('is named, now and from the index, and hides no other', async () => {
    await makeExchange(root, model, { ...size, form: 'folder' })
    put(root, 'organisations/council-2/2025-autumn.yaml', 'format: tiex-official/1\nround: [\n')
    put(
      root,
      'organisations/council-3/copied.yaml',
      recordText(model, { organisation: 'council-4', round: 'copied' }),
    )
    put(
      root,
      'organisations/council-4/renamed.yaml',
      recordText(model, { organisation: 'council-4', round: 'other' }),
    )
    commitAll(root, variables)
    const found = [await read(), await read()]
    expect(found[1]).toEqual(found[0])
    expect(found[0]!.rounds).toHaveLength(11)
    const named = new Set(found[0]!.problems.map(({ place }) => place?.file))
    expect(named).toEqual(
      new Set([
        'organisations/council-2/2025-autumn.yaml',
        'organisations/council-3/copied.yaml',
        'organisations/council-4/renamed.yaml',
      ]),
    )
    expect(found[0]!.problems.map(({ message }) => message).join('\n')).toMatch(
      /folder of council-3, but is of "council-4"/,
    )
  })

  it('of a council that floods the exchange takes nothing from the others', async () => {
    await makeExchange(root, model, { councils: 2, rounds: 1, form: 'folder' })
    for (let at = 0; at < 130; at += 1) {
      put(
        root,
        `organisations/flood/r${at}.yaml`,
        recordText(model, { organisation: 'flood', round: `r${at}` }),
      )
      put(root, `organisations/flood/Odd ${at}.yaml`, 'x')
    }
    const { rounds, problems } = await read()
    expect(rounds).toHaveLength(102)
    expect(problems.length).toBeLessThan(10)
    expect(problems.some(({ rule }) => rule === 'too-many')).toBe(true)
  })

  it('that says the same bytes at two places counts where it belongs', async () => {
    const text = recordText(model, { organisation: 'one', round: 'first' })
    put(root, 'organisations/one/first.yaml', text)
    put(root, 'organisations/two/first.yaml', text)
    commitAll(root, variables)
    for (const { rounds, problems } of [await read(), await read()]) {
      expect(rounds).toHaveLength(1)
      expect(problems.map(({ place }) => place?.file)).toEqual(['organisations/two/first.yaml'])
    }
  })
})

describe('the index', () => {
  it('spares every record: two processes of git at first, one afterwards', async () => {
    await makeExchange(root, model, { ...size, form: 'bare' })
    const watched = watchedGit()
    await read({ PATH: watched.PATH })
    expect(watched.calls()).toEqual(['ls-tree', 'cat-file'])
    expect(watched.asked()).toHaveLength(12)
    await read({ PATH: watched.PATH })
    expect(watched.calls().slice(2)).toEqual(['rev-parse'])
  })

  it('spares the records that are known when one is new', async () => {
    await makeExchange(root, model, { ...size, form: 'work tree' })
    await read()
    put(
      root,
      'organisations/newcomer/first.yaml',
      recordText(model, { organisation: 'newcomer', round: 'first' }),
    )
    commitAll(root, variables)
    const watched = watchedGit()
    expect((await read({ PATH: watched.PATH })).rounds).toHaveLength(13)
    expect(watched.asked()).toHaveLength(1)
    expect((await read()).rounds).toHaveLength(13)
  })

  it('forgets what is taken out', async () => {
    await makeExchange(root, model, { ...size, form: 'work tree' })
    await read()
    rmSync(join(root, 'organisations/council-1'), { recursive: true })
    commitAll(root, variables)
    for (const { rounds } of [await read(), await read()]) expect(rounds).toHaveLength(9)
  })

  it('is in .git, where no commit takes it along', async () => {
    await makeExchange(root, model, { ...size, form: 'work tree' })
    await read()
    expect(indexes(root)).toHaveLength(1)
    expect(indexes(join(root, '.git/tiex'))).toHaveLength(1)
    expect(git(root, ['status', '--porcelain', '--ignored'], variables)).toBe('')
  })

  it('of a plain folder is in the cache of the user, and nowhere where there is none', async () => {
    await makeExchange(root, model, { ...size, form: 'folder' })
    const cache = join(root, '../cache')
    await read({ XDG_CACHE_HOME: cache })
    expect(indexes(cache)).toHaveLength(1)
    await read()
    expect(indexes(join(variables.HOME!, '.cache/tiex'))).toHaveLength(1)
    expect(indexes(root)).toEqual([])
    expect((await read({ XDG_CACHE_HOME: 'relative', HOME: '' })).rounds).toHaveLength(12)
  })

  it.each([
    ['cut off', (path: string) => truncateSync(path, readFileSync(path).length - 7)],
    ['empty', (path: string) => writeFileSync(path, '')],
    ['of other bytes', (path: string) => writeFileSync(path, 'x'.repeat(4000))],
    [
      'changed in one bit',
      (path: string) => {
        const bytes = readFileSync(path)
        bytes[bytes.length >> 1]! ^= 1
        writeFileSync(path, bytes)
      },
    ],
    [
      'a folder',
      (path: string) => {
        rmSync(path)
        mkdirSync(path)
      },
    ],
    [
      'a link',
      (path: string) => {
        const elsewhere = `${path}.elsewhere`
        writeFileSync(elsewhere, readFileSync(path))
        rmSync(path)
        symlinkSync(elsewhere, path)
      },
    ],
  ])('is made anew, or done without, where it is %s', async (_, damage) => {
    await makeExchange(root, model, { ...size, form: 'bare' })
    const before = await read()
    const [path] = indexes(root)
    damage(path!)
    expect(await read()).toEqual(before)
    expect(await read()).toEqual(before)
  })

  it('is done without where its folder is a link or a file', async () => {
    await makeExchange(root, model, { ...size, form: 'bare' })
    const elsewhere = mkdtempSync(join(base, 'elsewhere-'))
    symlinkSync(elsewhere, join(root, 'tiex'))
    expect((await read()).rounds).toHaveLength(12)
    expect(readdirSync(elsewhere)).toEqual([])
    rmSync(join(root, 'tiex'))
    writeFileSync(join(root, 'tiex'), '')
    expect((await read()).rounds).toHaveLength(12)
  })

  it('of one model is none of another', async () => {
    await makeExchange(root, model, { ...size, form: 'bare' })
    await read()
    const other = { ...model, digest: `sha256:${'1'.repeat(64)}`, version: '9' }
    const { rounds } = await readPublished(root, other, variables)
    expect(rounds[0]!.levels[0]).toBeUndefined()
    expect((await read()).rounds[0]!.levels[0]).toBeDefined()
  })

  it('is whole after many wrote it at once', async () => {
    await makeExchange(root, model, { ...size, form: 'bare' })
    const all = await Promise.all(Array.from({ length: 8 }, () => read()))
    for (const one of all) expect(one).toEqual(all[0])
    const watched = watchedGit()
    expect(await read({ PATH: watched.PATH })).toEqual(all[0])
    expect(watched.calls()).toEqual(['rev-parse'])
    expect(readdirSync(join(root, 'tiex'))).toHaveLength(1)
  })
})

it('an exchange that is generated is the same for the same seed', () => {
  expect([...exchangeFiles(model, size)]).toEqual([...exchangeFiles(model, size)])
  expect([...exchangeFiles(model, { ...size, seed: 2 })]).not.toEqual([...exchangeFiles(model, size)])
})
