import type { Screen } from '../../env.ts'
import type { Problem } from '../../problem.ts'
import { problemData } from '../ci.ts'
import { renderJson } from '../json.ts'
import { renderProblems, summaryOf } from '../problems.ts'
import { counted, oneLine, wrap } from '../text.ts'

/** What was found in an exchange, and how much was looked at. */
export interface ExchangeCheckView {
  readonly problems: readonly Problem[]
  readonly organisations: number
  readonly records: number
  readonly withdrawn: number
  readonly practices: number
  /** Commits were looked at too, and not the files alone. */
  readonly hasHistory: boolean
}

export function renderExchangeCheck(view: ExchangeCheckView, screen: Screen): string {
  const { problems, organisations, records, withdrawn, practices, hasHistory } = view
  const looked = [
    `${counted(records, 'record')}${withdrawn === 0 ? '' : ` (${withdrawn} withdrawn)`}`,
    `${counted(practices, 'practice')} of ${counted(organisations, 'organisation')}`,
  ].join(' and ')
  const not = hasHistory ? '' : ' Who wrote what was not looked at: give --range A..B.'
  if (problems.length === 0)
    return `${wrap(`${screen.paint.good('Everything is in order')}: ${looked}.${not}`, screen.width)}\n`
  return `${renderProblems(problems.map(onOneLine), screen)}\n${wrap(`${summaryOf(problems)} in ${looked}.${not}`, screen.width)}\n`
}

/** A path may hold a line break: nobody is to take what follows it for another problem. */
function onOneLine(problem: Problem): Problem {
  const { place } = problem
  return place === undefined ? problem : { ...problem, place: { ...place, file: oneLine(place.file) } }
}

/** `tiex-exchange-check/1` */
export function exchangeCheckJson({ problems, hasHistory, ...counts }: ExchangeCheckView): string {
  const number = (severity: Problem['severity']) => problems.filter((one) => one.severity === severity).length
  const data = {
    format: 'tiex-exchange-check/1',
    ...counts,
    history: hasHistory,
    errors: number('error'),
    warnings: number('warning'),
    problems: problems.map(problemData),
  }
  return renderJson(data)
}
