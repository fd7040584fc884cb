import { actionQuestion } from '../../agenda/order.ts'
import { isOpen } from '../../plan/action.ts'
import type { ActionView, PlanView } from '../../plan/view.ts'
import { dueWords, levelWords, practiceNameWords, statusWords } from '../plan/words.ts'
import type { Block } from './blocks.ts'

/** A page for each open action, in the council's order. */
export function actionBlocks({ actions }: PlanView): readonly Block[] {
  return actions.filter(({ action }) => isOpen(action)).flatMap(pageBlocks)
}

function pageBlocks(view: ActionView): readonly Block[] {
  const { action, place, owner, priority, statements } = view
  const facts = [
    `Status: ${statusWords(action.status)}`,
    `Priority of what it is about: ${priority ?? 'not set'}`,
    ...levelWords(view),
    `Owner: ${owner ?? 'nobody yet'}`,
    `When: ${dueWords(view)}`,
    `Resources: ${action.resources ?? 'not said'}; budget: ${action.budget ?? 'not said'}`,
    `How people will see that it worked: ${action.measure ?? 'not said'}`,
    ...(action.reading ?? []).map(({ title, url }) => ({ title: `To read: ${title}`, url })),
    ...(action.practice ?? []).map((one) => `Practice: ${practiceNameWords(one)}`),
  ]
  return [
    { kind: 'heading', level: 1, text: `${place}. ${action.title}` },
    { kind: 'text', text: `To begin with: ${actionQuestion(view)}`, strong: true },
    { kind: 'list', items: facts },
    ...(statements.length === 0
      ? []
      : [
          {
            kind: 'list',
            title: 'What it is to change:',
            items: statements.map(({ text }) => text),
          } as const,
        ]),
  ]
}
