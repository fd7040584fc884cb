import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { failure, TiexError } from '../../problem.ts'
import { systemCode } from '../disk/faults.ts'
import { absoluteFolders, type Variables } from '../git/run.ts'

/** How a program ended. `code` is undefined where it could not be started or was killed. */
export interface SshEnd {
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface SshRun {
  readonly args: readonly string[]
  readonly input?: Uint8Array | string
  readonly variables: Variables
  /** A person sits before the terminal: what the program has to say, and asks, goes there instead of into `stderr`. */
  readonly attended?: boolean
}

/** What the programs of OpenSSH need to know of the environment: the system, the home, the agent, and who asks for a passphrase. */
const needed =
  /^(PATH|HOME|HOMEDRIVE|HOMEPATH|USERPROFILE|SYSTEMROOT|TE?MP|TMPDIR|TERM|SSH_AUTH_SOCK|SSH_ASKPASS(_REQUIRE)?|SSH_SK_PROVIDER|SSH_SK_HELPER|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS)$/i

/** The absolute path of a program of OpenSSH, from the absolute folders of PATH only; undefined when it is not installed. */
export function findSsh(program: 'ssh-keygen' | 'ssh-add', variables: Variables): string | undefined {
  const name = Object.keys(variables).find((key) => key.toUpperCase() === 'PATH')
  const file = process.platform === 'win32' ? `${program}.exe` : program
  return absoluteFolders(name === undefined ? '' : (variables[name] ?? ''))
    .map((folder) => join(folder, file))
    .find(isProgram)
}

/**
 * Runs a program of OpenSSH, given by its absolute path, to its end. Its words are for people: only `code` says whether it did what it
 * was asked. Without a person it is never given the chance to ask on a terminal and wait.
 */
export function runSsh(program: string, { args, input, variables, attended = false }: SshRun): SshEnd {
  const kept = Object.entries(variables)
    .filter(([name]) => needed.test(name))
    .map(([name, value = '']) => [
      name,
      name.toUpperCase() === 'PATH' ? absoluteFolders(value).join(delimiter) : value,
    ])
  const end = spawnSync(program, args, {
    env: {
      ...askingVariables(Object.fromEntries(kept), attended),
      LC_ALL: 'C',
      // Windows would look for a program that asks for a passphrase in the current folder first.
      NoDefaultCurrentDirectoryInExePath: '1',
    },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', attended ? 'inherit' : 'pipe'],
    ...(input === undefined ? {} : { input }),
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
    windowsHide: true,
    ...(attended ? {} : { timeout: 60_000 }),
  })
  // It may end before it has read its input; that is a failure with a code of its own.
  const isEnded = end.error === undefined || (systemCode(end.error) === 'EPIPE' && end.status !== 0)
  const code = isEnded ? (end.status ?? undefined) : undefined
  return { code, stdout: end.stdout ?? '', stderr: end.stderr ?? '' }
}

/**
 * The variables under which OpenSSH asks for a passphrase where it is to: on the terminal of a person who sits there, even when its
 * standard input is taken and a desktop without a program for asking runs; else never on a terminal. A program that the user named
 * for asking (SSH_ASKPASS) is used in both cases.
 */
export function askingVariables(variables: Variables, attended: boolean): Variables {
  const { SSH_ASKPASS: own, SSH_ASKPASS_REQUIRE: required } = variables
  if (attended) {
    return own === undefined && required === undefined
      ? { ...variables, SSH_ASKPASS_REQUIRE: 'never' }
      : variables
  }
  return { ...variables, SSH_ASKPASS_REQUIRE: 'force', SSH_ASKPASS: own ?? '/dev/null' }
}

/**
 * Does something in a folder that nobody else may look into, and that is gone afterwards where the system lets it go: no secret is to be
 * left there. Throws a `TiexError` where there is none, or nothing can be written there.
 */
export function inPrivateFolder<T>(action: (folder: string) => T): T {
  const folder = orFailure(() => mkdtempSync(join(tmpdir(), 'tiex-ssh-')))
  try {
    return orFailure(() => action(folder))
  } finally {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {}
  }
}

function orFailure<T>(action: () => T): T {
  try {
    return action()
  } catch (error) {
    const code = systemCode(error)
    if (error instanceof TiexError || code === undefined) throw error
    throw failure(
      'temporary-folder',
      `there is no folder for temporary files (${code})`,
      'set TMPDIR to a folder that you may write to, and run this again',
    )
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
