import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import { fault } from '../disk/faults.ts'
import { blobName } from '../git/blob.ts'
import { cleanMessage, identityOf, makeCommit, signingWith } from '../git/commit.ts'
import { findCommit, findEntry } from '../git/history.ts'
import { makeTree } from '../git/index-file.ts'
import { readPrograms } from '../git/programs.ts'
import { goneInfo, type Pushed, treeWithout } from '../git/remote.ts'
import { gitFolder } from '../git/repository.ts'
import { gitOutput, runGit, type Variables } from '../git/run.ts'

interface Removing extends Omit<Pushed, 'texts'> {
  readonly root: string
  readonly variables: Variables
}

const maxBytes = 1024 * 1024

/**
 * Commits to a clone that these files are gone, together with those that were `written`, onto the tip of its branch; takes them away in the
 * folder too. Throws a `TiexError`, with nothing committed, where one was changed there and not committed.
 */
export async function commitWithout(
  gone: readonly string[],
  written: readonly string[],
  { root, message, identity, signingKey, variables }: Removing,
): Promise<'committed'> {
  const run = { root, variables }
  const tip = findCommit('HEAD', run)
  const folder = await gitFolder(root)
  if (tip === undefined || folder === undefined)
    throw failure('exchange', 'there is no commit here yet', 'begin an exchange with: tiex exchange init')
  for (const path of gone) {
    const bytes = await readBytes({ path: join(root, path), shown: path }, maxBytes)
    const entry = findEntry(tip, path, run)
    if (bytes === 'missing' || entry === undefined || blobName(bytes, tip) === entry.blob) continue
    const hint = 'commit it or take it back there, then run this again'
    throw fault(path, 'uncommitted', 'was changed in this clone and not committed: nothing was written', hint)
  }
  const entries = written.map((file) => ({
    file,
    blob: gitOutput(['hash-object', '-w', '--no-filters', '--', file], run).trim(),
  }))
  const tree = treeWithout(gone, makeTree(folder, tip, entries, run), run, folder)
  const names = { ...identityOf('AUTHOR', identity), ...identityOf('COMMITTER', identity) }
  const commit = makeCommit({
    ...{ tree, tip: { commit: tip }, message: cleanMessage(message) },
    run: { ...run, variables: { ...variables, ...names } },
    signing: signingWith(await signingKey(), readPrograms(run)),
  })
  gitOutput(['update-ref', '-m', `commit: ${message}`, 'HEAD', commit, tip], run)
  const there = entries.map(({ file, blob }) => `100644 ${blob}\t${file}\0`).join('')
  runGit(['update-index', '-z', '--index-info'], { ...run, input: goneInfo(gone, tip) + there })
  for (const path of gone) rmSync(join(root, path), { force: true })
  return 'committed'
}
