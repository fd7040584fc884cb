import { hintFor, quoted } from '../did-you-mean.ts'
import type { Statement } from '../model/model.ts'
import type { Problem } from '../problem.ts'
import { type Change, together } from '../questionnaire/changes.ts'
import type { Entry } from '../questionnaire/entries.ts'
import type { Response } from '../response/response.ts'
import type { SecondLook } from './second-look.ts'

type Pass = Pick<SecondLook, 'pass'>

/** Notes that the person has looked at a statement again, together with what that changes; nothing keeps the answer as it was. */
export function looking(look: Pass, id: string, ...changes: readonly Change[]): Change {
  const { pass } = look
  return together([
    ...changes,
    (current) => {
      const statements = lookedAtIn(current, look)
      return statements.includes(id)
        ? current
        : { ...current, 'looked-at': { pass, statements: [...statements, id] } }
    },
  ])
}

/** Ends the person's second look: its pass, the response dated anew. `submitted` is UTC. */
export function finishing({ pass }: Pass, submitted: string): Change {
  return ({ 'looked-at': _, ...current }: Response) => ({
    ...current,
    submitted,
    pass: Math.max(pass, current.pass ?? 1),
  })
}

/** Whether the person has looked at a statement since the second look was opened and has not finished it yet. */
export function hasLookedAt(response: Response, look: Pass, id: string): boolean {
  return lookedAtIn(response, look).includes(id)
}

/** Whether the person left in the middle of the second look and has not come back. Who has finished it and looks once more has looked. */
export function isHalfWay(response: Response, look: Pass): boolean {
  return (response.pass ?? 1) < look.pass && lookedAtIn(response, look).length > 0
}

/** What was looked at in an earlier pass that was never finished is of no account. */
function lookedAtIn({ 'looked-at': lookedAt }: Response, { pass }: Pass): readonly string[] {
  return lookedAt?.pass === pass ? lookedAt.statements : []
}

/** What flags come to in a second look: the changes, and what is wrong. Only these statements may be answered; notes may stand anywhere. */
export function lookingEntries(
  look: Pass,
  entries: readonly Entry[],
  statements: readonly Statement[],
): { readonly changes: readonly Change[]; readonly problems: readonly Problem[] } {
  const looked = new Set(statements.map(({ id }) => id))
  const problems: Problem[] = []
  const changes: Change[] = []
  for (const entry of entries) {
    if ('problem' in entry) problems.push(entry.problem)
    else if (entry.sets === undefined || isNote(entry.sets.id)) changes.push(entry.change)
    else if (looked.has(entry.sets.id)) changes.push(looking(look, entry.sets.id, entry.change))
    else problems.push(notAsked(entry.sets, statements))
  }
  return { changes, problems }
}

function isNote(id: string): boolean {
  return id.split('/').at(-2) === 'note'
}

function notAsked(
  sets: { readonly flag: string; readonly id: string },
  statements: readonly Statement[],
): Problem {
  return {
    severity: 'error',
    rule: 'not-asked',
    message: `${sets.flag} ${quoted(sets.id)} is not asked about in this second look`,
    hint: hintFor(
      sets.id,
      statements.map(({ id }) => id),
      'statements it asks about',
    ),
  }
}
