import { endianness } from 'node:os'
import { crc32 } from 'node:zlib'
import type { ModelPin } from '../../../assessment/assessment.ts'
import type { PublishedRound } from '../../../compare/published.ts'
import type { Problem } from '../../../problem.ts'
import type { Reading } from './reading.ts'

/** What is known of an exchange without reading a record: every reading, by the name that git has for its bytes. */
export interface Index {
  /** The tree that was listed; '' outside of git. */
  readonly tree: string
  /** In the order of their paths. `path` is there only where it is not the one that the reading itself would have. */
  readonly readings: readonly IndexedReading[]
  /** What stood beside the records. */
  readonly problems: readonly Problem[]
}

export interface IndexedReading {
  readonly reading: Reading
  readonly path?: string
}

/** An index that was read; the names of blobs are only looked at where something has changed. */
export interface ReadIndex extends Index {
  readonly blobs: () => readonly string[]
}

/**
 * The index as bytes: eight hexadecimal digits (CRC-32 of all that follows), a line of JSON that says how long each part is, then the
 * parts: seven numbers a reading, its levels, what they rest on and its ambitions as places in a table of numbers, the names of the blobs, and everything else
 * as JSON. `key` says by what the readings were made. Undefined where it does not fit the form.
 */
export function encodeIndex(
  index: Index,
  blobs: readonly string[],
  key: string,
): readonly Uint8Array[] | undefined {
  const { readings } = index
  const numbering = numberingOf<number | undefined>([undefined])
  // Two of three are small whole numbers.
  const small: number[] = []
  const placeOf = (value: number | undefined): number => {
    if (value === undefined) return 0
    if (!Number.isInteger(value) || value < 0 || value > 255) return numbering.at(value)
    small[value] ??= numbering.at(value)
    return small[value]
  }
  const words = numberingOf<string>()
  const organisations = numberingOf<PublishedRound['organisation']>()
  const pins = numberingOf<ModelPin | undefined>([undefined])
  const faults: (readonly Problem[])[] = []
  const paths: Record<number, string> = {}
  const sections = readings.find(({ reading }) => reading.kind === 'round')?.reading
  const width = sections?.kind === 'round' ? sections.round.levels.length : 0
  const heads = new Uint32Array(readings.length * headLength)
  const numbers = new Uint16Array(readings.length * width * rowsOfNumbers)
  for (const [at, { reading, path }] of readings.entries()) {
    if (path !== undefined) paths[at] = path
    if (reading.kind === 'faulty')
      heads.set([kindOf.faulty, faults.push(reading.problems) - 1], at * headLength)
    else if (reading.kind === 'withdrawn')
      heads.set([kindOf.withdrawn, words.at(reading.organisation), words.at(reading.round)], at * headLength)
    else {
      const { organisation, round, scope, published, respondents, carried } = reading.round
      heads.set(
        [
          ...[kindOf.round, organisations.at(organisation), words.at(round)],
          ...[words.at(scope), words.at(published), respondents, pins.at(carried)],
        ],
        at * headLength,
      )
      const { levels, scored, ambitions } = reading.round
      for (const [row, values] of [levels, scored, ambitions].entries())
        for (let section = 0; section < width; section += 1)
          numbers[(at * rowsOfNumbers + row) * width + section] = placeOf(values[section])
    }
  }
  if (numbering.all.length > 0xffff) return undefined
  const rest = {
    ...{ words: words.all, organisations: organisations.all, values: numbering.all.slice(1) },
    ...{ pins: pins.all.slice(1), faults, paths, problems: index.problems },
  }
  const parts = [
    bytesOf(heads),
    bytesOf(numbers),
    Buffer.from(blobs.join(''), 'hex'),
    Buffer.from(JSON.stringify(rest), 'utf8'),
  ]
  const header: Header = {
    ...{ format, key, order: endianness(), tree: index.tree, count: readings.length, width },
    lengths: parts.map((part) => part.length),
  }
  const all = [Buffer.from(`${JSON.stringify(header)}\n`, 'utf8'), ...parts]
  // zlib takes nothing for a fresh start.
  const sum = all.reduce((so, part) => (part.length === 0 ? so : crc32(part, so)), 0)
  return [Buffer.from(written(sum), 'latin1'), ...all]
}

/** A sum as it stands at the head of the file. */
function written(sum: number): string {
  return sum.toString(16).padStart(8, '0')
}

/** The index that the bytes hold; undefined where they are damaged, of another form, or made by another key. */
export function decodeIndex(bytes: Uint8Array, key: string): ReadIndex | undefined {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (written(crc32(buffer.subarray(8))) !== buffer.toString('latin1', 0, 8)) return undefined
    const start = buffer.indexOf(10) + 1
    const header: Header = JSON.parse(buffer.toString('utf8', 8, start))
    if (header.format !== format || header.key !== key || header.order !== endianness()) return undefined
    const parts = partsOf(buffer, start, header.lengths)
    if (parts === undefined || !fits(header, parts)) return undefined
    return indexOf(header, parts)
  } catch (error) {
    // Bytes that pass the sum and are still wrong were made by somebody: as good as none.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
      return undefined
    throw error
  }
}

const format = 'tiex-published-index/2'
const kindOf = { round: 0, withdrawn: 1, faulty: 2 } as const
const headLength = 7
/** Levels, what they rest on, and ambitions. */
const rowsOfNumbers = 3

