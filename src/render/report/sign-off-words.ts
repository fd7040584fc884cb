import type { Model } from '../../model/model.ts'
import type { Report } from '../../report/report.ts'
import { dayWords } from '../plan/words.ts'
import { answerOf } from '../sign-off.ts'
import { keyTitle } from '../statement-title.ts'

/** No failure: the consensus is what was signed. */
export const answersChanged = 'Responses were changed after they were merged.'

/** Where the sign-off stands, in a sentence; who has signed, where somebody has. */
export function signOffSentence(report: Report): string {
  const { roles } = report.signOff
  if (isUnsigned(report)) return noSignatures(report)
  const done = roles.filter(({ state }) => state !== 'missing')
  const words = done.map((role) => `${role.role} ${roleWords(role, report.model)}`)
  return `Sign-off: ${answer(report)}; ${words.join('; ')}.`
}

/** The sentence that stands above the roles. */
export function signOffAnswer(report: Report): string {
  const said = `Sign-off: ${answer(report)}.`
  return isUnsigned(report) && isWanted(report) ? `${said} ${noSignatures(report)}` : said
}

function answer(report: Report): string {
  return isWanted(report) ? answerOf(report.signOff) : 'nobody has to sign'
}

function isWanted({ signOff }: Report): boolean {
  return signOff.roles.some(({ needs }) => needs !== undefined)
}

/** Whether no role has signed, nor anything been recorded for one. */
function isUnsigned({ signOff }: Report): boolean {
  return signOff.roles.every(({ state }) => state === 'missing')
}

export function noSignatures(report: Report): string {
  if (!isWanted(report)) return 'Nobody has to sign.'
  return report.standing.agreed === 0
    ? 'Nobody has signed, and nothing is agreed yet.'
    : 'Nobody has signed yet.'
}

/** `signed by Cllr Lee on 27 November 2026`; a record is never called a signature. */
export function roleWords(role: Report['signOff']['roles'][number], model: Model): string {
  const { state, needs, recorded, reason, changed } = role
  const by = `by ${role.name ?? role.person ?? 'nobody'}${role.day === undefined ? '' : ` on ${dayWords(role.day)}`}`
  if (state === 'missing') return needs === 'recorded' ? 'still to sign, or to be recorded' : 'still to sign'
  if (state === 'invalid') return `not valid: ${reason ?? 'no reason given'}`
  const done = recorded === undefined ? `signed ${by}` : `recorded ${by}, without a signature: ${recorded}`
  if (state === 'stale')
    return `${done}; it no longer holds, as this changed afterwards: ${changed.map((one) => changeWords(one, model)).join('; ')}`
  return state === 'recorded' && needs === 'signed' ? `${done}; a signature is needed` : done
}

/** A change with the titles of what it is about in the place of ids. */
function changeWords(change: string, model: Model): string {
  const [id = '', ...rest] = change.split(': ')
  const statement = model.statementById.get(id)
  const section = model.sectionById.get(statement?.section ?? id)
  if (section === undefined || rest.length === 0) return change
  const title = statement === undefined ? section.title : `${section.title}, ${keyTitle(statement, model)}`
  return `${title}: ${rest.join(': ').replace(' -> ', ' to ')}`
}
