import type { Section, Statement } from '../../../model/model.ts'
import { setting } from '../../../questionnaire/changes.ts'
import { figure } from '../../../render/text.ts'
import { progressOf, sectionAnswers } from '../../../response/answers.ts'
import { resultsOf } from '../../../scoring/results.ts'
import { type App, keepsNoMore, type Page, type Route } from '../app.ts'
import { type Radio, radios } from '../fields.ts'
import { backLink, button, errorSummary, type Fault, type Html, heading, html, idOf } from '../html.ts'
import { answerTitle } from '../words.ts'
import { beside, besideFaults, fillBeside, takeBeside } from './beside.ts'
import { chart } from './results.ts'

/** One cell or success factor: its statements, and what may be said beside them. Every change is taken at once. */
export const section: Route = (app, id, faults): Page => {
  const { course } = app
  const index = course.sections.findIndex((one) => one.id === id)
  const one = course.sections[index]
  if (one === undefined)
    return {
      title: 'Not found',
      content: html`${backLink('/tasks', 'All sections')}${heading('There is no such section in this form')}`,
    }
  const following = course.sections[index + 1]
  const subject = one.kind === 'cell' ? one.focus : one.description
  const content = html`${backLink(index === 0 ? '/tasks' : `/section/${course.sections[index - 1]!.id}`)}
<div class="tiex-columns"><div class="tiex-questions">${errorSummary(faults)}
${heading(one.title, `Section ${index + 1} of ${course.sections.length}`)}
${subject === undefined ? undefined : html`<p class="govuk-body-l">${subject}</p>`}
<form novalidate>${one.statements.map((statement) => question(app, one, statement, faults))}
${beside(app, one, faults)}
<p class="govuk-body" id="so-far">${soFar(app, one)}</p>
<div class="govuk-button-group">${button('Save and continue', 'continue')}${button('Save and return', 'return', 'second')}${button('Clear the answers on this page', 'clear', 'second')}</div></form></div>
<aside class="tiex-result" aria-labelledby="result"><h2 class="govuk-heading-m" id="result">Your result so far</h2><div id="chart">${chart(app)}</div><p class="govuk-body"><a class="govuk-link" href="#/results">The same as tables</a></p></aside></div>`
  return {
    title: one.title,
    content,
    ready: (page) => fillBeside(app, one, page),
    changed: (form, field) => {
      take(app, one, form, field)
      form.querySelector('#so-far')!.innerHTML = soFar(app, one).html
      const drawn = form.closest('.tiex-columns')?.querySelector('#chart')
      if (drawn) drawn.innerHTML = chart(app).html
    },
    actions: {
      continue: () => {
        const found = faultsOf(app, one)
        if (found.length > 0) app.fail(found)
        else app.go(following === undefined ? '/check' : `/section/${following.id}`)
      },
      return: () => app.go('/tasks'),
      clear: () => clear(app, one),
    },
  }
}

function clear(app: App, one: Section): void {
  const back = `/section/${one.id}`
  app.ask({
    question: `Clear the answers to “${one.title}”?`,
    hint: 'Notes are kept.',
    missing: 'Select whether the answers are to be cleared',
    back,
    options: [
      { label: 'No, leave them', act: () => app.go(back) },
      {
        label: 'Yes, clear them',
        act: () => {
          for (const { key } of one.statements) app.change(setting(one, key, undefined))
          app.go(back)
        },
      },
    ],
  })
}

function question(app: App, one: Section, statement: Statement, faults: readonly Fault[]): Html {
  const { model } = app.course
  const id = idOf('q', statement.id)
  const stage = one.kind === 'cell' ? model.stages.find(({ id: key }) => key === statement.key) : undefined
  const title = stage === undefined ? undefined : html`<span class="tiex-stage">${stage.title}</span> `
  const given = sectionAnswers(app.draft.response, one)?.[statement.key]
  const options = statement.scale.options.map(
    ({ id: value, title: label, help }): Radio => ({ value, label, hint: help }),
  )
  return radios({
    ...{ id, name: `answer:${statement.key}`, faults, small: true },
    legend: html`${title}${statement.text}`,
    help:
      statement.help === undefined
        ? undefined
        : html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What counts<span class="govuk-visually-hidden">: ${stage?.title ?? statement.text}</span></span></summary><div class="govuk-details__text">${statement.help}</div></details>`,
    radios: [
      // What the options mean is said once a page, below the first statement.
      ...options.map((option) => (statement === one.statements[0] ? option : { ...option, hint: undefined })),
      { value: 'dont-know', label: answerTitle('dont-know', model), divider: 'or' },
      { value: 'not-applicable', label: answerTitle('not-applicable', model) },
    ],
    chosen: typeof given === 'string' ? given : undefined,
  })
}

function soFar(app: App, one: Section): Html {
  const { model } = app.course
  const { response } = app.draft
  const here = progressOf(response, model, one.statements)
  const all = progressOf(response, model, app.course.statements)
  const results = resultsOf(model, response)
  const level = [...results.cells, ...results.factors].find(({ section: of }) => of.id === one.id)?.level
  const reached = level === undefined ? 'no level yet' : `level ${figure(level)} of ${model.stages.length}`
  return html`${app.keepsNoMore && html`<strong class="tiex-lost">${keepsNoMore}</strong> `}This section: ${here.answered} of ${here.of} answered, ${reached}. All: ${all.answered} of ${all.of}.`
}

function take(app: App, one: Section, form: HTMLFormElement, field: Element): void {
  const { name, value } = field as HTMLInputElement
  const key = name.startsWith('answer:') ? name.slice('answer:'.length) : undefined
  if (key !== undefined) app.change(setting(one, key, value))
  else takeBeside(app, one, form, field)
}

/** Why the person cannot go on to the next section: they may always return to the list with what there is. */
function faultsOf(app: App, one: Section): readonly Fault[] {
  const { response } = app.draft
  const { model } = app.course
  const open = progressOf(response, model, one.statements).open.map((statement): Fault => {
    const stage = one.kind === 'cell' ? model.stages.find(({ id }) => id === statement.key)?.title : undefined
    const name = stage ?? `statement ${one.statements.indexOf(statement) + 1}`
    return { field: idOf('q', statement.id), message: `Select an answer for ${name}; “I do not know” is one` }
  })
  return [...open, ...besideFaults(app, one)]
}
