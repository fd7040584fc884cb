import { type Assessment, may, type Person, type Right } from '../assessment/assessment.ts'
import { listed } from '../did-you-mean.ts'
import type { Governed } from './governed.ts'
import type { Trailers } from './trailers.ts'
import type { Fault } from './verification.ts'

/** What somebody does in the name of others, or to their own response beside answering, as the commit's message says. */
export type Act = 'import' | 'reseal' | 'upgrade' | 'consent'

/** Who wants to change what. */
export interface Request {
  readonly person: Person
  /** By a signature: it was this person. */
  readonly proven: boolean
  readonly governed: Governed
  readonly trailers: Trailers
  readonly assessment: Assessment
  /** Of tiex.yaml: nothing is new but that rounds are closed. */
  readonly onlyCloses?: boolean
  /** The file is not there afterwards. */
  readonly isGone?: boolean
  /** Of a response: why the change is no re-seal; absent where it is one. */
  readonly noReseal?: string | undefined
  /** Of a response: it was there before, and what everybody may read of it is as it was. */
  readonly keepsHead?: boolean
}

/** Whether they may; `as` says in what name they do what otherwise only its person may. */
export type Decision = { readonly as?: Act } | { readonly refused: Fault }

/** By kind of file, the rights of which one is enough; [] for everybody the assessment knows. A response has rules of its own. */
const rights: Readonly<Record<Exclude<Governed['kind'], 'response' | 'look-alike'>, readonly Right[]>> = {
  assessment: ['administer'],
  settings: ['administer'],
  agreed: ['facilitate'],
  signatures: ['sign', 'facilitate', 'administer'],
  round: ['facilitate', 'administer'],
  shared: [],
}

/** Whether somebody may change a file, by an assessment and what the commit's message says. What is wrong for anybody is judged elsewhere. */
export function decide(request: Request): Decision {
  const { person, governed, trailers, assessment } = request
  if (governed.kind === 'look-alike') return {}
  if (governed.kind === 'response') return decideResponse(request, governed.person)
  if (governed.kind === 'agreed' && upgrades(person, trailers)) return { as: 'upgrade' }
  const enough = rights[governed.kind]
  if (enough.length === 0 || enough.some((right) => may(person, right))) return {}
  if (governed.kind === 'assessment' && request.onlyCloses && may(person, 'facilitate')) return {}
  return refused(`${person.id} may not ${listed(enough, 'or')}`, `leave it to ${whoMay(assessment, enough)}`)
}

function upgrades(person: Person, trailers: Trailers): boolean {
  return trailers.upgrades.includes(person.id) && may(person, 'administer')
}

function decideResponse(request: Request, owner: string): Decision {
  const { person, assessment, isGone } = request
  const answering = assessment.people.find(({ id }) => id === owner)
  if (answering === undefined)
    return isGone && may(person, 'administer')
      ? {}
      : refused(`there is no ${owner} in tiex.yaml, whose response it could be`, 'take the file out')
  const acts = isGone ? [] : actsOn(request, answering)
  const faults = acts.map((act) => whyNot(act, request, answering))
  const act = acts.find((_, index) => faults[index] === undefined)
  if (act !== undefined) return { as: act }
  if (person.id !== owner) {
    const fault = faults.find((one) => one !== undefined)
    return fault === undefined
      ? refused(`${person.id} changed the response of ${owner}`, `leave it to ${owner}`)
      : { refused: fault }
  }
  if (may(person, 'answer')) return {}
  return refused(`${owner} may not answer`, `ask ${whoMay(assessment, ['administer'])} for may: [answer]`)
}

/** In what names a person may change a response that is there afterwards, as far as the commit's message and their rights go. */
function actsOn({ person, trailers, keepsHead }: Request, answering: Person): readonly Act[] {
  const facilitates = may(person, 'facilitate')
  const imports = facilitates && person !== answering && may(answering, 'answer')
  const acts: readonly (readonly [Act, boolean])[] = [
    ['upgrade', upgrades(person, trailers)],
    ['reseal', facilitates && trailers.reseals.includes(person.id)],
    ['import', imports && trailers.imports.includes(answering.id)],
    ['consent', person === answering && keepsHead === true && trailers.consents.includes(person.id)],
  ]
  return acts.flatMap(([act, claimed]) => (claimed ? [act] : []))
}

/** Anybody can write an e-mail into a commit, so that it is not enough against a key. */
function whyNot(act: Act, { person, proven, noReseal }: Request, answering: Person): Fault | undefined {
  if (answering['signing-key'] !== undefined && person !== answering && !proven) {
    const right = act === 'upgrade' ? 'administer' : 'facilitate'
    return {
      rule: 'not-proven',
      message: `no signature proves that ${person.id} may ${right}, and ${answering.id}'s answers are protected by a key`,
      hint: `${person.id} needs a signing key in tiex.yaml, and signs with it; or leave it to ${answering.id}`,
    }
  }
  if (act !== 'reseal' || noReseal === undefined) return undefined
  return notAllowed(noReseal, `leave it to ${answering.id}; tiex keys rotate seals again for other keys`)
}

function refused(message: string, hint: string): Decision {
  return { refused: notAllowed(message, hint) }
}

function notAllowed(message: string, hint: string): Fault {
  return { rule: 'not-allowed', message, hint }
}

function whoMay({ people }: Assessment, enough: readonly Right[]): string {
  const able = people.filter((person) => enough.some((right) => may(person, right))).map(({ id }) => id)
  return able.length === 0 ? `one who may ${listed(enough, 'or')}` : listed(able.slice(0, 3), 'or')
}
