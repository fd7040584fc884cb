import type { Right } from '../assessment/assessment.ts'
import type { KeysView, ShownKey } from '../assessment/keys.ts'
import { listed } from '../did-you-mean.ts'
import type { Screen } from '../env.ts'
import { renderJson } from './json.ts'
import { counted, oneLine, wrap } from './text.ts'

/** The own key, then who can open all answers, and the signing key as tiex.yaml has it. Never a secret. */
export function renderKeys(view: KeysView, screen: Screen): string {
  const { width } = screen
  return [ownPart(view, width), ...(view.assessment === undefined ? [] : councilPart(view.assessment, width))]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function ownPart(view: KeysView, width: number): readonly string[] {
  const { own } = view
  if (own === undefined) return [noKeyWords(view), ...lostWords(view)].map((text) => wrap(text, width))
  const older =
    own.older === 0 ? [] : [`${counted(own.older, 'older key')} beside it, to open older answers.`]
  return [
    'Your key:',
    wrap(oneLine(own.file), width, 2),
    'Its public half, which anybody may have:',
    wrap(own.key, width, 2),
    'Its fingerprint, to be compared by voice:',
    wrap(own.fingerprint, width, 2),
    ...[...older, ...lostWords(view)].map((text) => wrap(text, width)),
  ]
}

function noKeyWords({ assessment, lost = [] }: KeysView): string {
  const { sealed = true, caller } = assessment ?? {}
  const may = (right: Right) => caller === undefined || caller.may.includes(right)
  if (lost.length > 0) return 'You have no key here.'
  if (!sealed || !(may('answer') || may('facilitate'))) return 'You have no key, and need none here.'
  const when = may('answer') ? 'One is made when you answer for the first time, or now by' : 'Make one'
  return `You have no key yet. ${when}: tiex keys make`
}

/** Of answers that the keys here do not open, and who can help. */
function lostWords({ own, lost = [], assessment }: KeysView): readonly string[] {
  const { caller, facilitators = [] } = assessment ?? {}
  const helpers = facilitators.filter(({ id, key }) => id !== caller?.id && key !== undefined)
  const make = own === undefined ? 'make another (tiex keys make), ' : ''
  const help =
    helpers.length === 0
      ? 'If it is lost, nobody else can open them.'
      : `If it is lost, ${make}send your public key to ${listed(
          helpers.map(({ id }) => id),
          'or',
        )}, and read out its fingerprint: they run tiex keys hand-back ${caller?.id}`
  return lost.map(
    ({ rounds, fingerprint }) =>
      `Your answers of ${listed(rounds)} are sealed to another key (${fingerprint}). Restore it: tiex keys restore FILE. ${help}`,
  )
}

/** The own key alone, made now or there already, and what to do with it. */
export function renderMade(
  view: KeysView,
  { made, isNamed, width }: { readonly made: boolean; readonly isNamed: boolean; readonly width: number },
): { readonly head: string; readonly key: string; readonly advice: readonly string[] } {
  const key = ownPart(view, width)
    .map((line) => `${line}\n`)
    .join('')
  if (!made)
    return {
      head: 'You have a key already: nothing was made.',
      key,
      advice: ['Another one is made by: tiex keys make --new'],
    }
  const named = 'TIEX_IDENTITY is set, and what it names goes before this key.'
  const advice = [...(isNamed ? [named] : []), 'Keep a copy of it: tiex keys back-up FILE', ...useWords(view)]
  return { head: 'A key was made for you.', key, advice }
}

/** What a new key is for, by what the person may do. */
function useWords({ assessment, lost = [] }: KeysView): readonly string[] {
  const { sealed = true, caller, facilitators = [], council = '' } = assessment ?? {}
  if (!sealed) return [`${oneLine(council)} is open: answers are not sealed, and no key is needed.`]
  if (caller === undefined)
    return [
      'If you facilitate, one who may administer adds it: tiex keys add PERSON age1... Else there is nothing to do: your answers are sealed to it with the next one you give.',
    ]
  const asFacilitator = facilitators.find(({ id }) => id === caller.id)
  if (asFacilitator !== undefined) {
    const replace = asFacilitator.key === undefined ? '' : ' --replace'
    return [`One who may administer adds it: tiex keys add ${caller.id} age1...${replace}`]
  }
  return caller.may.includes('answer') && lost.length === 0
    ? ['There is nothing else to do: your answers are sealed to it with the next one you give.']
    : []
}

/** What came, or would come, of putting keys back. */
export function restoredWords(
  { added, known, stays, file }: RestoredView,
  { fingerprint, dryRun }: { readonly fingerprint: string; readonly dryRun: boolean },
): readonly string[] {
  const already = known === 0 ? '' : `, ${known} there already`
  const end = dryRun ? ' Nothing was written.' : ''
  if (stays) {
    const what = `${counted(added, 'older key')} ${dryRun ? 'would be added' : 'added'}${already}`
    return [`Your key stays ${fingerprint}; ${what}: ${oneLine(file)}${end === '' ? '' : `.${end}`}`]
  }
  return [
    `${counted(added, 'key')} ${dryRun ? 'would be put back' : 'put back'}: ${oneLine(file)}`,
    `Answers are sealed to this one from now on: ${fingerprint}${end === '' ? '' : `.${end}`}`,
  ]
}

interface RestoredView {
  readonly file: string
  readonly added: number
  readonly known: number
  /** The key that stood first before stands first now. */
  readonly stays: boolean
}

/** All steps to a second key that opens all answers, for the help. */
export const secondFacilitator = `
A second facilitator with a key, since answers are lost with the only one:
  tiex people set ann --may answer,facilitate   by one who may administer
  tiex keys make, then tiex keys                by Ann, who sends what it shows
  tiex keys add ann age1...                     by one who may administer
  tiex keys rotate                              by one who facilitated before
`

function councilPart(council: NonNullable<KeysView['assessment']>, width: number): readonly string[][] {
  const { sealed, facilitators, caller, secondKey } = council
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
  const inCharge = caller === undefined || caller.may.some((right) => chargeOf.includes(right))
  const next = secondKey === undefined || !inCharge ? [] : [wrap(`Next: ${secondKey}`, width)]
  return [[wrap(head, width), ...rows], signing, next].filter((lines) => lines.length > 0)
}

/** Who can do something about keys of others. */
const chargeOf: readonly Right[] = ['facilitate', 'administer']

/** `tiex-keys/1`; what is not there is null. */
export function keysJson({ own, lost = [], assessment }: KeysView): string {
  const shown = (key: ShownKey | undefined) =>
    key === undefined ? null : { key: key.key, fingerprint: key.fingerprint }
  const data = {
    format: 'tiex-keys/1',
    own:
      own === undefined
        ? null
        : { file: own.file, recipient: own.key, fingerprint: own.fingerprint, older: own.older },
    lost: lost.map(({ key, fingerprint, rounds }) => ({ recipient: key, fingerprint, rounds })),
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
  return renderJson(data)
}
