import { join } from 'node:path'
import { failure } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import { fault } from '../disk/faults.ts'
import { blobName } from '../git/blob.ts'
import { type Committed, commitFiles } from '../git/committing/commit.ts'
import { readTip } from '../git/committing/tip.ts'
import type { Pushed } from '../git/remote/remote.ts'
import type { Variables } from '../git/run.ts'

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
): Promise<Exclude<Committed, 'nothing'>> {
  const tip = readTip(gone, { root, variables })
  if (tip.commit === undefined)
    throw failure('exchange', 'there is no commit here yet', 'begin an exchange with: tiex exchange init')
  for (const path of gone) {
    const bytes = await readBytes({ path: join(root, path), shown: path }, maxBytes)
    const blob = tip.inHead.get(path)
    if (bytes === 'missing' || blob === undefined || blobName(bytes, tip.commit) === blob) continue
    const hint = 'commit it or take it back there, then run this again'
    throw fault(path, 'uncommitted', 'was changed in this clone and not committed: nothing was written', hint)
  }
  const names = { author: identity, committer: () => identity }
  const files = { files: written, gone, message, variables, signingKey, ...names }
  const committed = await commitFiles({ root, prefix: '' }, files)
  return committed === 'nothing' ? 'committed' : committed
}
