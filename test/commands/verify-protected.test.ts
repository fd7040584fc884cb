import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Act,
  type Council,
  openCouncil,
  own,
  response,
  signatures,
  tiex,
  type Who,
} from './verifying.ts'

const signed = 'rounds/r1/signatures.yaml'
const consensus = 'rounds/r1/consensus.yaml'

let open: Council
let sealed: Council
let openBase = ''
let sealedBase = ''

beforeAll(() => {
  open = openCouncil()
  open.commit('sam', { files: { 'tiex.yaml': withoutKeyOf(open, 'fay') } })
  open.commit('alice', { files: { [own('alice')]: response('alice', 'first') } })
  open.commit('lee', { files: { [signed]: signatures({ 'role of lee': 'signed', other: 'recorded' }) } })
  openBase = open.commit('bob', { files: { [own('bob')]: response('bob', 'first') } })
  sealed = openCouncil('sealed')
  sealed.commit('sam', { files: { 'tiex.yaml': sealed.assessment() } })
  sealedBase = sealed.commit('alice', { files: { [own('alice')]: response('alice', 2) } })
})

afterAll(() => {
  open.remove()
  sealed.remove()
})

function withoutKeyOf(council: Council, who: Who, ...changes: readonly (readonly [string, string])[]) {
  return council.assessment([`\n    signing-key: ${council.keyOf(who)}`, ''], ...changes)
}

type Step = readonly [Who, Act]

/** What verify says of steps on top of a commit. */
async function verified(council: Council, start: string, steps: readonly Step[], ...args: string[]) {
  council.git('checkout', '--quiet', '--force', '-B', 'work', start)
  for (const step of steps) council.commit(...step)
  return tiex(council, ['verify', '--range', `${start}..HEAD`, ...args])
}

async function messagesOf(council: Council, start: string, steps: readonly Step[]) {
  const { text } = await verified(council, start, steps, '--format', 'json')
  return (JSON.parse(text).failures as { message: string }[]).map(({ message }) => message)
}

const withTrailer = (name: string, id: string) => `Work\n\nTiex-${name}: ${id}`

describe('answers that a key protects', () => {
  it.each<[string, Who, string]>([
    ['bob', 'bob', 'taken'],
    [
      'alice',
      'alice',
      "no signature proves that fay may facilitate, and alice's answers are protected by a key",
    ],
  ])('are not taken in for %s by one without a key', async (_, whose, wanted) => {
    const act = {
      files: { [own(whose)]: response(whose, 'in') },
      message: withTrailer('Import', whose),
      signer: 'nobody',
    } as const
    expect(await messagesOf(open, openBase, [['fay', act]])).toEqual(wanted === 'taken' ? [] : [wanted])
  })

  it('are not proven by an e-mail alone, as the headline says', async () => {
    const { text } = await verified(open, openBase, [
      ['bob', { files: { [consensus]: 'x: 1\n' } }],
      ['alice', { files: { [own('alice')]: response('alice', 'x') }, signer: 'nobody' }],
    ])
    expect(text).toMatch(
      /^1 of 2 commits changed what was not theirs, and 1 is not proven to be its\s+person's\.(?![\s\S]*git restore .*alice)/,
    )
  })
})

describe('sealing again', () => {
  const again = (files: Act['files']): Step => [
    'fay',
    { files: files!, message: withTrailer('Reseal', 'fay') },
  ]
  it.each<[string, Step, readonly string[]]>([
    ['changes what is there', again({ [own('alice')]: response('alice', 3) }), []],
    ['deletes nothing', again({ [own('alice')]: null }), ['fay changed the response of alice']],
    [
      'creates nothing',
      again({ [own('bob')]: response('bob', 3) }),
      ['a re-seal may only change a response that is there'],
    ],
    [
      'leaves what everybody may read',
      again({
        [own('alice')]: response('alice', 3).replace(
          'round: r1\nperson: alice\nprogress: {answered: 1, of: 93}',
          'round: r2\nperson: alice\nprogress: {answered: 1, of: 2}',
        ),
      }),
      ['a re-seal may not change round or progress'],
    ],
    [
      'counts on',
      again({ [own('alice')]: `${response('alice', 1)}# else\n` }),
      ['the response counts 1, and there was one with 2 before'],
    ],
    [
      'counts the same where its person wrote meanwhile',
      again({ [own('alice')]: `${response('alice', 2)}# else\n` }),
      [],
    ],
    [
      'makes nothing of nobody',
      again({ 'rounds/r1/responses/gone.yaml': response('alice', 3) }),
      ['there is no gone in tiex.yaml, whose response it could be'],
    ],
  ])('%s', async (_, step, wanted) => expect(await messagesOf(sealed, sealedBase, [step])).toEqual(wanted))

  it('applies to what is still sealed once the assessment is open, and counts on there too', async () => {
    const opened: Step = ['sam', { files: { 'tiex.yaml': sealed.assessment(['sealed', 'open']) } }]
    expect(
      await messagesOf(sealed, sealedBase, [opened, again({ [own('alice')]: response('alice', 3) })]),
    ).toEqual([])
    expect(
      await messagesOf(sealed, sealedBase, [opened, again({ [own('alice')]: response('alice', 1) })]),
    ).toEqual(['the response counts 1, and there was one with 2 before'])
  })
})

