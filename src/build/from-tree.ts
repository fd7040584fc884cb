import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is made of the commands themselves, into dist: the tree that completion reads. Loads them, so that it comes behind the validators. */
export async function buildFromTree(root: string): Promise<void> {
  const { completing } = await import('../program-tree.ts')
  writeFileSync(join(root, 'dist/completion.json'), `${JSON.stringify(await completing(process))}\n`)
}
