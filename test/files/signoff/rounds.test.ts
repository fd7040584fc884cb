import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readModel } from '../../../src/files/models.ts'
import { begin, consensusFile, signaturesFile, signingCouncil } from '../../commands/signing-council.ts'
import { projectRoot } from '../../world.ts'

type Council = ReturnType<typeof signingCouncil>
const earlier = '2025-autumn'
const ofEarlier = (file: string) => file.replace('2026-autumn', earlier)
const answers = 'rounds/2026-autumn/responses/priya-shah.yaml'
const another = answers.replace('priya-shah', 'joan-bell')

let template: Council | undefined
afterAll(() => template?.remove())

/** The leader has signed both rounds, in a history in which nobody did what was not theirs. */
async function signedTwice(): Promise<Council> {
  if (template !== undefined) return signingCouncil(template)
  const council = begin()
  const files = readdirSync(join(council.folder, 'rounds'), { recursive: true, encoding: 'utf8' })
  const people = new Set(files.flatMap((file) => /responses.([a-z-]+)\.yaml$/.exec(file)?.[1] ?? []))
  const imports = [...people].map((person) => `Tiex-Import: ${person}`)
  const assessment = council.read('tiex.yaml')
  council.write('tiex.yaml', assessment.replace(/^ {4}signing-key: .*\n/gm, ''))
  council.git('commit', '--quiet', '--all', '--amend', '-m', `start\n\n${imports.join('\n')}`)
  council.write('tiex.yaml', assessment)
  council.commit('add keys')
  for (const round of [earlier, '2026-autumn']) {
    const { code, output } = await council.signAs('cllr-lee', 'lee', '--round', round)
    if (code !== 0) throw new Error(output)
  }
  template = council
  return signingCouncil(template)
}

interface Told {
  readonly round: string
  readonly answersChanged: boolean
  readonly roles: readonly { readonly role: string; readonly state: string; readonly changed: string[] }[]
}

/** What verify says of each round: `2026-autumn leader signed`. */
async function verified(council: Council) {
  const { code, stdout, stderr } = await council.tiex(['verify', '--format', 'json'])
  if (stdout === '') throw new Error(stderr)
  const { failures, signOff, signOffs } = JSON.parse(stdout) as {
    failures: unknown[]
    signOff: Told
    signOffs: readonly Told[]
  }
  expect(signOffs[0]).toEqual(signOff)
  return {
    ...{ code, failures: failures.length },
    rounds: signOffs.map(({ round, answersChanged, roles }) => {
      const { state, changed } = roles.find(({ role }) => role === 'leader')!
      return [`${round} ${state}`, ...changed, ...(answersChanged ? ['answers changed'] : [])].join('; ')
    }),
  }
}

describe('every round that was signed', () => {
  it('is judged, the current one first', async () => {
    const council = await signedTwice()
    const rounds = ['2026-autumn signed', '2025-autumn signed']
    expect(await verified(council)).toEqual({ code: 0, failures: 0, rounds })
  })

  it('is judged where nobody has signed the current one', async () => {
    const council = await signedTwice()
    rmSync(join(council.folder, signaturesFile))
    expect((await verified(council)).rounds).toEqual(['2026-autumn missing', '2025-autumn signed'])
  })

  it.each<[string, string, string, string]>([
    ['decided', 'agreed: partly', 'agreed: fully', 'agreed partly -> fully'],
    ['counted', 'answers: {not-yet: 2, partly: 6}', 'answers: {not-yet: 6, partly: 2}', 'answers changed'],
  ])('lets verify fail where something %s in it changed', async (_, from, to, said) => {
    const council = await signedTwice()
    council.edit(ofEarlier(consensusFile), from, to)
    const { code, failures, rounds } = await verified(council)
    expect([code, failures, rounds]).toEqual([
      1,
      0,
      ['2026-autumn signed', `2025-autumn stale; role-of-the-authority/service/understand: ${said}`],
    ])
    const { code: text, stdout } = await council.tiex(['verify'])
    expect([text, stdout]).toEqual([1, expect.stringContaining('Sign-off of 2025 autumn: not complete')])
  })

  it.each([
    ['its signer may not sign any more', 'role: leader\n    may: [sign]', 'role: leader\n    may: []'],
    ['the council has another name', 'name: Exampleshire County Council', 'name: Exampleshire Council'],
  ])('stays signed when it is over and %s', async (_, from, to) => {
    const council = await signedTwice()
    council.edit('tiex.yaml', from, to)
    const [now, then] = (await verified(council)).rounds
    expect(now).not.toMatch(/^2026-autumn signed/)
    expect(then).toBe('2025-autumn signed')
  })

  it('is no concern of a range', async () => {
    const council = await signedTwice()
    council.edit(ofEarlier(consensusFile), 'agreed: partly', 'agreed: fully')
    expect((await council.tiex(['verify', '--range', 'HEAD~1..HEAD'])).code).toBe(0)
  })
})

