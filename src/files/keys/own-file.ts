import { statSync } from 'node:fs'
import { dirname, posix, win32 } from 'node:path'
import { failure, TiexError } from '../../problem.ts'
import { quotedForShell } from '../age/key-file.ts'
import { type FileName, fault } from '../disk/faults.ts'
import { writeDurably } from '../disk/write.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** The person's own key file, whether or not it is there. Throws a `TiexError` where no variable says what the configuration folder is, and where others may write there: they could put a key of theirs in the place of this one. */
export function ownKeyFile(variables: Variables): FileName {
  const path = keyFile(variables)
  refuseOpenFolder(path)
  return { path, shown: path }
}

/** As `ownKeyFile`; undefined where there is no configuration folder. */
export function ownKeyFileIfAny(variables: Variables): FileName | undefined {
  return keyPath(variables) === undefined ? undefined : ownKeyFile(variables)
}

/** On Windows modes say nothing. */
function refuseOpenFolder(path: string): void {
  const folder = dirname(path)
  const mode = modeOf(folder)
  if (process.platform === 'win32' || (mode & 0o022) === 0) return
  throw fault(
    folder,
    'key-mode',
    `may be written by others (mode ${mode.toString(8).padStart(3, '0')})`,
    `chmod 700 ${quotedForShell(folder)}`,
  )
}

/** 0 for a folder that is not there, and where something else is on the way to it: that is told when the file is read or written. */
function modeOf(folder: string): number {
  try {
    return (statSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & 0o777
  } catch {
    return 0
  }
}

/** Replaces the person's own key file as `writeDurably` does. */
export function writeOwnKeys(
  file: FileName,
  change: Parameters<typeof writeDurably>[1],
): Promise<'written' | 'unchanged'> {
  return withPlaceHint(() => writeDurably(file, change, { mode: 0o600 }))
}

/** Does something with the person's own key file; where its folder cannot be made, read or written the `TiexError` says what to set. */
export async function withPlaceHint<Value>(step: () => Promise<Value>): Promise<Value> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof TiexError)) throw error
    const problems = error.problems.map((problem) =>
      misplaced.includes(problem.rule) ? { ...problem, hint: elsewhere } : problem,
    )
    throw new TiexError(problems, error.closing)
  }
}

/** Rules of `disk/faults.ts` that say the place is wrong. */
const misplaced = ['not-allowed', 'read-only', 'not-a-folder', 'disk-error', 'name-too-long']
const elsewhere =
  'set XDG_CONFIG_HOME to a folder that you may write to, or TIEX_IDENTITY to the path of a key file that is there'

/** The path of the person's own key file, whether or not it is there. Throws a `TiexError` where no variable says what the configuration folder is. */
export function keyFile(variables: Variables, platform: string = process.platform): string {
  const path = keyPath(variables, platform)
  if (path !== undefined) return path
  throw failure(
    'no-configuration',
    `there is no folder for your key: ${platform === 'win32' ? 'APPDATA is' : 'HOME and XDG_CONFIG_HOME are'} not set`,
    'set TIEX_IDENTITY to the path of a key file',
  )
}

/** A relative path in XDG_CONFIG_HOME counts as none: https://specifications.freedesktop.org/basedir-spec */
function keyPath(variables: Variables, platform: string = process.platform): string | undefined {
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix
  const { APPDATA = '', XDG_CONFIG_HOME = '', HOME = '' } = variables
  const folders = platform === 'win32' ? [APPDATA] : [XDG_CONFIG_HOME, HOME && join(HOME, '.config')]
  const folder = folders.find((path) => isAbsolute(path))
  return folder === undefined ? undefined : join(folder, 'tiex/identity.txt')
}
