import type { Model } from '../../model/model.ts'
import type { Finding, Problem } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import type { FileName } from '../disk/faults.ts'
import { decodeText } from '../yaml/decode.ts'
import { locate, parseText, type YamlFile } from '../yaml/read.ts'
import { checkSchema, type Kind } from './schema.ts'

/** A file of a known kind: right by its schema. `yaml` is kept so that later findings get their line. */
export interface Loaded<Data> {
  readonly data: Data
  readonly yaml: YamlFile
  /** The model by which it is surely right as well; absent where that was not looked at. */
  readonly rightBy?: Model
}

/** Reads a text of the one form that nearly all files of a kind have about a model, as the same data as any reader would, and right by it; undefined for any other text. */
export interface PlainReader<Data> {
  readonly model: Model
  readonly read: (text: string) => Data | undefined
}

/** What is wrong with a file, with places; never empty. */
export interface Faulty {
  readonly problems: readonly Problem[]
}

export function isFaulty(read: Loaded<unknown> | Faulty): read is Faulty {
  return 'problems' in read
}

const kilobyte = 1024
const limits: Partial<Record<Kind, number>> = {
  model: 1024 * kilobyte,
  characteristic: 1024 * kilobyte,
  'success-factor': 1024 * kilobyte,
  'second-look': 1024 * kilobyte,
  resources: 1024 * kilobyte,
  glossary: 1024 * kilobyte,
}

/** Most bytes a file of the kind may have: 256 kB, a model's files 1 MB. */
export function byteLimit(kind: Kind): number {
  return limits[kind] ?? 256 * kilobyte
}

/** The file, parsed and checked by its schema. Throws a `TiexError` only where it is no plain file or cannot be read at all. */
export async function readKind<Data>(
  kind: Kind,
  file: FileName,
  plain?: PlainReader<Data>,
): Promise<Loaded<Data> | Faulty | 'missing'> {
  const bytes = await readBytes(file, byteLimit(kind))
  if (bytes === 'missing') return 'missing'
  if (inPassing.has(kind)) return parseKind<Data>(kind, file.shown, bytes)
  const before = kept.get(file.path)
  if (before?.kind === kind && before.loaded.yaml.file === file.shown && equals(before.bytes, bytes))
    return before.loaded as Loaded<Data>
  const read = await parseKind<Data>(kind, file.shown, bytes, plain)
  if (isFaulty(read)) kept.delete(file.path)
  else if (kept.size < mostKept || before !== undefined) kept.set(file.path, { kind, bytes, loaded: read })
  return read
}

/** What is read once, by the thousand. Anything else is kept: the steps of a command ask one after the other whether it changed, and parse only what did. */
const inPassing: ReadonlySet<Kind> = new Set(['official', 'practice'])

interface Kept {
  readonly kind: Kind
  readonly bytes: Uint8Array
  readonly loaded: Loaded<unknown>
}

const kept = new Map<string, Kept>()
const mostKept = 2000

function equals(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0
}

export async function parseKind<Data>(
  kind: Kind,
  shown: string,
  bytes: Uint8Array,
  plain?: PlainReader<Data>,
): Promise<Loaded<Data> | Faulty> {
  const decoded = decodeText(shown, bytes, byteLimit(kind))
  if ('problems' in decoded) return decoded
  const { text } = decoded
  const data = plain?.read(text)
  if (data !== undefined) return { data, yaml: { file: shown, text, data }, rightBy: plain!.model }
  const parsed = await parseText(shown, text)
  if ('problems' in parsed) return parsed
  const findings = checkSchema(kind, parsed.yaml.data)
  if (findings.length > 0) return { problems: await locate(parsed.yaml, findings) }
  return { data: parsed.yaml.data as Data, yaml: parsed.yaml }
}

/** The findings of a loaded file as problems with places, in the order of the file. Places cost a second, slower parse of the file. */
export function placed(loaded: Loaded<unknown>, findings: readonly Finding[]): Promise<Problem[]> {
  return findings.length === 0 ? Promise.resolve([]) : locate(loaded.yaml, findings)
}

/** As `placed`, of the errors alone: for whoever only wants to know whether the file can be used. */
export function placedErrors(loaded: Loaded<unknown>, findings: readonly Finding[]): Promise<Problem[]> {
  return placed(
    loaded,
    findings.filter((finding) => finding.severity === 'error'),
  )
}
