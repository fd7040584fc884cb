import { join } from 'node:path'
import { TiexError } from '../../../problem.ts'
import { readBytes } from '../../disk/bytes.ts'
import { commonFolder } from '../repository.ts'

/**
 * The branch that HEAD of a work tree is on, as `refs/heads/NAME`; `folder` is the work tree's `.git`. Undefined where it is on none, or
 * only git can tell: where branches are kept in tables, HEAD is a stand-in that names an invalid branch.
 */
export async function branchOf(folder: string): Promise<string | undefined> {
  const head = await readText(folder, 'HEAD')
  return /^ref: (refs\/heads\/(?!\.invalid\s*$).+?)\s*$/.exec(head)?.[1]
}

/** The commit that the file of the branch names; undefined where there is none, as of a branch that is packed, and only git can tell. */
export async function commitOfBranch(folder: string): Promise<string | undefined> {
  try {
    const branch = await branchOf(folder)
    if (branch === undefined || branch.split('/').includes('..')) return undefined
    return /^([0-9a-f]+)\n$/.exec(await readText(await commonFolder(folder), branch))?.[1]
  } catch (error) {
    if (error instanceof TiexError) return undefined
    throw error
  }
}

async function readText(folder: string, name: string): Promise<string> {
  const bytes = await readBytes({ path: join(folder, name), shown: name }, 4096)
  return bytes === 'missing' ? '' : new TextDecoder().decode(bytes)
}
