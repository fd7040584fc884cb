import { titleOf } from '../../render/merge/merge.ts'
import { counted, shortened, wrap } from '../../render/text.ts'
import { acceptable, acceptingShared, takingBackAccepted } from '../../workshop/decide.ts'
import { answerInWords, measure, stacked } from '../text.ts'
import { record, shownOf, type WorkshopSitting } from './sitting.ts'
import { heading } from './text.ts'

/** How many of them are named before the group says yes. */
const most = 12

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
    screen: (width) =>
      stacked(
        heading(sitting, { title: 'Accept all shared views', width }),
        wrap(
          `On ${counted(statements.length, 'statement')} people answered much the same, and nothing is agreed yet. Yes agrees on what is suggested for each; it can be undone.`,
          measure(width),
          2,
        ),
        lines
          .slice(0, most)
          .map((line) => shortened(line, measure(width)))
          .concat(lines.length > most ? [`  and ${lines.length - most} more`] : [])
          .join('\n'),
      ),
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

/** Takes back what was accepted in one step in this sitting, but for what was settled by itself since. */
export async function takeBackAccepted(sitting: WorkshopSitting): Promise<void> {
  const { accepted } = sitting
  await record(sitting, takingBackAccepted(accepted))
  sitting.accepted = []
  sitting.notice = `Taken back: ${counted(accepted.length, 'shared view')} you had accepted.`
}
