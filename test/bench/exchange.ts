/** Makes exchanges of any size: the same seed gives the same bytes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Model } from '../../src/model/model.ts'
import { numbersFrom } from './people.ts'

/** How large, and in which form: the objects of a bare repository, a repository with its files, or files alone. */
export interface ExchangeSize {
  readonly councils: number
  readonly rounds: number
  readonly form: 'bare' | 'work tree' | 'folder'
  readonly seed?: number
}

const types = [
  'county',
  'district',
  'unitary',
  'metropolitan',
  'london-borough',
  'combined-authority',
  'fire',
]
const regions = [
  'South West',
  'South East',
  'London',
  'East',
  'West Midlands',
  'East Midlands',
  'North West',
  'North East',
]

/** Every file of an exchange in the order of its path. Councils have a level of their own that rises over the rounds, so that peers differ; one in twenty leaves a statement open. */
export function* exchangeFiles(
  model: Model,
  { councils, rounds, seed = 20261122 }: Omit<ExchangeSize, 'form'>,
): Generator<readonly [path: string, text: string]> {
  yield ['exchange.yaml', 'format: tiex-exchange/1\nname: Exchange of the bench\naudience: public\n']
  const random = numbersFrom(seed)
  const digits = String(councils).length
  for (let council = 1; council <= councils; council += 1) {
    const id = `council-${String(council).padStart(digits, '0')}`
    const level = random()
    const about = [
      `  id: ${id}`,
      `  name: Council ${council}`,
      `  type: ${types[Math.floor(random() * types.length)]}`,
      `  region: ${regions[Math.floor(random() * regions.length)]}`,
      `  context: {population: ${50_000 + Math.floor(random() * 950_000)}, deprivation: ${(5 + random() * 35).toFixed(1)}, rurality: ${random().toFixed(2)}}`,
    ].join('\n')
    for (let round = 0; round < rounds; round += 1)
      yield [
        `organisations/${id}/${2024 + round}-autumn.yaml`,
        recordText(model, {
          about,
          year: 2024 + round,
          level: Math.min(0.95, level * 0.7 + round * 0.1),
          random,
        }),
      ]
  }
}

function recordText(
  model: Model,
  { about, year, level, random }: { about: string; year: number; level: number; random: () => number },
): string {
  const statements = model.statements.flatMap(({ id, scale: { options } }) => {
    if (random() < 0.05) return []
    const near = level + (random() - 0.5) * 0.6
    const at = Math.max(0, Math.min(options.length - 1, Math.floor(near * options.length)))
    return [`  ${id}: {agreed: ${options[at]!.id}}\n`]
  })
  const cells = model.cells.map(
    ({ id }) => `  ${id}: {ambition: ${1 + Math.floor(random() * model.stages.length)}}\n`,
  )
  return `# yaml-language-server: $schema=../../schemas/official.schema.json
format: tiex-official/1
organisation:
${about}
model: {id: ${model.id}, version: "${model.version}", digest: "${model.digest}"}
round: ${year}-autumn
scope: whole council
audience: public
published: ${year}-10-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}
respondents: ${5 + Math.floor(random() * 20)}
statements:
${statements.join('')}cells:
${cells.join('')}`
}

/** Writes an exchange to a folder that is made. Git's own fast import takes the files of a repository, so that 30,000 take seconds. */
export async function makeExchange(at: string, model: Model, size: ExchangeSize): Promise<void> {
  mkdirSync(at, { recursive: true })
  if (size.form === 'folder') {
    for (const [path, text] of exchangeFiles(model, size)) {
      mkdirSync(dirname(join(at, path)), { recursive: true })
      writeFileSync(join(at, path), text)
    }
    return
  }
  const bare = size.form === 'bare' ? ['--bare'] : []
  await git(at, ['init', '--quiet', '--initial-branch=main', '--template=', ...bare])
  await git(at, ['fast-import', '--quiet', '--done'], importOf(exchangeFiles(model, size)))
  if (size.form === 'work tree') await git(at, ['reset', '--quiet', '--hard'])
}

function* importOf(files: Iterable<readonly [path: string, text: string]>): Generator<string> {
  yield 'commit refs/heads/main\ncommitter Bench <bench@example.org> 1600000000 +0000\ndata 5\nBegin\n'
  for (const [path, text] of files)
    yield `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`
  yield 'done\n'
}

async function git(cwd: string, args: readonly string[], input: Iterable<string> = []): Promise<void> {
  const child = spawn('git', args, { cwd, stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(child, 'close')
  for (const part of input) if (!child.stdin.write(part)) await once(child.stdin, 'drain')
  child.stdin.end()
  const [code] = await ended
  if (code !== 0) throw new Error(`git ${args[0]} ended with ${code}`)
}
