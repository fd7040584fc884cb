import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelParts } from '../model/parts.ts'
import type { Problem } from '../problem.ts'
import { listFolder, readBytes } from './disk/bytes.ts'
import type { FileName } from './disk/faults.ts'
import { inside } from './kinds/folder.ts'
import { byteLimit } from './kinds/read.ts'
import { isBundled, shippedFolder } from './shipped.ts'

/** A model that ships, as the build read and checked it: `dist/models/<name>.json`. */
export interface ShippedParts {
  /** Of the files that were read: `digestOfFiles`. */
  readonly files: string
  readonly digest: string
  readonly parts: ModelParts
  readonly warnings: readonly Problem[]
}

/**
 * What the build found in the folder of a model that ships, so that not every start parses and checks it again; undefined for any
 * other folder, where a byte of a file is another than it was then, and where tiex runs from its sources.
 */
export async function shippedParts(folder: FileName): Promise<ShippedParts | undefined> {
  if (!isBundled || join(shippedFolder('.'), folder.shown) !== folder.path) return undefined
  try {
    const name = folder.shown.replace(/^model\//, '')
    const made: ShippedParts = JSON.parse(
      readFileSync(join(shippedFolder('dist/models'), `${name}.json`), 'utf8'),
    )
    return made.files === (await digestOfFiles(folder)) ? made : undefined
  } catch {
    // Whatever is wrong, the files of the model are there to be read.
    return undefined
  }
}

/** SHA-256 over the names and bytes of all that makes a model. Throws a `TiexError` where one is no plain file. */
export async function digestOfFiles(folder: FileName): Promise<string> {
  const hash = createHash('sha256')
  const add = async (file: FileName) => {
    const bytes = await readBytes(file, byteLimit('model'))
    hash.update(`${file.shown}\n${bytes.length}\n`).update(bytes)
  }
  await add(inside(folder, 'model.yaml'))
  for (const part of ['characteristics', 'success-factors']) {
    const entries = listFolder(inside(folder, part))
    for (const { name, kind } of entries === 'missing' ? [] : entries)
      await add({ ...inside(inside(folder, part), name), listed: kind === 'file' })
  }
  return hash.digest('hex')
}
