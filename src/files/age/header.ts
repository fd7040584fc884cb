/** One way to open an age file: for whom, as the format has it. */
export interface Stanza {
  /** `X25519`, `scrypt` and so on. */
  readonly kind: string
  readonly details: readonly string[]
  readonly body: Uint8Array
}

export interface Header {
  readonly stanzas: readonly Stanza[]
  /** Bytes up to the payload. */
  readonly size: number
}

/** More than any council has facilitators; each costs time to whoever opens the file. */
export const maxStanzas = 100

const damaged = 'has a damaged header'
const cutOff = 'is cut off within its header'

/**
 * The header of an age file as https://age-encryption.org/v1 defines it, or what is wrong with it, as in `parseArmor`.
 * Says nothing of whether it is genuine: that takes a key.
 */
export function parseHeader(bytes: Uint8Array): Header | string {
  const lines = lineReader(bytes)
  const version = lines.next()
  if (version === undefined) return cutOff
  if (version !== 'age-encryption.org/v1')
    return version.startsWith('age-encryption.org/') ? 'was made by a newer age' : 'is not an age file'
  const stanzas: Stanza[] = []
  for (;;) {
    const line = lines.next()
    if (line === undefined) return cutOff
    if (line.startsWith('--- '))
      return decodeUnpadded(line.slice(4))?.length === 32 ? { stanzas, size: lines.at() } : damaged
    if (stanzas.length === maxStanzas)
      return `is sealed to too many recipients: at most ${maxStanzas} are taken`
    const stanza = parseStanza(line, lines.next)
    if (typeof stanza === 'string') return stanza
    stanzas.push(stanza)
  }
}

function parseStanza(line: string, next: () => string | undefined): Stanza | string {
  const [arrow, kind = '', ...details] = line.split(' ')
  if (arrow !== '->' || ![kind, ...details].every((part) => /^[\x21-\x7e]+$/.test(part))) return damaged
  const parts: Uint8Array[] = []
  for (;;) {
    const text = next()
    if (text === undefined) return cutOff
    const part = text.length > 64 ? undefined : decodeUnpadded(text)
    if (part === undefined) return damaged
    parts.push(part)
    if (text.length < 64) return { kind, details, body: Buffer.concat(parts) }
  }
}

/** Canonical base64 without padding; undefined for anything else. */
export function decodeUnpadded(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64').replace(/={1,2}$/, '') === text ? bytes : undefined
}

function lineReader(bytes: Uint8Array): {
  readonly next: () => string | undefined
  readonly at: () => number
} {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const next = () => {
    const stop = buffer.indexOf(0x0a, at)
    if (stop === -1) return undefined
    const line = buffer.toString('latin1', at, stop)
    at = stop + 1
    return line
  }
  return { next, at: () => at }
}
