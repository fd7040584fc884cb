import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { writeDurably } from '../../../src/files/disk/write.ts'
import { killWriters } from './killed-writer.ts'
import { refusal, scratch, startWorker } from './scratch.ts'

function target(shown = 'bo.yaml') {
  const root = scratch()
  return { root, path: join(root, shown), shown }
}

const mode = (path: string) => statSync(path).mode & 0o777

describe('writing a file', () => {
  test('makes a new file, its folders too, and leaves nothing beside it', async () => {
    const { root, ...file } = target('rounds/autumn/bo.yaml')
    expect(await writeDurably(file, () => 'format: x\n')).toBe('written')
    expect(readFileSync(file.path, 'utf8')).toBe('format: x\n')
    expect(readdirSync(join(root, 'rounds/autumn'))).toEqual(['bo.yaml'])
    expect(mode(file.path)).toBe(0o666 & ~process.umask())
  })

  test('hands over what is there and replaces it', async () => {
    const { root, ...file } = target()
    writeFileSync(file.path, 'one')
    expect(await writeDurably(file, async (current) => `${Buffer.from(current as Uint8Array)} two`)).toBe(
      'written',
    )
    expect(readFileSync(file.path, 'utf8')).toBe('one two')
    expect(readdirSync(root)).toEqual(['bo.yaml'])
  })

  test.each([
    ['the same text', 'one'],
    ['no text', undefined],
  ])('%s touches nothing', async (_, text) => {
    const { root, ...file } = target()
    writeFileSync(file.path, 'one')
    const before = statSync(file.path)
    expect(await writeDurably(file, () => text)).toBe('unchanged')
    expect(statSync(file.path)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs })
    expect(readdirSync(root)).toEqual(['bo.yaml'])
  })

  test('no text makes no folder either', async () => {
    const { root, ...file } = target('rounds/autumn/bo.yaml')
    expect(await writeDurably(file, () => undefined)).toBe('unchanged')
    expect(readdirSync(root)).toEqual([])
  })

  test('any text is read back as it was written', async () => {
    const { root: _, ...file } = target()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (text) => {
        await writeDurably(file, () => text)
        expect(readFileSync(file.path, 'utf8')).toBe(text)
      }),
      { numRuns: 50 },
    )
  })

  test.each([0o640, 0o444, 0o755])('keeps the permissions %o', async (bits) => {
    const { root: _, ...file } = target()
    writeFileSync(file.path, 'one')
    chmodSync(file.path, bits)
    await writeDurably(file, () => 'two')
    expect(mode(file.path)).toBe(bits)
  })

  test('another name of the same file keeps its text', async () => {
    const { root, ...file } = target()
    writeFileSync(file.path, 'one')
    linkSync(file.path, join(root, 'other'))
    await writeDurably(file, () => 'two')
    expect(readFileSync(join(root, 'other'), 'utf8')).toBe('one')
  })

  test('removes what killed writers of this file left more than an hour ago, and nothing else', async () => {
    const { root, ...file } = target()
    for (const name of ['.bo.yaml.tmp-old', '.bo.yaml.tmp-new', '.al.yaml.tmp-old', 'bo.yaml.tmp-old']) {
      writeFileSync(join(root, name), '')
      const then = Date.now() / 1000 - (name.endsWith('old') ? 3700 : 3500)
      utimesSync(join(root, name), then, then)
    }
    await writeDurably(file, () => 'two')
    expect(readdirSync(root).sort()).toEqual([
      '.al.yaml.tmp-old',
      '.bo.yaml.tmp-new',
      'bo.yaml',
      'bo.yaml.tmp-old',
    ])
  })
})

