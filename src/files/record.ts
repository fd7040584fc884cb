import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Session } from '../env.ts'
import { commitFiles } from './git/commit.ts'
import { findRepository, userEmail } from './git/repository.ts'
import { findGit } from './git/run.ts'

/** What became of the commit. `no repository`: the files are written and nothing else is needed; `no git`: they lie in a repository, but git was not found. */
export type Recorded = 'committed' | 'nothing' | 'no repository' | 'no git'

/** Commits just these files, named from `root` with forward slashes. `author` stands in where git knows nobody. */
export async function record(
  session: Session,
  root: string,
  work: {
    readonly files: readonly string[]
    readonly message: string
    readonly author?: { readonly name: string; readonly email: string }
  },
): Promise<Recorded> {
  const { variables } = session.env
  const repository = await findRepository(root, variables)
  if (repository === undefined)
    return isUnderGit(root) && findGit(variables) === undefined ? 'no git' : 'no repository'
  const files = work.files.map((file) => `${repository.prefix}${file}`)
  const author = (await userEmail(repository, variables)) === undefined ? work.author : undefined
  const committed = await commitFiles(repository, {
    files,
    message: work.message,
    variables,
    ...(author === undefined ? {} : { author }),
  })
  if (committed !== 'committed, index stale') return committed
  session.say(
    `Another git holds the index, which still names the files as they were before. When it has ended, run: git reset -q -- ${files.join(' ')}\n`,
  )
  return 'committed'
}

/** Whether a folder from here upwards holds `.git`: git would have something to say, if it were there. */
function isUnderGit(folder: string): boolean {
  return existsSync(join(folder, '.git')) || (dirname(folder) !== folder && isUnderGit(dirname(folder)))
}
