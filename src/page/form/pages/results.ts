import type { Section } from '../../../model/model.ts'
import { ringsSvg } from '../../../render/chart/rings.ts'
import { chartBox, table } from '../../../render/html/table.ts'
import { figure } from '../../../render/text.ts'
import { resultsOf } from '../../../scoring/results.ts'
import type { App, Route } from '../app.ts'
import { backLink, body, type Html, heading, html } from '../html.ts'

/** The ring chart of the answers so far, in a box that can be scrolled. */
export function chart({ course, draft }: App): Html {
  const results = resultsOf(course.model, draft.response)
  const svg = ringsSvg(results, { title: 'Your levels so far', id: 'rings' })
  return { html: chartBox(svg, 'Ring chart of your levels so far') }
}

/** What the answers so far come to: the chart, and every number in tables. */
export const results: Route = (app) => {
  const { model, sections } = app.course
  const found = resultsOf(model, app.draft.response)
  const stages = model.stages.length
  const asked = ({ section }: { readonly section: Section }) => sections.includes(section)
  const cells = found.cells
    .filter(asked)
    .map(({ section, level, ambition, gap, coverage }) => [
      section.title,
      figure(level),
      ambition === undefined ? '–' : String(ambition),
      figure(gap),
      `${coverage.scored} of ${section.statements.length}`,
    ])
  const factors = found.factors
    .filter(asked)
    .map(({ section, level, coverage }) => [
      section.title,
      figure(level),
      `${coverage.scored} of ${section.statements.length}`,
    ])
  return {
    title: 'Your result so far',
    content: html`${backLink('/tasks', 'All sections')}${heading('Your result so far')}
${body(`Levels go from 0 to ${stages}. They count only what you have answered; “I do not know” and “Not applicable” count neither for nor against. This is your own view: the group agrees on the council’s.`)}
${chart(app)}
${{ html: table({ id: 'levels', caption: `Levels by section, 0 to ${stages}`, columns: ['Section', 'Level', 'Ambition', 'Gap', 'Counted'], rows: cells, figures: [1, 2, 3, 4], wide: true }) }}
${factors.length > 0 && { html: table({ id: 'factor-levels', caption: `Success factors, 0 to ${stages}`, columns: ['Success factor', 'Level', 'Counted'], rows: factors, figures: [1, 2] }) }}`,
  }
}
