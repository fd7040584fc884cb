import { expect, it } from 'vitest'
import { parseKind } from '../../src/files/kinds/read.ts'

const plan = (more: string) =>
  parseKind(
    'plan',
    'plan.yaml',
    new TextEncoder().encode(
      `format: tiex-plan/1\nround: "2026"\nactions:\n  - {id: a, title: b, status: proposed, ${more}}\n`,
    ),
  )

// The data of a file has no prototype, so that no key of it can mean anything to JavaScript.
it.each([
  ['practice: [{id: a}, {id: b}, {id: a, organisation: x}]', []],
  ['practice: [{id: a}, {id: a}]', ['practice says the same thing twice']],
  ['cells: [{id: a}, {id: b}]', ['cells (in actions 1) must not be a map']],
])('a list of maps of which none may stand twice is compared: %s', async (more, wrong) => {
  const read = await plan(more)
  const messages = 'problems' in read ? read.problems.map(({ message }) => message) : []
  expect([...new Set(messages)]).toEqual(wrong)
})
