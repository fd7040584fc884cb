import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commitFiles } from '../../../src/files/git/committing/commit.ts'
import { readTip } from '../../../src/files/git/committing/tip.ts'
import { refusal } from '../disk/scratch.ts'
import { withGit } from './acting-git.ts'
import { type World, worldWith } from './world.ts'

const bo = 'rounds/autumn/bo.yaml'

function commit({ repository, variables }: World, files: readonly string[]) {
  return commitFiles(repository, { files, message: 'Answer', variables })
}

test('what the branch and the index hold is known by one start of git', async () => {
  const council = withGit(await worldWith({ [bo]: 'one', 'a.yaml': 'a' }), '')
  council.put('a.yaml', 'b')
  council.git('add', 'a.yaml')
  council.git('rm', '-q', '--cached', bo)
  const tip = readTip([bo, 'a.yaml', 'no/such', 'rounds'], council)
  expect(council.starts()).toEqual(['cat-file'])
  expect(tip.commit).toBe(council.git('rev-parse', 'HEAD'))
  expect([...tip.inHead]).toEqual([
    [bo, council.git('rev-parse', `HEAD:${bo}`)],
    ['a.yaml', council.git('rev-parse', 'HEAD:a.yaml')],
  ])
  expect([...tip.inIndex]).toEqual([['a.yaml', council.git('rev-parse', ':a.yaml')]])
})

test('a commit starts git five times, the second of two that hold the same once', async () => {
  const council = withGit(await worldWith({ [bo]: 'one' }), '')
  council.put(bo, 'two')
  expect(await commit(council, [bo])).toBe('committed')
  const all = ['cat-file', 'config', 'unpack-objects', 'update-ref', 'update-index']
  expect(council.starts()).toEqual(all)
  expect(await commit(council, [bo])).toBe('nothing')
  expect(council.starts()).toEqual([...all, 'cat-file'])
})

// Whoever commits and takes it back again in the meantime leaves the branch as it was, and no trace in what is committed.
test('a branch that moves while it is read is never taken for two commits in one', async () => {
  const council = await worldWith({ [bo]: 'one', 'rounds/autumn/cy.yaml': 'one' })
  const acting = withGit(
    council,
    `if [ "$command $time" = "cat-file 1" ]; then
  read -r first; echo "$first" | "$real" "$@"
  echo two > rounds/autumn/cy.yaml; "$real" commit -qam two
  "$real" "$@"
  "$real" reset -q --hard HEAD~1; echo answer > '${bo}'; exit
fi`,
  )
  council.put(bo, 'answer\n')
  expect(await commit(acting, [bo])).toBe('committed')
  expect(acting.starts().slice(0, 3)).toEqual(['cat-file', 'cat-file', 'cat-file'])
  expect(council.git('log', '--format=%s', '--name-only')).toBe(
    `Answer\n\n${bo}\nfirst\n\n${bo}\nrounds/autumn/cy.yaml`,
  )
  expect(council.git('status', '--porcelain')).toBe('')
})

test('a staged file that is larger than what is read at once is committed over all the same', async () => {
  const council = await worldWith({ [bo]: 'x'.repeat(33 * 1024 * 1024) })
  council.put(bo, 'two')
  expect(await commit(council, [bo])).toBe('committed')
  expect(council.git('status', '--porcelain')).toBe('')
  expect(council.git('show', `HEAD:${bo}`)).toBe('two')
})

test('a staged file whose object is damaged is committed over all the same', async () => {
  const council = await worldWith({ [bo]: 'one'.repeat(1000) })
  const blob = council.git('rev-parse', `HEAD:${bo}`)
  const object = join(council.root, '.git/objects', blob.slice(0, 2), blob.slice(2))
  const bytes = readFileSync(object)
  rmSync(object)
  writeFileSync(object, bytes.subarray(0, bytes.length - 6))
  council.put(bo, 'two')
  expect(await commit(council, [bo])).toBe('committed')
  expect(council.git('status', '--porcelain')).toBe('')
})

describe('what stands in the place of a folder', () => {
  test.each<[string, (council: World) => void]>([
    ['a file', (council) => council.put('rounds', 'text')],
    ['a link', ({ root }) => symlinkSync('elsewhere', join(root, 'rounds'))],
  ])('%s on the branch gives way to the folder on disk', async (_, make) => {
    const council = await worldWith({ 'a.yaml': 'a' })
    make(council)
    council.git('add', 'rounds')
    council.git('commit', '-qm', 'In the way')
    rmSync(join(council.root, 'rounds'))
    council.put(bo, 'one')
    await commit(council, [bo])
    expect(council.git('ls-tree', '-r', '--name-only', 'HEAD')).toBe(`a.yaml\n${bo}`)
    expect(council.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  test('a folder in the place of a file gives way to it', async () => {
    const council = await worldWith({ 'rounds/a': 'a', b: 'b' })
    rmSync(join(council.root, 'rounds'), { recursive: true })
    council.put('rounds', 'one')
    expect(readTip(['rounds'], council).inHead.size).toBe(0)
    await commit(council, ['rounds'])
    expect(council.git('ls-tree', '-r', '--name-only', 'HEAD')).toBe('b\nrounds')
  })

  test('a folder as old programs wrote it, 040000, keeps what it holds', async () => {
    const council = await worldWith({ [bo]: 'one', 'rounds/autumn/cy.yaml': 'cy', 'rounds.yaml': 'r' })
    const id = council.git('rev-parse', 'HEAD:rounds')
    const blob = council.git('rev-parse', 'HEAD:rounds.yaml')
    putTree(council, [`100644 rounds.yaml\0${blob}`, `040000 rounds\0${id}`])
    council.put(bo, 'two')
    expect(await commit(council, [bo])).toBe('committed')
    expect(council.git('diff', '--name-only', 'HEAD~1', 'HEAD')).toBe(bo)
    expect(council.git('write-tree')).toBe(council.git('rev-parse', 'HEAD^{tree}'))
  })

  test.each([
    ['has no name', '100644'],
    ['breaks off', `100644 a\0${'11'.repeat(8)}`],
    ['is of spaces', ' '.repeat(64)],
  ])('a folder that %s is damage', async (_, text) => {
    const council = await worldWith({ 'a.yaml': 'a' })
    putTree(council, [text])
    expect(await refusal(() => commit(council, ['a.yaml']))).toMatch(/^something in the history is damaged/)
  })
})

/** Has the branch stand at a commit whose tree is of these entries, `MODE NAME NUL ID`, however malformed. */
function putTree({ root, variables, git }: World, entries: readonly string[]): void {
  const input = Buffer.concat(
    entries.flatMap((entry) => {
      const [name = '', id] = entry.split('\0')
      return id === undefined ? [Buffer.from(name)] : [Buffer.from(`${name}\0`), Buffer.from(id, 'hex')]
    }),
  )
  const options = { cwd: root, env: variables, encoding: 'utf8', input } as const
  const tree = execFileSync('git', ['hash-object', '-t', 'tree', '--literally', '-w', '--stdin'], options)
  git('update-ref', 'HEAD', git('commit-tree', '-m', 'Odd', tree.trim()))
}
