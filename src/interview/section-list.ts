import { type SectionState, sectionStates, stateInWords } from '../questionnaire/sections.ts'
import { columnsOf, oneLine, shortened, wrap } from '../render/text.ts'
import type { Move, Sitting } from './sitting.ts'
import { heading, measure, paintOf, stacked } from './text.ts'

/** The task list: every section with its state; its number and Enter go there. */
export async function askSection(sitting: Sitting): Promise<Move> {
  const states = sectionStates(sitting.course, sitting.response)
  const how = 'Type the number of a section, then Enter; < goes back, q saves and leaves.'
  for (let notice = ''; ; notice = `There are sections 1 to ${states.length}.`) {
    const text = await sitting.prompter.text({
      screen: (width) =>
        stacked(
          heading(sitting, 'Sections', width),
          rowsOf(sitting, states, width),
          wrap([notice, how].join(' ').trim(), measure(width), 2),
        ),
      message: 'Section:',
    })
    if (text === undefined) return 'stay'
    if (text.trim().toLowerCase() === 'q') return 'leave'
    const chosen = /^\d{1,4}$/.test(text.trim()) ? states[Number(text) - 1] : undefined
    if (chosen !== undefined) return { to: chosen.section }
  }
}

/** A section a row. Where full titles do not padded, the cells of a characteristic stand under its title. */
function rowsOf(sitting: Sitting, states: readonly SectionState[], width: number): string {
  const { model } = sitting.course
  if (sitting.screen.plain) {
    const lines = states.map(
      (state, index) => `${index + 1}. ${oneLine(state.section.title)}: ${stateInWords(state)}`,
    )
    return lines.join('\n')
  }
  const room = measure(width) - 5 - 13
  const longest = Math.max(...states.map(({ section }) => columnsOf(oneLine(section.title))))
  if (longest <= room) return states.map((state, index) => row(sitting, state, index, longest)).join('\n')
  let above: string | undefined
  const rows = states.flatMap((state, index) => {
    const { section } = state
    const characteristic = section.kind === 'cell' ? section.characteristic : undefined
    const title = model.characteristics.find(({ id }) => id === characteristic)?.title
    const isNew = title !== undefined && characteristic !== above
    above = characteristic
    return [...(isNew ? [`     ${oneLine(title)}`] : []), row(sitting, state, index, room, true)]
  })
  return rows.join('\n')
}

function row(sitting: Sitting, state: SectionState, index: number, columns: number, grouped = false): string {
  const { quiet, accent } = paintOf(sitting.screen)
  const { section } = state
  const mode = section.kind === 'cell' && sitting.course.model.modes.find(({ id }) => id === section.mode)
  const title = grouped && mode ? `  ${oneLine(mode.title)}` : oneLine(section.title)
  const words = stateInWords(state)
  const begun = state.answered > 0 && state.answered < state.of
  return `${String(index + 1).padStart(3)}  ${shortened(title, columns).padEnd(columns)}  ${begun ? accent(words) : quiet(words)}`
}
