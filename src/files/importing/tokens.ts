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
