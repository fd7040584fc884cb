import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keyFingerprint } from '../../../src/files/ssh/public-key.ts'
import { findSsh } from '../../../src/files/ssh/run.ts'
import { findSigner, signMessage } from '../../../src/files/ssh/sign.ts'
import { verifySignature } from '../../../src/files/ssh/signature.ts'
import { refusal, scratch } from '../disk/scratch.ts'
import { world } from '../git/world.ts'
import { bare, keygen, makeKey, withoutComment } from './keys.ts'
import { agentWith, sessionIn } from './world.ts'

const statement = '{"kind":"sign-off"}'

/** A repository whose user has a home of their own. */
async function council(more: Readonly<Record<string, string>> = {}) {
  const made = await world()
  const home = scratch()
  mkdirSync(join(home, '.ssh'))
  const variables: Record<string, string> = { ...made.variables, HOME: home, ...more }
  return { ...made, home, variables, ...sessionIn(made.root, variables) }
}

describe('the private half of a registered key', () => {
  test('is found in the file git signs with, named in any way git takes', async () => {
    const { session, home, root, git } = await council()
    const key = makeKey('ed25519', { file: join(home, 'work key') })
    copyFileSync(key.file, join(root, 'key'))
    const found = { key: withoutComment(key.public), locked: false }
    for (const [named, file] of [
      [key.file, key.file],
      [`${key.file}.pub`, key.file],
      ['~/work key', key.file],
      ['key', join(root, 'key')],
    ] as const) {
      git('config', 'user.signingkey', named)
      expect(await findSigner(session, key.public)).toEqual({ ...found, file })
    }
  })

  test('is found in ~/.ssh, whatever its name', async () => {
    const { session, home } = await council()
    makeKey('ecdsa 256', { file: join(home, '.ssh/id_ecdsa') })
    const key = makeKey('ed25519', { file: join(home, '.ssh/council') })
    expect(await findSigner(session, withoutComment(key.public))).toMatchObject({ file: key.file })
  })

  test('is found in the agent, named by git or not', async () => {
    const key = makeKey()
    const { session, git } = await council(await agentWith([makeKey('rsa 2048'), key]))
    const found = { key: withoutComment(key.public), locked: false }
    expect(await findSigner(session, key.public)).toEqual(found)
    git('config', 'user.signingkey', `key::${key.public}`)
    expect(await findSigner(session, key.public)).toEqual(found)
  })

  test('is not found where git and ~/.ssh have other keys, a lone public half or what is none', async () => {
    const { session, home, git } = await council({ SSH_AUTH_SOCK: join(scratch(), 'no-agent') })
    const key = makeKey()
    expect(await findSigner(session, key.public)).toBeUndefined()
    writeFileSync(join(home, '.ssh/mine.pub'), key.public)
    writeFileSync(join(home, '.ssh/odd.pub'), 'nothing')
    mkdirSync(join(home, '.ssh/folder.pub'))
    for (const value of [makeKey().file, 'ABCD1234', '~/nowhere', `key::${key.public}`, '/dev/zero', home]) {
      git('config', 'user.signingkey', value)
      expect(await findSigner(session, key.public)).toBeUndefined()
    }
  })

  test('is not found beside a public half that lies about it', async () => {
    const { session, home } = await council()
    const key = makeKey()
    const other = makeKey('ed25519', { file: join(home, '.ssh/id') })
    writeFileSync(`${other.file}.pub`, key.public)
    expect(await findSigner(session, key.public)).toBeUndefined()
  })

  test('needs neither git nor a home', async () => {
    const key = makeKey()
    const { session } = sessionIn(scratch(), { PATH: '' })
    expect(await findSigner(session, key.public)).toBeUndefined()
    expect(await findSigner(session, key.public, key.file)).toMatchObject({ file: key.file })
  })

  test('of a key that is none is not looked for', async () => {
    const { session } = await council()
    expect(await refusal(() => findSigner(session, 'ssh-ed25519 AAAA'))).toMatch(/^this is no SSH public key/)
  })
})

