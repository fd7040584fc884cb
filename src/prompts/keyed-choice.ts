import { createPrompt, type KeypressEvent, useEffect, useKeypress, useState } from '@inquirer/core'
import { harmless } from '../harmless.ts'
import { drawn, keysOf } from './layout.ts'
import type { Choice, Question } from './prompter.ts'

/** The window a prompt is drawn in, and what else can happen there besides keys. Each `on…` returns how to stop listening. */
export interface Drawing {
  width(): number
  /** Lines; Infinity where there is no limit. */
  height(): number
  onPaste(listener: (text: string) => void): () => void
  onResize(listener: () => void): () => void
  /** The input was closed while the prompt waited. */
  ended(): void
  /** The question is answered: what is drawn stays in sight until the next question is. */
  answered(): void
}

export interface ChoiceConfig {
  readonly question: Question
  readonly drawing: Drawing
}

/** One key chooses. Nothing is active before: Enter alone, an unknown key and pasted text get a line of notice and nothing else. */
export const keyedChoice = createPrompt<string, ChoiceConfig>(({ question, drawing }, done) => {
  const [showsHelp, setShowsHelp] = useState(false)
  const [notice, setNotice] = useState('')
  const [, setDrawings] = useState(0)
  useEffect((rl) => {
    const redraw = () => setDrawings((count) => count + 1)
    const stops = [
      drawing.onResize(redraw),
      drawing.onPaste(() => setNotice('Several characters at once: nothing was taken. Press one key.')),
    ]
    rl.on('SIGCONT', redraw)
    rl.on('close', drawing.ended)
    return () => {
      rl.removeListener('close', drawing.ended)
      for (const stop of stops) stop()
    }
  }, [])
  useKeypress((event, rl) => {
    rl.clearLine(0)
    const key = keyOf(event)
    if (key === undefined) return
    const choice = question.options.find((option) => option.key === key)
    if (choice !== undefined) {
      drawing.answered()
      done(choice.value)
    } else if (key === '?' && question.help !== undefined) {
      setShowsHelp(!showsHelp)
      setNotice('')
    } else {
      setNotice(noticeFor(key, question))
    }
  })
  return harmless(drawn(question, { width: drawing.width(), height: drawing.height(), showsHelp, notice }))
})

/** What to say to a key that chooses nothing. */
function noticeFor(key: string, question: Question): string {
  const keys = `the keys are ${keysOf(question)}`
  if (key === 'enter') return `Enter alone is no answer: ${keys}`
  return key.length === 1 ? `${key} does nothing here: ${keys}` : `That key does nothing here: ${keys}`
}

/** The character a key stands for, `enter`, or the name of another key; undefined for a key pressed with Ctrl or Alt. */
function keyOf(
  event: KeypressEvent & { readonly sequence?: string; readonly meta?: boolean },
): Choice['key'] | undefined {
  if (event.ctrl || event.meta) return undefined
  if (event.name === 'return' || event.name === 'enter') return 'enter'
  const character = event.sequence ?? event.name ?? ''
  if ([...character].length === 1 && character > ' ') return character.toLowerCase()
  return event.name || 'other'
}
