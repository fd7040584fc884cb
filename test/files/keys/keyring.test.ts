import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { Session } from '../../../src/env.ts'
import { parseArmor } from '../../../src/files/age/armor.ts'
import { lock } from '../../../src/files/age/passphrase.ts'
import { openBlock, sealText } from '../../../src/files/age/seal.ts'
import { addIdentity, findKeyring, ownKeyring } from '../../../src/files/keys/keyring.ts'
import { keyFile } from '../../../src/files/keys/own-file.ts'
import { openSession } from '../../../src/session.ts'
import { age, alice, bob, hasAge, identityFile, sue } from '../age/keys.ts'
import { refusal, scratch, startWorker } from '../disk/scratch.ts'

const cheap = 4
const sealedToAlice = await sealText(bob.identity, [alice.recipient])
const mode = (path: string) => statSync(path).mode & 0o777

/** A home of one's own: its folder, where the key file belongs, and a session there. */
async function home(more: Record<string, string> = {}) {
  const folder = scratch()
  const path = join(folder, '.config/tiex/identity.txt')
  return { folder, path, session: await sessionIn(folder, { HOME: folder, ...more }) }
}

async function sessionIn(cwd: string, variables: Record<string, string>): Promise<Session> {
  const { opened } = await openSession(
    {
      cwd,
      variables,
      stdin: new PassThrough(),
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      now: () => new Date('2026-11-02T23:14:00Z'),
    },
    { input: false },
    { answerNo: () => {}, tiex: async () => 0 },
  )
  return opened
}

function put(path: string, content: string | Uint8Array, bits = 0o600): string {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  writeFileSync(path, content)
  chmodSync(path, bits)
  return path
}

describe('the key file', () => {
  test.each([
    ['in HOME', 'linux', { HOME: '/home/bo' }, '/home/bo/.config/tiex/identity.txt'],
    ['where XDG says', 'linux', { HOME: '/home/bo', XDG_CONFIG_HOME: '/cfg' }, '/cfg/tiex/identity.txt'],
    ['where XDG says, without HOME', 'linux', { XDG_CONFIG_HOME: '/cfg' }, '/cfg/tiex/identity.txt'],
    [
      'in HOME where XDG is relative',
      'darwin',
      { HOME: '/Users/bo', XDG_CONFIG_HOME: 'cfg' },
      '/Users/bo/.config/tiex/identity.txt',
    ],
    [
      'in APPDATA on Windows',
      'win32',
      { HOME: '/home/bo', APPDATA: 'C:\\Users\\bo\\AppData' },
      'C:\\Users\\bo\\AppData\\tiex\\identity.txt',
    ],
  ])('is %s', (_, platform, variables, path) => {
    expect(keyFile(variables, platform)).toBe(path)
  })

  test.each([
    ['nothing is set', 'linux', {}, 'HOME and XDG_CONFIG_HOME are not set'],
    [
      'all is empty or relative',
      'linux',
      { HOME: '', XDG_CONFIG_HOME: 'cfg' },
      'HOME and XDG_CONFIG_HOME are not set',
    ],
    ['HOME is relative', 'linux', { HOME: 'bo' }, 'HOME and XDG_CONFIG_HOME are not set'],
    ['Windows has no APPDATA', 'win32', { HOME: '/home/bo' }, 'APPDATA is not set'],
  ])('has no place where %s', async (_, platform, variables, why) => {
    expect(await refusal(() => keyFile(variables, platform))).toBe(`there is no folder for your key: ${why}`)
  })
})

