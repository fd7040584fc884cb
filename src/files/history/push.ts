import { type Fault, notVerified, type Verification } from '../../authority/verification.ts'
import { findCommit, isNoCommit, readRange, refsCalled } from '../git/reading/history.ts'
import { type GitRun, runGit } from '../git/run.ts'
import { type HistoryRange, type VerifyOptions, verifyHistory } from './verification.ts'

/** One ref that a push wants to move: from commit `old` to commit `now`. */
export interface RefMove {
  readonly ref: string
  readonly old: string
  readonly now: string
}

/** The lines `OLD NEW REF` that git hands to a pre-receive hook; undefined where a line is none. */
export function readMoves(text: string): readonly RefMove[] | undefined {
  const moves: RefMove[] = []
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, old, now, ref] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (refs\/\S+)$/.exec(line) ?? []
    if (old === undefined || now === undefined || ref === undefined) return undefined
    moves.push({ ref, old, now })
  }
  return moves
}

/**
 * Judges one ref of a push, inside the repository that is pushed to. A branch may only grow; a new one is looked at from where it
 * leaves the branch that HEAD names. New tags are taken as they are where nobody can take them for a branch, anything else is refused.
 */
export async function verifyMove(move: RefMove, run: GitRun, options: VerifyOptions): Promise<Verification> {
  const { ref, old, now } = move
  const shown = { ...(isNoCommit(old) ? {} : { from: old }), ...(isNoCommit(now) ? {} : { to: now }) }
  const refused = refusalOf(move, run)
  if (refused !== undefined) return notVerified(shown, refused)
  const passed = { range: shown, commits: 0, failures: [], notes: [], unproven: 0 }
  if (ref.startsWith('refs/tags/')) return passed
  const range = rangeOf(move, run)
  if (range.from !== undefined && range.branch === 'new' && readRange(range.from, now, run).size === 0)
    return passed
  return verifyHistory(run, range, options)
}

function refusalOf({ ref, old, now }: RefMove, run: GitRun): Fault | undefined {
  const name = ref.replace(/^refs\/(heads|tags)\//, '')
  if (ref.startsWith('refs/tags/')) {
    if (isNoCommit(old) && !isNoCommit(now)) return shadowing(name, run)
    return {
      rule: 'ref',
      message: `the tag ${name} is there already and stays as it is`,
      hint: 'make a tag with another name',
    }
  }
  if (!ref.startsWith('refs/heads/'))
    return {
      rule: 'ref',
      message: `only branches and new tags are taken here, not ${ref}`,
      hint: 'push a branch: git push origin BRANCH',
    }
  if (isNoCommit(now))
    return {
      rule: 'ref',
      message: `the branch ${name} may not be deleted`,
      hint: 'leave it; whoever runs the server can take it away',
    }
  return undefined
}

/** Git takes a tag before a branch of the same name, here or in a clone, so that a range would begin at the tag. */
function shadowing(name: string, run: GitRun): Fault | undefined {
  const isLikeBranch = /^(origin|refs)(\/|$)/.test(name) || refsCalled(`refs/heads/${name}`, run).length > 0
  if (!isLikeBranch) return undefined
  return {
    rule: 'ref',
    message: `the tag ${name} could be taken for a branch`,
    hint: 'make a tag with another name, such as v1',
  }
}

function rangeOf({ ref, old, now }: RefMove, run: GitRun): HistoryRange {
  if (!isNoCommit(old)) return { from: old, to: now }
  const end = runGit(['symbolic-ref', '--quiet', 'HEAD'], run)
  const main = end.code === 0 ? end.stdout.trim() : undefined
  const tip = main === undefined || main === ref ? undefined : findCommit(main, run)
  return tip === undefined ? { to: now } : { from: tip, to: now, branch: 'new' }
}
