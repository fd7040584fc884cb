import fc from 'fast-check'

/** One change of data or of bytes. */
type Change<Value> = (value: Value) => Value

const somewhere = fc.noBias(fc.nat({ max: 0xffff }))

/** Texts that some reader, terminal or program takes for more than text. */
export const hostileTexts = [
  ...[
    '',
    ' ',
    '\u001b[2J',
    '\u202eabc',
    '\u200b',
    '\u0000',
    '\ufeff',
    '\ud800',
    '\u2028',
    '\u{e0041}',
    'a\rb',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '../../etc/passwd',
    'con',
    '-rf',
  ],
  ...['javascript:alert(1)', 'https://u:p@a.example', '=1+1', '<script>', '::error::x', '%s%n', '\\'],
  ...['2026-02-30', '9999-12-31', '0000-00-00', '2026-13-01T25:00:00Z', 'null', 'NaN', 'x'.repeat(20_000)],
  ...[
    '-----BEGIN AGE ENCRYPTED FILE-----',
    'tiex-plan/1',
    'tiex-response/2',
    'ALICE',
    'аlice',
    'é'.normalize('NFD'),
  ],
]
const hostileNumbers = [0, -1, 0.5, 1e21, 1e-9, Number.MAX_SAFE_INTEGER, 2 ** 53, 2 ** 31, -0, 100_001]
const hostileKeys = [
  '__proto__',
  'constructor',
  'toString',
  'prototype',
  'length',
  '',
  '0',
  'a b',
  '\u001b',
  'x'.repeat(2_000),
]

const anything: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.constantFrom(...hostileTexts), weight: 12 },
  { arbitrary: fc.constantFrom(...hostileNumbers), weight: 4 },
  {
    arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: {} }, [{}]),
    weight: 4,
  },
  fc.constantFrom(20, 23, 24, 25, 400).map(nested),
  fc.constantFrom(50, 2_001).map((length) => Array.from({ length }, (_, index) => `i${index}`)),
)

/** Lists within lists. */
function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}

/** A map or list, and a key of it. */
interface Spot {
  readonly of: Record<string, unknown> | unknown[]
  readonly key: string
}

function spotsIn(value: unknown, spots: Spot[] = []): Spot[] {
  if (typeof value !== 'object' || value === null || spots.length > 5_000) return spots
  for (const key of Object.keys(value)) {
    spots.push({ of: value as Spot['of'], key })
    spotsIn((value as Record<string, unknown>)[key], spots)
  }
  return spots
}

/** An own key even where it is called `__proto__`. */
function define(of: object, key: string, value: unknown): void {
  Object.defineProperty(of, key, { value, enumerable: true, configurable: true, writable: true })
}

type Act = (spot: Spot, spots: readonly Spot[]) => void

const put = anything.map<Act>(
  (value) =>
    ({ of, key }) =>
      define(of, key, value),
)
const drop = fc.constant<Act>(({ of, key }) => {
  if (Array.isArray(of)) of.splice(Number(key), 1)
  else delete of[key]
})
const double = fc.constant<Act>(({ of, key }) => {
  const value = valueAt({ of, key })
  if (Array.isArray(of)) of.push(value, value)
  else define(of, `${key}-2`, value)
})
const rename = fc.constantFrom(...hostileKeys).map<Act>((name) => ({ of, key }) => {
  if (Array.isArray(of)) return
  const value = of[key]
  delete of[key]
  define(of, name, value)
})
const swap = somewhere.map<Act>((at) => (spot, spots) => {
  const other = spots[at % spots.length]!
  // A copy, or a value would stand within itself.
  const [mine, theirs] = [valueAt(spot), valueAt(other)].map((value) => structuredClone(value))
  define(spot.of, spot.key, theirs)
  if (typeof theirs !== 'object') define(other.of, other.key, mine)
})
const wrap = fc.boolean().map<Act>((inList) => (spot) => {
  define(spot.of, spot.key, inList ? [valueAt(spot)] : { a: valueAt(spot) })
})

