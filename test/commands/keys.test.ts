import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseArmor } from '../../src/files/age/armor.ts'
import { fingerprintOf } from '../../src/files/age/identity.ts'
import { lock } from '../../src/files/age/passphrase.ts'
import { hasAge } from '../files/age/keys.ts'
import { makeKey } from '../files/ssh/keys.ts'
import { answer, responseOf, type SealedCouncil, sealedCouncil } from './sealed-council.ts'

const TIEX_PASSPHRASE = 'seven brown teapots sail'
const priya = responseOf('priya-shah')

let council: SealedCouncil
let outside: string
beforeEach(async () => {
  council = await sealedCouncil()
  outside = dirname(council.folder)
})

const identities = (person: string) =>
  readFileSync(council.keyFileOf(person), 'utf8').match(/^AGE-SECRET-KEY-.*$/gm) ?? []
const people = () => council.read('tiex.yaml')

describe('tiex keys', () => {
  it('shows the own key and whose keys open all answers, and no secret', async () => {
    const { stdout } = await council.done('sam-okafor', 'keys')
    const { sam } = council.keys
    expect(stdout).toContain(sam.recipient)
    expect(stdout).toContain(`Sam Okafor (sam-okafor): ${fingerprintOf(sam.recipient)} (your key)`)
    expect(stdout).not.toMatch(/SECRET/)
    const json = JSON.parse((await council.done('priya-shah', 'keys', 'show', '--format', 'json')).stdout)
    expect(json).toMatchObject({
      format: 'tiex-keys/1',
      own: { recipient: council.keys.priya.recipient, older: 0 },
      assessment: { person: 'priya-shah', facilitators: [{ id: 'sam-okafor', mine: false }] },
    })
  })

  it('works outside of an assessment, without a key, and beside a faulty tiex.yaml', async () => {
    const elsewhere = await council.as('priya-shah', ['keys'], { cwd: outside })
    expect([elsewhere.code, elsewhere.stdout]).toEqual([
      0,
      expect.stringContaining(council.keys.priya.recipient),
    ])
    const none = await council.as('nobody', ['keys'], { cwd: outside })
    expect([none.code, none.stdout]).toEqual([0, expect.stringContaining('You have no key yet')])
    writeFileSync(join(council.folder, 'tiex.yaml'), `${people()}nonsense: 1\n`)
    const faulty = await council.as('priya-shah', ['keys'])
    expect([faulty.code, faulty.stdout]).toEqual([0, expect.stringContaining(council.keys.priya.recipient)])
    expect(faulty.stderr).toContain('nonsense')
  })
})

describe('answers that are sealed to a key that is not here', () => {
  const words = (text: string) => text.replaceAll(/\s+/g, ' ')

  it.each([['keys'], ['keys make']])('are told with who can help, by tiex %s', async (command) => {
    await answer(council, 'priya-shah')
    const lost = fingerprintOf(council.keys.priya.recipient)
    const elsewhere = { variables: { TIEX_AS: 'priya-shah' } }
    const { stdout } = await council.as('machine', command.split(' '), elsewhere)
    expect(words(stdout)).toContain(
      `Your answers of 2026-autumn are sealed to another key (${lost}). Restore it: tiex keys restore FILE. If it is lost,`,
    )
    expect(words(stdout)).toContain(
      'to sam-okafor, and read out its fingerprint: they run tiex keys hand-back priya-shah',
    )
    const restored = join(outside, 'k.txt')
    writeFileSync(restored, `${council.keys.priya.identity}\n`, { mode: 0o600 })
    await council.done('machine', 'keys', 'restore', restored)
    expect((await council.as('machine', ['keys'], elsewhere)).stdout).not.toContain('sealed to another key')
  })

  it('are not spoken of to somebody who neither answers nor facilitates, nor in an open assessment', async () => {
    await council.done('sam-okafor', 'people', 'set', 'bo-reed', '--may', 'sign')
    const bo = { variables: { TIEX_AS: 'bo-reed' } }
    expect((await council.as('machine', ['keys'], bo)).stdout).toMatch(
      /^You have no key, and need none here\./,
    )
    writeFileSync(join(council.folder, 'tiex.yaml'), people().replace('lity: sealed', 'lity: open'))
    const priya = { variables: { TIEX_AS: 'priya-shah' } }
    expect((await council.as('machine', ['keys'], priya)).stdout).toMatch(/^You have no key, and need none/)
  })
})

