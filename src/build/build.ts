/** Turns src/ into dist/: validators compiled from the schemas, a bundle of which each command loads what it needs, the licences of what is in it, and what is made of the commands themselves. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyDrawing } from './drawing.ts'
import { buildFromTree } from './from-tree.ts'
import { buildLayers } from './layers.ts'
import { readShippedModels } from './models.ts'
import { buildPages } from './pages.ts'
import { compileValidators } from './validators.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The commands of every day; what all others need is mostly what these need. */
const daily = ['status', 'results', 'check', 'merge'].map((name) => `src/commands/${name}.ts`)

/** What a command needs once it has something to commit. */
const recording = 'src/files/record.ts'

async function bundle(): Promise<void> {
  const inputs = await buildLayers(
    root,
    [
      { name: 'start', entries: ['src/start.ts'] },
      { name: 'complete', entries: ['src/complete.ts'] },
      { name: 'main', entries: ['src/main.ts'] },
      { name: 'daily', entries: [...daily, recording], sharedBy: 2, within: 'src/commands/merge.ts' },
      { name: 'ground', entries: ['src/files/ground.ts'] },
      { name: 'record', entries: [recording] },
      { name: 'often', entries: daily, sharedBy: 2 },
      ...daily.map((entry) => ({ name: basename(entry, '.ts'), entries: [entry] })),
    ],
    {
      platform: 'node',
      target: 'node20',
      minifySyntax: true,
      // yaml's ES modules, because a lazily imported CommonJS module has no named exports in a bundle.
      alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
      logLevel: 'error',
    },
  )
  const all = [...inputs, ...(await buildPages()), ...copyDrawing(root)]
  writeFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), licencesOf(all))
}

/** The licence text of every package that went into the bundle. */
function licencesOf(inputs: readonly string[]): string {
  const folders = new Set(
    inputs.flatMap((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []),
  )
  return [...folders]
    .sort()
    .map((folder) => {
      const about = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
      const file = readdirSync(join(root, folder)).find((name) => /^licen[cs]e/i.test(name))
      const text =
        file === undefined
          ? `License: ${about.license}`
          : readFileSync(join(root, folder, file), 'utf8').trim()
      return `${about.name} ${about.version}\n\n${text}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}

rmSync(join(root, 'dist'), { recursive: true, force: true })
await compileValidators(root)
await readShippedModels(root)
await bundle()
await buildFromTree(root)
