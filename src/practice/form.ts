import { modelName } from '../model/model.ts'
import type { Practice } from './practice.ts'

const practiceFormat = 'tiex-practice/1'

/** Keys in the order in which they are written. */
const practiceKeys = [
  'format',
  'id',
  'organisation',
  'title',
  'what',
  'changed',
  'cells',
  'model',
  'contact',
  'links',
  'added',
  'share',
] as const satisfies readonly (keyof Practice)[]

/** What a practice can be made of; undefined, an empty text and an empty list are the same as absent. */
export type PracticeParts = { readonly [Key in keyof Practice]?: Practice[Key] | undefined }

/** The practice with its keys in order; what is undefined or empty is left out. */
export function inOrder(parts: PracticeParts): Practice {
  const entries = practiceKeys.map((key) => [key, parts[key]] as const)
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined && value !== '' && !isEmptyList(value)),
  ) as unknown as Practice
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** A practice as it is written first; `model` is named where it has cells. */
export function newPractice(
  parts: Omit<PracticeParts, 'format' | 'organisation' | 'model'>,
  model: { readonly id: string; readonly version: string },
): Practice {
  const hasCells = (parts.cells ?? []).length > 0
  return inOrder({ ...parts, format: practiceFormat, ...(hasCells ? { model: modelName(model) } : {}) })
}

/** What a practice is called on a command line: its id, with its council before it where it is another's. */
export function practiceName({ id, organisation }: Practice): string {
  return organisation === undefined ? id : `${organisation.id}/${id}`
}
