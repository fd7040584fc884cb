import fc from 'fast-check'
import { stringify } from 'yaml'
import type { Kind } from '../../src/files/kinds/schema.ts'
import { styleOf } from '../../src/files/kinds/styles.ts'
import { formatYaml } from '../../src/files/yaml/format.ts'

/** How a person or a program may write the same data; what one cannot write another does. */
export type Hand = 'tiex' | 'library' | 'json'

export const anyHand: fc.Arbitrary<Hand> = fc.constantFrom('tiex', 'library', 'json')

/** Data as the bytes of a file. */
export function written(kind: Kind, data: unknown, hand: Hand): Buffer {
  return Buffer.from(text(kind, data, hand), 'utf8')
}

function text(kind: Kind, data: unknown, hand: Hand): string {
  try {
    if (hand === 'tiex') return formatYaml(data, styleOf(kind))
    if (hand === 'library') return stringify(data, { aliasDuplicateObjects: false })
  } catch {
    // Not everything is a value of YAML as tiex or the library writes it: JSON holds all of it.
  }
  return `${JSON.stringify(data, null, 1)}\n`
}
