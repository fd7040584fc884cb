import { Interrupted } from '../../../src/interrupted.ts'
import type { Order } from '../../../src/interview/workshop/sitting.ts'
import { workshop } from '../../../src/interview/workshop/workshop.ts'
import type { Consensus } from '../../../src/merge/consensus.ts'
import type { Model } from '../../../src/model/model.ts'
import { drawn } from '../../../src/prompts/layout.ts'
import type { Prompter } from '../../../src/prompts/prompter.ts'
import type { SharedNotes } from '../../../src/response/shared-notes.ts'
import { smallModel } from '../../small-model.ts'
import { merged } from '../../workshop/small-consensus.ts'

const same = (text: string) => text
const paint = { strong: same, quiet: same, accent: same, good: same, bad: same }

/** What the group was shown, and what was on disk, at each question. */
interface Shown {
  readonly screen: string
  readonly message: string
  readonly saved: Consensus
}

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
      let showsHelp = false
      const draw = () => {
        if (height !== undefined) return drawn(question, { width, height, showsHelp, notice: '' })
        const help = question.help?.(width) ?? ''
        const options = question.options.map(({ key, label }) => `${key} ${label}`).join('\n')
        return `${question.screen(width)}\n${help}\n${options}`
      }
      let key = take(draw(), question.message)
      for (; key === '?'; key = take(draw(), question.message)) showsHelp = !showsHelp
      const choice = question.options.find((option) => option.key === key)
      if (choice === undefined) throw new Error(`"${key}" is no key of:\n${shown.at(-1)?.screen}`)
      return choice.value
    },
    async text(question) {
      for (let problem = ''; ; ) {
        const text = take(`${problem}\n${question.screen(width, height && height - 3)}`, question.message)
        if (text === 'ESC') return undefined
        problem = question.check?.(text) ?? ''
        if (problem === '') return text
      }
    },
    close() {},
  }
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
