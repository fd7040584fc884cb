import type { Assessment, Person } from '../../assessment/assessment.ts'
import { listed } from '../../did-you-mean.ts'
import type { Session } from '../../env.ts'
import { whyNotAudience, whyNotModel } from '../../exchange/check.ts'
import type { Exchange } from '../../exchange/exchange.ts'
import { findNames, findSurnames, textsOfPractice, textsOfRecord } from '../../exchange/names.ts'
import type { OfficialRecord } from '../../exchange/record.ts'
import { whyNotSigned } from '../../exchange/signatures.ts'
import type { Practice } from '../../practice/practice.ts'
import type { Problem } from '../../problem.ts'
import { consensusPath } from '../consensus.ts'
import { sameKey } from '../ssh/public-key.ts'
import { uncommittedIn } from '../uncommitted.ts'
import { assessmentFile, type Workspace } from '../workspace.ts'

/** What is to leave. */
interface Leaving {
  readonly record: OfficialRecord
  readonly practices: readonly Practice[]
}

/** Everybody who takes part and stands in a text that is to leave. */
export function nameObstacles({ record, practices }: Leaving, people: readonly Person[]): readonly Problem[] {
  const texts = [...textsOfRecord(record), ...practices.flatMap(textsOfPractice)]
  return findNames(texts, people).map(({ where, person, what }) => ({
    ...{ severity: 'error', rule: 'name', hint: hintOf(where) },
    message: `the ${what} of ${person} stands in ${where}, which would leave`,
  }))
}

function hintOf(where: string): string {
  if (where.startsWith('the record of'))
    return 'record the decision anew without a name: tiex sign --recorded TEXT --for ROLE'
  return where.startsWith('practice/')
    ? 'take it out there; a contact may name somebody'
    : 'take it out in tiex.yaml'
}

/** Why an exchange does not take a record. */
export function exchangeObstacles(record: OfficialRecord, exchange: Exchange): readonly Problem[] {
  const refused = (rule: string, { message, hint }: { message: string; hint?: string }): Problem => ({
    ...{ severity: 'error', rule, message: `the exchange does not take this record: ${message}` },
    ...(hint === undefined ? {} : { hint }),
  })
  const audience = whyNotAudience(record.audience, exchange)
  const model = whyNotModel(record.model, exchange)
  return [
    ...(audience === undefined ? [] : [refused('audience', audience)]),
    ...(model === undefined ? [] : [refused('model', model)]),
    ...whyNotSigned(record, exchange, sameKey).map(({ message, hint }) =>
      refused('signer', hint === undefined ? { message } : { message, hint }),
    ),
  ]
}

/** What whoever publishes is to look at, though it stops nothing; each a sentence without its full stop. */
export async function doubts(
  { record, practices }: Leaving,
  { workspace, session }: { readonly workspace: Workspace; readonly session: Session },
): Promise<readonly string[]> {
  const { people } = workspace.assessment
  const fixed = ['organisation.type', 'organisation.region']
  const texts = [...textsOfRecord(record), ...practices.flatMap(textsOfPractice)]
  const surnames = findSurnames(
    texts.filter(({ where }) => !fixed.includes(where)),
    people,
  )
  const open = await uncommittedIn(session, workspace, [assessmentFile, consensusPath(workspace.round)])
  return [
    ...practices.flatMap((practice) => namedContact(practice, people)),
    ...surnames.map(
      ({ where, person }) => `the surname of ${person} stands in ${where}: see whether it is them`,
    ),
    ...(open.length === 0
      ? []
      : [`what leaves is what stands in this folder, and changes of ${listed(open)} are committed nowhere`]),
  ]
}

function namedContact({ id, contact }: Practice, people: Assessment['people']): readonly string[] {
  if (contact === undefined) return []
  const found = new Set(findNames([{ where: 'contact', text: contact }], people).map(({ person }) => person))
  const names = people.filter((person) => found.has(person.id)).map(({ name }) => name)
  return names.length === 0 ? [] : [`but the contact of ${id} names ${listed(names)}`]
}
