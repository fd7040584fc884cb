import { expect, it } from 'vitest'
import type { CellConsensus } from '../../src/merge/consensus.ts'
import { ambitionAbove, checkStances } from '../../src/workshop/stance.ts'
import { smallModel } from '../small-model.ts'
import { merged } from './small-consensus.ts'

const cell = smallModel.cells[0]!
const deliberate = { stance: 'deliberate', note: 'Until 2028.' }
const agreedOn = (agreed: string) =>
  Object.fromEntries(cell.statements.map(({ id }) => [id, { agreed, suggested: 'nowhere' }]))
const agreed = { agreed: 'not-applicable' }
const nothing = Object.fromEntries(cell.statements.map(({ id }) => [id, agreed]))

it.each<[string, Record<string, { agreed: string }>, CellConsensus, readonly string[]]>([
  ['an ambition above what is agreed', agreedOn('in-places'), { ...deliberate, ambition: 4 }, ['ambition']],
  ['an ambition at the level', agreedOn('everywhere'), { ...deliberate, ambition: 5 }, []],
  ['an ambition of 0', {}, { ...deliberate, ambition: 0 }, []],
  ['an ambition where there is no level', nothing, { ...deliberate, ambition: 1 }, ['ambition']],
  ['no word why', {}, { stance: 'deliberate' }, ['stance']],
  ['both', {}, { stance: 'deliberate', ambition: 4 }, ['ambition', 'stance']],
  ['an ambition and no stance', {}, { ambition: 4 }, []],
])('warns where a cell is deliberate and has %s', (_, statements, decided, keys) => {
  const findings = checkStances(smallModel, merged(statements, { [cell.id]: decided }))
  expect(findings.map(({ path }) => path)).toEqual(keys.map((key) => ['cells', cell.id, key]))
  for (const { severity, hint } of findings) expect([severity, hint]).toEqual(['warning', expect.any(String)])
})

it('takes what is suggested where nothing is agreed', () => {
  const suggested = Object.fromEntries(cell.statements.map(({ id }) => [id, { suggested: 'everywhere' }]))
  const consensus = merged(suggested, { [cell.id]: { ambition: 5 } })
  expect(ambitionAbove(smallModel, consensus, cell)).toBeUndefined()
})
