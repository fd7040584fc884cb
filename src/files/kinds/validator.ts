import { createRequire } from 'node:module'
import { join } from 'node:path'
import { shippedFolder } from '../shipped.ts'
import type { Kind } from './schema.ts'

/** What the build makes of a schema: whether the data is valid; what is wrong is left in `errors`. */
interface Validator {
  (data: unknown): boolean
  errors?: readonly SchemaError[] | null
}

export interface SchemaError {
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  /** The key that is wrong, where an error is about a key and not about its value. */
  readonly propertyName?: string
}

const load = createRequire(import.meta.url)
const validators = new Map<Kind, Validator>()

/** Loaded when the first file of the kind is checked. */
export function validatorOf(kind: Kind): Validator {
  const known = validators.get(kind)
  if (known !== undefined) return known
  const validator: Validator = load(join(shippedFolder('dist/validators'), `${kind}.cjs`))
  validators.set(kind, validator)
  return validator
}
