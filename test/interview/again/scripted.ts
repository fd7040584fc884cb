import { Interrupted } from '../../../src/interrupted.ts'
import { lookAgain } from '../../../src/interview/again/again.ts'
import type { Change } from '../../../src/questionnaire/changes.ts'
import { courseOf } from '../../../src/questionnaire/course.ts'
import type { Response } from '../../../src/response/response.ts'
import { type SecondLook, statementsLookedAt } from '../../../src/second-look/second-look.ts'
import { smallModel } from '../../small-model.ts'
import { optionsOf, paint, scripted } from '../scripted-prompter.ts'

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
  const said: string[] = []
  const { prompter, shown, keys } = scripted(script, {
    width,
    saved: () => disk,
    draw: (question) => `${question.screen(width)}\n${optionsOf(question)}`,
  })
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