describe('tiex keys make', () => {
  it('makes a key once; --new puts another before it', async () => {
    const first = await council.done('jo-field', 'keys', 'make')
    expect(first.stderr).toContain('A key was made for you')
    expect(statSync(council.keyFileOf('jo-field')).mode & 0o777).toBe(0o600)
    const [made] = identities('jo-field')
    expect((await council.done('jo-field', 'keys', 'make')).stderr).toContain('nothing was made')
    expect(identities('jo-field')).toEqual([made])
    const another = await council.done('jo-field', 'keys', 'make', '--new')
    expect(identities('jo-field')).toEqual([expect.any(String), made])
    expect(another.output).not.toMatch(/SECRET/)
    expect(another.stdout).toContain('1 older key')
  })

  it('makes nothing in a dry run', async () => {
    expect((await council.done('jo-field', 'keys', 'make', '--dry-run')).stderr).toContain('Would make a key')
    expect(existsSync(council.configOf('jo-field'))).toBe(false)
    const other = await council.done('priya-shah', 'keys', 'make', '--new', '--dry-run')
    expect(other.stderr).toContain('Would make a key')
    const same = await council.done('priya-shah', 'keys', 'make', '--dry-run')
    expect(same.stderr).toContain('You have a key already')
    expect(identities('priya-shah')).toEqual([council.keys.priya.identity])
  })

  it('says what the key is for by what the person may do', async () => {
    const made = (person: string) => council.done(person, 'keys', 'make', '--new')
    expect((await made('priya-shah')).stderr).toContain('There is nothing else to do')
    const sam = (await made('sam-okafor')).stderr.replaceAll(/\s+/g, ' ')
    expect(sam).toContain('tiex keys add sam-okafor age1... --replace')
    await council.done('sam-okafor', 'people', 'set', 'bo-reed', '--may', 'sign')
    expect((await made('bo-reed')).stderr).not.toContain('answer')
  })

  it('says what to do where there is no configuration folder', async () => {
    const variables = { XDG_CONFIG_HOME: '', HOME: '' }
    const { code, stderr } = await council.as('jo-field', ['keys', 'make'], { variables, cwd: outside })
    expect(code).toBe(2)
    expect(stderr).toContain('there is no folder for your key')
  })
})

