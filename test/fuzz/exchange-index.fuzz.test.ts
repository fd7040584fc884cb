import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeIndex, encodeIndex, type Index } from '../../src/files/exchange/published/index-format.ts'
import { cases } from './cases.ts'
import { bytesChange, changed, told } from './mutations.ts'

const key = 'a key'
const organisation = { id: 'testshire', name: 'Testshire', type: 'county' } as const
const round = {
  ...{ organisation, round: '2026-autumn', scope: 'whole council', published: '2026-12-01', respondents: 9 },
  ...{ levels: [1, undefined, 2.5], scored: [4, 0, 2], ambitions: [3, undefined, 4] },
}
const index: Index = {
  tree: 'ab'.repeat(20),
  readings: [
    { reading: { kind: 'round', round } },
    {
      reading: {
        kind: 'round',
        round: { ...round, carried: { id: 'tiex', version: '1', digest: 'sha256:0' } },
      },
    },
    {
      reading: { kind: 'withdrawn', organisation: 'oldshire', round: '2025' },
      path: 'organisations/x/2025.yaml',
    },
    { reading: { kind: 'faulty', problems: [{ severity: 'error', rule: 'a', message: 'b' }] } },
  ],
  problems: [{ severity: 'warning', rule: 'c', message: 'd' }],
}
const good = Buffer.concat(
  encodeIndex(
    index,
    index.readings.map((_, at) => String(at).repeat(40)),
    key,
  )!,
)

/** The sum that fits what follows it: such bytes are not damaged, somebody made them. */
function summed(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(crc32(bytes).toString(16).padStart(8, '0'), 'latin1'), bytes])
}

describe('the index of an exchange', () => {
  it('with anything changed in it is none', () => {
    fc.assert(
      fc.property(told(changed(fc.constant(good), bytesChange, 2)), (bytes) => {
        if (!bytes.equals(good)) expect(decodeIndex(bytes, key)).toBeUndefined()
      }),
      cases(150),
    )
  })

  it('that somebody made is none, or whole in every part', () => {
    fc.assert(
      fc.property(told(changed(fc.constant(good.subarray(8)), bytesChange, 2)), (bytes) => {
        const read = decodeIndex(summed(bytes), key)
        if (read === undefined) return
        expect(typeof read.tree).toBe('string')
        expect(Array.isArray(read.problems)).toBe(true)
        for (const blob of read.blobs()) expect(blob).toMatch(/^[0-9a-f]*$/)
        expect(read.blobs()).toHaveLength(read.readings.length)
        for (const { reading } of read.readings) expectWhole(reading)
      }),
      cases(150),
    )
  })
})

function expectWhole(reading: Index['readings'][number]['reading']): void {
  if (reading.kind === 'faulty') {
    expect(Array.isArray(reading.problems)).toBe(true)
    return
  }
  if (reading.kind === 'withdrawn') {
    expect([typeof reading.organisation, typeof reading.round]).toEqual(['string', 'string'])
    return
  }
  const { organisation, round, scope, published, levels, scored, ambitions } = reading.round
  expect(typeof organisation.id).toBe('string')
  for (const text of [round, scope, published]) expect(typeof text).toBe('string')
  for (const list of [levels, scored, ambitions]) expect(list.length).toBe(levels.length)
}
