import type { Exchange } from '../../exchange/exchange.ts'
import { exchangeFile } from '../../exchange/paths.ts'
import { TiexError } from '../../problem.ts'
import { type FoundingFile, filled, inMarkdown } from '../founding.ts'
import { isFaulty, parseKind } from '../kinds/read.ts'
import { readSchema } from '../kinds/schema.ts'
import { readModel, shippedModels } from '../models.ts'
import { formatFlow } from '../yaml/format.ts'

export type Begun = Pick<Exchange, 'name' | 'audience'> & {
  readonly version: string
  /** E-mail of who founds it. */
  readonly keeper: string | undefined
}

/** Every file an exchange begins with. Throws a `TiexError` where its name cannot be one. */
export async function exchangeFiles(begun: Begun): Promise<readonly FoundingFile[]> {
  const { name, audience, version, keeper } = begun
  const schemas = (['official', 'exchange', 'practice'] as const).map((kind) => ({
    file: `schemas/${kind}.schema.json`,
    text: `${JSON.stringify(readSchema(kind), null, 2)}\n`,
  }))
  const settings = filled('exchange/exchange.yaml', {
    name: formatFlow(name),
    audience,
    models: await modelLines(),
    keepers:
      keeper === undefined
        ? '# keepers:\n#   writers: [somebody@example.gov.uk]'
        : `keepers:\n  writers: [${formatFlow(keeper)}]`,
  })
  const read = await parseKind<Exchange>('exchange', exchangeFile, new TextEncoder().encode(settings))
  if (isFaulty(read)) throw new TiexError(read.problems, 'Nothing was written.')
  return [
    { file: exchangeFile, text: settings },
    { file: '.gitattributes', text: filled('gitattributes', {}), append: true },
    {
      file: 'README.md',
      text: filled('exchange/README.md', {
        title: inMarkdown(name),
        audience: whom[audience],
        word: audience,
      }),
    },
    { file: '.github/workflows/tiex-exchange.yml', text: filled('exchange/workflow.yml', { version }) },
    { file: '.gitlab-ci.yml', text: filled('exchange/gitlab-ci.yml', { version }) },
    ...schemas,
  ]
}

const whom = {
  sector:
    'It is for the sector: whoever may read this repository may read all of it, and gives nothing away.',
  public: 'It is for everybody to read.',
} as const

/** The models that ship, to be taken in by whoever wants no others. */
async function modelLines(): Promise<string> {
  const lines: string[] = []
  for (const folder of shippedModels()) {
    const read = await readModel(folder)
    if (read === 'missing' || 'problems' in read) continue
    const { id, version, digest } = read.model
    lines.push(`#   - ${formatFlow({ id, version, digest })}`)
  }
  return lines.join('\n')
}
