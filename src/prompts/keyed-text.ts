import { createPrompt, type KeypressEvent, useEffect, useKeypress, useRef, useState } from '@inquirer/core'
import { harmless } from '../harmless.ts'
import type { Drawing } from './keyed-choice.ts'
import { cut, linesOf, paragraph } from './layout.ts'
import type { TextQuestion } from './prompter.ts'
import { lineEnd } from './terminal-input.ts'

export interface TextConfig {
  readonly question: TextQuestion
  readonly drawing: Drawing
}

interface Line {
  readonly line: string
  clearLine(direction: 0): void
  write(text: string): void
}

/** A line of text, ended by Enter; Escape, or `<` alone, goes back. Tab brings the present text. Line ends of pasted text are shown as ⏎. */
export const keyedText = createPrompt<string | undefined, TextConfig>(({ question, drawing }, done) => {
  const [typed, setTyped] = useState('')
  const [notice, setNotice] = useState('')
  const [, setDrawings] = useState(0)
  const current = useRef('')
  const show = (line: string) => {
    current.current = line
    setTyped(line)
    setNotice('')
  }
  useEffect((rl) => {
    const redraw = () => setDrawings((count) => count + 1)
    const stops = [
      drawing.onResize(redraw),
      drawing.onPaste((text) => {
        rl.write(text)
        show(rl.line)
      }),
    ]
    rl.on('SIGCONT', redraw)
    rl.on('close', drawing.ended)
    return () => {
      rl.removeListener('close', drawing.ended)
      for (const stop of stops) stop()
    }
  }, [])
  useKeypress((event: KeypressEvent, rl) => {
    const end = (text: string | undefined) => {
      drawing.answered()
      done(text)
    }
    if (event.name === 'escape') return end(undefined)
    if (event.name === 'return' || event.name === 'enter') {
      const text = current.current.replaceAll(lineEnd, '\n')
      if (text.trim() === '<') return end(undefined)
      const problem = question.check?.(text)
      if (problem === undefined) return end(text)
      replaceLine(rl, current.current)
      return setNotice(problem)
    }
    if (event.name === 'tab') {
      const bare = current.current === '' ? question.present : undefined
      replaceLine(rl, bare?.replaceAll('\n', lineEnd) ?? current.current)
    }
    show(rl.line)
  })
  const width = drawing.width()
  const foot = `  ${question.message} ${shownLine(typed)}`
  const told = notice === '' ? '' : `${paragraph(notice, width, '  ')}\n\n`
  const room = drawing.height() - Math.ceil((foot.length + 1) / width) - linesOf(told)
  return harmless(`${cut(question.screen(width, room), Math.max(1, room))}\n\n${told}${foot}`)
})

/** readline has thrown the line away on Enter, and has taken Tab into it. */
function replaceLine(rl: Line, text: string): void {
  rl.clearLine(0)
  rl.write(text)
}

/** A long text shows its end only, so that the question stays in sight. */
function shownLine(line: string): string {
  const most = 700
  return line.length <= most ? line : `… ${line.slice(-most)}`
}
