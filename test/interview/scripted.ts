import { Interrupted } from '../../src/interrupted.ts'
import { interview } from '../../src/interview/interview.ts'
import type { Model } from '../../src/model/model.ts'
import type { Change } from '../../src/questionnaire/changes.ts'
import { courseOf } from '../../src/questionnaire/course.ts'
import type { Response } from '../../src/response/response.ts'
import { smallModel } from '../small-model.ts'
import { paint, scripted } from './scripted-prompter.ts'

export const empty: Response = {
  format: 'tiex-response/1',
  model: 'small@1.0',
  round: '2026-autumn',
  person: 'ann',
  answers: {},
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
  const said: string[] = []
  const { prompter, shown, keys } = scripted(script, { width, saved: () => disk })
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
