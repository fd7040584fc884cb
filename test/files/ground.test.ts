import { expect, it } from 'vitest'
import { planStanding } from '../../src/files/ground.ts'
import type { Action } from '../../src/plan/action.ts'
import type { ActionView } from '../../src/plan/view.ts'

const whole: Partial<Action> = { status: 'accepted', owner: 'ann', due: '2027-01-31' }

it.each<[string, Partial<Action>, Partial<ActionView>, object]>([
  ['a draft', { ...whole, status: 'proposed' }, {}, { proposed: 1, lacking: 0 }],
  ['with all it needs', whole, {}, { proposed: 0, lacking: 0 }],
  ['without an owner', whole, { owner: undefined as never }, { proposed: 0, lacking: 1 }],
  ['without a day', { ...whole, due: undefined as never }, {}, { proposed: 0, lacking: 1 }],
  ['overdue', whole, { overdue: true }, { proposed: 0, lacking: 1 }],
  ['dropped', { status: 'wont-do' }, { owner: undefined as never }, { proposed: 0, lacking: 0 }],
])('a plan with an action %s is counted so', (_, action, more, counts) => {
  const view: ActionView = {
    ...{ action: { id: 'a', title: 'A', status: 'proposed', ...action }, place: 1, owner: 'Ann' },
    ...{ statements: [], sections: [], weight: 1, overdue: false },
    ...more,
  }
  expect(planStanding({ actions: [view] })).toEqual({ actions: 1, ...counts })
})
