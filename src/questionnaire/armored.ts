const begins = '-----BEGIN TIEX ANSWERS-----'
const ends = '-----END TIEX ANSWERS-----'
const lineLength = 64

/**
 * A text as lines that no mail program changes the meaning of, by wrapping, quoting or blanks: base64 of its length and CRC-32, four
 * bytes each with the highest first, and its UTF-8.
 */
export function armoredText(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const whole = new Uint8Array(8 + bytes.length)
  const view = new DataView(whole.buffer)
  view.setUint32(0, bytes.length)
  view.setUint32(4, checkOf(bytes))
  whole.set(bytes, 8)
  const base64 = btoa(Array.from(whole, (byte) => String.fromCharCode(byte)).join(''))
  return [begins, ...(base64.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []), ends, ''].join('\n')
}

/** Armor that was found: what it carries, or why that cannot be told. `from` and `to` are where it stands in the text. */
interface FoundArmor {
  readonly from: number
  readonly to: number
  readonly carries: string | { readonly fault: 'cut' | 'changed' }
}

/** Every such armor in a text, whatever stands before its lines. */
export function findArmor(text: string, most: number): readonly FoundArmor[] {
  const found: FoundArmor[] = []
  const last = text.lastIndexOf(ends)
  for (let from = text.indexOf(begins); from !== -1 && found.length < most; ) {
    const next = text.indexOf(begins, from + begins.length)
    const end = last < from ? -1 : text.indexOf(ends, from)
    const isCut = end === -1 || (next !== -1 && next < end)
    const to = isCut ? (next === -1 ? text.length : next) : end + ends.length
    const carries = isCut ? { fault: 'cut' as const } : carriedBy(text.slice(from + begins.length, end))
    found.push({ from, to, carries })
    from = next
  }
  return found
}

function carriedBy(lines: string): FoundArmor['carries'] {
  const base64 = lines.replace(/[^A-Za-z0-9+/=]/g, '')
  try {
    const whole = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    const bytes = whole.subarray(8)
    const view = new DataView(whole.buffer)
    if (view.getUint32(0) !== bytes.length || view.getUint32(4) !== checkOf(bytes))
      return { fault: 'changed' }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { fault: 'changed' }
  }
}

/** CRC-32 as zip files have it. */
function checkOf(bytes: Uint8Array): number {
  let check = 0xffffffff
  for (const byte of bytes) {
    check ^= byte
    for (let bit = 0; bit < 8; bit += 1) check = (check >>> 1) ^ (check & 1 ? 0xedb88320 : 0)
  }
  return (check ^ 0xffffffff) >>> 0
}
