import { seasonOf, slugOf } from '../assessment/slug.ts'
import type { Prompter } from '../prompts/prompter.ts'
import { visible, wrap } from '../render/text.ts'

/** What `tiex init` may be told by flags or asked; undefined is not told yet. */
export interface FoundingAnswers {
  readonly name?: string
  readonly id?: string
  readonly type?: string
  readonly round?: string
  readonly closes?: string
  readonly confidentiality?: string
  readonly myName?: string
  readonly myEmail?: string
}

/** What git and the calendar suggest. */
export interface Suggestions {
  readonly folder: string
  readonly now: Date
  readonly myName: string | undefined
  readonly myEmail: string | undefined
}

interface FoundingQuestion {
  readonly key: keyof FoundingAnswers
  readonly message: string
  readonly suggestion: (answers: FoundingAnswers) => string | undefined
  readonly needed?: true
  /** The only answers there are; another one is asked again. */
  readonly words?: readonly string[]
}

/** Asks for what is not told yet, one line each; Enter takes the suggestion in brackets. Throws `Interrupted` with nothing written. */
export async function askFounding(
  prompter: Prompter,
  told: FoundingAnswers,
  suggestions: Suggestions,
): Promise<FoundingAnswers> {
  const questions: readonly FoundingQuestion[] = [
    { key: 'name', message: 'Name of the council', suggestion: () => undefined, needed: true },
    {
      key: 'id',
      message: 'Short name in files',
      suggestion: ({ name = '' }) => slugOf(name) || undefined,
      needed: true,
    },
    {
      key: 'type',
      message: 'Type: county, district, unitary, metropolitan, london-borough, or other words',
      suggestion: () => 'council',
    },
    { key: 'round', message: 'First round', suggestion: () => seasonOf(suggestions.now) },
    {
      key: 'closes',
      message: 'Last day to answer, such as 2026-11-20; Enter for none yet',
      suggestion: () => undefined,
    },
    {
      key: 'confidentiality',
      message:
        'Confidentiality: sealed (only their person and the facilitators read answers) or open (every colleague with access does)',
      suggestion: () => 'sealed',
      words: ['sealed', 'open'],
    },
    { key: 'myName', message: 'Your name', suggestion: () => suggestions.myName },
    { key: 'myEmail', message: 'Your e-mail, as git has it', suggestion: () => suggestions.myEmail },
  ]
  let answers = told
  const done: string[] = []
  for (const question of questions) {
    if (answers[question.key] !== undefined) continue
    const answer = await askLine(prompter, question, { answers, done, folder: suggestions.folder })
    done.push(`${question.message.split(/[:;,]/)[0]}: ${answer ?? 'none yet'}`)
    if (answer !== undefined) answers = { ...answers, [question.key]: answer }
  }
  return answers
}

async function askLine(
  prompter: Prompter,
  question: FoundingQuestion,
  so: { answers: FoundingAnswers; done: readonly string[]; folder: string },
): Promise<string | undefined> {
  const suggestion = question.suggestion(so.answers)
  const head = `Beginning an assessment in ${so.folder}. Enter takes what stands in brackets; Ctrl-C leaves, and nothing is written.`
  const screen = (width: number) =>
    [wrap(visible(head), width - 2, 2), '', ...so.done.map((line) => `  ${visible(line)}`), ''].join('\n')
  const message = suggestion === undefined ? question.message : `${question.message} [${visible(suggestion)}]`
  for (;;) {
    const answer = (await prompter.text({ message, screen }))?.trim()
    if (answer !== undefined && answer !== '') {
      if (question.words === undefined) return answer
      const word = question.words.find((known) => known === answer.toLowerCase())
      if (word !== undefined) return word
      continue
    }
    if (suggestion !== undefined || question.needed !== true) return suggestion
  }
}
