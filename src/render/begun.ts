import type { Screen } from '../env.ts'
import { visible, wrap } from './text.ts'

/** The end of `tiex init`: what was written, who can read the answers, and what to do next. */
export function renderBegun(
  begun: {
    readonly name: string
    readonly round: string
    readonly written: readonly string[]
    readonly committed: boolean
  },
  { width, paint }: Screen,
): string {
  return [
    `${paint.strong(visible(begun.name))}: the assessment is begun, round ${begun.round}.\n`,
    `Written${begun.committed ? ' and committed' : ''}: ${begun.written.join(', ')}`,
    'Responses are open: colleagues with access to this repository can read the answers. Sealing comes in a later version.',
    '',
    'Next: add the people to tiex.yaml, then tiex check · each person: tiex assess · later: tiex merge',
  ]
    .map((line) => `${wrap(line, width)}\n`)
    .join('')
}
