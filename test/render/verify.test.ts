import { expect, it } from 'vitest'
import type { Note } from '../../src/authority/verification.ts'
import { hookScript, renderVerification } from '../../src/render/verify.ts'
import { screenOf } from './screens.ts'

const explained =
  'not proven: known by the e-mail alone, which anybody can write. Proven needs a signing key in tiex.yaml.\n'

function shown(notes: readonly Note[], unproven: number): string {
  const text = renderVerification({ range: {}, commits: 20, failures: [], notes, unproven }, screenOf(200))
  return text.slice(text.indexOf('\n\n') + 2)
}

const changed = (commit: string): Note => ({ commit, person: 'adm', kind: 'unproven', message: 'tiex.yaml' })

it.each<[string, readonly Note[], number, string]>([
  ['only others', [], 2, `2 commits ${explained}`],
  [
    'one, and others',
    [changed('a1b2c3d4')],
    2,
    `not proven: adm changed tiex.yaml (a1b2c3d)\n1 other commit ${explained}`,
  ],
  ['no others', [changed('a1b2c3d4')], 1, `not proven: adm changed tiex.yaml (a1b2c3d)\n${explained}`],
])('names who is not proven and changed what much depends on: %s', (_, notes, unproven, wanted) =>
  expect(shown(notes, unproven)).toBe(wanted),
)

it('names ten of them, and counts the rest', () => {
  const lines = shown(
    Array.from({ length: 13 }, (_, at) => changed(`${10 + at}`)),
    15,
  ).split('\n')
  expect(lines.slice(9, 12)).toEqual([
    'not proven: adm changed tiex.yaml (19)',
    'not proven: 3 more such commits',
    `2 other commits ${explained.trim()}`,
  ])
})

it('tells of a round that takes answers again', () =>
  expect(shown([{ commit: 'c', person: 'adm', kind: 'reopened', message: 'r1' }], 0)).toBe(
    'c by adm: took answers again in r1\n',
  ))

it.each(['fsckObjects', 'denyNonFastForwards', 'denyDeletes'])('tells who installs the hook of %s', (name) =>
  expect(hookScript('')).toContain(`#   git config receive.${name} true\n`),
)
