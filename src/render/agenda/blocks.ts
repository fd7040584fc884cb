import type { Screen } from '../../env.ts'
import type { Evidence } from '../../response/response.ts'
import { markdownLink, markdownParagraphs, markdownTable, markdownText } from '../markdown.ts'
import { oneLine, visible, wrap } from '../text.ts'

/** A piece of a handout, before it is known whether it goes to a screen or to a document. Texts are as in the files. */
export type Block =
  /** Each of level 1 begins a page. */
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly strong?: true }
  | { readonly kind: 'list'; readonly title?: string; readonly items: readonly (string | Evidence)[] }
  /** For a document only: what it says stands in the texts too. */
  | {
      readonly kind: 'table'
      readonly columns: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }

export function blocksAsText(blocks: readonly Block[], screen: Screen): string {
  return blocks.map((block, index) => asText(block, index === 0, screen)).join('')
}

function asText(block: Block, isFirst: boolean, { paint, width }: Screen): string {
  switch (block.kind) {
    case 'heading': {
      const gap = isFirst ? '' : block.level === 1 ? '\n\n' : '\n'
      return `${gap}${paint.strong(wrap(oneLine(block.text), width))}\n`
    }
    case 'text': {
      const text = wrap(oneLine(block.text), width)
      return block.strong ? `${paint.accent(text)}\n\n` : `${text}\n`
    }
    case 'list': {
      const title = block.title === undefined ? '' : `${wrap(oneLine(block.title), width)}\n`
      return title + block.items.map((item) => `${wrap(`- ${plainItem(item)}`, width, 0, 2)}\n`).join('')
    }
    case 'table':
      return ''
  }
}

/** A text with its line breaks, a link with its address behind it. */
function plainItem(item: string | Evidence): string {
  if (typeof item === 'string') return visible(item)
  return item.url === undefined ? oneLine(item.title) : `${oneLine(item.title)}: ${oneLine(item.url)}`
}

export function blocksAsMarkdown(blocks: readonly Block[]): string {
  return blocks.map(asMarkdown).join('\n')
}

function asMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${markdownText(block.text)}\n`
    case 'text':
      return block.strong ? `**${markdownText(block.text)}**\n` : `${markdownText(block.text)}\n`
    case 'list': {
      const title = block.title === undefined ? '' : `${markdownText(block.title)}\n\n`
      return `${title}${block.items.map((item) => `- ${markdownItem(item)}\n`).join('')}`
    }
    case 'table':
      return markdownTable(block.columns, block.rows)
  }
}

function markdownItem(item: string | Evidence): string {
  if (typeof item === 'string') return markdownParagraphs(item, 2)
  return item.url === undefined ? markdownText(item.title) : markdownLink(item.title, item.url)
}
