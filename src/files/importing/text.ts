/** What a client puts before each line of a mail that is answered or forwarded, and blanks of all kinds. */
const before = /^(?:[>|]|\s)+/
const start = /^(?:[>|]|\s)*format:\s*tiex-response\//
const block = { begins: '-----BEGIN AGE ENCRYPTED FILE-----', ends: '-----END AGE ENCRYPTED FILE-----' }
const signature = { begins: '-----BEGIN SSH SIGNATURE-----', ends: '-----END SSH SIGNATURE-----' }

/** More responses than a council has people. */
const mostResponses = 500
/** Places are given within a text that somebody might look into. */
const mostLinesAbove = 10_000

/**
 * The response files in a text, such as one that was pasted or a mail: each from its first line to the end of its block, or as long as
 * the lines are those of a response. What mail programs do to a text is undone: quoting, blanks, doubled and CRLF line ends. Each begins
 * with as many empty lines as stand above it, so that a place in it is one in the text.
 */
export function responsesIn(text: string): readonly string[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const starts = lines.flatMap((line, index) => (start.test(line) ? [index] : [])).slice(0, mostResponses)
  return starts.map((from, index) => {
    const own = lines.slice(from, starts[index + 1])
    const isSealed = own.some((line) => bare(line) === block.begins)
    return '\n'.repeat(from > mostLinesAbove ? 0 : from) + (isSealed ? sealedIn(own) : plainIn(own))
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
  const [sealed, rest] = armorIn(all.slice(at), block.ends)
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

/** Answers that are not sealed keep their blanks, which mean something; the first line tells what stands before each. */
function plainIn(lines: readonly string[]): string {
  const prefix = before.exec(lines[0] ?? '')?.[0] ?? ''
  const depth = prefix.replace(/[^>|]/g, '').length
  const quote = new RegExp(`^(?:\\s?[>|]){${depth}}\\s?`)
  const blanks = prefix.replace(/^.*[>|]\s?/s, '').length
  const kept: string[] = []
  for (const line of lines) {
    const inner = depth === 0 ? line : line.replace(quote, '')
    const own = inner.replaceAll('\u00a0', ' ').replace(new RegExp(`^ {0,${blanks}}`), '')
    if (!isOwn(own)) break
    kept.push(own.trimEnd())
  }
  while (kept.at(-1) === '') kept.pop()
  return `${kept.join('\n')}\n`
}

/** A line of a map: a key in the first column, what belongs to one, a comment or nothing. */
function isOwn(line: string): boolean {
  return /^(?:\s*$|\s|#|- |[a-z][a-z-]*:(?:\s|$))/.test(line)
}
