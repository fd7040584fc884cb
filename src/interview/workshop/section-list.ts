import type { Section } from '../../model/model.ts'
import { columnsOf, fitTitle, oneLine, padded, wrap } from '../../render/text.ts'
import { progressOf } from '../../workshop/tally.ts'
import { fitting, under } from '../fitting.ts'
import type { Move } from '../sitting.ts'
import { lowered, measure, paintOf } from '../text.ts'
import type { WorkshopSitting } from './sitting.ts'
import { heading } from './text.ts'

/** Every section with how much is agreed in it; its number and Enter go there. */
export async function askSection(sitting: WorkshopSitting): Promise<Move> {
  const { sections } = sitting.model
  const how = 'Type the number of a section, then Enter; < goes back, q saves and leaves.'
  for (let notice = ''; ; notice = `There are sections 1 to ${sections.length}.`) {
    const text = await sitting.prompter.text({
      screen: (width, height) => {
        const drawing = (spacing: 'loose' | 'tight', least: number) => () =>
          under(
            spacing,
            heading(sitting, { title: 'Sections', width }),
            listOf(sitting, { width, spacing, least }),
            wrap(`${notice} ${how}`.trim(), measure(width), 2),
          )
        return fitting(height, [drawing('loose', 20), drawing('tight', 20), drawing('tight', 8)])
      },
      message: 'Section:',
    })
    if (text === undefined) return 'stay'
    if (text.trim().toLowerCase() === 'q') return 'leave'
    const chosen = /^\d{1,4}$/.test(text.trim()) ? sections[Number(text) - 1] : undefined
    if (chosen !== undefined) return { to: chosen }
  }
}

interface List {
  readonly width: number
  readonly spacing: 'loose' | 'tight'
  /** Columns that a title keeps beside its modes. */
  readonly least: number
}

/** A characteristic a line with its modes side by side, then the factors; a line a section where that is too wide, or plain. */
function listOf(sitting: WorkshopSitting, { width, spacing, least }: List): string {
  const { model, screen } = sitting
  const { sections } = model
  const states = sections.map((section) => stateOf(sitting, section))
  if (screen.plain)
    return sections
      .map((section, index) =>
        wrap(`${index + 1}. ${oneLine(section.title)}: ${states[index]} agreed`, measure(width)),
      )
      .join('\n')
  const numbers = String(sections.length).length + 1
  const numbered = (index: number) => `${index + 1}.`.padStart(numbers)
  const modes = model.modes.map(({ title }) => lowered(oneLine(title)))
  const columns = numbers + 1 + Math.max(...[...states, ...modes].map(columnsOf))
  const titles = [...model.characteristics, ...model.factors].map(({ title }) => oneLine(title))
  const longest = Math.max(...titles.map(columnsOf))
  const first = Math.min(longest, measure(width) - modes.length * (columns + 2))
  const state = (section: Section) => painted(sitting, section)
  if (first < Math.min(longest, least)) {
    const room = measure(width) - columns - 2
    return sections
      .map(
        (section, index) => `${numbered(index)} ${fitTitle(oneLine(section.title), room)}  ${state(section)}`,
      )
      .join('\n')
  }
  const cell = (section: Section) => `${numbered(sections.indexOf(section))} ${state(section)}`
  const line = (title: string, parts: readonly string[]) =>
    `${padded(title, first)}  ${parts.map((part) => padded(part, columns)).join('  ')}`.trimEnd()
  const head = line(
    '',
    modes.map((mode) => ' '.repeat(numbers + 1) + mode),
  )
  const { quiet } = paintOf(screen)
  return under(
    spacing,
    [quiet(head), ...model.characteristics.map((one) => line(oneLine(one.title), one.cells.map(cell)))].join(
      '\n',
    ),
    model.factors.map((factor) => line(oneLine(factor.title), [cell(factor)])).join('\n'),
  )
}

/** `3 of 4`, of the statements of a section. */
function stateOf({ consensus }: WorkshopSitting, section: Section): string {
  const { agreed, of } = progressOf(section.statements, consensus)
  return `${agreed} of ${of}`
}

function painted(sitting: WorkshopSitting, section: Section): string {
  const { quiet, accent } = paintOf(sitting.screen)
  const { agreed, of } = progressOf(section.statements, sitting.consensus)
  return agreed > 0 && agreed < of ? accent(stateOf(sitting, section)) : quiet(stateOf(sitting, section))
}
