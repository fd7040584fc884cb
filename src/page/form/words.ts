import { listed } from '../../did-you-mean.ts'
import type { Model } from '../../model/model.ts'
import { type FormContents, isSealing } from '../../questionnaire/form-contents.ts'
import { counted } from '../../render/text.ts'
import { progressOf } from '../../response/answers.ts'
import type { App } from './app.ts'
import type { Draft } from './draft.ts'

/** What the answers that are no option of a scale are called. */
const outside: Readonly<Record<string, string>> = {
  'dont-know': 'I do not know',
  'not-applicable': 'Not applicable',
}

/** An answer as people read it. */
export function answerTitle(answer: string, model: Model): string {
  const option = model.scales.flatMap(({ options }) => options).find(({ id }) => id === answer)
  return option?.title ?? outside[answer] ?? answer
}

/** Who will be able to read the answers, in a sentence or two. */
export function whoReads(contents: FormContents): string {
  const { readers = [], organisation } = contents
  if (!isSealing(contents))
    return `Your answers are not encrypted. Colleagues at ${organisation.name} with access to the assessment can read them, with your name.`
  if (readers.length === 0)
    return 'Your answers are sealed before they leave this page. Nobody but you, who facilitate, can read them.'
  const who = `${listed(readers, 'and')}, who ${readers.length === 1 ? 'facilitates' : 'facilitate'} the assessment`
  return `Your answers are sealed before they leave this page. Only ${who}, can read them. The group sees how many people gave each answer, without names.`
}

export function fewWords(few: number): string {
  return `Only ${counted(few, 'person is', 'people are')} asked. Among so few nothing is anonymous, since a figure can show who said what.`
}

/** What an ambition of so many stages means. */
export function ambitionTitle(level: number, { stages }: Model): string {
  if (level === 0) return '0: none of the stages'
  const title = stages[level - 1]?.title ?? ''
  return level === stages.length
    ? `${level}: all stages, up to ${title.toLowerCase()}`
    : `${level}: up to ${title.toLowerCase()}`
}

/** Whether somebody has touched it. */
export function isBegun({ response, shares }: Draft): boolean {
  const { answers, 'success-factors': factors = {} } = response
  return Object.keys(answers).length > 0 || Object.keys(factors).length > 0 || shares !== undefined
}

/** How much there is in a draft. */
export function soMany({ course }: App, { response }: Draft): string {
  const { answered, of } = progressOf(response, course.model, course.statements)
  return `${answered} of ${of} statements answered`
}
