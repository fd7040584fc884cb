import { counted, oneLine, readable, wrap } from '../../render/text.ts'
import { acceptable } from '../../workshop/decide.ts'
import { progressOf } from '../../workshop/tally.ts'
import { command, type Move, wayOf, ways } from '../sitting.ts'
import { measure, paintOf, stacked } from '../text.ts'
import { askToAccept } from './shared.ts'
import { hasFew, shownOf, type WorkshopSitting } from './sitting.ts'

/** Asked before anything is shown, where few people answered: whether the screen may show what they did. */
export async function askToShowFew(sitting: WorkshopSitting): Promise<void> {
  if (!hasFew(sitting)) return
  const { minimumGroup } = sitting.about
  const chosen = await sitting.prompter.choose({
    screen: (width) =>
      stacked(
        title(sitting, width),
        wrap(
          `Some answers are of fewer than ${counted(minimumGroup, 'person', 'people')}. Shown on a screen that others see, they can tell who said what. They stay hidden unless you unlock them for this sitting.`,
          measure(width),
          2,
        ),
      ),
    message: 'Unlock them?',
    options: [
      { key: 'y', value: 'yes', label: 'yes, unlock them', group: 'answer' },
      { key: 'n', value: 'no', label: 'no, keep them hidden', group: 'answer' },
    ],
  })
  sitting.showsFew = chosen === 'yes'
}

/** The first screen of a workshop in which nothing is agreed yet. */
export async function askToBegin(sitting: WorkshopSitting): Promise<Move> {
  for (;;) {
    const shared = acceptable(sitting.model, shownOf(sitting)).length
    const chosen = await sitting.prompter.choose({
      screen: (width) => welcome(sitting, width),
      message: 'Your choice:',
      options: [
        command('enter', 'begin', 'begins'),
        ...(shared === 0 ? [] : [command('a', 'accept', `accept all shared (${shared})`)]),
        ...ways.filter(({ value }) => value !== ':back'),
      ],
    })
    if (chosen !== ':accept') return wayOf(chosen) ?? 'stay'
    await askToAccept(sitting)
    if (sitting.accepted.length > 0) return 'first-open'
  }
}

function welcome(sitting: WorkshopSitting, width: number): string {
  const { model, consensus } = sitting
  const text = (words: string) => wrap(words, measure(width), 2)
  return stacked(
    title(sitting, width),
    text(
      `${counted(model.statements.length, 'statement')} in ${counted(model.sections.length, 'section')}, answered by ${counted(consensus.responses.count, 'person', 'people')}. For each you see how the answers are spread, and agree on one.`,
    ),
    text(
      'Nothing is agreed until you press a key for it. Each decision is saved at once; q leaves at any moment, and the same command goes on from there.',
    ),
    text('No names are shown. Keep them out of reasons and notes too.'),
  )
}

function title({ about, screen }: WorkshopSitting, width: number): string {
  const words = `${oneLine(about.council)} · ${readable(about.round)} · workshop`
  return paintOf(screen).strong(wrap(words, measure(width)))
}

/** One line for a workshop that goes on. It stays above what follows, so that it counts nothing. */
export function greeting({ model, consensus, screen }: WorkshopSitting): string {
  const { agreed, of } = progressOf(model.statements, consensus)
  const where =
    agreed === of
      ? 'Every statement is agreed; here is what else is open.'
      : 'Here is the first open statement.'
  return `${wrap(`The workshop goes on. ${where}`, measure(screen.width))}\n\n`
}