describe('an own key', () => {
  test('is made on first use, for its owner alone, and stays', async () => {
    const { folder, path, session } = await home()
    const first = await ownKeyring(session)
    expect(first).toMatchObject({
      made: true,
      from: path,
      identities: [expect.stringMatching(/^AGE-SECRET-KEY-1/)],
    })
    expect(mode(path)).toBe(0o600)
    expect(mode(join(folder, '.config/tiex'))).toBe(0o700)
    expect(mode(join(folder, '.config'))).toBe(0o700)
    expect(readdirSync(join(folder, '.config/tiex'))).toEqual(['identity.txt'])
    const before = readFileSync(path, 'utf8')
    expect(await ownKeyring(session)).toEqual({ ...first, made: false })
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(before.replace(/1[0-9A-Z]{58}/, '1...').replace(/age1\w{58}/, 'age1...')).toBe(
      [
        '# made by tiex on 2026-11-02, for answers sealed to you; keep it, and back it up with: tiex keys back-up FILE',
        '# public key: age1...',
        'AGE-SECRET-KEY-1...',
        '',
      ].join('\n'),
    )
  })

  test.each([0o000, 0o022, 0o077])('is for its owner alone under the umask %o', async (umask) => {
    const { folder, path } = await home()
    const worker = startWorker(new URL('keyring.worker.ts', import.meta.url), [folder, '.', 'said'], {
      ...process.env,
      NODE_OPTIONS: `--import=data:text/javascript,process.umask(${umask})`,
    })
    await worker.ready
    worker.go()
    expect(await worker.end).toMatchObject({ code: 0 })
    expect(mode(path)).toBe(0o600)
    expect(mode(join(folder, '.config/tiex'))).toBe(0o700)
  })

  test('is one, when several processes make it at the same moment', async () => {
    const { folder } = await home()
    for (const round of ['a', 'b', 'c']) {
      mkdirSync(join(folder, round))
      const names = [1, 2, 3, 4].map((number) => `${round}${number}`)
      const workers = names.map((name) =>
        startWorker(new URL('keyring.worker.ts', import.meta.url), [folder, round, name]),
      )
      await Promise.all(workers.map((worker) => worker.ready))
      for (const worker of workers) worker.go()
      for (const worker of workers) expect(await worker.end).toEqual({ code: 0, complaint: '' })
      const said = names.map((name) => readFileSync(join(folder, name), 'utf8'))
      expect(new Set(said.map((line) => line.split(' ')[0])).size).toBe(1)
      expect(said.filter((line) => line.endsWith(' true'))).toHaveLength(1)
      expect(readdirSync(join(folder, round, '.config/tiex'))).toEqual(['identity.txt'])
    }
  }, 60_000)

  test.skipIf(!hasAge())('is one that age and age-keygen take as it stands', async () => {
    const { path, session } = await home()
    const { recipient } = await ownKeyring(session)
    const env = { PATH: process.env.PATH ?? '' }
    expect(execFileSync('age-keygen', ['-y', path], { env }).toString().trim()).toBe(recipient)
    expect(age(['-d', '-i', path], await sealText('a', [recipient])).toString()).toBe('a')
  })

  test('is not made where one was named', async () => {
    const { path, session } = await home({ TIEX_IDENTITY: sue.identity })
    expect(await ownKeyring(session)).toMatchObject({ recipient: sue.recipient, made: false })
    expect(await refusal(() => ownKeyring(session, { identity: 'missing.txt' }))).toContain('no key file')
    expect(existsSync(path)).toBe(false)
  })

  test('never takes the place of a file that is no key', async () => {
    const { path, session } = await home()
    put(path, 'my notes\n')
    expect(await refusal(() => ownKeyring(session))).toBe(`${path}: this is no age identity and no comment`)
    expect(readFileSync(path, 'utf8')).toBe('my notes\n')
  })

  test('is not made where its folder cannot be', async () => {
    const { folder, session } = await home()
    writeFileSync(join(folder, '.config'), '')
    expect(await refusal(() => ownKeyring(session))).toMatch(/a folder on the way to it is a file/)
  })

  test('says what to set where XDG_CONFIG_HOME cannot be made', async () => {
    const folder = scratch()
    writeFileSync(join(folder, 'file'), '')
    const session = await sessionIn(folder, { XDG_CONFIG_HOME: join(folder, 'file/config') })
    const problems = ownKeyring(session).catch((thrown: { problems: unknown }) => thrown.problems)
    expect(await problems).toMatchObject([
      { hint: expect.stringContaining('set XDG_CONFIG_HOME to a folder') },
    ])
  })

  test('has no place without HOME, though nothing that is named needs one', async () => {
    const session = await sessionIn(scratch(), {})
    expect(await findKeyring(session)).toBeUndefined()
    expect(await refusal(() => ownKeyring(session))).toMatch(/^there is no folder for your key/)
  })
})

