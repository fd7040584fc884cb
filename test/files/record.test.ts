import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { record } from '../../src/files/record.ts'
import { refusal, scratch } from './disk/scratch.ts'
import { world } from './git/world.ts'
import { keygen, type MadeKey, makeKey } from './ssh/keys.ts'
import { agentWith, sessionIn } from './ssh/world.ts'

const sam = { id: 'sam-okafor', name: 'Sam Okafor', email: 'sam@council.test' }

/** A repository with a file to commit, whose git knows who Bo is, and trusts the key as Sam's. */
async function council(more: Readonly<Record<string, string>> = {}) {
  const made = await world()
  const home = scratch()
  mkdirSync(join(home, '.ssh'))
  const variables = { ...made.variables, HOME: home, ...more }
  made.put('a.yaml', 'one\n')
  const log = (format: string) => made.git('log', '-1', `--format=${format}`)
  const trust = (key: MadeKey) => {
    const signers = join(home, 'signers')
    writeFileSync(signers, `${sam.email} namespaces="git" ${key.public}\n`)
    made.git('config', 'gpg.ssh.allowedSignersFile', signers)
  }
  return { ...made, home, log, trust, ...sessionIn(made.root, variables), variables }
}

const work = (person?: Parameters<typeof record>[2]['person']) => ({
  files: ['a.yaml'],
  message: 'Answer',
  ...(person === undefined ? {} : { person }),
})

describe('a commit that tiex makes', () => {
  test('has the person as author and git’s own identity as committer', async () => {
    const { session, root, log, said } = await council()
    expect(await record(session, root, work(sam))).toBe('committed')
    expect(log('%an <%ae> %cn <%ce> %G?')).toBe('Sam Okafor <sam@council.test> Bo <bo@council.test> N')
    expect(said()).toBe('')
  })

  test('has the person as both where git knows nobody', async () => {
    const { session, root, log } = await council({ GIT_CONFIG_GLOBAL: '/dev/null' })
    expect(await record(session, root, work(sam))).toBe('committed')
    expect(log('%an <%ae> %cn <%ce>')).toBe('Sam Okafor <sam@council.test> Sam Okafor <sam@council.test>')
  })

  test('has the person as author whatever the variables of git say; those of the committer stay', async () => {
    const { session, root, log } = await council({
      GIT_AUTHOR_NAME: 'Al',
      GIT_AUTHOR_EMAIL: 'al@council.test',
      GIT_COMMITTER_NAME: 'Cy',
      GIT_COMMITTER_EMAIL: 'cy@council.test',
    })
    await record(session, root, work(sam))
    expect(log('%an <%ae> %cn <%ce>')).toBe('Sam Okafor <sam@council.test> Cy <cy@council.test>')
  })

  test('where git has an e-mail and no name is committed under the e-mail', async () => {
    const { session, root, log, git } = await council({ GIT_CONFIG_GLOBAL: '/dev/null' })
    git('config', 'user.email', 'bo@elsewhere.test')
    await record(session, root, work(sam))
    expect(log('%an %cn <%ce>')).toBe('Sam Okafor bo@elsewhere.test <bo@elsewhere.test>')
  })

  test('names a person on one line, without what hides', async () => {
    const { session, root, log } = await council()
    await record(session, root, work({ ...sam, name: 'Sam\n\u202e <x>' }))
    expect(log('%an')).toBe('Sam U+202E x')
  })

  test('has who git knows where the person is not known', async () => {
    const { session, root, log } = await council()
    await record(session, root, work())
    expect(log('%an %cn %G?')).toBe('Bo Bo N')
  })

  test('is none outside of a repository, and none where nothing is new', async () => {
    const { session, root } = await council()
    expect(await record(session, scratch(), work(sam))).toBe('no repository')
    await record(session, root, work(sam))
    expect(await record(session, root, work(sam))).toBe('nothing')
  })
})

