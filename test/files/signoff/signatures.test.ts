import { execFileSync } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import type { Env } from '../../../src/env.ts'
import { findSignatures, readSignOff, saveEntry } from '../../../src/files/signoff/signatures.ts'
import { openWorkspace } from '../../../src/files/workspace.ts'
import { openSession } from '../../../src/session.ts'
import { isComplete } from '../../../src/signoff/sign-off.ts'
import {
  begin,
  consensusFile,
  makeKey,
  signaturesFile,
  signingCouncil,
} from '../../commands/signing-council.ts'

type Council = ReturnType<typeof signingCouncil>

async function opened({ folder, variables }: Council) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const env: Env = {
    cwd: folder,
    variables,
    stdin,
    stdout,
    stderr,
    now: () => new Date('2026-12-01T09:00:00Z'),
  }
  const { opened: session } = await openSession(env, { input: false }, { answerNo() {}, tiex: async () => 0 })
  return { session, workspace: await openWorkspace(session) }
}

async function signOffOf(council: Council) {
  const { session, workspace } = await opened(council)
  return readSignOff(workspace, workspace.round, session)
}

/** `leader signed`, or with why or what changed. */
async function statesOf(council: Council): Promise<readonly string[]> {
  const { roles } = await signOffOf(council)
  return roles.map(({ role, state, reason, changed }) =>
    [`${role} ${state}`, ...(reason === undefined ? [] : [reason]), ...changed].join('; '),
  )
}

let template: Council | undefined
afterAll(() => template?.remove())

/** Signed once, then copied: signing takes longer than all else here. */
async function signedByBoth(): Promise<Council> {
  if (template !== undefined) return signingCouncil(template)
  const council = begin()
  makeKey(council.keyFile('stranger'))
  for (const [person, key] of [
    ['cllr-lee', 'lee'],
    ['helen-marsh', 'helen'],
  ] as const) {
    const { code, output } = await council.signAs(person, key)
    if (code !== 0) throw new Error(output)
  }
  template = council
  return signingCouncil(template)
}

const held = ['leader signed', 'chief-executive signed']
const understand = 'role-of-the-authority/service/understand'

/** The text with the keys of each entry of a map in the opposite order, for entries of a line each. */
function reversedKeys(text: string): string {
  return text.replace(/^( {4}label: .*\n)( {4}suggested: .*\n)/gm, '$2$1')
}

describe('signatures by two people with two kinds of keys', () => {
  it('hold, and complete the sign-off', async () => {
    const council = await signedByBoth()
    expect(await statesOf(council)).toEqual(held)
    expect(isComplete(await signOffOf(council))).toBe(true)
  })

  it.each<[string, (council: Council) => void]>([
    ['comments', ({ edit }) => edit(consensusFile, 'statements:', '# a comment\nstatements: # another')],
    [
      'line ends of Windows',
      ({ read, write }) => write(consensusFile, read(consensusFile).replaceAll('\n', '\r\n')),
    ],
    ['a byte order mark', ({ read, write }) => write(consensusFile, `\ufeff${read(consensusFile)}`)],
    ['keys in another order', ({ read, write }) => write(consensusFile, reversedKeys(read(consensusFile)))],
    ['quotation marks', ({ edit }) => edit('tiex.yaml', 'scope: whole council', 'scope: "whole council"')],
    ['comments among the signatures', ({ edit }) => edit(signaturesFile, 'signatures:', 'signatures: # two')],
    ['the name of a person', ({ edit }) => edit('tiex.yaml', 'name: Priya Shah', 'name: Priya Shah-Jones')],
    ['another comment on a key', ({ edit }) => edit('tiex.yaml', 'a comment', 'another')],
  ])('are not broken by %s', async (_, change) => {
    const council = await signedByBoth()
    const before = council.read(consensusFile)
    change(council)
    expect(await statesOf(council)).toEqual(held)
    expect(council.read(consensusFile) === before && council.git('status', '--short') === '').toBe(false)
  })

  it.each<[string, (council: Council) => void, string]>([
    [
      'an answer',
      ({ edit }) => edit(consensusFile, 'agreed: fully', 'agreed: partly'),
      `stale; ${understand}: agreed fully -> partly`,
    ],
    [
      'a reason',
      ({ edit }) => edit(consensusFile, 'reason: All 143', 'reason: All 142'),
      `stale; ${understand}: reason changed`,
    ],
    [
      'a dissent',
      ({ edit }) => edit(consensusFile, 'dissent: Customer services holds', 'dissent: Nobody holds'),
      'stale; role-of-the-authority/service/review: dissent changed',
    ],
    [
      'a count, with everything else as it was',
      ({ edit }) =>
        edit(consensusFile, 'answers: {not-yet: 6, partly: 2}', 'answers: {not-yet: 2, partly: 6}'),
      'stale; role-of-the-authority/service/review: answers changed',
    ],
    [
      'the scope',
      ({ edit }) => edit('tiex.yaml', 'scope: whole council', 'scope: adults'),
      'stale; the scope: whole council -> adults',
    ],
    [
      'a number of the context',
      ({ edit }) => edit('tiex.yaml', 'population: 750000', 'population: 750001'),
      'stale; the context of the organisation changed',
    ],
    [
      'another plan',
      ({ edit }) => edit('rounds/2026-autumn/plan.yaml', 'owner: ruth-adeyemi', 'owner: priya-shah'),
      'stale; the plan changed',
    ],
    [
      'another line of the statement',
      ({ edit }) => edit(signaturesFile, 'plan\\":\\"', 'plan\\":\\"x'),
      'invalid; the signature does not fit what it stands for: that was changed, or it belongs to something else',
    ],
    [
      'the key taken out',
      ({ read, write }) =>
        write('tiex.yaml', read('tiex.yaml').replace(/ {4}signing-key: ssh-ed25519 .*\n/, '')),
      'invalid; it was made with a key that nobody in tiex.yaml has now',
    ],
    [
      'the right taken away',
      ({ edit }) => edit('tiex.yaml', 'may: [sign]', 'may: [answer]'),
      'invalid; cllr-lee may not sign any more',
    ],
    [
      'another role',
      ({ edit }) => edit('tiex.yaml', 'role: leader', 'role: deputy leader'),
      'invalid; cllr-lee is deputy leader in tiex.yaml, not leader',
    ],
    [
      'another name in the entry',
      ({ edit }) => edit(signaturesFile, 'person: cllr-lee', 'person: helen-marsh'),
      'invalid; it says helen-marsh, but the key is that of cllr-lee',
    ],
  ])('are broken by %s', async (_, change, said) => {
    const council = await signedByBoth()
    change(council)
    const states = await statesOf(council)
    expect(states.find((state) => state.startsWith('leader '))).toBe(`leader ${said}`)
  })
})

