import type { Kind } from './schema.ts'
import { validatorOf } from './validator.ts'

/**
 * Loads now what the first save of a file of the kind would load, so that a person whose tiex is upgraded while they answer can finish,
 * and no answer waits for it.
 */
export async function readyToSave(kind: Kind): Promise<void> {
  validatorOf(kind)
  await import('yaml')
}
