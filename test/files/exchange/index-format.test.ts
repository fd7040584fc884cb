import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PublishedRound } from '../../../src/compare/published.ts'
import {
  decodeIndex,
  encodeIndex,
  type Index,
  type IndexedReading,
} from '../../../src/files/exchange/published/index-format.ts'

const sections = 3
const key = '2 model 1'

const number = fc.option(
  fc.double({ min: 0, max: 5, noNaN: true }).map((value) => value + 0),
  {
    nil: undefined,
  },
)
const list = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { minLength: sections, maxLength: sections })
const pin = { id: 'model', version: '0', digest: `sha256:${'0'.repeat(64)}` }
const round: fc.Arbitrary<PublishedRound> = fc
  .record({
    organisation: fc.record({
      id: fc.string(),
      name: fc.string(),
      type: fc.constantFrom('county', 'unitary'),
    }),
    round: fc.string(),
    scope: fc.string(),
    published: fc.constantFrom('2026-11-01', '2026-11-02'),
    respondents: fc.nat(1000),
    carried: fc.boolean(),
    levels: list(number),
    scored: list(fc.nat(9)),
    ambitions: list(number),
  })
  .map(({ carried, ...rest }) => ({ ...rest, ...(carried ? { carried: pin } : {}) }))
const problem = fc.record({
  severity: fc.constantFrom('error' as const, 'warning' as const),
  rule: fc.string(),
  message: fc.string(),
})
const reading: fc.Arbitrary<IndexedReading> = fc
  .record({
    reading: fc.oneof(
      round.map((one) => ({ kind: 'round' as const, round: one })),
      fc.record({ kind: fc.constant('withdrawn' as const), organisation: fc.string(), round: fc.string() }),
      fc.record({ kind: fc.constant('faulty' as const), problems: fc.array(problem) }),
    ),
    path: fc.option(fc.string(), { nil: undefined }),
  })
  .map(({ reading: one, path }) => (path === undefined ? { reading: one } : { reading: one, path }))
const index: fc.Arbitrary<Index> = fc.record({
  tree: fc.constantFrom('', 'ab'.repeat(20)),
  readings: fc.array(reading, { maxLength: 8 }),
  problems: fc.array(problem, { maxLength: 3 }),
})

const blobsOf = ({ readings }: Index) => readings.map((_, at) => at.toString(16).padStart(40, '0'))
const bytesOf = (one: Index) => Buffer.concat(encodeIndex(one, blobsOf(one), key)!)
const sample = {
  tree: '',
  readings: [{ reading: { kind: 'withdrawn', organisation: 'a', round: 'b' } }],
  problems: [],
} as const

describe('an index', () => {
  it('says after it was written what it said before, whatever is in it', () => {
    fc.assert(
      fc.property(index, (one) => {
        const { blobs, ...read } = decodeIndex(bytesOf(one), key)!
        expect(read).toEqual(one)
        expect(blobs()).toEqual(blobsOf(one))
      }),
    )
  })

  it('with one bit changed, or cut off, is none', () => {
    const bytes = bytesOf(sample)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const damaged = Buffer.from(bytes)
        damaged[at]! ^= 1 << bit
        const read = decodeIndex(damaged, key)
        // The case of a hexadecimal digit of the sum is all that may differ.
        if (read !== undefined)
          expect(damaged.toString('latin1').toLowerCase()).toBe(bytes.toString('latin1').toLowerCase())
        expect(decodeIndex(bytes.subarray(0, at), key)).toBeUndefined()
      }),
    )
  })

  it('of another key, another form or the other order of bytes is none', () => {
    expect(decodeIndex(bytesOf(sample), `${key} other`)).toBeUndefined()
    for (const [from, to] of [
      ['tiex-published-index/2', 'tiex-published-index/1'],
      ['"LE"', '"BE"'],
    ] as const) {
      const text = bytesOf(sample).toString('latin1').slice(8).replace(from, to)
      const sum = crc32(Buffer.from(text, 'latin1')).toString(16).padStart(8, '0')
      expect(decodeIndex(Buffer.from(`${sum}${text}`, 'latin1'), key)).toBeUndefined()
    }
  })

  it('with more different numbers than there is room for is not written', () => {
    const many: Index = {
      ...sample,
      readings: Array.from({ length: 22_000 }, (_, at) => ({
        reading: {
          kind: 'round',
          round: {
            organisation: { id: 'a', name: 'A', type: 'county' },
            ...{ round: 'r', scope: '', published: '2026-11-01', respondents: 5 },
            levels: [at + 0.1, at + 0.2, at + 0.3],
            scored: [1, 1, 1],
            ambitions: [1, 1, 1],
          },
        },
      })),
    }
    expect(encodeIndex(many, blobsOf(many), key)).toBeUndefined()
  })
})
