import { equalData, isMap } from '../equal.ts'
import { formatYaml, type YamlStyle } from '../format.ts'
import { type Composed, composeYaml } from '../guarded/compose.ts'
import { parseYaml } from '../read.ts'
import { reviseCollection } from './block.ts'
import { applySplices, type Revision } from './splices.ts'

type Library = typeof import('yaml')

/**
 * The ways to revise, tried until the result says the data: as fine as can be; without block texts, which would swallow the blank
 * lines and comments behind them; then with ever larger maps and lists written anew.
 */
const attempts = [
  { finest: Number.POSITIVE_INFINITY, blockText: true },
  { finest: Number.POSITIVE_INFINITY, blockText: false },
  { finest: 3, blockText: false },
  { finest: 1, blockText: false },
]

/**
 * The existing text, changed as little as possible so that it says `data`, which is a map: comments, blank lines, quotation marks,
 * spacing and the order of keys stay wherever the data is the same. New keys come behind the key before them in `data`. Lines end
 * with LF. Throws an Error for a text that is not a map within our subset of YAML.
 */
export async function reviseYaml(text: string, data: unknown, style: YamlStyle): Promise<string> {
  const lines = text.replaceAll('\r\n', '\n')
  const library = await import('yaml')
  const composed = await composeYaml('', lines.endsWith('\n') ? lines : `${lines}\n`)
  if ('problems' in composed)
    throw new Error(`only a text without problems is revised: ${composed.problems[0]?.message}`)
  if (!isMap(composed.data) || !isMap(data)) throw new Error('only a map is revised')
  if (equalData(composed.data, data)) return lines
  for (const { finest, blockText } of attempts) {
    const revised = reviseWith(library, composed, { data, style: { ...style, blockText }, finest })
    if (revised !== undefined && (await says(revised, data))) return revised
  }
  const rewritten = rewriteWith(library, lines, data)
  return (await says(rewritten, data)) ? rewritten : formatYaml(data, style)
}

function reviseWith(
  library: Library,
  { document, data: said, text }: Composed,
  { data, style, finest }: { data: unknown; style: YamlStyle; finest: number },
): string | undefined {
  const revision: Revision = { library, text, style, finest, splices: [] }
  const done = reviseCollection(revision, { node: document.contents!, said, path: [] }, data)
  return done ? applySplices(revision) : undefined
}

/** The library's own way: it keeps comments, but writes spacing and line breaks as it likes. */
function rewriteWith(library: Library, text: string, data: Record<string, unknown>): string {
  const document = library.parseDocument(text, { schema: 'core', version: '1.2' })
  for (const key of Object.keys(document.toJS())) if (data[key] === undefined) document.delete(key)
  for (const [key, value] of Object.entries(data))
    if (value !== undefined) document.set(key, document.createNode(value))
  return document.toString({ lineWidth: 0 })
}

async function says(text: string, data: unknown): Promise<boolean> {
  const parsed = await parseYaml('', new TextEncoder().encode(text), Number.POSITIVE_INFINITY)
  return 'yaml' in parsed && equalData(parsed.yaml.data, data)
}