describe('tiex keys add', () => {
  const add = (...args: readonly string[]) => council.as('sam-okafor', ['keys', 'add', ...args])

  it('puts a recipient into tiex.yaml, shows what to compare, and commits it', async () => {
    const { recipient } = council.keys.priya
    const ran = await add('priya-shah', recipient)
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining(fingerprintOf(recipient))])
    expect(people()).toContain(`recipient: ${recipient}`)
    expect(council.git('log', '-1', '--format=%s').trim()).toBe('Add the key of priya-shah')
    expect(ran.stderr).not.toContain('rotate')
  })

  it('of a facilitator says that older answers need tiex keys rotate', async () => {
    await council.done('sam-okafor', 'people', 'set', 'bo-reed', '--may', 'answer,facilitate')
    expect((await add('bo-reed', council.keys.bo.recipient)).stderr).toContain('tiex keys rotate')
  })

  it('takes the own key where none is given, and another one’s place only with --replace', async () => {
    await council.done('sam-okafor', 'keys', 'make', '--new')
    const before = people()
    const refused = await add('sam-okafor')
    expect([refused.code, people()]).toEqual([2, before])
    expect(refused.stderr).toContain('has another public age key already')
    expect((await add('sam-okafor', '--replace')).code).toBe(0)
    expect(people()).not.toContain(council.keys.sam.recipient)
    expect((await add('sam-okafor')).stderr).toContain('nothing was changed')
  })

  it('puts a signing key from a file', async () => {
    const key = makeKey()
    expect((await add('bo-reed', '--signing-key', `@${key.file}.pub`)).code).toBe(0)
    expect(people()).toContain(`signing-key: ${key.public}`)
    const show = await council.done('bo-reed', 'keys')
    expect(show.stdout).toContain('SHA256:')
  })

  it.each<[string, () => readonly string[], string]>([
    ['a secret age key', () => ['bo-reed', council.keys.bo.identity], 'this is a secret key'],
    ['a secret age key as the person', () => [council.keys.bo.identity], 'this is a secret key'],
    ['a private SSH key', () => ['bo-reed', '--signing-key', `@${makeKey().file}`], 'holds a private key'],
    [
      'a mistyped recipient',
      () => ['bo-reed', council.keys.bo.recipient.replace(/.$/, (end) => (end === 'q' ? 'p' : 'q'))],
      'typing error',
    ],
    ['an ssh key as recipient', () => ['bo-reed', makeKey().public], 'stands where a recipient belongs'],
    ['a missing file', () => ['bo-reed', '--signing-key', '@none.pub'], 'there is no file "none.pub"'],
    [
      'the key of somebody else',
      () => ['bo-reed', council.keys.sam.recipient],
      'this is the key of sam-okafor',
    ],
    ['a key in capitals', () => ['bo-reed', council.keys.bo.recipient.toUpperCase()], 'in capital letters'],
    ['an age key as signing key', () => ['bo-reed', '--signing-key', council.keys.bo.recipient], 'age1...'],
    ['a file without @', () => ['bo-reed', '--signing-key', '/home/bo/key.pub'], 'put an @ before its name'],
    ['nobody', () => ['bo-red', council.keys.bo.recipient], 'nobody in tiex.yaml is called'],
    ['no key of another person', () => ['bo-reed'], 'the key of bo-reed is missing'],
  ])('refuses %s and changes nothing', async (_, args, message) => {
    const before = [people(), council.git('rev-parse', 'HEAD')]
    const { code, output } = await add(...args())
    expect([code, people(), council.git('rev-parse', 'HEAD')]).toEqual([2, ...before])
    expect(output).toContain(message)
    expect(output).not.toMatch(/AGE-SECRET|BEGIN/)
  })

  it('refuses the key that the response of somebody else names, in any round', async () => {
    await answer(council, 'priya-shah')
    council.git('mv', 'rounds/2026-autumn', 'rounds/2025-autumn')
    const before = people()
    const { recipient } = council.keys.priya
    const flags = [
      ['keys', 'add', 'bo-reed', recipient],
      ['people', 'set', 'bo-reed', '--recipient', recipient],
    ]
    const about = ['--name', 'A', '--email', 'a@b.org', '--role', 'hr', '--recipient', recipient]
    for (const args of [...flags, ['people', 'add', 'al', ...about]]) {
      const { code, stderr } = await council.as('sam-okafor', args)
      expect([code, stderr]).toEqual([2, expect.stringContaining('this is the key of priya-shah')])
    }
    expect(people()).toBe(before)
    expect((await add('priya-shah', recipient)).code).toBe(0)
  })

  it('refuses a post-quantum key of a facilitator beside a classical one', async () => {
    await council.done('sam-okafor', 'people', 'set', 'bo-reed', '--may', 'answer,facilitate')
    const { generateHybridIdentity, identityToRecipient } = await import('age-encryption')
    const hybrid = await identityToRecipient(await generateHybridIdentity())
    const before = people()
    const { code, stderr } = await add('bo-reed', hybrid)
    expect([code, stderr]).toEqual([2, expect.stringContaining('nothing can be sealed to both')])
    expect(people()).toBe(before)
  })

  it('is for those who may administer', async () => {
    const { code, stderr } = await council.as('bo-reed', ['keys', 'add', 'bo-reed'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('bo-reed may not administer')])
  })

  it('writes nothing in a dry run', async () => {
    const before = people()
    const ran = await add('priya-shah', council.keys.priya.recipient, '--dry-run')
    expect([ran.code, people()]).toEqual([0, before])
    expect(ran.stderr).toContain('Would change tiex.yaml')
  })
})

