import type { Section } from '../../../model/model.ts'
import { isSealing } from '../../../questionnaire/form-contents.ts'
import { tallyOf } from '../../../questionnaire/tally.ts'
import { keyTitle } from '../../../render/statement-title.ts'
import { counted } from '../../../render/text.ts'
import { sectionAnswers } from '../../../response/answers.ts'
import type { App, Route } from '../app.ts'
import { finishedFile, obstacles } from '../finish.ts'
import {
  backLink,
  body,
  button,
  errorSummary,
  type Fault,
  type Html,
  heading,
  html,
  idOf,
  lines,
} from '../html.ts'
import { sealText } from '../lock.ts'
import { answerTitle, whoReads } from '../words.ts'
import { besideFaults } from './beside.ts'

/** All answers as they will be handed in, with a way to change each section. */
export const check: Route = (app, _, faults) => {
  const { course, contents, draft } = app
  const tally = tallyOf(course, draft.response)
  const open = tally.open.length
  const label = isSealing(contents) ? 'Seal my answers' : 'Make the file with my answers'
  const share =
    tally.notes === 0
      ? undefined
      : html`<dl class="govuk-summary-list"><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Notes may be shown to the group, without your name</dt><dd class="govuk-summary-list__value">${draft.shares === undefined ? 'You will be asked' : draft.shares ? 'Yes' : 'No'}</dd><dd class="govuk-summary-list__actions"><a class="govuk-link" href="#/notes">Change<span class="govuk-visually-hidden"> whether notes may be shown</span></a></dd></div></dl>`
  return {
    title: 'Check your answers',
    content: html`${backLink('/tasks', 'All sections')}${errorSummary(faults)}
${heading('Check your answers')}
${open > 0 && html`<div class="govuk-inset-text">${counted(open, 'statement')} of ${tally.of} ${open === 1 ? 'is' : 'are'} not answered. You can send your answers all the same.</div>`}
${course.sections.map((section) => card(app, section))}
${share}
<h2 class="govuk-heading-m">Finish</h2>
${body(whoReads(contents))}
<form novalidate><div class="govuk-button-group">${button(label, 'finish')}${button('Return to the sections', 'return', 'second')}</div></form>`,
    actions: { finish: () => finish(app), return: () => app.go('/tasks') },
  }
}

function card(app: App, section: Section): Html {
  const { model } = app.course
  const given = sectionAnswers(app.draft.response, section)
  const row = (name: string, value: string | Html) =>
    html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${name}</dt><dd class="govuk-summary-list__value">${value}</dd></div>`
  const untouched = section.statements.every(({ key }) => given?.[key] === undefined)
  const asked = untouched ? [] : section.statements
  const answers = asked.map((statement) => {
    const answer = given?.[statement.key]
    const title = keyTitle(statement, model)
    const name = section.kind === 'cell' ? title.charAt(0).toUpperCase() + title.slice(1) : statement.text
    return row(name, typeof answer === 'string' ? answerTitle(answer, model) : 'Not answered')
  })
  const notes = model.notes.flatMap((kind) => {
    const note = given?.notes?.[kind.id]
    if (note === undefined) return []
    const links =
      typeof note === 'string'
        ? undefined
        : note.map(({ title, url }) => html`<li>${title}${url !== undefined && html` (${url})`}</li>`)
    return [
      row(
        kind.title,
        links === undefined
          ? html`<span class="tiex-note">${lines(String(note))}</span>`
          : html`<ul class="govuk-list">${links}</ul>`,
      ),
    ]
  })
  return html`<div class="govuk-summary-card"><div class="govuk-summary-card__title-wrapper"><h2 class="govuk-summary-card__title">${section.title}</h2><ul class="govuk-summary-card__actions"><li class="govuk-summary-card__action"><a class="govuk-link" id="${idOf('change', section.id)}" href="#/section/${section.id}">Change<span class="govuk-visually-hidden"> ${section.title}</span></a></li></ul></div><div class="govuk-summary-card__content"><dl class="govuk-summary-list">${untouched && row('Answers', `None of ${section.statements.length}`)}${answers}${given?.ambition !== undefined && row('Ambition', `${given.ambition} of ${model.stages.length}`)}${given?.stance !== undefined && row('Chosen', 'To stay where we are')}${notes}</dl></div></div>`
}

/** Seals, or says in what sections something has to be mended first. */
async function finish(app: App): Promise<void> {
  const faults = faultsOf(app)
  if (faults.length > 0) return app.fail(faults)
  if (app.draft.shares === undefined && tallyOf(app.course, app.draft.response).notes > 0)
    return app.go('/notes')
  const { course, contents, draft } = app
  try {
    app.finish(await finishedFile(draft, { course, contents, now: app.now(), seal: sealText }))
  } catch (error) {
    const long = 'There is more in your answers than fits into a file. Shorten the longest notes'
    const other =
      'Your answers could not be sealed. Save a locked file, so that nothing is lost, and ask for a new form'
    return app.fail([{ field: 'heading', message: isTooLong(error) ? long : other }])
  }
  app.go('/send')
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && error.message.includes('more in this response')
}

function faultsOf(app: App): readonly Fault[] {
  const { course, draft } = app
  if (tallyOf(course, draft.response).answered === 0) {
    const first = course.sections[0]
    return first === undefined
      ? []
      : [{ field: idOf('change', first.id), message: 'Answer at least one statement' }]
  }
  const found = course.sections.flatMap((section) =>
    besideFaults(app, section).map(({ message }) => ({
      field: idOf('change', section.id),
      message: `${section.title}: ${message}`,
    })),
  )
  if (found.length > 0) return found
  return obstacles(draft, course).map(({ message }) => ({ field: 'heading', message }))
}
