import type { Model, Statement } from '../model/model.ts'
import { readable, visible } from './text.ts'

/** What tells a statement from the others of its section, in lower case: the title of its stage, or its key in words. */
export function keyTitle({ key, section }: Pick<Statement, 'key' | 'section'>, model: Model): string {
  const isCell = model.sectionById.get(section)?.kind === 'cell'
  const stage = isCell ? model.stages.find(({ id }) => id === key) : undefined
  return visible(stage?.title ?? readable(key)).toLowerCase()
}
