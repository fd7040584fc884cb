import type { Assessment } from '../assessment/assessment.ts'
import { type Nearest, nearestTo } from './nearest.ts'
import type { PublishedRound } from './published.ts'

/** Whom to compare with, as a person asks for it. */
export type PeersAsked =
  | { readonly kind: 'all' | 'type' | 'region' }
  | { readonly kind: 'nearest'; readonly count: number }
  | { readonly kind: 'ids'; readonly ids: readonly string[] }

/** The councils one is compared with, and how they were chosen. */
export interface PeerGroup {
  readonly asked: PeersAsked
  /** The newest published round of each council, by name of the council; never the subject's own. */
  readonly peers: readonly PublishedRound[]
  /** Ids that were asked for and have published nothing that is there now. */
  readonly unknown: readonly string[]
  /** Those of them that withdrew what they had published; absent where nobody looked. */
  readonly withdrawn?: readonly string[]
  /** The subject itself was asked for, and left out. */
  readonly selfAsked: boolean
  /** There only where the nearest were asked for. */
  readonly nearest?: Nearest
}

/** Fewer peers than this with a level say nothing: their figures would be those of single councils. */
export const fewestPeers = 5
/** Fewer peers than this have a rank and no percentile. */
export const fewestForPercentile = 10
const usualNearest = 15

/** The groups that have a name. */
export const groups = ['all', 'type', 'region', 'nearest'] as const

/** `all`, `type`, `region`, `nearest`, `nearest:N` or ids with commas between them; undefined for anything else. */
export function peersAsked(text: string): PeersAsked | undefined {
  if (text === 'all' || text === 'type' || text === 'region') return { kind: text }
  const nearest = /^nearest(?::([1-9]\d{0,3}))?$/.exec(text)
  if (nearest !== null) return { kind: 'nearest', count: Number(nearest[1] ?? usualNearest) }
  const ids = text.split(',').map((id) => id.trim())
  return ids.every((id) => /^[a-z][a-z0-9-]{0,39}$/.test(id)) ? { kind: 'ids', ids } : undefined
}

/** What the group needs to know of the subject and does not: there is no type, region or context to go by; undefined where nothing is missing. */
export function missingFor(
  asked: PeersAsked,
  subject: Assessment['organisation'] | undefined,
): 'type' | 'region' | 'context' | undefined {
  if (asked.kind === 'type' || asked.kind === 'region')
    return subject?.[asked.kind] === undefined ? asked.kind : undefined
  if (asked.kind !== 'nearest') return undefined
  return Object.keys(subject?.context ?? {}).length === 0 ? 'context' : undefined
}

/** The peers of a subject among what was published; nobody where `missingFor` says what is missing. */
export function groupOf(
  asked: PeersAsked,
  subject: Assessment['organisation'] | undefined,
  published: readonly PublishedRound[],
): PeerGroup {
  const latest = latestRounds(published)
  const others = [...latest.values()].filter(({ organisation }) => organisation.id !== subject?.id)
  const chosen = (ids: readonly string[]) => {
    const wanted = new Set(ids)
    return others.filter(({ organisation }) => wanted.has(organisation.id))
  }
  const group = (peers: readonly PublishedRound[]): PeerGroup => ({
    asked,
    peers: byName(peers),
    unknown: [],
    selfAsked: false,
  })
  if (missingFor(asked, subject) !== undefined) return group([])
  if (asked.kind === 'all') return group(others)
  if (asked.kind === 'ids')
    return {
      ...group(chosen(asked.ids)),
      unknown: asked.ids.filter((id) => id !== subject?.id && !latest.has(id)),
      selfAsked: subject !== undefined && asked.ids.includes(subject.id),
    }
  if (asked.kind === 'nearest') {
    const nearest = nearestTo(
      subject?.context ?? {},
      others.map(({ organisation }) => organisation),
      asked.count,
    )
    return { ...group(chosen(nearest.ids)), nearest }
  }
  const { kind } = asked
  return group(others.filter(({ organisation }) => organisation[kind] === subject?.[kind]))
}

/** The newest published round of each council, by its id. */
export function latestRounds(published: readonly PublishedRound[]): ReadonlyMap<string, PublishedRound> {
  const all = new Map<string, PublishedRound[]>()
  for (const one of published) {
    const known = all.get(one.organisation.id)
    if (known === undefined) all.set(one.organisation.id, [one])
    else known.push(one)
  }
  return new Map(Array.from(all, ([id, rounds]) => [id, newestOf(rounds)!]))
}

/**
 * The newest of the rounds of one council: that of the latest year, where the id of each of them holds one (`2026-autumn`), so that a
 * round that is published late does not pass for a new one; else the one that was published last. Undefined of nothing.
 */
export function newestOf<Round extends Pick<PublishedRound, 'published' | 'round'>>(
  rounds: readonly Round[],
): Round | undefined {
  if (rounds.length < 2) return rounds[0]
  const years = rounds.map(({ round }) => yearIn(round))
  const byYear = years.every((year) => year !== undefined)
  const keyed = rounds.map((one, at) => ({
    one,
    key: `${byYear ? years[at] : ''} ${one.published} ${one.round}`,
  }))
  return keyed.reduce((best, next) => (next.key > best.key ? next : best)).one
}

function yearIn(round: string): string | undefined {
  return /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(round)?.[0]
}

/** By name without regard to capitals, then by id: never by a level. */
function byName(peers: readonly PublishedRound[]): readonly PublishedRound[] {
  const keyed = peers.map((peer) => ({
    peer,
    name: peer.organisation.name.toLowerCase(),
    id: peer.organisation.id,
  }))
  keyed.sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1))
  return keyed.map(({ peer }) => peer)
}
