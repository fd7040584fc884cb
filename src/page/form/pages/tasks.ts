import type { Characteristic, Section } from '../../../model/model.ts'
import { owingRationale } from '../../../questionnaire/demands.ts'
import { type SectionState, sectionStates } from '../../../questionnaire/sections.ts'
import { progressOf } from '../../../response/answers.ts'
import type { Route } from '../app.ts'
import { body, button, type Html, heading, html, idOf } from '../html.ts'

/** Every section with how far it is, in any order. */
export const tasks: Route = (app) => {
  const { course, draft, keeping } = app
  const { model } = course
  const { answered, of } = progressOf(draft.response, model, course.statements)
  const owing = owingRationale(model, draft.response)
  const states = sectionStates(course, draft.response)
  const group = (title: string, id: string, some: readonly SectionState[]) =>
    some.length === 0
      ? undefined
      : html`<h2 class="govuk-heading-m" id="${id}">${title}</h2><ul class="govuk-task-list" aria-labelledby="${id}">${some.map((state) => task(state, owing, title))}</ul>`
  const within = ({ id }: Characteristic) =>
    states.filter(({ section }) => section.kind === 'cell' && section.characteristic === id)
  const kept = keeping.allowed()
    ? keeping.isDurable
      ? 'Your answers are kept on this device at once.'
      : 'Your answers are kept on this device, a little after you give them.'
    : 'Nothing is kept on this device: save a locked file before you close the page.'
  return {
    title: 'Sections',
    content: html`${heading('Sections')}
${body(`${answered} of ${of} statements are answered. ${kept}`)}
${model.characteristics.map((one) => group(one.title, idOf('part', one.id), within(one)))}
${group(
  'Success factors',
  'factors',
  states.filter(({ section }) => section.kind === 'factor'),
)}
<h2 class="govuk-heading-m" id="finish">Finish</h2>
<ul class="govuk-task-list" aria-labelledby="finish"><li class="govuk-task-list__item govuk-task-list__item--with-link"><div class="govuk-task-list__name-and-hint"><a class="govuk-link govuk-task-list__link" href="#/check">Check and send your answers</a></div></li></ul>
<form novalidate><div class="govuk-button-group">${button('See your result so far', 'results', 'second')}${button('Save a locked file', 'lock', 'second')}${keeping.allowed() === true && button('Keep nothing on this device', 'keep', 'second')}</div></form>`,
    actions: {
      results: () => app.go('/results'),
      lock: () => app.go('/lock'),
      keep: () => app.go('/keep'),
    },
  }
}

function task({ section, answered, of }: SectionState, owing: readonly Section[], group: string): Html {
  const id = idOf('task', section.id)
  const title = section.title.startsWith(`${group} / `)
    ? section.title.slice(group.length + 3)
    : section.title
  const name = title.charAt(0).toUpperCase() + title.slice(1)
  const subject = section.kind === 'cell' ? section.focus : section.description
  const hint =
    subject === undefined
      ? undefined
      : html`<div id="${id}-hint" class="govuk-task-list__hint">${subject}</div>`
  const described = `${hint === undefined ? '' : `${id}-hint `}${id}-status`
  return html`<li class="govuk-task-list__item govuk-task-list__item--with-link"><div class="govuk-task-list__name-and-hint"><a class="govuk-link govuk-task-list__link" href="#/section/${section.id}" aria-describedby="${described}">${html`<span class="govuk-visually-hidden">${group}: </span>`}${name}</a>${hint}</div><div class="govuk-task-list__status" id="${id}-status">${statusOf(answered, of, owing.includes(section))}</div></li>`
}

/** Only what is still to be done has a colour. */
function statusOf(answered: number, of: number, owes: boolean): Html {
  if (owes) return html`<strong class="govuk-tag govuk-tag--yellow">Reason missing</strong>`
  if (answered === of) return html`Completed`
  const words = answered === 0 ? 'Not started' : `${answered} of ${of}`
  return html`<strong class="govuk-tag govuk-tag--blue">${words}</strong>`
}
