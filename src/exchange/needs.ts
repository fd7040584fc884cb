import type { Assessment } from '../assessment/assessment.ts'
import { hintFor, listed, quoted } from '../did-you-mean.ts'
import { type Finding, finding, type Problem } from '../problem.ts'
import { isEnough, type RoleSignOff, type SignOff } from '../signoff/sign-off.ts'

/** What `publish-needs` in tiex.yaml may name, and what it means. */
const conditions = {
  'all-agreed': 'every statement of the model is agreed',
  signed: 'every role of the sign-off has signed, and nothing changed since',
  plan: 'there is an action plan',
} as const

/** Words under `publish-needs` that tiex does not know. */
export function checkPublishNeeds(
  assessment: Pick<Assessment, 'publish-needs' | 'sign-off' | 'exchange'>,
): Finding[] {
  const known = Object.keys(conditions)
  const words = (assessment['publish-needs'] ?? []).flatMap((word, index) =>
    known.includes(word)
      ? []
      : [
          finding(
            'publish-needs',
            ['publish-needs', index],
            `${quoted(word)} is no condition of publish-needs`,
            {
              hint: hintFor(word, known, 'conditions'),
            },
          ),
        ],
  )
  return [...words, ...checkUnasked(assessment)]
}

/** A council that names an exchange and who signs off may think that the one waits for the other. */
function checkUnasked(assessment: Parameters<typeof checkPublishNeeds>[0]): Finding[] {
  const { exchange, 'sign-off': signOff = [], 'publish-needs': needs = [] } = assessment
  const roles = Array.isArray(signOff) ? signOff : Object.keys(signOff)
  if (exchange === undefined || roles.length === 0 || needs.includes('signed')) return []
  return [
    finding('publish-needs', ['exchange'], 'publishing does not wait for the sign-off', {
      severity: 'advice',
      hint: 'add publish-needs: [signed] if it is to',
    }),
  ]
}

/** What is known of a round when it is to be published. */
export interface Ready {
  readonly round: string
  readonly agreed: number
  readonly statements: number
  readonly signOff: SignOff
  readonly hasPlan: boolean
}

/** Why a round cannot be published yet, by `publish-needs`; a word that nobody knows is one reason. */
export function unmetNeeds(assessment: Pick<Assessment, 'publish-needs'>, ready: Ready): readonly Problem[] {
  return [...new Set(assessment['publish-needs'] ?? [])].flatMap((word) => {
    if (word === 'all-agreed') return notAgreed(ready)
    if (word === 'signed') return notSigned(ready.signOff)
    if (word === 'plan') return noPlan(ready)
    const hint = hintFor(word, Object.keys(conditions), 'conditions')
    return [problem(`publish-needs in tiex.yaml names ${quoted(word)}, which tiex does not know`, hint)]
  })
}

function notAgreed({ round, agreed, statements }: Ready): readonly Problem[] {
  if (agreed === statements) return []
  return [
    problem(
      `only ${agreed} of ${statements} statements are agreed in ${round}`,
      'agree on the others in: tiex workshop',
    ),
  ]
}

function noPlan({ round, hasPlan }: Ready): readonly Problem[] {
  return hasPlan ? [] : [problem(`there is no action plan of ${round}`, 'make one with: tiex plan add')]
}

function notSigned({ roles }: SignOff): readonly Problem[] {
  const required = roles.filter(({ needs }) => needs !== undefined)
  if (required.length === 0)
    return [problem('nobody has to sign', 'name the roles under sign-off in tiex.yaml')]
  return required.flatMap((role) => (isEnough(role) ? [] : [problem(whyNotSigned(role), hintOf(role))]))
}

function whyNotSigned({ role, state, reason, changed }: RoleSignOff): string {
  if (state === 'stale') return `${role} signed something else: ${listed(changed)}`
  if (state === 'invalid') return `the signature of ${role} is invalid: ${reason ?? 'no reason given'}`
  if (state === 'recorded') return `the decision of ${role} is recorded, but a signature is needed`
  return `${role} has still to sign`
}

function hintOf({ role }: RoleSignOff): string {
  return `who is ${role} signs what there is now with: tiex sign`
}

function problem(message: string, hint: string): Problem {
  return { severity: 'error', rule: 'publish-needs', message, hint }
}
