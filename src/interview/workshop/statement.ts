import type { Section, Statement } from '../../model/model.ts'
import type { Choice, Question } from '../../prompts/prompter.ts'
import { spreadSentence, titleOf } from '../../render/merge/merge.ts'
import { oneLine, shortened, visible, wrap } from '../../render/text.ts'
import { countNotes } from '../../response/shared-notes.ts'
import { acceptable, agreeing, type Remark, takingBack } from '../../workshop/decide.ts'
import { fitting, under } from '../fitting.ts'
import { command, type Move, numbersFor, wayOf, ways } from '../sitting.ts'
import { drawSpread } from '../spread.ts'
import { answerInWords, helpOf, measure, paintOf, subject } from '../text.ts'
import { showNotes } from './notes.ts'
import { askRemark } from './remarks.ts'
import { askToAccept, takeBackAccepted, undoable } from './shared.ts'
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
    else if (chosen === ':notes') await showNotes(sitting, section)
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
  const notes = countNotes(sitting.notes, section.id)
  return {
    screen: (width, height) =>
      fitting(
        height,
        degrees.map((degree) => () => screenOf(sitting, { section, statement, notice, width, degree })),
      ),
    help: (width) => helpOf(statement, width, 2),
    message: agreed ? 'Agreed; Enter goes on:' : 'What do you agree on?',
    options: [
      ...choicesOf(statement),
      command('r', 'reason', 'reason'),
      command('d', 'dissent', 'dissent'),
      ...(notes === 0 ? [] : [command('v', 'notes', `view notes (${notes})`)]),
      ...(agreed ? [command('x', 'take-back', 'take it back'), command('enter', 'next', 'goes on')] : []),
      command('>', 'next', agreed ? 'next' : 'skip'),
      ...ways,
      ...(shared === 0 ? [] : [command('a', 'accept', `accept all shared (${shared})`)]),
      ...(undoable(sitting).length === 0 ? [] : [command('u', 'undo', 'undo accepting')]),
    ],
  }
}

/** The options of the scale, and that it does not apply. */
function choicesOf(statement: Statement): readonly Choice[] {
  const { options } = statement.scale
  const numbers = numbersFor(options.length, [...'rdvxsqaun'])
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
  readonly degree: Degree
}

/** How much of a statement's screen is drawn. */
interface Degree {
  readonly leavesOut: readonly ('subject' | 'bars')[]
  readonly spacing: 'loose' | 'tight'
  /** Everything that is told beside the statement and its spread is cut to a line. */
  readonly isBrief?: true
}

/** Fullest first; the title, the statement, the spread in words and what is agreed are in all of them. */
const degrees: readonly Degree[] = [
  { leavesOut: [], spacing: 'loose' },
  { leavesOut: ['subject'], spacing: 'loose' },
  { leavesOut: ['subject'], spacing: 'tight' },
  { leavesOut: ['subject', 'bars'], spacing: 'loose' },
  { leavesOut: ['subject', 'bars'], spacing: 'tight' },
  { leavesOut: ['subject', 'bars'], spacing: 'tight', isBrief: true },
]

function screenOf(sitting: WorkshopSitting, shown: Shown): string {
  const { section, statement, width, degree } = shown
  const { strong, quiet } = paintOf(sitting.screen)
  const title = titleOf({ statement }, sitting.model)
  const notice = degree.isBrief ? shortened(shown.notice, measure(width)) : shown.notice
  const about = degree.leavesOut.includes('subject')
    ? ''
    : `\n${quiet(wrap(subject(section), measure(width)))}`
  return under(
    degree.spacing,
    heading(sitting, { title, notice, width }) + about,
    strong(wrap(oneLine(statement.text), measure(width), 2)),
    spreadOf(sitting, shown),
    agreementOf(sitting, shown),
  )
}

/** How people answered, as bars and in words; on a plain screen in words only. Counts, never people. */
function spreadOf(sitting: WorkshopSitting, { statement, width, degree }: Shown): string {
  const item = answersShown(sitting, statement)
  const { suggested, label } = shownOf(sitting).statements[statement.id] ?? {}
  if (item === undefined) {
    const known = suggested === undefined ? '' : ` They suggest ${answerInWords(statement, suggested)}.`
    const few = `Fewer than ${sitting.about.minimumGroup} people answered, so their answers are not shown (${label}).`
    return wrap(`${few}${known}${withheldWords(sitting, statement)}`, measure(width), 2)
  }
  const { counts, suggested: marked } = item
  const withheld = withheldWords(sitting, statement)
  const words = `${spreadSentence(item)}${withheld === '' ? '' : `.${withheld}`}`
  if (degree.leavesOut.includes('bars')) return paintOf(sitting.screen).quiet(wrap(words, measure(width), 2))
  const drawn = { statement, counts, words }
  return drawSpread(marked === undefined ? drawn : { ...drawn, suggested: marked }, sitting.screen, width)
}

/** That the answers shown are those from before a second look that too few have taken; empty where they are not. */
function withheldWords({ consensus, showsFew, about }: WorkshopSitting, { id }: Statement): string {
  if (showsFew || !Object.hasOwn(consensus.withheld?.statements ?? {}, id)) return ''
  return ` Fewer than ${about.minimumGroup} people have looked again, so the new answers are not shown.`
}

/** What is agreed so far, with its reason and dissent; a spread that was another one then. */
function agreementOf(sitting: WorkshopSitting, { statement, width, degree }: Shown): string {
  const { good, accent } = paintOf(sitting.screen)
  const entry = sitting.consensus.statements[statement.id]
  const from = shownOf(sitting).statements[statement.id]?.['agreed-from']
  const line = (text: string) =>
    degree.isBrief
      ? shortened(`  ${oneLine(text)}`, measure(width))
      : wrap(visible(text), measure(width), 2, 4)
  const changed = sitting.consensus.statements[statement.id]?.['agreed-from'] !== undefined
  const then = from === undefined ? '' : ` It was agreed from: ${countsInWords(statement, from)}.`
  return [
    ...(entry?.agreed === undefined ? [] : [good(line(`Agreed: ${answerInWords(statement, entry.agreed)}`))]),
    ...(changed ? [accent(line(`The answers have changed since.${then} Agree again to settle it.`))] : []),
    ...(entry?.reason === undefined ? [] : [line(`Reason: ${entry.reason}`)]),
    ...(entry?.dissent === undefined ? [] : [line(`Dissent: ${entry.dissent}`)]),
  ].join('\n')
}
