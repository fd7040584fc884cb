import type { Screen } from '../../env.ts'
import type { LetterKind } from '../../status/letters.ts'
import { renderCsv } from '../csv.ts'
import { renderJson } from '../json.ts'
import { markdownText } from '../markdown.ts'
import type { Block, Letter } from './letters.ts'

/** Letters one after the other, each paragraph on one line: mail programs break lines themselves. */
export function renderLetters(letters: readonly Letter[], { paint }: Screen): string {
  const parts = letters.map((letter, index) =>
    [
      paint.strong(`Letter ${index + 1} of ${letters.length}`),
      `To: ${letter.name} <${letter.email}>`,
      `Subject: ${letter.subject}\n`,
      bodyOf(letter),
    ].join('\n'),
  )
  return parts.join('\n')
}

/** The body alone, with an empty line between paragraphs. */
function bodyOf({ blocks }: Letter): string {
  return blocks.map((block) => `${blockText(block)}\n`).join('\n')
}

function blockText(block: Block): string {
  if (block.kind === 'text') return block.text
  const mark = block.kind === 'commands' ? '  ' : '- '
  return block.lines.map((line) => `${mark}${line}`).join('\n')
}

/** `tiex-letters/1`: a paragraph of a body is one line. */
export function lettersJson(letters: readonly Letter[], kind: LetterKind, round: string): string {
  const data = {
    format: 'tiex-letters/1',
    ...{ round, kind },
    letters: letters.map((letter) => ({
      person: letter.person,
      name: letter.name,
      email: letter.email,
      subject: letter.subject,
      text: bodyOf(letter),
    })),
  }
  return renderJson(data)
}

/** A row a letter, for mail merge. */
export function lettersCsv(letters: readonly Letter[]): string {
  const columns = ['person', 'name', 'email', 'subject', 'text']
  return renderCsv(
    columns,
    letters.map((letter) => [...[letter.person, letter.name, letter.email, letter.subject], bodyOf(letter)]),
  )
}

export function lettersMarkdown(letters: readonly Letter[]): string {
  const parts = letters.map((letter) =>
    [
      `## ${markdownText(`${letter.name} (${letter.email})`)}\n`,
      `**${markdownText(letter.subject)}**\n`,
      ...letter.blocks.map((block) => `${blockMarkdown(block)}\n`),
    ].join('\n'),
  )
  return parts.join('\n')
}

function blockMarkdown(block: Block): string {
  if (block.kind === 'text') return markdownText(block.text)
  if (block.kind === 'commands') return block.lines.map((line) => `    ${line}`).join('\n')
  return block.lines.map((line) => `- ${markdownText(line)}`).join('\n')
}
