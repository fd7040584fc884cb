import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { assembleModel } from '../../src/model/assemble.ts'
import { modelIdentity } from '../../src/model/identity.ts'
import type { FormContents } from '../../src/questionnaire/form-contents.ts'
import { buildPages } from '../page/browser.ts'
import { council as openCouncil } from './council.ts'
import { answer, sealedCouncil } from './sealed-council.ts'

const registry = 'rounds/2026-autumn/forms.yaml'
const formFile = (folder: string, person: string, to = 'forms') =>
  join(folder, to, `2026-autumn-${person}.html`)

function contentsOf(text: string): FormContents {
  return JSON.parse(/<script type="application\/json" id="contents">(.*?)<\/script>/.exec(text)![1]!)
}

const sha256 = (text: string, form: 'hex' | 'base64') => createHash('sha256').update(text).digest(form)

beforeAll(() => buildPages(), 120_000)

it('writes one file a person, below 400 kB, that asks no server for anything and lets nothing else run', async () => {
  const { folder, done } = await sealedCouncil()
  await done('sam-okafor', 'form', '--all')
  for (const person of ['bo-reed', 'priya-shah', 'sam-okafor']) {
    const text = readFileSync(formFile(folder, person), 'utf8')
    expect(Buffer.byteLength(text)).toBeLessThan(400_000)
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)![1]!
    const style = /<style>(.*?)<\/style>/s.exec(text)![1]!
    const scripts = [...text.matchAll(/<script>(.*?)<\/script>/gs)].map((match) => match[1]!)
    expect(scripts).toHaveLength(1)
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${sha256(style, 'base64')}'; script-src 'sha256-${sha256(scripts[0]!, 'base64')}'; img-src data:; base-uri 'none'; form-action 'none'`,
    )
    expect(style).not.toMatch(/url\(|@import|GDS Transport|crown/i)
    expect(text).not.toMatch(/(?:src|href)="(?!#|data:)/)
  }
})

it('carries the pinned model, the facilitators as recipients, and who will read the answers', async () => {
  const { folder, done, keys } = await sealedCouncil()
  await done('sam-okafor', 'form', '--for', 'priya-shah')
  const contents = contentsOf(readFileSync(formFile(folder, 'priya-shah'), 'utf8'))
  expect(contents.recipients).toEqual([keys.sam.recipient])
  expect(contents.readers).toEqual(['Sam Okafor'])
  expect(contents).toMatchObject({
    person: { id: 'priya-shah', role: 'finance' },
    round: '2026-autumn',
    closes: 'Fri 20 November 2026',
    seq: 0,
  })
  expect(`sha256:${sha256(modelIdentity(assembleModel(contents.model)), 'hex')}`).toBe(contents.digest)
})

it('keeps the digest of the token, commits it, and keeps the forms out of the repository', async () => {
  const { folder, done, read, git } = await sealedCouncil()
  await done('sam-okafor', 'form', '--for', 'priya-shah', '--for', 'bo-reed')
  const { token } = contentsOf(readFileSync(formFile(folder, 'priya-shah'), 'utf8'))
  expect(token).toMatch(/^[0-9a-f]{32}$/)
  expect(read(registry)).toContain(`  priya-shah: {token: sha256:${sha256(token, 'hex')}, made: `)
  expect(read(registry)).not.toContain(token)
  expect(git('log', '-1', '--format=%s')).toBe('Make forms for priya-shah and bo-reed in 2026-autumn\n')
  expect(git('show', '--name-only', '--format=', 'HEAD')).toBe(`${registry}\n`)
  expect(git('status', '--porcelain')).toBe('')
  expect((await done('sam-okafor', 'check')).output).not.toContain(registry)
})

