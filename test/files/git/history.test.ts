import { expect, it } from 'vitest'
import { rangeIn } from '../../../src/files/git/reading/graph.ts'
import {
  findCommit,
  findEntry,
  findGaps,
  hasAny,
  readChanges,
  readCommits,
  readGraph,
  readRange,
  readVersions,
  refsCalled,
} from '../../../src/files/git/reading/history.ts'
import { readObjects } from '../../../src/files/git/reading/objects.ts'
import { world, worldWith } from './world.ts'

async function small() {
  const made = await worldWith({ 'a.txt': 'one\n', 'odd "name"\n.txt': 'x\n' })
  made.put('a.txt', 'two\n')
  made.put('b/c.txt', 'new\n')
  made.git('rm', '-q', '--cached', 'odd "name"\n.txt')
  made.git('add', 'a.txt', 'b')
  made.git('commit', '-q', '-m', 'second\n\nbody')
  return { ...made, run: { root: made.root, variables: made.variables } }
}

it('reads commits after their parents, and what each says', async () => {
  const { run, git } = await small()
  const graph = readGraph(git('rev-parse', 'HEAD'), run)
  expect(graph.map(({ parents }) => parents.length)).toEqual([0, 1])
  const texts = readCommits(
    graph.map(({ id }) => id),
    run,
  )
  expect([...texts.values()].map(({ email, message }) => [email, message])).toEqual([
    ['bo@council.test', 'first\n'],
    ['bo@council.test', 'second\n\nbody\n'],
  ])
})

it('tells what each commit changed, also where it changed nothing and in a beginning', async () => {
  const { run, git } = await small()
  git('commit', '-q', '--allow-empty', '-m', 'empty')
  const [first, second, third] = readGraph(git('rev-parse', 'HEAD'), run).map(({ id }) => id) as [
    string,
    string,
    string,
  ]
  const changes = readChanges(
    [
      { from: undefined, to: first },
      { from: first, to: second },
      { from: second, to: third },
      { from: third, to: first },
    ],
    run,
  )
  const paths = changes.map((one) =>
    one.map(({ path, before, after }) => `${before ? '-' : ''}${after ? '+' : ''}${path}`),
  )
  expect(paths).toEqual([
    ['+a.txt', '+odd "name"\n.txt'],
    ['-+a.txt', '+b/c.txt', '-odd "name"\n.txt'],
    [],
    ['-+a.txt', '-b/c.txt', '+odd "name"\n.txt'],
  ])
})

it('tells what commits changed where the index is damaged', async () => {
  const { run, git, put } = await small()
  put('.git/index', '')
  const [changes] = readChanges([{ from: git('rev-parse', 'HEAD'), to: git('rev-parse', 'HEAD~') }], run)
  expect(changes?.map(({ path }) => path)).toEqual(['a.txt', 'b/c.txt', 'odd "name"\n.txt'])
})

it('finds entries, versions and ranges', async () => {
  const { run, git } = await small()
  const head = git('rev-parse', 'HEAD')
  expect(findEntry(head, 'a.txt', run)).toEqual({ mode: '100644', blob: git('rev-parse', 'HEAD:a.txt') })
  expect(findEntry(head, 'b', run)).toBeUndefined()
  expect(hasAny(head, ['nothing', 'b'], run)).toBe(true)
  expect(hasAny(head, ['nothing'], run)).toBe(false)
  expect(readVersions(head, ['a.txt', 'none'], run)).toEqual(
    new Map([
      ['a.txt', [git('rev-parse', 'HEAD:a.txt'), git('rev-parse', 'HEAD~1:a.txt')]],
      ['none', []],
    ]),
  )
  expect([...readRange(`${git('rev-parse', 'HEAD~1')}`, head, run)]).toEqual([head])
})

it('tells the range of a history with merges as git does, from a commit of it and from one beside it', async () => {
  const { root, variables, git } = await worldWith({ 'a.txt': 'one\n' })
  const run = { root, variables }
  const commit = (name: string) => git('commit', '-q', '--allow-empty', '-m', name)
  git('checkout', '-q', '-b', 'side')
  commit('on the side')
  git('checkout', '-q', 'main')
  commit('second')
  git('merge', '-q', '--no-ff', '-m', 'merge', 'side')
  commit('after')
  git('checkout', '-q', '-b', 'beside', 'side')
  commit('beside')
  const ids = git('rev-list', '--all').split('\n')
  expect(ids).toHaveLength(6)
  for (const to of ids)
    for (const from of [undefined, ...ids])
      expect(rangeIn(readGraph(to, run), { from, to }, run), `${from}..${to}`).toEqual(
        readRange(from, to, run),
      )
})

it.each([
  '',
  '-x',
  '--all',
  'HEAD:a.txt',
  'HEAD..HEAD',
  'a b',
  ':/first',
  'HEAD^{/first}',
  '@{-1}',
  'nowhere',
  'a\nb',
])('takes %j for no commit', async (named) => {
  const { run } = await small()
  expect(findCommit(named, run)).toBeUndefined()
})

it('knows a commit by branch, id, ~ and ^', async () => {
  const { run, git } = await small()
  const head = git('rev-parse', 'HEAD')
  for (const named of ['HEAD', 'main', 'refs/heads/main', head, head.slice(0, 9)])
    expect(findCommit(named, run)).toBe(head)
  for (const named of ['HEAD~1', 'HEAD^', 'main~'])
    expect(findCommit(named, run)).toBe(git('rev-parse', 'HEAD~1'))
})

it('tells the refs that a name may stand for, and takes a name in full for no other', async () => {
  const { run, git } = await small()
  git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  for (const tag of ['origin/main', 'main', 'refs/heads/other', 'HEAD']) git('tag', tag, 'HEAD~1')
  expect(refsCalled('origin/main', run)).toEqual(['refs/tags/origin/main', 'refs/remotes/origin/main'])
  expect(refsCalled('main~1', run)).toEqual(['refs/tags/main', 'refs/heads/main'])
  const id = git('rev-parse', 'HEAD')
  git('tag', id.slice(0, 9), 'HEAD~1')
  expect(refsCalled(id.slice(0, 9), run)).toEqual([`refs/tags/${id.slice(0, 9)}`, id])
  for (const named of ['HEAD', 'HEAD^', id]) expect(refsCalled(named, run)).toEqual([])
  expect(findCommit('refs/heads/main', run)).toBe(id)
  expect(findCommit('refs/heads/other', run)).toBeUndefined()
})

it('finds no gap in a whole history, none before its first commit, and replaced objects', async () => {
  const empty = await world()
  expect(findGaps({ root: empty.root, variables: empty.variables })).toBeUndefined()
  const { run, git } = await small()
  expect(findGaps(run)).toBeUndefined()
  git('replace', 'HEAD', 'HEAD~1')
  expect(findGaps(run)?.message).toMatch(/replaced/)
})

it('reads each object once, leaves out the bytes of large ones, and names one that is missing', async () => {
  const { run, git } = await small()
  const [blob, large] = [git('rev-parse', 'HEAD:a.txt'), git('rev-parse', 'HEAD^{tree}')]
  const found = [...readObjects([blob, large, blob], 10, run)].map(([id, { kind, bytes }]) => [
    id,
    kind,
    bytes?.toString(),
  ])
  expect(found).toEqual([
    [blob, 'blob', 'two\n'],
    [large, 'tree', undefined],
  ])
  expect(() => [...readObjects(['1'.repeat(40)], 10, run)]).toThrow(/damaged|bad object/)
})
