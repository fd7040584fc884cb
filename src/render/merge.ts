import type { Screen } from '../env.ts'
import type { Ranked } from '../merge/agenda.ts'
import type { ScaleAgreement } from '../merge/consensus.ts'
import type { MergeView } from '../merge/view.ts'
import type { Model, Scale } from '../model/model.ts'
import { bar } from './marks.ts'
import { columnsOf, counted, fitTitle, padded, visible, wrap } from './text.ts'

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
  const said = [`Merged ${count} of ${counted(view.invited, 'response')}`]
  if (view.leftOut.length > 0) said.push(`left out on request: ${view.leftOut.map(visible).join(', ')}`)
  const waiting = view.waiting.map(
    ({ name, answered, of }) =>
      `${visible(name)} (${answered === undefined ? 'not started' : `draft, ${answered} of ${of}`})`,
  )
  const lines = [screen.paint.strong(said.join(' · '))]
  if (waiting.length > 0) lines.push(wrap(`Not submitted: ${waiting.join(', ')}`, screen.width))
  if (count < 5)
    lines.push(
      wrap(
        `With ${counted(count, 'response')} nothing is anonymous: a spread can show who said what.`,
        screen.width,
      ),
    )
  return `${lines.join('\n')}\n`
}

function renderAgreement({ model, consensus }: MergeView, screen: Screen): string {
  const scales = model.scales.filter((scale) => consensus.agreement?.[scale.id] !== undefined)
  return scales
    .map((scale, index) => {
      const agreement = consensus.agreement![scale.id]!
      const people = consensus.responses.count
      return `${wrap(agreementSentences(agreement, index === 0 ? undefined : scale, people), screen.width)}\n`
    })
    .join('')
}

function agreementSentences(
  { pairwise, alpha }: ScaleAgreement,
  scale: Scale | undefined,
  people: number,
): string {
  const where = scale === undefined ? '' : `On the scale ${visible(scale.title).toLowerCase()}: `
  const pairs =
    pairwise === undefined
      ? ''
      : `take any two people and any statement: they gave the same answer ${Math.round(pairwise * 100)}% of the time. `
  const told =
    alpha === undefined
      ? 'How consistently they told strong areas from weak ones cannot be calculated.'
      : alphaSentence(alpha, people)
  const text = `${where}${pairs}${told}`
  return text[0]!.toUpperCase() + text.slice(1)
}

/** Krippendorff's customary bounds, .667 and .800; the number alone for fewer than three people. */
function alphaSentence(alpha: number, people: number): string {
  const number = `(alpha ${alpha.toFixed(2)})`
  if (people < 3) return `How consistently they told strong areas from weak ones: ${number.slice(1, -1)}.`
  if (alpha >= 0.8) return `They told strong areas from weak ones consistently ${number}.`
  if (alpha >= 0.667) return `They told strong areas from weak ones, but only tentatively ${number}.`
  return `They did not tell strong areas from weak ones in the same way ${number}: use the items as prompts for discussion.`
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
    left > 0 ? `${screen.paint.quiet(`and ${left} more to discuss; all of them: tiex merge --all`)}\n` : ''
  if (screen.plain) {
    const head = `Discuss first, on the scale ${visible(scale.title).toLowerCase()}:\n`
    return (
      head +
      shown
        .map(
          (item, index) =>
            `${index + 1}. ${titleOf(item, show.model)}. Divergence ${item.divergence}. ${spreadSentence(item)}.\n`,
        )
        .join('') +
      more
    )
  }
  const options = scale.options.map((option) => visible(option.title).toLowerCase())
  const most = Math.max(1, ...shown.flatMap((item) => item.counts))
  const columns = Math.max(
    6,
    Math.min(
      Math.max(9, ...options.map((title) => title.length)),
      Math.floor((screen.width - 34) / options.length) - 1,
    ),
  )
  const first = screen.width - options.length * (columns + 1) - 8
  const bars = first >= 22
  const titles = bars ? first : screen.width - 8
  const head = bars
    ? headOf(options, columns, titles + 3)
    : `Discuss first, on the scale ${visible(scale.title).toLowerCase()}`
  const rows = shown.map((item, index) => {
    const title = fitTitle(titleOf(item, show.model), titles - 1)
    const drawn = bars
      ? item.counts.map((count) => padded(bar(count / most, columns - 1), columns)).join(' ')
      : ''
    const row = `${String(index + 1).padStart(2)} ${title} ${drawn} ${String(item.divergence ?? '–').padStart(3)}`
    return `${item.label === 'split' ? screen.paint.accent(row) : row}\n${screen.paint.quiet(wrap(spreadSentence(item), screen.width, 4))}\n`
  })
  return `${screen.paint.strong(head.trimEnd())}\n${rows.join('')}${more}`
}

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
  const stage = model.stages.find((axis) => axis.id === item.statement.key && section.kind === 'cell')
  return `${visible(section.title)} / ${visible(stage?.title ?? item.statement.key.replaceAll('-', ' ')).toLowerCase()}`
}