describe('a back-up', () => {
  const backUp = (file: string, passphrase = TIEX_PASSPHRASE) =>
    council.as('priya-shah', ['keys', 'back-up', file], { variables: { TIEX_PASSPHRASE: passphrase } })
  const restore = (person: string, file: string, passphrase = TIEX_PASSPHRASE) =>
    council.as(person, ['keys', 'restore', file], { variables: { TIEX_PASSPHRASE: passphrase } })

  it('is locked, costs as much to guess as age itself asks, and is put back behind the keys of another machine, in its order', async () => {
    const file = join(outside, 'backup.age')
    await council.done('priya-shah', 'keys', 'make', '--new')
    expect((await backUp(file)).code).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toContain('SECRET')
    const header = Buffer.from(parseArmor(readFileSync(file, 'utf8')) as Uint8Array).toString('latin1')
    expect(header).toMatch(/^-> scrypt \S{22} 18$/m)

    await council.done('machine', 'keys', 'make')
    const [there] = identities('machine')
    // What is done with the keys does not hang on the lock, which takes long to open.
    const unlocked = join(outside, 'unlocked.txt')
    writeFileSync(unlocked, identities('priya-shah').join('\n'), { mode: 0o600 })
    const dry = await council.as('machine', ['keys', 'restore', unlocked, '--dry-run'])
    expect([dry.code, dry.stderr]).toEqual([0, expect.stringContaining('2 older keys would be added')])
    expect(identities('machine')).toEqual([there])
    const ran = await restore('machine', file)
    const words = /^Your key stays [0-9a-f ]{24}; 2 older keys added/
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringMatching(words)])
    expect(identities('machine')).toEqual([there, ...identities('priya-shah')])
    const text = readFileSync(council.keyFileOf('machine'), 'utf8')
    const again = await restore('machine', unlocked)
    expect(again.stderr).toContain('0 older keys added, 2 there already')
    expect(readFileSync(council.keyFileOf('machine'), 'utf8')).toBe(text)

    const guessed = join(outside, 'guessed.age')
    writeFileSync(guessed, await lock(council.keys.bo.identity, TIEX_PASSPHRASE, 10), { mode: 0o600 })
    const wrong = await restore('machine', guessed, 'seven brown teapots sank')
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('the passphrase is wrong')])
    const unasked = await council.as('machine', ['keys', 'restore', file])
    expect(unasked.stderr).toContain('nobody can be asked')
    expect(readFileSync(council.keyFileOf('machine'), 'utf8')).toBe(text)
  })

  it('that is older than the keys that are there goes behind them', async () => {
    const [newest, older] = [join(outside, 'both.txt'), council.keys.bo.identity]
    writeFileSync(newest, `${council.keys.priya.identity}\n${older}\n`, { mode: 0o600 })
    await council.done('priya-shah', 'keys', 'restore', newest)
    expect(identities('priya-shah')).toEqual([council.keys.priya.identity, older])
  })

  it('that has none of the keys that are there does not take the place of the present one', async () => {
    const old = join(outside, 'old.txt')
    writeFileSync(old, `${council.keys.bo.identity}\n`, { mode: 0o600 })
    const { stderr } = await council.done('priya-shah', 'keys', 'restore', old)
    expect(stderr).toContain(
      `Your key stays ${fingerprintOf(council.keys.priya.recipient)}; 1 older key added`,
    )
    expect(identities('priya-shah')).toEqual([council.keys.priya.identity, council.keys.bo.identity])
  })

  it('keeps its order in an empty folder', async () => {
    const both = join(outside, 'both.txt')
    const order = [council.keys.bo.identity, council.keys.priya.identity]
    writeFileSync(both, `${order.join('\n')}\n`, { mode: 0o600 })
    const dry = await council.done('machine', 'keys', 'restore', both, '--dry-run')
    expect(dry.stderr).toContain('2 keys would be put back')
    expect(existsSync(council.keyFileOf('machine'))).toBe(false)
    const { stderr } = await council.done('machine', 'keys', 'restore', both)
    expect(stderr).toContain(`from now on: ${fingerprintOf(council.keys.bo.recipient)}`)
    expect(identities('machine')).toEqual(order)
  })

  it.each<[string, string, string | undefined, string]>([
    ['with few characters', '../short.age', 'too short', 'less than 10 characters'],
    ['without a passphrase and a terminal', '../none.age', '', 'no terminal to ask'],
    ['inside of the assessment', 'k.age', undefined, 'lies inside of the assessment'],
    ['in a folder of it that is not there yet', 'a/b/k.age', undefined, 'lies inside of the assessment'],
    ['in a folder that is not there', '../none/k.age', undefined, 'there is no folder'],
    ['over a file', '../there.age', undefined, 'is there already'],
  ])('is refused %s', async (_, file, passphrase, message) => {
    writeFileSync(join(outside, 'there.age'), 'mine')
    const { code, stderr } = await backUp(file, passphrase ?? TIEX_PASSPHRASE)
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
    expect(readFileSync(join(outside, 'there.age'), 'utf8')).toBe('mine')
    expect(existsSync(join(council.folder, file))).toBe(file === '../there.age')
  })

  it('is refused inside of the assessment by whatever way it is named', async () => {
    symlinkSync(council.folder, join(outside, 'way'))
    const ran = await council.as('priya-shah', ['keys', 'back-up', 'way/k.age'], {
      cwd: outside,
      variables: { TIEX_PASSPHRASE },
    })
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('lies inside of the assessment')])
  })

  it.each<[string, (file: string) => void, string]>([
    ['of garbage', (file) => writeFileSync(file, 'garbage\n', { mode: 0o600 }), 'no age identity'],
    ['of bytes', (file) => writeFileSync(file, Buffer.from([0, 255, 1, 254]), { mode: 0o600 }), 'backup'],
    ['of nothing', (file) => writeFileSync(file, '', { mode: 0o600 }), 'the file is empty'],
    ['of no file', () => {}, 'there is no such file'],
    [
      'of a public key',
      (file) => writeFileSync(file, `${council.keys.bo.recipient}\n`, { mode: 0o600 }),
      'this is a public key',
    ],
    [
      'of a plain file that others may read',
      (file) => writeFileSync(file, `${council.keys.bo.identity}\n`, { mode: 0o644 }),
      'may be read by others (mode 644)',
    ],
  ])('%s is not put back', async (_, write, message) => {
    const file = join(outside, 'backup')
    write(file)
    const { code, output } = await restore('priya-shah', file)
    expect([code, output]).toEqual([2, expect.stringContaining(message)])
    expect(output).not.toMatch(/SECRET-KEY-1[02-9A-Z]/)
    expect(identities('priya-shah')).toEqual([council.keys.priya.identity])
  })

  it('is not put among keys that others may read', async () => {
    chmodSync(council.keyFileOf('priya-shah'), 0o640)
    const file = join(outside, 'backup')
    writeFileSync(file, `${council.keys.bo.identity}\n`, { mode: 0o600 })
    const { code, stderr } = await restore('priya-shah', file)
    expect([code, stderr]).toEqual([2, expect.stringContaining('may be read by others (mode 640)')])
    expect(identities('priya-shah')).toEqual([council.keys.priya.identity])
  })

  it.runIf(hasAge())('that is plain is one that age-keygen made', async () => {
    mkdirSync(join(outside, 'usb'))
    const file = join(outside, 'usb/key.txt')
    execFileSync('age-keygen', ['-o', file], { stdio: 'ignore' })
    expect((await council.as('jo-field', ['keys', 'restore', file])).code).toBe(0)
    expect(identities('jo-field')).toHaveLength(1)
  })
})

