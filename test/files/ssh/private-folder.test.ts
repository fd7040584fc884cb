import { spawnSync } from 'node:child_process'
import { existsSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { inPrivateFolder } from '../../../src/files/ssh/run.ts'

test('a private folder is gone afterwards, whatever became of what was done there', () => {
  const folders: string[] = []
  const use = (folder: string) => {
    folders.push(folder)
    writeFileSync(join(folder, 'a'), 'x')
  }
  inPrivateFolder(use)
  expect(() =>
    inPrivateFolder((folder) => {
      use(folder)
      throw new Error('a bug')
    }),
  ).toThrow('a bug')
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, false])
})

test.skipIf(!existsSync('/dev/full'))(
  'a full disk is said, without the words of a program that stumbled',
  () => {
    expect(() => inPrivateFolder(() => writeFileSync('/dev/full', 'x'))).toThrow(
      'there is no folder for temporary files (ENOSPC)',
    )
  },
)

test('what is done is done where the system does not let the folder go', ({ skip }) => {
  let used = ''
  const done = inPrivateFolder((folder) => {
    used = folder
    if (spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]).status !== 0) return undefined
    onTestFinished(() => {
      spawnSync('umount', [folder])
      rmdirSync(folder)
    })
    return 'done'
  })
  skip(done === undefined, 'this process may mount no disk')
  expect([done, existsSync(used)]).toEqual(['done', true])
})
