import type { Screen } from '../env.ts'
import type { Replaced } from '../questionnaire/replaced.ts'
import { oneLine, wrap } from './text.ts'

/** What somebody else had saved and is replaced now, a line each, with all it said; empty where there is nothing. */
export function renderReplaced(replaced: readonly Replaced[], screen: Screen): string {
  return replaced
    .map(({ path, was }) => {
      const said = typeof was === 'string' ? was : JSON.stringify(was)
      const told = `Saved elsewhere meanwhile, and replaced by this: ${path.join('/')} was ${oneLine(said)}`
      return `${wrap(told, screen.width)}\n`
    })
    .join('')
}
