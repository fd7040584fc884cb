import type { Session } from '../env.ts'
import { shellWord } from './text.ts'

/** The command line that leads back to where somebody left: the folder, who they said they are, the round, and how it was shown. `words` are its own flags. */
export function sameAgain(
  session: Session,
  command: string,
  flags: { readonly as?: string; readonly round?: string },
  words: readonly string[] = [],
): string {
  const plain = session.screen.plain && !session.env.variables.TIEX_PLAIN
  return [
    'tiex',
    ...(session.folder === session.env.cwd ? [] : ['-C', shellWord(session.folder)]),
    command,
    ...(flags.as === undefined ? [] : ['--as', flags.as]),
    ...(flags.round === undefined ? [] : ['--round', flags.round]),
    ...words,
    ...(plain ? ['--plain'] : []),
  ].join(' ')
}
