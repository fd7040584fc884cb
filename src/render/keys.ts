import type { KeysView, ShownKey } from '../assessment/keys.ts'
import { listed } from '../did-you-mean.ts'
import type { Screen } from '../env.ts'
import { counted, oneLine, wrap } from './text.ts'

/** The own key, then who can open all answers, and the signing key as tiex.yaml has it. Never a secret. */
export function renderKeys(view: KeysView, screen: Screen): string {
  const { width } = screen
  return [ownPart(view, width), ...(view.assessment === undefined ? [] : councilPart(view.assessment, width))]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function ownPart({ own }: KeysView, width: number): readonly string[] {
  if (own === undefined)
    return [
      wrap(
        'You have no key yet. One is made when you answer for the first time, or now by: tiex keys make',
        width,
      ),
    ]
  const older =
    own.older === 0 ? [] : [`${counted(own.older, 'older key')} beside it, to open older answers.`]
  return [
    'Your key:',
    wrap(oneLine(own.file), width, 2),
    'Its public half, which anybody may have:',
    wrap(own.key, width, 2),
    'Its fingerprint, to be compared by voice:',
    wrap(own.fingerprint, width, 2),
    ...older.map((text) => wrap(text, width)),
  ]
}

function councilPart(council: NonNullable<KeysView['assessment']>, width: number): readonly string[][] {
  const { sealed, facilitators, caller } = council
  const head = sealed
    ? `Whose keys open all answers of ${oneLine(council.council)}:`
    : `${oneLine(council.council)} is open: answers are not sealed. Who may facilitate:`
  const rows = facilitators.map(({ id, name, key, mine }) => {
    const said = key === undefined ? 'no key yet' : `${key.fingerprint}${mine ? ' (your key)' : ''}`
    return wrap(`${oneLine(name)} (${id}): ${said}`, width, 2, 4)
  })
  const signing =
    caller === undefined
      ? []
      : caller.signingKey === undefined
        ? [wrap(`No signing key of ${caller.id} is registered in tiex.yaml.`, width)]
        : [wrap(`The signing key of ${caller.id}:`, width), wrap(caller.signingKey.fingerprint, width, 2)]
  return [[wrap(head, width), ...rows], ...(signing.length === 0 ? [] : [signing])]
}

/** `tiex-keys/1`; what is not there is null. */
export function keysJson({ own, assessment }: KeysView): string {
  const shown = (key: ShownKey | undefined) =>
    key === undefined ? null : { key: key.key, fingerprint: key.fingerprint }
  const data = {
    format: 'tiex-keys/1',
    own:
      own === undefined
        ? null
        : { file: own.file, recipient: own.key, fingerprint: own.fingerprint, older: own.older },
    assessment:
      assessment === undefined
        ? null
        : {
            confidentiality: assessment.sealed ? 'sealed' : 'open',
            facilitators: assessment.facilitators.map(({ id, name, key, mine }) => ({
              id,
              name,
              recipient: key?.key ?? null,
              fingerprint: key?.fingerprint ?? null,
              mine,
            })),
            person: assessment.caller?.id ?? null,
            signingKey: shown(assessment.caller?.signingKey),
          },
  }
  return `${JSON.stringify(data, null, 2)}\n`
}

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

/** `Seal the answers of 2026-autumn again: 9 responses`, and who did it, as `tiex verify` reads it. */
export function resealMessage(rounds: readonly ResealedView[], caller: string): string {
  const changed = rounds.filter(({ files }) => files.length > 0)
  const number = changed.reduce((sum, { responses }) => sum + responses, 0)
  const what = number === 0 ? 'counts' : 'answers'
  const of = listed(changed.map(({ round }) => round))
  const how = number === 0 ? '' : `: ${counted(number, 'response')}`
  return `Seal the ${what} of ${of} again${how}\n\nTiex-Reseal: ${caller}`
}
