import { Interrupted } from '../../../src/interrupted.ts'
import type { Order } from '../../../src/interview/workshop/sitting.ts'
import { workshop } from '../../../src/interview/workshop/workshop.ts'
import type { Model } from '../../../src/model/model.ts'
import { drawn } from '../../../src/prompts/layout.ts'
import type { SharedNotes } from '../../../src/response/shared-notes.ts'
import { smallModel } from '../../small-model.ts'
import { merged } from '../../workshop/small-consensus.ts'
import { paint, scripted, withHelp } from '../scripted-prompter.ts'

/**
 * Plays a workshop. Each line of the script is a key, or the text for a question that wants text (`ESC` goes back), or `?` for the help; when the script
 * is at its end the group is interrupted. Fails for a key the question does not offer. The clock goes on by a minute a decision.
 */
export async function play(
  script: readonly string[],
  {
    consensus = merged(),
    by = 'model' as Order,
    plain = false,
    model = smallModel as Model,
    width = 80,
    height = undefined as number | undefined,
    minimumGroup = 5,
    notes = {} as SharedNotes,
  } = {},
) {
  let disk = consensus
  let minute = 0
  const said: string[] = []
  const { prompter, shown, keys } = scripted(script, {
    width,
    height: height && height - 3,
    saved: () => disk,
    hasHelpKey: true,
    draw: (question, showsHelp) =>
      height === undefined
        ? withHelp(question, width)
        : drawn(question, { width, height, showsHelp, notice: '' }),
  })
  let outcome = 'left'
  try {
    await workshop({
      model,
      prompter,
      screen: { width, plain, color: false, paint, ...(height === undefined ? {} : { height }) },
      about: { council: 'Exampleshire', round: '2026-autumn', minimumGroup },
      notes,
      by,
      now: () => `2026-11-27T10:${String(minute++).padStart(2, '0')}:00Z`,
      say: (text) => said.push(text),
      save: async (decide) => {
        disk = decide(disk)
        return disk
      },
      consensus,
      showsFew: false,
      accepted: [],
      notice: '',
    })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    outcome = 'interrupted'
  }
  return { outcome, consensus: disk, shown, said: said.join(''), last: shown.at(-1)!, rest: keys }
}
