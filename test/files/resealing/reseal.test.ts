import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { sealText } from '../../../src/files/age/seal.ts'
import {
  answer,
  blockOf,
  type SealedCouncil,
  sealedCouncil,
  sealedOnce,
} from '../../commands/sealed-council.ts'
import { makeKey } from '../ssh/keys.ts'
import { answersIn, bindingIn, bo, boFacilitates, consensus, edit, inside, priya, put } from './sealing.ts'

const answered = sealedOnce((begun) => answer(begun, 'priya-shah'))
const widened = sealedOnce(boFacilitates, answered)
const bothAnswered = sealedOnce((begun) => answer(begun, 'bo-reed'), answered)

let council: SealedCouncil
beforeEach(async () => {
  council = await sealedCouncil()
})

describe('rotating', () => {
  it('seals to the person and to who may facilitate now, and leaves every byte of the answers', async () => {
    council = await sealedCouncil(answered)
    const before = council.read(priya)
    expect(await inside(before, council.keys.bo.identity)).toBe('no key')
    await boFacilitates(council)
    await council.done('sam-okafor', 'keys', 'rotate')

    const after = council.read(priya)
    const { sam, bo: ofBo, priya: ofPriya } = council.keys
    const texts = [await inside(before, sam.identity), await inside(after, sam.identity)] as const
    expect(answersIn(texts[1])).toBe(answersIn(texts[0]))
    expect(bindingIn(texts[1])).toEqual({
      seq: bindingIn(texts[0]).seq + 1,
      sealedTo: [ofPriya.recipient, sam.recipient, ofBo.recipient],
    })
    for (const { identity } of [ofBo, ofPriya]) expect(await inside(after, identity)).toBe(texts[1])
    expect(after.replace(/^seq: .*|^ {2}.*/gm, '').trim()).toContain('person: priya-shah')
    expect(blockOf(after).length).toBeLessThan(blockOf(before).length + 300)
  })

  it('changes nothing the second time, and nothing for a dry run', async () => {
    council = await sealedCouncil(widened)
    const [text, head] = [council.read(priya), council.git('rev-parse', 'HEAD')]
    const dry = await council.done('sam-okafor', 'keys', 'rotate', '--dry-run')
    expect(dry.output).toContain('would seal 1 response again')
    expect([council.read(priya), council.git('rev-parse', 'HEAD')]).toEqual([text, head])

    await council.done('sam-okafor', 'keys', 'rotate')
    const done = [council.read(priya), council.git('rev-parse', 'HEAD')]
    const again = await council.done('sam-okafor', 'keys', 'rotate')
    expect(again.output).toBe('2026-autumn: 1 response sealed to the right keys already.\n')
    expect([council.read(priya), council.git('rev-parse', 'HEAD')]).toEqual(done)
  })

  it('keeps answers that hold what only another program writes', async () => {
    council = await sealedCouncil(widened)
    const text = await inside(council.read(priya), council.keys.sam.identity)
    const odd = `# by hand\n${text.replace('answers:', 'answers:   # mine')}`
    await put(council, priya, await sealText(odd, [council.keys.sam.recipient]))
    await council.done('sam-okafor', 'keys', 'rotate')
    const after = await inside(council.read(priya), council.keys.bo.identity)
    expect(answersIn(after)).toBe(answersIn(odd))
  })

  it('makes one commit that says who did it, with just what was sealed', async () => {
    council = await sealedCouncil(bothAnswered)
    await boFacilitates(council)
    await council.done('sam-okafor', 'keys', 'rotate')
    expect(council.git('log', '-1', '--format=%an|%B').trim()).toBe(
      'Sam Okafor|Seal the answers of 2026-autumn again: 1 response\n\nTiex-Reseal: sam-okafor',
    )
    expect(council.git('show', '--format=', '--name-only').trim()).toBe(priya)
  })

  it('keeps drafts drafts, and takes no key from outside of the block', async () => {
    await council.done('priya-shah', 'assess', '--answer', 'managing-income/community/plan=partly')
    await boFacilitates(council)
    await council.done('sam-okafor', 'keys', 'rotate')
    expect(await inside(council.read(priya), council.keys.priya.identity)).toContain('\ndraft: true\n')

    edit(council, priya, /^key: .*$/m, `key: ${council.keys.bo.recipient}`)
    await council.done('sam-okafor', 'people', 'set', 'bo-reed', '--may', 'answer')
    const text = council.read(priya)
    const ran = await council.as('sam-okafor', ['keys', 'rotate'])
    expect([ran.code, council.read(priya)]).toEqual([1, text])
    expect(ran.stderr).toContain('the sealed block says key')
  })

  it('loses nothing that is answered at the same moment', async () => {
    council = await sealedCouncil(widened)
    const [rotated, assessed] = await Promise.all([
      council.as('sam-okafor', ['keys', 'rotate', '--no-commit']),
      council.as('priya-shah', ['assess', '--no-commit', '--answer', 'managing-income/service/plan=fully']),
    ])
    expect([rotated.code, assessed.code]).toEqual([0, 0])
    const text = await inside(council.read(priya), council.keys.bo.identity)
    expect(text).toMatch(/service:\n {6}plan: fully/)
    expect(text).toMatch(/community:\n {6}plan: partly/)
  })

  it('seals the counts of a small group again, once', async () => {
    council = await sealedCouncil(bothAnswered)
    await council.done('sam-okafor', 'merge', '--close')
    const counts = await inside(council.read(consensus), council.keys.sam.identity)
    await boFacilitates(council)
    const ran = await council.done('sam-okafor', 'keys', 'rotate')
    expect(ran.output).toContain('and the counts of the consensus again')
    const after = await inside(council.read(consensus), council.keys.bo.identity)
    const countsIn = (text: string) => answersIn(text).replace(/^digest: .*\n/m, '')
    expect(countsIn(after)).toBe(countsIn(counts))
    const done = council.read(consensus)
    await council.done('sam-okafor', 'keys', 'rotate')
    expect(council.read(consensus)).toBe(done)
    expect((await council.as('bo-reed', ['results', 'consensus'])).code).toBe(0)
  })
})

