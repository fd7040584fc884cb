import { oneLine, visible } from '../../../harmless.ts'

/**
 * What a commit says. A text is its subject, on one line whatever stands in it, so that no name that is put into it can add a line or
 * a trailer of its own. Of a list the first is the subject and the others are paragraphs below it, with their lines.
 */
export type Message = string | readonly [subject: string, ...paragraphs: string[]]

/** The text for git: nothing in it that hides or acts on a terminal, and never empty. */
export function cleanMessage(message: Message): string {
  const [subject, ...paragraphs] = typeof message === 'string' ? [message] : message
  const lines = (text: string) =>
    visible(text.replace(/\r\n?/g, '\n'))
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim()
  const parts = [oneLine(subject), ...paragraphs.map(lines)].filter((part) => part !== '')
  return `${parts.length === 0 ? 'tiex' : parts.join('\n\n')}\n`
}

/** The subject alone, as it stands in a reflog. */
export function subjectOf(clean: string): string {
  return clean.slice(0, clean.indexOf('\n'))
}

/** A name or an e-mail as git keeps it, as `name <email>` on one line. */
export function cleanIdentity(text: string): string {
  return oneLine(visible(text).replace(/[<>]+/g, ' '))
}
