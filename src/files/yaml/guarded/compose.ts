import type { CST, Document, YAMLError } from 'yaml'
import type { Problem } from '../../../problem.ts'
import { placesIn } from '../lines.ts'
import { sumUp } from '../problems.ts'
import { convertDocument } from './convert.ts'
import { syntaxProblem } from './syntax.ts'
import { guardedTokens } from './tokens.ts'

/** A text as the library sees it, and the data it says. Every value is there, every key is one text, nothing stands twice. */
export interface Composed {
  readonly text: string
  readonly document: Document.Parsed
  readonly data: unknown
}

/** Reads any text in our subset of YAML with the library: the slow way, which can say where and why a text is refused. All problems at once, as far as the text can be composed. */
export async function composeYaml(file: string, text: string): Promise<Composed | { problems: Problem[] }> {
  const library = await import('yaml')
  const guarded = guardedTokens(library, file, text)
  if ('problems' in guarded) return guarded
  // failsafe: every scalar is a text to the library; what it means is decided in plainValue
  const composer = new library.Composer({
    version: '1.2',
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    keepSourceTokens: true,
  })
  const [document] = composer.compose(guarded.tokens, true, text.length)
  const wrong = [...document!.errors, ...document!.warnings]
  if (wrong.length > 0)
    return { problems: syntaxProblems({ library, file, text, tokens: guarded.tokens }, wrong) }
  const converted = convertDocument(library, { file, text, document: document as Document.Parsed })
  return 'problems' in converted
    ? converted
    : { text, document: document as Document.Parsed, data: converted.data }
}

function syntaxProblems(composition: Composition, errors: readonly YAMLError[]): Problem[] {
  const { file, text } = composition
  const place = placesIn(file, text)
  const byLine = new Map<number, Problem>()
  for (const error of errors) {
    const isOpen = error.message.startsWith('Missing closing')
    const at = place(isOpen ? openingQuotation(composition, error.pos[0]) : error.pos[0])
    if (!byLine.has(at.line)) byLine.set(at.line, { ...syntaxProblem(text, error), place: at })
  }
  return sumUp([...byLine.values()])
}

interface Composition {
  readonly library: typeof import('yaml')
  readonly file: string
  readonly text: string
  readonly tokens: readonly CST.Token[]
}

/** Where the quoted text starts that runs up to `end` because its closing mark is missing. */
function openingQuotation({ library, tokens }: Composition, end: number): number {
  let start = end
  for (const token of tokens) {
    if (token.type !== 'document') continue
    library.CST.visit(token, ({ key, value }) => {
      for (const part of [key, value]) {
        if (!part || !('source' in part) || part.offset + part.source.length !== end) continue
        if (part.type.endsWith('-quoted-scalar')) start = part.offset
      }
    })
  }
  return start
}
