import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scratch } from '../disk/scratch.ts'

/** What the programs of OpenSSH are started with: no agent, no home and no terminal of this machine. */
export function bare(home = scratch()): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: home, LC_ALL: 'C' }
}

export interface MadeKey {
  /** Of the private half; the public one lies beside it as `.pub`. */
  readonly file: string
  readonly public: string
}

/** A new key of ssh-keygen: `kind` is `ed25519`, or with a size `rsa 2048`. */
export function makeKey(
  kind = 'ed25519',
  { file = join(scratch(), 'key'), passphrase = '', comment = 'a comment' } = {},
): MadeKey {
  const [type, bits] = kind.split(' ')
  const size = bits === undefined ? [] : ['-b', bits]
  keygen(['-q', '-t', type ?? '', ...size, '-N', passphrase, '-C', comment, '-f', file])
  return { file, public: readFileSync(`${file}.pub`, 'utf8').trim() }
}

/** What ssh-keygen itself signs. */
export function signed(
  key: MadeKey,
  message: string | Uint8Array,
  { namespace = 'tiex-response', options = [] as readonly string[] } = {},
): string {
  return keygen(['-q', '-Y', 'sign', ...options, '-n', namespace, '-f', key.file], message)
}

export function keygen(args: readonly string[], input: string | Uint8Array = ''): string {
  return execFileSync('ssh-keygen', args, { input, env: bare(), encoding: 'utf8', stdio: 'pipe' })
}

/** `type base64` of a line that may have a comment. */
export function withoutComment(key: string): string {
  return key.split(' ').slice(0, 2).join(' ')
}
