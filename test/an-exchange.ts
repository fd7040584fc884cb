import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Model } from '../src/model/model.ts'

/** A council of the exchange that tests make. */
export interface Council {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly region: string
  readonly context: Readonly<Record<string, number>>
}

const names = [
  ['alderham', 'Alderham County Council', 'county', 'South West'],
  ['birchester', 'Birchester City Council', 'unitary', 'North West'],
  ['cedarshire', 'Cedarshire County Council', 'county', 'South East'],
  ['dunmere', 'Dunmere Borough Council', 'district', 'South West'],
  ['elmfordshire', 'Elmfordshire County Council', 'county', 'East of England'],
  ['farringdale', 'Farringdale County Council', 'county', 'South West'],
  ['granby-vale', 'Granby Vale District Council', 'district', 'East Midlands'],
  ['hollowshire', 'Hollowshire County Council', 'county', 'West Midlands'],
  ['ivybridge', 'Ivybridge Council', 'unitary', 'South West'],
  ['juniper-coast', 'Juniper Coast Council', 'unitary', 'South East'],
  ['kestrelshire', 'Kestrelshire County Council', 'county', 'North East'],
  ['larkmoor', 'Larkmoor County Council', 'county', 'South West'],
] as const

export const councils: readonly Council[] = names.map(([id, name, type, region], index) => ({
  ...{ id, name, type, region },
  context: {
    population: 200_000 + 90_000 * ((index * 7) % 12),
    deprivation: 12 + ((index * 5) % 12),
    rurality: ((index * 3) % 10) / 10,
  },
}))

/** The official response of a council as YAML: its answers follow from the numbers of the council and the round alone. */
export function recordOf(
  model: Pick<Model, 'id' | 'version' | 'digest' | 'sections' | 'cells'>,
  council: Council,
  { round, published, seed }: { readonly round: string; readonly published: string; readonly seed: number },
): string {
  const { id, name, type, region, context } = council
  let state = seed * 7919 + 17
  const next = (below: number) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
  const statements = model.sections.flatMap((section) =>
    section.statements.map((statement) => {
      const { options } = statement.scale
      const rank = Math.min(options.length - 1, Math.floor((next(options.length * 2) + (seed % 3)) / 2))
      return `  ${statement.id}: {agreed: ${options[rank]!.id}}\n`
    }),
  )
  const cells = model.cells.map((cell) => `  ${cell.id}: {ambition: ${2 + next(3)}}\n`)
  const numbers = Object.entries(context).map(([measure, value]) => `${measure}: ${value}`)
  return `format: tiex-official/1
organisation:
  id: ${id}
  name: ${name}
  type: ${type}
  region: ${region}
  context: {${numbers.join(', ')}}
model: {id: ${model.id}, version: "${model.version}", digest: ${model.digest}}
round: ${round}
scope: whole council
audience: sector
published: ${published}
respondents: ${5 + (seed % 7)}
statements:
${statements.join('')}cells:
${cells.join('')}`
}

/** Writes an exchange of these councils into a folder, each with one round. */
export function writeExchange(folder: string, model: Parameters<typeof recordOf>[0], some = councils): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'exchange.yaml'),
    'format: tiex-exchange/1\nname: Test exchange\naudience: sector\n',
  )
  for (const [index, council] of some.entries()) {
    const text = recordOf(model, council, { round: '2026-autumn', published: '2026-11-02', seed: index + 1 })
    writeRecord(folder, council.id, '2026-autumn', text)
  }
}

export function writeRecord(folder: string, organisation: string, round: string, text: string): void {
  const path = join(folder, 'organisations', organisation)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, `${round}.yaml`), text)
}