/** tiex.yaml pins a model of the council's own, and with it the current round. */
async function withOtherModel(council: Council) {
  const folder = join(council.folder, 'model/tiex-2027.1')
  cpSync(join(projectRoot, 'model/tiex-2026.1'), folder, { recursive: true })
  council.edit('model/tiex-2027.1/model.yaml', '2026.1', '2027.1')
  const read = await readModel({ path: folder, shown: 'model' })
  if (read === 'missing' || 'problems' in read) throw new Error('no model')
  const pin = `model: {id: tiex, version: "2027.1", digest: ${read.model.digest}}`
  council.write('tiex.yaml', council.read('tiex.yaml').replace(/^model: .*/m, pin))
  rmSync(join(council.folder, consensusFile))
  rmSync(join(council.folder, signaturesFile))
}

describe('a round about a model that is not pinned any more', () => {
  it('stays signed', async () => {
    const council = await signedTwice()
    await withOtherModel(council)
    expect((await verified(council)).rounds).toEqual(['2026-autumn missing', '2025-autumn signed'])
  })

  it('is stale where it changed', async () => {
    const council = await signedTwice()
    await withOtherModel(council)
    council.edit(ofEarlier(consensusFile), 'agreed: partly', 'agreed: fully')
    expect((await verified(council)).rounds[1]).toBe(
      '2025-autumn stale; role-of-the-authority/service/understand: agreed partly -> fully',
    )
  })

  it('is stale where it only says that it is about the pinned one', async () => {
    const council = await signedTwice()
    council.edit(ofEarlier(consensusFile), 'digest: sha256:3ee1', 'digest: sha256:4ee1')
    expect((await verified(council)).rounds[1]).toMatch(
      /^2025-autumn stale; the statements of the model tiex 2026.1 changed/,
    )
  })

  it('is signed anew as about the model it was answered with', async () => {
    const council = await signedTwice()
    await withOtherModel(council)
    council.edit(ofEarlier(consensusFile), 'agreed: partly', 'agreed: fully')
    const { code, stderr } = await council.signAs('helen-marsh', 'helen', '--round', earlier)
    expect([code, stderr]).toEqual([0, expect.stringMatching(/chief-executive +signed by helen-marsh/)])
    expect(council.read('rounds/2025-autumn/signatures.yaml').replaceAll('\\', '')).toContain(
      '"version":"2026.1"',
    )
  })
})

describe('answers that changed since the merge', () => {
  it.each<[string, (council: Council) => void, string]>([
    [
      'to a draft are none',
      ({ read, write }) => write(another, read(answers).replace(/^submitted: .*\n/m, '')),
      '',
    ],
    ['by one more are told', ({ read, write }) => write(another, read(answers)), '; answers changed'],
    [
      'are told, and are no failure',
      ({ edit }) => edit(answers, 'format:', 'role: all\nformat:'),
      '; answers changed',
    ],
    [
      'because one was taken away are told',
      ({ folder }) => rmSync(join(folder, answers)),
      '; answers changed',
    ],
    [
      'of somebody who left are compared all the same',
      ({ read, write }) =>
        write('tiex.yaml', read('tiex.yaml').replace(/ {2}- id: tom-reed\n(?: {4}.*\n)+/, '')),
      '',
    ],
  ])('%s', async (_, change, said) => {
    const council = await signedTwice()
    change(council)
    expect(await verified(council)).toMatchObject({
      code: 0,
      rounds: [`2026-autumn signed${said}`, '2025-autumn signed'],
    })
  })

  it('are told where one response was left out, and not told where more were', async () => {
    const council = await signedTwice()
    const told = async (leftOut: number) => {
      council.write(
        consensusFile,
        council.read(consensusFile).replace(/left-out: \d+/, `left-out: ${leftOut}`),
      )
      return (await verified(council)).rounds[0]
    }
    council.write(another, council.read(answers).replace('finance', 'IT'))
    expect(await told(1)).toBe('2026-autumn stale; responses left out: 0 -> 1')
    council.edit(answers, 'role: finance', 'role: IT')
    expect(await told(1)).toBe('2026-autumn stale; responses left out: 0 -> 1; answers changed')
    council.write(another.replace('joan', 'john'), council.read(answers))
    expect(await told(1)).toContain('answers changed')
    expect(await told(2)).toBe('2026-autumn stale; responses left out: 0 -> 2')
  })
})
