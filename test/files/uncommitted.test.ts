import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Session } from '../../src/env.ts'
import { uncommittedIn } from '../../src/files/uncommitted.ts'
import { scratch } from './disk/scratch.ts'
import { worldWith } from './git/world.ts'

const sessionOf = (variables: Record<string, string>) => ({ env: { variables } }) as unknown as Session

describe('what colleagues do not have yet', () => {
  test('is named from the folder of the assessment, wherever that stands in the repository', async () => {
    const { root, variables, put } = await worldWith({ 'deep/tiex.yaml': 'a\n', 'tiex.yaml': 'a\n' })
    put('tiex.yaml', 'b\n')
    put('deep/new.yaml', 'a\n')
    const found = await uncommittedIn(sessionOf(variables), { root: join(root, 'deep') }, [
      'tiex.yaml',
      'new.yaml',
    ])
    expect(found).toEqual(['new.yaml'])
  })

  test('is nothing outside of a repository', async () => {
    const variables = { PATH: process.env.PATH ?? '', GIT_CONFIG_NOSYSTEM: '1' }
    expect(await uncommittedIn(sessionOf(variables), { root: scratch() }, ['tiex.yaml'])).toEqual([])
  })
})
