import { describe, expect, it } from 'vitest'
import { entryAt, folderOf } from '../../src/exchange/paths.ts'
import {
  officialRecord,
  publishedSignature,
  saysTheSame,
  signedPart,
  spreadsToPublish,
  tombstone,
} from '../../src/exchange/published.ts'
import type { Consensus } from '../../src/merge/consensus.ts'
import type { OfficialResponse } from '../../src/signoff/official.ts'

const digest = `sha256:${'a'.repeat(64)}`
const official: OfficialResponse = {
  format: 'tiex-official/1',
  organisation: { id: 'ex', name: 'Ex', type: 'county' },
  model: { id: 'm', version: '1', digest },
  round: 'r',
  scope: 'whole council',
  respondents: 8,
  statements: { 'a/b/c': { agreed: 'fully' } },
  cells: {},
}
const day = '2026-12-01'
const record = officialRecord({ official, audience: 'sector', published: day, signatures: [] })

describe('an official record', () => {
  it('has just the fields that may leave, in the order in which they are written', () => {
    const more = { ...official, notes: 'secret', statements: official.statements }
    const made = officialRecord({ official: more, audience: 'sector', published: day, signatures: [] })
    expect(Object.keys(made)).toEqual([
      ...['format', 'organisation', 'model', 'round', 'scope', 'audience', 'published', 'respondents'],
      ...['statements', 'cells'],
    ])
  })

  it('gives back exactly what was signed, whatever was added for publishing', () => {
    const signatures = [{ role: 'leader', at: '2026-11-27T10:00:00Z', statement: '{}' }]
    const spreads = { 'a/b/c': { fully: 8 } }
    const full = officialRecord({ official, audience: 'public', published: day, signatures, spreads })
    expect(full).toMatchObject({ spreads, signatures })
    expect(signedPart(full)).toEqual(official)
  })

  it('says the same on another day, and something else for another audience', () => {
    expect(saysTheSame(record, { ...record, published: '2027-01-01' })).toBe(true)
    expect(saysTheSame(record, { ...record, audience: 'public' })).toBe(false)
    expect(saysTheSame(record, { ...record, respondents: 9 })).toBe(false)
  })

  it('leaves nothing but that there was one when it is withdrawn', () => {
    expect(tombstone('ex', 'r', day)).toEqual({
      ...{ format: 'tiex-official/1', organisation: { id: 'ex' }, round: 'r', withdrawn: day },
    })
  })
})

describe('a published signature', () => {
  const at = '2026-11-27T10:00:00Z'
  it('has its key and nobody’s name', () => {
    const entry = { role: 'leader', person: 'lee', at, statement: '{}', signature: 'armor' }
    expect(publishedSignature(entry, 'ssh-ed25519 AAAA')).toEqual({
      ...{ role: 'leader', at, statement: '{}', signature: 'armor', key: 'ssh-ed25519 AAAA' },
    })
  })
  it('is a record without who wrote it down', () => {
    const entry = { role: 'leader', recorded: 'Minute 14', 'recorded-by': 'sam', at, statement: '{}' }
    expect(publishedSignature(entry, undefined)).toEqual({
      role: 'leader',
      recorded: 'Minute 14',
      at,
      statement: '{}',
    })
  })
})

describe('spreads to publish', () => {
  const consensus = (answers: Record<string, number>, agreed: string | undefined = 'fully') =>
    ({
      statements: { s: { answers, label: 'shared', ...(agreed === undefined ? {} : { agreed }) } },
    }) as unknown as Consensus
  it.each<[string, Record<string, number>, object]>([
    ['where enough people answered', { fully: 3, partly: 2 }, { s: { fully: 3, partly: 2 } }],
    ['not where too few did', { fully: 3, partly: 1 }, {}],
    [
      'where those who do not know make it enough',
      { fully: 4, 'dont-know': 1 },
      { s: { fully: 4, 'dont-know': 1 } },
    ],
    ['not where those without an answer would', { fully: 4, unanswered: 5 }, {}],
    ['without how many gave none', { fully: 5, partly: 1, unanswered: 2 }, { s: { fully: 5, partly: 1 } }],
    ['not where all gave one answer', { fully: 9, partly: 0, unanswered: 2 }, {}],
  ])('stand there %s', (_, answers, spreads) => {
    expect(spreadsToPublish(consensus(answers), 5).spreads).toEqual(spreads)
  })
  it('are of agreed statements alone', () => {
    const open = { statements: { s: { answers: { fully: 9 }, label: 'shared' } } } as unknown as Consensus
    expect(spreadsToPublish(open, 5)).toEqual({ spreads: {}, few: 0, unanimous: 0 })
  })
})

describe('a path of an exchange', () => {
  it.each<[string, object | undefined]>([
    ['organisations/ex/2026-autumn.yaml', { organisation: 'ex', kind: 'record', id: '2026-autumn' }],
    ['organisations/ex/practice/one.yaml', { organisation: 'ex', kind: 'practice', id: 'one' }],
    ['organisations/ex/practice.yaml', { organisation: 'ex', kind: 'record', id: 'practice' }],
    ['organisations/Ex/2026.yaml', undefined],
    ['organisations/ex/../ey/2026.yaml', undefined],
    ['organisations/ex/a/b.yaml', undefined],
    ['organisations/ex/2026.yml', undefined],
    ['organisations/ex/2026.yaml\n', undefined],
    ['organisations/2026.yaml', undefined],
    ['exchange.yaml', undefined],
  ])('%j', (path, entry) => expect(entryAt(path)).toEqual(entry))

  it.each<[string, string | undefined]>([
    ['organisations/ex/a.yaml', 'ex'],
    ['Organisations/EX/anything/else', 'ex'],
    ['exchange.yaml', undefined],
  ])('belongs to a folder: %s', (path, folder) => expect(folderOf(path)).toBe(folder))
})
