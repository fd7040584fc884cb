import { hintFor } from '../did-you-mean.ts'
import type { Problem } from '../problem.ts'
import { type Comparison, differs } from './compare.ts'
import { fewestPeers } from './group.ts'
import type { Standing } from './standing.ts'

/** What makes a comparison fail, as `--fail-on` names it; `by` is how far a level may fall, 0 where nothing else is said. */
export interface Gate {
  readonly name: GateName
  readonly by: number
}

/** Gates over two subjects, and over one beside its peers. */
const ofTwo = ['regression', 'changed', 'not-comparable'] as const
const ofPeers = ['below-peers', 'too-few-peers', 'not-comparable'] as const
export const gateNames = ['regression', 'changed', 'below-peers', 'too-few-peers', 'not-comparable'] as const
export type GateName = (typeof gateNames)[number]

/** The gates of a list with commas, or what is wrong with it. */
export function gatesIn(text: string): readonly Gate[] | { readonly message: string; readonly hint: string } {
  const gates: Gate[] = []
  for (const word of text.split(',').map((part) => part.trim())) {
    const [, name = '', by] = /^([^:]*)(?::(.*))?$/s.exec(word) ?? []
    const known = gateNames.find((one) => one === name)
    if (known === undefined)
      return { message: `--fail-on knows no "${name}"`, hint: hintFor(name, gateNames, 'gates') }
    if (by !== undefined && (known !== 'regression' || !/^\d{1,2}(?:\.\d{1,3})?$/.test(by)))
      return {
        message: `--fail-on cannot be "${word}"`,
        hint: 'only regression takes a number, such as regression:0.5',
      }
    gates.push({ name: known, by: Number(by ?? 0) })
  }
  return gates
}

/** The gates of a list that say nothing about this kind of comparison. */
export function misplacedGates(gates: readonly Gate[], of: 'two' | 'peers'): readonly GateName[] {
  const fitting: readonly GateName[] = of === 'two' ? ofTwo : ofPeers
  return gates.map(({ name }) => name).filter((name) => !fitting.includes(name))
}

/** A gate that holds, and what it is about: the title of a section, a statement or the id of a council. */
export interface Failure extends Problem {
  readonly about: string
}

/** Everything that fails between two subjects, gate by gate, each in the order of the model. */
export function failuresBetween(gates: readonly Gate[], comparison: Comparison): Failure[] {
  return gates.flatMap((gate) => {
    if (gate.name === 'regression') return regressions(gate, comparison)
    if (gate.name === 'not-comparable') return withoutChange(comparison)
    if (gate.name !== 'changed') return []
    return comparison.lines
      .filter(differs)
      .map(({ section: { title } }) => failed('changed', title, `${title} is not the same any more`))
  })
}

/** A level that fell, and one that was lost: what cannot be told any more is no better than a fall. */
function regressions({ by }: Gate, { lines, second }: Comparison): Failure[] {
  return lines.flatMap(({ section: { title }, first: before, second: after, change }) => {
    if (before.level !== undefined && after.level === undefined && change === undefined)
      return [
        failed(
          'regression',
          title,
          `${title} had a level of ${before.level.toFixed(2)}, and has none in ${second.named}`,
        ),
      ]
    if (change === undefined || change >= 0 || -change <= by) return []
    const levels = `from ${before.level!.toFixed(2)} to ${after.level!.toFixed(2)}`
    return [failed('regression', title, `${title} fell by ${(-change).toFixed(2)}, ${levels}`)]
  })
}

/** Statements that versions do not share, then sections of which only one has a level, or that share none that both have scored. */
function withoutChange({ lines, left, first, second }: Comparison): Failure[] {
  const name = 'not-comparable'
  const gone = new Set(left.map(({ statement }) => statement))
  return [
    ...left.map(({ statement, version }) =>
      failed(name, statement, `${statement} of version ${version} cannot be compared`),
    ),
    ...lines.flatMap(
      ({ section: { title, statements }, first: before, second: after, statements: shared }) => {
        if ((before.level === undefined) !== (after.level === undefined))
          return [
            failed(
              name,
              title,
              `${title} has no level in ${before.level === undefined ? first.named : second.named}`,
            ),
          ]
        if (shared !== 0 || statements.every(({ id }) => gone.has(id))) return []
        return [failed(name, title, `${title} has no statement that both have scored`)]
      },
    ),
  ]
}

/** Everything that fails beside the peers, gate by gate. */
export function failuresAmong(gates: readonly Gate[], standing: Standing): Failure[] {
  return gates.flatMap(({ name }) => {
    if (name === 'below-peers') return below(standing)
    if (name === 'too-few-peers') return tooFew(standing)
    return name === 'not-comparable' ? withoutPeers(standing) : []
  })
}

function below({ lines }: Standing): Failure[] {
  return lines
    .filter(({ place }) => place === 'below')
    .map(({ section: { title }, own, levels }) =>
      failed(
        'below-peers',
        title,
        `${title} is below the middle half of the peers: ${own.level!.toFixed(2)}, theirs from ${levels!.q1.toFixed(2)} to ${levels!.q3.toFixed(2)}`,
      ),
    )
}

function tooFew({ lines, group }: Standing): Failure[] {
  const name = 'too-few-peers'
  const number = group.peers.length
  if (number < fewestPeers)
    return [failed(name, 'the group', `there are ${number} peers, and ${fewestPeers} are needed`)]
  return lines
    .filter(({ peers }) => peers < fewestPeers)
    .map(({ section: { title }, peers }) =>
      failed(name, title, `${title} has a level with ${peers} peers, and ${fewestPeers} are needed`),
    )
}

/** Peers that are no peers by any statement, then sections in which nobody is left to stand beside. */
function withoutPeers({ lines, group, apart }: Standing): Failure[] {
  const name = 'not-comparable'
  if (group.peers.length === 0) return [failed(name, 'the group', 'there is no peer to stand beside')]
  return [
    ...apart.map((id) => failed(name, id, `nothing that ${id} published can be compared`)),
    ...lines
      .filter(({ peers }) => peers === 0)
      .map(({ section: { title } }) => failed(name, title, `${title} has no peer to stand beside`)),
  ]
}

function failed(rule: GateName, about: string, message: string): Failure {
  return { severity: 'error', rule, message, about }
}
