import type { Cell, Section } from '../../model/model.ts'
import type { Choice } from '../../prompts/prompter.ts'
import { counted, oneLine, wrap } from '../../render/text.ts'
import { stances } from '../../response/response.ts'
import { deciding, together } from '../../workshop/decide.ts'
import { ambitionAbove } from '../../workshop/stance.ts'
import { command } from '../sitting.ts'
import { lowered, measure, stacked, subject } from '../text.ts'
import { askText } from './remarks.ts'
import { record, shownOf, type WorkshopSitting } from './sitting.ts'
import { heading } from './text.ts'

/** How many want which level, as far as it may be shown. */
export function ambitionsOf(sitting: WorkshopSitting, section: Section): readonly string[] {
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

/** Asks for the level the council wants to reach; says so where the cell is to stay below it on purpose. */
export async function askAmbition(sitting: WorkshopSitting, cell: Cell): Promise<void> {
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
  const isDeliberate = sitting.consensus.cells?.[cell.id]?.stance !== undefined
  const above = ambitionAbove(model, sitting.consensus, cell)
  if (isDeliberate && above !== undefined)
    sitting.notice = `The council stays here on purpose, and an ambition of ${above} lies above where it is: d takes deliberate back.`
}

/**
 * Decides that the council stays where it is on purpose, and asks why; where that is so already, takes it back. An ambition above the
 * level is taken back with it, only on yes.
 */
export async function askStance(sitting: WorkshopSitting, cell: Cell): Promise<void> {
  const { model, consensus } = sitting
  const { stance, note } = consensus.cells?.[cell.id] ?? {}
  if (stance !== undefined) return record(sitting, deciding(model, cell, 'stance', undefined))
  const above = ambitionAbove(model, consensus, cell)
  if (above !== undefined && !(await isSetAside(sitting, cell, above))) return
  const aside = above === undefined ? [] : [deciding(model, cell, 'ambition', undefined)]
  await record(sitting, together([deciding(model, cell, 'stance', stances[0]), ...aside]))
  const text = await askText(sitting, {
    ...{ title: oneLine(cell.title), above: subject(cell), message: 'Note:', present: note },
    prompt: 'Why does the council stay where it is? No names.',
  })
  if (text !== undefined)
    await record(sitting, deciding(model, cell, 'note', text === '-' ? undefined : text))
  const told = above === undefined ? [] : [`The ambition of ${above} is taken back.`]
  const isSaid = sitting.consensus.cells?.[cell.id]?.note !== undefined
  sitting.notice = [...told, ...(isSaid ? [] : ['Nothing says yet why it is deliberate: n adds it.'])].join(
    ' ',
  )
}

async function isSetAside(sitting: WorkshopSitting, cell: Cell, above: number): Promise<boolean> {
  const chosen = await sitting.prompter.choose({
    screen: (width) =>
      stacked(
        heading(sitting, { title: oneLine(cell.title), width }),
        wrap(
          `Deliberate means that the council stays where it is on purpose. An ambition of ${above} lies above that: it is set aside, and no longer an ambition here.`,
          measure(width),
          2,
        ),
      ),
    message: 'Deliberate?',
    options: [
      { key: 'y', value: 'yes', label: `yes, take the ambition of ${above} back`, group: 'answer' },
      { key: 'n', value: 'no', label: 'no, keep the ambition', group: 'answer' },
    ],
  })
  return chosen === 'yes'
}
