import { expect, test } from 'vitest'
import { commitFiles } from '../../../src/files/git/committing/commit.ts'
import { refusal } from '../disk/scratch.ts'
import { worldWith } from './world.ts'

// Git sorts `a-b` before the folder `a`, and that before `a0`: a tree in another order is damage to it.
const names = ['a/b/one', 'a/two', 'a-b', 'a.b', 'a0', 'é/three', 'e\u0301', 'z']

test.each([
  ['a/b/new', 'a/new', 'new', 'aa/b/c/new', 'a0b'],
  ['a/two', 'é/three', 'é/x', 'e\u0301'],
  ['z/now/a/folder'],
])('a commit of %j is the one that git itself would make', async (...files) => {
  const council = await worldWith(Object.fromEntries(names.map((name) => [name, name])))
  council.git('config', 'core.quotePath', 'false')
  if (files.some((file) => file.startsWith('z/'))) council.git('rm', '-q', 'z')
  if (files.some((file) => file.startsWith('z/'))) council.git('commit', '-qm', 'Away')
  for (const file of files) council.put(file, `${file} new`)
  const { repository, variables } = council
  await commitFiles(repository, { files, message: 'm', variables })
  expect(council.git('status', '--porcelain')).toBe('')
  expect(council.git('fsck', '--strict', '--no-dangling')).toBe('')
  expect(council.git('write-tree')).toBe(council.git('rev-parse', 'HEAD^{tree}'))
})

test('files that are to be gone take their empty folders with them', async () => {
  const council = await worldWith(Object.fromEntries(names.map((name) => [name, name])))
  const { repository, variables } = council
  const gone = ['a/b/one', 'é/three']
  council.put('z', 'new')
  expect(await commitFiles(repository, { files: ['z'], gone, message: 'm', variables })).toBe('committed')
  expect(
    council.git('ls-tree', '-r', '-z', '--name-only', 'HEAD').split('\0').filter(Boolean).sort(),
  ).toEqual(names.filter((name) => !gone.includes(name)).sort())
  expect(council.git('write-tree')).toBe(council.git('rev-parse', 'HEAD^{tree}'))
  expect(await commitFiles(repository, { files: ['z'], gone, message: 'm', variables })).toBe('nothing')
})

test('a folder that is a submodule is never replaced', async () => {
  const council = await worldWith({ a: 'a' })
  council.git('init', '-q', 'rounds')
  council.git('-C', 'rounds', 'commit', '-q', '--allow-empty', '-m', 'Rounds')
  council.git('add', 'rounds')
  council.git('commit', '-qm', 'Apart')
  council.put('rounds/autumn/x.yaml', 'x')
  const { repository, variables } = council
  const before = council.git('rev-parse', 'HEAD')
  expect(
    await refusal(() =>
      commitFiles(repository, { files: ['rounds/autumn/x.yaml'], message: 'm', variables }),
    ),
  ).toBe('rounds is a repository of its own (a submodule): nothing was committed')
  expect(council.git('rev-parse', 'HEAD')).toBe(before)
})
