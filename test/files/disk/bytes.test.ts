import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listFolder, readBytes } from '../../../src/files/disk/bytes.ts'
import { refusal, scratch } from './scratch.ts'

function inRepository(root: string, shown: string) {
  return { path: join(root, shown), shown }
}

describe('reading a file', () => {
  test.each([0, 1, 100, 5000])('gives exactly its %i bytes', async (size) => {
    const root = scratch()
    writeFileSync(join(root, 'a.yaml'), Buffer.alloc(size, 'x'))
    const bytes = await readBytes(inRepository(root, 'a.yaml'), 5000)
    expect(bytes).toEqual(new Uint8Array(size).fill(120))
  })

  test('an absent file, and one in an absent folder, is missing', async () => {
    const root = scratch()
    expect(await readBytes(inRepository(root, 'a.yaml'), 10)).toBe('missing')
    expect(await readBytes(inRepository(root, 'a/b/c.yaml'), 10)).toBe('missing')
  })

  test('a file as large as the limit is read, one byte more is refused by name', async () => {
    const root = scratch()
    writeFileSync(join(root, 'a.yaml'), Buffer.alloc(2048, 'x'))
    expect(await readBytes(inRepository(root, 'a.yaml'), 2048)).toHaveLength(2048)
    expect(await refusal(() => readBytes(inRepository(root, 'a.yaml'), 2047))).toBe(
      'a.yaml: is larger than 1 kB, the most that is read',
    )
  })

  test.runIf(process.platform === 'linux')('a file whose size is told as 0 is read to its end', async () => {
    const bytes = await readBytes({ path: '/proc/self/status', shown: 'status' }, 100_000)
    expect(new TextDecoder().decode(bytes as Uint8Array)).toMatch(/^Name:/)
  })

  test.each<[string, (path: string, outside: string) => void, string]>([
    ['a folder', (path) => mkdirSync(path), 'is a folder'],
    ['a link to a file outside', (path, outside) => symlinkSync(outside, path), 'is a symbolic link'],
    ['a link to nothing', (path) => symlinkSync('nowhere', path), 'is a symbolic link'],
    ['a link to itself', (path) => symlinkSync('bo.yaml', path), 'is a symbolic link'],
    ['a link to an endless device', (path) => symlinkSync('/dev/zero', path), 'is a symbolic link'],
    ['a pipe nobody writes to', (path) => execFileSync('mkfifo', [path]), 'is not a plain file'],
  ])('%s is refused at once', async (_, make, message) => {
    const root = scratch()
    const outside = join(scratch(), 'secret')
    writeFileSync(outside, 'secret')
    mkdirSync(join(root, 'responses'))
    make(join(root, 'responses/bo.yaml'), outside)
    expect(await refusal(() => readBytes(inRepository(root, 'responses/bo.yaml'), 100))).toBe(
      `responses/bo.yaml: ${message}`,
    )
  })

  test('an endless device is refused at once', async () => {
    expect(await refusal(() => readBytes({ path: '/dev/zero', shown: 'zero' }, 100))).toBe(
      'zero: is not a plain file',
    )
  })

  test('a folder of the repository that is a link is refused, wherever it leads', async () => {
    const root = scratch()
    const outside = scratch()
    writeFileSync(join(outside, 'bo.yaml'), 'secret')
    mkdirSync(join(root, 'rounds'))
    symlinkSync(outside, join(root, 'rounds/autumn'))
    expect(await refusal(() => readBytes(inRepository(root, 'rounds/autumn/bo.yaml'), 100))).toBe(
      'rounds/autumn: is a symbolic link',
    )
  })

  test('a folder of the repository that is a file is refused', async () => {
    const root = scratch()
    writeFileSync(join(root, 'rounds'), '')
    expect(await refusal(() => readBytes(inRepository(root, 'rounds/bo.yaml'), 100))).toBe(
      'rounds: is not a folder',
    )
  })

  test('a link above the repository is nobody’s business', async () => {
    const real = scratch()
    writeFileSync(join(real, 'a.yaml'), 'x')
    const link = join(scratch(), 'link')
    symlinkSync(real, link)
    expect(await readBytes(inRepository(link, 'a.yaml'), 10)).toEqual(new Uint8Array([120]))
  })
})

describe('listing a folder', () => {
  test('names what is in it, by kind, sorted', () => {
    const root = scratch()
    mkdirSync(join(root, 'f/b'), { recursive: true })
    writeFileSync(join(root, 'f/a.yaml'), '')
    writeFileSync(join(root, 'f/Z.yaml'), '')
    symlinkSync('a.yaml', join(root, 'f/c.yaml'))
    execFileSync('mkfifo', [join(root, 'f/d.yaml')])
    expect(listFolder(inRepository(root, 'f'))).toEqual([
      { name: 'Z.yaml', kind: 'file' },
      { name: 'a.yaml', kind: 'file' },
      { name: 'b', kind: 'folder' },
      { name: 'c.yaml', kind: 'link' },
      { name: 'd.yaml', kind: 'other' },
    ])
  })

  test('an absent folder is missing, an empty one is empty', () => {
    const root = scratch()
    mkdirSync(join(root, 'e'))
    expect(listFolder(inRepository(root, 'f'))).toBe('missing')
    expect(listFolder(inRepository(root, 'e'))).toEqual([])
  })

  test('a link and a file are refused', async () => {
    const root = scratch()
    symlinkSync(scratch(), join(root, 'link'))
    writeFileSync(join(root, 'file'), '')
    expect(await refusal(() => listFolder(inRepository(root, 'link')))).toBe('link: is a symbolic link')
    expect(await refusal(() => listFolder(inRepository(root, 'file')))).toBe('file: is not a folder')
  })
})
