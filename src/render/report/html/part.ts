import { escaped } from '../../html/escape.ts'

/** A section of the page with its heading; on a presentation, a screen. */
export interface Part {
  /** Its anchor: letters, digits and hyphens. */
  readonly id: string
  readonly title: string
  /** What stands below the heading, safe HTML. */
  readonly html: string
  /** Begins a new sheet in print. */
  readonly sheet?: boolean
}

export function partHtml({ id, title, html, sheet = false }: Part): string {
  const own = sheet ? ' data-sheet' : ''
  return `<section class="tiex-part" id="${id}" data-slide${own}>
<h2 class="govuk-heading-l" tabindex="-1">${escaped(title)}</h2>
${html}</section>
`
}

/** A section inside another one, a screen of its own too. */
export function innerPart({ id, title, html }: Part): string {
  return `<section class="tiex-part" id="${id}" data-slide>
<h3 class="govuk-heading-m" tabindex="-1">${escaped(title)}</h3>
${html}</section>
`
}

/** The list of sections, and below it the button with which a presentation begins, which only the script shows. */
export function contents(parts: readonly Part[]): string {
  const items = parts.map(
    ({ id, title }) => `<li><a class="govuk-link" href="#${id}">${escaped(title)}</a></li>\n`,
  )
  return `<nav class="tiex-contents" aria-labelledby="contents">
<h2 class="govuk-heading-m" id="contents">Contents</h2>
<ol class="govuk-list govuk-list--number">
${items.join('')}</ol>
</nav>
<div class="tiex-controls"><button type="button" class="govuk-button govuk-button--secondary" id="present" hidden>Present section by section</button></div>
`
}

/** The id of a cell, factor or statement as an anchor. */
export function anchorOf(id: string): string {
  return `at-${id.replaceAll('/', '--')}`
}
