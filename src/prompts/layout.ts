import { stripVTControlCharacters } from 'node:util'
import type { Choice, Question } from './prompter.ts'

/** The question above its cursor: screen, options, commands and, where it is open, the help. No line ends in a blank. */
export function drawn(question: Question, width: number, showsHelp: boolean): string {
  const indent = ' '.repeat(question.indent ?? 2)
  const answers = question.options.filter((option) => option.group === 'answer')
  const commands = question.options.filter((option) => option.group === 'command')
  const help = question.help === undefined ? [] : [`? ${showsHelp ? 'hide what counts' : 'what counts'}`]
  const parts = [
    question.screen(width),
    rows(answers.map(keyAndLabel), { width, indent, gaps: [4, 3, 2] }),
    showsHelp && question.help !== undefined ? question.help(width) : '',
    rows([...help, ...commands.map(keyAndLabel)], { width, indent, gaps: [3, 2] }),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
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