describe('keys are looked for', () => {
  test('in the file that is named, in TIEX_IDENTITY, in the configuration folder', async () => {
    const { folder, path, session } = await home()
    expect(await findKeyring(session)).toBeUndefined()
    put(path, `${bob.identity}\n${sue.identity}\n`)
    const own = { identities: [bob.identity, sue.identity], recipient: bob.recipient, from: path }
    expect(await findKeyring(session)).toEqual(own)
    expect(await findKeyring(await sessionIn(folder, { HOME: folder, TIEX_IDENTITY: '' }))).toEqual(own)
    const file = put(join(folder, 'sue.txt'), readFileSync(identityFile('sue')))
    const ci = await sessionIn(folder, { HOME: folder, TIEX_IDENTITY: file })
    expect(await findKeyring(ci)).toEqual({
      identities: [sue.identity],
      recipient: sue.recipient,
      from: file,
    })
    put(join(folder, 'alice.txt'), alice.identity)
    expect(await findKeyring(ci, { identity: 'alice.txt' })).toMatchObject({
      recipient: alice.recipient,
      from: 'alice.txt',
    })
  })

  test.each([
    ['the key', sue.identity],
    ['the key and a line end', `${sue.identity}\n`],
    ['a whole file', readFileSync(identityFile('sue'), 'utf8')],
  ])('TIEX_IDENTITY may be %s', async (_, value) => {
    const { session } = await home({ TIEX_IDENTITY: value })
    expect(await findKeyring(session)).toEqual({
      identities: [sue.identity],
      recipient: sue.recipient,
      from: 'TIEX_IDENTITY',
    })
  })

  test('with a byte order mark and CRLF', async () => {
    const { path, session } = await home()
    put(path, `\ufeff# mine\r\n${bob.identity}\r\n`)
    expect(await findKeyring(session)).toMatchObject({ recipient: bob.recipient })
  })

  test('and open what was sealed to them', async () => {
    const { session } = await home({ TIEX_IDENTITY: `${bob.identity}\n${sue.identity}` })
    const keyring = await findKeyring(session)
    const opened = await openBlock(await sealText('a', [sue.recipient]), keyring!.identities)
    expect(opened.state).toBe('opened')
  })
})

