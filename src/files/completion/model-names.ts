import type { Named } from '../../completion/tree.ts'
import { outsideScale } from '../../model/model.ts'
import { listIn, mapIn, type OutlineMap, textIn } from './outline.ts'

/** What completion knows of a model. */
export interface ModelNames {
  readonly of: (kind: string) => readonly Named[]
  readonly options: (statement: string) => readonly Named[]
}

/** The names in the outlines of a model's files; whatever is missing there is missing here. */
export function modelNames(
  model: OutlineMap,
  characteristics: readonly OutlineMap[],
  factors: readonly OutlineMap[],
): ModelNames {
  const about = (one: OutlineMap, text = 'title'): Named => ({ id: textIn(one.id), about: textIn(one[text]) })
  const cells = characteristics.flatMap((one) =>
    Object.entries(mapIn(one.cells)).map(([mode, cell]) => ({
      ...{ id: `${textIn(one.id)}/${mode}`, about: textIn(mapIn(cell).focus) },
      statements: Object.entries(mapIn(mapIn(cell).statements)),
    })),
  )
  const ofCells = cells.flatMap(({ id, statements }) =>
    statements.map(([stage, said]) => ({ id: `${id}/${stage}`, about: textIn(mapIn(said).text) })),
  )
  const ofFactors = factors.flatMap((factor) =>
    listIn(factor.statements).map((one) => ({
      id: `${textIn(factor.id)}/${textIn(one.id)}`,
      about: textIn(one.text),
    })),
  )
  const kinds: Readonly<Record<string, readonly Named[]>> = {
    cell: cells,
    characteristic: characteristics.map((one) => about(one)),
    factor: factors.map((one) => about(one)),
    mode: listIn(model.modes).map((one) => about(one)),
    note: listIn(model.notes).map((one) => about(one)),
    stage: listIn(model.stages).map((one) => about(one)),
    statement: [...ofCells, ...ofFactors],
  }
  const scales = mapIn(model.scales)
  const optionsOf = (scale: string) => [
    ...listIn(mapIn(scales[textIn(model[scale])]).options).map((one) => about(one)),
    ...outsideScale.map((id) => ({ id, about: '' })),
  ]
  return {
    of: (kind) => kinds[kind] ?? [],
    options: (statement) =>
      ofCells.some(({ id }) => id === statement) ? optionsOf('statement-scale') : optionsOf('factor-scale'),
  }
}
