import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../world.ts'

/** Test keys, derived from public words: they protect nothing. */
export const alice = pairOf('alice')
export const bob = pairOf('bob')
export const sue = pairOf('sue')
export const stranger = pairOf('stranger')

/** The path of a test identity file. */
export function identityFile(name: string): string {
  return join(projectRoot, 'test/data/hostile/identities', `${name}.txt`)
}

function pairOf(name: string): { readonly identity: string; readonly recipient: string } {
  const text = readFileSync(identityFile(name), 'utf8')
  return {
    identity: /^AGE-SECRET-KEY-1.*$/m.exec(text)?.[0] ?? '',
    recipient: /age1[a-z0-9]+/.exec(text)?.[0] ?? '',
  }
}

/** Whether the standard programs are here; says so loudly where they are not. */
export function hasAge(): boolean {
  try {
    execFileSync('age', ['--version'], { stdio: 'ignore' })
    execFileSync('age-keygen', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    // biome-ignore lint/suspicious/noConsole: a test that is left out must be seen
    console.warn('NOT TESTED: age and age-keygen are not installed (apt-get install age)')
    return false
  }
}

/** Runs `age` with what it reads on stdin; its output, or what it complained of. */
export function age(args: readonly string[], input: string | Uint8Array): Buffer {
  return execFileSync('age', args, { input, stdio: 'pipe', env: { PATH: process.env.PATH ?? '' } })
}