/** A statement with other words, signed with this key in this namespace, in the place of the leader's. */
function forge(
  council: Council,
  key: string,
  { from = '', to = '', namespace = 'tiex-signoff', person = 'cllr-lee' } = {},
) {
  const { read, write, keyFile } = council
  const text = read(signaturesFile)
  const line = JSON.parse(/statement: (".*")/.exec(text)![1]!) as string
  const forged = line.replace(from, to)
  const signature = execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', keyFile(key)], {
    input: forged,
    encoding: 'utf8',
    stdio: 'pipe',
  })
  const block = signature.trimEnd().replaceAll('\n', '\n      ')
  write(
    signaturesFile,
    `format: tiex-signatures/1\nround: 2026-autumn\nsignatures:\n  - role: leader\n    person: ${person}\n    at: 2026-12-01T09:00:00Z\n    statement: ${JSON.stringify(forged)}\n    signature: |\n      ${block}\n`,
  )
}

describe('a signature that is whole', () => {
  it.each<[string, string, Parameters<typeof forge>[2], string]>([
    ['of the same words holds', 'lee', {}, 'leader signed'],
    [
      'for another round does not count',
      'lee',
      { from: '2026-autumn', to: '2025-autumn' },
      'leader invalid; it was made for the round 2025-autumn, not for 2026-autumn',
    ],
    [
      'as another role does not count',
      'lee',
      { from: '"role":"leader"', to: '"role":"chief-executive"' },
      'leader invalid; it was made as chief-executive, not as leader',
    ],
    [
      'for another council does not count',
      'lee',
      { from: '"exampleshire"', to: '"elsewhere"' },
      'leader invalid; it was made for the organisation elsewhere, not for exampleshire',
    ],
    [
      'of another model is stale',
      'lee',
      { from: '"version":"2026.1"', to: '"version":"2025.1"' },
      'leader stale; the model: tiex 2025.1 -> tiex 2026.1',
    ],
    [
      'in another namespace does not count',
      'lee',
      { namespace: 'git' },
      'leader invalid; the signature was made for git, not for tiex-signoff',
    ],
    [
      'over a statement in another form does not count',
      'lee',
      { from: '{"consensus"', to: '{ "consensus"' },
      'leader invalid; its statement is not one as tiex writes it',
    ],
    [
      'by the chief executive in the name of the leader does not count',
      'helen',
      {},
      'leader invalid; it says cllr-lee, but the key is that of helen-marsh',
    ],
    [
      'by the chief executive as leader does not count',
      'helen',
      { person: 'helen-marsh' },
      'leader invalid; helen-marsh is chief-executive in tiex.yaml, not leader',
    ],
    [
      'by a stranger does not count',
      'stranger',
      {},
      'leader invalid; it was made with a key that nobody in tiex.yaml has now',
    ],
  ])('%s', async (_, key, change, said) => {
    const council = await signedByBoth()
    forge(council, key, change)
    expect((await statesOf(council))[0]).toBe(said)
  })

  it('by one key of two people is nobody’s', async () => {
    const council = await signedByBoth()
    const key = council.read('../lee.pub').trim().replace('a comment', 'mine')
    council.register('helen-marsh', key)
    expect((await statesOf(council))[0]).toBe(
      'leader invalid; its key belongs to both helen-marsh and cllr-lee, so that nobody can tell who signed',
    )
  })
})

