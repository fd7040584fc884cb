import type { Cell, Section } from '../../model/model.ts'
import type { Choice } from '../../prompts/prompter.ts'
import { counted, oneLine, padded, visible, wrap } from '../../render/text.ts'
import { nameOf } from '../../render/workshop/open.ts'
import { stances } from '../../response/response.ts'
import { deciding, priorities, type SectionDecisions } from '../../workshop/decide.ts'
import { command, type Move, wayOf, ways } from '../sitting.ts'
import { answerInWords, lowered, measure, paintOf, stacked, subject } from '../text.ts'
import { record, shownOf, type WorkshopSitting } from './sitting.ts'
import { askText } from './statement.ts'
import { heading, takeNotice } from './text.ts'

/** What is decided about a cell or factor as a whole, again and again until the group goes on. */
export async function askSectionDecisions(sitting: WorkshopSitting, section: Section): Promise<Move> {
  for (;;) {
    const notice = takeNotice(sitting)
    const chosen = await sitting.prompter.choose({
      screen: (width) => screenOf(sitting, { section, notice, width }),
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
  if (chosen === ':stance') return set('stance', cell?.stance === undefined ? stances[0] : undefined)
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

function choicesOf({ consensus }: WorkshopSitting, section: Section): readonly Choice[] {
  const cell = consensus.cells?.[section.id]
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
    ...(cell?.priority === undefined ? [] : [command('x', 'take-back', 'no priority')]),
  ]
}

interface Shown {
  readonly section: Section
  readonly notice: string
  readonly width: number
}

function screenOf(sitting: WorkshopSitting, { section, notice, width }: Shown): string {
  const { quiet } = paintOf(sitting.screen)
  const { model, consensus } = sitting
  const names = section.statements.map((statement) => nameOf(statement, section, model))
  const column = Math.min(Math.max(...names.map((name) => name.length)), 30)
  const rows = section.statements.map((statement, index) => {
    const agreed = consensus.statements[statement.id]?.agreed
    const words = agreed === undefined ? quiet('not agreed') : answerInWords(statement, agreed)
    return `  ${padded(names[index]!, column)}  ${words}`
  })
  return stacked(
    `${heading(sitting, { title: oneLine(section.title), notice, width })}\n${quiet(wrap(subject(section), measure(width)))}`,
    rows.join('\n'),
    [...ambitionsOf(sitting, section), ...decidedOf(sitting, section)]
      .map((line) => wrap(line, measure(width), 2, 4))
      .join('\n'),
    wrap(
      `How important is it to move this on?${section.kind === 'cell' ? ' And where does the council want to be?' : ''}`,
      measure(width),
      2,
    ),
  )
}

/** How many want which level, as far as it may be shown. */
function ambitionsOf(sitting: WorkshopSitting, section: Section): readonly string[] {
  if (section.kind !== 'cell') return []
  const { ambitions, 'suggested-ambition': suggested } = shownOf(sitting).cells?.[section.id] ?? {}
  const hidden = sitting.consensus.cells?.[section.id]?.ambitions
  if (ambitions === undefined)
    return hidden === undefined
      ? ['Nobody gave an ambition.']
      : [
          `Fewer than ${sitting.about.minimumGroup} people gave an ambition, so it is not shown.${suggested === undefined ? '' : ` Suggested: ${suggested}.`}`,
        ]
  const said = Object.entries(ambitions).map(
    ([level, count]) => `${level} (${counted(count, 'person', 'people')})`,
  )
  return [`Ambitions given, of ${sitting.model.stages.length}: ${said.join(', ')}; suggested ${suggested}`]
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

async function askAmbition(sitting: WorkshopSitting, cell: Cell): Promise<void> {
  const { model, consensus } = sitting
  const present = consensus.cells?.[cell.id]?.ambition
  const suggested = shownOf(sitting).cells?.[cell.id]?.['suggested-ambition']
  const levels = [
    'none of the stages',
    ...model.stages.map(({ title }) => `up to ${lowered(oneLine(title))}`),
  ]
  const chosen = await sitting.prompter.choose({
    screen: (width) =>
      stacked(
        heading(sitting, { title: oneLine(cell.title), width }),
        wrap('Where does the council want to be here? Choose the number of stages.', measure(width), 2),
        ambitionsOf(sitting, cell)
          .map((line) => wrap(line, measure(width), 2, 4))
          .join('\n'),
      ),
    message: present === undefined ? 'Ambition:' : `Ambition (now ${present}):`,
    options: [
      ...levels.map(
        (label, level): Choice => ({
          key: [...'0123456789abcdefghijklm'][level] ?? '',
          value: String(level),
          label: level === suggested ? `${label} (suggested)` : label,
          group: 'answer',
        }),
      ),
      ...(present === undefined ? [] : [command('x', 'none', 'no ambition')]),
      command('<', 'back', 'back'),
    ],
  })
  if (chosen === ':back') return
  await record(sitting, deciding(model, cell, 'ambition', chosen === ':none' ? undefined : Number(chosen)))
}
