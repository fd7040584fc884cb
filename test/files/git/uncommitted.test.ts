import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { uncommittedFiles } from '../../../src/files/git/reading/uncommitted.ts'
import { refusal, scratch } from '../disk/scratch.ts'
import { world, worldWith } from './world.ts'

const ann = 'rounds/one/responses/ann.yaml'
const bo = 'rounds/one/responses/bo.yaml'

describe('files that HEAD does not hold as they are on disk', () => {
  test('are none where everything is committed', async () => {
    const { repository, variables } = await worldWith({ [ann]: 'a\n', [bo]: '', 'top.yaml': 'é\n' })
    expect(uncommittedFiles(repository, [ann, bo, 'top.yaml'], variables)).toEqual([])
    expect(uncommittedFiles(repository, [], variables)).toEqual([])
  })

  test('are those changed, new, only staged or gone, in the given order', async () => {
    const made = await worldWith({ [ann]: 'a\n', [bo]: 'b\n', 'gone.yaml': '', 'top.yaml': '' })
    made.put(bo, 'c\n')
    made.put('new/cy.yaml', 'c\n')
    made.put('staged.yaml', 's\n')
    made.git('add', 'staged.yaml')
    rmSync(join(made.root, 'gone.yaml'))
    const files = ['new/cy.yaml', bo, ann, 'top.yaml', 'staged.yaml', 'gone.yaml']
    expect(uncommittedFiles(made.repository, files, made.variables)).toEqual([
      'new/cy.yaml',
      bo,
      'staged.yaml',
      'gone.yaml',
    ])
  })

  test('are all of them before the first commit', async () => {
    const { repository, variables, put } = await world()
    put(ann, 'a\n')
    expect(uncommittedFiles(repository, [ann], variables)).toEqual([ann])
  })

  test('are named as they are, whatever is in the name', async () => {
    const odd = ['*.yaml', 'a b/ü.yaml', ':top/x.yaml', '--help']
    const made = await worldWith(Object.fromEntries(odd.map((file) => [file, file])))
    expect(uncommittedFiles(made.repository, odd, made.variables)).toEqual([])
    for (const file of odd) made.put(file, 'changed')
    expect(uncommittedFiles(made.repository, odd, made.variables)).toEqual(odd)
  })

  test('are not those that differ by the line ends git stores', async () => {
    const made = await worldWith({ '.gitattributes': '*.yaml text eol=lf\n', [ann]: 'a\nb\n' })
    made.put(ann, 'a\r\nb\r\n')
    expect(uncommittedFiles(made.repository, [ann], made.variables)).toEqual([])
  })

  test('are told in a repository of long ids too', async () => {
    const root = scratch()
    const { variables } = await world()
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, env: variables })
    git('init', '--quiet', '--object-format=sha256')
    execFileSync('sh', ['-c', 'echo a > a.yaml; echo b > b.yaml'], { cwd: root })
    git('add', 'a.yaml')
    git('commit', '--quiet', '-m', 'first')
    expect(uncommittedFiles({ root }, ['a.yaml', 'b.yaml'], variables)).toEqual(['b.yaml'])
  })
})

test('outside of a repository git’s refusal is told', async () => {
  const { variables } = await world()
  expect(await refusal(async () => uncommittedFiles({ root: scratch() }, [ann], variables))).toContain(
    'not a git repository',
  )
})
