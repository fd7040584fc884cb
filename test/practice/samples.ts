import type { Practice } from '../../src/practice/practice.ts'

/** A practice of the council's own with no more than it must have. */
export function practiceOf(id: string, more: Partial<Practice> = {}): Practice {
  return { format: 'tiex-practice/1', id, title: `About ${id}`, what: 'We did it.', ...more }
}

/** A practice of another council. */
export function practiceFrom(council: string, id: string, more: Partial<Practice> = {}): Practice {
  return practiceOf(id, { organisation: { id: council, name: `${council} Council` }, ...more })
}
