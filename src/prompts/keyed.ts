import { Writable } from 'node:stream'
import type { Env, Stream } from '../env.ts'
import { watchInterruptions } from './interruptions.ts'
import { type Drawing, keyedChoice } from './keyed-choice.ts'
import { keyedText } from './keyed-text.ts'
import type { Prompter } from './prompter.ts'
import { type Listener, openTerminalInput } from './terminal-input.ts'

/** The prompter of a full terminal: one key an answer, each question drawn in place of the one before, on stderr. */
export function openKeyed(env: Env): Prompter {
  const interruptions = watchInterruptions(env)
  const input = openTerminalInput(env, interruptions.interrupt)
  const canvas = canvasOn(env.stderr)

  /** Runs one of inquirer's prompts with the keyboard, the screen and the interruptions of this conversation. */
  async function ask<Value>(
    to: Listener['to'],
    prompt: (drawing: Drawing, context: object) => Promise<Value>,
  ) {
    const pasted = new Set<(text: string) => void>()
    const paste = (text: string) => {
      for (const listener of pasted) listener(text)
    }
    try {
      return await interruptions.guard(async (signal) => {
        await waitingIsRead()
        input.listen({ to, paste })
        const { output, answered } = canvas.next()
        const context = { input: input.stream, output, signal, clearPromptOnDone: true }
        return prompt({ ...drawingFor(env.stderr, pasted, interruptions.interrupt), answered }, context)
      })
    } finally {
      input.pause()
    }
  }

  return {
    choose: (question) => ask('keys', (drawing, context) => keyedChoice({ question, drawing }, context)),
    text: (question) => ask('text', (drawing, context) => keyedText({ question, drawing }, context)),
    close() {
      canvas.clear()
      input.close()
      interruptions.close()
    },
  }
}

/** Two turns of the event loop: what was typed while the last answer was being saved is read, and thrown away, before a question listens. */
async function waitingIsRead(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate)
}

function drawingFor(
  stderr: Stream,
  pasted: Set<(text: string) => void>,
  ended: () => void,
): Omit<Drawing, 'answered'> {
  return {
    width: () => Math.max(stderr.columns ?? 80, 40),
    // a terminal that does not know its size says 0
    height: () => Math.max(stderr.rows || Number.POSITIVE_INFINITY, 8),
    onPaste(listener) {
      pasted.add(listener)
      return () => pasted.delete(listener)
    },
    onResize(listener) {
      // what the terminal has reflowed cannot be found again line by line, so the window is drawn afresh
      const redraw = () => {
        stderr.write('\u001b[2J\u001b[H')
        listener()
      }
      stderr.on('resize', redraw)
      return () => stderr.removeListener('resize', redraw)
    },
    ended,
  }
}

/** Where one prompt after the other is drawn. Wiping out an answered one is put off until the next one is drawn, so that the screen is never empty. */
interface Canvas {
  /** For one prompt; `answered` says that from here on it only wipes itself out. */
  next(): { readonly output: Writable; readonly answered: () => void }
  /** Wipes out what is left. */
  clear(): void
}

function canvasOn(stderr: Stream): Canvas {
  let putOff = ''
  const take = () => {
    const text = putOff
    putOff = ''
    return text
  }
  return {
    next() {
      let isAnswered = false
      const draw = (text: string, done: () => void) => {
        if (!isAnswered) return void stderr.write(take() + text, () => done())
        putOff += text
        done()
      }
      return { output: drawingOn(stderr, draw), answered: () => (isAnswered = true) }
    },
    clear() {
      const text = take()
      if (text !== '') stderr.write(text)
    },
  }
}

/** A stream that may be ended, which inquirer does after each prompt. */
function drawingOn(stderr: Stream, draw: (text: string, done: () => void) => void): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => draw(String(chunk), done),
  })
  return Object.defineProperties(stream, {
    isTTY: { get: () => stderr.isTTY },
    columns: { get: () => stderr.columns },
  })
}
