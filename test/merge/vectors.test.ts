import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { krippendorffAlpha, type Metric, pairwiseAgreement } from '../../src/merge/agreement.ts'
import { dissent, iov } from '../../src/merge/divergence.ts'
import { labelOf } from '../../src/merge/label.ts'
import { lowerMedian, suggest } from '../../src/merge/suggestion.ts'

interface Vector {
  readonly id: string
  readonly measure: string
  readonly input: {
    readonly counts?: readonly number[]
    readonly values?: readonly number[]
    readonly unitsByRaters?: readonly (readonly (number | null)[])[]
    readonly unitCounts?: readonly (readonly number[])[]
    readonly domain?: readonly number[]
    readonly level?: Metric
    readonly weights?: string
  }
  readonly expected: unknown
  readonly tolerance: number
  readonly source: string
}

const file = new URL('../data/stat-vectors.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly Vector[] }

const measures: Readonly<Record<string, (input: Vector['input']) => unknown>> = {
  consensusTW: ({ counts = [] }) => 1 - dissent(counts),
  dissentTW: ({ counts = [] }) => dissent(counts),
  iov: ({ counts = [] }) => iov(counts),
  krippendorffAlpha: (input) => krippendorffAlpha(unitsOf(input), input.level),
  pairwiseAgreement: (input) => pairwiseAgreement(unitsOf(input)),
  medianLow: ({ values = [] }) => lowerMedian(tally(values, Math.max(...values) + 1)),
  suggestedValue: ({ counts = [] }) => {
    const suggestion = suggest(counts)
    if (suggestion === undefined) return { value: null, status: 'none' }
    return { value: suggestion.rank, status: suggestion.tied ? 'tied' : 'suggested' }
  },
  tiexLabel: ({ counts = [] }) => {
    const label = labelOf(counts, suggest(counts))
    return label === 'too-few' ? 'few' : label
  },
}

/** What a merge does not compute, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  percentileRank: 'a place among peers belongs to the comparison of councils',
  standardisedEuclidean: 'nearness of councils belongs to the comparison of councils',
  suppression: 'a consensus holds no breakdown by group',
  'pairwiseAgreement quadratic': 'only the same answer counts as agreement',
}

function nameOf({ measure, input }: Vector): string {
  return input.weights === undefined || input.weights === 'identity' ? measure : `${measure} ${input.weights}`
}

function tally(values: readonly number[], options: number): readonly number[] {
  return Array.from({ length: options }, (_, rank) => values.filter((value) => value === rank).length)
}

function unitsOf({ unitCounts, unitsByRaters = [], domain = [] }: Vector['input']) {
  if (unitCounts) return unitCounts
  return unitsByRaters.map((unit) => domain.map((value) => unit.filter((answer) => answer === value).length))
}

describe('published and derived values', () => {
  const applicable = vectors.filter((vector) => nameOf(vector) in measures)

  it.each(applicable)('$id: $measure is that of $source', ({ measure, input, expected, tolerance }) => {
    const found = measures[measure]?.(input)
    if (typeof expected !== 'number') return expect(found).toEqual(expected)
    expect(Math.abs((found as number) - expected)).toBeLessThanOrEqual(tolerance)
  })

  it('are all used, but those of what a merge does not compute', () => {
    const others = vectors.filter((vector) => !applicable.includes(vector)).map(nameOf)
    expect([...new Set(others)].sort()).toEqual(Object.keys(elsewhere).sort())
  })
})
