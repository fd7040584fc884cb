import type { ComparedSection, Comparison } from '../../compare/compare.ts'
import type { NotComparable } from '../../compare/versions.ts'
import type { Screen } from '../../env.ts'
import { counted, oneLine, visible, wrap } from '../text.ts'
import { type Column, sectionTable } from './table.ts'
import {
  caution,
  changeMark,
  comparedWords,
  hundredths,
  inShort,
  stageTitle,
  subjectLine,
  subjectTitle,
  unclearLegend,
} from './words.ts'

/** Two subjects side by side for a screen: a table, or sentences with `--plain`. */
export function renderComparison(comparison: Comparison, screen: Screen): string {
  const { first, second, model, lines } = comparison
  const { width, paint, plain } = screen
  const whole = first.organisation?.id !== second.organisation?.id || first.organisation === undefined
  const title = whole ? 'Side by side' : subjectTitle(first).split(' · ')[0]!
  const head = [
    `${paint.strong(wrap(`${title} · levels, 0 to ${model.stages.length}`, width))}\n`,
    `${wrap(`First: ${subjectLine(first, whole)}`, width, 0, 2)}\n`,
    `${wrap(`Second: ${subjectLine(second, whole)}`, width, 0, 2)}\n`,
  ].join('')
  const body = plain
    ? lines.map((line) => `${wrap(sentence(line, comparison), width)}\n`).join('')
    : sectionTable(lines, formsOf(comparison), { model, width })
  const legend = lines.some(({ unclear }) => unclear) && !plain ? `${wrap(unclearLegend, width)}\n` : ''
  const notes = [
    ...partNotes(comparison),
    ...leftNotes(comparison),
    caution(`${first.respondents} answered in the first, ${second.respondents} in the second`),
  ]
  return `${head}\n${body}${paint.quiet(legend)}\n${notes.map((note) => `${wrap(note, width)}\n`).join('')}`
}

/** Which statements the levels are of is told at any width. */
function formsOf({ model, lines }: Comparison): readonly (readonly Column<ComparedSection>[])[] {
  const levels: readonly Column<ComparedSection>[] = [
    { head: 'first', cell: ({ first }) => hundredths(first.level) },
    { head: 'second', cell: ({ second }) => hundredths(second.level) },
    { head: 'change', side: 'left', cell: ({ change, unclear }) => changeMark(change, unclear) },
    ...(lines.some(({ statements }) => statements !== undefined)
      ? [
          {
            head: 'over',
            side: 'left' as const,
            cell: ({ section, statements }: ComparedSection) => comparedWords(statements, section),
          },
        ]
      : []),
  ]
  const ambition: Column<ComparedSection> = {
    head: 'ambition',
    side: 'left',
    cell: ({ section, first, second }) =>
      section.kind === 'factor' ? '' : moved(shown(first.ambition), shown(second.ambition)),
  }
  const stage = (name: (reached: number | undefined) => string): Column<ComparedSection> => ({
    head: 'stage reached',
    side: 'left',
    cell: ({ section, first, second }) =>
      section.kind === 'factor' ? '' : moved(name(first.reached), name(second.reached)),
  })
  return [
    [...levels, stage((reached) => stageTitle(reached, model)), ambition],
    [...levels, stage(shown), ambition],
    [...levels, ambition],
    levels,
  ]
}

function shown(value: number | undefined): string {
  return value === undefined ? '–' : String(value)
}

function moved(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`
}

function sentence(
  { section, first, second, change, unclear, statements }: ComparedSection,
  { model }: Comparison,
): string {
  const words =
    change === undefined
      ? ''
      : change === 0
        ? ', unchanged'
        : `, ${change > 0 ? 'up' : 'down'} ${Math.abs(change).toFixed(2)}${unclear ? ', no clear difference' : ''}`
  const level = (value: number | undefined) => (value === undefined ? 'no level' : value.toFixed(2))
  const both = (before: string, after: string) => (before === after ? after : `${before}, then ${after}`)
  const parts = [
    `first ${level(first.level)}, second ${level(second.level)}${words}`,
    ...(statements === undefined
      ? []
      : [`${statements} of ${section.statements.length} statements compared`]),
    ...(first.reached === undefined && second.reached === undefined
      ? []
      : [`stage reached ${both(stageTitle(first.reached, model), stageTitle(second.reached, model))}`]),
    ...(first.ambition === undefined && second.ambition === undefined
      ? []
      : [`ambition ${both(shown(first.ambition), shown(second.ambition))}`]),
  ]
  return `${oneLine(section.title)}: ${parts.join('; ')}.`
}

/** What `3 of 4` beside a change means. */
export function partNotes({ lines }: Comparison): readonly string[] {
  if (lines.every(({ statements }) => statements === undefined)) return []
  return [
    'Levels are over the statements that both have scored; over: how many of the section these are. A level that stands alone is over its own.',
  ]
}

/** What could not be compared between versions, the statements of each version in a sentence. */
export function leftNotes({ left, lines, first, second, model }: Comparison): readonly string[] {
  if (left.length === 0) return []
  const compared = lines.reduce(
    (sum, { section, statements }) => sum + (statements ?? section.statements.length),
    0,
  )
  const versions = [...new Set(left.map(({ version }) => version))]
  const ofVersion = (version: string) => left.filter((one) => one.version === version)
  return [
    `The two answered other versions of the model: ${visible(first.model.version)} and ${visible(second.model.version)}. Compared are the ${counted(compared, 'statement')} of which ${visible(model.version)} says what they were before; both sides count these alone.`,
    ...(compared === 0
      ? ['Neither version says what its statements were in the other one, so that nothing can be compared.']
      : versions.map(
          (version) =>
            `Not comparable in ${visible(version)}: ${inShort(ofVersion(version).map(statementWords))}.`,
        )),
  ]
}

export function statementWords({ statement, why }: NotComparable): string {
  return `${visible(statement)}${why === 'other scale' ? ' (its scale changed)' : ''}`
}
