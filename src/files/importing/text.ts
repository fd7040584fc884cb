import { findArmor } from '../../questionnaire/armored.ts'

/** What a client puts before each line of a mail that is answered or forwarded, and blanks of all kinds. */
const before = /^[>|\s]+/
const start = /^(?:[>|]|[^\S\n]){0,1000}format:[^\S\n]{0,100}tiex-response\//gm
const block = { begins: '-----BEGIN AGE ENCRYPTED FILE-----', ends: '-----END AGE ENCRYPTED FILE-----' }
const signature = { begins: '-----BEGIN SSH SIGNATURE-----', ends: '-----END SSH SIGNATURE-----' }

/** More responses than a council has people. */
const mostResponses = 500
/** Places are given within a text that somebody might look into. */
const mostLinesAbove = 10_000
/** Of the text of one response with its quoting and blanks: more than the file of any may be. */
const mostCharacters = 1024 * 1024

/** Why a text does not hold all of the answers that begin in it at a line, counted from 1. */
export interface TextFault {
  readonly line: number
  readonly fault: 'cut' | 'changed' | 'wrapped'
}

/**
 * The response files in a text, such as one that was pasted or a mail: each from its first line to the end of its block, or as long as
 * the lines are those of a response. What mail programs do to a text is undone: quoting, blanks, doubled and CRLF line ends. Each begins
 * with as many empty lines as stand above it, so that a place in it is one in the text.
 *
 * Nothing tells the end of answers in plain text, and a wrapped note looks like one: what is no line of theirs is a fault, unless `isFile`
 * says that the text is a file of its own.
 */
export function responsesIn(
  given: string,
  isFile = false,
): { readonly texts: readonly string[]; readonly faults: readonly TextFault[] } {
  const text = given.replace(/\r\n?/g, '\n')
  const armored = findArmor(text, mostResponses)
  const found: (string | TextFault)[] = []
  let rest = ''
  let at = 0
  let line = 1
  for (const { from, to, carries } of armored) {
    line += breaksIn(text.slice(at, from)).length
    found.push(typeof carries === 'string' ? carries : { line, fault: carries.fault })
    rest += text.slice(at, from) + breaksIn(text.slice(from, to))
    line += breaksIn(text.slice(from, to)).length
    at = to
  }
  found.push(...readableIn(`${rest}${text.slice(at)}`, isFile))
  return {
    texts: found.filter((one) => typeof one === 'string'),
    faults: found.filter((one) => typeof one !== 'string'),
  }
}

function breaksIn(text: string): string {
  return text.replace(/[^\n]+/g, '')
}

/** Those that stand there as they are written, or sealed. */
function readableIn(text: string, isFile: boolean): readonly (string | TextFault)[] {
  const starts: number[] = []
  for (const { index } of text.matchAll(start)) {
    if (starts.length === mostResponses) break
    starts.push(index)
  }
  let from = 0
  return starts.map((offset, index) => {
    from += breaksIn(text.slice(starts[index - 1] ?? 0, offset)).length
    const next = starts[index + 1]
    const end = next === undefined ? text.length : next - 1
    const own = text.slice(offset, Math.min(end, offset + mostCharacters)).split('\n')
    const isSealed = own.some((line) => bare(line) === block.begins)
    const read = isSealed ? sealedIn(own) : plainIn(own, isFile)
    if (typeof read === 'number') return { line: from + read + 1, fault: 'wrapped' }
    return '\n'.repeat(from > mostLinesAbove ? 0 : from) + read
  })
}

function bare(line: string): string {
  return line.replace(before, '').trimEnd()
}

/** A sealed response is put together anew from its lines, since none of them means anything by its blanks. */
function sealedIn(lines: readonly string[]): string {
  const all = lines.map(bare).filter((line) => line !== '')
  const at = all.indexOf(block.begins)
  const head = all.slice(0, at).filter((line) => !/^sealed:/.test(line))
  const [first, rest] = armorIn(all.slice(at), block.ends)
  // Which of two blocks is meant nobody can tell: what reads them says so.
  const sealed = rest.includes(block.begins) ? all.slice(at) : first
  const isSigned = /^signature:/.test(rest[0] ?? '') && rest[1] === signature.begins
  const [signed] = armorIn(isSigned ? rest.slice(1) : [], signature.ends)
  const indented = (some: readonly string[]) =>
    some.map((line) => `  ${line.replace(/\s/g, (blank) => (blank === ' ' ? blank : ''))}`)
  return [
    ...head,
    'sealed: |',
    ...indented(sealed),
    ...(signed.length === 0 ? [] : ['signature: |', ...indented(signed)]),
    '',
  ].join('\n')
}

/** The lines up to the one that ends the armor, and what follows; all of them where it never ends. */
function armorIn(lines: readonly string[], end: string): readonly [readonly string[], readonly string[]] {
  const at = lines.indexOf(end)
  return at === -1 ? [lines, []] : [lines.slice(0, at + 1), lines.slice(at + 1)]
}

/**
 * Answers that are not sealed keep their blanks, which mean something; the first line tells what stands before each. The index of the
 * first line that is none of theirs, where there is one and the text is no file.
 */
function plainIn(all: readonly string[], isFile: boolean): string | number {
  const isDoubled = all.length > 3 && all.every((line, index) => index % 2 === 0 || bare(line) === '')
  const lines = isDoubled ? all.filter((_, index) => index % 2 === 0) : all
  const prefix = before.exec(lines[0] ?? '')?.[0] ?? ''
  const depth = prefix.replace(/[^>|]/g, '').length
  const quote = new RegExp(`^(?:\\s?[>|]){${depth}}\\s?`)
  const blanks = prefix.replace(/^.*[>|]\s?/s, '').length
  const kept = lines.map((line) => {
    const inner = depth === 0 ? line : line.replace(quote, '')
    return inner
      .replaceAll('\u00a0', ' ')
      .replace(new RegExp(`^ {0,${blanks}}`), '')
      .trimEnd()
  })
  const other = kept.findIndex((line) => !isOwn(line))
  if (other !== -1 && !isFile) return isDoubled ? other * 2 : other
  while (kept.at(-1) === '') kept.pop()
  return `${kept.join('\n')}\n`
}

/** A line of a map: a key in the first column, what belongs to one, or nothing. A comment may be the end of a wrapped line. */
function isOwn(line: string): boolean {
  return /^(?:\s*$|\s|- |[a-z][a-z-]*:(?:\s|$))/.test(line)
}
