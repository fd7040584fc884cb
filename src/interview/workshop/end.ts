import { wrap } from '../../render/text.ts'
import { openInWords, renderOpenSections } from '../../render/workshop/open.ts'
import { acceptable } from '../../workshop/decide.ts'
import { tallyOf } from '../../workshop/tally.ts'
import { fitting } from '../fitting.ts'
import { command, type Move, wayOf, ways } from '../sitting.ts'
import { measure, stacked } from '../text.ts'
import { askToAccept, takeBackAccepted, undoable } from './shared.ts'
import { shownOf, type WorkshopSitting } from './sitting.ts'
import { heading, takeNotice } from './text.ts'

/** The last screen: what is still open, and the ways to it. */
export async function askAtEnd(sitting: WorkshopSitting): Promise<Move> {
  const { model, screen } = sitting
  for (;;) {
    const notice = takeNotice(sitting)
    const tally = tallyOf(model, sitting.consensus)
    const shared = acceptable(model, shownOf(sitting)).length
    const chosen = await sitting.prompter.choose({
      screen: (width, height) =>
        fitting(
          height,
          [10, 6, 3, 0].map((most) => () => {
            const narrow = { ...screen, width: measure(width) }
            const named = { model, screen: narrow, most, way: 's lists all' }
            return stacked(
              heading(sitting, { title: 'The end of the list', notice, width }),
              wrap(openInWords(tally), measure(width)),
              most === 0 ? '' : renderOpenSections(tally, named).trimEnd(),
            )
          }),
        ),
      message: 'Your choice:',
      options: [
        ...(tally.open.length === 0 ? [] : [command('o', 'open', 'first open')]),
        ...(shared === 0 ? [] : [command('a', 'accept', `accept all shared (${shared})`)]),
        ...(undoable(sitting).length === 0 ? [] : [command('u', 'undo', 'undo accepting')]),
        ...ways,
      ],
    })
    if (chosen === ':open') return 'first-open'
    const way = wayOf(chosen)
    if (way !== undefined) return way
    await (chosen === ':accept' ? askToAccept(sitting) : takeBackAccepted(sitting))
  }
}