describe('what cannot be opened or trusted stays as it is, and keeps no other from being sealed', () => {
  const withNewKey = sealedOnce(async (begun) => {
    await answer(begun, 'bo-reed', 'fully')
    await begun.done('sam-okafor', 'keys', 'make', '--new')
    await begun.done('sam-okafor', 'keys', 'add', 'sam-okafor', '--replace')
  }, answered)
  beforeEach(async () => {
    council = await sealedCouncil(withNewKey)
  })

  const swap = async () => {
    const [a, b] = [blockOf(council.read(priya)), blockOf(council.read(bo))]
    await put(council, priya, b)
    await put(council, bo, a)
  }
  it.each<[string, () => unknown, string]>([
    [
      'a damaged block',
      async () => {
        const block = blockOf(council.read(priya))
        const lines = block.split('\n')
        lines[40] = lines[41] ?? ''
        await put(council, priya, lines.join('\n'))
      },
      'damaged',
    ],
    [
      'a block for other people',
      async () => put(council, priya, await sealText('person: priya-shah\n', [council.keys.bo.recipient])),
      'no key at hand opens the answers of priya-shah',
    ],
    [
      'a response that says it is somebody else’s',
      () => edit(council, priya, 'person: priya-shah', 'person: sam-okafor'),
      'says that it is "sam-okafor"',
    ],
    ['an older number', () => edit(council, priya, /^seq: \d+$/m, 'seq: 0'), 'the sealed block says seq'],
    [
      'an answer submitted by somebody else',
      () => edit(council, priya, /^submitted: .*$/m, 'submitted: 2026-11-19T00:00:00Z'),
      'the sealed block says submitted',
    ],
    ['no YAML', () => writeFileSync(join(council.folder, priya), '\t:'), priya],
  ])('%s', async (_, harm, message) => {
    await harm()
    const before = council.read(priya)
    const { code, stderr } = await council.as('sam-okafor', ['keys', 'rotate'])
    expect([code, council.read(priya)]).toEqual([1, before])
    expect(stderr).toContain(message)
    expect(stderr).toContain('not sealed again: priya-shah; the reasons')
    expect(stderr).toContain('sealed 1 response again')
    expect(council.git('show', '--format=', '--name-only').trim()).toBe(bo)
  })

  it('two blocks that changed places', async () => {
    await swap()
    const before = [council.read(priya), council.read(bo)]
    const { code, stderr } = await council.as('sam-okafor', ['keys', 'rotate'])
    expect(code).toBe(1)
    expect(stderr).toContain('the sealed block says person "bo-reed", the file around it "priya-shah"')
    expect([council.read(priya), council.read(bo)]).toEqual(before)
  })

  it('everything, where there is no key at all or another one', async () => {
    const head = council.git('rev-parse', 'HEAD')
    const none = await council.as('sam-okafor', ['keys', 'rotate'], {
      variables: { XDG_CONFIG_HOME: join(council.folder, '../empty') },
    })
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('there is no key here')])
    const wrong = await council.as('sam-okafor', [
      'keys',
      'rotate',
      '--identity',
      join(council.configOf('stranger'), 'tiex/identity.txt'),
    ])
    expect(wrong.code).toBe(2)
    await council.giveKey('stranger')
    const other = await council.as('sam-okafor', ['keys', 'rotate'], {
      variables: { XDG_CONFIG_HOME: council.configOf('stranger') },
    })
    expect(other.code).toBe(1)
    expect(other.stderr).toContain('not sealed again: bo-reed and priya-shah')
    expect(council.git('rev-parse', 'HEAD')).toBe(head)
  })
})

