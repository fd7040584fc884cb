/** The bounds of every YAML file, whoever reads it. Items are the entries of one map or list, nodes those of all of them. */
export const limits = { depth: 24, items: 2_000, nodes: 20_000, key: 1_000 } as const

/** Characters that no text may hold, not even by escape: C0 but tab and LF, DEL, C1, U+FFFE, U+FFFF and halves of surrogate pairs. */
export const forbidden = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]/u

/** Names that mean something to every JavaScript object, so no key may be one of them. */
const bannedKeys: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
])

/** Whether a key would meet a name of `Object.prototype`, or `prototype`. */
export function isBannedKey(key: string): boolean {
  return bannedKeys.has(key)
}

const keywords = new Map<string, boolean | null>(
  Object.entries({
    ...{ true: true, True: true, TRUE: true, false: false, False: false, FALSE: false },
    ...{ '': null, '~': null, null: null, Null: null, NULL: null },
  }),
)

const numberLike =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const decimal = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/

/**
 * What a plain (unquoted) scalar says in the core schema of YAML 1.2: a text, a number or a boolean; `null` for a value that is
 * not there; `undefined` for a number that is not a plain decimal with an exact value (hex, exponent, leading zero, too long).
 */
export function plainValue(source: string): string | number | boolean | null | undefined {
  const keyword = source.length <= 5 ? keywords.get(source) : undefined
  if (keyword !== undefined) return keyword
  const first = source.charCodeAt(0)
  // only + - . and digits start a number
  if (first > 57 || first < 43 || first === 44 || first === 47 || !numberLike.test(source)) return source
  if (source.length > 40 || !decimal.test(source)) return undefined
  const value = Number(source)
  if (value === 0) return /[1-9]/.test(source) ? undefined : 0
  if (Number.isInteger(value)) {
    return Number.isSafeInteger(value) && trimmed(source) === String(value) ? value : undefined
  }
  return trimmed(source) === decimalText(value) ? value : undefined
}

function trimmed(source: string): string {
  return source.includes('.') ? source.replace(/\.?0+$/, '') : source
}

/** A finite number as a decimal without exponent that reads back as the same number. */
export function decimalText(value: number): string {
  const text = String(value === 0 ? 0 : value)
  const parts = /^(-?)(\d+)(?:\.(\d+))?e([-+]\d+)$/.exec(text)
  if (parts === null) return text
  const [, sign = '', whole = '', fraction = '', exponent] = parts
  const point = whole.length + Number(exponent)
  const digits = whole + fraction
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + digits.padEnd(point, '0')
}