describe('what changed since a signature', () => {
  it('is found in the history, however many commits ago', async () => {
    const council = await signedByBoth()
    for (const [from, to] of [
      ['agreed: fully', 'agreed: partly'],
      ['reason: All 143', 'reason: All 142'],
      ['reason: All 142', 'reason: All 141'],
    ] as const) {
      council.edit(consensusFile, from, to)
      council.commit('change')
    }
    expect((await statesOf(council))[0]).toBe(
      `leader stale; ${understand}: agreed fully -> partly; ${understand}: reason changed`,
    )
  })

  it('is not told in detail where there is no history', async () => {
    const council = await signedByBoth()
    execFileSync('rm', ['-r', '.git'], { cwd: council.folder })
    council.edit(consensusFile, 'agreed: fully', 'agreed: partly')
    expect((await statesOf(council))[0]).toMatch(
      /^leader stale; the consensus changed \(what was signed is not/,
    )
  })

  it('is told where the consensus is gone', async () => {
    const council = await signedByBoth()
    execFileSync('rm', [consensusFile], { cwd: council.folder })
    expect((await statesOf(council))[0]).toBe('leader stale; the consensus is gone')
  })
})

describe('the file of the signatures', () => {
  it.each<[string, (council: Council) => void, RegExp]>([
    [
      'of another round',
      ({ edit }) => edit(signaturesFile, 'round: 2026-autumn', 'round: 2025-autumn'),
      /says "2025-autumn"/,
    ],
    [
      'with a field of its own',
      ({ edit }) => edit(signaturesFile, 'role: leader', 'state: signed\n    role: leader'),
      /"state" is not a field here/,
    ],
    [
      'with a role twice',
      ({ edit }) => edit(signaturesFile, 'role: chief-executive', 'role: leader'),
      /"leader" has signed twice/,
    ],
    ['that is no YAML', ({ write }) => write(signaturesFile, 'format: [\n'), /./],
  ])('%s is refused, with nothing written', async (_, change, said) => {
    const council = await signedByBoth()
    change(council)
    const before = council.read(signaturesFile)
    const { code, stderr } = await council.signAs('cllr-lee', 'lee')
    expect([code, stderr]).toEqual([2, expect.stringMatching(said)])
    expect(stderr).toContain(signaturesFile)
    expect(council.read(signaturesFile)).toBe(before)
  })

  it('keeps its comments and the entries of others when a role signs again', async () => {
    const council = await signedByBoth()
    council.edit(signaturesFile, '  - role: chief', '  # by video call\n  - role: chief')
    const helens = council.read(signaturesFile).split('# by video call')[1]
    council.edit(consensusFile, 'reason: All 143', 'reason: All 142')
    expect((await council.signAs('cllr-lee', 'lee')).code).toBe(0)
    expect(council.read(signaturesFile).split('# by video call')[1]).toBe(helens)
    expect((await statesOf(council))[0]).toBe('leader signed')
  })

  it('is not touched by an entry that would make it faulty', async () => {
    const council = await signedByBoth()
    const { workspace } = await opened(council)
    const before = council.read(signaturesFile)
    const entry = { role: 'leader', at: '2026-12-01T09:00:00Z', statement: '{}' }
    await expect(saveEntry(workspace, workspace.round, entry)).rejects.toThrow('person is missing')
    expect(council.read(signaturesFile)).toBe(before)
  })

  it('that holds a spoilt statement is told of with its place, and spoils no other entry', async () => {
    const council = await signedByBoth()
    council.edit(signaturesFile, 'statement: "{', 'statement: "{ ')
    const { workspace } = await opened(council)
    const found = await findSignatures(workspace, workspace.round)
    expect(found?.problems.map(({ rule, place }) => [rule, place?.line])).toEqual([['statement', 8]])
    expect((await statesOf(council))[1]).toBe('chief-executive signed')
  })

  it('that is not there is no fault', async () => {
    const { workspace } = await opened(signingCouncil())
    expect(await findSignatures(workspace, workspace.round)).toBeUndefined()
  })
})
