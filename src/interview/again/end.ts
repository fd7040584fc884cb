import { timestamp } from '../../env.ts'
import type { Statement } from '../../model/model.ts'
import { wrap } from '../../render/text.ts'
import { answerTo } from '../../response/answers.ts'
import { finishing, hasLookedAt } from '../../second-look/changes.ts'
import { command, type Move, record, wayOf, ways } from '../sitting.ts'
import { heading, measure, stacked } from '../text.ts'
import { type LookSitting, lookedIn } from './sitting.ts'

/** What was kept and what was changed, and whether that is all. Nothing is finished unless `y` is pressed. */
export async function askToFinish(sitting: LookSitting): Promise<Move> {
  const { open } = lookedIn(sitting)
  const chosen = await sitting.prompter.choose({
    screen: (width) =>
      stacked(
        heading(sitting, 'Your second look', width),
        countsOf(sitting),
        wrap(explanation(open.length, sitting.about.closes), measure(width), 2),
      ),
    message: 'Finish now?',
    options: [
      { key: 'y', value: ':finish', label: 'finish', group: 'answer' },
      { key: 'l', value: ':leave', label: 'later', group: 'answer' },
      ...(open.length === 0 ? [] : [command('o', 'open', 'first one not looked at')]),
      ...ways.filter(({ value }) => value !== ':sections'),
    ],
  })
  if (chosen === ':open') return 'first-open'
  if (chosen !== ':finish') return wayOf(chosen) ?? 'stay'
  await record(sitting, finishing(sitting.look, timestamp(sitting.now())))
  return 'submitted'
}

/** What was looked at before the person sat down is told by itself: whether it was kept or changed then is nowhere written down. */
function countsOf(sitting: LookSitting): string {
  const { looked, open } = lookedIn(sitting)
  const { course, before, response, look } = sitting
  const isEarlier = (statement: Statement) => hasLookedAt(before, look, statement.id)
  const isChanged = (statement: Statement) =>
    answerTo(before, course.model, statement) !== answerTo(response, course.model, statement)
  const changed = looked.filter(isChanged).length
  const earlier = looked.filter((statement) => isEarlier(statement) && !isChanged(statement)).length
  const rows: readonly (readonly [string, number])[] = [
    [earlier === 0 ? 'Kept' : 'Kept in this sitting', looked.length - changed - earlier],
    [earlier === 0 ? 'Changed' : 'Changed in this sitting', changed],
    ...(earlier === 0 ? [] : [['Kept or changed earlier', earlier] as const]),
    ['Not looked at', open.length],
  ]
  const column = earlier === 0 ? 18 : 26
  return rows.map(([name, count]) => `  ${name.padEnd(column)}${String(count).padStart(3)}`).join('\n')
}

function explanation(open: number, closes: string | undefined): string {
  const kept =
    open === 0
      ? ''
      : `${open === 1 ? 'The one you have' : `The ${open} you have`} not looked at stay${open === 1 ? 's' : ''} as answered. `
  const until = `${closes === undefined ? '' : `the end of ${closes}, or `}everybody has, or a facilitator ends it`
  return `${kept}Finishing tells the facilitator that you have looked again. What you changed counts either way. You can look again until ${until}.`
}
