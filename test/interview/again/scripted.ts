import { Interrupted } from '../../../src/interrupted.ts'
import { lookAgain } from '../../../src/interview/again/again.ts'
import type { Prompter } from '../../../src/prompts/prompter.ts'
import type { Change } from '../../../src/questionnaire/changes.ts'
import { courseOf } from '../../../src/questionnaire/course.ts'
import type { Response } from '../../../src/response/response.ts'
import { type SecondLook, statementsLookedAt } from '../../../src/second-look/second-look.ts'
import { smallModel } from '../../small-model.ts'

const { id, version, digest } = smallModel

/** Three statements: one with its spread, one of which few answered, one on another scale. */
export const look: SecondLook = {
  format: 'tiex-second-look/1',
  model: { id, version, digest },
  round: '2026-autumn',
  pass: 2,
  opened: '2026-11-23T09:00:00Z',
  closes: '2026-11-24',
  statements: {
    'roads/inside/look': {
      label: 'split',
      divergence: 90,
      answers: { nowhere: 4, everywhere: 4, 'dont-know': 1 },
    },
    'parks/outside/try': { label: 'discuss' },
    'courage/speak': { label: 'discuss', divergence: 40, answers: { never: 4, often: 4, always: 1 } },
  },
  notes: { 'roads/inside': { obstacles: ['Two depots.'] } },
}

/** Ann has answered all three. */
export const ann: Response = {
  format: 'tiex-response/1',
  model: 'small@1.0',
  round: '2026-autumn',
  person: 'ann',
  submitted: '2026-11-03T16:40:00Z',
  answers: { roads: { inside: { look: 'nowhere' } }, parks: { outside: { try: 'mostly' } } },
  'success-factors': { courage: { speak: 'often' } },
}

const same = (text: string) => text
const paint = { strong: same, quiet: same, accent: same, good: same, bad: same }

/** Plays a second look as `play` of the interview does: a key or a text a line, and the person is interrupted at the end of the script. */
export async function play(
  script: readonly string[],
  {
    response = ann,
    second = look,
    only = undefined as readonly string[] | undefined,
    plain = false,
    width = 80,
  } = {},
) {
  let disk = response
  const shown: { screen: string; message: string; saved: Response }[] = []
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
      const options = question.options.map(({ key, label }) => `${key} ${label}`).join('\n')
      const key = take(`${question.screen(width)}\n${options}`, question.message)
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
  const course = courseOf(smallModel, only)
  let outcome: string
  try {
    outcome = await lookAgain({
      ...{ course, prompter, response, before: response, look: second, people: 9 },
      statements: statementsLookedAt(second, course.statements),
      screen: { width, plain, color: false, paint },
      about: {
        ...{ council: 'Exampleshire', round: '2026-autumn', name: 'Ann Lee', role: 'finance' },
        ...{ closes: 'Tue 24 November 2026', readers: 'everybody', newReaders: [] },
      },
      now: () => new Date('2026-11-24T09:00:00Z'),
      say: (text) => said.push(text),
      save: async (change: Change) => {
        disk = change(disk)
        return disk
      },
    })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    outcome = 'interrupted'
  }
  return { outcome, response: disk, shown, said: said.join(''), last: shown.at(-1)!, rest: keys }
}
