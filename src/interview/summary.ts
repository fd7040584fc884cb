import { timestamp } from '../env.ts'
import type { Characteristic, Statement } from '../model/model.ts'
import { type Change, sharingNotes, submittingAt, together } from '../questionnaire/changes.ts'
import { tallyOf } from '../questionnaire/tally.ts'
import { renderGrid } from '../render/results/grid.ts'
import { counted, figure, oneLine, shortened, wrap } from '../render/text.ts'
import { resultsOf } from '../scoring/results.ts'
import { command, type Move, record, type Sitting, wayOf, ways } from './sitting.ts'
import { heading, lowered, measure, stacked, statementName } from './text.ts'

/** The person's own emerging result; a plain one leaves out cells without an answer, `only` all but a characteristic's. */
function gridOf(sitting: Sitting, width: number, only?: Characteristic): string {
  const { course, response, screen } = sitting
  const results = resultsOf(course.model, response)
  const cells = results.cells.filter(
    ({ section, coverage }) =>
      coverage.unanswered < section.statements.length &&
      section.characteristic === (only?.id ?? section.characteristic),
  )
  const shown = screen.plain ? { ...results, cells } : results
  return renderGrid(shown, { ...screen, width: measure(width) }).trimEnd()
}

/** The levels of the success factors that the person is asked; a plain one leaves out those without an answer. */
function factorsOf(sitting: Sitting, width: number): string {
  const { course, response, screen } = sitting
  const factors = resultsOf(course.model, response).factors.filter(
    ({ section, coverage }) =>
      course.sections.includes(section) &&
      !(screen.plain && coverage.unanswered === section.statements.length),
  )
  if (factors.length === 0) return ''
  const said = factors.map(({ section, level }) => `${lowered(oneLine(section.title))} ${figure(level)}`)
  if (!screen.plain) return wrap(`Success factors: ${said.join(', ')}`, measure(width))
  const stages = course.model.stages.length
  return factors
    .map(({ section, level }) => {
      const words = level === undefined ? 'no level' : `level ${figure(level)} of ${stages}`
      return `${oneLine(section.title)}: ${words}.`
    })
    .join('\n')
}

/** The grid after a characteristic: nothing to answer, Enter goes on. */
export async function showSoFar(sitting: Sitting, characteristic: Characteristic): Promise<Move> {
  const title = `${oneLine(characteristic.title)}: your answers so far`
  const chosen = await sitting.prompter.choose({
    screen: (width) => stacked(heading(sitting, title, width), gridOf(sitting, width, characteristic)),
    message: 'Your choice:',
    options: [command('enter', 'next', 'goes on'), ...ways],
  })
  return wayOf(chosen) ?? 'next'
}

/** What was answered and what was not, and whether to submit. Nothing is submitted unless `y` is pressed. */
export async function askSummary(sitting: Sitting): Promise<Move> {
  const { answered, open } = tallyOf(sitting.course, sitting.response)
  const again = sitting.response.submitted !== undefined
  const chosen = await sitting.prompter.choose({
    screen: (width) =>
      stacked(
        heading(sitting, 'Summary', width),
        [gridOf(sitting, width), factorsOf(sitting, width)].filter((part) => part !== '').join('\n'),
        counts(sitting, width),
        explanation(sitting, width),
      ),
    message: again ? 'Submit again?' : 'Submit now?',
    options: [
      ...(answered === 0
        ? []
        : [
            {
              key: 'y',
              value: ':submit',
              label: again ? 'submit again' : 'submit',
              group: 'answer' as const,
            },
          ]),
      { key: 'l', value: ':leave', label: again ? 'keep it as submitted' : 'later', group: 'answer' },
      ...(open.length === 0 ? [] : [command('o', 'open', 'first open statement')]),
      ...ways,
    ],
  })
  if (chosen === ':open') return 'first-open'
  if (chosen !== ':submit') return wayOf(chosen) ?? 'stay'
  const shares = await asksToShare(sitting)
  if (shares === 'stay' || shares === 'leave') return shares
  await record(sitting, together([...shares, submittingAt(timestamp(sitting.now()))]))
  return 'submitted'
}

/** Whether the notes may be shown, asked of who wrote any; without any nothing is asked, and what was said stays. `stay`, `leave`: nothing is submitted. */
async function asksToShare(sitting: Sitting): Promise<readonly Change[] | 'stay' | 'leave'> {
  const { notes } = tallyOf(sitting.course, sitting.response)
  if (notes === 0) return []
  const said = sitting.response['share-notes'] === true
  const again = sitting.response.submitted !== undefined
  const now = again ? ` So far they ${said ? 'may be shown' : 'may not be shown'}.` : ''
  const chosen = await sitting.prompter.choose({
    screen: (width) =>
      stacked(
        heading(sitting, 'Your notes', width),
        wrap(
          `You wrote ${counted(notes, 'note')}. May your notes be shown to the group, without your name: in the workshop and in a second look? Colleagues may still recognise your wording, or what only you know.${now}`,
          measure(width),
          2,
        ),
      ),
    message: 'Show your notes?',
    options: [
      { key: 'y', value: 'yes', label: 'yes, without my name', group: 'answer' },
      { key: 'n', value: 'no', label: 'no, keep them from the group', group: 'answer' },
      ...ways.filter(({ value }) => value !== ':sections'),
    ],
  })
  if (chosen === ':back') return 'stay'
  if (chosen === ':leave') return 'leave'
  return [sharingNotes(chosen === 'yes')]
}

function counts(sitting: Sitting, width: number): string {
  const tally = tallyOf(sitting.course, sitting.response)
  const rows: readonly (readonly [string, number, Statement | undefined])[] = [
    ['Not answered', tally.open.length, tally.open[0]],
    ["Don't know", tally.dontKnow.length, tally.dontKnow[0]],
  ]
  const row = (name: string, count: number) => `  ${name.padEnd(16)}${String(count).padStart(3)}`
  const lines = rows.map(([name, count, first]) => {
    const where = first === undefined ? '' : `  ${count === 1 ? '' : 'first: '}${place(sitting, first)}`
    return shortened(`${row(name, count)}${where}`, measure(width))
  })
  return [...lines, `${row('Not applicable', tally.notApplicable)}    Notes ${tally.notes}`].join('\n')
}

function place(sitting: Sitting, statement: Statement): string {
  const section = sitting.course.model.sectionById.get(statement.section)!
  return `${oneLine(section.title)} / ${statementName(sitting, section, statement)}`
}

function explanation(sitting: Sitting, width: number): string {
  const closes =
    sitting.about.closes === undefined ? 'the round is closed' : `the end of ${sitting.about.closes}`
  const text =
    sitting.response.submitted === undefined
      ? `Submitting tells the facilitator that you are done. You can change your answers until ${closes}.`
      : `You have submitted, and it stays submitted with what you change until ${closes}. Submitting again only dates it anew.`
  return wrap(text, measure(width), 2)
}