interface Header {
  readonly format: string
  readonly key: string
  readonly order: string
  readonly tree: string
  readonly count: number
  /** Sections of the model. */
  readonly width: number
  readonly lengths: readonly number[]
}

type Parts = readonly [heads: Buffer, numbers: Buffer, blobs: Buffer, rest: Buffer]

function partsOf(buffer: Buffer, start: number, lengths: readonly number[]): Parts | undefined {
  let at = start
  const parts = lengths.map((length) => {
    at += length
    return buffer.subarray(at - length, at)
  })
  return parts.length === 4 && at === buffer.length ? (parts as unknown as Parts) : undefined
}

/** Whether every place that the parts name is in them: what was made by somebody else's hand would be found out far from here. */
function fits({ tree, count, width }: Header, [heads, numbers, blobs, rest]: Parts): boolean {
  const { words, organisations, values, pins, faults, paths, problems } = JSON.parse(rest.toString('utf8'))
  if (typeof tree !== 'string' || !Number.isSafeInteger(count) || !Number.isSafeInteger(width)) return false
  if (![words, organisations, values, pins, faults, problems].every(Array.isArray)) return false
  if (heads.length !== count * headLength * 4 || numbers.length !== count * width * rowsOfNumbers * 2)
    return false
  if (count > 0 && (blobs.length % count !== 0 || typeof paths !== 'object' || paths === null)) return false
  const isText = (value: unknown) => typeof value === 'string'
  if (!words.every(isText) || !Object.values(paths).every(isText)) return false
  if (
    !organisations.every(
      (one: unknown) => typeof one === 'object' && one !== null && 'id' in one && isText(one.id),
    )
  )
    return false
  if (!faults.every(Array.isArray) || !values.every((value: unknown) => typeof value === 'number'))
    return false
  const named = new Uint32Array(aligned(heads))
  for (let at = 0; at < named.length; at += headLength) {
    const [kind, first = 0, second = 0, scope = 0, published = 0, , pin = 0] = named.subarray(
      at,
      at + headLength,
    )
    const isRight =
      kind === kindOf.faulty
        ? first < faults.length
        : kind === kindOf.withdrawn
          ? first < words.length && second < words.length
          : kind === kindOf.round &&
            first < organisations.length &&
            Math.max(second, scope, published) < words.length &&
            pin <= pins.length
    if (!isRight) return false
  }
  return new Uint16Array(aligned(numbers)).every((place) => place <= values.length)
}

function indexOf(
  { tree, count, width }: Header,
  [headBytes, numberBytes, blobBytes, restBytes]: Parts,
): ReadIndex {
  const heads = new Uint32Array(aligned(headBytes))
  const numbers = new Uint16Array(aligned(numberBytes))
  const { words, organisations, values, pins, faults, paths, problems } = JSON.parse(
    restBytes.toString('utf8'),
  )
  // The undefined in it keeps the numbers objects, which the lists below then share.
  const table: readonly (number | undefined)[] = [undefined, ...values]
  const readings: IndexedReading[] = []
  const row = <Value>(at: number, which: number): Value[] => {
    const start = (at * rowsOfNumbers + which) * width
    const list: unknown[] = []
    for (let place = start; place < start + width; place += 1) list.push(table[numbers[place]!])
    return list as Value[]
  }
  for (let at = 0; at < count; at += 1) {
    const head = at * headLength
    const path: string | undefined = paths[at]
    const reading = ((): Reading => {
      if (heads[head] === kindOf.faulty) return { kind: 'faulty', problems: faults[heads[head + 1]!] }
      if (heads[head] === kindOf.withdrawn)
        return { kind: 'withdrawn', organisation: words[heads[head + 1]!], round: words[heads[head + 2]!] }
      const carried: ModelPin | undefined = heads[head + 6] === 0 ? undefined : pins[heads[head + 6]! - 1]
      const round: PublishedRound = {
        organisation: organisations[heads[head + 1]!],
        round: words[heads[head + 2]!],
        scope: words[heads[head + 3]!],
        published: words[heads[head + 4]!],
        respondents: heads[head + 5]!,
        ...(carried === undefined ? {} : { carried }),
        // Most rounds are older ones, of which nobody asks for the figures.
        get levels() {
          return row<number | undefined>(at, 0)
        },
        get scored() {
          return row<number>(at, 1)
        },
        get ambitions() {
          return row<number | undefined>(at, 2)
        },
      }
      return { kind: 'round', round }
    })()
    readings.push(path === undefined ? { reading } : { reading, path })
  }
  const digits = count === 0 ? 0 : blobBytes.length / count
  const blobs = () =>
    Array.from({ length: count }, (_, at) => blobBytes.toString('hex', at * digits, (at + 1) * digits))
  return { tree, readings, problems, blobs }
}

function aligned(bytes: Buffer): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
}

function bytesOf(numbers: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}

/** Numbers values from 0, or from behind those that are there, in the order in which they come. */
function numberingOf<Value>(all: Value[] = []) {
  const places = new Map<Value, number>(all.map((value, at) => [value, at]))
  return {
    all: all as readonly Value[],
    at: (value: Value): number => {
      const known = places.get(value)
      if (known !== undefined) return known
      places.set(value, all.push(value) - 1)
      return all.length - 1
    },
  }
}
