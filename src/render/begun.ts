import type { Screen } from '../env.ts'
import { fewWords } from './people.ts'
import { oneLine, visible, wrap } from './text.ts'

/** The end of `tiex init`: what was written, who can read the answers, and what to do next. */
export function renderBegun(
  begun: {
    readonly name: string
    readonly round: string
    readonly written: readonly string[]
    readonly committed: boolean
    readonly minimumGroup: number
    /** Where the key of the person lies to which answers are sealed; absent in an open assessment. */
    readonly key?: { readonly from: string; readonly made: boolean }
  },
  { width, paint }: Screen,
): string {
  const { key } = begun
  return [
    `${paint.strong(oneLine(begun.name))}: the assessment is begun, round ${begun.round}.\n`,
    `Written${begun.committed ? ' and committed' : ''}: ${begun.written.join(', ')}\n`,
    ...(key === undefined ? [openWords] : sealedWords(key)),
    fewWords(1, begun.minimumGroup),
    '',
    `Next: ${key === undefined ? '' : 'tiex keys back-up FILE · '}tiex people add, for each person · each person: tiex assess · later: tiex merge`,
  ]
    .map((line) => `${wrap(line, width)}\n`)
    .join('')
}

const openWords =
  'Responses are open: colleagues with access to this repository can read the answers. Without --open they are sealed.'

function sealedWords({ from, made }: { readonly from: string; readonly made: boolean }): readonly string[] {
  return [
    'Responses are sealed: nobody but their person and those who may facilitate can read the answers.',
    `Your key ${made ? 'was made: it lies in' : 'is the one in'} ${visible(from)}. So far you alone may facilitate, so that losing it loses the answers: back it up with tiex keys back-up FILE, and have a second facilitator with a key, by the steps of tiex help keys.`,
  ]
}

/** What to do with the files of a forge where the assessment begins below the root of its repository. */
export function renderNotAtRoot(
  { root, prefix }: { readonly root: string; readonly prefix: string },
  forge: 'github' | 'gitlab' | undefined,
  { width }: Screen,
): string {
  const both = 'tiex check and tiex verify'
  const [what, commands] =
    forge === 'github'
      ? ['.github', both]
      : forge === 'gitlab'
        ? ['.gitlab-ci.yml and .gitlab', both]
        : ['.github/workflows/tiex.yml', 'tiex check']
  return wrap(
    `Note: this folder is not the root of its repository; forges read such files only there, so move ${what} to ${root} and add -C ${prefix} to its ${commands}.\n`,
    width,
  )
}
