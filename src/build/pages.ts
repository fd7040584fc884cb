import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { compile } from 'sass'
import { jsonEscaped } from '../harmless.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const pages = join(root, 'src/page')
const out = join(root, 'dist/page')

/**
 * What the HTML files carry, into dist/page: `NAME.css` of each sheet in src/page/styles, and `NAME.js` of each src/page/NAME/main.ts.
 * Returns the sources that went into them, for their licences.
 */
export async function buildPages(): Promise<readonly string[]> {
  mkdirSync(out, { recursive: true })
  const sheets = readdirSync(join(pages, 'styles')).filter((name) => /^[a-z-]+\.scss$/.test(name))
  for (const sheet of sheets) await buildSheet(sheet)
  const scripts = readdirSync(pages, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/').match(/^([a-z-]+)\/main\.ts$/)?.[1])
    .filter((name) => name !== undefined)
  const inputs = await Promise.all(scripts.map(buildScript))
  return [...inputs.flat(), ...(sheets.length === 0 ? [] : ['node_modules/govuk-frontend/package.json'])]
}

async function buildSheet(sheet: string): Promise<void> {
  const { css } = compile(join(pages, 'styles', sheet), {
    loadPaths: [join(root, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
  })
  // A sheet with an address in it would ask the network for something, or be refused by the page's policy.
  if (/url\(|@font-face|@import/.test(css)) throw new Error(`${sheet} asks for another file`)
  const { code } = await transform(css, { loader: 'css', minify: true, charset: 'utf8' })
  put(sheet.replace(/scss$/, 'css'), code)
}

/** Written beside and moved, since tests may read while another builds. */
function put(name: string, text: string): void {
  const beside = join(out, `.${name}.${process.pid}`)
  writeFileSync(beside, text)
  renameSync(beside, join(out, name))
}

async function buildScript(name: string): Promise<readonly string[]> {
  const result = await build({
    entryPoints: [join(pages, name, 'main.ts')],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: ['es2022', 'chrome105', 'firefox110', 'safari16'],
    minify: true,
    charset: 'utf8',
    write: false,
    metafile: true,
    absWorkingDir: root,
    logLevel: 'error',
  })
  // What ends a script element must not stand in it, nor what the last gate before a file would show instead.
  const script = jsonEscaped(result.outputFiles[0]!.text)
  put(`${name}.js`, script.replace(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--'))
  return Object.keys(result.metafile.inputs)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPages()
