import type { Model, Section } from '../model/model.ts'
import { fewestForPercentile, fewestPeers, type PeerGroup } from './group.ts'
import type { PublishedRound } from './published.ts'
import { type Quartiles, quartilesOf } from './quartiles.ts'
import { percentileRank, type Rank, rankAmong } from './rank.ts'
import { type Figures, figuresOf, type Subject } from './subject.ts'
import { leftBetween, type NotComparable } from './versions.ts'

/** One subject beside a group of councils, section by section. */
export interface Standing {
  readonly subject: Subject
  readonly model: Model
  readonly group: PeerGroup
  /** Every section, in the order of the model. */
  readonly lines: readonly StandingSection[]
  /** Peers of which no level can be compared: they answered another model, or agreed nothing that is scored. */
  readonly apart: readonly string[]
  /** Peers that answered another version of the model, with that version: they count by the statements that carry over. */
  readonly versions: ReadonlyMap<string, string>
  /** Statements of either version that do not carry over, for each version that a peer answered; each once. */
  readonly left: readonly NotComparable[]
}

/** The quarter of the peers at each side aside: where the own level is. */
export type Place = 'below' | 'within' | 'above' | 'unclear'

export interface StandingSection {
  readonly section: Section
  readonly own: Figures
  /** Peers that have a level here that counts. */
  readonly peers: number
  /** Peers that do not count here, since fewer than half of the statements of the section are scored with them. */
  readonly thin: number
  /** Of the peers' levels; absent where fewer than five have one. */
  readonly levels?: Quartiles
  /** Absent without an own level or without `levels`. */
  readonly place?: Place
  readonly rank?: Rank
  /** 0 to 100; absent where fewer than ten peers have a level. */
  readonly percentile?: number
  /** Of the peers' ambitions, of cells where at least five have one. */
  readonly ambitions?: Quartiles
}

/** Where a subject stands. The levels of the peers must be of the subject's model, in the order of its sections; other versions that they answered are among the `known`. */
export function standingOf(subject: Subject, group: PeerGroup, known: readonly Model[] = []): Standing {
  const { model } = subject
  const own = figuresOf(model, subject.answers)
  // Each peer's figures are asked for once: of an exchange they are made when they are.
  const figures = group.peers.map(({ levels, scored, ambitions }) => ({ levels, scored, ambitions }))
  const versions = new Map<string, string>()
  const digests = new Set<string>()
  for (const { organisation, carried } of group.peers) {
    if (carried === undefined) continue
    versions.set(organisation.id, carried.version)
    digests.add(carried.digest)
  }
  return {
    ...{ subject, model, group, versions },
    lines: model.sections.map((section, index) =>
      standingIn(section, own.get(section.id) ?? {}, figures, index),
    ),
    apart: group.peers
      .filter((_, at) => figures[at]!.levels.every((level) => level === undefined))
      .map(({ organisation }) => organisation.id),
    left: leftOver(
      model,
      known.filter(({ digest }) => digests.has(digest)),
      known,
    ),
  }
}

function leftOver(model: Model, answered: readonly Model[], known: readonly Model[]): NotComparable[] {
  const all = answered.flatMap((other) => leftBetween(model, other, known))
  return [...new Map(all.map((one) => [`${one.version} ${one.statement}`, one])).values()]
}

type PeerFigures = Pick<PublishedRound, 'levels' | 'scored' | 'ambitions'>

function standingIn(
  section: Section,
  own: Figures,
  peers: readonly PeerFigures[],
  index: number,
): StandingSection {
  const levels: number[] = []
  const ambitions: number[] = []
  let thin = 0
  for (const { levels: all, scored, ambitions: wanted } of peers) {
    const level = all[index]
    const ambition = wanted[index]
    if (ambition !== undefined) ambitions.push(ambition)
    if (level === undefined) continue
    if (scored[index]! * 2 < section.statements.length) thin += 1
    else levels.push(level)
  }
  const wanted = ambitions.length < fewestPeers ? undefined : quartilesOf(ambitions)
  const base = {
    ...{ section, own, peers: levels.length, thin },
    ...(wanted === undefined ? {} : { ambitions: wanted }),
  }
  const quartiles = levels.length < fewestPeers ? undefined : quartilesOf(levels)
  if (quartiles === undefined) return base
  if (own.level === undefined) return { ...base, levels: quartiles }
  const percentile = levels.length < fewestForPercentile ? undefined : percentileRank(own.level, levels)
  return {
    ...base,
    levels: quartiles,
    place: placeOf(own.level, quartiles, own.oneAnswer ?? 0),
    rank: rankAmong(own.level, levels),
    ...(percentile === undefined ? {} : { percentile }),
  }
}

/**
 * The place beside the middle half of the peers. Outside of it only where one answer to one statement, given otherwise, would not have put
 * the level into it: a level is the opinion of a handful of people. How far it would move without one of these people is not to be
 * told from what is published, which holds no answers of single people; one answer is the least that can have been otherwise.
 */
export function placeOf(level: number, { q1, q3 }: Pick<Quartiles, 'q1' | 'q3'>, oneAnswer: number): Place {
  if (level >= q1 && level <= q3) return 'within'
  const outside = level < q1 ? q1 - level : level - q3
  if (outside < oneAnswer - 1e-9) return 'unclear'
  return level < q1 ? 'below' : 'above'
}
