import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../src/canonical-json.ts'

describe('canonical JSON', () => {
  it('is the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })

  it('sorts keys as RFC 8785, section 3.2.3, does: by UTF-16 code units', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    expect(Object.values(JSON.parse(canonicalJson(value)) as object).toSorted()).toEqual(
      Object.values(value).toSorted(),
    )
    expect(canonicalJson(value).match(/:"[^"]*"/g)).toEqual([
      ':"Carriage Return"',
      ':"One"',
      ':"Control"',
      ':"Latin Small Letter O With Diaeresis"',
      ':"Euro Sign"',
      ':"Emoji: Grinning Face"',
      ':"Hebrew Letter Dalet With Dagesh"',
    ])
  })

  it.each([
    [-0, '0'],
    [1e21, '1e+21'],
    [1e20, '100000000000000000000'],
    [1 / 3, '0.3333333333333333'],
    [5e-324, '5e-324'],
    ['Llŷn', '"Llŷn"'],
    ['\u2028', '"\u2028"'],
    [[], '[]'],
    [{}, '{}'],
    [{ b: undefined, a: 1 }, '{"a":1}'],
    [{ 10: 'a', 9: 'b' }, '{"10":"a","9":"b"}'],
    [{ a: { c: 1, b: [2, { e: 3, d: 4 }] } }, '{"a":{"b":[2,{"d":4,"e":3}],"c":1}}'],
  ])('of %j is %s', (value, text) => expect(canonicalJson(value)).toBe(text))

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'of %f there is none',
    (value) => {
      expect(() => canonicalJson({ a: [value] })).toThrow('no canonical form')
    },
  )

  it('is the same whether an object keeps the order of its keys or not', () => {
    const anyKey = fc.oneof(fc.string(), fc.constantFrom('1', '10', '9', '09', '1a', '__proto__', 'toString'))
    fc.assert(
      fc.property(fc.array(fc.tuple(anyKey, fc.jsonValue())), fc.jsonValue(), (entries, other) => {
        const value = { map: Object.fromEntries(entries), other }
        expect(canonicalJson(value)).toBe(byHand(value))
      }),
    )
  })

  it('sorts many keys as it sorts few', () => {
    const keys = Array.from({ length: 100 }, (_, at) => `k${(at * 37) % 100}`)
    const value = Object.fromEntries(keys.map((key) => [key, key]))
    expect(canonicalJson(value)).toBe(byHand(value))
  })

  it('reads back as what it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('is the same whatever the order of the keys, and of its own reading', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
      }),
    )
  })
})

/** Straight from RFC 8785. */
function byHand(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(byHand).join(',')}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${byHand(member)}`).join(',')}}`
}
