import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readModel, readParts, shippedModels } from '../files/models.ts'
import { digestOfFiles, type ShippedParts } from '../files/shipped-model.ts'

/** Reads and checks the models that ship once and for all: `dist/models/<name>.json`. */
export async function readShippedModels(root: string): Promise<void> {
  mkdirSync(join(root, 'dist/models'))
  for (const folder of shippedModels()) {
    const [read, whole] = [await readParts(folder), await readModel(folder)]
    if (read === 'missing' || 'problems' in read || whole === 'missing' || 'problems' in whole)
      throw new Error(`the model in ${folder.shown} cannot be read: look at tiex model check`)
    const made: ShippedParts = { files: await digestOfFiles(folder), digest: whole.model.digest, ...read }
    writeFileSync(join(root, 'dist/models', `${basename(folder.path)}.json`), JSON.stringify(made))
  }
}
