import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../src/files/yaml/decode.ts'
import { bytesOf } from './arbitrary.ts'

const file = 'tiex.yaml'
const decode = (content: string | number[], maxBytes = 1024) =>
  decodeText(file, typeof content === 'string' ? bytesOf(content) : Uint8Array.from(content), maxBytes)

describe('a file is text in UTF-8', () => {
  test.each([
    ['plain', 'a: 1\n', 'a: 1\n'],
    ['without a last line end', 'a: 1', 'a: 1'],
    ['with a byte order mark', '\ufeffa: 1\n', 'a: 1\n'],
    ['with line ends of Windows', 'a: 1\r\nb: 2\r\n', 'a: 1\nb: 2\n'],
    ['with tabs and letters of any script', 'a: "\té مرحبا 😀"\n', 'a: "\té مرحبا 😀"\n'],
  ])('%s', (_, content, text) => {
    expect(decode(content)).toEqual({ text })
  })

  test.each<[string, string | number[], string, string?]>([
    ['nothing', [], 'the file is empty'],
    ['only white space', ' \n\n', 'the file is empty'],
    ['UTF-16 with a mark', [0xff, 0xfe, 0x61, 0], 'the file is UTF-16, not UTF-8', 'save it again as UTF-8'],
    [
      'UTF-16, big end first',
      [0xfe, 0xff, 0, 0x61],
      'the file is UTF-16, not UTF-8',
      'save it again as UTF-8',
    ],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], 'the file is UTF-32, not UTF-8', 'save it again as UTF-8'],
    [
      'UTF-16 without a mark',
      [0x61, 0, 0x62, 0],
      'the file is UTF-16 or not text, not UTF-8',
      'save it again as UTF-8',
    ],
    [
      'Latin-1',
      [0x63, 0x61, 0x66, 0xe9],
      'the file has bytes that are not UTF-8 text',
      'save it again as UTF-8',
    ],
    [
      'an overlong slash',
      [0xc0, 0xaf],
      'the file has bytes that are not UTF-8 text',
      'save it again as UTF-8',
    ],
    [
      'half a surrogate pair',
      [0xed, 0xa0, 0x80],
      'the file has bytes that are not UTF-8 text',
      'save it again as UTF-8',
    ],
  ])('%s is refused', (_, content, message, hint) => {
    expect(decode(content)).toEqual({
      problems: [
        expect.objectContaining({ severity: 'error', message, place: { file }, ...(hint && { hint }) }),
      ],
    })
  })

  test('one byte more than the limit is too large', () => {
    expect(decode('a: 12', 5)).toEqual({ text: 'a: 12' })
    expect(decode('a: 123', 5)).toMatchObject({
      problems: [{ message: 'the file is too large: the limit is 5 bytes' }],
    })
    expect(decode('a'.repeat(1025))).toMatchObject({
      problems: [{ message: 'the file is too large: the limit is 1 KiB' }],
    })
  })
})

describe('control characters are refused where they stand', () => {
  test.each([
    ['a: 1\nb: \u001b[31m', 2, 4, 'the control character U+001B stands here'],
    ['a: \0bcdefgh', 1, 4, 'the control character U+0000 stands here'],
    ['a: b\rc: d\n', 1, 5, 'the control character U+000D stands here'],
    ['a\u007f: 1', 1, 2, 'the control character U+007F stands here'],
    ['a: \u009b0m', 1, 4, 'the control character U+009B stands here'],
    ['a: 1\n\ufeffb: 2', 2, 1, 'the invisible character U+FEFF stands here'],
  ])('%j', (content, line, column, message) => {
    expect(decode(content)).toMatchObject({ problems: [{ message, place: { file, line, column } }] })
  })

  test('of many, the first twenty are shown and the others counted', () => {
    const result = decode('\u001b'.repeat(33))
    const problems = 'problems' in result ? result.problems : []
    expect(problems).toHaveLength(21)
    expect(problems[20]).toMatchObject({ message: 'and 13 more like this', place: { file } })
  })
})

describe('a merge conflict that nobody resolved is refused', () => {
  test.each([
    ['at the start of lines', 'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n', 2],
    ['with the common ancestor', '<<<<<<< HEAD\nb: 1\n||||||| base\nb: 0\n=======\nb: 2\n>>>>>>> x\n', 1],
    ['inside a block text', 'a: |\n  b\n  <<<<<<< HEAD\n  c\n  =======\n  d\n  >>>>>>> x\n', 3],
  ])('%s', (_, content, line) => {
    expect(decode(content)).toMatchObject({
      problems: [
        {
          rule: 'merge-conflict',
          message: expect.stringContaining('<<<<<<< HEAD'),
          place: { file, line, column: 1 },
        },
      ],
    })
  })

  test.each<[string, string, string]>([
    ['rounds/r1/responses/alice.yaml', 'AGE ENCRYPTED FILE', 'git add rounds/r1/responses/alice.yaml, go on'],
    ['a b;rm x.yaml', 'AGE ENCRYPTED FILE', 'git add FILE, go on'],
    ['alice.yaml', 'something else', 'then delete the lines with <<<<<<<'],
  ])('in %s with %s, the hint fits', (name, kind, hint) => {
    const block = `sealed: |\n<<<<<<< HEAD\n  -----BEGIN ${kind}-----\n=======\n  b\n>>>>>>> x\n`
    const bytes = new TextEncoder().encode(block)
    expect(decodeText(name, bytes, 1000)).toMatchObject({
      problems: [{ hint: expect.stringContaining(hint) }],
    })
  })

  test.each([
    ['said inside a line', 'a: "<<<<<<< is a git marker"\n'],
    ['only one of them', 'a: |\n  <<<<<<< HEAD\n'],
    ['in the wrong order', 'a: |\n  >>>>>>> x\n  =======\n  <<<<<<< HEAD\n'],
    ['at different indentation', 'a: |\n  <<<<<<< HEAD\n   =======\n    >>>>>>> x\n'],
  ])('but not markers %s', (_, content) => {
    expect(decode(content)).toEqual({ text: content })
  })
})
