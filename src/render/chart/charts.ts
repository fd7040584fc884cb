import type { Results } from '../../scoring/results.ts'
import { factorsSvg } from './bars.ts'
import { ringsSvg } from './rings.ts'

/** A chart as a file of its own, with whose results they are in its title. */
export function svgOf(chart: 'rings' | 'factors', results: Results, of: string): string {
  return chart === 'rings'
    ? ringsSvg(results, { title: `Levels by characteristic and mode: ${of}` })
    : factorsSvg(results, { title: `Success factors: ${of}` })
}
