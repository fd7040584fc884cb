import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { writeDurably } from '../../src/files/disk/write.ts'
import { killWriters } from '../files/disk/killed-writer.ts'
import { scratch } from '../files/disk/scratch.ts'

test('a writer killed a hundred times leaves a whole file each time', async () => {
  await killWriters(scratch(), 100)
})

const newText = 'new text\n'.repeat(100)
const oldText = 'old text\n'.repeat(90)

/** One program without imports, whose temporary file has a name known beforehand. */
async function oneProgram(folder: string): Promise<string> {
  const outfile = join(folder, 'one-write.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('one-write.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: [
      {
        name: 'known name',
        setup: ({ onLoad }) =>
          onLoad({ filter: /files\/random\.ts$/ }, () => ({
            contents: "export const randomName = () => 'known'",
          })),
      },
    ],
  })
  return outfile
}

const hasStrace = spawnSync('strace', ['-V']).status === 0
const calls = 'statx openat write read close fsync fchmod getdents64 newfstatat rename unlink'.split(' ')

/** Writes with the `nth` of a system call disturbed, checks what is left, and says whether it was disturbed at all. */
async function disturbed(program: string, call: string, what: string, nth: number): Promise<boolean> {
  const folder = scratch()
  const root = join(folder, 'root')
  mkdirSync(root)
  const path = join(root, 'a.txt')
  writeFileSync(path, oldText)
  const paths = [root, path, join(root, '.a.txt.tmp-known'), join(root, '.a.txt.lock')]
  const trace = join(folder, 'trace')
  const only = paths.flatMap((one) => ['-P', one])
  const inject = ['-e', `inject=${call}:${what}:when=${nth}`]
  const end = spawnSync('strace', [
    '-f',
    '-o',
    trace,
    ...only,
    ...inject,
    process.execPath,
    program,
    path,
    'a.txt',
  ])
  const left = readFileSync(path, 'utf8')
  const told = `${what} at ${call} ${nth}: code ${end.status}, ${end.stderr}`
  expect([0, 2, null, 137], told).toContain(end.status)
  expect([oldText, newText], told).toContain(left)
  if (end.status === 0) expect(left, told).toBe(newText)
  if (end.status === 2 && !/may not outlast/.test(String(end.stderr))) expect(left, told).toBe(oldText)
  expect(await writeDurably({ path, shown: 'a.txt' }, () => 'next'), told).toBe('written')
  expect(
    readdirSync(root).filter((name) => !/tmp-/.test(name)),
    told,
  ).toEqual(['a.txt'])
  return /\(INJECTED\)|killed by SIGKILL/.test(readFileSync(trace, 'utf8'))
}

test.skipIf(!hasStrace).each(['error=ENOSPC', 'error=EIO', 'error=EINTR', 'error=EACCES', 'signal=KILL'])(
  'whichever system call meets %s, the file is whole and no failure is passed over',
  async (what) => {
    const program = await oneProgram(scratch())
    let met = 0
    for (const call of calls) {
      for (let nth = 1; await disturbed(program, call, what, nth); nth += 1) met += 1
    }
    expect(met).toBeGreaterThan(30)
  },
)
