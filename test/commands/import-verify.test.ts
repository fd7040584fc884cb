import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { returned, shippedModel } from './returned.ts'
import { type Council, openCouncil, tiex, type Who } from './verifying.ts'

const councils: Council[] = []
afterAll(() => {
  for (const council of councils) council.remove()
})

/** A council whose answers are open, in which this person's signing key is at hand; files to import lie beside it. */
async function council(holder: Who | 'nobody') {
  const opened = openCouncil('open')
  councils.push(opened)
  const { digest } = await shippedModel()
  const text = opened.assessment(
    [`sha256:${'0'.repeat(64)}`, digest],
    ['r1: {opens: 2026-10-01}', 'r1: {opens: 1960-01-01}'],
  )
  opened.commit('sam', { files: { 'tiex.yaml': text }, message: 'begin' })
  opened.git('config', 'user.email', 'fay@council.test')
  opened.git('config', 'user.name', 'fay')
  if (holder !== 'nobody') opened.git('config', 'user.signingkey', join(opened.base, 'keys', holder))
  const give = async (who: Who) => {
    const file = join(opened.base, `${who}.yaml`)
    writeFileSync(
      file,
      await returned({ person: who, token: '0'.repeat(32), round: 'r1', at: '1970-01-01T00:00:00Z' }),
    )
    return file
  }
  const take = async (who: Who, as: Who) =>
    tiex(opened, ['import', await give(who), '--as', as, '--accept-token', who])
  return { ...opened, take, verify: () => tiex(opened, ['verify', '--range', 'HEAD~1..HEAD']) }
}

describe('an import that a facilitator signs is accepted by verify', () => {
  it.each<Who>(['bob', 'alice'])('of %s, and reported as one', async (who) => {
    const { take, verify, git } = await council('fay')
    const taken = await take(who, 'fay')
    expect(taken.code, taken.text).toBe(0)
    expect(git('log', '-1', '--format=%ae %ce')).toBe(`${who}@council.test fay@council.test`)
    const verified = await verify()
    expect(verified.code, verified.text).toBe(0)
    expect(verified.text).toContain('by fay: took in for others rounds/r1/responses/')
  })
})

it('accepts what a facilitator without a key at hand imports of one who has none either', async () => {
  const { take, verify } = await council('nobody')
  const taken = await take('bob', 'fay')
  expect(taken.text).toContain('Not signed: no private key was found for the signing key of fay')
  expect((await verify()).code).toBe(0)
})

it('refuses an import of one who has a key that nobody signed', async () => {
  const { take, verify } = await council('nobody')
  expect((await take('alice', 'fay')).code).toBe(0)
  const verified = await verify()
  expect([verified.code, verified.text]).toEqual([1, expect.stringContaining('alice has a signing key')])
})

it('lets people who facilitate import their own answers', async () => {
  const { take, verify, git } = await council('fay')
  expect((await take('fay', 'fay')).code).toBe(0)
  expect(git('log', '-1', '--format=%B')).not.toContain('Tiex-Import')
  expect((await verify()).code).toBe(0)
})
