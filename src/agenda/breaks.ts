/** A stretch that no break cuts. `continues`: it belongs with the one before. */
export interface Stretch {
  readonly minutes: number
  readonly continues: boolean
}

/** What it costs to cut apart what belongs together, in square minutes. */
const apart = 400

/**
 * Before which stretches the breaks stand, so that no spell between them is longer than `longest`, the spells are as even as can be, and
 * what belongs together stays so where that costs little. Undefined where so many breaks cannot do it.
 */
export function placeBreaks(
  stretches: readonly Stretch[],
  { breaks, longest }: { readonly breaks: number; readonly longest: number },
): readonly number[] | undefined {
  const ends = [0]
  for (const { minutes } of stretches) ends.push(ends.at(-1)! + minutes)
  /** For each number of stretches the cheapest way to hold them in the spells so far. */
  let best: readonly (Way | undefined)[] = ends.map((end) => spell(end, longest, { cost: 0, before: [] }))
  for (let spells = 1; spells <= breaks; spells++) {
    const known = best
    best = ends.map((end, count) => {
      let cheapest: Way | undefined
      for (let from = 1; from < count; from++) {
        const way = known[from]
        if (way === undefined) continue
        const cut = way.cost + (stretches[from]!.continues ? apart : 0)
        const next = spell(end - ends[from]!, longest, { cost: cut, before: [...way.before, from] })
        if (next !== undefined && (cheapest === undefined || next.cost < cheapest.cost)) cheapest = next
      }
      return cheapest
    })
  }
  return best[stretches.length]?.before
}

interface Way {
  readonly cost: number
  readonly before: readonly number[]
}

function spell(minutes: number, longest: number, way: Way): Way | undefined {
  return minutes > longest ? undefined : { ...way, cost: way.cost + minutes ** 2 }
}
