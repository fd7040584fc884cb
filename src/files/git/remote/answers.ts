import type { GitEnd } from '../run.ts'
import { lastWords, wordsOf } from './unreachable.ts'

/** How a commit is pushed: nothing besides, and no hook of this side is run. */
export const pushing: readonly string[] = [
  'push',
  '--porcelain',
  '--no-verify',
  '--no-follow-tags',
  '--recurse-submodules=no',
]

/** How git says that the branch has moved, or is being moved, since it was fetched. */
export const wasFaster =
  /\[rejected\] \((?:fetch first|non-fast-forward|stale info|already exists)\)|cannot lock ref|failed to update ref|incorrect old value|reference already exists|unable to create '[^']*\.lock'|shallow file has changed|fetch-pack: unexpected disconnect while reading sideband/i

/** How git says that it heard no answer. */
const wasCut =
  /hung up unexpectedly|unexpected disconnect|connection (?:was )?(?:reset|closed|timed out|aborted)|RPC failed|broken pipe|operation (?:too slow|timed out)/i

/** Whether a push ended without an answer, so that nobody knows what became of it. */
export function wasUnanswered({ stdout, stderr }: GitEnd): boolean {
  return stderr.trim() === '' || wasCut.test(`${stdout}\n${stderr}`)
}

/** Why the other side did not take a push: a reason that goes behind a sentence, and its own words where it has any. */
export function refusalOf(said: string): {
  readonly why: string
  readonly words: readonly string[]
  /** It said nothing of its own: the words are those of git. */
  readonly isSilent: boolean
} {
  const lines = said.split('\n').map((line) => line.trim())
  const words = lines.filter((line) => /^remote: ./.test(line)).slice(0, 6)
  const reason = /\[(?:remote )?rejected\] \((.*)\)/.exec(said)?.[1]
  const isSilent = reason === undefined && words.length === 0
  if (isSilent) words.push(...wordsOf(said))
  return { why: reason === undefined ? lastWords(said) : ` (${reason})`, words, isSilent }
}
