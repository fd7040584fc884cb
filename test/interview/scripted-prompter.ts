import { Interrupted } from '../../src/interrupted.ts'
import type { Prompter, Question } from '../../src/prompts/prompter.ts'

const same = (text: string) => text
export const paint = { strong: same, quiet: same, accent: same, good: same, bad: same }

/** What somebody was shown, and what was on disk, at a question. */
interface Shown<Saved> {
  readonly screen: string
  readonly message: string
  readonly saved: Saved
}

/** The screen, its help and what can be chosen, one under the other. */
export function withHelp(question: Question, width: number): string {
  return [question.screen(width), question.help?.(width) ?? '', optionsOf(question)].join('\n')
}

export function optionsOf({ options }: Question): string {
  return options.map(({ key, label }) => `${key} ${label}`).join('\n')
}

/**
 * A prompter that answers by a script. Each line of it is a key, or the text for a question that wants text (`ESC` goes back); when it is
 * at its end the person is interrupted. Fails for a key the question does not offer. `draw` is what is seen of a choice; with
 * `hasHelpKey` a `?` of the script switches the help on and off.
 */
export function scripted<Saved>(
  script: readonly string[],
  {
    width,
    height,
    saved,
    draw = (question) => withHelp(question, width),
    hasHelpKey = false,
  }: {
    readonly width: number
    /** Of a screen above a text; absent without a limit. */
    readonly height?: number | undefined
    /** What is on disk now. */
    readonly saved: () => Saved
    readonly draw?: (question: Question, showsHelp: boolean) => string
    readonly hasHelpKey?: boolean
  },
) {
  const shown: Shown<Saved>[] = []
  const keys = [...script]
  const take = (screen: string, message: string) => {
    shown.push({ screen, message, saved: saved() })
    const key = keys.shift()
    if (key === undefined) throw new Interrupted()
    return key
  }
  const prompter: Prompter = {
    async choose(question) {
      let showsHelp = false
      let key = take(draw(question, showsHelp), question.message)
      for (; hasHelpKey && key === '?'; key = take(draw(question, showsHelp), question.message))
        showsHelp = !showsHelp
      const choice = question.options.find((option) => option.key === key)
      if (choice === undefined) throw new Error(`"${key}" is no key of:\n${shown.at(-1)?.screen}`)
      return choice.value
    },
    async text(question) {
      for (let problem = ''; ; ) {
        const text = take(`${problem}\n${question.screen(width, height)}`, question.message)
        if (text === 'ESC') return undefined
        problem = question.check?.(text) ?? ''
        if (problem === '') return text
      }
    },
    close() {},
  }
  return { prompter, shown, keys }
}
