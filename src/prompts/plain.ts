import { createInterface } from 'node:readline'
import type { Env } from '../env.ts'
import { harmless, withoutColour, withoutCommands } from '../harmless.ts'
import { watchInterruptions } from './interruptions.ts'
import { keysOf, paragraph } from './layout.ts'
import type { Choice, Prompter, Question } from './prompter.ts'

/** Lines that follow each other faster than this were pasted together. */
const burstMilliseconds = 30
/** A terminal hands on no more than this many bytes of a line while it edits the line itself. */
const lineBytes = 4095

/** The prompter for screen readers, speech and simple terminals: numbered lines, an answer is a line. Writes no escape sequence, leaves the terminal's mode alone. */
export function openPlain(env: Env): Prompter {
  const interruptions = watchInterruptions(env)
  const lines = createInterface({ input: env.stdin, terminal: false, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('close', interruptions.interrupt)
  const write = (text: string) => env.stderr.write(harmless(withoutCommands(withoutColour(text)), false))
  const columns = () => Math.max(env.stderr.columns || 80, 40)

  /** What is entered next, pasted lines together; lines entered before the question do not count. */
  const entered = () =>
    interruptions.guard(
      (signal) =>
        new Promise<readonly string[]>((resolve, reject) => {
          const burst: string[] = []
          let timer: NodeJS.Timeout | undefined
          const stop = () => {
            clearTimeout(timer)
            lines.removeListener('line', receive)
            signal.removeEventListener('abort', abort)
          }
          const abort = () => {
            stop()
            write('\n')
            reject(signal.reason)
          }
          const receive = (line: string) => {
            burst.push(line)
            clearTimeout(timer)
            timer = setTimeout(() => {
              stop()
              resolve(burst)
            }, burstMilliseconds)
          }
          lines.on('line', receive)
          signal.addEventListener('abort', abort)
        }),
    )

  return {
    async choose(question) {
      for (let again = true; ; ) {
        if (again) write(`\n${numbered(question, columns())}\n\n`)
        write(`${question.message} `)
        const given = await entered()
        const choice = given.length === 1 ? chosen(question, given[0]!) : undefined
        if (choice !== undefined) return choice.value
        again = given.length === 1 && given[0]!.trim() === ''
        write(`${answerTo(question, given, columns())}\n`)
      }
    },
    async text(question) {
      write(`\n${question.screen(columns())}\n\n`)
      for (;;) {
        write(`${question.message} `)
        const given = await entered()
        const text = given.join('\n')
        if (text.trim() === '<') return undefined
        const problem = lineProblem(given) ?? question.check?.(text)
        if (problem === undefined) return text
        write(`${paragraph(problem, columns())}\n`)
      }
    },
    close() {
      lines.removeAllListeners('close')
      lines.close()
      env.stdin.pause()
      interruptions.close()
    },
  }
}

/** The question as lines narrower than the screen: each answer on its own, the commands in one sentence. */
function numbered(question: Question, width: number): string {
  const answers = question.options.filter((option) => option.group === 'answer')
  const commands = question.options.filter((option) => option.group === 'command' && option.key !== 'enter')
  const others = [
    ...(question.options.some(({ key }) => key === 'enter') ? ['Enter alone goes on'] : []),
    ...(question.help === undefined ? [] : ['? what counts']),
    ...commands.map(({ key, label }) => `${key} ${label}`),
  ]
  return [
    question.screen(width),
    ...(answers.length === 0
      ? []
      : ['', ...answers.map(({ key, label }) => paragraph(`${key}. ${label}`, width))]),
    ...(others.length === 0
      ? []
      : ['', paragraph(`${answers.length === 0 ? '' : 'Or: '}${others.join(', ')}.`, width)]),
  ].join('\n')
}

/** The option a line names by its key, its value or its label. */
function chosen(question: Question, line: string): Choice | undefined {
  const word = line.trim().toLowerCase().replace(/\.$/, '')
  return question.options.find(({ key, value, label }) =>
    word === '' ? key === 'enter' : [key, value, label.toLowerCase()].includes(word),
  )
}

/** What to say to lines that chose nothing. */
function answerTo(question: Question, given: readonly string[], width: number): string {
  if (given.length > 1)
    return paragraph('Several lines at once: nothing was taken. Type one key, then Enter.', width)
  const line = given[0]!.trim()
  if (line === '') return 'Enter alone is no answer.'
  if (line === '?' && question.help !== undefined) return `\n${question.help(width)}\n`
  const what = line.length > 20 ? 'That' : line
  return paragraph(`${what} does nothing here: the keys are ${keysOf(question)}.`, width)
}

function lineProblem(given: readonly string[]): string | undefined {
  const cut = given.some((line) => Buffer.byteLength(line) >= lineBytes)
  return cut
    ? 'That line was too long for the terminal and may have lost its end. Enter it again in shorter lines.'
    : undefined
}
