/** Written by src/build/build.ts from src/schemas: each returns whether the data is valid and leaves what is wrong in `errors`. */
export interface SchemaError {
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
  /** The key that is wrong, where an error is about a key and not about its value. */
  readonly propertyName?: string
}

type Validator = { (data: unknown): boolean; errors?: readonly SchemaError[] | null }

export const assessment: Validator
export const response: Validator
export const consensus: Validator
export const second_look: Validator
export const plan: Validator
export const signatures: Validator
export const forms: Validator
export const practice: Validator
export const official: Validator
export const exchange: Validator
export const model: Validator
export const characteristic: Validator
export const success_factor: Validator
export const resources: Validator
export const glossary: Validator
