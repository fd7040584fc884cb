import type { Results } from '../../scoring/results.ts'
import { factorsSvg } from './bars.ts'
import { ringsSvg } from './rings.ts'

interface About {
  /** Council, round, and whose results they are. */
  readonly of: string
  readonly marking: string | undefined
}

/** A chart as a file of its own: above it stands whose results they are, whether they are a draft, and the marking. */
export function svgOf(chart: 'rings' | 'factors', results: Results, { of, marking }: About): string {
  const what = chart === 'rings' ? 'Levels by characteristic and mode' : 'Success factors'
  const draft =
    results.suggested > 0 ? ['A draft: levels count answers that are only suggested, not agreed.'] : []
  const options = {
    title: `${what}: ${of}`,
    heading: [what, of, ...draft, ...(marking === undefined ? [] : [marking])],
  }
  return chart === 'rings' ? ringsSvg(results, options) : factorsSvg(results, options)
}
