import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Person } from '../assessment/assessment.ts'
import type { Session } from '../env.ts'
import { oneLine } from '../harmless.ts'
import { TiexError } from '../problem.ts'
import { wrap } from '../render/text.ts'
import { type Commit, commitFiles } from './git/committing/commit.ts'
import type { Identity, SigningKey } from './git/committing/make-commit.ts'
import type { Message } from './git/committing/message.ts'
import { settleIndex } from './git/committing/settle.ts'
import { readPrograms } from './git/programs.ts'
import { findCommit, readChanges } from './git/reading/history.ts'
import { findRepository, type Repository } from './git/repository.ts'
import { findGit, type Variables } from './git/run.ts'
import { parseKey } from './ssh/public-key.ts'
import { askingVariables } from './ssh/run.ts'
import { announceSigning, cannotSign, findSigner, type Signer } from './ssh/sign.ts'

/** What became of the commit. `no repository`: the files are written and nothing else is needed; `no git`: they lie in a repository, but git was not found. */
export type Recorded = 'committed' | 'nothing' | 'no repository' | 'no git'

/** What became of a file that was saved, in words that stand before its name. */
export const savedWords: Readonly<Record<Recorded, string>> = {
  committed: 'Saved and committed',
  nothing: 'Saved and committed before',
  'no repository': 'Saved',
  'no git': 'Saved, not committed: git was not found\nThe file',
}

/** Who acts, as far as a commit tells. */
type Acting = Pick<Person, 'id' | 'name' | 'email' | 'signing-key'>

interface Work {
  /** Named from `root` with forward slashes. */
  readonly files: readonly string[]
  readonly message: Message
  /** Who acts; whoever git knows when absent. */
  readonly person?: Acting
  /** Who commits what the person did, where they do not themselves: the committer, who signs with their own key. */
  readonly by?: Acting
  /** The file of their signing key, where they named one. */
  readonly key?: string
}

/**
 * Commits just these files. The person stands as author, whatever git is told of authors; the committer is git's own identity, or the
 * person too where git has none. Where the person has a signing key, the commit is signed with it; where its private half is not found
 * the commit is made all the same, and a message says so. With `by` that person commits
 * and signs, and the first stays the author. Throws a `TiexError`, with nothing committed, where the key is there and cannot sign, and for
 * all that stops `commitFiles`.
 */
export async function record(session: Session, root: string, work: Work): Promise<Recorded> {
  const { variables } = session.env
  const repository = await findRepository(root, variables)
  if (repository === undefined)
    return isUnderGit(root) && findGit(variables) === undefined ? 'no git' : 'no repository'
  const files = work.files.map((file) => `${repository.prefix}${file}`)
  const signing = work.by ?? work.person
  let unsigned = false
  const committed = await commitFiles(repository, {
    files,
    message: work.message,
    variables: askingVariables(variables, session.interactive),
    ...identities(work),
    landed: (landed) => session.made?.push(landed),
    signingKey: async () => {
      const signer = await signerOf(session, {
        ...work,
        ...(signing === undefined ? {} : { person: signing }),
      })
      unsigned = signer === undefined && signing?.['signing-key'] !== undefined
      return signer === undefined ? undefined : signingKey(session, signer)
    },
  })
  if (unsigned && committed !== 'nothing') sayUnsigned(session, signing!.id)
  if (committed !== 'committed, index stale') return committed
  session.say(indexLeftWords(`git reset -q -- ${files.join(' ')}`))
  return 'committed'
}

/** What is told where a commit landed and the index did not follow; `reset` is what puts that right. */
export function indexLeftWords(reset: string): string {
  return `Another git holds the index, or one that crashed left .git/index.lock: the index still names the files as they were before. When that is over, run: ${reset}\n`
}

/**
 * Commits files that say already what they are to say, where an earlier run was stopped before it could, and tells so. False where HEAD
 * holds them, and outside of a repository. Throws as `record` does.
 */
export async function recordLeft(session: Session, root: string, work: Work): Promise<boolean> {
  if ((await record(session, root, work)) !== 'committed') return false
  const told = `Committed what was written before: ${work.files.join(', ')}`
  session.say(`${wrap(told, session.screen.width)}\n`)
  return true
}

/**
 * Puts the index right where a run was stopped after its commit of these files, named from `root`, and before that. Nothing outside of a
 * repository.
 */
export async function settleLeft(session: Session, root: string, files: readonly string[]): Promise<void> {
  const { variables } = session.env
  const repository = await findRepository(root, variables)
  if (repository === undefined) return
  const names = files.map((file) => `${repository.prefix}${file}`)
  await settleIndex(names, { root: repository.root, variables })
}

/** The same for all files of the newest commit, where that changed this one: for commands that write more than they can name afterwards. */
export async function settleNewest(session: Session, root: string, file: string): Promise<void> {
  const { variables } = session.env
  const repository = await findRepository(root, variables)
  if (repository === undefined) return
  const run = { root: repository.root, variables }
  const to = findCommit('HEAD', run)
  if (to === undefined) return
  const names = readChanges([{ from: undefined, to }], run).flatMap((changes) =>
    changes.map(({ path }) => path),
  )
  if (names.includes(`${repository.prefix}${file}`)) await settleIndex(names, run)
}

/** Who stands as what. Git's own identity counts as soon as it has an e-mail, which then does for a name that is missing. */
function identities({ person, by }: Pick<Work, 'person' | 'by'>): Pick<Commit, 'author' | 'committer'> {
  if (person === undefined) return {}
  const author = { name: person.name, email: person.email }
  if (by !== undefined) return { author, committer: () => ({ name: by.name, email: by.email }) }
  const committer = ({ name, email }: Partial<Identity>) => {
    if (email === undefined) return author
    // git would keep what hides in a name that a configuration gives it
    return name !== undefined && oneLine(name) === name ? undefined : { name: name ?? email, email }
  }
  return { author, committer }
}

/** What git itself would put as committer, without guessing from the machine's names. */
export function ownIdentity({ root }: Pick<Repository, 'root'>, variables: Variables): Partial<Identity> {
  return readPrograms({ root, variables }).committer
}

/** How the person signs; undefined where tiex.yaml registers no key, one that is damaged, or one whose private half is not found. */
export async function signerOf(
  session: Session,
  { person, key }: Pick<Work, 'person' | 'key'>,
): Promise<Signer | undefined> {
  const registered = person?.['signing-key']
  if (registered === undefined || parseKey(registered) === undefined) return undefined
  return findSigner(session, registered, key)
}

export function signingKey(session: Session, signer: Signer): SigningKey {
  announceSigning(session, signer)
  // Git keeps to itself what ssh-keygen says, that it waits for a touch too.
  if (session.interactive && signer.key.startsWith('sk-'))
    session.say('Touch your security key when it blinks: it signs the commit.\n')
  return {
    setting: signer.file ?? `key::${signer.key}`,
    fault: (told) => new TiexError(cannotSign(session, signer, told).problems, 'Nothing was committed.'),
  }
}

function sayUnsigned(session: Session, person: string): void {
  const told = `Not signed: no private key was found for the signing key of ${person}; tiex verify will not accept this commit. Set it with: git config user.signingkey FILE`
  session.say(`${wrap(told, session.screen.width)}\n`)
}

/** Whether a folder from here upwards holds `.git`: git would have something to say, if it were there. */
function isUnderGit(folder: string): boolean {
  return existsSync(join(folder, '.git')) || (dirname(folder) !== folder && isUnderGit(dirname(folder)))
}
