import type { Finding, Problem } from '../../problem.ts'
import { readCanonical } from './canonical.ts'
import { decodeText } from './decode.ts'
import { placesIn } from './lines.ts'
import { offsetOf } from './locate.ts'
import { sumUp } from './problems.ts'

/** A YAML file that was read: its text (UTF-8, LF, no byte order mark) and the data that the text says. Maps have no prototype. */
export interface YamlFile {
  readonly file: string
  readonly text: string
  readonly data: unknown
}

/** Reads the bytes of `file`, at most `maxBytes` of them, as YAML within our subset; otherwise everything that is wrong, in the order of places. */
export async function parseYaml(
  file: string,
  bytes: Uint8Array,
  maxBytes: number,
): Promise<{ yaml: YamlFile } | { problems: Problem[] }> {
  const decoded = decodeText(file, bytes, maxBytes)
  return 'problems' in decoded ? decoded : parseText(file, decoded.text)
}

/** As `parseYaml`, of a text that was decoded. */
export async function parseText(
  file: string,
  text: string,
): Promise<{ yaml: YamlFile } | { problems: Problem[] }> {
  const canonical = readCanonical(text)
  if (canonical !== undefined) return { yaml: { file, text, data: canonical } }
  const { composeYaml } = await import('./guarded/compose.ts')
  const composed = await composeYaml(file, text)
  return 'problems' in composed ? composed : { yaml: { file, text, data: composed.data } }
}

/**
 * Findings with the places of what they are about, sorted by place; past 20 of one rule the rest is one problem that says how
 * many. A finding whose path is not in the file gets the place of the nearest key or entry above it, or the file alone.
 */
export async function locate(yaml: YamlFile, findings: readonly Finding[]): Promise<Problem[]> {
  if (findings.length === 0) return []
  const { composeYaml } = await import('./guarded/compose.ts')
  const [library, composed] = await Promise.all([import('yaml'), composeYaml(yaml.file, yaml.text)])
  const place = placesIn(yaml.file, yaml.text)
  const problems = findings.map(({ severity, rule, message, hint, path, at = 'value' }): Problem => {
    const offset =
      'problems' in composed ? undefined : offsetOf(library, composed.document.contents!, { path, at })
    return {
      ...{ severity, rule, message },
      ...(hint !== undefined && { hint }),
      place: offset === undefined ? { file: yaml.file } : place(offset),
    }
  })
  return sumUp(problems)
}
