import type { Screen } from '../env.ts'
import type { Section } from '../model/model.ts'
import type { Choice, Prompter } from '../prompts/prompter.ts'
import type { Change } from '../questionnaire/changes.ts'
import type { Course } from '../questionnaire/course.ts'
import { type Replaced, replacedIn } from '../questionnaire/replaced.ts'
import { renderReplaced } from '../render/replaced.ts'
import type { Response } from '../response/response.ts'

/** One person at one terminal, from the first question to the last. */
export interface Sitting {
  readonly course: Course
  readonly prompter: Prompter
  readonly screen: Screen
  readonly about: About
  /** How statements that were reworded read before, by id; without it only that they were is told. */
  readonly earlier?: ReadonlyMap<string, string>
  /** How far the person is, where that is not how much of everything is answered. */
  readonly progress?: (response: Response) => string
  /** Beside answers nothing but notes is asked for: no ambition, no stance. */
  readonly notesOnly?: true
  readonly now: () => Date
  /** Lines that stay on the terminal. */
  readonly say: (text: string) => void
  /** Applies the change to the file; resolves, once it is safe on disk, to the response as it then is. */
  readonly save: (change: Change) => Promise<Response>
  /** As on disk after the last change. */
  response: Response
}

/** What the first screen tells the person. */
interface About {
  readonly council: string
  readonly round: string
  readonly name: string
  readonly role: string
  /** Last day for answers, in words; absent where the round has none. */
  readonly closes?: string
  /** Names of those who can read the answers, beside the person. */
  readonly readers: 'everybody' | readonly string[]
  /** Of them, who could not read what was answered before. */
  readonly newReaders: readonly string[]
  /** How many are asked, where they are too few for anything to be anonymous. */
  readonly few?: number
}

/** Where a step leads. `stay` asks the same step again. */
export type Move =
  | 'next'
  | 'back'
  | 'stay'
  | 'sections'
  | 'leave'
  | 'submitted'
  | 'first-open'
  | { readonly to: Section }

/**
 * Saves it; tells what another terminal has saved since the person saw it and that this takes the place of. A file that was taken away
 * meanwhile is made anew with all that the person has seen in it.
 */
export async function record(sitting: Sitting, change: Change): Promise<void> {
  const { response } = sitting
  const seen = given(response)
  let replaced: readonly Replaced[] = []
  let isGone = false
  sitting.response = await sitting.save((found) => {
    // What is saved has a day on which it was started.
    isGone = found.started === undefined && response.started !== undefined
    const current = isGone ? response : found
    const after = change(current)
    replaced = replacedIn(seen, given(current), given(after))
    return after
  })
  if (isGone) sitting.say('The file with your answers was gone. It is there again, with all of them.\n')
  sitting.say(renderReplaced(replaced, sitting.screen))
}

function given({ answers, 'success-factors': factors = {} }: Response) {
  return { ...answers, ...factors }
}

/** Values of commands begin with a colon, which no id of a model does. */
export function command(key: string, name: string, label: string): Choice {
  return { key, value: `:${name}`, label, group: 'command' }
}

/** The ways out of every step. */
export const ways: readonly Choice[] = [
  command('<', 'back', 'back'),
  command('s', 'sections', 'sections'),
  command('q', 'leave', 'save and leave'),
]

/** The move of one of `ways`; undefined for any other value. */
export function wayOf(value: string): Move | undefined {
  if (value === ':back') return 'back'
  if (value === ':sections') return 'sections'
  return value === ':leave' ? 'leave' : undefined
}

/** Keys for a list of names: the first letter of each that is still free, else any free letter or digit. */
export function lettersFor(names: readonly string[], taken: readonly string[]): readonly string[] {
  const used = new Set(taken)
  return names.map((name) => {
    const key =
      [...name.toLowerCase().replace(/[^a-z]/g, ''), ...keys].find((letter) => !used.has(letter)) ?? ' '
    used.add(key)
    return key
  })
}

const keys = '123456789abcdefghijklmnopqrstuvwxyz0'

/** Keys for options in order, 1 first; letters past 9, none that is taken. */
export function numbersFor(count: number, taken: readonly string[]): readonly string[] {
  return [...keys].filter((key) => !taken.includes(key)).slice(0, count)
}
