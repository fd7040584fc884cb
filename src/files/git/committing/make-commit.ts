import type { TiexError } from '../../../problem.ts'
import { gitFault } from '../faults.ts'
import type { Programs } from '../programs.ts'
import { type GitRun, runGit, type Variables } from '../run.ts'
import { cleanIdentity } from './message.ts'
import type { Tip } from './tip.ts'

export interface Identity {
  readonly name: string
  readonly email: string
}

/** What git signs a commit with, whatever its configuration says of formats and keys. */
export interface SigningKey {
  /** The path of a key file; or `key::ssh-…`, a public key whose private half the ssh-agent has. */
  readonly setting: string
  /** The error to throw where it could not sign; given what git printed. */
  readonly fault: (told: string) => TiexError
}

export function identityOf(part: 'AUTHOR' | 'COMMITTER', identity: Identity | undefined): Variables {
  if (identity === undefined) return {}
  const email = cleanIdentity(identity.email)
  const name = cleanIdentity(identity.name) || email
  return { [`GIT_${part}_NAME`]: name, [`GIT_${part}_EMAIL`]: email }
}

/** How a commit is signed, if at all. */
export type Signing = Omit<Programs, 'committer'> & Partial<Pick<SigningKey, 'fault'>>

export function signingWith(key: SigningKey | undefined, programs: Programs): Signing {
  if (key === undefined) return programs
  const { setting, fault } = key
  const settings = { ...programs.settings, 'gpg.format': 'ssh', 'user.signingkey': setting }
  return { ...programs, signs: true, settings, fault }
}

export interface Making {
  readonly tree: string
  /** Its commit becomes the parent. */
  readonly tip: Pick<Tip, 'commit'>
  readonly message: string
  readonly run: GitRun
  readonly signing: Signing
}

/** Failures of a commit that have nothing to do with its signature. */
const notOfSigning: readonly (string | undefined)[] = ['git-identity', 'git-disk-full', 'git-damaged']

export function makeCommit({ tree, tip, message, run, signing }: Making): string {
  const parent = tip.commit === undefined ? [] : ['-p', tip.commit]
  const args = ['commit-tree', ...(signing.signs ? ['-S'] : []), ...parent, '-F', '-', tree]
  const settings = {
    'user.useConfigOnly': 'true',
    'i18n.commitEncoding': 'UTF-8',
    ...signing.settings,
  }
  // Whoever signs may be asked for a passphrase, or for a touch.
  const end = runGit(args, { ...run, input: message, settings, ...(signing.signs ? { waits: true } : {}) })
  if (end.code === 0) return end.stdout.trim()
  const fault = gitFault('commit-tree', end.stderr, run.root)
  if (signing.fault === undefined || notOfSigning.includes(fault.problems[0]?.rule)) throw fault
  throw signing.fault(end.stderr)
}

/** The same commit of another tree on another parent, with the date of its author: `SECONDS ZONE`. */
export function makeAgain(
  making: Omit<Making, 'tree' | 'tip'>,
  at: { readonly tree: string; readonly parent: string; readonly authored: string },
): string {
  const variables = { ...making.run.variables, GIT_AUTHOR_DATE: `@${at.authored}` }
  const run = { ...making.run, variables }
  return makeCommit({ ...making, run, tree: at.tree, tip: { commit: at.parent } })
}
