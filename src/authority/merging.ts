import type { Fault } from './verification.ts'

/** By path, what a side made of it since the base: mode and blob, '' where it is gone. A path it left alone is absent. */
export type Side = ReadonlyMap<string, string>

/** The paths at which a merge decides something, which it may not: each must be as the side left it that changed it since the base. */
export function checkMerge(
  first: Side,
  second: Side,
  merged: Side,
): readonly (Fault & { readonly file: string })[] {
  const paths = [...new Set([...first.keys(), ...second.keys(), ...merged.keys()])].sort()
  return paths.flatMap((file) => {
    const [one, other] = [first.get(file), second.get(file)]
    if (one !== undefined && other !== undefined && one !== other) {
      return [
        {
          file,
          rule: 'merge',
          message: 'both sides of a merge changed it, each in its own way',
          hint: again,
        },
      ]
    }
    const wanted = one ?? other
    if (merged.get(file) === wanted) return []
    const message =
      wanted === undefined
        ? 'a merge changed what neither side had changed'
        : 'a merge dropped what one side had changed'
    return [{ file, rule: 'merge', message, hint: again }]
  })
}

const again = 'do it without a merge: git fetch; git rebase; then its owner settles what is left'
