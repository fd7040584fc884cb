import { escaped, escapedStyle } from './escape.ts'

/** A style or script with the hash of exactly its bytes. */
interface Inlined {
  readonly text: string
  readonly hash: string
}

/** What stands inside a page beside its text; both made at build time. */
export interface PageParts {
  readonly style: Inlined
  readonly script: Inlined
}

interface Page {
  /** As text; escaped here. */
  readonly title: string
  /** Whose page it is, in the band at the top; as text. */
  readonly owner: string
  /** Printed at head and foot; as text. */
  readonly marking?: string | undefined
  /** HTML. */
  readonly main: string
  /** HTML. */
  readonly footer: string
  readonly parts: PageParts
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#12436d"/><g fill="none" stroke="#fff" stroke-width="3"><circle cx="16" cy="16" r="10"/><circle cx="16" cy="16" r="4"/></g></svg>'

/**
 * A whole page in one file. It asks the network for nothing: its policy allows the style and the script it carries, by their hashes, and
 * nothing else. Bears no crown, no typeface and no colours of GOV.UK.
 */
export function htmlPage({ title, owner, marking, main, footer, parts }: Page): string {
  const policy = [
    "default-src 'none'",
    `style-src '${parts.style.hash}'`,
    `script-src '${parts.script.hash}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const marked = marking === undefined ? '' : `<p class="tiex-marking">${escaped(marking)}</p>\n`
  const top =
    marked === '' ? '' : `<div class="tiex-top"><div class="govuk-width-container">\n${marked}</div></div>\n`
  return `<!DOCTYPE html>
<html class="govuk-template" lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#12436d">
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}">
<style>${parts.style.text}</style>
</head>
<body class="govuk-template__body">
<a href="#main" class="govuk-skip-link">Skip to main content</a>
<header>
<div class="govuk-generic-header">
<div class="govuk-generic-header__container govuk-width-container">
<div class="govuk-generic-header__logo"><span class="tiex-header__name">${escaped(owner)}</span></div>
</div>
</div>
${top}</header>
<div class="govuk-width-container">
<main class="govuk-main-wrapper" id="main" tabindex="-1">
${main}</main>
</div>
<footer class="tiex-footer">
<div class="govuk-width-container">
${footer}${marked}</div>
</footer>
<script>${parts.script.text}</script>
</body>
</html>
`
}

/** The style that prints a marking in the margin of every sheet. */
export function markingStyle(marking: string | undefined): string {
  if (marking === undefined) return ''
  const content = `content:${escapedStyle(marking)};font:bold 10pt Helvetica,Arial,sans-serif`
  return `@page{@top-center{${content}}@bottom-center{${content}}}`
}
