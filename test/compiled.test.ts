import { execFileSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { isolated, projectRoot } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'tiex-compiled-'))
for (const part of ['bin', 'dist', 'model', 'src/schemas', 'package.json'])
  cpSync(join(projectRoot, part), join(folder, part), {
    recursive: true,
    // Other tests write there meanwhile.
    filter: (path) => basename(path) !== 'compiled',
  })
const bundle = join(folder, 'dist')
const compiled = join(bundle, 'compiled')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => rmSync(compiled, { recursive: true, force: true }))

const merge = ['merge', '--dry-run']

function tiex(args: readonly string[], variables: Record<string, string> = {}): string {
  const { NODE_DISABLE_COMPILE_CACHE: _, ...env } = process.env
  return execFileSync(process.execPath, [join(folder, 'bin/tiex.js'), ...args], {
    cwd: join(projectRoot, 'examples/exampleshire'),
    env: { ...env, ...isolated(folder), ...variables },
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

/** What is kept, by name. */
function kept(): ReadonlyMap<string, Buffer> {
  const [engine, ...more] = readdirSync(compiled)
  expect(more).toEqual([])
  const files = readdirSync(join(compiled, engine!))
  return new Map(files.map((file) => [file, readFileSync(join(compiled, engine!, file))]))
}

test('what was compiled is kept at the first run of a command, and taken by the next', () => {
  const said = tiex(merge)
  const first = kept()
  expect([...first.keys()].filter((name) => /^parts-(?:main|daily|merge)-/.test(name))).toHaveLength(3)
  expect(tiex(merge)).toBe(said)
  expect(kept()).toEqual(first)
})

test('another command adds what it compiles, and every word is asked for once', () => {
  tiex(merge)
  const first = kept()
  tiex(['status'])
  const both = kept()
  expect(String(both.get('commands')).trim().split('\n')).toEqual(['merge', 'status'])
  const daily = [...both.keys()].find((name) => name.startsWith('parts-daily'))!
  expect(both.get(daily)!.length).toBeGreaterThan(first.get(daily)!.length)
})

/** What a first run keeps and says, for tests that need no more of it. */
let firstMade: { readonly said: string; readonly files: ReadonlyMap<string, Buffer>; readonly engine: string }
function firstRun(): typeof firstMade {
  firstMade ??= { said: tiex(merge), files: kept(), engine: readdirSync(compiled)[0]! }
  return firstMade
}

test.each([
  ['is no code', () => Buffer.from('no code')],
  ['is empty', () => Buffer.alloc(0)],
  ['was never written to the disk', (data: Buffer) => Buffer.alloc(data.length)],
  ['was cut off', (data: Buffer) => data.subarray(0, data.length / 2)],
  ['was damaged', (data: Buffer) => Buffer.from(data).fill(0x5a, data.length / 2, data.length / 2 + 64)],
  ['is of another file', (_: Buffer, other: Buffer) => other],
] as const)('what %s is not taken, and made anew', (_, damaged: (data: Buffer, other: Buffer) => Buffer) => {
  const { said, files, engine } = firstRun()
  mkdirSync(join(compiled, engine), { recursive: true })
  const other = [...files].find(([name]) => name.startsWith('parts-main'))![1]
  for (const [name, data] of files) {
    const wrong = name.startsWith('parts-daily') ? damaged(data, other) : data
    writeFileSync(join(compiled, engine, name), wrong)
  }
  expect(tiex(merge)).toBe(said)
  const [name, data] = [...files].find(([name]) => name.startsWith('parts-daily'))!
  expect(kept().get(name)!.equals(damaged(data, other))).toBe(false)
})

test('nothing is kept where it cannot be written, and nobody hears of it', () => {
  const { said } = firstRun()
  rmSync(compiled, { recursive: true, force: true })
  writeFileSync(compiled, 'in the way')
  expect(tiex(merge)).toBe(said)
  expect(readFileSync(compiled, 'utf8')).toBe('in the way')
})

test('nothing is kept where Node is told to keep nothing', () => {
  tiex(merge, { NODE_DISABLE_COMPILE_CACHE: '1' })
  expect(existsSync(compiled)).toBe(false)
})

test.skipIf(process.getuid?.() !== 0)('root leaves nothing in the folder of a user', () => {
  chownSync(bundle, 1234, 1234)
  tiex(merge)
  chownSync(bundle, 0, 0)
  expect(existsSync(compiled)).toBe(false)
})

test('neither the version nor what a shell asks for at every Tab waits for it', () => {
  tiex(['--version'])
  expect(existsSync(compiled)).toBe(false)
})

test('the list of commands holds no other word of a line', () => {
  expect(() => tiex(['no-such-command-of-priya'])).toThrow()
  tiex(['-C', '.', ...merge])
  expect(kept().has('commands')).toBe(false)
})
