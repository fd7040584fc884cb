import { listed, quoted } from '../../did-you-mean.ts'
import { failure } from '../../problem.ts'
import { findCommit, isNoCommit, refsCalled } from '../git/reading/history.ts'
import type { GitRun } from '../git/run.ts'

/** Commits of a history by their ids: those of `to` that are not those of `from`; all of `to` without one. */
export interface Range {
  readonly from?: string
  readonly to: string
}

/** `A..B` as a person writes it; A absent or all zeros (a branch that is new): the whole history of B. Throws a `TiexError` for what is none, or may mean two things. */
export function parseRange(text: string, run: GitRun): Range {
  const [, from, to] = /^((?:(?!\.\.).)*)\.\.((?!\.)(?:(?!\.\.).)*)$/.exec(text) ?? []
  if (from === undefined || to === undefined)
    throw failure(
      'range',
      `--range cannot be ${quoted(text)}`,
      'write two commits as A..B, such as origin/main..HEAD',
    )
  const end = commitOf(to === '' ? 'HEAD' : to, run)
  return from === '' || isNoCommit(from) ? { to: end } : { from: commitOf(from, run), to: end }
}

function commitOf(named: string, run: GitRun): string {
  const id = findCommit(named, run)
  const [taken, ...others] = id === undefined ? [] : refsCalled(named, run)
  if (others.length > 0)
    throw failure(
      'range',
      `"${named}" is ambiguous: git takes ${taken} for it, and there is ${listed(others, 'and')}`,
      `write the one that is meant in full: ${others.at(-1)}`,
    )
  if (id !== undefined) return id
  throw failure(
    'range',
    `there is no commit ${quoted(named)} here`,
    'look at: git log --oneline; in a build, fetch the whole history first',
  )
}
