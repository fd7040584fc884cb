import type { ModelPin } from '../../assessment/assessment.ts'
import type { Model } from '../../model/model.ts'
import { modelName } from '../../model/model.ts'
import { failure, TiexError } from '../../problem.ts'
import { modelFolders, readModel } from '../models.ts'

/** The model with exactly this content, of those that lie in `model/` of one of the roots or ship with tiex. Throws a `TiexError` where `shown`, the file that names it, cannot be read for want of it. */
export async function modelPinned(
  pin: ModelPin,
  shown: string,
  roots: readonly (string | undefined)[],
): Promise<Model> {
  const seen = new Set<string>()
  for (const folder of roots.flatMap((root) => modelFolders(root, pin))) {
    if (seen.has(folder.path)) continue
    seen.add(folder.path)
    const read = await readModel(folder)
    if (read === 'missing') continue
    if ('problems' in read) throw new TiexError(read.problems)
    if (read.model.digest === pin.digest) return read.model
  }
  const message =
    seen.size === 0
      ? `nobody has the model ${modelName(pin)} that it is about`
      : `nobody has the model ${modelName(pin)} with the statements that it is about: its digest is ${pin.digest}`
  const { problems } = failure(
    'model',
    message,
    'put that model into model/ of the assessment; look at: tiex model list',
  )
  throw new TiexError(problems.map((problem) => ({ ...problem, place: { file: shown } })))
}
