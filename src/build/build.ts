/** Turns src/ into dist/: validators compiled from the schemas, one bundle of split ESM with a lazy chunk per command, and the licences of what is bundled. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'
import { copyDrawing } from './drawing.ts'
import { buildPages } from './pages.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const schemaFolder = join(root, 'src/schemas')

/** A schema without what only people read: it would be carried into every validator. A property may bear one of these names, so lists of properties keep theirs. */
function withoutWords(schema: unknown, isList = false): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema
  const kept = Object.entries(schema).filter(
    ([key]) =>
      isList || !['title', 'description', 'x-expected', 'x-secret', 'x-then', 'x-else'].includes(key),
  )
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      withoutWords(value, ['properties', 'definitions'].includes(key) && !isList),
    ]),
  )
}

/** One function per kind of file, without ajv at run time; bundled so that nothing is required from ajv's runtime. */
async function compileValidators(): Promise<void> {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    strictTuples: false,
    strictRequired: false,
    code: { source: true, esm: true },
  })
  const names: Record<string, string> = {}
  for (const file of readdirSync(schemaFolder).sort()) {
    const schema = JSON.parse(readFileSync(join(schemaFolder, file), 'utf8'))
    ajv.addSchema(withoutWords(schema) as object)
    names[file.replace('.schema.json', '').replaceAll('-', '_')] = schema.$id
  }
  const code = (
    standalone as unknown as { default: typeof import('ajv/dist/standalone/index.js').default }
  ).default(ajv, names)
  await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    outfile: join(root, 'src/files/kinds/validators.js'),
    logLevel: 'error',
  })
}

async function bundle(): Promise<void> {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  const result = await build({
    entryPoints: [join(root, 'src/start.ts')],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    // yaml's ES modules, because a lazily imported CommonJS module has no named exports in a bundle.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    outdir: join(root, 'dist'),
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  })
  const inputs = [...Object.keys(result.metafile.inputs), ...(await buildPages()), ...copyDrawing(root)]
  writeFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), licencesOf(inputs))
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

await compileValidators()
if (process.argv[2] !== '--validators') await bundle()