describe('signatures', () => {
  const other = { other: 'recorded' } as const
  it.each<[string, Who, string | null, readonly string[]]>([
    [
      'are added to by any of them',
      'fay',
      signatures({ 'role of lee': 'signed', new: 'recorded' }, 'fay'),
      [],
    ],
    [
      "that are records are not written in another's name",
      'fay',
      signatures({ 'role of lee': 'signed', ...other, new: 'recorded' }),
      ['the record for new says that lee wrote it, and fay did'],
    ],
    ['that are records go with any of them', 'fay', signatures({ 'role of lee': 'signed' }), []],
    ['are taken away by the role that signed', 'lee', signatures(other), []],
    [
      'are taken away by nobody else',
      'fay',
      signatures(other),
      ['fay took away what was signed as role of lee'],
    ],
    ['are not deleted', 'sam', null, ['sam took away what was signed as role of lee']],
    [
      'are not replaced by a record',
      'sam',
      signatures({ 'role of lee': 'recorded' }, 'sam'),
      ['sam took away what was signed as role of lee'],
    ],
    ['are not faulty', 'lee', 'x: 1\n', ['the signatures became faulty: the file has no format']],
    [
      'are of their round',
      'lee',
      signatures({ 'role of lee': 'signed' }).replace('round: r1', 'round: r2'),
      ['the signatures became faulty: the file is in the folder of r1 but says "r2"'],
    ],
  ])('%s', async (_, who, text, wanted) => {
    const act: Act = { files: { [signed]: text }, ...(who === 'fay' ? { signer: 'nobody' } : {}) }
    expect(await messagesOf(open, openBase, [[who, act]])).toEqual(wanted)
  })
})

describe('the model of a round', () => {
  const pinned = (round: string, digit: string): Act['files'] => ({
    'tiex.yaml': withoutKeyOf(open, 'fay', ['round: r1', `round: ${round}`], ['0000"', `000${digit}"`]),
  })
  const changed = 'another model is pinned, though the round has been answered or merged with the one before'

  it('is not swapped by way of another round, push by push', async () => {
    expect(await messagesOf(open, openBase, [['sam', { files: pinned('r2', '1')! }]])).toEqual([])
    const between = open.git('rev-parse', 'HEAD')
    expect(await messagesOf(open, between, [['sam', { files: pinned('r1', '1')! }]])).toEqual([changed])
    expect(await messagesOf(open, between, [['sam', { files: pinned('r1', '0')! }]])).toEqual([])
    expect(
      await messagesOf(open, between, [
        ['sam', { files: pinned('r1', '1')!, message: withTrailer('Upgrade', 'sam') }],
      ]),
    ).toEqual([])
  })

  it('is the one its consensus was merged with', async () => {
    const merged = `format: tiex-consensus/1\nmodel: {id: tiex, version: "2026.1", digest: "sha256:${'7'.repeat(64)}"}\n`
    const put: Step = [
      'sam',
      { files: { 'rounds/r2/consensus.yaml': merged }, message: withTrailer('Upgrade', 'sam') },
    ]
    expect(await messagesOf(open, openBase, [put, ['sam', { files: pinned('r2', '1')! }]])).toEqual([changed])
  })
})

it('governs what a forge reads at the root of a larger repository', async () => {
  const larger = openCouncil()
  try {
    const start = larger.commit('sam', { files: { 'a/tiex.yaml': larger.assessment(), 'notes.md': 'x' } })
    larger.commit('bob', {
      files: { CODEOWNERS: '* bob\n', '.github/workflows/x.yml': 'x', 'notes.md': 'y' },
    })
    const { text } = await tiex(larger, ['verify', '--folder', 'a', '--range', `${start}..HEAD`])
    expect(text).toMatch(/\.github\/workflows\/x\.yml\s+CODEOWNERS\s+error: bob may not administer/)
    expect(text).not.toMatch(/notes/)
  } finally {
    larger.remove()
  }
})

describe('the sign-off', () => {
  it('is not looked at for a range, which is said at the end', async () => {
    const { text } = await verified(open, openBase, [
      ['bob', { files: { [own('bob')]: response('bob', 'x') } }],
    ])
    expect(text).toMatch(/\n\nThe sign-off was not looked at: tiex verify\n$/)
  })

  it('is said not to be read where the files cannot be trusted', async () => {
    open.git('checkout', '--quiet', '--force', '-B', 'work', openBase)
    open.commit('lee', { files: { [signed]: 'x: 1\n' } })
    const { code, text } = await tiex(open, ['verify'])
    expect(code).toBe(1)
    expect(text).toMatch(/\n\nThe sign-off could not be read: /)
    const { text: data } = await tiex(open, ['verify', '--format', 'json'])
    expect(JSON.parse(data)).toMatchObject({ signOff: null, signOffNotRead: expect.any(String) })
  })
})
