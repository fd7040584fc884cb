import { chmodSync, copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { corpusFolder, type Entry, sealedEntries, titleOf } from './corpus.ts'
import { afterTheRound, openTestshire } from './council.ts'
import { expectComposed, expectShort, untouched } from './rules.ts'

const council = await openTestshire('base-sealed')
const keys = join(council.around, 'keys')
mkdirSync(keys)
for (const name of ['alice', 'bob', 'sue', 'stranger']) {
  copyFileSync(join(corpusFolder, 'identities', `${name}.txt`), join(keys, `${name}.txt`))
  chmodSync(join(keys, `${name}.txt`), 0o600)
}
beforeEach(() => council.reset())
afterAll(() => council.remove())

const withKey = (name: string) => ({
  now: afterTheRound,
  variables: { TIEX_IDENTITY: join(keys, `${name}.txt`) },
})

function expectSays(entry: Entry, output: string) {
  for (const secret of entry.mustNotSay ?? []) expect(output).not.toContain(secret)
  const said = output.toLowerCase()
  if (entry.mustSay.length === 0) return
  expect(
    entry.mustSay.some((word) => said.includes(word.toLowerCase())),
    output,
  ).toBe(true)
}

describe('tiex check on a sealed response, without a key', () => {
  test.each(
    sealedEntries
      .filter((entry) => entry.class !== 'with-key')
      .map((entry) => [titleOf(entry), entry] as const),
  )('%s', async (_, entry) => {
    council.place(entry)
    const ran = await untouched(council, () => council.tiex(['check']))
    expectComposed(ran)
    expectShort(ran.output)
    expect(ran.code, ran.output).toBe(entry.expect === 'refuse' ? 1 : 0)
    if (entry.expect !== 'refuse') return
    expect(ran.output).toMatch(/^rounds\/2026-autumn\/responses\/alice\.yaml:\d+:\d+: error: /m)
    expect(ran.output).toContain('hint: ')
    expectSays(entry, ran.output)
  })
})

describe('a merge of a sealed response, with the key of the facilitator', () => {
  test.each(
    sealedEntries
      .filter((entry) => entry.class === 'with-key')
      .map((entry) => [titleOf(entry), entry] as const),
  )('%s', async (_, entry) => {
    council.place(entry)
    const ran = await untouched(council, () => council.tiex(entry.command!.split(' '), withKey(entry.key!)))
    expectComposed(ran)
    expectShort(ran.output)
    expect(ran.code, ran.output).toBe(2)
    expect(ran.output).toContain('rounds/2026-autumn/responses/alice.yaml')
    expect(ran.output).toContain('hint: ')
    expectSays(entry, ran.output)
  })
})

describe('a sealed response that is as it should be', () => {
  const control = sealedEntries.find((entry) => entry.class === 'control')!

  test.each(['alice', 'sue'])('opens with the key of %s', async (name) => {
    council.place(control)
    const ran = await council.tiex(['results', 'alice', '--format', 'json'], withKey(name))
    expect(ran, ran.output).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(ran.stdout).person).toBe('alice')
  })

  test.each(['bob', 'stranger'])('does not open with the key of %s', async (name) => {
    council.place(control)
    const ran = await council.tiex(['results', 'alice'], withKey(name))
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain('no key at hand opens the answers of alice')
  })

  test('does not keep the answers of others from being read where it is faulty', async () => {
    council.place(sealedEntries.find((entry) => entry.file === 'sealed-block-not-age.yaml')!)
    const ran = await council.tiex(['results', 'bob', '--format', 'json'], withKey('bob'))
    expect(ran, ran.output).toMatchObject({ code: 0, stderr: '' })
  })
})
