import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lastChanges } from '../../../src/files/git/reading/last-changes.ts'
import { originAddress } from '../../../src/files/git/remote/origin.ts'
import { world, worldWith } from './world.ts'

const folder = 'rounds/one/responses'
const ann = `${folder}/ann.yaml`
const bo = `${folder}/bo lee.yaml`

describe('the last change of a file', () => {
  it('is its last commit, but for those that do not count', async () => {
    const { repository, variables, put, git } = await worldWith({
      [ann]: 'a\n',
      [bo]: 'b\n',
      'top.yaml': 'x\n',
    })
    const first = Number(git('log', '-1', '--format=%at').trim())
    const change = (file: string, at: number, message: string) => {
      put(file, `${at}\n`)
      git('add', '-A')
      git('commit', '-q', '--date', `${at} +0000`, '-m', message)
    }
    change(ann, 1_794_000_000, 'Answer')
    change('top.yaml', 1_794_000_001, 'Elsewhere')
    change(ann, 1_794_000_002, 'Seal again\n\nTiex-Reseal: sam')
    change(bo, 1_794_000_003, 'Upgrade\n\nTiex-Upgrade: sam')
    git('config', 'log.showSignature', 'true')
    git('config', 'log.showRoot', 'false')
    const changes = lastChanges(repository, { folder, but: ['Tiex-Reseal:', 'Tiex-Upgrade:'], variables })
    expect([...changes].sort()).toEqual([
      [ann, 1_794_000_000],
      [bo, first],
    ])
  })

  it('is unknown before the first commit', async () => {
    const { repository, variables } = await world()
    expect(lastChanges(repository, { folder, but: ['x'], variables }).size).toBe(0)
  })

  it('is unknown where git crashes', async () => {
    const { repository, variables, root } = await worldWith({ [ann]: 'a\n' })
    writeFileSync(join(root, 'git'), '#!/bin/sh\nkill -SEGV $$\n', { mode: 0o755 })
    const crashing = { ...variables, PATH: root }
    expect(lastChanges(repository, { folder, but: ['x'], variables }).size).toBe(1)
    expect(lastChanges(repository, { folder, but: ['x'], variables: crashing }).size).toBe(0)
  })
})

describe('the address to clone from', () => {
  it.each<[string, string | undefined]>([
    ['https://git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
    ['https://sam:secret@git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
    ['https://token@git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
    ['ssh://git:secret@git.example.org/a/b.git', 'ssh://git@git.example.org/a/b.git'],
    ['git@git.example.org:a/b.git', 'git@git.example.org:a/b.git'],
    ['/srv/git/b.git', undefined],
    ['ext::sh -c whoami', undefined],
    ['-oProxyCommand=x', undefined],
    ['git@host:-x', undefined],
    ['http://git.example.org/b.git', undefined],
    ['https://', undefined],
  ])('of %s: %s', async (address, expected) => {
    const { repository, variables, git } = await world()
    git('config', 'remote.origin.url', address)
    expect(originAddress(repository, variables)).toBe(expected)
  })

  it('is none without an origin', async () => {
    const { repository, variables } = await world()
    expect(originAddress(repository, variables)).toBeUndefined()
  })
})
