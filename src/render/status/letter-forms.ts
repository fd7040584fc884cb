import type { Screen } from '../../env.ts'
import type { LetterKind } from '../../status/letters.ts'
import { renderCsv } from '../csv.ts'
import { markdownText } from '../markdown.ts'
import { wrap } from '../text.ts'
import type { Block, Letter } from './letters.ts'

/** Letters one after the other, no line longer than mail programs like them. */
export function renderLetters(letters: readonly Letter[], { paint, width }: Screen): string {
  const columns = Math.min(width, 76)
  const parts = letters.map((letter, index) =>
    [
      paint.strong(`Letter ${index + 1} of ${letters.length}`),
      wrap(`To: ${letter.name} <${letter.email}>`, columns),
      `${wrap(`Subject: ${letter.subject}`, columns)}\n`,
      bodyOf(letter, columns),
    ].join('\n'),
  )
  return parts.join('\n')
}

/** The body alone; paragraphs are broken into lines only where `columns` are given. */
function bodyOf({ blocks }: Letter, columns: number): string {
  return blocks.map((block) => `${blockText(block, columns)}\n`).join('\n')
}

function blockText(block: Block, columns: number): string {
  if (block.kind === 'text') return wrap(block.text, columns)
  // A command is copied whole.
  if (block.kind === 'commands') return block.lines.map((line) => `  ${line}`).join('\n')
  return block.lines.map((line) => wrap(`- ${line}`, columns, 0, 2)).join('\n')
}

/** Wide enough for any paragraph: a mail program breaks lines itself. */
const unbroken = Number.MAX_SAFE_INTEGER

/** `tiex-letters/1`: the bodies unbroken, with an empty line between paragraphs. */
export function lettersJson(letters: readonly Letter[], kind: LetterKind, round: string): string {
  const data = {
    format: 'tiex-letters/1',
    ...{ round, kind },
    letters: letters.map((letter) => ({
      person: letter.person,
      name: letter.name,
      email: letter.email,
      subject: letter.subject,
      text: bodyOf(letter, unbroken),
    })),
  }
  return `${JSON.stringify(data, null, 2)}\n`
}

/** A row a letter, for mail merge. */
export function lettersCsv(letters: readonly Letter[]): string {
  const columns = ['person', 'name', 'email', 'subject', 'text']
  return renderCsv(
    columns,
    letters.map((letter) => [
      ...[letter.person, letter.name, letter.email, letter.subject],
      bodyOf(letter, unbroken),
    ]),
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
