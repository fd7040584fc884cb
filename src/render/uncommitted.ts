import type { Screen } from '../env.ts'
import { oneLine, wrap } from './text.ts'

/** Names files that colleagues do not have yet, and what of it follows for them; '' where there are none. */
export function renderUncommitted(files: readonly string[], until: string, { width }: Screen): string {
  if (files.length === 0) return ''
  return `${wrap(oneLine(`Not committed yet: ${files.join(', ')}; until then colleagues ${until}`), width)}\n`
}
