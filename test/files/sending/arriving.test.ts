import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { arrive } from '../../../src/files/sending/arriving.ts'
import { refusal } from '../disk/scratch.ts'
import { type World, worldWith } from '../git/world.ts'

/** A branch with these files, and a commit of others after it, which git is told of by tree entries `MODE PATH TEXT`. */
async function withOthers(...entries: readonly (readonly [mode: string, path: string, text: string])[]) {
  const here = await worldWith({ 'a.txt': 'a\n', 'b/c.txt': 'c\n', 'b/d.txt': 'd\n' })
  const index = { ...here.variables, GIT_INDEX_FILE: join(here.root, '../index') }
  const git = (args: readonly string[], input = '') =>
    execFileSync('git', args, { cwd: here.root, env: index, encoding: 'utf8', input }).trimEnd()
  git(['read-tree', 'HEAD'])
  for (const [mode, path, text] of entries) {
    const blob = mode === '0' ? '0'.repeat(40) : git(['hash-object', '-w', '--stdin'], text)
    git(['update-index', '--index-info'], `${mode} ${blob}\t${path}\n`)
  }
  return { ...here, to: git(['commit-tree', '-p', 'HEAD', '-m', 'theirs', git(['write-tree'])]) }
}

const arriveIn = (world: World, to: string, from = world.git('rev-parse', 'HEAD')) =>
  arrive({ from, to, run: { root: world.root, variables: world.variables } })

it('brings what is new, changed and gone, and git sees nothing to do', async () => {
  const here = await withOthers(
    ['100644', 'a.txt', 'a2\n'],
    ['0', 'b/c.txt', ''],
    ['0', 'b/d.txt', ''],
    ['100644', 'e/f', 'ä\n'],
  )
  expect(await arriveIn(here, here.to)).toBe(4)
  expect(here.git('rev-parse', 'HEAD')).toBe(here.to)
  expect([here.git('status', '--short'), existsSync(join(here.root, 'b'))]).toEqual(['', false])
  expect(readFileSync(join(here.root, 'e/f'), 'utf8')).toBe('ä\n')
})

it('takes a file that stands already as others have it', async () => {
  const here = await withOthers(['100644', 'new', 'same\n'], ['0', 'a.txt', ''])
  here.put('new', 'same\n')
  await arriveIn(here, here.to)
  expect(here.git('status', '--short')).toBe('')
})

it.each([
  ['a link', ['120000', 'way', '/etc']],
  ['a program', ['100755', 'run.sh', 'true']],
  ['a name no machine may be given', ['100644', 'b:c', 'x']],
  ['a name that hides a character', ['100644', 'b/c\u200b.txt', 'x']],
] as const)('leaves to git %s', async (_, entry) => {
  const here = await withOthers(entry)
  expect(await refusal(() => arriveIn(here, here.to))).toContain('not as they were here')
  expect([here.git('status', '--short'), here.git('log', '--format=%s')]).toEqual(['', 'first'])
})

it('never writes into what the name of a .git would be', async () => {
  const here = await worldWith({ a: 'a\n' })
  const blob = here.git('hash-object', '-w', 'a')
  const tree = (lines: string) =>
    execFileSync('git', ['mktree'], {
      cwd: here.root,
      env: here.variables,
      input: lines,
      encoding: 'utf8',
    }).trim()
  for (const name of ['.GIT', '.git', 'git~1']) {
    const within = tree(`100644 blob ${blob}\tdescription\n`)
    const to = here.git('commit-tree', '-p', 'HEAD', '-m', 'theirs', tree(`040000 tree ${within}\t${name}\n`))
    expect(await refusal(() => arriveIn(here, to)), name).toContain('not as they were here')
  }
  expect(here.git('status', '--short')).toBe('')
})

it.each([
  ['changed', 'a.txt', false],
  ['in the place of a new one', 'new', false],
  ['staged', 'a.txt', true],
])('leaves a file that is %s as it is, and the others too', async (_, file, staged) => {
  const here = await withOthers(['100644', 'a.txt', 'a2\n'], ['100644', 'new', 'n\n'], ['0', 'b/c.txt', ''])
  here.put(file, 'mine')
  if (staged) {
    here.git('add', file)
    here.put(file, 'a\n')
  }
  const before = here.git('status', '--short')
  expect(await refusal(() => arriveIn(here, here.to))).toMatch(new RegExp(`as they were here: ${file}$`))
  expect(here.git('status', '--short')).toBe(before)
  expect([here.git('log', '--format=%s'), existsSync(join(here.root, 'b/c.txt'))]).toEqual(['first', true])
})

it('follows no link of the folder', async () => {
  const here = await withOthers(['100644', 'b/new', 'x'])
  const outside = join(here.root, '../outside')
  mkdirSync(outside)
  rmSync(join(here.root, 'b'), { recursive: true })
  symlinkSync(outside, join(here.root, 'b'))
  expect(await refusal(() => arriveIn(here, here.to))).toContain('b/new')
  expect([existsSync(join(outside, 'new')), lstatSync(join(here.root, 'b')).isSymbolicLink()]).toEqual([
    false,
    true,
  ])
})

it('puts all back where the branch has moved meanwhile, and leaves what stood there before', async () => {
  const here = await withOthers(
    ['100644', 'a.txt', 'a2\n'],
    ['0', 'b/c.txt', ''],
    ['100644', 'new', 'same\n'],
    ['100644', 'e/f', 'f\n'],
  )
  const from = here.git('rev-parse', 'HEAD')
  here.put('new', 'same\n')
  here.git('commit', '--quiet', '--allow-empty', '-m', 'moved')
  expect(await refusal(() => arriveIn(here, here.to, from))).toContain('another git is at work')
  expect(here.git('status', '--short')).toBe('?? new')
  expect(existsSync(join(here.root, 'e'))).toBe(false)
  expect(here.git('log', '-1', '--format=%s')).toBe('moved')
})

it('leaves an index in conflict, and a line end of another system is no change', async () => {
  const here = await withOthers(['100644', 'a.txt', 'a2\n'])
  writeFileSync(join(here.root, 'a.txt'), 'a\r\n')
  await arriveIn(here, here.to)
  expect(here.git('status', '--short')).toBe('')
  const again = await withOthers(['100644', 'a.txt', 'a2\n'])
  const blob = again.git('rev-parse', 'HEAD:a.txt')
  execFileSync('git', ['update-index', '--index-info'], {
    ...{ cwd: again.root, env: again.variables },
    input: `0 ${'0'.repeat(40)}\ta.txt\n100644 ${blob} 1\ta.txt\n100644 ${blob} 2\ta.txt\n`,
  })
  expect(await refusal(() => arriveIn(again, again.to))).toContain('a.txt')
})
