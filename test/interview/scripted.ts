import { Interrupted } from '../../src/interrupted.ts'
import { interview } from '../../src/interview/interview.ts'
import type { Model } from '../../src/model/model.ts'
import type { Prompter } from '../../src/prompts/prompter.ts'
import type { Change } from '../../src/questionnaire/changes.ts'
import { courseOf } from '../../src/questionnaire/course.ts'
import type { Response } from '../../src/response/response.ts'
import { smallModel } from '../small-model.ts'

export const empty: Response = {
  format: 'tiex-response/1',
  model: 'small@1.0',
  round: '2026-autumn',
  person: 'ann',
  answers: {},
}

const same = (text: string) => text
const paint = { strong: same, quiet: same, accent: same, good: same, bad: same }

/** What a person was shown, and what was on disk, at each question. */
interface Shown {
  readonly screen: string
  readonly message: string
  readonly saved: Response
}

/**
 * Plays an interview. Each line of the script is a key, or the text for a question that wants text (`ESC` goes back); when the
 * script is at its end the person is interrupted. Fails for a key the question does not offer.
 */
export async function play(
  script: readonly string[],
  {
    response = empty,
    only,
    plain = false,
    model = smallModel,
    width = 80,
    earlier,
  }: {
    response?: Response
    only?: readonly string[]
    plain?: boolean
    model?: Model
    width?: number
    earlier?: ReadonlyMap<string, string>
  } = {},
) {
  let disk = response
  const shown: Shown[] = []
  const said: string[] = []
  const keys = [...script]
  const take = (screen: string, message: string) => {
    shown.push({ screen, message, saved: disk })
    const key = keys.shift()
    if (key === undefined) throw new Interrupted()
    return key
  }
  const prompter: Prompter = {
    async choose(question) {
      const help = question.help?.(width) ?? ''
      const options = question.options.map(({ key, label }) => `${key} ${label}`).join('\n')
      const key = take(`${question.screen(width)}\n${help}\n${options}`, question.message)
      const choice = question.options.find((option) => option.key === key)
      if (choice === undefined) throw new Error(`"${key}" is no key of:\n${shown.at(-1)?.screen}`)
      return choice.value
    },
    async text(question) {
      for (let problem = ''; ; ) {
        const text = take(`${problem}\n${question.screen(width)}`, question.message)
        if (text === 'ESC') return undefined
        problem = question.check?.(text) ?? ''
        if (problem === '') return text
      }
    },
    close() {},
  }
  const save = async (change: Change) => {
    disk = change(disk)
    return disk
  }
  let outcome: string
  try {
    outcome = await interview({
      course: courseOf(model, only),
      prompter,
      screen: { width, plain, color: false, paint },
      about: {
        council: 'Exampleshire',
        round: '2026-autumn',
        name: 'Ann Lee',
        role: 'finance',
        closes: 'Fri 20 November 2026',
        readers: 'everybody',
        newReaders: [],
      },
      ...(earlier === undefined ? {} : { earlier }),
      now: () => new Date('2026-11-02T09:00:00Z'),
      say: (text) => said.push(text),
      save,
      response,
    })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    outcome = 'interrupted'
  }
  return { outcome, response: disk, shown, said: said.join(''), last: shown.at(-1)!, rest: keys }
}
