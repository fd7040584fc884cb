import { seasonOf, slugOf } from '../assessment/slug.ts'
import { listed, quoted } from '../did-you-mean.ts'
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

/** Why the newest of the answers will not do, as a sentence; undefined where it will. */
export type CheckAnswer = (
  answers: FoundingAnswers,
  newest: keyof FoundingAnswers,
) => Promise<string | undefined>

/** Whom to ask, and how. */
interface Asking {
  readonly prompter: Prompter
  readonly check: CheckAnswer
  /** There is no Tab. */
  readonly plain: boolean
}

/** Asks for what is not told yet, one line each; Enter takes the suggestion in brackets. What will not do is asked again, with the reason above it, and Tab brings what was typed. Throws `Interrupted` with nothing written. */
export async function askFounding(
  asking: Asking,
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
    const answer = await askUntilRight(asking, question, {
      answers,
      done,
      folder: suggestions.folder,
    })
    done.push(`${question.message.split(/[:;,]/)[0]}: ${answer ?? 'none yet'}`)
    if (answer !== undefined) answers = { ...answers, [question.key]: answer }
  }
  return answers
}

interface SoFar {
  readonly answers: FoundingAnswers
  readonly done: readonly string[]
  readonly folder: string
}

async function askUntilRight(
  { prompter, check, plain }: Asking,
  question: FoundingQuestion,
  so: SoFar,
): Promise<string | undefined> {
  let refused: Refused | undefined
  for (;;) {
    const answer = await askLine(prompter, question, { ...so, refused })
    if (answer === undefined) return undefined
    const word = question.words?.find((known) => known === answer.toLowerCase()) ?? answer
    const reason =
      question.words?.includes(word) === false
        ? `${quoted(answer)} is neither ${listed(question.words, 'nor')}`
        : await check({ ...so.answers, [question.key]: word }, question.key)
    if (reason === undefined) return word
    refused = { answer, reason: plain ? reason : `${reason}. Tab brings back what you typed` }
  }
}

interface Refused {
  readonly answer: string
  readonly reason: string
}

async function askLine(
  prompter: Prompter,
  question: FoundingQuestion,
  so: SoFar & { readonly refused: Refused | undefined },
): Promise<string | undefined> {
  const suggestion = question.suggestion(so.answers)
  const head = `Beginning an assessment in ${so.folder}. Enter takes what stands in brackets; Ctrl-C leaves, and nothing is written.`
  const { refused } = so
  const screen = (width: number) =>
    [
      wrap(visible(head), width - 2, 2),
      '',
      ...so.done.map((line) => `  ${visible(line)}`),
      '',
      ...(refused === undefined ? [] : [wrap(visible(refused.reason), width - 2, 2), '']),
    ].join('\n')
  const message = suggestion === undefined ? question.message : `${question.message} [${visible(suggestion)}]`
  const present = refused === undefined ? {} : { present: refused.answer }
  for (;;) {
    const answer = (await prompter.text({ message, screen, ...present }))?.trim()
    if (answer !== undefined && answer !== '') return answer
    if (suggestion !== undefined || question.needed !== true) return suggestion
  }
}