describe('tiex keys hand-back', () => {
  const handBack = (...args: readonly string[]) =>
    council.as('sam-okafor', ['keys', 'hand-back', 'priya-shah', ...args])

  it('seals the answers of a person to a new key, once its fingerprint was read out', async () => {
    await answer(council, 'priya-shah')
    const lost = council.keys.priya
    const { recipient } = await council.giveKey('priya-shah')
    expect((await council.as('priya-shah', ['results', 'priya-shah'])).code).toBe(2)
    const fingerprint = fingerprintOf(recipient).toUpperCase()
    const dry = await handBack('--key', recipient, '--fingerprint', fingerprint, '--dry-run')
    expect([dry.code, council.read(priya)]).toEqual([0, expect.stringContaining(`key: ${lost.recipient}`)])
    const ran = await handBack('--key', recipient, '--fingerprint', fingerprint)
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('git pull, then tiex assess')])
    expect(council.read(priya)).toContain(`key: ${recipient}`)
    expect(council.git('log', '-1', '--format=%B')).toContain('\n\nTiex-Reseal: sam-okafor')
    expect((await council.as('priya-shah', ['results', 'priya-shah'])).code).toBe(0)
    await answer(council, 'priya-shah', 'fully')
    const again = await handBack('--key', recipient, '--fingerprint', fingerprint)
    expect(again.stderr).toContain('is sealed to this key already')
  })

  it.each<[string, () => readonly string[], string]>([
    [
      'another fingerprint',
      () => ['--key', council.keys.bo.recipient, '--fingerprint', '0000 0000 0000 0000 0000'],
      'the key has another fingerprint',
    ],
    [
      'no fingerprint and no terminal',
      () => ['--key', council.keys.bo.recipient],
      '--fingerprint is missing',
    ],
    [
      'the key of another person',
      () => ['--key', council.keys.sam.recipient, '--fingerprint', fingerprintOf(council.keys.sam.recipient)],
      'this is the key of sam-okafor',
    ],
    ['a secret key', () => ['--key', council.keys.bo.identity], 'this is a secret key'],
    ['no key', () => ['--key', 'age1nonsense'], 'is not a key of age itself'],
  ])('refuses %s and changes nothing', async (_, args, message) => {
    await answer(council, 'priya-shah')
    const before = [council.read(priya), council.git('rev-parse', 'HEAD')]
    const { code, output } = await handBack(...args())
    expect([code, council.read(priya), council.git('rev-parse', 'HEAD')]).toEqual([2, ...before])
    expect(output).toContain(message)
    expect(output).not.toContain('AGE-SECRET')
  })

  it('needs answers, and somebody who may facilitate', async () => {
    const { recipient } = council.keys.bo
    const key = ['--key', recipient, '--fingerprint', fingerprintOf(recipient)]
    expect((await handBack(...key)).stderr).toContain('has not answered anything')
    const other = await council.as('bo-reed', ['keys', 'hand-back', 'priya-shah', ...key])
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('bo-reed may not facilitate')])
  })
})

