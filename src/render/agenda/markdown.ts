import { markdownTable, markdownText } from '../markdown.ts'
import { afterwards } from './afterwards.ts'
import { type About, type AnyAgenda, type Row, rowsOf } from './rows.ts'
import { headOf } from './text.ts'
import { clock } from './words.ts'

/** The agenda as a table, to paste into an invitation; details below it by the time they belong to. */
export function agendaMarkdown(agenda: AnyAgenda, about: About): string {
  const rows = rowsOf(agenda, about)
  const [head, below] = headOf(agenda, about)
  const table = markdownTable(
    ['Time', 'Minutes', 'What'],
    rows.map((row) => [clock(row.from, about.start), String(row.minutes), titleIn(row)]),
  )
  const details = rows
    .filter((row) => row.details.length > 0)
    .map((row) => {
      const lines = row.details.map((line) => `- ${markdownText(line)}\n`).join('')
      return `### ${clock(row.from, about.start)} ${markdownText(row.title)}\n\n${lines}`
    })
  const more = afterwards(agenda).map((block) =>
    block
      .map((line) => (line.startsWith('- ') ? `- ${markdownText(line.slice(2))}` : `${markdownText(line)}\n`))
      .join('\n')
      .concat('\n'),
  )
  return [
    `# ${markdownText(head)}\n`,
    `${markdownText(below)}\n`,
    table,
    ...(more.length === 0 ? [] : ['## Besides\n', ...more]),
    '## What happens when\n',
    ...details,
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
}

function titleIn({ group, title }: Row): string {
  return group === undefined ? title : `${group} / ${title}`
}