/** The spread in words: `split: 4 say not yet, 1 partly, 3 fully; 1 does not know`. */
export function spreadSentence(item: Ranked): string {
  const { scale } = item.statement
  const given = scale.options.flatMap((option, rank) =>
    item.counts[rank]! > 0 ? [`${item.counts[rank]} ${visible(option.title).toLowerCase()}`] : [],
  )
  const beside = [
    ...(item.dontKnow > 0 ? [`${item.dontKnow} ${item.dontKnow === 1 ? 'does' : 'do'} not know`] : []),
    ...(item.notApplicable > 0 ? [`${item.notApplicable} not applicable`] : []),
    ...(item.unanswered > 0 ? [`${item.unanswered} without an answer`] : []),
  ]
  const marks = [
    ...(item.scopeDisagreement ? ['no agreement whether it applies'] : []),
    ...(item.knowledgeGap ? ['many do not know'] : []),
    ...(item.loneVoice && item.label !== 'split' ? ['a lone voice far off'] : []),
  ]
  const suggestion =
    item.suggested === undefined
      ? 'nothing to suggest'
      : `suggested ${visible(scale.options.find((option) => option.id === item.suggested)!.title).toLowerCase()}${item.tied ? ' (tied)' : ''}`
  return [`${item.label}: ${given.join(', ')}`, ...beside, suggestion, ...marks].join('; ')
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
  if (gaps.length > 0) lines.push(`Many do not know: ${named(gaps)}`)
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
  return groups
    .filter(([, items]) => items.length > 0)
    .map(
      ([title, items]) =>
        `${screen.paint.strong(`${title} (${items.length})`)}\n${items.map((item) => rowOf(item, view.model, screen)).join('')}`,
    )
    .join('\n')
}

function rowOf(item: Ranked, model: Model, screen: Screen): string {
  const title = titleOf(item, model)
  const sentence = spreadSentence(item).replace(/^[^:]+: /, '')
  const number = String(item.divergence ?? '–').padStart(4)
  const room = screen.width - 5 - Math.max(30, columnsOf(title) + 2)
  if (room < columnsOf(sentence))
    return `${number} ${title}\n${screen.paint.quiet(wrap(sentence, screen.width, 5))}\n`
  return `${number} ${padded(title, Math.max(30, columnsOf(title) + 2))}${screen.paint.quiet(sentence)}\n`
}

function renderChanged(view: MergeView, screen: Screen): string {
  if (view.changed.length === 0) return ''
  const titles = view.changed.map((id) =>
    titleOf({ statement: view.model.statementById.get(id)! }, view.model),
  )
  const line = `The answers under ${counted(titles.length, 'agreed statement')} have changed since they were agreed; the agreement is kept: ${titles.join(', ')}`
  return `${screen.paint.accent(wrap(line, screen.width))}\n`
}
