import type { TiexError } from '../../problem.ts'
import { failure } from '../../problem.ts'
import { systemCode } from '../disk/faults.ts'

/** Milliseconds. What git does here by itself takes a fraction of a second: it waits for something, such as a pipe in the place of a file. */
export const patience = 60_000

export function missingGit(): TiexError {
  return failure(
    'git-missing',
    'git was not found',
    'install git from https://git-scm.com and run this again',
  )
}

/** Git was still waiting when `patience` was over. */
export function stuckGit(command: string): TiexError {
  return failure(
    'git-stuck',
    `git ${command} did not end within ${patience / 1000} seconds and was stopped`,
    'look for a pipe or a device among the files of .git, or for a disk that does not answer',
  )
}

/** Git printed more than fits into memory. */
export function talkativeGit(command: string): TiexError {
  return failure(
    'git-too-much',
    `git ${command} printed more than fits into memory, and was stopped`,
    'look what is so large in the repository: git count-objects -vH',
  )
}

/** What a machine lacks that cannot start a program, by the code of its refusal. */
const lacking: Readonly<Record<string, string>> = {
  EMFILE: 'too many files are open at once: close other programs, or raise the limit (ulimit -n)',
  ENFILE: 'too many files are open at once: close other programs, then run this again',
  EAGAIN: 'too many programs run at once: close some, then run this again',
  ENOMEM: 'the memory is used up: close other programs, then run this again',
}

export function unstartedGit(error: Error): TiexError {
  const code = systemCode(error) ?? error.message
  return failure(
    'git-start',
    `git could not be started: ${code}`,
    lacking[code] ?? 'look whether git runs by itself: git --version',
  )
}

interface Reason {
  readonly rule: string
  readonly pattern: RegExp
  readonly message: string
  readonly hint: string
}

const reasons: readonly Reason[] = [
  {
    rule: 'git-identity',
    pattern: /tell me who you are|auto-detect|empty ident name|no (?:email|name) was given/i,
    message: 'git does not know who you are',
    hint: 'run: git config --global user.name "Your Name"; then: git config --global user.email you@example.org',
  },
  {
    rule: 'git-disk-full',
    pattern: /no space left on device|disk quota exceeded|out of diskspace/i,
    message: 'the disk is full: nothing was committed',
    hint: 'free some space, then run this again',
  },
  {
    rule: 'git-unwritten',
    pattern: /couldn't write '|unable to write/i,
    message: 'git could not write, and the disk may be full: nothing was committed',
    hint: 'free some space, or look whether the disk is read-only; then run this again',
  },
  {
    rule: 'git-not-allowed',
    pattern: /permission denied|insufficient permission|read-only file system/i,
    message: 'git may not write into its folder: nothing was committed',
    hint: 'look at who owns .git, and whether the disk is read-only',
  },
  {
    rule: 'git-sign',
    pattern:
      /failed to sign|signing failed|couldn't load|user\.signingkey|load key|signing key|cannot run gpg|ssh-keygen/i,
    message: 'git could not sign the commit: nothing was committed',
    hint: 'unlock or set up your signing key (git config user.signingkey), or switch signing off: git config commit.gpgsign false',
  },
  {
    rule: 'git-partial',
    pattern: /transport '[^']*' not allowed|promisor|lazy fetch/i,
    message: 'this is a partial clone, and something in the history is not here',
    hint: 'fetch the rest with: git fetch --refetch --no-filter',
  },
  {
    rule: 'git-newer',
    pattern: /expected git repo version|unknown repository (?:extension|format)/i,
    message: 'this repository was made for a newer git',
    hint: 'install a newer git from https://git-scm.com and run this again',
  },
  {
    rule: 'git-config',
    pattern:
      /bad (?:numeric |boolean )?config|bad config (?:line|value)|could not parse config|unable to parse/i,
    message: 'git cannot read its configuration',
    hint: 'put the line right, or take it away, in the file that git names',
  },
  {
    rule: 'git-index',
    pattern: /index file|bad signature|bad index/i,
    message: 'the index of git is damaged: nothing was committed',
    hint: 'make it anew: delete .git/index, then run: git reset',
  },
  {
    rule: 'git-damaged',
    pattern:
      /corrupt|bad object|unable to read (?:tree|sha|[0-9a-f]{40})|invalid object|object file .* is empty|inflate|not a valid object/i,
    message: 'something in the history is damaged',
    hint: 'run: git fsck; then restore what it names from another clone',
  },
  {
    rule: 'git-busy',
    pattern: /unable to create '.*\.lock'|cannot lock ref/i,
    message: 'another git is at work here, or one has crashed: nothing was committed',
    hint: 'if no other git is running, delete the lock that stands in .git, and run this again',
  },
]

/** The words of git for why it failed, put so that a person knows what to do. */
export function gitFault(command: string, stderr: string, root: string): TiexError {
  if (/dubious ownership/.test(stderr)) {
    return failure(
      'git-ownership',
      'git refuses this repository because its folder belongs to another user',
      `if you trust it, run: git config --global --add safe.directory "${root}"`,
    )
  }
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const cause = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines[0] ?? 'no reason given'
  const reason = reasons.find(({ pattern }) => pattern.test(stderr))
  if (reason === undefined)
    return failure(
      'git-failed',
      `git ${command} failed: ${cause}`,
      'look what git itself says with: git status',
    )
  return failure(reason.rule, `${reason.message} (${cause})`, reason.hint)
}
