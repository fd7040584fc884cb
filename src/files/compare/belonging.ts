import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Assessment } from '../../assessment/assessment.ts'
import { TiexError } from '../../problem.ts'
import { findAssessment, readAssessment, type Workspace } from '../workspace.ts'

/** The assessment that a file is part of. */
export interface Belonging {
  readonly root: string
  readonly assessment: Assessment
  readonly round: string
}

/**
 * The assessment in whose folder of a round a file lies, by whatever way the folder was reached, and wherever one stands: whose levels
 * they are decides who is a peer. Undefined elsewhere, and where the `tiex.yaml` above the file cannot be used.
 */
export async function belongingOf(
  path: string,
  workspace: Workspace | undefined,
): Promise<Belonging | undefined> {
  const real = realPath(path)
  const inside = (root: string) =>
    /^rounds\/([^/]+)\/[^/]+$/.exec(relative(root, real).split(sep).join('/'))?.[1]
  if (workspace !== undefined) {
    const { root, assessment } = workspace
    const round = inside(realpathSync(root))
    if (round !== undefined) return { root, assessment, round }
  }
  const found = await quietly(() => findAssessment(existingFolder(real)))
  const round = found === undefined ? undefined : inside(found.root)
  if (found === undefined || round === undefined) return undefined
  const loaded = await quietly(() => readAssessment(found.bytes))
  return loaded === undefined ? undefined : { root: found.root, assessment: loaded.data, round }
}

/** A file of a commit may lie in folders that are not there now. */
function realPath(path: string): string {
  const folder = existingFolder(path)
  return join(realpathSync(folder), relative(folder, dirname(path)), basename(path))
}

function existingFolder(path: string): string {
  let at = dirname(path)
  while (!existsSync(at)) at = dirname(at)
  return at
}

async function quietly<Value>(step: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof TiexError) return undefined
    throw error
  }
}
