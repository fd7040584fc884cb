/** A word of a shell's line, as far as it is typed, without its quotation marks and backslashes. Nothing in it is evaluated. */
export function unquoted(word: string): string {
  let text = ''
  let quote: string | undefined
  for (let at = 0; at < word.length; at++) {
    const character = word[at]!
    if (character === quote) quote = undefined
    else if (quote === undefined && (character === '"' || character === "'")) quote = character
    else if (character === '\\' && quote !== "'") text += word[++at] ?? ''
    else text += character
  }
  return text
}
