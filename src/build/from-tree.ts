import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is made of the commands themselves: the tree that completion reads, into dist, and the manual page. Loads them, so that it comes behind the validators. */
export async function buildFromTree(root: string): Promise<void> {
  const { completing, wholeProgram } = await import('../program-tree.ts')
  const { topics } = await import('../topics/topics.ts')
  const { version } = await import('../version.ts')
  const { manualPage } = await import('./manual.ts')
  writeFileSync(join(root, 'dist/completion.json'), `${JSON.stringify(await completing(process))}\n`)
  mkdirSync(join(root, 'dist/man'), { recursive: true })
  const program = await wholeProgram(process)
  writeFileSync(join(root, 'dist/man/tiex.1'), manualPage({ program, topics, version: version() }))
}
