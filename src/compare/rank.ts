/** Where a value stands among those of peers, itself not counted among them. */
export interface Rank {
  /** 1 for the highest. */
  readonly position: number
  /** How many there are with oneself. */
  readonly of: number
  /** Peers have the same value. */
  readonly joint: boolean
}

/** The place from the top, among the peers and oneself. */
export function rankAmong(value: number, peers: readonly number[]): Rank {
  return {
    position: 1 + higher(peers, value),
    of: peers.length + 1,
    joint: peers.includes(value),
  }
}

/**
 * The percentile rank 100(L + E/2)/N: of N peers, oneself not among them, L are lower and E equal. As `percentileofscore` of SciPy with
 * kind "mean". Undefined without peers.
 */
export function percentileRank(value: number, peers: readonly number[]): number | undefined {
  if (peers.length === 0) return undefined
  let halves = 0
  for (const peer of peers) halves += peer < value ? 2 : peer === value ? 1 : 0
  return (50 * halves) / peers.length
}

function higher(peers: readonly number[], value: number): number {
  let number = 0
  for (const peer of peers) if (peer > value) number += 1
  return number
}
