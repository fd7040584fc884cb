import { type Assessment, may, type Person, type Right } from '../assessment/assessment.ts'
import { listed } from '../did-you-mean.ts'
import type { Governed } from './governed.ts'
import type { Trailers } from './trailers.ts'

/** Who wants to change what. */
export interface Request {
  readonly person: Person
  readonly governed: Governed
  readonly trailers: Trailers
  readonly assessment: Assessment
  /** Of tiex.yaml: nothing is new but that rounds are closed. */
  readonly onlyCloses?: boolean
}

/** Whether they may; `as` says in what name they do what otherwise only its person may. */
export type Decision =
  | { readonly allowed: true; readonly as?: 'import' | 'reseal' | 'upgrade' }
  | { readonly allowed: false; readonly message: string; readonly hint: string }

/** By kind of file, the rights of which one is enough; [] for everybody the assessment knows. A response has rules of its own. */
const rights: Readonly<Record<Exclude<Governed['kind'], 'response' | 'look-alike'>, readonly Right[]>> = {
  assessment: ['administer'],
  settings: ['administer'],
  agreed: ['facilitate'],
  signatures: ['sign', 'facilitate', 'administer'],
  round: ['facilitate', 'administer'],
  shared: [],
}

/** Kinds that one who may administer may bring to a new form or model. */
const upgradable: readonly Governed['kind'][] = ['response', 'agreed']

/** Whether somebody may change a file, by an assessment and what the commit's message says. What is wrong for anybody is judged elsewhere. */
export function decide(request: Request): Decision {
  const { person, governed, trailers, assessment } = request
  if (governed.kind === 'look-alike') return { allowed: true }
  if (
    upgradable.includes(governed.kind) &&
    trailers.upgrades.includes(person.id) &&
    may(person, 'administer')
  )
    return { allowed: true, as: 'upgrade' }
  if (governed.kind === 'response') return decideResponse(request, governed.person)
  const enough = rights[governed.kind]
  if (enough.length === 0 || enough.some((right) => may(person, right))) return { allowed: true }
  if (governed.kind === 'assessment' && request.onlyCloses && may(person, 'facilitate'))
    return { allowed: true }
  return {
    allowed: false,
    message: `${person.id} may not ${listed(enough, 'or')}`,
    hint: `leave it to ${whoMay(assessment, enough)}`,
  }
}

function decideResponse({ person, trailers, assessment }: Request, owner: string): Decision {
  const answering = assessment.people.find(({ id }) => id === owner)
  if (person.id === owner) {
    if (may(person, 'answer')) return { allowed: true }
    return {
      allowed: false,
      message: `${owner} may not answer`,
      hint: `ask ${whoMay(assessment, ['administer'])} for may: [answer]`,
    }
  }
  if (may(person, 'facilitate')) {
    if (trailers.reseals.includes(person.id)) return { allowed: true, as: 'reseal' }
    if (trailers.imports.includes(owner) && answering !== undefined && may(answering, 'answer'))
      return { allowed: true, as: 'import' }
  }
  return {
    allowed: false,
    message: `${person.id} changed the response of ${owner}`,
    hint:
      answering === undefined
        ? `there is no ${owner} in tiex.yaml: take the file out`
        : `leave it to ${owner}`,
  }
}

function whoMay({ people }: Assessment, enough: readonly Right[]): string {
  const able = people.filter((person) => enough.some((right) => may(person, right))).map(({ id }) => id)
  return able.length === 0 ? `one who may ${listed(enough, 'or')}` : listed(able.slice(0, 3), 'or')
}