describe('a key that is not fit to use', () => {
  const secret = alice.identity.slice(20, 60)

  test.each([0o644, 0o640, 0o604, 0o660, 0o666, 0o777])('because of its mode %o', async (bits) => {
    const { path, session } = await home()
    put(path, alice.identity, bits)
    const octal = bits.toString(8)
    expect(await problemOf(session)).toMatchObject({
      place: { file: path },
      message: `may be read by others (mode ${octal})`,
      hint: `chmod 600 ${path}`,
    })
    await expect(ownKeyring(session)).rejects.toThrow('may be read by others')
    await expect(addIdentity(session, bob.identity)).rejects.toThrow('may be read by others')
  })

  test.each([0o777, 0o770, 0o722])('because others may write its folder, of mode %o', async (bits) => {
    const { folder, path, session } = await home()
    put(path, alice.identity)
    const own = join(folder, '.config/tiex')
    chmodSync(own, bits)
    expect(await problemOf(session)).toMatchObject({
      place: { file: own },
      message: `may be written by others (mode ${bits.toString(8)})`,
      hint: `chmod 700 ${own}`,
    })
    await expect(ownKeyring(session)).rejects.toThrow('may be written by others')
    await expect(addIdentity(session, bob.identity)).rejects.toThrow('may be written by others')
    chmodSync(own, 0o755)
    expect(await findKeyring(session)).toMatchObject({ recipient: alice.recipient })
  })

  test('because of its mode, with a name that a shell would take apart', async () => {
    const { folder, session } = await home()
    put(join(folder, "bo's key.txt"), alice.identity, 0o644)
    const problem = await problemOf(session, { identity: "bo's key.txt" })
    expect(problem).toMatchObject({ hint: `chmod 600 'bo'\\''s key.txt'` })
  })

  test.each([
    ['a link', (path: string) => symlinkSync(identityFile('alice'), path), /: is a symbolic link$/],
    ['a folder', (path: string) => mkdirSync(path), /: is a folder$/],
    ['a pipe', (path: string) => execFileSync('mkfifo', [path]), /: is not a plain file$/],
    ['too large', (path: string) => put(path, '#\n'.repeat(40_000)), /: is larger than 64 kB/],
    ['empty', (path: string) => put(path, ''), /: the file is empty$/],
    ['empty but for a line', (path: string) => put(path, '\n'), /: the file is empty$/],
    [
      'UTF-16, as PowerShell writes',
      (path: string) => put(path, Buffer.from(`\ufeff${alice.identity}`, 'utf16le')),
      /: the file is UTF-16, not UTF-8$/,
    ],
    ['no text', (path: string) => put(path, Buffer.from([0xc3, 0x28])), /not UTF-8 text$/],
    ['a control character', (path: string) => put(path, `\u001b${alice.identity}\n`), /U\+001B|control/],
    ['a public key', (path: string) => put(path, alice.recipient), /: this is a public key/],
    [
      'sealed to a key',
      (path: string) => put(path, sealedToAlice),
      /: is sealed to a key, not locked with a passphrase$/,
    ],
  ])('because it is %s', async (_, make, message) => {
    const { path, session } = await home()
    mkdirSync(join(path, '..'), { recursive: true })
    make(path)
    if (statSync(path).isFile()) chmodSync(path, 0o600)
    for (const find of [findKeyring, ownKeyring]) {
      const text = await refusal(() => find(session))
      expect(text).toMatch(message)
      expect(text).not.toContain(secret)
    }
  })

  test.each([
    ['a missing file', 'no.txt', 'there is no key file "no.txt"'],
    ['nothing', '', 'there is no key file ""'],
    [
      'the key itself',
      alice.identity,
      '--identity takes the path of a key file, not a key: what stands on a command line can be read by others',
    ],
  ])('--identity with %s', async (_, identity, message) => {
    const { session } = await home()
    expect(await refusal(() => findKeyring(session, { identity }))).toBe(message)
  })

  test.each([
    ['a missing file', '/nowhere/key.txt', 'TIEX_IDENTITY names a file that is not there'],
    [
      'a key in another form',
      Buffer.from(alice.identity).toString('base64'),
      'TIEX_IDENTITY names a file that is not there',
    ],
    ['something very long', secret.repeat(1000), 'TIEX_IDENTITY names a file that is not there'],
    ['a mistyped key', `${alice.identity}Q`, 'TIEX_IDENTITY: this secret key has a typing error'],
    [
      'a key in small letters',
      alice.identity.toLowerCase(),
      'TIEX_IDENTITY: this secret key has a typing error',
    ],
    [
      'a public key',
      alice.recipient,
      'TIEX_IDENTITY: this is a public key, and opening needs the secret one',
    ],
    [
      'an ssh key',
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n`,
      'TIEX_IDENTITY: this is a private key of ssh or of another program, where an age identity belongs',
    ],
  ])('TIEX_IDENTITY with %s', async (_, value, message) => {
    const { session } = await home({ TIEX_IDENTITY: value })
    expect(await refusal(() => findKeyring(session))).toBe(message)
  })
})

describe('a key file locked with a passphrase', () => {
  const forms = [
    ['armored', (block: string) => block],
    ['binary', (block: string) => parseArmor(block) as Uint8Array],
  ] as const

  test.each(forms)('%s, is unlocked by TIEX_PASSPHRASE, or who can be asked', async (_, form) => {
    const { folder, path, session } = await home()
    put(path, form(await lock(`${bob.identity}\n`, 'five words', cheap)))
    const asked: string[] = []
    const unlock = async (what: string) => {
      asked.push(what)
      return 'five words'
    }
    expect(await findKeyring(session, { unlock })).toMatchObject({ recipient: bob.recipient })
    expect(asked).toEqual([path])
    const ci = await sessionIn(folder, { HOME: folder, TIEX_PASSPHRASE: 'five words' })
    expect(await findKeyring(ci, { unlock })).toMatchObject({ recipient: bob.recipient })
    expect(asked).toEqual([path])
  })

  test('may stand in TIEX_IDENTITY', async () => {
    const block = await lock(bob.identity, 'five words', cheap)
    const { session } = await home({ TIEX_IDENTITY: block, TIEX_PASSPHRASE: 'five words' })
    expect(await findKeyring(session)).toMatchObject({ recipient: bob.recipient, from: 'TIEX_IDENTITY' })
  })

  test('stays locked without a passphrase, and with a wrong one', async () => {
    const { path, session } = await home()
    put(path, await lock(bob.identity, 'five words', cheap))
    expect(await problemOf(session)).toMatchObject({
      message: 'is locked with a passphrase, and nobody can be asked for it here',
      hint: expect.stringContaining('TIEX_PASSPHRASE'),
    })
    const unlock = async () => 'six words'
    expect(await refusal(() => findKeyring(session, { unlock }))).toBe(`${path}: the passphrase is wrong`)
  })

  test('takes no further key', async () => {
    const { path, session } = await home()
    const block = await lock(bob.identity, 'five words', cheap)
    put(path, block)
    expect(await refusal(() => addIdentity(session, sue.identity))).toMatch(/is locked with a passphrase/)
    expect(readFileSync(path, 'utf8')).toBe(block)
  })

  test('that was damaged says so', async () => {
    const { path, session } = await home({ TIEX_PASSPHRASE: 'five words' })
    put(path, (await lock(bob.identity, 'five words', cheap)).replace(/\n-----END.*\n/, '\n'))
    expect(await refusal(() => findKeyring(session))).toMatch(/: is cut off/)
  })
})

describe('a further key', () => {
  test('stands first, and those that were there stay', async () => {
    const { path, session } = await home()
    expect(await addIdentity(session, bob.identity)).toMatchObject({ identities: [bob.identity], from: path })
    expect(mode(path)).toBe(0o600)
    const before = readFileSync(path, 'utf8')
    const keyring = await addIdentity(session, sue.identity)
    expect(keyring).toEqual({
      identities: [sue.identity, bob.identity],
      recipient: sue.recipient,
      from: path,
    })
    const after = readFileSync(path, 'utf8')
    expect(after.endsWith(before)).toBe(true)
    expect(after).toMatch(/^# made by tiex on 2026-11-02/)
    expect(mode(path)).toBe(0o600)
    expect(await findKeyring(session)).toEqual(keyring)
  })

  test('that is first already changes nothing', async () => {
    const { path, session } = await home()
    put(path, `${bob.identity}\n`)
    await addIdentity(session, bob.identity)
    expect(readFileSync(path, 'utf8')).toBe(`${bob.identity}\n`)
  })

  test('that was further down comes first', async () => {
    const { path, session } = await home()
    put(path, `\ufeff${bob.identity}\r\n${sue.identity}\r\n`)
    expect((await addIdentity(session, sue.identity)).identities).toEqual([sue.identity, bob.identity])
  })

  test('that is no key is refused', async () => {
    const { path, session } = await home()
    expect(await refusal(() => addIdentity(session, `${sue.identity}Q`))).toBe(
      'this is not a secret key of age',
    )
    expect(existsSync(path)).toBe(false)
  })

  test('stays when several are added at once', async () => {
    const { session } = await home()
    await Promise.all([alice, bob, sue].map(({ identity }) => addIdentity(session, identity)))
    const keyring = await findKeyring(session)
    expect([...keyring!.identities].sort()).toEqual([alice, bob, sue].map(({ identity }) => identity).sort())
  })
})

async function problemOf(session: Session, source = {}) {
  const error = await findKeyring(session, source).catch((thrown: unknown) => thrown)
  return (error as { problems: unknown[] }).problems[0]
}
