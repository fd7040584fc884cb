import { errorMessage, type Fault, type Html, html } from './html.ts'

/** One radio; `divider` stands above it. */
export interface Radio {
  readonly value: string
  readonly label: string
  readonly hint?: string | undefined
  readonly divider?: string
}

interface Radios {
  /** Of the first radio, so that an error leads there. */
  readonly id: string
  readonly name: string
  readonly legend: Html
  readonly hint?: string | undefined
  /** Below the legend, before the radios. */
  readonly help?: Html | undefined
  readonly radios: readonly Radio[]
  /** Nothing is chosen without it. */
  readonly chosen?: string | undefined
  readonly faults: readonly Fault[]
  readonly small?: boolean
}

export function radios({ id, name, legend, hint, help, radios, chosen, faults, small }: Radios): Html {
  const error = errorMessage(id, faults, id)
  const described = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(error === undefined ? [] : [`${id}-error`]),
  ]
  const items = radios.map((radio, index) =>
    radioItem(radio, index === 0 ? id : `${id}-${index + 1}`, name, chosen),
  )
  return html`<div class="govuk-form-group${error && html` govuk-form-group--error`}"><fieldset class="govuk-fieldset"${describedBy(described)}><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${legend}</legend>${
    hint === undefined ? undefined : html`<div id="${id}-hint" class="govuk-hint">${hint}</div>`
  }${help}${error}<div class="govuk-radios${small === true && html` govuk-radios--small`}">${items}</div></fieldset></div>`
}

function radioItem({ value, label, hint, divider }: Radio, id: string, name: string, chosen?: string): Html {
  const above = divider === undefined ? undefined : html`<div class="govuk-radios__divider">${divider}</div>`
  const below =
    hint === undefined
      ? undefined
      : html`<div id="${id}-hint" class="govuk-hint govuk-radios__hint">${hint}</div>`
  return html`${above}<div class="govuk-radios__item"><input class="govuk-radios__input" id="${id}" name="${name}" type="radio" value="${value}"${
    value === chosen && html` checked`
  }${hint !== undefined && describedBy([`${id}-hint`])}><label class="govuk-label govuk-radios__label" for="${id}">${label}</label>${below}</div>`
}

function describedBy(ids: readonly string[]): Html | undefined {
  return ids.length === 0 ? undefined : html` aria-describedby="${ids.join(' ')}"`
}

interface Field {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly faults: readonly Fault[]
}

/** The text of an area, and of a field, is put in once the page stands, so that nothing of it is changed by escaping. */
export function textArea({ id, name, label, hint, faults }: Field, rows = 3): Html {
  const { open, described } = group(id, hint, faults)
  return html`${open}<label class="govuk-label govuk-label--s" for="${id}">${label}</label>${hinted(id, hint)}${errorMessage(id, faults, id)}<textarea class="govuk-textarea" id="${id}" name="${name}" rows="${rows}"${described}></textarea></div>`
}

interface TextField extends Field {
  readonly type?: 'text' | 'url' | 'password' | 'file'
  readonly autocomplete?: string
}

export function textField({ id, name, label, hint, faults, type = 'text', autocomplete }: TextField): Html {
  const { open, described } = group(id, hint, faults)
  const kind = type === 'file' ? 'govuk-file-upload' : 'govuk-input'
  const spelling = type === 'text' ? undefined : html` spellcheck="false"`
  return html`${open}<label class="govuk-label govuk-label--s" for="${id}">${label}</label>${hinted(id, hint)}${errorMessage(id, faults, id)}<input class="${kind}" id="${id}" name="${name}" type="${type === 'url' ? 'text' : type}"${
    type === 'url' && html` inputmode="url"`
  } autocomplete="${autocomplete ?? 'off'}"${spelling}${described}></div>`
}

function group(id: string, hint: string | undefined, faults: readonly Fault[]) {
  const faulty = faults.some(({ field }) => field === id)
  const described = describedBy([
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(faulty ? [`${id}-error`] : []),
  ])
  return { open: html`<div class="govuk-form-group${faulty && html` govuk-form-group--error`}">`, described }
}

function hinted(id: string, hint: string | undefined): Html | undefined {
  return hint === undefined ? undefined : html`<div id="${id}-hint" class="govuk-hint">${hint}</div>`
}

/** One box to tick. */
export function tickBox({ id, name, label, hint }: Omit<Field, 'faults'>, ticked: boolean): Html {
  return html`<div class="govuk-form-group"><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" name="${name}" type="checkbox" value="yes"${
    ticked && html` checked`
  }${hint !== undefined && describedBy([`${id}-hint`])}><label class="govuk-label govuk-checkboxes__label" for="${id}">${label}</label>${
    hint === undefined
      ? undefined
      : html`<div id="${id}-hint" class="govuk-hint govuk-checkboxes__hint">${hint}</div>`
  }</div></div></div>`
}
