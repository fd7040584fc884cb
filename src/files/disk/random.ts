import { randomBytes } from 'node:crypto'

/** Sixteen characters nobody can guess, padded for a file name. */
export function randomName(): string {
  return randomBytes(8).toString('hex')
}
