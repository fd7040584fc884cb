import type { Problem } from '../../problem.ts'
import { standingOf } from '../../response/standing.ts'
import { equalData } from '../yaml/equal.ts'
import type { Arrived } from './arrived.ts'
import type { TokenState } from './tokens.ts'

/** A response that came, and what its token says of whose it is. */
export interface Told {
  readonly arrived: Arrived
  readonly token: TokenState
}

/** One response of each person, what was left for it, and those that cannot be told apart. */
export interface Chosen {
  readonly told: readonly Told[]
  readonly left: readonly { readonly told: Told; readonly instead: Told }[]
  readonly problems: readonly Problem[]
}

/**
 * Of several responses of a person the one that is to be taken: those from their own form go before all others, then the newest counts.
 * Copies of one count once. The order of the files does not matter but for copies.
 */
export function choose(all: readonly Told[]): Chosen {
  const people = [...new Set(all.map(({ arrived }) => arrived.person.id))]
  const parts = people.map((id) => chooseOf(all.filter(({ arrived }) => arrived.person.id === id)))
  return {
    told: parts.flatMap(({ told }) => told),
    left: parts.flatMap(({ left }) => left),
    problems: parts.flatMap(({ problems }) => problems),
  }
}

function chooseOf(all: readonly Told[]): Chosen {
  const once = all.filter((one, index) => !all.slice(0, index).some((other) => isCopy(one, other)))
  const proven = once.filter(({ token }) => token === 'right')
  const able = proven.length > 0 ? proven : once
  const newest = able.find((one) => able.every((other) => other === one || isNewer(one, other)))
  if (newest === undefined) return { told: [], left: [], problems: able.map((one) => unclear(one, able)) }
  const left = once.filter((one) => one !== newest).map((told) => ({ told, instead: newest }))
  return { told: [newest], left, problems: [] }
}

function isCopy({ arrived: one }: Told, { arrived: other }: Told): boolean {
  if (one.sealed !== undefined || other.sealed !== undefined)
    return one.sealed?.sealed === other.sealed?.sealed
  return equalData(one.response, other.response) && one.token === other.token
}

function isNewer({ arrived: one }: Told, { arrived: other }: Told): boolean {
  return standingOf(one.sealed ?? one, other.sealed ?? other) === 'newer'
}

function unclear({ arrived }: Told, among: readonly Told[]): Problem {
  const others = among.filter((one) => one.arrived !== arrived).map((one) => one.arrived.shown)
  return {
    severity: 'error',
    rule: 'several',
    message: `there are other answers of ${arrived.person.id} in ${others.join(', ')}, and it cannot be told which are newer`,
    hint: `ask ${arrived.person.id} which to take, and import that alone`,
    place: { file: arrived.shown },
  }
}
