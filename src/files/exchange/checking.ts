import { checkPublishedPractice, checkRecord, modelNamed, type Standing } from '../../exchange/check.ts'
import type { Exchange } from '../../exchange/exchange.ts'
import { type Entry, entryAt, exchangeFile } from '../../exchange/paths.ts'
import { isWithdrawn, signedPart } from '../../exchange/published.ts'
import type { OfficialRecord, PublishedFile } from '../../exchange/record.ts'
import { checkRecordSignatures } from '../../exchange/signatures.ts'
import type { Model } from '../../model/model.ts'
import type { Practice } from '../../practice/practice.ts'
import type { Finding, Problem } from '../../problem.ts'
import type { Variables } from '../git/run.ts'
import { isFaulty, type Loaded, parseKind, placed } from '../kinds/read.ts'
import { modelFolders, readModel } from '../models.ts'
import { digestOf } from '../signoff/content.ts'
import { signOffNamespace } from '../signoff/signatures.ts'
import { parseKey, sameKey } from '../ssh/public-key.ts'
import { verifySignature } from '../ssh/signature.ts'
import { readExchange } from './exchange-file.ts'
import type { Found, Source } from './source.ts'

/** What was found in an exchange, and how much was looked at. */
export interface ExchangeCheck {
  readonly problems: readonly Problem[]
  readonly organisations: number
  /** Those that were withdrawn count among them. */
  readonly records: number
  readonly withdrawn: number
  readonly practices: number
}

/** More of one file are summed up. */
const mostOfAFile = 20

/** Looks at every file of an exchange, one after the other; a faulty one never keeps the others from being looked at. Throws a `TiexError` where there is no exchange. */
export async function checkExchange(
  source: Source,
  { variables, until }: { readonly variables: Variables; readonly until?: string },
): Promise<ExchangeCheck> {
  const loaded = await readExchange(await source.read(exchangeFile), 'this folder')
  const problems: Problem[] = await placed(loaded, checkKeys(loaded.data))
  const world = {
    exchange: loaded.data,
    findModel: shippedModels(),
    names: new Map<string, string>(),
    variables,
    until,
  }
  const organisations = new Set<string>()
  const counts = { record: 0, practice: 0, withdrawn: 0 }
  for await (const found of source.files()) {
    const entry = entryAt(found.path)
    if (entry !== undefined) {
      organisations.add(entry.organisation)
      counts[entry.kind] += 1
    }
    const { problems: wrong, withdrawn = false } = await checkFile(found, entry, world)
    if (withdrawn) counts.withdrawn += 1
    const program = found.isProgram === true ? [runnable(found.path)] : []
    problems.push(...program, ...summedUp(wrong, found.path))
  }
  return {
    ...{ problems, organisations: organisations.size, withdrawn: counts.withdrawn },
    ...{ records: counts.record, practices: counts.practice },
  }
}

/** Keys that are none, which nobody could ever sign with. */
function checkKeys({ organisations = {}, keepers = {} }: Exchange): Finding[] {
  const members = Object.entries(organisations).map(
    ([id, { keys = [], signers = {} }]) => [['organisations', id], keys, signers] as const,
  )
  return [[['keepers'], keepers.keys ?? [], {}] as const, ...members].flatMap(([at, keys, signers]) => {
    const all = [
      ...keys.map((key, index) => [index, key, 'keys'] as const),
      ...Object.entries(signers).map(([role, key]) => [role, key, 'signers'] as const),
    ]
    return all
      .filter(([, key]) => parseKey(key) === undefined)
      .map(([step, , list]) => ({
        ...{ severity: 'error' as const, rule: 'key', path: [...at, list, step] },
        ...{
          message: 'this is no SSH public key that tiex can use',
          hint: 'write one line such as "ssh-ed25519 AAAA…"',
        },
      }))
  })
}

function summedUp(problems: readonly Problem[], file: string): readonly Problem[] {
  if (problems.length <= mostOfAFile) return problems
  const rest = problems.length - mostOfAFile
  return [
    ...problems.slice(0, mostOfAFile),
    {
      severity: 'error',
      rule: 'more',
      message: `and ${rest} more problems in this file`,
      hint: 'mend those above, and look again',
      place: { file },
    },
  ]
}