describe('tiex keys rotate', () => {
  it('has nothing to do where nothing is sealed, and is for those who may facilitate', async () => {
    const none = await council.as('sam-okafor', ['keys', 'rotate'])
    expect([none.code, none.stderr]).toEqual([0, expect.stringContaining('nothing is sealed')])
    const other = await council.as('priya-shah', ['keys', 'rotate'])
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('priya-shah may not facilitate')])
  })

  it('is refused where nobody who may facilitate has a key', async () => {
    await answer(council, 'priya-shah')
    const text = people().replace(/^ +recipient: .*\n/m, '')
    writeFileSync(join(council.folder, 'tiex.yaml'), text)
    const before = council.read(priya)
    const { code, stderr } = await council.as('sam-okafor', ['keys', 'rotate'])
    expect([code, stderr, council.read(priya)]).toEqual([
      2,
      expect.stringContaining('nobody who may facilitate has a recipient key'),
      before,
    ])
  })
})

describe('sealing again without a signing key in tiex.yaml', () => {
  it('is said to count for nothing where somebody else has one', async () => {
    await answer(council, 'priya-shah')
    const said = 'tiex keys add sam-okafor --signing-key @FILE.pub'
    const rotate = async () =>
      (await council.done('sam-okafor', 'keys', 'rotate', '--dry-run')).stderr.replaceAll(/\s+/g, ' ')
    expect(await rotate()).not.toContain(said)
    await council.done('sam-okafor', 'keys', 'add', 'priya-shah', '--signing-key', `@${makeKey().file}.pub`)
    expect(await rotate()).toMatch(
      /^tiex verify will accept this only signed, since priya-shah has a signing key/,
    )
    expect(await rotate()).toContain(said)
    const { recipient } = await council.giveKey('priya-shah')
    const key = ['--key', recipient, '--fingerprint', fingerprintOf(recipient), '--dry-run']
    const hand = await council.done('sam-okafor', 'keys', 'hand-back', 'priya-shah', ...key)
    expect(hand.stderr.replaceAll(/\s+/g, ' ')).toContain(said)
    await council.done('sam-okafor', 'keys', 'add', 'sam-okafor', '--signing-key', `@${makeKey().file}.pub`)
    expect(await rotate()).not.toContain(said)
  })
})

