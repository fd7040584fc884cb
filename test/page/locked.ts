import { readFileSync } from 'node:fs'
import { unlock } from '../../src/files/age/passphrase.ts'

/** What is in a file that a passphrase locks, read by our own code for such files. */
export async function openLocked(file: string, passphrase: string): Promise<string> {
  return unlock(readFileSync(file, 'utf8'), passphrase)
}
