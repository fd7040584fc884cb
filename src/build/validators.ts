import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'
import { asFunction } from '../compiled.ts'

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

/** A schema as JavaScript that needs nothing of ajv: `dist/validators/<kind>.cjs`. One file a kind, because reading those of all kinds takes longer than a start of Node. */
export async function compileValidators(root: string): Promise<void> {
  const folder = join(root, 'src/schemas')
  for (const file of readdirSync(folder)) {
    const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    const ajv = new Ajv({
      allErrors: true,
      messages: false,
      strict: true,
      allowUnionTypes: true,
      strictTuples: false,
      strictRequired: false,
      code: { source: true },
    })
    const code = (
      standalone as unknown as { default: typeof import('ajv/dist/standalone/index.js').default }
    ).default(ajv, ajv.compile(withoutWords(schema) as object))
    // ajv compares maps by their prototypes, and those of files have none.
    const contents = code.replaceAll(
      'require("ajv/dist/runtime/equal").default',
      'require("./src/files/yaml/equal.ts").equalData',
    )
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: root, loader: 'js' },
      bundle: true,
      format: 'cjs',
      platform: 'node',
      minify: true,
      write: false,
      logLevel: 'error',
    })
    mkdirSync(join(root, 'dist/validators'), { recursive: true })
    writeFileSync(
      join(root, 'dist/validators', file.replace('.schema.json', '.cjs')),
      asFunction(outputFiles[0]!.text),
    )
  }
}