describe('a second facilitator', () => {
  it('has a key by the steps of the help, of which tiex people and tiex keys say the next', async () => {
    const said = async (...args: readonly string[]) =>
      (await council.as('sam-okafor', args)).stdout.replaceAll(/\s+/g, ' ')
    for (const step of [
      'people set ann --may answer,facilitate',
      'keys make',
      'keys add ann age1...',
      'keys rotate',
    ])
      expect(await said('keys', '--help')).toContain(`tiex ${step}`)
    for (const command of ['people', 'keys'])
      expect(await said(command)).toContain('Next: let a second person facilitate: tiex people set PERSON')
    await council.done('sam-okafor', 'people', 'set', 'bo-reed', '--may', 'answer,facilitate')
    for (const command of ['people', 'keys'])
      expect(await said(command)).toContain('tiex keys add bo-reed age1...')
    await council.done('sam-okafor', 'keys', 'add', 'bo-reed', council.keys.bo.recipient)
    expect(await said('keys')).not.toContain('Next:')
    expect(await said('people')).toContain('opens answers')
  })
})

describe('tiex check', () => {
  it('warns where a response is sealed to the key of another person, unless told not to', async () => {
    await answer(council, 'priya-shah')
    const text = council.read(priya)
    const check = async () => (await council.as('sam-okafor', ['check'])).output.replaceAll(/\s+/g, ' ')
    expect(await check()).not.toContain('the key of this response')
    const copy = text.replace('person: priya-shah', 'person: bo-reed')
    writeFileSync(join(council.folder, responseOf('bo-reed')), copy)
    expect(await check()).toContain('the key of this response is that of bo-reed, who can read it')
    const { priya: own, sam } = council.keys
    writeFileSync(join(council.folder, responseOf('bo-reed')), copy.replace(own.recipient, sam.recipient))
    expect(await check()).toContain('bo-reed.yaml: warning: the key of this response is that of sam-okafor')
    writeFileSync(join(council.folder, 'tiex.yaml'), `${people()}check: {shared-key: off}\n`)
    expect(await check()).not.toContain('the key of this response')
  })

  it('warns while one facilitator alone has a key, unless told not to', async () => {
    const { output } = await council.as('sam-okafor', ['check'])
    expect(output).toContain('only sam-okafor holds a key that opens all answers')
    await council.done('sam-okafor', 'people', 'set', 'bo-reed', '--may', 'answer,facilitate')
    expect((await council.as('sam-okafor', ['check'])).output).toContain('bo-reed may facilitate, but has no')
    writeFileSync(join(council.folder, 'tiex.yaml'), `${people()}check: {few-keys: off, no-key: off}\n`)
    expect((await council.as('sam-okafor', ['check'])).output).not.toMatch(/only sam|bo-reed/)
  })
})
