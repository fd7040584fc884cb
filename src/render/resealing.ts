import { listed } from '../did-you-mean.ts'
import type { Screen } from '../env.ts'
import { counted, oneLine, wrap } from './text.ts'

/** What came of sealing rounds again, a sentence a line. */
export interface ResealedView {
  readonly round: string
  readonly people: Readonly<Record<'resealed' | 'same' | 'plain', readonly string[]>>
  readonly refused: readonly { readonly person: string }[]
  readonly counts: unknown
  /** The consensus is not of what was submitted. */
  readonly isOutdated: boolean
  /** Sealed again before, but not committed. */
  readonly earlier: readonly string[]
  /** Holds more that was not committed. */
  readonly uncommitted: readonly string[]
  /** How many responses, and files in all, are to be committed. */
  readonly responses: number
  readonly files: readonly string[]
}

export function renderResealed(
  rounds: readonly ResealedView[],
  { dryRun, screen }: { readonly dryRun: boolean; readonly screen: Screen },
): string {
  const lines = rounds.flatMap((view) => {
    const { round, people, refused, counts } = view
    const { resealed, same, plain } = people
    const also = counts === 'resealed' ? ' and the counts of the consensus' : ''
    const what = [
      ...(resealed.length > 0 ? [counted(resealed.length, 'response')] : []),
      ...(also !== '' && resealed.length === 0 ? ['the counts of the consensus'] : []),
    ].join('')
    const none = resealed.length + same.length + refused.length === 0 && what === ''
    return [
      ...(none ? [`${round}: nothing is sealed, so there is nothing to do.`] : []),
      ...(what === ''
        ? []
        : [`${round}: ${dryRun ? 'would seal' : 'sealed'} ${what}${resealed.length > 0 ? also : ''} again.`]),
      ...(same.length === 0
        ? []
        : [`${round}: ${counted(same.length, 'response')} sealed to the right keys already.`]),
      ...(plain.length === 0 || none
        ? []
        : [`${round}: plain text, which stays so until they answer again: ${listed(plain)}.`]),
      ...(refused.length === 0
        ? []
        : [
            `${round}: not sealed again: ${listed(refused.map(({ person }) => oneLine(person)))}; the reasons stand above.`,
          ]),
      ...besideLines(view),
    ]
  })
  return lines.map((line) => `${wrap(line, screen.width)}\n`).join('')
}

/** What is to be told of a round beside what was sealed: what earlier runs left, what is not committed, and whether to merge again. */
export function besideLines({
  round,
  people,
  isOutdated,
  earlier,
  uncommitted,
}: ResealedView): readonly string[] {
  const files = uncommitted.map((person) => `rounds/${round}/responses/${oneLine(person)}.yaml`)
  return [
    ...(earlier.length === 0
      ? []
      : [`${round}: sealed again before, but not committed then: ${listed(earlier.map(oneLine))}.`]),
    ...(files.length === 0
      ? []
      : [
          `${round}: not committed, since more than the sealing was changed: ${listed(files)}. Their person commits that: git commit ${files.join(' ')}`,
        ]),
    ...(isOutdated && people.resealed.length > 0
      ? [
          `${round}: the consensus is not of all that was submitted, so that it has to be merged again: tiex merge`,
        ]
      : []),
  ]
}

/** That a re-sealing by somebody without a signing key counts for nothing where these people have one; empty for nobody. */
export function unprovenWords(caller: string, people: readonly string[]): readonly string[] {
  if (people.length === 0) return []
  const has = people.length === 1 ? 'has' : 'have'
  return [
    `tiex verify will accept this only signed, since ${listed(people)} ${has} a signing key: register yours with tiex keys add ${caller} --signing-key @FILE.pub`,
  ]
}

/** `Seal the answers of 2026-autumn again: 9 responses`, and who did it, as `tiex verify` reads it. */
export function resealMessage(rounds: readonly ResealedView[], caller: string): [string, string] {
  const changed = rounds.filter(({ files }) => files.length > 0)
  const number = changed.reduce((sum, { responses }) => sum + responses, 0)
  const what = number === 0 ? 'counts' : 'answers'
  const of = listed(changed.map(({ round }) => round))
  const how = number === 0 ? '' : `: ${counted(number, 'response')}`
  return [`Seal the ${what} of ${of} again${how}`, `Tiex-Reseal: ${caller}`]
}
