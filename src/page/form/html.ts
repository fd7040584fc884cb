import { escaped, escapedLines } from '../../render/html/escape.ts'

/** HTML that is safe to put into the page: made by `html` alone, or by the functions of render/ that escape themselves. */
export interface Html {
  readonly html: string
}

type Part = Html | string | number | undefined | false | readonly Part[]

/** A template whose texts are escaped and trimmed; other HTML goes in as it is, nothing for undefined and false. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((string, index) => (index === 0 ? '' : written(parts[index - 1])) + string)
  return { html: text.join('') }
}

function written(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'html' in part ? part.html : part.map(written).join('')
}

/** Text with its line breaks, for where the style shows them. */
export function lines(text: string): Html {
  return { html: escapedLines(text) }
}

/** An id for use in the page: sections and statements have slashes in theirs. */
export function idOf(...parts: readonly string[]): string {
  return parts.join('-').replaceAll('/', '-')
}

/** What is wrong with what somebody gave: `field` is the id of the element to go to. */
export interface Fault {
  readonly field: string
  readonly message: string
}

/** The summary of faults at the top of a page; nothing without any. */
export function errorSummary(faults: readonly Fault[]): Html | undefined {
  if (faults.length === 0) return undefined
  const items = faults.map(
    ({ field, message }) => html`<li><a href="#${field}" data-to="${field}">${message}</a></li>`,
  )
  return html`<div class="govuk-error-summary" id="errors" tabindex="-1"><div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">${items}</ul></div></div></div>`
}

export function errorMessage(id: string, faults: readonly Fault[], field: string): Html | undefined {
  const fault = faults.find((one) => one.field === field)
  if (fault === undefined) return undefined
  return html`<p id="${id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${fault.message}</p>`
}

export function button(label: string, action: string, look: 'first' | 'second' | 'warning' = 'first'): Html {
  const looks = {
    first: undefined,
    second: html` govuk-button--secondary`,
    warning: html` govuk-button--warning`,
  }
  return html`<button type="submit" class="govuk-button${looks[look]}" name="action" value="${action}">${label}</button>`
}

export function backLink(route: string, label = 'Back'): Html {
  return html`<a href="#${route}" class="govuk-back-link">${label}</a>`
}

export function heading(text: string, caption?: string): Html {
  const above = caption === undefined ? undefined : html`<span class="govuk-caption-l">${caption}</span>`
  return html`${above}<h1 class="govuk-heading-l" id="heading" tabindex="-1">${text}</h1>`
}

export function body(text: string): Html {
  return html`<p class="govuk-body">${text}</p>`
}

export function list(items: readonly (string | Html)[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`
}