describe('a commit of a person with a signing key', () => {
  test.each(['ed25519', 'rsa 2048', 'ecdsa 256'])('is signed with it: %s', async (kind) => {
    const { session, root, home, log, trust, git, said } = await council()
    const key = makeKey(kind, { file: join(home, '.ssh/id') })
    trust(key)
    expect(await record(session, root, work({ ...sam, 'signing-key': key.public }))).toBe('committed')
    expect(log('%G? %GS %an %cn')).toBe('G sam@council.test Sam Okafor Bo')
    expect(() => git('verify-commit', 'HEAD')).not.toThrow()
    expect(said()).toBe('')
  })

  test('is signed with it whatever git is told of signing', async () => {
    const { session, root, home, log, trust, git } = await council()
    const key = makeKey('ed25519', { file: join(home, '.ssh/a key') })
    trust(key)
    git('config', 'commit.gpgsign', 'false')
    git('config', 'gpg.format', 'openpgp')
    git('config', 'user.signingkey', 'ABCD1234')
    await record(session, root, work({ ...sam, 'signing-key': key.public }))
    expect(log('%G?')).toBe('G')
  })

  test('is signed by the agent where only that has the key', async () => {
    const key = makeKey()
    const { session, root, log, trust } = await council(await agentWith([key]))
    trust(key)
    await record(session, root, work({ ...sam, 'signing-key': key.public }))
    expect(log('%G?')).toBe('G')
  })

  test('is made unsigned, and said to be so once, where the private half is not found', async () => {
    const { session, root, log, said } = await council()
    const person = { ...sam, 'signing-key': makeKey().public }
    expect(await record(session, root, work(person))).toBe('committed')
    expect(log('%G? %an')).toBe('N Sam Okafor')
    expect(said().replace(/\s+/g, ' ')).toBe(
      'Not signed: no private key was found for the signing key of sam-okafor; tiex verify will not accept this commit. Set it with: git config user.signingkey FILE ',
    )
    expect(
      Math.max(
        ...said()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80)
    expect(await record(session, root, work(person))).toBe('nothing')
    expect(said().match(/Not signed/g)).toHaveLength(1)
  })

  test('is made unsigned where the registered key is damaged', async () => {
    const { session, root, log, said } = await council()
    await record(session, root, work({ ...sam, 'signing-key': 'ssh-ed25519 AAAA' }))
    expect(log('%G?')).toBe('N')
    expect(said()).toContain('Not signed')
  })

  test('is not made where the key is locked and there is no terminal', async () => {
    const { session, root, home, git } = await council({ DISPLAY: ':0' })
    const key = makeKey('ed25519', { file: join(home, '.ssh/id'), passphrase: 'secret words' })
    const person = { ...sam, 'signing-key': key.public }
    expect(await refusal(() => record(session, root, work(person)))).toBe(
      `the signing key ${key.file} is locked by a passphrase, and there is no terminal to ask for it on`,
    )
    expect(() => git('rev-parse', '--verify', '--quiet', 'HEAD')).toThrow()
  })

  test('is not made where the private half cannot be used', async () => {
    const { session, root, home } = await council()
    const key = makeKey('ed25519', { file: join(home, '.ssh/id') })
    keygen(['-q', '-p', '-P', '', '-N', 'other words', '-f', key.file])
    chmodSync(key.file, 0o644)
    expect(await refusal(() => record(session, root, work({ ...sam, 'signing-key': key.public })))).toContain(
      key.file,
    )
  })

  test('of a stranger in the repository’s configuration runs no program of theirs', async () => {
    const { session, root, home, log, trust, git, put } = await council()
    const key = makeKey('ed25519', { file: join(home, '.ssh/id') })
    trust(key)
    put('evil', '#!/bin/sh\ntouch ran\nexit 1\n')
    chmodSync(join(root, 'evil'), 0o755)
    git('config', 'gpg.ssh.program', join(root, 'evil'))
    git('config', 'gpg.ssh.defaultKeyCommand', join(root, 'evil'))
    await record(session, root, work({ ...sam, 'signing-key': key.public }))
    git('config', '--unset', 'gpg.ssh.program')
    expect(log('%G?')).toBe('G')
  })
})
