/**
 * How many random cases a law gets: as many as `TIEX_FUZZ` says (npm run fuzz: 10,000), else the few of npm test. `cost` is how many
 * times dearer than most a case is: it gets as many times fewer. A failure prints its seed; `TIEX_FUZZ_SEED` runs the same
 * cases again (test/seed.ts).
 */
export function cases(usual: number, cost = 1): { readonly numRuns: number } {
  const wanted = process.env.TIEX_FUZZ
  return { numRuns: wanted === undefined ? usual : Math.max(usual, Math.ceil(Number(wanted) / cost)) }
}
