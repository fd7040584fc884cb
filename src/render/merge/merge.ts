import type { Screen } from '../../env.ts'
import { type Counted, countAnswers, type Ranked } from '../../merge/agenda.ts'
import type { MergeView } from '../../merge/view.ts'
import type { Model } from '../../model/model.ts'
import { bar } from '../results/marks.ts'
import { keyTitle } from '../statement-title.ts'
import { columnsOf, counted, fitTitle, oneLine, padded, visible, wrap } from '../text.ts'
import { renderAgreement } from './agreement.ts'

/** What a facilitator reads before the workshop: how far people agree, what to discuss first, what only needs a nod, who is missing. */
export function renderMerge(view: MergeView, top: number, screen: Screen): string {
  const parts = [
    renderWho(view, screen),
    renderAgreement(view, screen),
    ...view.discuss.map((group, index) =>
      renderDiscuss(group, { first: index === 0, top, model: view.model }, screen),
    ),
    renderRest(view, screen),
    renderChanged(view, screen),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function renderWho(view: MergeView, screen: Screen): string {
  const { count } = view.consensus.responses
  const said = [
    `Merged the ${count === 1 ? 'response' : 'responses'} of ${count} of ${counted(view.invited, 'person', 'people')}`,
  ]
  if (view.leftOut.length > 0) said.push(`left out on request: ${view.leftOut.map(visible).join(', ')}`)
  const waiting = view.waiting.map(
    ({ name, answered, of }) =>
      `${oneLine(name)} (${answered === undefined ? 'not started' : `draft, ${answered} of ${of}`})`,
  )
  const lines = [screen.paint.strong(wrap(said.join(' · '), screen.width))]
  if (waiting.length > 0) lines.push(wrap(`Not submitted: ${waiting.join(', ')}`, screen.width))
  if (count < view.minimumGroup)
    lines.push(
      wrap(
        `With ${counted(count, 'response')} nothing is anonymous: a spread can show who said what.`,
        screen.width,
      ),
    )
  return `${lines.join('\n')}\n`
}

function renderDiscuss(
  group: MergeView['discuss'][number],
  show: { first: boolean; top: number; model: Model },
  screen: Screen,
): string {
  const { scale, items } = group
  const shown = items.slice(0, show.first ? show.top : Math.ceil(show.top / 2))
  const left = items.length - shown.length
  const more =
    left > 0
      ? `${screen.paint.quiet(wrap(`and ${left} more to discuss; all of them: tiex merge --all`, screen.width))}\n`
      : ''
  if (screen.plain) {
    const head = `Discuss first, on the scale ${oneLine(scale.title).toLowerCase()}:\n`
    return (
      head +
      (show.first ? `${divergenceInWords}\n` : '') +
      shown
        .map(
          (item, index) =>
            `${index + 1}. ${titleOf(item, show.model)}. Divergence ${item.divergence}, ${spreadSentence(item)}.\n`,
        )
        .join('') +
      more
    )
  }
  const options = scale.options.map((option) => oneLine(option.title).toLowerCase())
  const most = Math.max(1, ...shown.flatMap((item) => item.counts))
  const columns = Math.max(9, ...options.flatMap((title) => title.split(' ').map(columnsOf)))
  const first = screen.width - options.length * (columns + 1) - 8
  const bars = first >= 22
  const titles = bars ? first : screen.width - 8
  const head = bars
    ? headOf(options, columns, titles + 3)
    : `Discuss first, on the scale ${oneLine(scale.title).toLowerCase()}`
  const rows = shown.map((item, index) => {
    const title = fitTitle(titleOf(item, show.model), titles - 1)
    const drawn = bars
      ? item.counts.map((count) => padded(bar(count / most, columns - 1), columns)).join(' ')
      : ''
    const row = `${String(index + 1).padStart(2)} ${title} ${drawn} ${String(item.divergence ?? '–').padStart(3)}`
    return `${item.label === 'split' ? screen.paint.accent(row) : row}\n${screen.paint.quiet(wrap(spreadSentence(item), screen.width, 4))}\n`
  })
  const legend = show.first ? `${screen.paint.quiet(wrap(divergenceInWords, screen.width))}\n` : ''
  return `${screen.paint.strong(head.trimEnd())}\n${rows.join('')}${legend}${more}`
}

const divergenceInWords = 'The number is the divergence: 0 is one answer, 100 is half at each end.'

/** The titles of the options over their bars, on as many lines as the longest needs. */
function headOf(options: readonly string[], columns: number, first: number): string {
  const titles = options.map((title) => wrapWords(title, columns))
  const lines = Math.max(...titles.map((words) => words.length))
  return Array.from({ length: lines }, (_, line) => {
    const row = titles.map((words) => padded(words[words.length - lines + line] ?? '', columns)).join(' ')
    return `${padded(line === lines - 1 ? 'Discuss first' : '', first)}${row}`.trimEnd()
  }).join('\n')
}

function wrapWords(title: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const word of title.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && columnsOf(last) + 1 + columnsOf(word) <= columns)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** `Data and intelligence / community / plan`, or a factor's title and the key of its statement. */
export function titleOf(item: { readonly statement: Ranked['statement'] }, model: Model): string {
  const section = model.sectionById.get(item.statement.section)!
  return `${oneLine(section.title)} / ${keyTitle(item.statement, model)}`
}

/** The spread in words: `split: 4 say not yet, 1 partly, 3 fully; 1 does not know`. */
export function spreadSentence(item: Ranked): string {
  const { scale } = item.statement
  const marks = [
    ...(item.scopeDisagreement ? ['no agreement whether it applies'] : []),
    ...(item.knowledgeGap ? ['many do not know or did not answer'] : []),
    ...(item.loneVoice && item.label !== 'split' ? ['a lone voice far off'] : []),
  ]
  const suggestion =
    item.suggested === undefined
      ? 'nothing to suggest'
      : `suggested ${visible(scale.options.find((option) => option.id === item.suggested)!.title).toLowerCase()}${item.tied ? ' (tied)' : ''}`
  return `${item.label}: ${[...answersInWords(item), suggestion, ...marks].join('; ')}`
}

/** `4 not yet, 1 partly` and then what is beside the scale, `1 does not know`; [] where there is no answer at all. */
export function answersInWords({ statement, counts, ...beside }: Counted): readonly string[] {
  const scored = statement.scale.options.flatMap((option, rank) =>
    counts[rank]! > 0 ? [`${counts[rank]} ${oneLine(option.title).toLowerCase()}`] : [],
  )
  return [
    ...(scored.length > 0 ? [scored.join(', ')] : []),
    ...(beside.dontKnow > 0 ? [`${beside.dontKnow} ${beside.dontKnow === 1 ? 'does' : 'do'} not know`] : []),
    ...(beside.notApplicable > 0 ? [`${beside.notApplicable} not applicable`] : []),
    ...(beside.unanswered > 0 ? [`${beside.unanswered} without an answer`] : []),
  ]
}

function renderRest(view: MergeView, screen: Screen): string {
  const { confirm, shared, tooFew, discuss } = view
  const parts = [
    `Confirm quickly ${confirm.length}`,
    `shared view ${shared.length}`,
    ...(tooFew.length > 0 ? [`too few answers ${tooFew.length}`] : []),
  ]
  const first = discuss.length === 0 ? 'Nothing to discuss first: no statement divides people. ' : ''
  const scope = view.ranked.filter((item) => item.scopeDisagreement)
  const gaps = view.ranked.filter((item) => item.knowledgeGap)
  const named = (items: readonly Ranked[]) =>
    items
      .slice(0, 3)
      .map((item) => titleOf(item, view.model))
      .join(', ') + (items.length > 3 ? `, and ${items.length - 3} more` : '')
  const lines = [`${first}${parts.join(' · ')}`]
  if (scope.length > 0) lines.push(`No agreement whether it applies: ${named(scope)}`)
  if (gaps.length > 0) lines.push(`Many do not know or did not answer: ${named(gaps)}`)
  return lines.map((line) => `${wrap(line, screen.width)}\n`).join('')
}

/** `--all`: every statement, by what to do with it. */
export function renderAll(view: MergeView, screen: Screen): string {
  const groups: readonly [string, readonly Ranked[]][] = [
    ['Discuss', view.discuss.flatMap((group) => group.items)],
    ['Confirm quickly', view.confirm],
    ['Shared view', view.shared],
    ['Too few answers', view.tooFew],
  ]
  const room = roomForRows(view, screen)
  return groups
    .filter(([, items]) => items.length > 0)
    .map(
      ([title, items]) =>
        `${screen.paint.strong(`${title} (${items.length})`)}\n${items.map((item) => rowOf(item, view.model, { room, screen })).join('')}`,
    )
    .join('\n')
}

/** Columns for the titles where every row fits on a line beside its spread; undefined where each needs lines of its own. */
function roomForRows({ ranked, model }: MergeView, screen: Screen): number | undefined {
  const titles = Math.max(...ranked.map((item) => columnsOf(titleOf(item, model)))) + 2
  const spreads = Math.max(...ranked.map((item) => columnsOf(spreadOf(item))))
  return titles + spreads + 5 <= screen.width ? titles : undefined
}

function spreadOf(item: Ranked): string {
  return spreadSentence(item).replace(/^[^:]+: /, '')
}

function rowOf(item: Ranked, model: Model, form: { room: number | undefined; screen: Screen }): string {
  const { room, screen } = form
  const title = titleOf(item, model)
  const number = String(item.divergence ?? '–').padStart(4)
  return room === undefined
    ? `${number} ${fitTitle(title, screen.width - 5).trimEnd()}\n${screen.paint.quiet(wrap(spreadOf(item), screen.width, 5))}\n`
    : `${number} ${padded(title, room)}${screen.paint.quiet(spreadOf(item))}\n`
}

/** Agreed statements whose answers are others now: what was agreed, the answers it was agreed from and as they are, and how to settle it. */
function renderChanged({ changed, consensus, model, ranked }: MergeView, screen: Screen): string {
  if (changed.length === 0) return ''
  const head = `The answers under ${counted(changed.length, 'agreed statement')} have changed since; what was agreed is kept:`
  const rows = changed.slice(0, mostChanged).map((id) => {
    const item = ranked.find((candidate) => candidate.statement.id === id)!
    const { agreed, 'agreed-from': from } = consensus.statements[id]!
    const then = answersInWords(countAnswers(item.statement, from)).join('; ') || 'none'
    const option = item.statement.scale.options.find((candidate) => candidate.id === agreed)
    const words = visible(option?.title ?? agreed!.replaceAll('-', ' ')).toLowerCase()
    return `${wrap(`${titleOf(item, model)}: agreed ${words} when the answers were ${then}. They are now ${spreadOf(item)}`, screen.width, 2, 4)}\n`
  })
  const left = changed.length - rows.length
  return `${screen.paint.accent(wrap(head, screen.width))}\n${rows.join('')}${left > 0 ? `  and ${left} more\n` : ''}${wrap(howToSettle, screen.width)}\n`
}

const mostChanged = 10
const howToSettle = 'To settle one, agree on it again: tiex workshop.'