function valueAt({ of, key }: Spot): unknown {
  return (of as Record<string, unknown>)[key]
}

/** Changes the structure of data: keys and values are dropped, doubled, renamed, swapped, wrapped, or are something else. */
export const dataChange: fc.Arbitrary<Change<unknown>> = fc
  .tuple(somewhere, fc.oneof({ arbitrary: put, weight: 4 }, drop, double, rename, swap, wrap))
  .map(([at, act]) => (value) => {
    const copy = structuredClone(value)
    const spots = spotsIn(copy)
    if (spots.length > 0) act(spots[at % spots.length]!, spots)
    return copy
  })

/** Pieces of bytes that mean something to YAML, armor, mail, zip or XML. */
const pieces = [
  ...[
    '\n',
    '\r',
    '\t',
    ' ',
    ':',
    ': ',
    '- ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '|',
    '>',
    '&a',
    '*a',
    '!!x',
    '%',
    '#',
    '\0',
  ],
  ...[
    '---\n',
    '...\n',
    '<<: ',
    '? ',
    '<<<<<<< a\n',
    '-----',
    '=',
    '==',
    '\u001b',
    '\ufeff',
    '\u202e',
    '<',
    '&lt;',
    '&#0;',
  ],
  ...[
    '\r\n\r\n',
    '--b1\r\n',
    '--b1--',
    '<!DOCTYPE x>',
    '_x0000_',
    '__proto__: 1\n',
    'PK\u0003\u0004',
    '> ',
    '\ufffd',
  ],
].map((piece) => Buffer.from(piece, 'utf8'))

const flip = fc.integer({ min: 1, max: 255 }).map((mask) => (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes)
  copy[at] = copy[at]! ^ mask
  return copy
})
const cut = fc.tuple(fc.boolean(), fc.nat({ max: 40 })).map(
  ([toEnd, length]) =>
    (bytes: Buffer, at: number) =>
      toEnd ? bytes.subarray(0, at) : Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
)
const insert = fc
  .oneof(fc.constantFrom(...pieces), fc.uint8Array({ minLength: 1, maxLength: 4 }))
  .map(
    (piece) => (bytes: Buffer, at: number) =>
      Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]),
  )
const repeat = fc
  .tuple(fc.integer({ min: 1, max: 80 }), fc.constantFrom(1, 2, 50, 3_000))
  .map(([length, times]) => (bytes: Buffer, at: number) => {
    const piece = bytes.subarray(at, at + length)
    return Buffer.concat([
      bytes.subarray(0, at),
      ...Array.from({ length: times }, () => piece),
      bytes.subarray(at),
    ])
  })

/** Changes bytes: some are flipped, cut out, put in or repeated. */
export const bytesChange: fc.Arbitrary<Change<Buffer>> = fc
  .tuple(
    fc.noBias(fc.nat({ max: 0x7fffffff })),
    fc.oneof({ arbitrary: flip, weight: 3 }, cut, { arbitrary: insert, weight: 4 }, repeat),
  )
  .map(
    ([at, act]) =>
      (bytes) =>
        bytes.length === 0 ? bytes : act(bytes, at % bytes.length),
  )

/** The value after some of these changes, none included. */
export function changed<Value>(
  value: fc.Arbitrary<Value>,
  change: fc.Arbitrary<Change<Value>>,
  most = 3,
): fc.Arbitrary<Value> {
  return fc
    .tuple(value, fc.array(change, { maxLength: most }))
    .map(([first, changes]) => changes.reduce((so, act) => act(so), first))
}

/** As the bytes are told where a law fails: a text that can be put into a test. */
export function told(bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return bytes.map((made) => {
    const copy = Buffer.from(made)
    const tell = () => `Buffer.from(${JSON.stringify(copy.toString('latin1').slice(0, 3_000))}, 'latin1')`
    return Object.defineProperty(copy, fc.toStringMethod, { value: tell })
  })
}
