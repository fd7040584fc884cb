import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signedText } from '../../src/signoff/canonical.ts'
import { formatStatement, parseStatement } from '../../src/signoff/statement.ts'
import { digest, statement } from './samples.ts'

const line = formatStatement(statement)

describe('a statement', () => {
  it('is one line, its keys sorted, without a blank', () => {
    expect(line).toBe(
      `{"consensus":"${digest('b')}","kind":"tiex-signoff/1","model":{"digest":"${statement.model.digest}","id":"small","version":"1.0"},"official":"${digest('a')}","organisation":"exampleshire","plan":null,"role":"leader","round":"one"}`,
    )
  })

  it('reads back as it was, whatever the role is called', () => {
    const role = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(role, (role) => {
        expect(parseStatement(formatStatement({ ...statement, role }))).toEqual({ ...statement, role })
      }),
    )
  })

  it.each([
    ['no JSON', 'leader'],
    ['a list', '[]'],
    ['a blank too many', line.replace(':', ': ')],
    ['a line end', `${line}\n`],
    ['keys in another order', JSON.stringify(statement)],
    ['a key twice', line.replace('{"consensus"', `{"consensus":"${digest('c')}","consensus"`)],
    ['a key too many', line.replace(/}$/, ',"seq":1}')],
    ['a key missing', line.replace('"plan":null,', '')],
    ['another kind', line.replace('tiex-signoff/1', 'tiex-signoff/2')],
    ['a number for a text', line.replace('"leader"', '1')],
    ['a model without a digest', line.replace(`"digest":"${statement.model.digest}",`, '')],
    ['an escape that is not needed', line.replace('leader', '\\u006ceader')],
    ['a name of every object for a key', line.replace('"plan":null', '"__proto__":null')],
  ])('is not %s', (_, text) => expect(parseStatement(text)).toBeUndefined())
})

describe('what is signed', () => {
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)])

  it.each<[string, unknown]>([
    ['a map with a class', new Map([['agreed', 'fully']])],
    ['a day', new Date(0)],
    ['what is not a number', { a: Number.NaN }],
    ['what has no end', [Number.POSITIVE_INFINITY]],
    ['half of a character', 'a\ud800'],
    ['half of a character in a key', { 'a\udc00': 1 }],
    ['a hole in a list', [undefined]],
    ['a function', { toJSON: () => 1 }],
    ['a very large number', 1n],
    ['more than 32 levels', deep(33)],
  ])('is never %s', (_, value) => expect(() => signedText(value)).toThrow())

  it('may be 32 levels deep, and of maps without a prototype', () => {
    expect(signedText(deep(32))).toBe(`${'['.repeat(32)}1${']'.repeat(32)}`)
    expect(signedText(Object.assign(Object.create(null), { b: 1, a: '€' }))).toBe('{"a":"€","b":1}')
  })
})
