import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import { failure, interrupted } from '../../problem.ts'
import { systemCode } from '../disk/faults.ts'
import { randomName } from '../disk/random.ts'
import { gitFault, missingGit, patience, stuckGit, talkativeGit, unstartedGit } from './faults.ts'

/** Environment variables, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>

export interface GitRun {
  /** The root of the work tree; git looks for a repository here and no higher. */
  readonly root: string
  readonly variables: Variables
  /** What git reads on its standard input; nothing when absent. */
  readonly input?: string | Uint8Array
  /** Settings for this run, over those of `safeSettings`. */
  readonly settings?: Readonly<Record<string, string>>
  /** The history alone is asked: git does without its index, which may be damaged. */
  readonly indexless?: true
  /** Run as a hook of this repository: git is told the folder of it, and sees what a push brings before it is taken in. */
  readonly hookOf?: string
  /** The ways by which this run may reach another repository, such as `https`; none when absent, whatever any configuration says. */
  readonly ways?: readonly string[]
  /** A person or another machine may be waited for; when absent git is ended after `patience`. */
  readonly waits?: true
}

export interface GitEnd {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** No hook, monitor, pager or transport that the repository's own configuration names is started by git under these. */
export const safeSettings: readonly string[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.sshCommand=ssh -o ConnectTimeout=30 -o ServerAliveInterval=15',
  'core.quotePath=false',
  'safe.bareRepository=explicit',
  'diff.external=',
  'credential.helper=',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=no',
  'gc.auto=0',
]

/** Variables of git that say who the user is and where the user's own settings stand; every other `GIT_*` would redirect git. */
const kept =
  /^GIT_(SSH|SSH_COMMAND|ASKPASS|(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|SSL_CAINFO)$/

/** What git tells a hook about objects that are pushed and not yet taken in. */
const quarantine = [
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
] as const

/** Keys and passphrases that are for tiex alone: what is started by it, and what that starts, does not see them. */
const secret = /^TIEX_/i

/**
 * What git is started with: the given variables, without those that redirect it, and with those that keep it quiet and local. `root` is
 * the work tree, whatever `core.worktree` says. Git before 2.45 fetches what a partial clone lacks by itself, by a program that the
 * repository names; this list of ways, which alone stands above `protocol.*` of every configuration, keeps it from that.
 */
export function gitVariables(
  root: string,
  variables: Variables,
  ways: readonly string[] = [],
): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined || secret.test(name)) continue
    if (name.toUpperCase() === 'PATH') result[name] = absoluteFolders(value).join(delimiter)
    else if (!/^git_/i.test(name) || kept.test(name.toUpperCase())) result[name] = value
  }
  return {
    ...result,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Windows knows no empty variables.
    GIT_ALLOW_PROTOCOL: ways.length === 0 ? 'none' : ways.join(':'),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_CEILING_DIRECTORIES: dirname(root),
    // Windows would look for the programs that git starts in the current folder first.
    NoDefaultCurrentDirectoryInExePath: '1',
  }
}

/** The absolute path of git, from the absolute folders of PATH only; undefined when it is not installed. */
export function findGit(variables: Variables): string | undefined {
  const name = Object.keys(variables).find((key) => key.toUpperCase() === 'PATH')
  const program = process.platform === 'win32' ? 'git.exe' : 'git'
  return absoluteFolders(name === undefined ? '' : (variables[name] ?? ''))
    .map((folder) => join(folder, program))
    .find(isProgram)
}

/** The folders of a PATH in which programs are looked for: a relative one would be a folder of whatever repository tiex is run in. */
export function absoluteFolders(path: string): readonly string[] {
  return path.split(delimiter).filter((folder) => isAbsolute(folder))
}

/**
 * Runs git to its end and returns how it ended, whatever its exit code. Meant for plumbing: porcelain such as `status` runs filters
 * that a repository names, and no setting prevents that. Nothing a user typed may stand where git looks for options.
 * Throws a `TiexError` when git is missing, cannot be started or is ended by a signal.
 */
export function runGit(args: readonly string[], run: GitRun): GitEnd {
  const end = runGitBytes(args, run)
  return { ...end, stdout: end.stdout.toString('utf8') }
}

export type GitBytes = Omit<GitEnd, 'stdout'> & { readonly stdout: Buffer }

/** As `runGit`, with what git printed as bytes. */
export function runGitBytes(args: readonly string[], run: GitRun): GitBytes {
  const end = startGit(args, run, 256 * 1024 * 1024)
  if (end === 'too much') throw talkativeGit(args[0] ?? '')
  return end
}

/** As `runGitBytes`; git is ended, and `too much` said, where it prints more bytes than these. */
export function runGitWithin(maxBytes: number, args: readonly string[], run: GitRun): GitBytes | 'too much' {
  return startGit(args, run, maxBytes)
}

function startGit(args: readonly string[], run: GitRun, maxBuffer: number): GitBytes | 'too much' {
  const git = findGit(run.variables)
  if (git === undefined) throw missingGit()
  const settings = safeSettings.flatMap((setting) => ['-c', setting])
  const end = spawnSync(git, ['--no-pager', ...settings, ...args], {
    cwd: run.root,
    env: gitEnvironment(run),
    ...(run.waits === true ? {} : { timeout: patience }),
    stdio: [run.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(run.input === undefined ? {} : { input: run.input }),
    maxBuffer,
    windowsHide: true,
  })
  // Git may end before it has read its input; its exit code then says why.
  if (end.error !== undefined && systemCode(end.error) !== 'EPIPE') {
    if (systemCode(end.error) === 'ETIMEDOUT') throw stuckGit(args[0] ?? '')
    if (systemCode(end.error) === 'ENOBUFS') return 'too much'
    throw unstartedGit(end.error)
  }
  // What git says by its exit code it has not said then: "there is no such file" least of all.
  if (end.signal !== null)
    throw failure(
      end.signal === 'SIGINT' ? interrupted : 'git-stopped',
      `git ${args[0]} was stopped (${end.signal}) before it was done`,
      'run this again: what is done already is not done twice',
    )
  return { code: end.status ?? 128, stdout: end.stdout, stderr: end.stderr.toString('utf8') }
}

/** The environment of a run. */
export function gitEnvironment(run: GitRun): Record<string, string> {
  return { ...gitVariables(run.root, run.variables, run.ways), ...variablesOf(run) }
}

/** Settings go by variables: their keys may hold `=`, at which `-c` would cut them. */
function variablesOf({ root, hookOf, settings = {}, variables, indexless }: GitRun): Record<string, string> {
  const entries = Object.entries(settings)
  const result: Record<string, string> = { GIT_CONFIG_COUNT: String(entries.length) }
  if (indexless === true) result.GIT_INDEX_FILE = join(root, `.${randomName()}`)
  if (hookOf === undefined) result.GIT_WORK_TREE = root
  else {
    result.GIT_DIR = hookOf
    for (const name of quarantine) if (variables[name] !== undefined) result[name] = variables[name]
  }
  for (const [at, [key, value]] of entries.entries()) {
    result[`GIT_CONFIG_KEY_${at}`] = key
    result[`GIT_CONFIG_VALUE_${at}`] = value
  }
  return result
}

/** What git printed. Throws a `TiexError` that says why where git failed. */
export function gitOutput(args: readonly string[], run: GitRun): string {
  const end = runGit(args, run)
  if (end.code !== 0) throw gitFault(args[0] ?? '', end.stderr, run.root)
  return end.stdout
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
