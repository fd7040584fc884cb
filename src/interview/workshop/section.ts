import type { Consensus } from '../../merge/consensus.ts'
import type { Cell, Section, Statement } from '../../model/model.ts'
import type { Choice } from '../../prompts/prompter.ts'
import { oneLine, padded, shortened, visible, wrap } from '../../render/text.ts'
import { nameOf } from '../../render/workshop/open.ts'
import { countNotes } from '../../response/shared-notes.ts'
import { deciding, priorities, type SectionDecisions } from '../../workshop/decide.ts'
import { fitting, under } from '../fitting.ts'
import { command, type Move, wayOf, ways } from '../sitting.ts'
import { answerInWords, measure, paintOf, subject } from '../text.ts'
import { ambitionsOf, askAmbition, askStance } from './ambition.ts'
import { notesOf, showNotes } from './notes.ts'
import { askText } from './remarks.ts'
import { record, type WorkshopSitting } from './sitting.ts'
import { heading, takeNotice } from './text.ts'

/** What is decided about a cell or factor as a whole, again and again until the group goes on. */
export async function askSectionDecisions(sitting: WorkshopSitting, section: Section): Promise<Move> {
  for (;;) {
    const notice = takeNotice(sitting)
    const chosen = await sitting.prompter.choose({
      screen: (width, height) =>
        fitting(
          height,
          degrees.map((degree) => () => screenOf(sitting, { section, notice, width, degree })),
        ),
      message: 'Your choice:',
      options: [
        ...choicesOf(sitting, section),
        command('enter', 'next', 'goes on'),
        command('>', 'next', 'next'),
        ...ways,
      ],
    })
    if (chosen === ':next') return 'next'
    const way = wayOf(chosen)
    if (way !== undefined) return way
    await decide(sitting, section, chosen)
  }
}

async function decide(sitting: WorkshopSitting, section: Section, chosen: string): Promise<void> {
  const { model, consensus } = sitting
  const cell = consensus.cells?.[section.id]
  const set = <Key extends keyof SectionDecisions>(key: Key, value: SectionDecisions[Key] | undefined) =>
    record(sitting, deciding(model, section, key, value))
  if (chosen === ':take-back') return set('priority', undefined)
  if (chosen === ':notes') return showNotes(sitting, section)
  if (chosen === ':stance') return askStance(sitting, section as Cell)
  if (chosen === ':ambition') return askAmbition(sitting, section as Cell)
  if (chosen !== ':note')
    return set(
      'priority',
      priorities.find((priority) => priority === chosen),
    )
  const text = await askText(sitting, {
    ...{ title: oneLine(section.title), above: subject(section), message: 'Note:', present: cell?.note },
    prompt: 'What do you want to keep in mind? No names.',
  })
  if (text !== undefined) await set('note', text === '-' ? undefined : text)
}

function choicesOf({ consensus, notes }: WorkshopSitting, section: Section): readonly Choice[] {
  const cell = consensus.cells?.[section.id]
  const count = countNotes(notes, section.id)
  return [
    ...priorities.map(
      (priority): Choice => ({
        ...{ key: priority.charAt(0), value: priority, label: `${priority} priority`, group: 'answer' },
      }),
    ),
    ...(section.kind === 'cell'
      ? [
          command('a', 'ambition', 'ambition'),
          command('d', 'stance', cell?.stance === undefined ? 'deliberate' : 'no longer deliberate'),
        ]
      : []),
    command('n', 'note', 'note'),
    ...(count === 0 ? [] : [command('v', 'notes', `view notes (${count})`)]),
    ...(cell?.priority === undefined ? [] : [command('x', 'take-back', 'no priority')]),
  ]
}

interface Shown {
  readonly section: Section
  readonly notice: string
  readonly width: number
  readonly degree: Degree
}

/** How much of a section's screen is drawn. */
interface Degree {
  readonly leavesOut: readonly ('notes' | 'subject' | 'question')[]
  readonly spacing: 'loose' | 'tight'
  /** What is agreed, in running text; what is decided, a line each. */
  readonly isBrief?: true
}

/** Fullest first. */
const degrees: readonly Degree[] = [
  { leavesOut: [], spacing: 'loose' },
  { leavesOut: ['notes'], spacing: 'loose' },
  { leavesOut: ['notes', 'subject'], spacing: 'loose' },
  { leavesOut: ['notes', 'subject', 'question'], spacing: 'tight' },
  { leavesOut: ['notes', 'subject', 'question'], spacing: 'tight', isBrief: true },
]

function screenOf(sitting: WorkshopSitting, { section, notice, width, degree }: Shown): string {
  const { quiet } = paintOf(sitting.screen)
  const { leavesOut, spacing, isBrief = false } = degree
  const line = (text: string) =>
    isBrief ? shortened(`  ${oneLine(text)}`, measure(width)) : wrap(text, measure(width), 2, 4)
  const about = leavesOut.includes('subject') ? '' : `\n${quiet(wrap(subject(section), measure(width)))}`
  const told = isBrief ? shortened(notice, measure(width)) : notice
  const question = `How important is it to move this on?${section.kind === 'cell' ? ' And where does the council want to be?' : ''}`
  return under(
    spacing,
    heading(sitting, { title: oneLine(section.title), notice: told, width }) + about,
    isBrief ? wrap(agreedIn(sitting, section).join(', '), measure(width), 2) : tableOf(sitting, section),
    [...ambitionsOf(sitting, section), ...decidedOf(sitting, section)].map(line).join('\n'),
    leavesOut.includes('notes') ? '' : notesOf(sitting, section, width),
    leavesOut.includes('question') ? '' : wrap(question, measure(width), 2),
  )
}

/** What is agreed on each statement, a line each. */
function tableOf({ model, consensus, screen }: WorkshopSitting, section: Section): string {
  const { quiet } = paintOf(screen)
  const names = section.statements.map((statement) => nameOf(statement, section, model))
  const column = Math.min(Math.max(...names.map((name) => name.length)), 30)
  const rows = section.statements.map((statement, index) => {
    const words = agreedOn(statement, consensus)
    const isOpen = consensus.statements[statement.id]?.agreed === undefined
    return `  ${padded(names[index]!, column)}  ${isOpen ? quiet(words) : words}`
  })
  return rows.join('\n')
}

function agreedOn(statement: Statement, { statements }: Consensus): string {
  const agreed = statements[statement.id]?.agreed
  return agreed === undefined ? 'not agreed' : answerInWords(statement, agreed)
}

/** `plan partly`, for each statement. */
function agreedIn({ model, consensus }: WorkshopSitting, section: Section): readonly string[] {
  return section.statements.map(
    (statement) => `${nameOf(statement, section, model)} ${agreedOn(statement, consensus)}`,
  )
}

/** What is decided so far, a line each. */
function decidedOf({ model, consensus }: WorkshopSitting, section: Section): readonly string[] {
  const { priority, ambition, stance, note } = consensus.cells?.[section.id] ?? {}
  return [
    ...(priority === undefined ? [] : [`Priority: ${priority}`]),
    ...(ambition === undefined ? [] : [`Ambition: ${ambition} of ${model.stages.length}`]),
    ...(stance === undefined ? [] : ['Deliberate: we have chosen to stay where we are']),
    ...(note === undefined ? [] : [`Note: ${visible(note)}`]),
  ]
}
