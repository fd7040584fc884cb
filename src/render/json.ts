import { jsonEscaped } from '../harmless.ts'

/** A document of JSON as it is printed: two blanks a level, a line feed at its end, nothing in it that acts on a terminal or hides. */
export function renderJson(value: unknown): string {
  return `${jsonEscaped(JSON.stringify(value, null, 2))}\n`
}
