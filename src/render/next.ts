import type { Screen } from '../env.ts'
import { wrap } from './text.ts'

interface Next {
  readonly commands: readonly string[]
  readonly undatedSecond?: true
}

/** `Next: tiex report · tiex sign`, and how to give the second workshop a date where it has none. Without what was just run, `tiex status` where that leaves nothing. */
export function renderNext(next: Next, { width }: Pick<Screen, 'width'>, justRun?: string): string {
  const others = next.commands.filter((command) => command.replace(/ --round \S+$/, '') !== justRun)
  const line = `Next: ${others.length === 0 ? 'tiex status' : others.join(' · ')}`
  return `${wrap(line, width)}\n${next.undatedSecond ? `${wrap(undatedSecond, width)}\n` : ''}`
}

export const undatedSecond =
  'The second workshop has no date yet. One who may administer adds it to the round in tiex.yaml, as workshops: [FIRST DAY, SECOND DAY].'

/** For who prepares or leads a workshop while people still change their answers. */
export function renderLookOpen({ width }: Pick<Screen, 'width'>): string {
  return `${wrap('A second look is still open, so that answers may change: wait for it, or end it with tiex merge --close.', width)}\n`
}
