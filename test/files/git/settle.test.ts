import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commitFiles } from '../../../src/files/git/committing/commit.ts'
import { settleIndex } from '../../../src/files/git/committing/settle.ts'
import { withGit } from './acting-git.ts'
import { worldWith } from './world.ts'

const bo = 'rounds/autumn/bo.yaml'

/** What another does between the commit of this one and its index, or while it puts that right: commits a newer version. */
const newer = (text: string) => `echo ${text} > ${bo}; "$real" commit -qam ${text}`

test.each([
  ['loose', ':'],
  ['packed', '"$real" pack-refs --all'],
])(
  'a newer version, committed before this one has reached the index, is what it shows: %s branch',
  async (_, then) => {
    const council = await worldWith({ [bo]: 'one' })
    const script = `if [ "$command $time" = "update-index 1" ]; then ${newer('three')}; ${then}; fi`
    const acting = withGit(council, script)
    council.put(bo, 'two\n')
    const { repository, variables } = acting
    expect(await commitFiles(repository, { files: [bo], message: 'two', variables })).toBe('committed')
    expect(council.git('log', '--format=%s')).toBe('three\ntwo\nfirst')
    expect(council.git('status', '--porcelain')).toBe('')
  },
)

test('so is one that is committed while the index is put right', async () => {
  const council = await worldWith({ [bo]: 'one' })
  const acting = withGit(
    council,
    `case "$command $time" in
  "update-index 1") ${newer('three')} ;;
  "update-index 2") ${newer('four')} ;;
esac`,
  )
  council.put(bo, 'two\n')
  const { repository, variables } = acting
  expect(await commitFiles(repository, { files: [bo], message: 'two', variables })).toBe('committed')
  expect(council.git('log', '--format=%s')).toBe('four\nthree\ntwo\nfirst')
  expect(council.git('status', '--porcelain')).toBe('')
})

test.each([
  ['a linked work tree, whose branch stands with those of the others', 'side', 5],
  ['a branch that was packed', 'packed', 5],
  ['not a branch that stands for another one', 'symbolic', 6],
])('git is not asked where the file of the branch tells: %s', async (_, kind, most) => {
  const council = await worldWith({ [bo]: 'one' })
  const acting = withGit(council, '')
  const root = kind === 'side' ? join(council.root, '../side') : council.root
  if (kind === 'side') council.git('worktree', 'add', '-q', '-b', 'a/side', root)
  if (kind === 'packed') council.git('pack-refs', '--all')
  if (kind === 'symbolic') council.git('symbolic-ref', 'HEAD', 'refs/heads/other')
  if (kind === 'symbolic') council.git('symbolic-ref', 'refs/heads/other', 'refs/heads/main')
  const put = (text: string) => council.put(kind === 'side' ? `../side/${bo}` : bo, text)
  put('two')
  const { variables } = acting
  expect(await commitFiles({ root, prefix: '' }, { files: [bo], message: 'two', variables })).toBe(
    'committed',
  )
  expect(acting.starts().length).toBe(most)
  expect(council.git('-C', root, 'status', '--porcelain')).toBe('')
  expect(council.git('-C', root, 'log', '--format=%s')).toBe('two\nfirst')
})

test('a name with a line break in it takes no staged version of another file away', async () => {
  const council = await worldWith({ [bo]: 'one', 'a.yaml': 'a' })
  council.put(bo, 'staged')
  council.git('add', bo)
  const before = council.git('ls-files', '--stage')
  await settleIndex(['x\ny', bo], council)
  expect(council.git('ls-files', '--stage')).toBe(before)
})
