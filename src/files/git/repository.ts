import { lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { failure } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import { diskFault, systemCode } from '../disk/faults.ts'
import { kindAt } from '../disk/look.ts'
import { gitFault, missingGit, patience, stuckGit } from './faults.ts'
import { refusePipes } from './pipes.ts'
import type { Variables } from './run.ts'
import { findGit, gitVariables, runGit } from './run.ts'

/** A work tree under git. `root` is absolute; `prefix` is where the user stands in it: '' or `a/b/`. */
export interface Repository {
  readonly root: string
  readonly prefix: string
}

/**
 * The work tree that holds `cwd`; a linked work tree or submodule counts as its own. Starts no git. Undefined outside of a work
 * tree, inside a bare repository or `.git`, and where git is not installed. Throws a `TiexError` when there is no folder `cwd`.
 */
export async function findRepository(
  cwd: string,
  variables: Variables = process.env,
): Promise<Repository | undefined> {
  if (findGit(variables) === undefined) return undefined
  const start = realFolder(cwd)
  for (let at = start; ; at = dirname(at)) {
    if (isGitFolder(at)) return undefined
    if ((await gitFolder(at)) !== undefined) {
      const inside = relative(at, start).split(sep).join('/')
      return { root: at, prefix: inside === '' ? '' : `${inside}/` }
    }
    if (dirname(at) === at) return undefined
  }
}

/**
 * The folder where git keeps what belongs to this work tree; undefined when `root` is the root of none. Throws a `TiexError` where git
 * would wait for what it reads there.
 */
export async function gitFolder(root: string): Promise<string | undefined> {
  const folder = await namedFolder(root)
  if (folder !== undefined) refusePipes(folder, await commonFolder(folder))
  return folder
}

async function namedFolder(root: string): Promise<string | undefined> {
  const path = join(root, '.git')
  if (isFolder(path)) return isGitFolder(path) ? path : undefined
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined
  const bytes = await readBytes({ path, shown: '.git' }, 4096)
  const target = bytes === 'missing' ? '' : new TextDecoder().decode(bytes)
  const named = /^gitdir: ([^\0\n]+)\n?$/.exec(target)?.[1]
  if (named === undefined) return undefined
  const folder = resolve(root, named)
  return isGitFolder(folder) ? folder : undefined
}

/** The folder with what all linked work trees share; `folder` is that of one of them. */
export async function commonFolder(folder: string): Promise<string> {
  const bytes = await readBytes({ path: join(folder, 'commondir'), shown: 'commondir' }, 4096)
  return bytes === 'missing' ? folder : resolve(folder, new TextDecoder().decode(bytes).trim())
}

/** What `git init` needs to know of the environment; simple-git refuses editors, pagers and the like. */
const needed =
  /^(PATH|HOME|HOMEDRIVE|HOMEPATH|USERPROFILE|XDG_CONFIG_HOME|SYSTEMROOT|TE?MP|TMPDIR|LC_ALL|GIT_CONFIG_\w+)$/i

/** Makes an empty repository, its branch called main, in a folder that may be missing yet. Harmless where there is one already. */
export async function initRepository(folder: string, variables: Variables = process.env): Promise<void> {
  if (findGit(variables) === undefined) throw missingGit()
  const all = Object.entries(gitVariables(resolve(folder), variables))
  const env = Object.fromEntries(all.filter(([name]) => needed.test(name)))
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw diskFault(folder, error, 'no repository was made')
  }
  const { simpleGit } = await import('simple-git')
  try {
    // What stands in `env` is the user's own, the place of the user's settings too.
    const unsafe = { allowUnsafeConfigPaths: true }
    const timeout = { block: patience }
    const git = simpleGit({ baseDir: folder, allowEnvironment: Object.keys(env), unsafe, timeout })
    await git.env(env).init(false, ['--quiet', '--initial-branch=main'])
  } catch (error) {
    if (error instanceof Error && 'plugin' in error && error.plugin === 'timeout') throw stuckGit('init')
    throw gitFault('init', error instanceof Error ? error.message : '', folder)
  }
}

/** The e-mail git would put on a commit, without guessing one from the machine's name; undefined when none is set or git is missing. */
export async function userEmail(
  repository: Pick<Repository, 'root'>,
  variables: Variables,
): Promise<string | undefined> {
  return identity(repository, variables, 'email')
}

/** The name git would put on a commit; undefined when none is set or git is missing. */
export async function userName(
  repository: Pick<Repository, 'root'>,
  variables: Variables,
): Promise<string | undefined> {
  return identity(repository, variables, 'name')
}

function identity(
  repository: Pick<Repository, 'root'>,
  variables: Variables,
  part: 'name' | 'email',
): string | undefined {
  if (findGit(variables) === undefined) return undefined
  const given = variables[`GIT_AUTHOR_${part.toUpperCase()}`]?.trim()
  if (given !== undefined && given !== '') return given
  const end = runGit(['config', '--get', `user.${part}`], { root: repository.root, variables })
  if (end.code === 0) return end.stdout.trim() || undefined
  if (end.code === 1) return undefined
  throw gitFault('config', end.stderr, repository.root)
}

/** Whether `HEAD`, its branches and its objects stand here, as in `.git` and in a bare repository. */
function isGitFolder(path: string): boolean {
  if (!isFolder(path) || lstatSync(join(path, 'HEAD'), { throwIfNoEntry: false }) === undefined) return false
  const linked = lstatSync(join(path, 'commondir'), { throwIfNoEntry: false })
  return linked?.isFile() === true || (isFolder(join(path, 'objects')) && isFolder(join(path, 'refs')))
}

function isFolder(path: string): boolean {
  return kindAt(path) === 'folder'
}

function realFolder(cwd: string): string {
  try {
    const real = realpathSync(cwd)
    if (isFolder(real)) return real
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR') throw error
  }
  throw failure(
    'no-folder',
    `there is no folder "${cwd}"`,
    'go to a folder that is there, or name it with -C DIR',
  )
}
