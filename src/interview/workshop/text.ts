import type { Spread } from '../../merge/spread.ts'
import { countOf } from '../../merge/spread.ts'
import type { Statement } from '../../model/model.ts'
import { answersTo } from '../../model/model.ts'
import { columnsOf, fitTitle, wrap } from '../../render/text.ts'
import { progressOf } from '../../workshop/tally.ts'
import { answerInWords, measure, paintOf } from '../text.ts'
import type { WorkshopSitting } from './sitting.ts'

/** A title on the left, how much is agreed on the right, on two lines where one is too short; below it the notice, where there is one. */
export function heading(
  { model, consensus, screen }: WorkshopSitting,
  { title, notice = '', width }: { readonly title: string; readonly notice?: string; readonly width: number },
): string {
  const { strong, quiet, accent } = paintOf(screen)
  const { agreed, of } = progressOf(model.statements, consensus)
  const progress = `${agreed} of ${of} agreed`
  const below = notice === '' ? '' : `\n${accent(wrap(notice, measure(width)))}`
  if (screen.plain) return `${wrap(title, measure(width))}\n${progress}${below}`
  const room = measure(width)
  const gap = room - columnsOf(title) - columnsOf(progress)
  if (gap < 2) return `${strong(fitTitle(title, room).trimEnd())}\n${quiet(progress)}${below}`
  return `${strong(title)}${' '.repeat(gap)}${quiet(progress)}${below}`
}

/** What is to be told above the next question, once. */
export function takeNotice(sitting: WorkshopSitting): string {
  const { notice } = sitting
  sitting.notice = ''
  return notice
}

/** `4 not yet, 3 fully, 1 don't know`. */
export function countsInWords(statement: Statement, spread: Spread): string {
  return [...answersTo(statement), 'unanswered']
    .filter((answer) => countOf(spread, answer) > 0)
    .map((answer) => `${countOf(spread, answer)} ${answerInWords(statement, answer)}`)
    .join(', ')
}
