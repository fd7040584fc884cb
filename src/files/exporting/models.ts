import { join } from 'node:path'
import type { Model } from '../../model/model.ts'
import { TiexError } from '../../problem.ts'
import { type FolderEntry, listFolder } from '../disk/bytes.ts'
import { readModel, shippedModels } from '../models.ts'

/** The models that ship with tiex and those of a council's own `model/`, where a folder has one; what is no good model is passed over. */
export async function knownModels(folder: string): Promise<readonly Model[]> {
  const own = foldersIn(join(folder, 'model')).map((name) => ({
    path: join(folder, 'model', name),
    shown: `model/${name}`,
  }))
  const models: Model[] = []
  for (const at of [...shippedModels(), ...own]) {
    const read = await readModel(at)
    if (read === 'missing' || 'problems' in read) continue
    if (!models.some(({ digest }) => digest === read.model.digest)) models.push(read.model)
  }
  return models
}

function foldersIn(path: string): readonly string[] {
  let entries: readonly FolderEntry[] | 'missing'
  try {
    entries = listFolder({ path, shown: 'model' })
  } catch (error) {
    if (error instanceof TiexError) return []
    throw error
  }
  return entries === 'missing' ? [] : entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name)
}
