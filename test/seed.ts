import fc from 'fast-check'

// The same random cases again: those of a failure that printed its seed, or those by which CI judges a change and not the luck of the hour.
const { TIEX_FUZZ_SEED: seed } = process.env
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) })
