import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { makeIdentity } from '../../src/files/age/identity.ts'
import { lock } from '../../src/files/age/passphrase.ts'
import { sealText } from '../../src/files/age/seal.ts'
import { main } from '../../src/main.ts'
import { agentWith } from '../files/ssh/world.ts'
import { consensusFile, makeKey, signaturesFile, signingCouncil } from './signing-council.ts'

type Council = ReturnType<typeof signingCouncil>

/** Nothing of a signature on disk or in git. */
function unsigned({ folder, git }: Council) {
  return !existsSync(join(folder, signaturesFile)) && git('log', '--format=%s') === 'start\n'
}

describe('tiex sign refuses', () => {
  const nothing = () => {}
  it.each<[string, readonly string[], (council: Council) => void, string]>([
    [
      'a round without a consensus',
      ['--as', 'cllr-lee', '--yes'],
      ({ folder }) => execFileSync('rm', [join(folder, consensusFile)]),
      'error: there is no consensus of 2026-autumn to sign\nhint: a facilitator makes it with: tiex merge\n',
    ],
    [
      'a round in which nothing is agreed',
      ['--as', 'cllr-lee', '--yes'],
      ({ read, write }) => write(consensusFile, read(consensusFile).replace(/^ {4}agreed: .*\n/gm, '')),
      'error: nothing is agreed in 2026-autumn yet, so there is nothing to sign\nhint: the group agrees in: tiex workshop\n',
    ],
    [
      'one who may not sign',
      ['--as', 'sam-okafor', '--yes'],
      nothing,
      'error: sam-okafor may not sign\nhint: those who may: helen-marsh and cllr-lee\n',
    ],
    [
      'one without a registered key',
      ['--as', 'cllr-lee', '--yes'],
      ({ read, write }) =>
        write('tiex.yaml', read('tiex.yaml').replace(/ {4}signing-key: ssh-ed25519 .*\n/, '')),
      'error: cllr-lee has no signing key in tiex.yaml\nhint: somebody who may administer adds the public one: tiex keys add cllr-lee --signing-key KEY\n',
    ],
    [
      'a role that does not sign',
      ['--as', 'cllr-lee', '--yes'],
      ({ edit }) => edit('tiex.yaml', 'sign-off: [leader, chief-executive]', 'sign-off: [chief-executive]'),
      'error: cllr-lee is leader, and that role does not sign off\nhint: the roles under sign-off in tiex.yaml are chief-executive\n',
    ],
    [
      'to sign unasked without a terminal',
      ['--as', 'cllr-lee', '--key', '../lee'],
      nothing,
      'error: --yes is missing\nhint: read what is signed with --dry-run, then sign it with --yes\n',
    ],
    [
      '--for without --recorded',
      ['--as', 'cllr-lee', '--for', 'leader'],
      nothing,
      'error: --for goes with --recorded\nhint: sign as your own role with: tiex sign\n',
    ],
    [
      '--recorded without --for',
      ['--as', 'sam-okafor', '--recorded', 'Minute 14'],
      nothing,
      'error: --for is missing\nhint: name the role that decided, such as --for leader\n',
    ],
    [
      'an empty record',
      ['--as', 'sam-okafor', '--recorded', ' ', '--for', 'leader'],
      nothing,
      'error: --recorded cannot be empty or longer than 200 characters\nhint: write something such as "Cabinet minute 14"\n',
    ],
    [
      'a record by one who may only answer',
      ['--as', 'priya-shah', '--recorded', 'Minute 14', '--for', 'leader'],
      nothing,
      'error: priya-shah may not record a decision\nhint: one who may facilitate, administer or sign does it\n',
    ],
    [
      'a record for a role that does not sign',
      ['--as', 'sam-okafor', '--recorded', 'Minute 14', '--for', 'leeder'],
      nothing,
      'error: "leeder" is not a role that signs\nhint: leader? The roles that sign are leader and chief-executive\n',
    ],
  ])('%s', async (_, args, change, said) => {
    const council = signingCouncil()
    change(council)
    const { code, stderr } = await council.tiex(['sign', ...args])
    expect([code, stderr]).toEqual([2, said])
    expect(unsigned(council)).toBe(true)
  })

  it('without the private half of the registered key, and names it', async () => {
    const council = signingCouncil()
    const { code, stderr } = await council.tiex(['sign', '--as', 'cllr-lee', '--yes'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(
        /private half of the signing key of cllr-lee was not found \(SHA256:\S+\)\nhint: .*--key FILE/,
      ),
    ])
    expect(unsigned(council)).toBe(true)
  })

  it('with another key than the registered one', async () => {
    const council = signingCouncil()
    const { code, stderr } = await council.signAs('cllr-lee', 'helen')
    expect([code, stderr]).toEqual([2, expect.stringContaining('another key than the one registered')])
    expect(unsigned(council)).toBe(true)
  })

  it('with a key locked by a passphrase and nobody to ask for it', async () => {
    const council = signingCouncil()
    council.register('cllr-lee', makeKey(council.keyFile('locked'), 'ed25519', 'correct horse'))
    const { code, stderr } = await council.signAs('cllr-lee', 'locked')
    expect([code, stderr]).toEqual([2, expect.stringContaining('locked by a passphrase')])
    expect(unsigned(council)).toBe(true)
  })
})

