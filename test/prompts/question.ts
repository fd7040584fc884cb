import type { Drawing } from '../../src/prompts/keyed-choice.ts'
import type { Question } from '../../src/prompts/prompter.ts'

/** A statement as the interview asks it. */
export const question: Question = {
  screen: (width) => `Roads (${width} columns)\n\n  The council can look.`,
  help: () => '  Look means with your own eyes.',
  message: 'Your answer:',
  options: [
    { key: '1', value: 'nowhere', label: 'nowhere', group: 'answer' },
    { key: '2', value: 'half-way', label: 'half way', group: 'answer' },
    { key: 'd', value: 'dont-know', label: "don't know", group: 'answer' },
    { key: '<', value: ':back', label: 'back', group: 'command' },
    { key: 'q', value: ':leave', label: 'save and leave', group: 'command' },
  ],
}

/** The same where Enter is no answer but goes on. */
export const passing: Question = {
  ...question,
  options: [...question.options, { key: 'enter', value: ':next', label: 'goes on', group: 'command' }],
}

/** A window whose width and other events the test decides. */
export function window(columns = 80, rows = Number.POSITIVE_INFINITY) {
  let width = columns
  const pastes = new Set<(text: string) => void>()
  const resizes = new Set<() => void>()
  const drawing: Drawing = {
    width: () => width,
    height: () => rows,
    onPaste(listener) {
      pastes.add(listener)
      return () => pastes.delete(listener)
    },
    onResize(listener) {
      resizes.add(listener)
      return () => resizes.delete(listener)
    },
    ended() {},
    answered() {},
  }
  return {
    drawing,
    paste: (text: string) => {
      for (const listener of pastes) listener(text)
    },
    resize: (next: number) => {
      width = next
      for (const listener of resizes) listener()
    },
  }
}
