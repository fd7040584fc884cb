import { expect, it } from 'vitest'
import { rankByDivergence } from '../../../src/merge/agenda.ts'
import type { ActionView, PlanView } from '../../../src/plan/view.ts'
import { actionBlocks } from '../../../src/render/agenda/action-handout.ts'
import { blocksAsMarkdown } from '../../../src/render/agenda/blocks.ts'
import { tooFewLines } from '../../../src/render/agenda/words.ts'
import { smallModel } from '../../small-model.ts'
import { merged } from '../../workshop/small-consensus.ts'

it('what too few could say stands section by section', () => {
  const ids = ['roads/inside/look', 'roads/inside/try', 'courage/speak']
  const whole = smallModel.sections.find(({ id }) => id === 'parks/inside')!.statements.map(({ id }) => id)
  const tooFew = rankByDivergence(smallModel, merged()).filter(({ statement }) =>
    [...ids, ...whole].includes(statement.id),
  )
  const [head, ...lines] = tooFewLines(tooFew, smallModel)
  expect(head).toMatch(/^Nobody or one person could say \(8\)\. /)
  expect(lines).toEqual(['- Roads / Inside: look, try', '- Parks / Inside: all 5', '- Courage: speak'])
  expect(tooFewLines([], smallModel)).toEqual([])
})

it('the page of an action has what to read and the practice to learn from', () => {
  const action: ActionView['action'] = {
    ...{ id: 'a', title: 'A', status: 'proposed' },
    reading: [{ title: 'A guide', url: 'https://a.example/g' }],
    practice: [{ id: 'badges' }, { id: 'rota', organisation: 'bristol' }],
  }
  const view: ActionView = { action, place: 1, statements: [], sections: [], weight: 0, overdue: false }
  const plan: Pick<PlanView, 'actions'> = { actions: [view] }
  const page = blocksAsMarkdown(actionBlocks(plan as PlanView)).replaceAll('\\', '')
  expect(page).toContain(
    '- [To read: A guide](https://a.example/g)\n- Practice: badges\n- Practice: bristol/rota\n',
  )
})
