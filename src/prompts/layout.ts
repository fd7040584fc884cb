import { stripVTControlCharacters } from 'node:util'
import type { Choice, Question } from './prompter.ts'

/** The window a question is drawn in, and what is open in it. */
export interface Pane {
  /** Columns. */
  readonly width: number
  /** Lines; Infinity where there is no limit. */
  readonly height: number
  readonly showsHelp: boolean
  /** To be told above the cursor; empty for nothing. */
  readonly notice: string
}

/** The question with its cursor: screen, options, commands and, where it is open, the help. In a low window first the screen is asked for less, then empty lines go, then commands while the help is open, then the end of the help. */
export function drawn(question: Question, pane: Pane): string {
  const { width, height, showsHelp, notice } = pane
  const indent = ' '.repeat(question.indent ?? 2)
  const answers = question.options.filter((option) => option.group === 'answer')
  const commands = question.options.filter((option) => option.group === 'command')
  const known = question.help === undefined ? [] : [`? ${showsHelp ? 'hide what counts' : 'what counts'}`]
  const help = showsHelp && question.help !== undefined ? question.help(width) : ''
  const keys = rows(answers.map(keyAndLabel), { width, indent, gaps: [4, 3, 2] })
  const told = notice === '' ? '' : paragraph(notice, width, indent)
  const foot = `${indent}${question.message} `
  const shape = (gap: string, help: string, commands: readonly Choice[]) => {
    const others = rows([...known, ...commands.map(keyAndLabel)], { width, indent, gaps: [3, 2] })
    const below = [keys, help, others, told, foot].filter((part) => part !== '').join(gap)
    const screen = question.screen(width, height - linesOf(below) - gap.length + 1)
    return { screen, below, text: screen === '' ? below : `${screen}${gap}${below}` }
  }
  const shapes = [() => shape('\n\n', help, commands), () => shape('\n', help, commands)]
  if (help !== '') shapes.push(() => shape('\n', help, []))
  for (const draw of shapes) {
    const { text } = draw()
    if (linesOf(text) <= height) return text
  }
  const last = shape('\n', '', help === '' ? commands : [])
  const room = height - linesOf(last.text)
  if (help !== '' && room > 1) return shape('\n', cut(help, room), []).text
  return `${cut(last.screen, Math.max(1, height - linesOf(last.below)))}\n${last.below}`
}

export function linesOf(text: string): number {
  return text.split('\n').length
}

/** At most so many lines; where something is missing the last of them says so. */
export function cut(text: string, lines: number): string {
  const all = text.split('\n')
  if (all.length <= lines) return text
  if (lines === 1) return all[0]!
  return [...all.slice(0, lines - 1), '  … and more, in a taller window'].join('\n')
}

/** `1 not yet`; `Enter go on`. */
function keyAndLabel({ key, label }: Choice): string {
  return `${key === 'enter' ? 'Enter' : key} ${label}`
}

/** The keys a question knows, as a person would read them. */
export function keysOf(question: Question): string {
  const keys = question.options.map(({ key }) => (key === 'enter' ? 'Enter' : key))
  return [...keys, ...(question.help === undefined ? [] : ['?'])].join(' ')
}

interface Row {
  readonly width: number
  readonly indent: string
  /** Blanks between two items: the first that brings all onto one line, else the last. */
  readonly gaps: readonly number[]
}

/** Text broken between words, each line behind the indent and narrower than the screen. */
export function paragraph(text: string, width: number, indent = ''): string {
  return fold(text.split(' '), { width, indent, gap: ' ' }).join('\n')
}

/** Items side by side, as many as fit a line; an item is never broken. */
function rows(items: readonly string[], { width, indent, gaps }: Row): string {
  const folded = gaps.map((gap) => fold(items, { width, indent, gap: ' '.repeat(gap) }))
  const best = folded.find((lines) => lines.length === 1) ?? folded.at(-1)!
  return best.join('\n')
}

function fold(
  items: readonly string[],
  { width, indent, gap }: { readonly width: number; readonly indent: string; readonly gap: string },
): string[] {
  const lines: string[] = []
  for (const item of items) {
    const longer = `${lines.at(-1)}${gap}${item}`
    const fits = lines.length > 0 && stripVTControlCharacters(longer).length < width
    if (fits) lines[lines.length - 1] = longer
    else lines.push(indent + item)
  }
  return lines
}
