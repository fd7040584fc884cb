import {
  type Consensus,
  cellDecisionKeys,
  decisionKeys,
  type StatementConsensus,
} from '../../merge/consensus.ts'
import type { Model } from '../../model/model.ts'
import { tallyOf } from '../../workshop/tally.ts'
import { oneLine, wrap } from '../text.ts'
import { shortState } from './open.ts'

/** What decisions would do to the file at `path`, a line for each that would be another. Broken to `width` columns. */
export function renderDecisions(
  path: string,
  model: Model,
  { before, after, width }: { readonly before: Consensus; readonly after: Consensus; readonly width: number },
): string {
  if (after === before) return `Nothing would change in ${path}.\n`
  const statements = model.statements.flatMap(({ id }) => {
    const [old, now] = [before.statements[id], after.statements[id]]
    return [
      ...changesOf(id, { old, now, keys: written }),
      ...(isSettled(old, now) ? [`${id}: agreed again as ${oneLine(String(now?.agreed))}`] : []),
    ]
  })
  const sections = model.sections.flatMap(({ id }) =>
    changesOf(id, { old: before.cells?.[id], now: after.cells?.[id], keys: cellDecisionKeys }),
  )
  const lines = [...statements, ...sections].map((line) => `${wrap(line, width, 2, 4)}\n`)
  const head = wrap(`Would be written to ${path}:`, width)
  return `${head}\n${shortState(tallyOf(model, after))} statements agreed.\n${lines.join('')}`
}

/** The time goes without saying. */
const written = decisionKeys.filter((key) => key !== 'agreed-at')

function changesOf<Entry extends object>(
  id: string,
  { old, now, keys }: { old: Entry | undefined; now: Entry | undefined; keys: readonly (keyof Entry)[] },
): readonly string[] {
  const words = (value: unknown) => oneLine(String(value))
  return keys.flatMap((key) => {
    const [was, is] = [old?.[key], now?.[key]]
    if (was === is) return []
    if (is === undefined) return [`${id}: ${words(key)} taken back (was ${words(was)})`]
    return [`${id}: ${words(key)} ${words(is)}${was === undefined ? '' : ` (was ${words(was)})`}`]
  })
}

/** Agreed on the same again, where the answers had changed. */
function isSettled(old: StatementConsensus | undefined, now: StatementConsensus | undefined): boolean {
  const settled = old?.['agreed-from'] !== undefined && now?.['agreed-from'] === undefined
  return settled && old?.agreed !== undefined && old.agreed === now?.agreed
}
