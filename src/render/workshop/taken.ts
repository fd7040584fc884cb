import type { Screen } from '../../env.ts'
import type { Consensus } from '../../merge/consensus.ts'
import type { Model } from '../../model/model.ts'
import { type Accepted, acceptable } from '../../workshop/decide.ts'
import { counted, oneLine, wrap } from '../text.ts'

/** What is about to be taken back, a line each, before it is. Empty for nothing. */
export function renderUndoing(
  accepted: readonly Accepted[],
  { statements }: Consensus,
  { width }: Pick<Screen, 'width'>,
): string {
  const [first] = accepted
  if (first === undefined) return ''
  const number = counted(accepted.length, 'shared view was', 'shared views were')
  const head = `${number} accepted in one step at ${oneLine(first.at)}. Taking back the agreement on:`
  const lines = accepted.map(({ statement: { id } }) => `${id}: ${oneLine(String(statements[id]?.agreed))}`)
  return [wrap(head, width), ...lines.map((line) => wrap(line, width, 2, 4))]
    .map((text) => `${text}\n`)
    .join('')
}

interface Taken {
  readonly before: Consensus
  readonly after: Consensus
  readonly model: Model
  /** All shared views were to be accepted. */
  readonly accepts: boolean
}

/** What decisions by flag did that the number of agreed statements does not tell. Empty for nothing. */
export function renderTaken(
  { before, after, model, accepts }: Taken,
  { width }: Pick<Screen, 'width'>,
): string {
  const accepted = acceptable(model, before).filter(({ id }) => after.statements[id]?.agreed !== undefined)
  const back =
    accepted.length === 1
      ? `It can be taken back with: tiex workshop --take-back ${accepted[0]!.id}`
      : 'They can be taken back with: tiex workshop --undo-shared'
  const shared =
    accepted.length === 0
      ? 'No shared view was open, so none was accepted.'
      : `Accepted ${counted(accepted.length, 'shared view')}. ${back}`
  const remarks = model.statements.flatMap(({ id }) => {
    const [was, is] = [before.statements[id], after.statements[id]]
    if (is?.agreed !== undefined) return []
    return (['reason', 'dissent'] as const)
      .filter((remark) => is?.[remark] !== was?.[remark])
      .map((remark) => {
        const kept = is?.[remark] === undefined ? `The ${remark} is removed` : `The ${remark} is kept`
        return `${kept}: ${id}. Nothing is agreed there yet.`
      })
  })
  return [...(accepts ? [shared] : []), ...remarks].map((line) => `${wrap(line, width)}\n`).join('')
}