describe('tiex sign', () => {
  it('shows what is signed, writes one entry and commits just that file as the person', async () => {
    const council = signingCouncil()
    council.write('notes.txt', 'mine')
    const { code, stdout, stderr } = await council.signAs('cllr-lee', 'lee')
    expect(code).toBe(0)
    expect(stdout).toContain('sign-off as leader')
    expect(stdout).toContain('Agreed: 31 of 93 statements; 62 still only suggested')
    const line = JSON.parse(/statement: (".*")/.exec(council.read(signaturesFile))![1]!) as string
    expect(stdout).toContain(line)
    expect(stderr).toContain('not complete, 1 of 2 roles done')
    expect(council.git('show', '--format=%an %s', '--name-only')).toBe(
      `Cllr Lee Sign off 2026-autumn as leader\n\n${signaturesFile}\n`,
    )
    expect(council.git('status', '--short')).toBe('?? notes.txt\n')
  })

  it('writes nothing when the role has signed already and nothing changed', async () => {
    const council = signingCouncil()
    await council.signAs('cllr-lee', 'lee')
    const before = [council.read(signaturesFile), council.git('rev-parse', 'HEAD')]
    const { code, output } = await council.tiex(['sign', '--as', 'cllr-lee'])
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('Signed as leader already, by cllr-lee on 2026-11-19'),
    ])
    expect([council.read(signaturesFile), council.git('rev-parse', 'HEAD')]).toEqual(before)
  })

  it('writes nothing with --dry-run, and does not commit with --no-commit', async () => {
    const council = signingCouncil()
    const dry = await council.signAs('cllr-lee', 'lee', '--dry-run')
    expect([dry.code, dry.stderr]).toEqual([0, expect.stringContaining('nothing was written')])
    expect(unsigned(council)).toBe(true)
    const { code, stderr } = await council.signAs('cllr-lee', 'lee', '--no-commit')
    expect([code, stderr]).toEqual([0, expect.stringContaining('(not committed)')])
    expect(council.git('log', '--format=%s')).toBe('start\n')
  })

  it('names what it signed that is not committed', async () => {
    const council = signingCouncil()
    council.edit(consensusFile, 'reason: All 143', 'reason: All 142')
    const { stderr } = await council.signAs('cllr-lee', 'lee')
    expect(stderr.replaceAll('\n', ' ')).toContain(`Not committed yet: ${consensusFile};`)
  })

  it('needs no private key to show what would be signed', async () => {
    const council = signingCouncil()
    const { code, stdout } = await council.tiex(['sign', '--as', 'cllr-lee', '--dry-run'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('The line that is signed')])
    expect(unsigned(council)).toBe(true)
  })

  it.each<[string, (file: string, identity: string) => Promise<void> | void]>([
    ['is missing', () => {}],
    ['may be read by others', (file, identity) => writeFileSync(file, identity, { mode: 0o644 })],
    [
      'is locked',
      async (file, identity) => writeFileSync(file, await lock(identity, 'words', 2), { mode: 0o600 }),
    ],
  ])('looks for no age key, though counts are sealed and the one that is named %s', async (_, make) => {
    const council = signingCouncil()
    const { identity, recipient } = await makeIdentity()
    const sealed = (await sealText('counts', [recipient])).trimEnd().replaceAll('\n', '\n  ')
    council.write(consensusFile, `${council.read(consensusFile).trimEnd()}\nsealed: |\n  ${sealed}\n`)
    council.commit('seal')
    const file = council.keyFile('identity.txt')
    await make(file, `${identity}\n`)
    const variables = { TIEX_IDENTITY: file }
    const line = ['sign', '--as', 'cllr-lee', '--key', council.keyFile('lee'), '--yes']
    const { code, output } = await council.tiex(line, { variables })
    expect([code, output]).toEqual([0, expect.stringContaining('signed by cllr-lee')])
    const checked = await council.tiex(['verify'], { variables })
    expect(checked.stdout).toContain('signed by cllr-lee')
  })

  it('signs with a key that only the ssh-agent has', async () => {
    const council = signingCouncil()
    const variables = await agentWith([{ file: council.keyFile('lee') }])
    execFileSync('rm', [council.keyFile('lee'), council.keyFile('lee.pub')])
    const { code, stderr } = await council.tiex(['sign', '--as', 'cllr-lee', '--yes'], { variables })
    expect([code, stderr]).toEqual([0, expect.stringContaining('signed by cllr-lee')])
  })

  it('shows words of a file that a terminal would obey as harmless characters', async () => {
    const council = signingCouncil()
    council.edit(consensusFile, 'reason: All 143', 'reason: "\\u202eAll 143')
    const text = council.read(consensusFile)
    council.write(consensusFile, text.replace(/(reason: "\\u202eAll 143.*)/, '$1"'))
    const { code, stdout } = await council.signAs('cllr-lee', 'lee', '--dry-run')
    expect(code).toBe(0)
    expect(stdout).toContain('<U+202E>All 143')
    expect(stdout).not.toContain('\u202e')
  })
})

/** Runs a line at a terminal; what is typed comes each time the question stands there. */
async function atTerminal({ folder, variables }: Council, args: readonly string[], ...typed: string[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  const told = { out: '', error: '' }
  const sink = (to: 'out' | 'error') =>
    Object.assign(
      new Writable({
        decodeStrings: false,
        write(chunk, _, done) {
          told[to] += String(chunk)
          if (to === 'error' && String(chunk).includes('Your choice:'))
            setImmediate(() => stdin.write(typed.shift() ?? ''))
          done()
        },
      }),
      { isTTY: true, columns: 80 },
    )
  const world = { cwd: folder, variables: { ...variables, TIEX_PLAIN: '1' } }
  const now = () => new Date('2026-12-01T09:00:00Z')
  const code = await main(args, { ...world, stdin, stdout: sink('out'), stderr: sink('error'), now })
  return { code, ...told }
}

describe('tiex sign at a terminal', () => {
  const line = ['sign', '--as', 'cllr-lee', '--key', '../lee']

  it('asks, and signs after a yes', async () => {
    const council = signingCouncil()
    const { code, out, error } = await atTerminal(council, line, 'y\n')
    expect([out, error]).toEqual(['', expect.stringContaining('The line that is signed')])
    expect(error).toContain('Sign this as leader for 2026-autumn?')
    expect([code, error]).toEqual([0, expect.stringContaining('leader: signed by cllr-lee')])
  })

  it('signs nothing after a no', async () => {
    const council = signingCouncil()
    const { code, error } = await atTerminal(council, line, 'n\n')
    expect([code, error]).toEqual([1, expect.stringContaining('Nothing was signed.')])
    expect(unsigned(council)).toBe(true)
  })

  it('takes Enter for neither', async () => {
    const council = signingCouncil()
    const { code, error } = await atTerminal(council, line, '\n', 'n\n')
    expect([code, error]).toEqual([1, expect.stringContaining('Enter alone is no answer')])
  })
})

describe('tiex sign --recorded', () => {
  const record = ['sign', '--as', 'sam-okafor', '--recorded', 'Cabinet minute 14', '--for', 'leader', '--yes']

  it('is shown as recorded, never as signed, and is not enough where a signature is needed', async () => {
    const council = signingCouncil()
    const { code, stderr } = await council.tiex(record)
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      0,
      expect.stringContaining(
        'recorded, not signed: Cabinet minute 14 (by sam-okafor on 2026-11-19); a signature is needed',
      ),
    ])
    expect(council.read(signaturesFile)).not.toContain('BEGIN SSH SIGNATURE')
    expect(council.git('log', '-1', '--format=%s')).toBe('Record the sign-off of 2026-autumn for leader\n')
  })

  it('of a draft says so, and asks', async () => {
    const council = signingCouncil()
    const asked = await council.tiex(record.slice(0, -1))
    expect([asked.code, asked.stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringMatching(
        /^Only 31 of 93 statements are agreed: this is the sign-off of a draft.*--yes is missing/,
      ),
    ])
    expect(council.git('log', '-1', '--format=%s')).not.toContain('Record')
    const line = record.slice(0, -1)
    expect(await atTerminal(council, line, 'n\n')).toMatchObject({ code: 1 })
    expect(council.git('log', '-1', '--format=%s')).not.toContain('Record')
    expect(await atTerminal(council, line, 'y\n')).toMatchObject({ code: 0 })
    expect(council.git('log', '-1', '--format=%s')).toContain('Record')
  })

  it('names what decides whether a record is enough, and what comes next', async () => {
    const { stderr } = await signingCouncil().tiex(record)
    expect(stderr).toContain('\n  sign-off: {leader: recorded, chief-executive: signed}\nNext: tiex sign\n')
  })

  it('is enough where tiex.yaml says so', async () => {
    const council = signingCouncil()
    council.edit('tiex.yaml', 'sign-off: [leader, chief-executive]', 'sign-off: {leader: recorded}')
    const { stderr } = await council.tiex(record)
    expect(stderr).toContain('Sign-off of 2026 autumn: complete')
    expect(stderr).toContain('recorded, not signed')
  })

  it('writes nothing twice, and gives way to a signature', async () => {
    const council = signingCouncil()
    await council.tiex(record)
    const before = council.read(signaturesFile)
    const again = await council.tiex(record)
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('Recorded for leader already')])
    expect(council.read(signaturesFile)).toBe(before)
    expect((await council.signAs('cllr-lee', 'lee')).code).toBe(0)
    expect(council.read(signaturesFile)).not.toContain('Cabinet minute')
  })

  it('never takes the place of a signature that holds', async () => {
    const council = signingCouncil()
    await council.signAs('cllr-lee', 'lee')
    const before = council.read(signaturesFile)
    const { code, stderr } = await council.tiex(record)
    expect([code, stderr]).toEqual([2, expect.stringContaining('leader has signed already, by cllr-lee')])
    expect(council.read(signaturesFile)).toBe(before)
  })

  it('writes nothing with --dry-run', async () => {
    const council = signingCouncil()
    const { code, stderr } = await council.tiex([...record, '--dry-run'])
    expect([code, stderr]).toEqual([0, expect.stringContaining('nothing was written')])
    expect(unsigned(council)).toBe(true)
  })
})
