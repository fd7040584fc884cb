import type { YamlStyle } from '../yaml/format.ts'
import type { Kind } from './schema.ts'

/** Keys whose maps and lists stand on one line, by kind of file. Everything else is a block, so that a diff is a line an answer. */
const onOneLine: Partial<Record<Kind, readonly string[]>> = {
  assessment: ['context', 'model', 'may', 'check', 'sign-off', 'bank-holidays', 'workshops'],
  consensus: ['model', 'responses', 'agreement', 'answers', 'agreed-from', 'ambitions'],
  'second-look': ['model', 'answers'],
  plan: ['cells', 'approval'],
  practice: ['organisation', 'cells'],
  official: ['context', 'model'],
  exchange: ['keys', 'writers'],
}

export function styleOf(kind: Kind): YamlStyle {
  const keys = onOneLine[kind] ?? []
  return {
    flow: (path) =>
      keys.includes(String(path.at(-1))) ||
      (kind === 'official' &&
        path.length === 2 &&
        ['statements', 'cells', 'spreads'].includes(String(path[0]))) ||
      (kind === 'response' && path.length === 1 && path[0] === 'progress') ||
      (kind === 'forms' && path.length === 2 && path[0] === 'forms') ||
      (kind === 'assessment' && path.length === 2 && path[0] === 'rounds'),
  }
}

/** The comment in the first line that tells editors where the schema is: relative, so that it works on every machine. */
export function schemaLine(kind: Kind, depth: number): string {
  return `yaml-language-server: $schema=${'../'.repeat(depth)}schemas/${kind}.schema.json`
}
