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
      return await interruptions.guard((signal) => {
        input.listen({ to, paste })
        const context = {
          input: input.stream,
          output: drawingOn(env.stderr),
          signal,
          clearPromptOnDone: true,
        }
        return prompt(drawingFor(env.stderr, pasted, interruptions.interrupt), context)
      })
    } finally {
      input.pause()
    }
  }

  return {
    choose: (question) => ask('keys', (drawing, context) => keyedChoice({ question, drawing }, context)),
    text: (question) => ask('text', (drawing, context) => keyedText({ question, drawing }, context)),
    close() {
      input.close()
      interruptions.close()
    },
  }
}

function drawingFor(stderr: Stream, pasted: Set<(text: string) => void>, ended: () => void): Drawing {
  return {
    width: () => Math.max(stderr.columns ?? 80, 40),
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

/** A stream that draws on stderr and may be ended, which inquirer does after each prompt. */
function drawingOn(stderr: Stream): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, encoding, done) {
      stderr.write(chunk, encoding, () => done())
    },
  })
  return Object.defineProperties(stream, {
    isTTY: { get: () => stderr.isTTY },
    columns: { get: () => stderr.columns },
  })
}
