import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findRepository, initRepository, userEmail } from '../../../src/files/git/repository.ts'
import { gitVariables } from '../../../src/files/git/run.ts'
import { refusal, scratch } from '../disk/scratch.ts'
import { world, worldWith } from './world.ts'

describe('finding the repository', () => {
  test('from its root and from a folder in it', async () => {
    const { root, variables } = await world()
    mkdirSync(join(root, 'rounds/autumn'), { recursive: true })
    expect(await findRepository(root, variables)).toEqual({ root, prefix: '' })
    expect(await findRepository(join(root, 'rounds/autumn'), variables)).toEqual({
      root,
      prefix: 'rounds/autumn/',
    })
  })

  test('through a link, its real folder', async () => {
    const { root, variables } = await world()
    const link = join(scratch(), 'link')
    symlinkSync(root, link)
    expect(await findRepository(link, variables)).toEqual({ root, prefix: '' })
  })

  test('a linked work tree is its own', async () => {
    const { root, variables, git } = await worldWith({ 'a.yaml': 'a' })
    const other = join(root, '../other')
    git('worktree', 'add', '--quiet', other)
    expect(await findRepository(other, variables)).toEqual({ root: other, prefix: '' })
  })

  test('none outside, in a bare one, inside .git, and without git', async () => {
    const { root, variables } = await world()
    const bare = scratch()
    execFileSync('git', ['init', '--quiet', '--bare', bare], { env: variables })
    const outside = scratch()
    writeFileSync(join(outside, '.git'), 'gitdir: nowhere\n')
    expect(await findRepository(scratch(), variables)).toBeUndefined()
    expect(await findRepository(outside, variables)).toBeUndefined()
    expect(await findRepository(bare, variables)).toBeUndefined()
    expect(await findRepository(join(root, '.git/refs'), variables)).toBeUndefined()
    expect(await findRepository(root, { ...variables, PATH: scratch() })).toBeUndefined()
  })

  test('git in the current folder is not taken for the user’s git', async () => {
    const { root, variables, put } = await world()
    put('git', '#!/bin/sh\n')
    execFileSync('chmod', ['+x', join(root, 'git')])
    expect(await findRepository(root, { ...variables, PATH: '.:' })).toBeUndefined()
  })

  test('what git starts is not taken from the current folder either, nor what makes a repository', async () => {
    const { root, variables, put } = await world()
    const PATH = ['.', '', 'bin', variables.PATH].join(':')
    expect(gitVariables(root, { ...variables, PATH })).toMatchObject({
      PATH: variables.PATH,
      NoDefaultCurrentDirectoryInExePath: '1',
    })
    put('new/git', `#!/bin/sh\ntouch ${join(root, 'ran')}\n`)
    execFileSync('chmod', ['+x', join(root, 'new/git')])
    await initRepository(join(root, 'new'), { ...variables, PATH })
    expect(existsSync(join(root, 'ran'))).toBe(false)
    expect(existsSync(join(root, 'new/.git/HEAD'))).toBe(true)
  })

  test('a folder that is not there is named', async () => {
    expect(await refusal(() => findRepository('/nowhere/at-all'))).toBe(
      'there is no folder "/nowhere/at-all"',
    )
  })
})

describe('making a repository', () => {
  test('it has an empty branch main', async () => {
    const { git } = await world()
    expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/main')
    expect(git('status', '--porcelain')).toBe('')
  })

  test('variables that would lead git elsewhere have no effect', async () => {
    const { variables } = await world()
    const folder = scratch()
    const elsewhere = join(scratch(), 'elsewhere')
    await initRepository(folder, { ...variables, GIT_DIR: elsewhere, EDITOR: 'vi' })
    expect(await findRepository(folder, variables)).toEqual({ root: folder, prefix: '' })
  })

  test('without git it says so', async () => {
    expect(await refusal(() => initRepository(scratch(), { PATH: '' }))).toBe('git was not found')
  })
})

describe('the user’s e-mail', () => {
  test('is the repository’s own before the user’s, and that of the environment before both', async () => {
    const { repository, variables, git } = await world()
    expect(await userEmail(repository, variables)).toBe('bo@council.test')
    git('config', 'user.email', 'al@council.test')
    expect(await userEmail(repository, variables)).toBe('al@council.test')
    expect(await userEmail(repository, { ...variables, GIT_AUTHOR_EMAIL: 'cy@council.test' })).toBe(
      'cy@council.test',
    )
  })

  test('is not guessed where none is set, and unknown without git', async () => {
    const { repository, variables } = await world()
    expect(await userEmail(repository, { ...variables, GIT_CONFIG_GLOBAL: '/dev/null' })).toBeUndefined()
    expect(await userEmail(repository, { ...variables, PATH: '' })).toBeUndefined()
  })

  test('outside of a repository it is the user’s', async () => {
    const { variables } = await world()
    expect(await userEmail({ root: scratch() }, variables)).toBe('bo@council.test')
  })
})
