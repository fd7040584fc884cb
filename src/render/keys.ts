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
}

export function renderResealed(
  rounds: readonly ResealedView[],
  { dryRun, screen }: { readonly dryRun: boolean; readonly screen: Screen },
): string {
  const lines = rounds.flatMap(({ round, people, refused, counts }) => {
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
    ]
  })
  return lines.map((line) => `${wrap(line, screen.width)}\n`).join('')
}

/** `Seal the answers of 2026-autumn again: 9 responses`, and who did it, as `tiex verify` reads it. */
export function resealMessage(rounds: readonly ResealedView[], caller: string): string {
  const changed = rounds.filter(({ people, counts }) => people.resealed.length > 0 || counts === 'resealed')
  const number = changed.reduce((sum, { people }) => sum + people.resealed.length, 0)
  const what = number === 0 ? 'counts' : 'answers'
  const of = listed(changed.map(({ round }) => round))
  const how = number === 0 ? '' : `: ${counted(number, 'response')}`
  return `Seal the ${what} of ${of} again${how}\n\nTiex-Reseal: ${caller}`
}
