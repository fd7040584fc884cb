import type { Characteristic } from '../model/model.ts'
import { type SectionState, sectionStates, stateInWords } from '../questionnaire/sections.ts'
import { columnsOf, fitTitle, oneLine, padded, wrap } from '../render/text.ts'
import type { Move, Sitting } from './sitting.ts'
import { heading, lowered, measure, paintOf, stacked } from './text.ts'

/** The task list: every section with its state; its number and Enter go there. */
export async function askSection(sitting: Sitting): Promise<Move> {
  const states = sectionStates(sitting.course, sitting.response)
  const how = 'Type the number of a section, then Enter; < goes back, q saves and leaves.'
  for (let notice = ''; ; notice = `There are sections 1 to ${states.length}.`) {
    const text = await sitting.prompter.text({
      screen: (width) => screenOf(sitting, states, wrap(`${notice} ${how}`.trim(), measure(width), 2), width),
      message: 'Section:',
    })
    if (text === undefined) return 'stay'
    if (text.trim().toLowerCase() === 'q') return 'leave'
    const chosen = /^\d{1,4}$/.test(text.trim()) ? states[Number(text) - 1] : undefined
    if (chosen !== undefined) return { to: chosen.section }
  }
}

/** The table where the screen is wide enough for it; else a line a section, without empty lines where they would cost a row of a small screen. */
function screenOf(sitting: Sitting, states: readonly SectionState[], how: string, width: number): string {
  const head = heading(sitting, 'Sections', width)
  if (sitting.screen.plain) return stacked(head, sentences(states), how)
  const table = tableOf(sitting, states, measure(width))
  if (table !== undefined) return stacked(head, table, how)
  return [head, listOf(sitting, states, measure(width)), how].join('\n')
}

function sentences(states: readonly SectionState[]): string {
  return states
    .map((state, index) => `${index + 1}. ${oneLine(state.section.title)}: ${stateInWords(state)}`)
    .join('\n')
}

function listOf(sitting: Sitting, states: readonly SectionState[], room: number): string {
  const { numbers, words } = columnsFor(states)
  const longest = Math.max(...states.map(({ section }) => columnsOf(oneLine(section.title))))
  const columns = Math.min(longest, room - numbers - 1 - 2 - words)
  return states
    .map((state, index) => {
      const title = fitTitle(oneLine(state.section.title), columns)
      return `${numbered(index, numbers)} ${title}  ${painted(sitting, state)}`
    })
    .join('\n')
}

/** A characteristic a line with its modes side by side, below them a factor a line; undefined where that is wider than the room. */
function tableOf(sitting: Sitting, states: readonly SectionState[], room: number): string | undefined {
  const { model } = sitting.course
  const { numbers, words } = columnsFor(states)
  const place = new Map(states.map((state, index) => [state.section.id, { state, index }]))
  const rows = model.characteristics.filter(({ cells }) => cells.some(({ id }) => place.has(id)))
  if (rows.length === 0) return undefined
  const modes = model.modes.map((mode) => lowered(oneLine(mode.title)))
  const columns = numbers + 1 + Math.max(words, ...modes.map(columnsOf))
  const factors = states.filter(({ section }) => section.kind === 'factor')
  const titles = [...rows, ...factors.map(({ section }) => section)].map(({ title }) => oneLine(title))
  const longest = Math.max(...titles.map(columnsOf))
  const first = Math.min(longest + 2, room - modes.length * (columns + 2) + 2)
  if (first < Math.min(longest, 20) + 1) return undefined
  const line = (title: string, parts: readonly string[]) =>
    `${padded(title, first - 1)} ${parts.map((part) => padded(part, columns)).join('  ')}`.trimEnd()
  const cell = (id: string) => {
    const found = place.get(id)
    return found === undefined ? '' : `${numbered(found.index, numbers)} ${painted(sitting, found.state)}`
  }
  const cellsOf = ({ cells }: Characteristic) =>
    model.modes.map((mode) => cell(cells.find((one) => one.mode === mode.id)?.id ?? ''))
  const { quiet } = paintOf(sitting.screen)
  const head = line(
    '',
    modes.map((mode) => ' '.repeat(numbers + 1) + mode),
  )
  return stacked(
    [quiet(head), ...rows.map((row) => line(oneLine(row.title), cellsOf(row)))].join('\n'),
    factors.map(({ section }) => line(oneLine(section.title), [cell(section.id)])).join('\n'),
  )
}

/** Columns of the widest number with its full stop, and of the widest state. */
function columnsFor(states: readonly SectionState[]): { readonly numbers: number; readonly words: number } {
  return {
    numbers: String(states.length).length + 1,
    words: Math.max(...states.map((state) => stateInWords(state).length)),
  }
}

function numbered(index: number, columns: number): string {
  return `${index + 1}.`.padStart(columns)
}

function painted(sitting: Sitting, state: SectionState): string {
  const { quiet, accent } = paintOf(sitting.screen)
  const words = stateInWords(state)
  return state.answered > 0 && state.answered < state.of ? accent(words) : quiet(words)
}