describe('a key that is named', () => {
  test('may be the private file, its public one, a link, or one in an older format', async () => {
    const { session, root } = await council()
    const key = makeKey('rsa 2048')
    const pem = makeKey('ecdsa 256')
    keygen(['-q', '-p', '-m', 'PEM', '-N', '', '-f', pem.file])
    copyFileSync(key.file, join(root, 'here'))
    expect(await findSigner(session, key.public, key.file)).toMatchObject({ file: key.file })
    expect(await findSigner(session, key.public, `${key.file}.pub`)).toMatchObject({ file: key.file })
    expect(await findSigner(session, key.public, 'here')).toMatchObject({ file: join(root, 'here') })
    expect(await findSigner(session, pem.public, pem.file)).toMatchObject({ file: pem.file, locked: false })
  })

  test('may be a public one whose private half only the agent has', async () => {
    const key = makeKey()
    const agent = await agentWith([key])
    rmSync(key.file)
    const { session } = await council(agent)
    const file = `${key.file}.pub`
    expect(await findSigner(session, key.public, file)).toEqual({
      key: withoutComment(key.public),
      locked: false,
    })
    const alone = sessionIn(scratch(), bare())
    expect(await refusal(() => findSigner(alone.session, key.public, file))).toBe(
      `the private half of "${file}" is neither beside it nor in the ssh-agent`,
    )
  })

  test('other than the registered one is refused with both fingerprints', async () => {
    const { session } = await council()
    const [key, other] = [makeKey(), makeKey()]
    const [one, two] = [keyFingerprint(other.public), keyFingerprint(key.public)]
    const said = `"${other.file}" holds another key than the one registered: ${one}, not ${two}`
    expect(await refusal(() => findSigner(session, key.public, other.file))).toBe(said)
  })

  test.each(['no-such-file', '.', '/dev/zero'])('%s is no key', async (named) => {
    const { session } = await council()
    expect(await refusal(() => findSigner(session, makeKey().public, named))).toBe(
      `"${named}" is not there, or holds no SSH key whose public half can be read`,
    )
  })
})

