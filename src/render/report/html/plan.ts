import type { Report } from '../../../report/report.ts'
import { timelineSvg } from '../../chart/timeline.ts'
import { escaped, link } from '../../html/escape.ts'
import { body, bulletList, type Cell, chartBox, summaryList, table } from '../../html/table.ts'
import { planColumns, planRows } from '../../plan/markdown.ts'
import { countWords, dayWords } from '../../plan/words.ts'
import { excerptOf, practiceReason, whosePractice } from '../../practice/text.ts'
import { needTitle, reasonOf } from '../../resources.ts'
import { counted } from '../../text.ts'
import { needWords, noNeeds } from '../need-words.ts'
import { type ActionFact, boardFacts } from '../plan-words.ts'
import { answersChanged, noSignatures, roleWords, signOffAnswer } from '../sign-off-words.ts'
import { noPlan, withoutActionSentences } from '../words.ts'
import { innerPart, type Part } from './part.ts'

/** In the council's order. */
export function planPart(report: Report): Part {
  const { plan } = report
  const { actions } = plan
  const part = { id: 'actions', title: 'Plan', sheet: true }
  if (actions.length === 0) return { ...part, html: body(noPlan) }
  const chart = timelineSvg(plan, { id: 'timeline' })
  const undated = actions.filter(({ action }) => action.due === undefined).length
  return {
    ...part,
    html: [
      body(
        [`On ${dayWords(report.today)}: ${countWords(plan)}.`, ...withoutActionSentences(report)].join(' '),
      ),
      chart === '' ? '' : chartBox(chart, 'Timeline of actions'),
      chart === '' || undated === 0
        ? ''
        : body(`Not on the timeline: ${counted(undated, 'action')} without a due day.`),
      innerPart({
        id: 'plan-actions',
        title: 'All actions',
        html: table({
          ...{ id: 'plan-table', caption: 'In the order of the council', wide: true },
          columns: ['Action', ...planColumns.slice(2)],
          rows: planRows(actions).map(([place, title, ...rest]) => [`${place}. ${title}`, ...rest]),
        }),
      }),
      ...actions.map((one) =>
        innerPart({
          id: `action-${one.place}`,
          title: `${one.place}. ${one.action.title}`,
          html: summaryList(boardFacts(one, report).map(factCell)),
        }),
      ),
    ].join(''),
  }
}

function factCell({ name, fact, url }: ActionFact): readonly [string, Cell] {
  return [name, url === undefined ? fact : { html: link(fact, url, 'govuk-link') }]
}

export function resourcesPart(report: Report): Part {
  const needs = report.suggestions.map(({ need, resources, practice }, index) => {
    const items = resources.map(
      ({ resource, match }) =>
        `${link(resource.title, resource.url, 'govuk-link')} (${escaped(resource.publisher)}): ${escaped(resource.summary)} ${escaped(reasonOf(match, need))}`,
    )
    const known = practice.map(
      ({ practice: one, match }) =>
        `${escaped(one.title)} (${escaped(whosePractice(one))}): ${escaped(excerptOf(one))} ${escaped(practiceReason(match, need.section))}`,
    )
    const all = [...items, ...known]
    const listed = all.length === 0 ? body('No resource fits.') : bulletList(all)
    return innerPart({
      id: `need-${index + 1}`,
      title: needTitle(need),
      html: body(needWords(need, report)) + listed,
    })
  })
  return {
    id: 'resources',
    title: 'What to read, use or attend',
    html: needs.length === 0 ? body(noNeeds) : needs.join(''),
  }
}

export function signOffPart(report: Report): Part {
  const { signOff, model } = report
  const part = { id: 'sign-off', title: 'Sign-off' }
  if (signOff.roles.length === 0) return { ...part, html: body(noSignatures(report)) }
  return {
    ...part,
    html: [
      body(signOffAnswer(report)),
      summaryList(signOff.roles.map((role) => [role.role, roleWords(role, model)] as const)),
      ...(signOff.answersChanged ? [body(answersChanged)] : []),
    ].join(''),
  }
}