describe('signatures', () => {
  /** A home folder whose owner signs with the key that tiex.yaml has for them. */
  async function signing(person: string) {
    const home = join(council.folder, '..', `home-${person}`)
    const file = join(home, '.ssh/id_ed25519')
    mkdirSync(dirname(file), { recursive: true })
    const key = makeKey('ed25519', { file })
    await council.done('sam-okafor', 'keys', 'add', person, '--signing-key', `@${key.file}.pub`)
    if (!existsSync(file)) throw new Error('no key')
    return { HOME: home }
  }
  const plan = ['assess', '--submit', '--answer', 'managing-income/community/plan=partly']
  const signatureIn = (text: string) => /-----BEGIN SSH SIGNATURE[\s\S]*?END SSH/.exec(text)?.[0]

  it('of a person are replaced by that of who sealed again, and count', async () => {
    const [ofSam, ofPriya] = [await signing('sam-okafor'), await signing('priya-shah')]
    await council.as('priya-shah', plan, { variables: ofPriya })
    const before = signatureIn(council.read(priya))
    await boFacilitates(council)
    const ran = await council.as('sam-okafor', ['keys', 'rotate'], { variables: ofSam })
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('sealed 1 response again')])
    const after = signatureIn(council.read(priya))
    expect([before, after]).toEqual([expect.any(String), expect.any(String)])
    expect(after).not.toBe(before)
    expect((await council.as('sam-okafor', ['check'])).output).not.toMatch(/unsigned|signature/)
  })

  it('are not given to what its person should have signed and did not', async () => {
    const ofSam = await signing('sam-okafor')
    await council.as('priya-shah', plan)
    await signing('priya-shah')
    await boFacilitates(council)
    await council.as('sam-okafor', ['keys', 'rotate'], { variables: ofSam })
    expect(await inside(council.read(priya), council.keys.bo.identity)).toContain('plan: partly')
    expect(signatureIn(council.read(priya))).toBeUndefined()
    expect((await council.as('sam-okafor', ['check'])).output).toContain('these answers are not signed')
  })

  it('that are not the person’s are not covered by a new one', async () => {
    const [ofSam, ofPriya] = [await signing('sam-okafor'), await signing('priya-shah')]
    await council.as('priya-shah', plan, { variables: ofPriya })
    edit(council, priya, /^started: .*$/m, 'started: 2026-11-01T00:00:00Z')
    await boFacilitates(council)
    const before = council.read(priya)
    const ran = await council.as('sam-okafor', ['keys', 'rotate'], { variables: ofSam })
    expect([ran.code, council.read(priya)]).toEqual([1, before])
    expect(ran.stderr).toContain('the signature is not one of priya-shah')
  })
})

it('what was sealed again is a file like any other', async () => {
  council = await sealedCouncil(widened)
  await council.done('sam-okafor', 'keys', 'rotate')
  const text = readFileSync(join(council.folder, priya), 'utf8')
  await council.done('priya-shah', 'assess', '--answer', 'managing-income/service/plan=fully')
  const after = council.read(priya)
  expect(after.split('\n')[0]).toBe(text.split('\n')[0])
  expect(bindingIn(await inside(after, council.keys.bo.identity)).seq).toBe(3)
})
