/** Text and numbers as SSH puts them into bytes: RFC 4251, section 5. */

/** The strings the bytes begin with, so many of them, each after its length in four bytes; undefined unless just `rest` bytes follow them. */
export function stringsOf(bytes: Buffer, count: number, rest = 0): readonly Buffer[] | undefined {
  const strings: Buffer[] = []
  let at = 0
  while (strings.length < count) {
    const string = stringAt(bytes, at)
    if (string === undefined) return undefined
    strings.push(string)
    at += 4 + string.length
  }
  return bytes.length - at === rest ? strings : undefined
}

/** The string that begins at a byte; undefined where the bytes end before it does. */
export function stringAt(bytes: Buffer, at: number): Buffer | undefined {
  if (bytes.length - at < 4) return undefined
  const end = at + 4 + bytes.readUInt32BE(at)
  return end > bytes.length ? undefined : bytes.subarray(at + 4, end)
}

/** A string with its length before it. */
export function wireString(content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** The bytes of a base64 text; undefined where it is not just how these bytes are written: two texts never mean the same bytes. */
export function base64Bytes(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
