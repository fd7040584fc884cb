import type { Section, Statement } from '../../model/model.ts'
import type { Choice, Question } from '../../prompts/prompter.ts'
import { cleanText, noteProblem } from '../../questionnaire/note-text.ts'
import { spreadSentence, titleOf } from '../../render/merge/merge.ts'
import { bar } from '../../render/results/marks.ts'
import { columnsOf, oneLine, padded, visible, wrap } from '../../render/text.ts'
import { acceptable, agreeing, type Remark, remarking, takingBack } from '../../workshop/decide.ts'
import { command, type Move, numbersFor, wayOf, ways } from '../sitting.ts'
import { answerInWords, helpOf, lowered, measure, paintOf, stacked, subject } from '../text.ts'
import { askToAccept, takeBackAccepted } from './shared.ts'
import { answersShown, record, shownOf, type WorkshopSitting } from './sitting.ts'
import { countsInWords, heading, takeNotice } from './text.ts'

/** Leads through one statement until the group goes on; whatever is decided is on disk before the next question appears. */
export async function askStatement(
  sitting: WorkshopSitting,
  section: Section,
  statement: Statement,
): Promise<Move> {
  for (;;) {
    const chosen = await sitting.prompter.choose(questionOf(sitting, section, statement))
    if (chosen === ':next') return 'next'
    const way = wayOf(chosen)
    if (way !== undefined) return way
    if (chosen === ':reason' || chosen === ':dissent')
      await askRemark(sitting, statement, chosen.slice(1) as Remark)
    else if (chosen === ':take-back') await settle(sitting, statement, undefined)
    else if (chosen === ':accept') await askToAccept(sitting)
    else if (chosen === ':undo') await takeBackAccepted(sitting)
    else await settle(sitting, statement, chosen)
  }
}

/** What was accepted in one step and is settled by itself now is not taken back with the others. */
async function settle(
  sitting: WorkshopSitting,
  statement: Statement,
  answer: string | undefined,
): Promise<void> {
  await record(
    sitting,
    answer === undefined ? takingBack(statement) : agreeing(statement, answer, sitting.now()),
  )
  sitting.accepted = sitting.accepted.filter((one) => one.statement !== statement)
}

function questionOf(sitting: WorkshopSitting, section: Section, statement: Statement): Question {
  const entry = sitting.consensus.statements[statement.id]
  const notice = takeNotice(sitting)
  const agreed = entry?.agreed !== undefined
  const shared = acceptable(sitting.model, shownOf(sitting)).length
  return {
    screen: (width) => screenOf(sitting, { section, statement, notice, width }),
    help: (width) => helpOf(statement, width, 2),
    message: agreed ? 'Agreed; Enter goes on:' : 'What do you agree on?',
    options: [
      ...choicesOf(statement),
      command('r', 'reason', 'reason'),
      command('d', 'dissent', 'dissent'),
      ...(agreed ? [command('x', 'take-back', 'take it back'), command('enter', 'next', 'goes on')] : []),
      command('>', 'next', agreed ? 'next' : 'skip'),
      ...ways,
      ...(shared === 0 ? [] : [command('a', 'accept', `accept all shared (${shared})`)]),
      ...(sitting.accepted.length === 0 ? [] : [command('u', 'undo', 'undo accepting')]),
    ],
  }
}

/** The options of the scale, and that it does not apply. */
function choicesOf(statement: Statement): readonly Choice[] {
  const { options } = statement.scale
  const numbers = numbersFor(options.length, [...'rdxsqaun'])
  return [
    ...options.map(({ id }, index): [string, string] => [numbers[index] ?? '', id]),
    ['n', 'not-applicable'] as const,
  ].map(([key, value]) => ({ key, value, label: answerInWords(statement, value), group: 'answer' }))
}

interface Shown {
  readonly section: Section
  readonly statement: Statement
  readonly notice: string
  readonly width: number
}

function screenOf(sitting: WorkshopSitting, { section, statement, notice, width }: Shown): string {
  const { strong, quiet } = paintOf(sitting.screen)
  const title = titleOf({ statement }, sitting.model)
  return stacked(
    `${heading(sitting, { title, notice, width })}\n${quiet(wrap(subject(section), measure(width)))}`,
    strong(wrap(oneLine(statement.text), measure(width), 2)),
    spreadOf(sitting, statement, width),
    agreementOf(sitting, statement, width),
  )
}

