import type { Finding, Path } from '../problem.ts'

/** A fault of what `tiex init` would write, told by the flag that caused it: `--my-email: ...`; as it is where no flag says what stands there. */
export function withFlag(path: Path, message: string): string {
  const flag = flagOf(path)
  return flag === undefined ? message : `--${flag}: ${message}`
}

/** Why an answer will not do, of all that is wrong; `question` is its flag as `tiex init` has it: `myEmail`. */
export function reasonAgainst(findings: readonly Finding[], question: string): string | undefined {
  const found = findings.find(({ path }) => camelCase(flagOf(path)) === question)
  if (found === undefined) return undefined
  // Where it would stand in tiex.yaml says nothing to somebody who was asked.
  const message = found.message.replace(/ \(in [a-z]+(?: \d+)?\)$/, '')
  return found.hint === undefined ? message : `${message}: ${found.hint}`
}

function camelCase(flag: string | undefined): string | undefined {
  return flag?.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

function flagOf([first, second, third]: Path): string | undefined {
  if (first === 'scope' || first === 'round') return first
  if (first === 'organisation' && second !== undefined) return String(second)
  if (first === 'rounds' && third !== undefined) return String(third)
  if (first === 'people' && ['name', 'email', 'role'].includes(String(third))) return `my-${third}`
  return first === 'people' && third === 'id' ? 'my-name' : undefined
}
