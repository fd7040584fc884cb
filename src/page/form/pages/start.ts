import { minutesFor } from '../../../questionnaire/duration.ts'
import { isSealing } from '../../../questionnaire/form-contents.ts'
import { counted, readable } from '../../../render/text.ts'
import { progressOf } from '../../../response/answers.ts'
import type { App, Route } from '../app.ts'
import { body, button, heading, html, list } from '../html.ts'
import { fewWords, isBegun, soMany, whoReads } from '../words.ts'

/** What this is, who will see the answers, what happens with them, how long it takes. */
export const start: Route = (app) => {
  const { contents, course } = app
  const { organisation, person, sendTo, closes, few, round } = contents
  const number = course.statements.length
  const seal = isSealing(contents)
    ? 'At the end this page seals your answers on this device, and gives you a file, or text to copy.'
    : 'At the end this page gives you a file with your answers, or text to copy.'
  const content = html`${heading('Your part in the self-assessment', `${organisation.name}, ${readable(round)}`)}
${body(`This form is for ${person.name} (${person.role}). It asks how ready the council is to change itself. Answer for the council as you see it; “I do not know” is a good answer.`)}
<h2 class="govuk-heading-m">Who will see your answers</h2>
${body(whoReads(contents))}
${few === undefined ? undefined : html`<div class="govuk-inset-text">${fewWords(few)}</div>`}
<h2 class="govuk-heading-m">What happens</h2>
${list([
  `You answer ${counted(number, 'statement')} in ${counted(course.sections.length, 'section')}, in any order, in as many sittings as you like.`,
  'You see your own result grow as you answer.',
  seal,
  `You send that to ${sendTo.name} (${sendTo.email})${closes === undefined ? '' : `, by the end of ${closes}`}. This page sends nothing by itself.`,
  'The group meets, looks at where people agree and differ, and agrees on one answer for the council.',
])}
<h2 class="govuk-heading-m">How long it takes</h2>
${body(`About ${minutesFor(number)} minutes in all.`)}
${earlier(app)}${beginning(app)}`
  return {
    title: 'Start',
    content,
    actions: {
      begin: () => app.go('/keep'),
      continue: () => app.go('/tasks'),
      open: () => app.go('/open'),
      print: () => app.print(),
      'take-earlier': () => takeEarlier(app),
      'delete-earlier': () => deleteEarlier(app),
    },
  }
}

function beginning({ draft, course, keeping }: App) {
  const { answered, of } = progressOf(draft.response, course.model, course.statements)
  const others = html`${button('Open a locked file', 'open', 'second')}${button('Print the questionnaire', 'print', 'second')}`
  if (keeping.allowed() === undefined || (answered === 0 && draft.response.started === undefined))
    return html`<form novalidate><div class="govuk-button-group">${button('Start now', 'begin')}${others}</div></form>`
  const where = keeping.allowed()
    ? 'Your answers so far are kept on this device'
    : 'You have begun in this window'
  return html`<div class="govuk-inset-text">${where}: ${answered} of ${of} statements are answered.</div>
<form novalidate><div class="govuk-button-group">${button('Continue', 'continue')}${others}</div></form>`
}

/** A new form takes the place of an old one, whose answers may still be on the device. */
function earlier(app: App) {
  const found = app.keeping.earlier()
  if (found === undefined) return undefined
  const { draft } = found
  const what =
    draft === undefined
      ? 'Answers of an earlier form are on this device. They answer other questions, and cannot be taken over.'
      : `Answers of an earlier form are on this device: ${soMany(app, draft)}.`
  const takes = draft !== undefined && !isBegun(app.draft)
  return html`<div class="govuk-inset-text"><p class="govuk-body">${what}</p><form novalidate><div class="govuk-button-group">${takes && button('Take them over', 'take-earlier')}${button('Delete them', 'delete-earlier', 'warning')}</div></form></div>`
}

function takeEarlier(app: App): void {
  const draft = app.keeping.earlier()?.draft
  if (draft !== undefined) {
    app.take(draft)
    if (app.keep(true)) app.keeping.forgetEarlier()
  }
  app.go('/tasks')
}

function deleteEarlier(app: App): void {
  app.ask({
    question: 'Delete the answers of the earlier form?',
    hint: 'They cannot be brought back.',
    missing: 'Select whether the answers are to be deleted',
    back: '/',
    options: [
      { label: 'No, leave them', act: () => app.go('/') },
      {
        label: 'Yes, delete them from this device',
        act: () => {
          app.keeping.forgetEarlier()
          app.go('/')
        },
      },
    ],
  })
}
