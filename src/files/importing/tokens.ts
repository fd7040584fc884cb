import type { Problem } from '../../problem.ts'
import { formOf, type RegisteredForm, tokenDigest } from '../forms/registry.ts'
import type { Arrived } from './arrived.ts'

/**
 * What the token of a form says of whose answers these are. `right`: of the last form made for the person; `another`: of an older one, or
 * of another person's; `none`: they came from no form; `no form`: none was made for the person; `unseen`: it is sealed, and no key opens it.
 */
export type TokenState = 'right' | 'another' | 'none' | 'no form' | 'unseen'

export function tokenState(arrived: Arrived, forms: Readonly<Record<string, RegisteredForm>>): TokenState {
  if (arrived.response === undefined) return 'unseen'
  if (arrived.token === undefined) return 'none'
  const form = formOf(forms, arrived.person.id)
  if (form === undefined) return 'no form'
  return tokenDigest(arrived.token) === form.token ? 'right' : 'another'
}

/** Why answers of a form cannot be taken that asked other questions than the round does now, though the model is called the same. */
export function otherQuestions(
  arrived: Arrived,
  forms: Readonly<Record<string, RegisteredForm>>,
  digest: string,
): Problem | undefined {
  const { shown, person } = arrived
  const asked = formOf(forms, person.id)?.model
  if (asked === undefined || asked === digest || tokenState(arrived, forms) !== 'right') return undefined
  return {
    ...{ severity: 'error', rule: 'model', place: { file: shown } },
    message: `the form of ${person.id} asked other questions: the model was changed after it was made`,
    hint: `make a new one, and send it: tiex form --for ${person.id}`,
  }
}
