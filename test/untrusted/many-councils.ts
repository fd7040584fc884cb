import { expect } from 'vitest'
import { readPublished } from '../../src/files/exchange/published-rounds.ts'
import type { Model } from '../../src/model/model.ts'
import { makeExchange } from '../bench/exchange.ts'
import { git } from '../files/exchange/exchanges.ts'

/** Of so many councils the one in the middle publishes what is hostile: all others are read, from the records and from the index. */
export async function expectOneBad(
  { folder, model, variables }: { folder: string; model: Model; variables: Record<string, string> },
  councils: number,
): Promise<void> {
  await makeExchange(folder, model, { councils, rounds: 1, form: 'bare' })
  const middle = String(councils / 2).padStart(String(councils).length, '0')
  const path = `organisations/council-${middle}/2024-autumn.yaml`
  const bad = git(folder, ['show', `HEAD:${path}`], variables).replace(/agreed: [a-z-]+/, 'agreed: "\\e[2J"')
  git(
    folder,
    ['fast-import', '--quiet'],
    variables,
    `commit refs/heads/main\ncommitter X <x@example.org> 1600000001 +0000\ndata 3\nBad\nfrom refs/heads/main^0\nM 100644 inline ${path}\ndata ${Buffer.byteLength(bad)}\n${bad}\n`,
  )
  const { rounds, problems } = await readPublished(folder, model, variables)
  expect(rounds).toHaveLength(councils - 1)
  expect(new Set(problems.map(({ place }) => place?.file))).toEqual(new Set([path]))
  expect(await readPublished(folder, model, variables)).toEqual({ rounds, problems })
}
