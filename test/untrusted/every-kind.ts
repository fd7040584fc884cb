import type { Kind } from '../../src/files/kinds/schema.ts'
import type { Model } from '../../src/model/model.ts'
import { recordText } from '../files/exchange/exchanges.ts'
import { type Entry, everyEntry } from './corpus.ts'
import type { Testshire } from './council.ts'
import { smallFolder, writeFolder } from './model-folder.ts'

/** Where a kind of file stands in Testshire, with the command that looks at all files of that place. */
export interface Place {
  readonly kind: Kind
  readonly file: string
  readonly command: readonly string[]
}

const check = ['check'] as const
const round = 'rounds/2026-autumn'

/** Every kind of file that tiex reads. Those of one command are faulty at the same time, each beside the others. */
export const everyPlace: readonly Place[] = [
  { kind: 'response', file: `${round}/responses/alice.yaml`, command: check },
  { kind: 'consensus', file: `${round}/consensus.yaml`, command: check },
  { kind: 'second-look', file: `${round}/second-look.yaml`, command: check },
  { kind: 'plan', file: `${round}/plan.yaml`, command: check },
  { kind: 'signatures', file: `${round}/signatures.yaml`, command: check },
  { kind: 'forms', file: `${round}/forms.yaml`, command: check },
  { kind: 'practice', file: 'practice/a-practice.yaml', command: check },
  { kind: 'resources', file: 'resources/own.yaml', command: check },
  { kind: 'exchange', file: 'exchange/exchange.yaml', command: ['exchange', 'check', 'exchange'] },
  {
    kind: 'official',
    file: 'exchange-2/organisations/testshire/2026-autumn.yaml',
    command: ['exchange', 'check', 'exchange-2'],
  },
  {
    kind: 'practice',
    file: 'exchange-2/organisations/testshire/practice/a-practice.yaml',
    command: ['exchange', 'check', 'exchange-2'],
  },
  { kind: 'model', file: 'own/model.yaml', command: ['model', 'check', 'own'] },
  { kind: 'characteristic', file: 'own-2/characteristics/roads.yaml', command: ['model', 'check', 'own-2'] },
  {
    kind: 'success-factor',
    file: 'own-2/success-factors/courage.yaml',
    command: ['model', 'check', 'own-2'],
  },
  { kind: 'resources', file: 'own-3/resources/own.yaml', command: ['model', 'check', 'own-3'] },
  { kind: 'glossary', file: 'own-3/glossary.yaml', command: ['model', 'check', 'own-3'] },
  // Last, since a faulty one keeps all other files of the council from being looked at.
  { kind: 'assessment', file: 'tiex.yaml', command: check },
]

/** Other commands that read these files: whatever they find, they end with a meaning. */
export const readers: readonly (readonly string[])[] = [
  ['plan'],
  ['plan', 'check'],
  ['plan', 'propose', '--dry-run', '--as', 'sue'],
  ['plan', 'export', '--format', 'md'],
  ['status'],
  ['status', '--format', 'json'],
  ['assess', '--revise', '--as', 'alice', '--no-input'],
  ['results'],
  ['results', 'alice'],
  ['merge', '--dry-run'],
  ['agenda'],
  ['trend'],
  ['resources', 'alice'],
  ['report', '--format', 'md'],
  ['practice'],
  ['practice', 'search', 'road'],
  ['practice', '--exchange', 'exchange'],
  ['form', '--all', '--dry-run', '--as', 'sue'],
  ['sign', '--dry-run', '--as', 'sue'],
  ['publish', '--audience', 'sector', '--to', 'exchange-2', '--dry-run', '--as', 'sue'],
  ['compare', '2026-autumn', '--peers', 'all', '--exchange', 'exchange-2'],
  ['export', '--exchange', 'exchange-2', '--format', 'jsonl'],
  ['verify'],
  ['model', 'show', 'own'],
  ['import', 'exchange/exchange.yaml', `${round}/plan.yaml`, '--dry-run', '--as', 'sue'],
]

/** Puts good files beside those that will be hostile: two exchanges, and three models. */
export function furnish(council: Testshire, model: Model): void {
  for (const folder of ['own', 'own-2', 'own-3']) writeFolder(council, folder, smallFolder())
  for (const folder of ['exchange', 'exchange-2']) {
    council.put(`${folder}/exchange.yaml`, 'format: tiex-exchange/1\nname: Sector\naudience: sector\n')
    council.put(
      `${folder}/organisations/aldershire/2026-autumn.yaml`,
      recordText(model, { organisation: 'aldershire', round: '2026-autumn' }),
    )
  }
}

const kindOf: Readonly<Record<Entry['kind'], Kind>> = {
  response: 'response',
  sealed: 'response',
  config: 'assessment',
  consensus: 'consensus',
  official: 'official',
}

/** The entries that are of another kind than what belongs at the place: the others are looked at by tests of their own. */
export function strangersAt({ kind }: Place): readonly Entry[] {
  return everyEntry.filter((entry) => kindOf[entry.kind] !== kind)
}

/** Whether an entry is a file as it should be, so that only its place is wrong. */
export function isSound({ expect, file }: Entry): boolean {
  return expect !== 'refuse' && !/control-char|encoding|shape/.test(file)
}
