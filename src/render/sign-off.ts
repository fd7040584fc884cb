import type { Screen } from '../env.ts'
import { isComplete, isEnough, type RoleSignOff, type SignOff } from '../signoff/sign-off.ts'
import { columnsOf, counted, oneLine, padded, readable, wrap } from './text.ts'

/** Who has signed and who has still to: the answer first, then a line a role, and below it what changed since it signed. */
export function renderSignOff(signOff: SignOff, screen: Screen): string {
  const { roles } = signOff
  const first = Math.min(24, Math.max(0, ...roles.map(({ role }) => columnsOf(oneLine(role)))))
  const lines = roles.flatMap((role) => renderRole(role, first, screen))
  const answer = `Sign-off of ${readable(signOff.round)}: ${answerOf(signOff)}`
  const note = signOff.answersChanged ? [wrap(answersChanged, screen.width)] : []
  return `${[screen.paint.strong(wrap(oneLine(answer), screen.width)), ...lines, ...note].join('\n')}\n`
}

/** No failure: the consensus is what was signed. */
export const answersChanged = 'Note: responses were changed since the consensus was merged.'

/** `complete`, or how much of it is done. */
export function answerOf(signOff: SignOff): string {
  const required = signOff.roles.filter(({ needs }) => needs !== undefined)
  if (required.length === 0) return 'nobody has to sign; name the roles under sign-off in tiex.yaml'
  if (isComplete(signOff)) return 'complete'
  const done = required.filter(isEnough).length
  return `not complete, ${done} of ${counted(required.length, 'role')} done`
}

function renderRole(role: RoleSignOff, first: number, screen: Screen): readonly string[] {
  const said = oneLine(stateInWords(role))
  const paint = isEnough(role)
    ? screen.paint.good
    : role.state === 'missing'
      ? screen.paint.quiet
      : screen.paint.bad
  const name = oneLine(role.role)
  const head = screen.plain
    ? wrap(`${name}: ${said}.`, screen.width)
    : wrap(`${padded(name, first)}  ${said}`, screen.width, 2, first + 4)
  const changes = role.changed.map((change) =>
    wrap(`- ${oneLine(change)}`, screen.width, screen.plain ? 0 : first + 4, screen.plain ? 2 : first + 6),
  )
  return [paint(head), ...changes]
}

/** `signed by cllr-lee on 2026-11-27`; a record is never called a signature. */
export function stateInWords({ state, needs, person, at, recorded, reason }: RoleSignOff): string {
  const by = `by ${person ?? 'nobody'} on ${at?.slice(0, 10) ?? 'no day'}`
  if (state === 'missing') return needs === 'recorded' ? 'still to sign, or to be recorded' : 'still to sign'
  if (state === 'invalid') return `invalid: ${reason ?? 'no reason given'}`
  const done = recorded === undefined ? `signed ${by}` : `recorded, not signed: ${recorded} (${by})`
  if (state === 'stale') return `stale, ${done}; changed since:`
  return state === 'recorded' && needs === 'signed' ? `${done}; a signature is needed` : done
}

/** That a record is not what is needed, and how a council decides that it is; undefined where none stands in the place of a signature. */
export function recordsShort({ roles }: SignOff, { width }: Screen): string | undefined {
  const isShort = ({ state, needs }: RoleSignOff) => state === 'recorded' && needs === 'signed'
  if (!roles.some(isShort)) return undefined
  const required = roles.filter(({ needs }) => needs !== undefined)
  const map = required.map((one) => `${one.role}: ${isShort(one) ? 'recorded' : one.needs}`).join(', ')
  const words =
    'A record is no signature, and tiex.yaml asks for one. Where the record is enough, one who may administer says so there:'
  return `${wrap(words, width)}\n  ${oneLine(`sign-off: {${map}}`)}\n`
}

/** The same as data: `complete`, and the roles in their order; what is not there is null. */
export function signOffData(signOff: SignOff) {
  return {
    round: signOff.round,
    complete: isComplete(signOff),
    answersChanged: signOff.answersChanged ?? false,
    roles: signOff.roles.map((role) => ({
      role: role.role,
      needs: role.needs ?? null,
      state: role.state,
      person: role.person ?? null,
      at: role.at ?? null,
      recorded: role.recorded ?? null,
      reason: role.reason ?? null,
      changed: role.changed,
    })),
  }
}
