import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { moveEntry } from '../../../src/files/yaml/revising/move.ts'

const text = `# head
list:
  # of a
  - id: a
    note: |
      one

      two
  - id: b # beside
    # below b

  # of c
  # and more
  - id: c
# tail
other: 1
`

describe('an entry that moves', () => {
  it.each<[string, number, number, readonly string[]]>([
    ['to the front', 2, 0, ['  # of c', '  # and more', '  - id: c', '  # of a', '  - id: a']],
    [
      'to the end',
      0,
      2,
      ['  - id: b # beside', '    # below b', '', '  # of c', '  # and more', '  - id: c', '  # of a'],
    ],
    ['in between', 2, 1, ['      two', '  # of c', '  # and more', '  - id: c', '  - id: b # beside']],
  ])('%s takes its comments along', async (_, from, to, lines) => {
    const after = (await moveEntry(text, 'list', { from, to }))!
    expect(after).toContain(`${lines.join('\n')}\n`)
    expect(after.split('\n').toSorted()).toEqual(text.split('\n').toSorted())
    expect(after.startsWith('# head\n') && after.endsWith('# tail\nother: 1\n')).toBe(true)
  })

  it.each([
    ['on one line', 'list: [{id: a}, {id: b}]\n'],
    ['that is none', 'list: a\n'],
    ['that is not there', 'other: 1\n'],
  ])('is left to others in a list %s', async (_, other) => {
    expect(await moveEntry(other, 'list', { from: 0, to: 1 })).toBeUndefined()
  })

  it('leaves all else as it is, wherever it goes', async () => {
    const entry = fc.constantFrom(
      '  - a\n',
      '  # c\n  - b: 1\n    c: 2\n',
      '  - |\n    x\n\n    y\n',
      '\n  - - d\n    - e\n',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 2, maxLength: 6 }),
        fc.nat(5),
        fc.nat(5),
        async (entries, a, b) => {
          const before = `list:\n${entries.join('')}z: 1\n`
          const [from, to] = [a % entries.length, b % entries.length]
          const after = await moveEntry(before, 'list', { from, to })
          const list: unknown[] = parse(before).list
          const [one] = list.splice(from, 1)
          list.splice(to, 0, one)
          expect(parse(after ?? '')).toEqual({ list, z: 1 })
        },
      ),
    )
  })
})
