import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { initRepository } from '../../../src/files/git/repository.ts'
import { scratch } from '../disk/scratch.ts'

export interface World {
  readonly root: string
  readonly variables: Record<string, string>
  readonly repository: { readonly root: string; readonly prefix: '' }
  /** What git prints, run as the user would, without the last line break. */
  readonly git: (...args: string[]) => string
  readonly put: (file: string, text: string) => void
}

let begun: string | undefined

/** A repository as tiex makes one, to be copied. Gone with the folder of the run. */
async function beginOnce(variables: Record<string, string>): Promise<string> {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-repository-'))
  await initRepository(root, variables)
  return root
}

/** A repository without a commit, and a git that knows no configuration but Bo's name. */
export async function world(): Promise<World> {
  const base = scratch()
  const root = join(base, 'council')
  const settings = join(base, 'gitconfig')
  writeFileSync(settings, '[user]\n\tname = Bo\n\temail = bo@council.test\n[init]\n\tdefaultBranch = main\n')
  const variables = {
    PATH: process.env.PATH ?? '',
    HOME: base,
    GIT_CONFIG_GLOBAL: settings,
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
  }
  begun ??= await beginOnce(variables)
  cpSync(begun, root, { recursive: true })
  return {
    root,
    variables,
    repository: { root, prefix: '' },
    git: (...args) =>
      execFileSync('git', args, { cwd: root, env: variables, encoding: 'utf8', stdio: 'pipe' }).trimEnd(),
    put: (file, text) => {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    },
  }
}

/** A world whose first commit holds these files. */
export async function worldWith(files: Readonly<Record<string, string>>): Promise<World> {
  const made = await world()
  for (const [file, text] of Object.entries(files)) made.put(file, text)
  made.git('add', '--all')
  made.git('commit', '--quiet', '-m', 'first')
  return made
}
