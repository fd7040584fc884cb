import { TiexError } from '../../problem.ts'

/** A file or folder on disk. Messages name it by `shown`: from the root of the repository, with forward slashes. */
export interface FileName {
  readonly path: string
  readonly shown: string
  /** `listFolder` has just told it as a plain file: what that looked at is not looked at again for each of thousands. */
  readonly listed?: boolean
}

/** A `TiexError` of one problem that is about a whole file. */
export function fault(shown: string, rule: string, message: string, hint: string): TiexError {
  return new TiexError([{ severity: 'error', rule, message, hint, place: { file: shown } }])
}

/** The code of an error of the operating system, such as `ENOENT`; undefined for every other error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined
  return String(error.code)
}

const causes: Readonly<Record<string, readonly [rule: string, message: string, hint: string]>> = {
  ENOSPC: ['disk-full', 'the disk is full', 'free some space, then run this again'],
  EDQUOT: ['disk-full', 'your share of the disk is used up', 'free some space, then run this again'],
  EFBIG: [
    'disk-full',
    'the file is larger than this disk or shell allows',
    'raise the limit (ulimit -f), or use another disk',
  ],
  EROFS: ['read-only', 'the disk is read-only', 'work in a folder that can be written to: -C DIR'],
  EACCES: ['not-allowed', 'you have no permission for this', 'look at who owns the file and its folder'],
  EPERM: ['not-allowed', 'you have no permission for this', 'look at who owns the file and its folder'],
  EBUSY: ['in-use', 'another program is using the file', 'close it there, then run this again'],
  EIO: ['disk-error', 'the disk reported an error', 'check the disk, then run this again'],
  EMFILE: [
    'too-many-open',
    'too many files are open at once',
    'close other programs, or raise the limit (ulimit -n)',
  ],
  ENFILE: ['too-many-open', 'too many files are open at once', 'close other programs, then run this again'],
  ENAMETOOLONG: [
    'name-too-long',
    'the name is too long for this disk',
    'choose a shorter name, or a folder higher up',
  ],
  ENOTDIR: [
    'not-a-folder',
    'a folder on the way to it is a file',
    'move the file away, or name another folder',
  ],
}

/**
 * What the operating system refused, in words, as a `TiexError`; `closing` ends the message: `nothing was changed`.
 * Any error that is not of the operating system comes back as it is.
 */
export function diskFault(shown: string, error: unknown, closing?: string): unknown {
  const code = systemCode(error)
  if (code === undefined) return error
  const [rule, message, hint] = causes[code] ?? [
    'disk-error',
    `the system reported ${code}`,
    'look at the disk and the folder, then run this again',
  ]
  return fault(shown, rule, closing === undefined ? message : `${message}: ${closing}`, hint)
}
