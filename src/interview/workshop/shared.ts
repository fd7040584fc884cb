import { titleOf } from '../../render/merge/merge.ts'
import { counted, oneLine, shortened, wrap } from '../../render/text.ts'
import {
  type Accepted,
  acceptable,
  acceptingShared,
  lastAccepted,
  takingBackAccepted,
} from '../../workshop/decide.ts'
import { fitting } from '../fitting.ts'
import { answerInWords, measure, stacked } from '../text.ts'
import { record, shownOf, type WorkshopSitting } from './sitting.ts'
import { heading } from './text.ts'

/** How many of them are named before the group says yes; fewer in a low window. */
const numbersNamed = [12, 8, 5, 3, 1]

/** Shows all statements of which the view is shared, and agrees on what is suggested for them where the group says yes. */
export async function askToAccept(sitting: WorkshopSitting): Promise<void> {
  const { model, prompter } = sitting
  const shown = shownOf(sitting)
  const statements = acceptable(model, shown)
  const lines = statements.map((statement) => {
    const answer = shown.statements[statement.id]!.suggested!
    return `  ${titleOf({ statement }, model)}: ${answerInWords(statement, answer)}`
  })
  const number = counted(statements.length, 'shared view')
  const chosen = await prompter.choose({
    screen: (width, height) =>
      listed(sitting, {
        title: 'Accept all shared views',
        words: `On ${counted(statements.length, 'statement')} people answered much the same, and nothing is agreed yet. Yes agrees on what is suggested for each; it can be undone.`,
        lines,
        ...{ width, height },
      }),
    message: `Accept ${number}?`,
    options: [
      { key: 'y', value: 'yes', label: 'yes, agree on them', group: 'answer' },
      { key: 'n', value: 'no', label: 'no', group: 'answer' },
    ],
  })
  if (chosen === 'no') return
  const at = sitting.now()
  await record(sitting, acceptingShared(model, shown, at))
  const accepted = statements
    .filter(({ id }) => sitting.consensus.statements[id]?.['agreed-at'] === at)
    .map((statement) => ({ statement, at }))
  sitting.accepted = [...sitting.accepted, ...accepted]
  sitting.notice = `Accepted ${counted(accepted.length, 'shared view')}; u takes them back, x one by one.`
}

/** What `u` would take back: what was accepted in this sitting, else the last such step that the file tells of. */
export function undoable({ accepted, model, consensus }: WorkshopSitting): readonly Accepted[] {
  return accepted.length > 0 ? accepted : lastAccepted(model, consensus)
}

/** Takes back what was accepted in one step, but for what was settled by itself since. What was not accepted in this sitting is shown first, and taken back only on yes. */
export async function takeBackAccepted(sitting: WorkshopSitting): Promise<void> {
  const accepted = undoable(sitting)
  if (sitting.accepted.length === 0 && !(await areMeant(sitting, accepted))) return
  await record(sitting, takingBackAccepted(accepted))
  sitting.accepted = []
  sitting.notice = `Taken back: ${counted(accepted.length, 'shared view')} you had accepted.`
}

async function areMeant(sitting: WorkshopSitting, accepted: readonly Accepted[]): Promise<boolean> {
  const { model, consensus } = sitting
  const number = counted(accepted.length, 'shared view')
  const lines = accepted.map(({ statement }) => {
    const answer = consensus.statements[statement.id]!.agreed!
    return `  ${titleOf({ statement }, model)}: ${answerInWords(statement, answer)}`
  })
  const chosen = await sitting.prompter.choose({
    screen: (width, height) =>
      listed(sitting, {
        title: 'Undo accepting',
        words: `${number} were accepted in one step on ${inWords(accepted[0]!.at)}. Yes takes the agreement on each of them back.`,
        lines,
        ...{ width, height },
      }),
    message: `Take ${number} back?`,
    options: [
      { key: 'y', value: 'yes', label: 'yes, take them back', group: 'answer' },
      { key: 'n', value: 'no', label: 'no', group: 'answer' },
    ],
  })
  return chosen === 'yes'
}

/** `2026-11-27 10:20 UTC`. */
function inWords(at: string): string {
  return oneLine(`${at.slice(0, 10)} ${at.slice(11, 16)} UTC`)
}

interface Listed {
  readonly title: string
  readonly words: string
  /** A line a statement. */
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number | undefined
}

function listed(sitting: WorkshopSitting, { title, words, lines, width, height }: Listed): string {
  const drawing = (most: number) => () =>
    stacked(
      heading(sitting, { title, width }),
      wrap(words, measure(width), 2),
      lines
        .slice(0, most)
        .map((line) => shortened(line, measure(width)))
        .concat(lines.length > most ? [`  and ${lines.length - most} more`] : [])
        .join('\n'),
    )
  return fitting(height, numbersNamed.map(drawing))
}
