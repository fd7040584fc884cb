import type { Section, Statement } from '../../../model/model.ts'
import { outsideScale } from '../../../model/model.ts'
import type { Course } from '../../../questionnaire/course.ts'
import type { FormContents } from '../../../questionnaire/form-contents.ts'
import { readable } from '../../../render/text.ts'
import { type Html, html } from '../html.ts'
import { ambitionTitle, answerTitle } from '../words.ts'

/** The questionnaire on paper: every statement with boxes. It is there from the start, and seen only in print. */
export function paper(contents: FormContents, course: Course): Html {
  const { organisation, round, person, sendTo, closes } = contents
  const until = closes === undefined ? undefined : html` by the end of ${closes}`
  return html`<p class="tiex-paper__title">${organisation.name}: self-assessment ${readable(round)}</p>
<p>For ${person.name} (${person.role}). Answer for the council as you see it. Tick one box for each statement, and give a reason where one is not applicable. Give it to ${sendTo.name}${until}: whoever has this paper can read it.</p>
${course.sections.map((section, index) => part(section, index, course))}`
}

function part(section: Section, index: number, { model }: Course): Html {
  const subject = section.kind === 'cell' ? section.focus : section.description
  const levels = [0, ...model.stages.map((_, stage) => stage + 1)]
  return html`<div class="tiex-paper__section"><h2>${index + 1}. ${section.title}</h2>${subject !== undefined && html`<p>${subject}</p>`}
${section.statements.map((statement) => asked(section, statement, model))}
${section.kind === 'cell' && html`<p class="tiex-paper__question">Where should the council be here? The number of stages that should be fully met.</p><p>${levels.map((level) => box(ambitionTitle(level, model)))}${box('We have chosen to stay where we are here')}</p>`}
${model.notes.map(({ title, prompt }) => html`<div class="tiex-paper__note"><strong>${title}.</strong> ${prompt}</div>`)}</div>`
}

function asked(section: Section, statement: Statement, model: Course['model']): Html {
  const stage =
    section.kind === 'cell' ? model.stages.find(({ id }) => id === statement.key)?.title : undefined
  const boxes = [
    ...statement.scale.options.map(({ title }) => box(title)),
    ...outsideScale.map((id) => box(answerTitle(id, model))),
  ]
  return html`<div class="tiex-paper__statement"><p class="tiex-paper__question">${stage !== undefined && html`<strong>${stage}.</strong> `}${statement.text}</p><p>${boxes}</p></div>`
}

function box(label: string): Html {
  return html`<span class="tiex-paper__box"><span class="tiex-paper__square"></span>${label}</span> `
}
