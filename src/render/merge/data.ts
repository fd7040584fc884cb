import type { Ranked } from '../../merge/agenda.ts'
import type { MergeView } from '../../merge/view.ts'
import type { Movement } from '../../second-look/movement.ts'
import { renderCsv } from '../csv.ts'
import { renderJson } from '../json.ts'
import { markdownTable, markdownText } from '../markdown.ts'
import { counted } from '../text.ts'
import { agreementTexts } from './agreement.ts'
import { spreadSentence, titleOf } from './merge.ts'
import { movementData, movementMarkdown } from './movement.ts'

/** `tiex-merge/1`: the consensus, and the statements in the order in which to discuss them; how far people moved where they looked again. */
export function mergeJson(view: MergeView, movement?: Movement): string {
  const data = {
    format: 'tiex-merge/1',
    round: view.consensus.round,
    invited: view.invited,
    merged: view.consensus.responses.count,
    waiting: view.waiting.map(({ id, answered, of }) => ({
      person: id,
      answered: answered ?? 0,
      of,
      started: answered !== undefined,
    })),
    leftOut: view.leftOut,
    changed: view.changed,
    order: view.ranked.map((item, index) => ({
      rank: index + 1,
      statement: item.statement.id,
      ...itemData(item),
    })),
    consensus: view.consensus,
    ...(movement === undefined ? {} : { 'second-look': movementData(movement) }),
  }
  return renderJson(data)
}

function itemData(item: Ranked) {
  return {
    label: item.label,
    divergence: item.divergence ?? null,
    suggested: item.suggested ?? null,
    tied: item.tied,
    loneVoice: item.loneVoice,
    scopeDisagreement: item.scopeDisagreement,
    knowledgeGap: item.knowledgeGap,
  }
}

/** A row an answer to a statement, tidy: filter and pivot as you like. The rank is the order in which to discuss. */
export function mergeCsv(view: MergeView): string {
  const columns = [
    'round',
    'rank',
    'statement',
    'section',
    'key',
    'scale',
    'label',
    'divergence',
    'suggested',
    'agreed',
    'answer',
    'people',
  ]
  const rows = view.ranked.flatMap((item, index) => {
    const entry = view.consensus.statements[item.statement.id]
    const { id, section, key, scale } = item.statement
    const common = [
      view.consensus.round,
      index + 1,
      id,
      section,
      key,
      scale.id,
      item.label,
      item.divergence,
      item.suggested,
      entry?.agreed,
    ]
    return Object.entries(entry?.answers ?? {}).map(([answer, people]) => [...common, answer, people])
  })
  return renderCsv(columns, rows)
}

export function mergeMarkdown(view: MergeView, movement?: Movement): string {
  const table = (items: readonly Ranked[]) =>
    markdownTable(
      ['', 'Statement', 'Divergence', 'Answers'],
      items.map((item, index) => [
        String(index + 1),
        titleOf(item, view.model),
        String(item.divergence ?? '–'),
        spreadSentence(item),
      ]),
    )
  const groups: readonly [string, readonly Ranked[]][] = [
    ...view.discuss.map(({ scale, items }): [string, readonly Ranked[]] => [
      `Discuss first (${scale.title.toLowerCase()})`,
      items,
    ]),
    ['Confirm quickly', view.confirm],
    ['Shared view', view.shared],
    ['Too few answers', view.tooFew],
  ]
  const parts = groups
    .filter(([, items]) => items.length > 0)
    .map(([title, items]) => `## ${markdownText(title)}\n\n${table(items)}`)
  return [
    `# ${markdownText(`Merge of ${view.consensus.round}: ${counted(view.consensus.responses.count, 'response')}`)}\n`,
    ...[...agreementTexts(view), ...missing(view)].map((text) => `${markdownText(text)}\n`),
    ...parts,
    ...(movement === undefined ? [] : [movementMarkdown(movement, view.model)]),
  ].join('\n')
}

/** Who has not submitted, and which agreements stand on other answers than they were made from. */
function missing({ waiting, changed, model }: MergeView): readonly string[] {
  const names = waiting.map(
    ({ name, answered, of }) =>
      `${name} (${answered === undefined ? 'not started' : `draft, ${answered} of ${of}`})`,
  )
  const titles = changed.map((id) => titleOf({ statement: model.statementById.get(id)! }, model))
  return [
    ...(names.length === 0 ? [] : [`Not submitted: ${names.join(', ')}`]),
    ...(titles.length === 0
      ? []
      : [`The answers have changed since these were agreed: ${titles.join(', ')}`]),
  ]
}
