import { type Model, modelName } from '../../src/model/model.ts'

/** The most that is read of a response. */
const limit = 256 * 1024

/** Responses just within the size that is read, each to keep another part of tiex busy. All are refused. */
export function hostileResponses(model: Model, round: string): Readonly<Record<string, string>> {
  const head = `format: 'tiex-response/1'\nmodel: ${modelName(model)}\nround: ${round}\nperson: person-1\n`
  const characteristic = model.characteristics[0]!.id
  return {
    comments: `${filled(head, '# a\n')}answers: {nobody: {}}\n`,
    lists: `${filled(`${head}answers: [`, 'a, ')}a]\n`,
    nested: `${filled(`${head}answers:\n`, `  - [${'a, '.repeat(1000)}a]\n`)}`,
    answers: filled(`${head}answers:\n  ${characteristic}:\n    service:\n`, (index) => {
      return index < 1900 ? `      ${'understanding '.repeat(9)}${index}: parly\n` : ''
    }),
    controls: filled(head, '\u0007'),
  }
}

/** The start, with as many more pieces as fit. */
function filled(start: string, piece: string | ((index: number) => string)): string {
  const pieces = [start]
  let size = start.length
  for (let index = 0; ; index += 1) {
    const next = typeof piece === 'string' ? piece : piece(index)
    size += next.length
    if (next === '' || size > limit - 1000) return pieces.join('')
    pieces.push(next)
  }
}