describe('writing that is refused', () => {
  test.each<[string, (path: string, outside: string) => void, string]>([
    ['a link to a file outside', (path, outside) => symlinkSync(outside, path), 'is a symbolic link'],
    ['a link to nothing', (path) => symlinkSync('nowhere', path), 'is a symbolic link'],
    ['a folder', (path) => mkdirSync(path), 'is a folder'],
    ['a pipe', (path) => execFileSync('mkfifo', [path]), 'is not a plain file'],
  ])('%s stays what it is', async (_, make, message) => {
    const { root, ...file } = target()
    const outside = join(scratch(), 'outside')
    writeFileSync(outside, 'one')
    make(file.path, outside)
    expect(await refusal(() => writeDurably(file, () => 'two'))).toBe(`bo.yaml: ${message}`)
    expect(readFileSync(outside, 'utf8')).toBe('one')
    expect(readdirSync(root)).toEqual(['bo.yaml'])
  })

  test('behind a linked folder nothing is written', async () => {
    const { root, ...file } = target('rounds/autumn/bo.yaml')
    const outside = scratch()
    symlinkSync(outside, join(root, 'rounds'))
    expect(await refusal(() => writeDurably(file, () => 'two'))).toBe('rounds: is a symbolic link')
    expect(readdirSync(outside)).toEqual([])
  })

  test('a device is not replaced', async () => {
    expect(await refusal(() => writeDurably({ path: '/dev/zero', shown: 'zero' }, () => 'x'))).toBe(
      'zero: is not a plain file',
    )
  })

  test('a file another program changed meanwhile keeps that change', async () => {
    const { root, ...file } = target()
    writeFileSync(file.path, 'one')
    const change = () => {
      writeFileSync(file.path, 'by the editor')
      return 'two'
    }
    expect(await refusal(() => writeDurably(file, change))).toBe(
      'bo.yaml: another program changed this file meanwhile: nothing was changed here',
    )
    expect(readFileSync(file.path, 'utf8')).toBe('by the editor')
    expect(readdirSync(root)).toEqual(['bo.yaml'])
  })

  test('a file that appeared meanwhile is kept', async () => {
    const { root: _, ...file } = target()
    const change = () => {
      writeFileSync(file.path, 'by the editor')
      return 'two'
    }
    expect(await refusal(() => writeDurably(file, change))).toMatch(/changed this file meanwhile/)
    expect(readFileSync(file.path, 'utf8')).toBe('by the editor')
  })

  test('an error of the change leaves the file, and no lock', async () => {
    const { root, ...file } = target()
    writeFileSync(file.path, 'one')
    const fail = () => {
      throw new Error('a bug')
    }
    await expect(writeDurably(file, fail)).rejects.toThrow('a bug')
    expect(readFileSync(file.path, 'utf8')).toBe('one')
    expect(readdirSync(root)).toEqual(['bo.yaml'])
  })

  test.skipIf(process.getuid?.() === 0)('a folder without permission is named', async () => {
    const { root, ...file } = target()
    chmodSync(root, 0o555)
    onTestFinished(() => chmodSync(root, 0o755))
    expect(await refusal(() => writeDurably(file, () => 'x'))).toBe(
      'bo.yaml: you have no permission for this: nothing was changed',
    )
  })

  test('a full disk keeps the old file, a read-only one says so', async ({ skip }) => {
    const { root } = target()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', root], { stdio: 'ignore' })
    } catch {
      skip('this user may not mount a small disk')
    }
    onTestFinished(() => void execFileSync('umount', ['-l', root]))
    const file = { path: join(root, 'bo.yaml'), shown: 'bo.yaml' }
    const half = 'x'.repeat(100_000)
    await writeDurably(file, () => half)
    expect(await refusal(() => writeDurably(file, () => 'y'.repeat(200_000)))).toBe(
      'bo.yaml: the disk is full: nothing was changed',
    )
    expect(readFileSync(file.path, 'utf8')).toBe(half)
    expect(readdirSync(root)).toEqual(['bo.yaml'])
    execFileSync('mount', ['-o', 'remount,ro', root])
    expect(await refusal(() => writeDurably(file, () => 'z'))).toBe(
      'bo.yaml: the disk is read-only: nothing was changed',
    )
  })
})

describe('writers at the same time', () => {
  test('six processes that add to one file lose nothing', async () => {
    const { root, ...file } = target('log.txt')
    const script = new URL('append.worker.ts', import.meta.url)
    const workers = [...'abcdef'].map((name) => startWorker(script, [file.path, name, '20']))
    await Promise.all(workers.map(({ ready }) => ready))
    for (const worker of workers) worker.go()
    const ends = await Promise.all(workers.map(({ end }) => end))
    expect(ends).toEqual(ends.map(() => ({ code: 0, complaint: '' })))
    const lines = readFileSync(file.path, 'utf8').trimEnd().split('\n')
    expect(new Set(lines).size).toBe(120)
    expect(lines).toHaveLength(120)
    expect(readdirSync(root)).toEqual(['log.txt'])
  })

  test('two in one process take turns', async () => {
    const { root: _, ...file } = target()
    const add = (word: string) =>
      writeDurably(file, (current) => (current === 'missing' ? word : `${Buffer.from(current)}${word}`))
    await Promise.all(['a', 'b', 'c', 'd'].map(add))
    expect([...readFileSync(file.path, 'utf8')].sort().join('')).toBe('abcd')
  })

  test('killed at any moment, they leave a whole file and the next one goes on', async () => {
    await killWriters(scratch(), 5)
  })
})
