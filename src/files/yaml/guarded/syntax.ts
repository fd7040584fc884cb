import type { YAMLError } from 'yaml'
import type { Problem } from '../../../problem.ts'
import { lineEnd, lineStart } from '../lines.ts'

interface Explanation {
  readonly message: string
  readonly hint: string
}

const quoteIt = 'put the whole text in double quotation marks'

/** What the library's errors mean, by the start of `CODE message`; the first that fits. */
const explanations: readonly (readonly [start: string, explanation: Explanation])[] = [
  ['TAB_AS_INDENT', { message: 'a tab stands where spaces indent', hint: 'indent with two spaces a level' }],
  [
    'BAD_DQ_ESCAPE',
    {
      message: 'a \\ in double quotation marks does not start a known escape',
      hint: 'write \\\\ for a backslash',
    },
  ],
  ['BAD_SCALAR_START', { message: 'a text cannot start with this character', hint: quoteIt }],
  ['BLOCK_AS_IMPLICIT_KEY Nested', { message: 'a second ": " stands in this line', hint: quoteIt }],
  ['BLOCK_AS_IMPLICIT_KEY', { message: 'a list cannot be a key', hint: quoteIt }],
  [
    'MULTILINE_IMPLICIT_KEY',
    {
      message: 'a key must stand on one line',
      hint: 'a line may lack its colon, or its indentation is wrong',
    },
  ],
  ['KEY_OVER_1024', { message: 'a key is longer than 1024 characters', hint: 'a line may lack its colon' }],
  [
    'BAD_INDENT Flow',
    {
      message: 'a bracket is not closed, or its lines are not indented enough',
      hint: 'close it, and indent what is in it more than its key',
    },
  ],
  [
    'BAD_INDENT',
    { message: 'the indentation does not match the lines above', hint: 'indent with two spaces a level' },
  ],
  [
    'MISSING_CHAR Missing closing',
    { message: 'a quotation mark is not closed', hint: 'the file may be cut off' },
  ],
  [
    'MISSING_CHAR Implicit map keys',
    { message: 'a colon is missing after the key', hint: 'write "key: value"' },
  ],
  [
    'MISSING_CHAR Comments',
    { message: 'a space is missing before the comment', hint: 'write " # " before a comment' },
  ],
  [
    'MISSING_CHAR Missing ,',
    { message: 'a comma is missing between two entries', hint: 'write [one, two] or {one: 1, two: 2}' },
  ],
  [
    'MISSING_CHAR Missing space',
    { message: 'a space is missing after the colon', hint: 'write "key: value"' },
  ],
  [
    'MISSING_CHAR Sequence',
    { message: 'a list entry lacks its "- "', hint: 'begin each entry of a list with "- "' },
  ],
  ['MISSING_CHAR Flow', { message: 'a bracket is not closed', hint: 'the file may be cut off' }],
]

const unknown: Explanation = {
  message: 'this is not valid YAML',
  hint: 'look at the lines just above as well',
}

const deeper: Explanation = {
  message: 'the next line is indented as if it belonged to this value',
  hint: 'indent keys of one map the same',
}

/** An error of the library in the words of tiex, without its place. */
export function syntaxProblem(text: string, error: YAMLError): Omit<Problem, 'place'> {
  return { severity: 'error', rule: 'yaml-syntax', ...explain(text, error) }
}

function explain(text: string, { code, message, pos: [offset] }: YAMLError): Explanation {
  const end = lineEnd(text, offset)
  if (/^ *\t/.test(text.slice(lineStart(text, offset), end))) return known('TAB_AS_INDENT')
  const isNested = code === 'BLOCK_AS_IMPLICIT_KEY' && message.startsWith('Nested')
  if (isNested && !/:(?:\s|$)/.test(text.slice(offset, end))) return deeper
  return known(`${code} ${message}`)
}

function known(said: string): Explanation {
  return explanations.find(([start]) => said.startsWith(start))?.[1] ?? unknown
}
