import { describe, expect, it } from 'vitest'
import { notRepresented } from '../../src/status/roles.ts'

const everything = ['A service area', 'Transformation or change', 'HR', 'Finance or resources', 'Governance']
const all = [...everything, 'IT, digital or data']

describe('a role stands for', () => {
  it.each<[string, string | undefined]>([
    ['transformation', 'Transformation or change'],
    ['Head of Change & Improvement', 'Transformation or change'],
    ['HR', 'HR'],
    ['Director of Human Resources', 'HR'],
    ['director of people', 'HR'],
    ['finance', 'Finance or resources'],
    ['Section 151 officer', 'Finance or resources'],
    ['resources', 'Finance or resources'],
    ['democratic services', 'Governance'],
    ['monitoring-officer', 'Governance'],
    ['IT and digital', 'IT, digital or data'],
    ['data & insight', 'IT, digital or data'],
    ['information governance', 'IT, digital or data'],
    ['adult social care', 'A service area'],
    ["children and young people's services", 'A service area'],
    ['climate change', 'A service area'],
    ['waste', 'A service area'],
    ['unit manager', 'A service area'],
    ['Prif Weithredwr', 'A service area'],
    ['chief-executive', undefined],
    ['leader', undefined],
    ['Cabinet Member for housing', undefined],
    [' ', undefined],
    ['...', undefined],
  ])('%s: %s', (role, expected) => {
    expect(notRepresented([role])).toEqual(all.filter((title) => title !== expected))
  })
})

it('one role may stand for more than one part', () => {
  expect(notRepresented(['finance and IT'])).not.toContain('Finance or resources')
  expect(notRepresented(['finance and IT'])).not.toContain('IT, digital or data')
})

it('nobody stands for nothing', () => expect(notRepresented([])).toEqual(all))
