import type { Screen } from '../../env.ts'
import type { Model } from '../../model/model.ts'
import {
  type Advice,
  labelChanges,
  type Moved,
  type Movement,
  stableUpTo,
} from '../../second-look/movement.ts'
import { markdownTable, markdownText } from '../markdown.ts'
import { counted, fitTitle, readable, wrap } from '../text.ts'
import { titleOf } from './merge.ts'

/** How far people moved in a second look, a line a statement that did, and whether another pass is worth it. */
export function renderMovement(movement: Movement, model: Model, screen: Screen): string {
  const { paint, width } = screen
  const lines = (texts: readonly string[]) => texts.map((text) => `${wrap(text, width)}\n`).join('')
  const head = paint.strong(wrap(`${headOf(movement)}: ${lookedWords(movement)}`, width))
  return `${head}\n${rowsOf(movement, model, screen)}${lines(sumsOf(movement))}`
}

/** Those that moved, as far as is known; the others are counted. */
function rowsOf({ statements }: Movement, model: Model, { width, plain }: Screen): string {
  const known = statements.filter(({ after }) => after !== undefined)
  const moved = known.filter(({ before, after, change }) => before.label !== after!.label || change! > 0)
  const still = known.filter((one) => !moved.includes(one))
  const same = still.filter(({ change }) => change !== undefined).length
  const told = [
    ...(same === 0 ? [] : [`${counted(same, 'statement')}: the same answers as before`]),
    ...(same === still.length ? [] : [`${counted(still.length - same, 'statement')}: labelled as before`]),
  ]
  const rows = moved.map((one) => {
    const title = titleOf(one, model)
    const words = wordsOf(one, plain).join(', ')
    if (plain) return `${wrap(`${title}: ${words}.`, width, 0, 2)}\n`
    const room = width - words.length - 4
    return room < 24
      ? `  ${fitTitle(title, width - 2).trimEnd()}\n${wrap(words, width, 6)}\n`
      : `  ${fitTitle(title, room)}  ${words}\n`
  })
  return [...rows, ...told.map((text) => `${plain ? `${text}.` : `  ${text}`}\n`)].join('')
}

/** `split → confirm`, `75 → 41`, `25% moved`: each piece only where it is known. A plain one says it without signs. */
function wordsOf({ before, after = before, change }: Moved, plain: boolean): readonly string[] {
  const arrow = plain ? ' to ' : ' → '
  const label =
    before.label === after.label
      ? `still ${readable(after.label)}`
      : `${readable(before.label)}${arrow}${readable(after.label)}`
  if (change === undefined) return [label]
  const divergence = `${before.divergence ?? '–'}${arrow}${after.divergence ?? '–'}`
  return [label, plain ? `divergence ${divergence}` : divergence, `${percent(change)} moved`]
}

function headOf({ pass }: Movement): string {
  return pass === 2 ? 'The second look' : `The second look (pass ${pass})`
}

/** `3 of 8 people looked again`, and how many left in the middle of it where that is known. */
export function lookedWords({
  looked,
  halfWay = 0,
  of,
}: Pick<Movement, 'looked' | 'of'> & { readonly halfWay?: number }): string {
  const more = halfWay === 0 ? '' : `, and ${halfWay} more left half way`
  return `${looked} of ${counted(of, 'person', 'people')} looked again${more}`
}

/** What it all comes to, a sentence or two each; none is broken into lines. */
function sumsOf(movement: Movement): readonly string[] {
  const { statements, relabelled, compared, unstable, withheld, minimumGroup } = movement
  const told = statements.length - withheld
  const changes = labelChanges(movement)
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, count }) => `${count} from ${readable(from)} to ${readable(to)}`)
  const labels =
    relabelled === 0
      ? `None of ${counted(told, 'statement')} is labelled otherwise than before.`
      : `Of ${counted(told, 'statement')} ${relabelled === 1 ? 'one is' : `${relabelled} are`} labelled otherwise than before: ${changes.join(', ')}.`
  const answers =
    compared === 0
      ? ''
      : ` ${unstable === 0 ? 'No answers' : `The answers to ${unstable}`} moved by more than ${percent(stableUpTo)}, up to which they count as stable.`
  const hidden = told - compared
  const few =
    hidden === 0
      ? []
      : [
          `${hidden === statements.length ? 'Everywhere' : `For ${counted(hidden, 'statement')}`} too few people answered to show how far the answers moved: only the labels count there.`,
        ]
  const kept =
    withheld === 0
      ? []
      : [
          `${withheld === statements.length ? 'Fewer' : `At ${counted(withheld, 'statement')} fewer`} than ${minimumGroup} people have looked again, so the new answers are not shown: everybody goes on seeing those of before, and the new ones are sealed to those who facilitate.`,
        ]
  return [
    ...(told === 0 ? [] : [`${labels}${answers}`]),
    ...few,
    ...kept,
    adviceIn[movement.advice](movement),
  ]
}

const adviceIn: Readonly<Record<Advice, (movement: Movement) => string>> = {
  nobody: () => 'Nobody has looked again, so that nothing can have moved.',
  'too-few': ({ minimumGroup }) =>
    `Whether another pass is worth it cannot be told: fewer than ${minimumGroup} people have looked again.`,
  'nothing-wide': () => 'Another pass is not worth it: people are far apart on none of them any more.',
  settled: ({ wide }) =>
    `Another pass is not worth it: views have settled, and the ${counted(wide, 'statement')} still apart ${wide === 1 ? 'is' : 'are'} for the workshop.`,
  again: ({ wide }) =>
    `Views are still moving, and ${counted(wide, 'statement')} ${wide === 1 ? 'is' : 'are'} still apart: another pass may be worth it (tiex merge --second-look).`,
}

/** `15%`; a change that is just above a bound is not shown as the bound itself. */
function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`
}

/** The member `second-look` of `tiex-merge/1`. */
export function movementData(movement: Movement) {
  const { pass, looked, halfWay, of, relabelled, compared, unstable, withheld, wide, advice } = movement
  return {
    ...{ pass, looked, halfWay, of, relabelled, compared, unstable, withheld, wide, advice },
    statements: movement.statements.map(({ statement, before, after, change }) => ({
      statement: statement.id,
      before: { label: before.label, divergence: before.divergence ?? null },
      after: { label: after?.label ?? null, divergence: after?.divergence ?? null },
      change: change ?? null,
    })),
  }
}

export function movementMarkdown(movement: Movement, model: Model): string {
  const rows = movement.statements.map((moved) => {
    const { before, after, change } = moved
    const known = change !== undefined
    const label =
      before.label === after?.label
        ? readable(before.label)
        : `${readable(before.label)} → ${after === undefined ? 'not shown' : readable(after.label)}`
    return [
      titleOf(moved, model),
      label,
      known ? `${before.divergence ?? '–'} → ${after?.divergence ?? '–'}` : '–',
      known ? percent(change) : '–',
    ]
  })
  return [
    `## ${markdownText(headOf(movement))}\n`,
    `${markdownText(`${lookedWords(movement)}.`)}\n`,
    markdownTable(['Statement', 'Label', 'Divergence', 'Moved'], rows),
    ...sumsOf(movement).map((text) => `${markdownText(text)}\n`),
  ].join('\n')
}