describe('signing', () => {
  test.each(['ed25519', 'rsa 2048', 'ecdsa 384'])(
    'with a file of %s gives a good signature',
    async (kind) => {
      const { session, variables } = await council()
      const key = makeKey(kind)
      const signer = (await findSigner(session, key.public, key.file))!
      const signature = await signMessage(session, signer, { message: statement, namespace: 'tiex-signoff' })
      const what = { message: Buffer.from(statement), signature, namespace: 'tiex-signoff', variables }
      expect(verifySignature(what)).toEqual({ state: 'good', key: withoutComment(key.public) })
      expect(signature).toMatch(/^-----BEGIN SSH SIGNATURE-----\n[^\r]+-----END SSH SIGNATURE-----\n$/)
    },
  )

  test('with the agent needs no file, and opens what a passphrase locks', async () => {
    const key = makeKey()
    const { session } = await council(await agentWith([key]))
    keygen(['-q', '-p', '-P', '', '-N', 'secret words', '-f', key.file])
    const what = { message: statement, namespace: 'tiex-response' }
    const locked = (await findSigner(session, key.public, key.file))!
    expect(locked.locked).toBe(true)
    expect(await signMessage(session, locked, what)).toContain('SSH SIGNATURE')
    rmSync(key.file)
    const signer = (await findSigner(session, key.public))!
    expect(await signMessage(session, signer, what)).toContain('SSH SIGNATURE')
  })

  test('with a key under a passphrase and without a terminal says what to do', async () => {
    const { session } = await council({ DISPLAY: ':0' })
    const key = makeKey('ed25519', { passphrase: 'secret words' })
    const signer = (await findSigner(session, key.public, key.file))!
    const signing = () => signMessage(session, signer, { message: 'secret words\n', namespace: 'git' })
    expect(await refusal(signing)).toBe(
      `the signing key ${key.file} is locked by a passphrase, and there is no terminal to ask for it on`,
    )
    await expect(signing()).rejects.toMatchObject({
      problems: [{ hint: expect.stringMatching(/ssh-agent.*ssh-add.*SSH_ASKPASS/) }],
    })
  })

  test('says which passphrase is asked for to a person, unless the agent holds the key open', async () => {
    const program = join(scratch(), 'ask')
    writeFileSync(program, "#!/bin/sh\necho 'secret words'\n", { mode: 0o755 })
    const asking = { SSH_ASKPASS: program, SSH_ASKPASS_REQUIRE: 'force' }
    const key = makeKey()
    const agent = await agentWith([key])
    keygen(['-q', '-p', '-P', '', '-N', 'secret words', '-f', key.file])
    const what = { message: statement, namespace: 'git' }
    for (const [more, words] of [
      [asking, `The signing key ${key.file} is locked by its passphrase.\n`],
      [{ ...asking, ...agent }, ''],
    ] as const) {
      const { root, variables } = await council(more)
      const { session, said } = sessionIn(root, variables, { interactive: true })
      await signMessage(session, (await findSigner(session, key.public, key.file))!, what)
      expect(said()).toBe(words)
    }
  })

  test('takes the passphrase from the program that SSH_ASKPASS names', async () => {
    const program = join(scratch(), 'ask')
    writeFileSync(program, "#!/bin/sh\necho 'secret words'\n", { mode: 0o755 })
    const { session } = await council({ SSH_ASKPASS: program })
    const key = makeKey('ed25519', { passphrase: 'secret words' })
    const signer = (await findSigner(session, key.public, key.file))!
    expect(await signMessage(session, signer, { message: statement, namespace: 'git' })).toContain('SSH')
  })

  test('with an agent that is gone, a file that is gone, or no ssh-keygen says so', async () => {
    const key = makeKey()
    const { session, root, variables } = await council({ SSH_AUTH_SOCK: join(scratch(), 'gone') })
    const what = { message: statement, namespace: 'git' }
    const inAgent = { key: withoutComment(key.public), locked: false }
    expect(await refusal(() => signMessage(session, inAgent, what))).toMatch(
      /^the ssh-agent did not sign with the key SHA256:/,
    )
    const gone = { ...inAgent, file: join(root, 'gone') }
    expect(await refusal(() => signMessage(session, gone, what))).toMatch(
      /^the signing key .*gone could not be used \(/,
    )
    const bareSession = sessionIn(root, { ...variables, PATH: '' }).session
    expect(await refusal(() => signMessage(bareSession, gone, what))).toBe('ssh-keygen was not found')
  })

  test('a program that exits well and has signed nothing, or with another key, is not believed', async () => {
    const key = makeKey()
    const other = makeKey()
    const folder = scratch()
    const { session, variables } = await council()
    const signer = (await findSigner(session, key.public, key.file))!
    const believing = async (text: string) => {
      writeFileSync(join(folder, 'ssh-keygen'), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
      const led = sessionIn(session.folder, { ...variables, PATH: `${folder}:${variables.PATH}` }).session
      return refusal(() => signMessage(led, signer, { message: statement, namespace: 'git' }))
    }
    expect(await believing('cat > /dev/null; echo Good')).toBe(
      'nothing was signed: the signature that ssh-keygen made is damaged, or no SSH signature',
    )
    const real = findSsh('ssh-keygen', variables)
    expect(await believing(`exec ${real} -q -Y sign -n git -f ${other.file}`)).toBe(
      'nothing was signed: the signature that ssh-keygen made was made with another key',
    )
  })

  test('leaves the message out of the command line', async () => {
    const key = makeKey()
    const folder = scratch()
    const seen = join(folder, 'seen')
    const { session, variables } = await council()
    const real = findSsh('ssh-keygen', variables)
    writeFileSync(join(folder, 'ssh-keygen'), `#!/bin/sh\necho "$@" > '${seen}'\nexec ${real} "$@"\n`, {
      mode: 0o755,
    })
    const led = sessionIn(session.folder, { ...variables, PATH: `${folder}:${variables.PATH}` }).session
    const signer = (await findSigner(led, key.public, key.file))!
    await signMessage(led, signer, { message: statement, namespace: 'git' })
    expect(readFileSync(seen, 'utf8')).toBe(`-q -Y sign -n git -f ${key.file}\n`)
  })
})
