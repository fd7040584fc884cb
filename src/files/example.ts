import { mkdirSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Assessment } from '../assessment/assessment.ts'
import { failure, TiexError } from '../problem.ts'
import { listFolder, readBytes } from './disk/bytes.ts'
import { diskFault } from './disk/faults.ts'
import { writeDurably } from './disk/write.ts'
import { isFaulty, readKind } from './kinds/read.ts'
import { shippedFolder } from './shipped.ts'

/** The council that ships as an example. */
function exampleFolder(): string {
  return join(shippedFolder('examples'), 'exampleshire')
}

/** tiex.yaml of the example. */
export async function exampleAssessment(): Promise<Assessment> {
  const read = await readKind<Assessment>('assessment', {
    path: join(exampleFolder(), 'tiex.yaml'),
    shown: 'tiex.yaml',
  })
  if (read === 'missing') throw new Error('the example is not in the package')
  if (isFaulty(read)) throw new TiexError(read.problems)
  return read.data
}

/** Every file of the example's rounds, from its root, sorted. */
export function exampleFiles(): readonly string[] {
  return filesBelow('rounds')
}

function filesBelow(shown: string): readonly string[] {
  const entries = listFolder({ path: join(exampleFolder(), shown), shown })
  if (entries === 'missing') return []
  return entries.flatMap((entry) =>
    entry.kind === 'folder' ? filesBelow(`${shown}/${entry.name}`) : [`${shown}/${entry.name}`],
  )
}

/** Copies files of the example into a folder, byte for byte, over what is there. */
export async function copyExample(folder: string, files: readonly string[]): Promise<void> {
  for (const shown of files) {
    const bytes = await readBytes({ path: join(exampleFolder(), shown), shown }, 1_000_000)
    if (bytes === 'missing') throw new Error(`${shown} is not in the example`)
    const text = new TextDecoder().decode(bytes)
    await writeDurably({ path: join(folder, shown), shown }, () => text)
  }
}

/** A folder to play in: the named one, which is made or must be empty, else a temporary one. Throws a `TiexError`. */
export function openPlayground(from: string, named: string | undefined): string {
  if (named === undefined) return mkdtempSync(join(realpathSync(tmpdir()), 'tiex-demo-'))
  const folder = resolve(from, named)
  try {
    mkdirSync(folder, { recursive: true })
    if (readdirSync(folder).length === 0) return folder
  } catch (error) {
    throw diskFault(named, error, 'the folder could not be made')
  }
  throw failure('folder', `${named} is not empty`, 'name a folder that is missing or empty')
}
