import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

/** Signatures of a zip file's records, and the sizes of their fixed parts. */
const local = { mark: 0x04034b50, size: 30 } as const
const central = { mark: 0x02014b50, size: 46 } as const
const end = { mark: 0x06054b50, size: 22 } as const
const longestComment = 0xffff
const mostEntries = 2_000

/** Bits of an entry's flags. */
const encrypted = 0x1
const utf8 = 0x800
const stored = 0
const deflated = 8

/** 1 January 1980, the first day a zip file knows: the same parts always make the same bytes. */
const noDate = 0x21

interface Entry {
  readonly flags: number
  readonly method: number
  readonly packed: number
  readonly offset: number
}

/** A zip file whose parts are unpacked one at a time, when they are asked for. */
export interface Archive {
  readonly names: readonly string[]
  /** The bytes of a part; undefined for one that is not there. `too large` where all that was unpacked would be more than the archive was opened for. */
  read(name: string): Uint8Array | 'too large' | 'damaged' | undefined
}

/** Opens a zip file by its list of contents; undefined for what is none. Never holds more than `maxBytes` of unpacked parts, whatever they say of their size. */
export function openZip(bytes: Uint8Array, maxBytes: number): Archive | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = entriesOf(buffer)
  if (entries === undefined) return undefined
  let left = maxBytes
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name)
      if (entry === undefined) return undefined
      const part = unpacked(buffer, entry, left)
      if (typeof part !== 'string') left -= part.length
      return part
    },
  }
}

function entriesOf(buffer: Buffer): ReadonlyMap<string, Entry> | undefined {
  const at = endOf(buffer)
  if (at === undefined) return undefined
  const count = buffer.readUInt16LE(at + 10)
  if (count > mostEntries) return undefined
  const entries = new Map<string, Entry>()
  let offset = buffer.readUInt32LE(at + 16)
  for (let number = 0; number < count; number += 1) {
    if (offset + central.size > buffer.length || buffer.readUInt32LE(offset) !== central.mark)
      return undefined
    const lengths = [28, 30, 32].map((field) => buffer.readUInt16LE(offset + field))
    const [name = 0] = lengths
    const text = buffer.toString('utf8', offset + central.size, offset + central.size + name)
    entries.set(text, {
      flags: buffer.readUInt16LE(offset + 8),
      method: buffer.readUInt16LE(offset + 10),
      packed: buffer.readUInt32LE(offset + 20),
      offset: buffer.readUInt32LE(offset + 42),
    })
    offset += central.size + lengths.reduce((sum, length) => sum + length, 0)
  }
  return entries
}

/** Where the record at the end begins: a comment may follow it. */
function endOf(buffer: Buffer): number | undefined {
  const first = Math.max(0, buffer.length - end.size - longestComment)
  for (let at = buffer.length - end.size; at >= first; at -= 1)
    if (buffer.readUInt32LE(at) === end.mark) return at
  return undefined
}

function unpacked(buffer: Buffer, entry: Entry, left: number): Uint8Array | 'too large' | 'damaged' {
  const { offset, packed, method, flags } = entry
  if (offset + local.size > buffer.length || buffer.readUInt32LE(offset) !== local.mark) return 'damaged'
  const from = offset + local.size + buffer.readUInt16LE(offset + 26) + buffer.readUInt16LE(offset + 28)
  if (from + packed > buffer.length || (flags & encrypted) !== 0) return 'damaged'
  const part = buffer.subarray(from, from + packed)
  if (method === stored) return part.length > left ? 'too large' : part
  if (method !== deflated) return 'damaged'
  if (left < 1) return 'too large'
  try {
    return inflateRawSync(part, { maxOutputLength: left })
  } catch (error) {
    const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return isTooLarge ? 'too large' : 'damaged'
  }
}

/** A zip file of texts in the given order. The same texts make the same bytes. */
export function makeZip(parts: readonly (readonly [name: string, text: string])[]): Uint8Array {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const [name, text] of parts) {
    const path = Buffer.from(name, 'utf8')
    const bytes = Buffer.from(text, 'utf8')
    const packed = deflateRawSync(bytes)
    const about = aboutPart({ check: crc32(bytes), packed: packed.length, size: bytes.length, path })
    const head = Buffer.alloc(4)
    head.writeUInt32LE(local.mark)
    files.push(head, about, path, packed)
    list.push(listed(about, offset), path)
    offset += head.length + about.length + path.length + packed.length
  }
  const size = list.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([...files, ...list, endRecord(parts.length, size, offset)])
}

interface Part {
  readonly check: number
  readonly packed: number
  readonly size: number
  readonly path: Buffer
}

/** What a part's own record and the list say alike. */
function aboutPart({ check, packed, size, path }: Part): Buffer {
  const about = Buffer.alloc(local.size - 4)
  about.writeUInt16LE(20, 0)
  about.writeUInt16LE(utf8, 2)
  about.writeUInt16LE(deflated, 4)
  about.writeUInt16LE(noDate, 8)
  about.writeUInt32LE(check, 10)
  about.writeUInt32LE(packed, 14)
  about.writeUInt32LE(size, 18)
  about.writeUInt16LE(path.length, 22)
  return about
}

function listed(about: Buffer, offset: number): Buffer {
  const entry = Buffer.alloc(central.size)
  entry.writeUInt32LE(central.mark, 0)
  entry.writeUInt16LE(20, 4)
  about.copy(entry, 6)
  entry.writeUInt32LE(offset, 42)
  return entry
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(end.size)
  record.writeUInt32LE(end.mark, 0)
  record.writeUInt16LE(count, 8)
  record.writeUInt16LE(count, 10)
  record.writeUInt32LE(size, 12)
  record.writeUInt32LE(offset, 16)
  return record
}
