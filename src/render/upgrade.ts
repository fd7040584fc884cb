import type { ModelPin } from '../assessment/assessment.ts'
import { listed } from '../did-you-mean.ts'
import type { Screen } from '../env.ts'
import type { Mapping } from '../model/mapping.ts'
import { modelName } from '../model/model.ts'
import { counted, wrap } from './text.ts'

/** What an upgrade comes to; nothing in it says who answered what. */
interface UpgradeView {
  readonly mapping: Mapping
  readonly round: string
  readonly responses: number
  readonly marked: number
  readonly dropped: readonly { readonly id: string; readonly what: string; readonly count: number }[]
  readonly consensus?: { readonly takenBack: readonly string[]; readonly dropped: readonly string[] }
  readonly lostActions: readonly string[]
  readonly kept: ReadonlyMap<string, ModelPin>
}

export function renderUpgrade(
  view: UpgradeView,
  { dryRun, screen }: { readonly dryRun: boolean; readonly screen: Screen },
): string {
  const { mapping, round, responses, marked, kept, consensus, lostActions } = view
  const { paint, width } = screen
  const { newer, older } = mapping
  const line = (text: string) => `${wrap(text, width)}\n`
  const list = (title: string, items: readonly string[]) =>
    items.length === 0
      ? ''
      : `\n${paint.strong(wrap(title, width))}\n${items.map((item) => `${wrap(item, width, 2, 4)}\n`).join('')}`
  const reworded = mapping.statements.filter((one) => one.reworded || one.rescaled)
  const goes = dryRun ? 'would go' : responses === 1 ? 'goes' : 'go'
  const answered =
    responses === 0
      ? line(`${round}: nobody has answered yet.`)
      : line(
          `${round}: ${counted(responses, 'response')} ${goes} over. ${marked === 0 ? 'No answer has to be looked at again.' : `In ${marked} of them answers are marked to be looked at again, since the wording changed.`}`,
        )
  return [
    paint.strong(line(`${modelName(older)} → ${modelName(newer)}`)),
    line(summaryOf(mapping)),
    answered,
    list(
      responses === 0 ? 'New wording' : 'New wording: the answer stays, and its person is asked again',
      reworded.map(movedName),
    ),
    list(
      'Left behind, since there is no place for it any more (git keeps it)',
      view.dropped.map(({ id, what, count }) => `${id}: ${counted(count, what)}`),
    ),
    list('Agreed in other words, so taken back: agree on it again', consensus?.takenBack ?? []),
    list('Decided on what is not there any more', consensus?.dropped ?? []),
    list('Actions of the plan that lead to nothing that is there any more', lostActions),
    list(
      'Rounds that keep their model',
      [...kept].map(([id, pin]) => `${id}: ${modelName(pin)}`),
    ),
  ].join('')
}

function movedName({ newer, older }: Mapping['statements'][number]): string {
  return newer.id === older.id ? newer.id : `${newer.id}, was ${older.id}`
}

function summaryOf({ newer, statements, added, removed }: Mapping): string {
  const number = (is: (one: Mapping['statements'][number]) => boolean) => statements.filter(is).length
  const asBefore = number((one) => !one.reworded && !one.moved && !one.rescaled)
  const parts = [
    `${asBefore} as before`,
    ...some(
      number((one) => one.reworded),
      'reworded',
    ),
    ...some(
      number((one) => one.moved),
      'moved',
    ),
    ...some(
      number((one) => one.rescaled),
      'on another scale',
    ),
    ...some(added.length, 'new'),
  ]
  const gone =
    removed.length === 0 ? '' : `; ${removed.length} of before ${removed.length === 1 ? 'is' : 'are'} gone`
  return `${counted(newer.statements.length, 'statement')}: ${listed(parts)}${gone}.`
}

function some(number: number, words: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${words}`]
}

/** `Upgrade 2026-autumn from tiex@2026.1 to tiex@2027.1: 9 responses`, what became of the statements, and who did it, as `tiex verify` reads it. */
export function upgradeMessage(
  { mapping, round, responses }: UpgradeView,
  caller: string,
): [string, string, string] {
  const { newer, older } = mapping
  const what = responses === 0 ? '' : `: ${counted(responses, 'response')}`
  return [
    `Upgrade ${round} from ${modelName(older)} to ${modelName(newer)}${what}`,
    `${summaryOf(mapping)}\n${older.digest} -> ${newer.digest}`,
    `Tiex-Upgrade: ${caller}`,
  ]
}
