import type { Session } from '../env.ts'
import { commitFiles } from './git/commit.ts'
import { findRepository, userEmail } from './git/repository.ts'

/** What became of the commit: no repository means that the files are written and nothing else is needed. */
export type Recorded = 'committed' | 'nothing' | 'no repository'

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
  if (repository === undefined) return 'no repository'
  const files = work.files.map((file) => `${repository.prefix}${file}`)
  const author = (await userEmail(repository, variables)) === undefined ? work.author : undefined
  return commitFiles(repository, {
    files,
    message: work.message,
    variables,
    ...(author === undefined ? {} : { author }),
  })
}
