import type { Consensus } from '../merge/consensus.ts'
import type { Cell, Model } from '../model/model.ts'
import { type Finding, finding } from '../problem.ts'
import { levelOf, scoreStatement } from '../scoring/level.ts'

/** The ambition of a cell where it lies above the level, so that staying where it is would not reach it; a cell without a level reaches none. Undefined where there is no ambition, or it is reached. */
export function ambitionAbove(
  model: Model,
  { statements, cells }: Consensus,
  cell: Cell,
): number | undefined {
  const ambition = cells?.[cell.id]?.ambition
  if (ambition === undefined) return undefined
  const scored = cell.statements.map((statement) => {
    const { agreed, suggested } = statements[statement.id] ?? {}
    return scoreStatement(statement, agreed ?? suggested, agreed === undefined ? 'suggested' : 'agreed')
  })
  return ambition > (levelOf(scored, model.stages.length) ?? 0) ? ambition : undefined
}

/** Warnings on cells that stay where they are on purpose: with an ambition above their level, or without a word why. */
export function checkStances(model: Model, consensus: Consensus): Finding[] {
  return model.cells.flatMap((cell) => {
    const { stance, note } = consensus.cells?.[cell.id] ?? {}
    if (stance === undefined) return []
    const above = ambitionAbove(model, consensus, cell)
    const stays = `${cell.id} is to stay where it is on purpose`
    const path = ['cells', cell.id]
    const warn = (key: string, message: string, hint: string) =>
      finding('stance', [...path, key], message, { hint, severity: 'warning' })
    return [
      ...(above === undefined
        ? []
        : [
            warn(
              'ambition',
              `${stays}, but its ambition of ${above} lies above its level`,
              `take one of them back: tiex workshop --ambition ${cell.id}=none, or --stance ${cell.id}=none`,
            ),
          ]),
      ...(note === undefined
        ? [
            warn(
              'stance',
              `${stays}, but nothing says why`,
              `say why: tiex workshop --note "${cell.id}=TEXT"`,
            ),
          ]
        : []),
    ]
  })
}
