import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { growFile } from '../../../src/files/disk/write-stream.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-grow-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const begin = () => growFile({ path: join(folder, 'out'), shown: 'out' }, { durable: true })

it('stands in its place only when it is kept', async () => {
  writeFileSync(join(folder, 'out'), 'before', { mode: 0o600 })
  const file = begin()
  file.write('after ')
  file.write(Buffer.from('all'))
  expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('before')
  await file.keep()
  file.drop()
  expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('after all')
  expect(statSync(join(folder, 'out')).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['out'])
})

it('leaves nothing behind when it is dropped', () => {
  const file = begin()
  file.write('half')
  file.drop()
  file.drop()
  expect(readdirSync(folder)).toEqual([])
})

it('takes the place of no link and no folder', () => {
  symlinkSync('/etc/hostname', join(folder, 'out'))
  expect(begin).toThrow('is not a plain file')
})

it('is whole whoever else writes it', async () => {
  const files = ['a', 'b', 'c'].map((letter) => ({ letter, file: begin() }))
  for (const { letter, file } of files) file.write(letter.repeat(1000))
  for (const { file } of files) await file.keep()
  expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('c'.repeat(1000))
  expect(readdirSync(folder)).toEqual(['out'])
})
