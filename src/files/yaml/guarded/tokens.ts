import type { CST } from 'yaml'
import type { Problem } from '../../../problem.ts'
import { placesIn } from '../lines.ts'
import { tooDeep } from '../problems.ts'
import { limits } from '../scalar.ts'
import { guardTokens } from './guard.ts'

/**
 * The tokens of a text within our subset of YAML, or what lies outside it. Stops early at deep nesting: the library's parser
 * recurses when it closes nested maps, and a full stack there can abort the process.
 */
export function guardedTokens(
  { Lexer, Parser }: typeof import('yaml'),
  file: string,
  text: string,
): { tokens: CST.Token[] } | { problems: Problem[] } {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    // a document and a scalar stand on the stack besides maps and lists
    if (parser.stack.length > limits.depth + 2)
      return { problems: [tooDeep(placesIn(file, text)(parser.offset))] }
  }
  tokens.push(...parser.end())
  const problems = guardTokens(file, text, tokens)
  return problems.length > 0 ? { problems } : { tokens }
}
