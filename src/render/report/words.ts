import type { Label } from '../../merge/label.ts'
import type { Scale } from '../../model/model.ts'
import type { Report } from '../../report/report.ts'
import type { SectionReport, StatementReport } from '../../report/sections.ts'
import { spreadSentence } from '../merge/merge.ts'
import { countWords } from '../plan/words.ts'
import { answerTitle } from '../results/marks.ts'
import { counted, figure, readable } from '../text.ts'
import { answersChanged, signOffSentence } from './sign-off-words.ts'

/*
 * The sentences of a report, for any form it is rendered in. They hold text as it stands in files: the form makes it safe. What a reader cannot do anything with, a command, is in none.
 */

/** Whether it is a draft, in a sentence. */
export function draftWords({ standing, sections }: Report): string {
  if (standing.isDraft) return 'This is a draft: not everything is agreed.'
  const wishes = sections.filter(isWishSuggested).length
  if (wishes === 0) return 'Everything is agreed.'
  return `Every statement is agreed; ${counted(wishes, 'ambition')} ${areIs(wishes)} only suggested.`
}

/** Whether there is an ambition that nobody agreed, where the group does not stay on purpose. */
export function isWishSuggested({ ambition, stance }: SectionReport): boolean {
  return ambition?.basis === 'suggested' && stance === undefined
}

/** Where the round stands, what is most wanted first. */
export function standingSentences(report: Report): readonly string[] {
  const { standing, people, plan } = report
  const rest = [
    ...(standing.suggested > 0 ? [`${standing.suggested} only suggested`] : []),
    ...(standing.open > 0 ? [`${standing.open} with neither`] : []),
  ]
  const agreed = `Of ${counted(standing.of, 'statement')} ${standing.agreed} ${areIs(standing.agreed)} agreed`
  return [
    `${counted(people.answered, 'response')} ${people.answered === 1 ? 'was' : 'were'} merged.`,
    `${[agreed, ...rest].join(', ')}.`,
    ...(standing.changed === 0
      ? []
      : [`The answers under ${counted(standing.changed, 'agreed statement')} have changed since.`]),
    ...(standing.answersChanged ? [answersChanged] : []),
    ...prioritySentences(report),
    plan.actions.length === 0 ? noPlan : `The plan has ${countWords(plan)}.`,
    ...withoutActionSentences(report),
    signOffSentence(report),
  ]
}

function areIs(count: number): string {
  return count === 1 ? 'is' : 'are'
}

function prioritySentences(report: Report): readonly string[] {
  const { standing, priorities } = report
  if (standing.priorities === 0) return [noPriorities]
  const high = priorities.filter(({ priority }) => priority === 'high')
  const set = `A priority is set for ${standing.priorities} of ${standing.sections} cells and success factors`
  return [high.length === 0 ? `${set}.` : `${set}; it is high for ${high.map(whereTo).join('; ')}.`]
}

/** `Managing income / service (level 1.5, ambition 3)`. */
function whereTo(one: SectionReport): string {
  const { ambition, stance } = one
  const wish =
    stance !== undefined
      ? ', staying on purpose'
      : ambition === undefined
        ? ''
        : `, ambition ${ambitionOf(ambition)}`
  return `${one.section.title} (${levelOf(one)}${wish})`
}

/** `level 1.5`, `level 1.9, draft`, `no level`. */
export function levelOf({ score, isDraftLevel }: SectionReport): string {
  if (score.level === undefined) return 'no level'
  return `level ${figure(score.level)}${isDraftLevel ? ', draft' : ''}`
}

/** `3`, `3, suggested`. */
export function ambitionOf({ value, basis }: NonNullable<SectionReport['ambition']>): string {
  return basis === 'agreed' ? String(value) : `${value}, suggested`
}

export const noPriorities = 'No priority is set yet.'
export const noPlan = 'Nothing is planned yet.'

/** Which high priorities nothing is planned for; nothing where there is no plan at all, which is said already. */
export function withoutActionSentences({ plan, withoutAction }: Report): readonly string[] {
  if (plan.actions.length === 0 || withoutAction.length === 0) return []
  const titles = withoutAction.map(({ section }) => section.title).join('; ')
  return [`The plan has no action yet for ${titles}, though the priority is high.`]
}

/** How a level comes about. */
export function levelWords({ model }: Report): string {
  const stages = model.stages.length
  return `A level runs from 0 to ${stages}, one for each stage: it is ${stages} times the mean of the answers that count. An ambition is the level to reach; “stay” stands where the group stays on purpose, “=” where the ambition is reached. “draft” stands behind a level that counts answers which are only suggested, “suggested” behind an ambition that is not agreed.`
}

/** `Progress: not yet counts 0, partly 0.5, fully 1.` */
export function scaleWords({ title, options }: Scale): string {
  const worth = options.map(
    (option, index) =>
      `${option.title.toLowerCase()}${index === 0 ? ' counts' : ''} ${Number(option.value.toFixed(2))}`,
  )
  return `${title}: ${worth.join(', ')}. Do not know and not applicable do not count.`
}

/** What the labels of spreads mean, from the least talk to the most. */
export const labelWords: readonly (readonly [Label, string])[] = [
  ['shared', 'at least three in four gave the same answer'],
  ['confirm', 'people lie close together, fewer than three in four on the same answer'],
  ['discuss', 'answers lie far apart'],
  ['split', 'answers lie far apart, with a camp on each side'],
  ['too-few', 'fewer than two people gave an answer that counts'],
]

/** The answer and where it stands; what is not agreed says so. */
export function answerWords({ statement, answer, basis, spread }: StatementReport): string {
  if (answer === undefined)
    return spread === undefined ? 'open, not agreed' : 'open: nothing is agreed or suggested'
  const title = answerTitle(statement.scale, answer)
  return basis === 'agreed' ? title : `${title}; only suggested, not agreed`
}

/** How people answered in counts and words; the label alone where too few did. */
export function spreadWords({ spread, label }: StatementReport): string {
  return spread === undefined ? readable(label) : spreadSentence(spread)
}

/** Level, ambition, gap and decisions of a section, and how much of it is agreed. */
export function sectionSentence(one: SectionReport, stages: number): string {
  const { score, ambition, gap, priority, stance, agreed, answers } = one
  const draft = one.isDraftLevel ? ', draft' : ''
  const parts = [
    score.level === undefined ? 'No level' : `Level ${figure(score.level)} of ${stages}${draft}`,
    ...(ambition === undefined
      ? []
      : [
          `ambition ${ambition.value}${ambition.basis === 'suggested' ? ' (only suggested, not agreed)' : ''}`,
        ]),
    ...(gap === undefined ? [] : [`gap ${figure(gap)}`]),
    ...(stance === undefined ? [] : ['staying on purpose']),
    ...(priority === undefined ? [] : [`priority ${priority}`]),
    `${agreed} of ${counted(answers.length, 'statement')} agreed`,
  ]
  return `${parts.join(', ')}.`
}