/** How people answered, as bars and in words; on a plain screen in words only. Counts, never people. */
function spreadOf(sitting: WorkshopSitting, statement: Statement, width: number): string {
  const item = answersShown(sitting, statement)
  const { suggested, label } = shownOf(sitting).statements[statement.id] ?? {}
  if (item === undefined) {
    const known = suggested === undefined ? '' : ` They suggest ${answerInWords(statement, suggested)}.`
    const few = `Fewer than ${sitting.about.minimumGroup} people answered, so their answers are not shown (${label}).`
    return wrap(`${few}${known}`, measure(width), 2)
  }
  const words = wrap(spreadSentence(item), measure(width), 2)
  if (sitting.screen.plain || item.scored === 0) return words
  const { quiet, accent } = paintOf(sitting.screen)
  const titles = statement.scale.options.map(({ title }) => lowered(oneLine(title)))
  const first = Math.min(Math.max(...titles.map(columnsOf)), 24)
  const room = Math.min(30, measure(width) - first - 2 - 2 - 11)
  const most = Math.max(...item.counts)
  const rows = statement.scale.options.map(({ id }, rank) => {
    const drawn = bar(item.counts[rank]! / most, room)
    const mark = id === item.suggested ? accent('  suggested') : ''
    return `  ${padded(titles[rank]!, first)}  ${drawn}${mark}`.trimEnd()
  })
  return `${rows.join('\n')}\n${quiet(words)}`
}

/** What is agreed so far, with its reason and dissent; a spread that was another one then. */
function agreementOf(sitting: WorkshopSitting, statement: Statement, width: number): string {
  const { good, accent } = paintOf(sitting.screen)
  const entry = sitting.consensus.statements[statement.id]
  const from = shownOf(sitting).statements[statement.id]?.['agreed-from']
  const line = (text: string) => wrap(visible(text), measure(width), 2, 4)
  const changed = sitting.consensus.statements[statement.id]?.['agreed-from'] !== undefined
  const then = from === undefined ? '' : ` It was agreed from: ${countsInWords(statement, from)}.`
  return [
    ...(entry?.agreed === undefined ? [] : [good(line(`Agreed: ${answerInWords(statement, entry.agreed)}`))]),
    ...(changed ? [accent(line(`The answers have changed since.${then} Agree again to settle it.`))] : []),
    ...(entry?.reason === undefined ? [] : [line(`Reason: ${entry.reason}`)]),
    ...(entry?.dissent === undefined ? [] : [line(`Dissent: ${entry.dissent}`)]),
  ].join('\n')
}

const remarks: Readonly<Record<Remark, { readonly title: string; readonly prompt: string }>> = {
  reason: {
    title: 'Reason',
    prompt: 'Why? It is kept beside what is agreed and may be published: no names.',
  },
  dissent: {
    title: 'Dissent',
    prompt: 'What is held against it, and why? A service or a role may be named, a person not.',
  },
}

/** Asks for a text and saves it. Enter alone leaves it as it is, `-` removes it. */
async function askRemark(sitting: WorkshopSitting, statement: Statement, remark: Remark): Promise<void> {
  const present = sitting.consensus.statements[statement.id]?.[remark]
  const { title, prompt } = remarks[remark]
  const text = await askText(sitting, {
    title: titleOf({ statement }, sitting.model),
    above: oneLine(statement.text),
    ...{ message: `${title}:`, prompt, present },
  })
  if (text !== undefined) await record(sitting, remarking(statement, remark, text === '-' ? undefined : text))
}

interface Asked {
  readonly title: string
  readonly above: string
  readonly prompt: string
  readonly message: string
  readonly present: string | undefined
}

/** The text that was typed, fit for a file, or `-`; undefined where nothing is to change. */
export async function askText(sitting: WorkshopSitting, asked: Asked): Promise<string | undefined> {
  const { present } = asked
  const brings = sitting.screen.plain ? '' : ', Tab brings it here'
  const how =
    present === undefined
      ? 'Enter alone adds nothing.'
      : `Enter alone keeps what is there, - alone removes it${brings}.`
  const text = await sitting.prompter.text({
    screen: (width) =>
      stacked(
        heading(sitting, { title: asked.title, width }),
        wrap(asked.above, measure(width), 2),
        wrap(`${asked.prompt} ${how}`, measure(width), 2),
        present === undefined ? '' : wrap(visible(present), measure(width), 4),
      ),
    message: asked.message,
    ...(present === undefined ? {} : { present }),
    check: (typed) => noteProblem(cleanText(typed)),
  })
  const clean = cleanText(text ?? '')
  return clean === '' || (clean === '-' && present === undefined) ? undefined : clean
}
