import type { Screen } from '../../env.ts'
import type { Response } from '../../response/response.ts'
import { counted, wrap } from '../text.ts'

/** How many answers were given to statements that a newer model worded otherwise, and were not confirmed since; '' where there are none. */
export function renderUnconfirmed(
  responses: readonly Pick<Response, 'reworded'>[],
  { width }: Screen,
): string {
  const marked = responses.flatMap(({ reworded = [] }) => reworded)
  if (marked.length === 0) return ''
  const statements = counted(new Set(marked).size, 'reworded statement')
  const are = marked.length === 1 ? 'is' : 'are'
  return `\n${wrap(`${counted(marked.length, 'answer')} to ${statements} ${are} not confirmed yet, and counted as given: tiex assess asks who gave them.`, width)}\n`
}
