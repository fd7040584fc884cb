import { addressProblem } from '../../../address.ts'
import type { NoteKind, Section } from '../../../model/model.ts'
import {
  addingLink,
  linksOf,
  noting,
  removingLinks,
  setting,
  together,
} from '../../../questionnaire/changes.ts'
import { demandsRationale, rationaleKind } from '../../../questionnaire/demands.ts'
import { cleanText, noteProblem } from '../../../questionnaire/note-text.ts'
import { sectionAnswers } from '../../../response/answers.ts'
import type { Evidence } from '../../../response/response.ts'
import type { App } from '../app.ts'
import { radios, textArea, textField, tickBox } from '../fields.ts'
import { type Fault, type Html, html, idOf } from '../html.ts'
import { ambitionTitle } from '../words.ts'

/** As many links of evidence as a section has fields for, but for those that are there already. */
const fewestLinks = 2

/** What may be said beside the answers of a section: where the council wants to be, and notes. */
export function beside(app: App, section: Section, faults: readonly Fault[]): Html {
  const { model } = app.course
  return html`${section.kind === 'cell' && ambition(app, section, faults)}
<h2 class="govuk-heading-m">In your own words (optional)</h2>
${model.notes.map((kind) => (kind.kind === 'links' ? links(app, section, kind, faults) : note(app, section, kind, faults)))}`
}

function ambition(app: App, section: Section, faults: readonly Fault[]): Html {
  const { model } = app.course
  const given = sectionAnswers(app.draft.response, section)
  const levels = [0, ...model.stages.map((_, index) => index + 1)]
  const asked = radios({
    ...{ id: idOf('ambition', section.id), name: 'ambition', faults, small: true },
    legend: html`Where should the council be here? (optional)`,
    hint: 'The number of stages that should be fully met.',
    chosen: given?.ambition === undefined ? undefined : String(given.ambition),
    radios: [
      ...levels.map((level) => ({ value: String(level), label: ambitionTitle(level, model) })),
      { value: 'none', label: 'I would rather not say', divider: 'or' },
    ],
  })
  const reason = rationaleKind(model)
  const hint = reason === undefined ? undefined : `Say why under “${reason.title}”.`
  return html`${asked}${tickBox(
    {
      id: idOf('stance', section.id),
      name: 'stance',
      label: 'We have chosen to stay where we are here',
      ...(hint === undefined ? {} : { hint }),
    },
    given?.stance !== undefined,
  )}`
}

function noteId(section: Section, kind: NoteKind): string {
  return idOf('note', kind.id, section.id)
}

function note(app: App, section: Section, kind: NoteKind, faults: readonly Fault[]): Html {
  const isReason = kind.id === rationaleKind(app.course.model)?.id
  const demand = isReason
    ? ' A statement that is not applicable, or a choice to stay, needs a reason here.'
    : ''
  return textArea({
    ...{ id: noteId(section, kind), name: `note:${kind.id}`, faults },
    label: kind.title,
    hint: kind.prompt + demand,
  })
}

/** Links have a title and an address each; there is always an empty pair. */
function links(app: App, section: Section, kind: NoteKind, faults: readonly Fault[]): Html {
  const rows = Math.max(fewestLinks, linksOf(app.draft.response, section, kind.id).length + 1)
  const id = noteId(section, kind)
  const pairs = Array.from({ length: rows }, (_, index) => {
    const of = index === 0 ? '' : `-${index + 1}`
    const number = `link ${index + 1}`
    return html`<div class="tiex-link">${textField({ id: `${id}-title${of}`, name: `title:${kind.id}`, label: `Title of ${number}`, faults })}${textField(
      {
        ...{ id: `${id}-url${of}`, name: `url:${kind.id}`, type: 'url', faults },
        label: `Address of ${number}, if it has one`,
      },
    )}</div>`
  })
  return html`<fieldset class="govuk-fieldset" aria-describedby="${id}-hint"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${kind.title}</legend><div id="${id}-hint" class="govuk-hint">${kind.prompt}</div>${pairs}</fieldset>`
}

/** Puts what was typed into its fields. */
export function fillBeside(app: App, section: Section, page: ParentNode): void {
  for (const kind of app.course.model.notes) {
    const written = sectionAnswers(app.draft.response, section)?.notes?.[kind.id]
    if (typeof written === 'string') field<HTMLTextAreaElement>(page, `note:${kind.id}`)[0]!.value = written
    linksOf(app.draft.response, section, kind.id).forEach(({ title, url = '' }, index) => {
      const titleField = field<HTMLInputElement>(page, `title:${kind.id}`)[index]
      const urlField = field<HTMLInputElement>(page, `url:${kind.id}`)[index]
      if (titleField && urlField) [titleField.value, urlField.value] = [title, url]
    })
  }
}

function field<Kind extends Element>(page: ParentNode, name: string): readonly Kind[] {
  return [...page.querySelectorAll<Kind>(`[name="${name}"]`)]
}

/** Takes a field beside the answers as it is now, however unfinished. */
export function takeBeside(app: App, section: Section, form: HTMLFormElement, changed: Element): void {
  const { name, value, checked } = changed as HTMLInputElement
  const [what, kind = ''] = name.split(':')
  if (name === 'ambition') app.change(setting(section, name, value === 'none' ? undefined : Number(value)))
  else if (name === 'stance') app.change(setting(section, name, checked ? 'deliberate' : undefined))
  else if (what === 'note') app.change(noting(section, kind, value))
  else if (what === 'title' || what === 'url') {
    const urls = field<HTMLInputElement>(form, `url:${kind}`)
    const rows = field<HTMLInputElement>(form, `title:${kind}`).map(({ value: title }, index): Evidence => {
      const url = urls[index]?.value ?? ''
      return url === '' ? { title } : { title, url }
    })
    const given = rows.filter(({ title, url }) => title !== '' || url !== undefined)
    app.change(
      together([removingLinks(section, kind), ...given.map((row) => addingLink(section, kind, row))]),
    )
  }
}

/** What is wrong beside the answers: a reason that is owed, a note that is too long, a link without a title or with a wrong address. */
export function besideFaults(app: App, section: Section): readonly Fault[] {
  const { model } = app.course
  const { response } = app.draft
  const reason = rationaleKind(model)
  return model.notes.flatMap((kind): readonly Fault[] => {
    const id = noteId(section, kind)
    if (kind.kind === 'links')
      return linksOf(response, section, kind.id).flatMap((link, index) => linkFaults(link, id, index))
    const text = cleanText(String(sectionAnswers(response, section)?.notes?.[kind.id] ?? ''))
    if (text === '' && kind.id === reason?.id && demandsRationale(response, section))
      return [
        {
          field: id,
          message: `Enter why, under ${kind.title}, since something here is not applicable or chosen to stay`,
        },
      ]
    const problem = noteProblem(text)
    return problem === undefined ? [] : [{ field: id, message: `${kind.title}: ${problem}` }]
  })
}

function linkFaults({ title, url = '' }: Evidence, id: string, index: number): readonly Fault[] {
  const of = index === 0 ? '' : `-${index + 1}`
  const problem = url.trim() === '' ? undefined : addressProblem(url.trim())
  return [
    ...(cleanText(title) === ''
      ? [{ field: `${id}-title${of}`, message: `Enter a title for link ${index + 1}` }]
      : []),
    ...(title.length > 500
      ? [{ field: `${id}-title${of}`, message: `Shorten the title of link ${index + 1} to 500 characters` }]
      : []),
    ...(problem === undefined
      ? []
      : [{ field: `${id}-url${of}`, message: `The address of link ${index + 1} ${problem}` }]),
  ]
}