it('replaces the digest where a person gets a new form, says so, and leaves the others', async () => {
  const { folder, done, read } = await sealedCouncil()
  await done('sam-okafor', 'form', '--all')
  const before = read(registry)
  const ran = await done('sam-okafor', 'form', '--for', 'bo-reed')
  expect(ran.stderr).toContain('A form made before for bo-reed counts no longer')
  const lines = (text: string) => text.split('\n').filter((line) => !line.includes('bo-reed'))
  expect(lines(read(registry))).toEqual(lines(before))
  const { token } = contentsOf(readFileSync(formFile(folder, 'bo-reed'), 'utf8'))
  expect(read(registry)).toContain(sha256(token, 'hex'))
})

it('makes with --all no form for who has one or has submitted, and counts on from what is there', async () => {
  const council = await sealedCouncil()
  const { folder, done } = council
  await answer(council, 'bo-reed')
  await done('sam-okafor', 'form', '--for', 'priya-shah')
  const ran = await done('sam-okafor', 'form', '--all')
  expect(ran.stdout).toBe('sam-okafor  forms/2026-autumn-sam-okafor.html\n')
  expect(ran.stderr.replaceAll(/\s+/g, ' ')).toContain('Left out, since they have submitted: bo-reed.')
  expect(ran.stderr.replaceAll(/\s+/g, ' ')).toContain('Left out, since they have a form: priya-shah.')
  await done('sam-okafor', 'form', '--for', 'bo-reed')
  expect(contentsOf(readFileSync(formFile(folder, 'bo-reed'), 'utf8')).seq).toBeGreaterThan(0)
  expect((await done('sam-okafor', 'form', '--all')).output).toContain('Nothing to do')
  expect((await done('sam-okafor', 'form', '--all', '--again')).stdout).toContain('priya-shah')
})

it('writes nothing with --dry-run', async () => {
  const { folder, done, git } = await sealedCouncil()
  const before = git('rev-parse', 'HEAD')
  const ran = await done('sam-okafor', 'form', '--all', '--dry-run')
  expect(ran.stdout.split('\n')).toHaveLength(4)
  expect(existsSync(join(folder, 'forms'))).toBe(false)
  expect(existsSync(join(folder, registry))).toBe(false)
  expect(git('rev-parse', 'HEAD')).toBe(before)
})

it.each([
  [['form'], 'say for whom: --for PERSON, or --all'],
  [['form', '--all', '--for', 'bo-reed'], 'say for whom: --for PERSON, or --all'],
  [['form', '--for', 'bo-red'], 'nobody in tiex.yaml is called "bo-red"'],
  [['form', '--for', 'bo-reed', '--again'], '--again goes with --all'],
  [['form', '--for', 'bo-reed', '--to', 'rounds'], 'is a file of the assessment or of git'],
] as const)('refuses tiex %j', async (line, message) => {
  const { as, git, folder } = await sealedCouncil()
  const ran = await as('sam-okafor', line)
  expect(ran.code).toBe(2)
  expect(existsSync(join(folder, 'rounds/.gitignore'))).toBe(false)
  expect(ran.stderr).toContain(message)
  expect(git('status', '--porcelain')).toBe('')
})

it('is for who may facilitate, while the round is open', async () => {
  const { as } = await sealedCouncil()
  const ran = await as('bo-reed', ['form', '--all'])
  expect([ran.code, ran.stderr.split('\n')[0]]).toEqual([2, 'error: bo-reed may not facilitate'])
  const late = await as('sam-okafor', ['form', '--all'], { now: '2026-11-22T09:00:00Z' })
  expect(late.stderr).toContain('the round 2026-autumn closed on Fri 20 November 2026')
})

it('names no reader and no recipient in an open assessment, where everybody can read', async () => {
  const { tiex, root } = await openCouncil()
  const ran = await tiex(['form', '--for', 'ann-lee', '--as', 'ann-lee'])
  expect(ran.code).toBe(0)
  const contents = contentsOf(readFileSync(formFile(root, 'ann-lee'), 'utf8'))
  expect(contents.readers).toBeUndefined()
  expect(contents.recipients).toEqual([])
})
