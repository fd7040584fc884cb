/** Makes what the benchmark measures, in the folder named first; only what is named after it. The same bytes every time. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPublished } from '../../src/files/exchange/published-rounds.ts'
import { readModel, shippedModels } from '../../src/files/models.ts'
import type { Model } from '../../src/model/model.ts'
import {
  makeAnswering,
  makeByHand,
  makeCouncil,
  makeHistory,
  makeInGit,
  makeSealed,
  round,
  writeResponse,
} from './councils.ts'
import { makeExchange } from './exchange.ts'
import { hostileResponses } from './hostile.ts'

const [folder, ...wanted] = process.argv.slice(2) as [string, ...string[]]
const model = await newestModel()

type Maker = readonly [name: string, make: (at: string) => Promise<unknown>]

/** In the order in which one may be made of another. */
const makers: readonly Maker[] = [
  ...[10, 100, 1000].map((people): Maker => [`${people}`, (at) => makeCouncil(at, people, model)]),
  ['by-hand', (at) => makeByHand(at, model)],
  ['answering', (at) => makeAnswering(at, model)],
  ['in-git', (at) => makeInGit(at, model)],
  ...[10, 100].map((people): Maker => [`sealed-${people}`, (at) => makeSealed(at, people, model)]),
  ['history', (at) => makeHistory(at, 1000, model)],
  ...[334, 3334, 10_000].map(
    (councils): Maker => [
      `exchange-${councils * 3}`,
      (at) => makeExchange(at, model, { councils, rounds: 3, form: 'bare' }),
    ],
  ),
  ['numbers.json', (at) => writeNumbers(at, join(folder, 'exchange-30000'))],
  ...Object.entries(hostileResponses(model, round)).map(
    ([kind, text]): Maker => [`hostile-${kind}`, (at) => makeHostile(at, text)],
  ),
]

for (const [name, make] of makers) if (wanted.includes(name)) await make(join(folder, name))

async function newestModel(): Promise<Model> {
  const read = await readModel(shippedModels().at(-1)!)
  if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
  return read.model
}

/** The numbers of an exchange as a script would keep them; makes its index too. */
async function writeNumbers(file: string, exchange: string): Promise<void> {
  const { rounds } = await readPublished(exchange, model)
  writeFileSync(file, JSON.stringify(rounds))
}

/** A council of one, whose response is the text. */
async function makeHostile(at: string, text: string): Promise<void> {
  await makeCouncil(at, 1, model)
  writeResponse(at, 'person-1', text)
}