interface World {
  readonly exchange: Exchange
  readonly findModel: FindModel
  /** By the name of an organisation, who has it. */
  readonly names: Map<string, string>
  readonly variables: Variables
  readonly until: string | undefined
}

async function checkFile(
  found: Found,
  entry: Entry | undefined,
  world: World,
): Promise<{ readonly problems: readonly Problem[]; readonly withdrawn?: boolean }> {
  const { path } = found
  if ('problems' in found) return found
  if (entry === undefined) return { problems: [stray(path)] }
  if (entry.kind === 'practice') {
    const loaded = await parseKind<Practice>('practice', path, found.bytes)
    if (isFaulty(loaded)) return loaded
    const { model: named } = loaded.data
    const model = named === undefined ? undefined : await world.findModel(modelNamed(named))
    const standing = { entry, exchange: world.exchange, modelOf: () => model }
    return { problems: await placed(loaded, checkPublishedPractice(loaded.data, standing)) }
  }
  const loaded = await parseKind<PublishedFile>('official', path, found.bytes)
  if (isFaulty(loaded)) return loaded
  return {
    problems: await placed(loaded, await findingsOf(loaded, entry, world)),
    withdrawn: isWithdrawn(loaded.data),
  }
}

function runnable(file: string): Problem {
  return {
    ...{ severity: 'warning', rule: 'mode', message: 'is marked as a program, which no record is' },
    ...{ hint: 'take the mark away with: git update-index --chmod=-x FILE', place: { file } },
  }
}

function stray(file: string): Problem {
  return {
    ...{ severity: 'error', rule: 'path', message: 'no file of an exchange is called like this' },
    ...{
      hint: 'records are organisations/<organisation>/<round>.yaml, practice organisations/<organisation>/practice/<id>.yaml',
      place: { file },
    },
  }
}

async function findingsOf(
  { data }: Loaded<PublishedFile>,
  entry: Entry,
  world: World,
): Promise<readonly Finding[]> {
  const model = isWithdrawn(data) ? undefined : await world.findModel(data.model)
  const { exchange, until } = world
  const standing: Standing = {
    entry,
    exchange,
    modelOf: () => model,
    ...(until === undefined ? {} : { until }),
  }
  const findings = checkRecord(data, standing)
  if (isWithdrawn(data)) return findings
  return [...findings, ...checkSameName(data, world.names), ...checkSigned(data, world)]
}

/** Two organisations with one name are taken for each other. */
function checkSameName(
  { organisation: { id, name } }: OfficialRecord,
  names: Map<string, string>,
): Finding[] {
  const key = name.normalize('NFKC').toLowerCase().trim()
  const other = names.get(key) ?? id
  names.set(key, other)
  if (other === id) return []
  return [
    {
      ...{ severity: 'warning', rule: 'same-name', path: ['organisation', 'name'] },
      ...{ message: `${other} has this name too`, hint: 'ask both who they are' },
    },
  ]
}

function checkSigned(record: OfficialRecord, { exchange, variables }: World): Finding[] {
  return checkRecordSignatures(record, exchange, {
    ...{ official: digestOf(signedPart(record)), sameKey },
    whyBroken: ({ statement, signature = '', key = '' }) => {
      const message = new TextEncoder().encode(statement)
      const verified = verifySignature({ message, signature, namespace: signOffNamespace, variables })
      if (verified.state === 'bad') return verified.reason
      return sameKey(verified.key, key) ? undefined : 'was not made with the key beside it'
    },
  })
}

type FindModel = (name: { readonly id: string; readonly version: string }) => Promise<Model | undefined>

/** Finds the models that ship with tiex, each read once. */
function shippedModels(): FindModel {
  const known = new Map<string, Promise<Model | undefined>>()
  return (name) => {
    const key = `${name.id}@${name.version}`
    const model = known.get(key) ?? read(name)
    known.set(key, model)
    return model
  }
}

async function read(name: { readonly id: string; readonly version: string }): Promise<Model | undefined> {
  for (const folder of modelFolders(undefined, name)) {
    const found = await readModel(folder)
    if (
      found !== 'missing' &&
      'model' in found &&
      found.model.id === name.id &&
      found.model.version === name.version
    )
      return found.model
  }
  return undefined
}
