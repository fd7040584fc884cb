import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCanonical } from '../../../src/files/yaml/canonical.ts'
import { formatYaml, type YamlStyle } from '../../../src/files/yaml/format.ts'
import { composeYaml } from '../../../src/files/yaml/guarded/compose.ts'
import { parseYaml } from '../../../src/files/yaml/read.ts'
import { TiexError } from '../../../src/problem.ts'
import { anyRoot, anyStyle, asRead, bytesOf, runs } from './arbitrary.ts'

const block: YamlStyle = { flow: () => false }
const flow: YamlStyle = { flow: (path) => path.length === 1 }

describe('the canonical form', () => {
  test('has two spaces a level, lists deeper than their key, and a comment at the top', () => {
    const data = {
      format: 'x/1',
      people: [{ id: 'a', may: ['read'] }, ['b']],
      rounds: { r: { opens: '2026-09-01' } },
    }
    expect(formatYaml(data, { flow: (path) => path.length > 2 }, ['one', '', 'two'])).toBe(
      '# one\n#\n# two\nformat: x/1\npeople:\n  - id: a\n    may: [read]\n  - - b\nrounds:\n  r:\n    opens: 2026-09-01\n',
    )
  })

  test('has maps and lists on one line where the style says so', () => {
    expect(formatYaml({ a: { b: 1, c: ['x', { d: 'y z' }] }, e: {}, f: [] }, flow)).toBe(
      'a: {b: 1, c: [x, {d: y z}]}\ne: {}\nf: []\n',
    )
  })

  test('leaves out keys without a value', () => {
    expect(formatYaml({ a: undefined, b: { c: undefined } }, block)).toBe('b: {}\n')
  })

  test.each([
    ['Plain words, even with: colons:inside', '"Plain words, even with: colons:inside"'],
    ['It is "quoted" and (so on)', 'It is "quoted" and (so on)'],
    ['https://a.example/b?c#d', 'https://a.example/b?c#d'],
    ['2026-11-02', '2026-11-02'],
    ['2026-11-02T09:14:00Z', '2026-11-02T09:14:00Z'],
    ['2026-autumn', '2026-autumn'],
    ['tiex@2026.1', 'tiex@2026.1'],
    ['1/2', '1/2'],
    ['Ysgol Gynradd Llanfairpwll â', 'Ysgol Gynradd Llanfairpwll â'],
    ['', '""'],
    ['yes', '"yes"'],
    ['Off', '"Off"'],
    ['null', '"null"'],
    ['~', '"~"'],
    ['2026.1', '"2026.1"'],
    ['12:30', '"12:30"'],
    ['0x1F', '"0x1F"'],
    ['1_000', '"1_000"'],
    ['1e5', '"1e5"'],
    ['- a', '"- a"'],
    ['# a', '"# a"'],
    ['a # b', '"a # b"'],
    ['a ', '"a "'],
    ['@a', '"@a"'],
    ['tab\there', '"tab\\there"'],
    ['a\u2028b', '"a\\u2028b"'],
    ['a\nb', '|-\n  a\n  b'],
    ['a\n\n  b\n', '|\n  a\n\n    b'],
    ['a\n\n', '|+\n  a\n'],
    [' a\nb', '" a\\nb"'],
    ['\na', '"\\na"'],
    ['a\n \nb', '"a\\n \\nb"'],
    ['<<<<<<< a\nb', '"<<<<<<< a\\nb"'],
  ])('writes %j as %s', (text, written) => {
    expect(formatYaml({ a: text }, block)).toBe(`a: ${written}\n`)
  })

  test.each([
    ['a, b', '"a, b"'],
    ['a}', '"a}"'],
    ['09:14', '"09:14"'],
    ['2026-11-02T09:14:00Z', '2026-11-02T09:14:00Z'],
    ['a\nb', '"a\\nb"'],
  ])('writes %j inside brackets as %s', (text, written) => {
    expect(formatYaml({ a: [text] }, flow)).toBe(`a: [${written}]\n`)
  })

  test.each([
    [1, '1'],
    [-0, '0'],
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [-1.5e-9, '-0.0000000015'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [true, 'true'],
  ])('writes %s as %s', (value, written) => {
    expect(formatYaml({ a: value }, block)).toBe(`a: ${written}\n`)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, null, 1n])('cannot hold %s', (value) => {
    expect(() => formatYaml({ a: value }, block)).toThrow('cannot be written as YAML')
  })

  test.each(['a\u001b', 'a\nb\u0000', '\ud800', 'a\r\nb'])(
    'cannot hold the text %j, and says so to the user',
    (text) => {
      expect(() => formatYaml({ a: text }, block)).toThrow(TiexError)
    },
  )
})

describe('what is written is read as the same data', () => {
  test('by the canonical reader, by the library, and by both behind one door', async () => {
    await fc.assert(
      fc.asyncProperty(anyRoot, anyStyle, async (data, style) => {
        const text = formatYaml(data, style, ['head'])
        const expected = asRead(data)
        expect(readCanonical(text)).toStrictEqual(expected)
        const composed = await composeYaml('f', text)
        expect('data' in composed && composed.data).toStrictEqual(expected)
        const parsed = await parseYaml('f', bytesOf(text), 1_000_000)
        expect(parsed).toStrictEqual({ yaml: { file: 'f', text, data: expected } })
      }),
      { numRuns: runs(200, 6) },
    )
  })

  test('formatting what was read changes nothing', () => {
    fc.assert(
      fc.property(anyRoot, anyStyle, (data, style) => {
        const text = formatYaml(data, style)
        expect(formatYaml(readCanonical(text), style)).toBe(text)
      }),
      { numRuns: runs(80, 20) },
    )
  })
})
