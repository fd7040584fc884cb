/**
 * How the bundle is cut. Left to itself esbuild makes a chunk of every set of modules that the same commands share, so that `tiex merge`
 * loads eighty, and loading one takes as long as reading ten responses. Here the modules that a start, the help and the commands of
 * every day need lie in one file each, a layer, and only the rest is split. All are CommonJS, which Node loads in half the time and
 * without waking what it would have to export of its own modules.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { type BuildOptions, build, type Metafile, type Plugin, transform } from 'esbuild'
import { asFunction } from '../compiled.ts'

/** From the first to be loaded; each holds what its entries import, but for what is in those before. */
export interface LayerPlan {
  readonly name: string
  readonly entries: readonly string[]
  /** Only what at least so many of the entries import. */
  readonly sharedBy?: number
  /** Only what this one of the entries imports. */
  readonly within?: string
}

interface Layer {
  readonly name: string
  readonly file: string
  readonly entries: readonly string[]
  readonly modules: ReadonlySet<string>
}

interface Cut {
  readonly root: string
  readonly options: BuildOptions
  readonly layers: readonly Layer[]
  readonly inputs: Metafile['inputs']
  /** What each module of a layer exports. */
  readonly exported: ReadonlyMap<string, readonly string[]>
}

/** Writes the bundle to `dist/` of the root and returns the paths of all modules in it. */
export async function buildLayers(
  root: string,
  plans: readonly LayerPlan[],
  options: BuildOptions,
): Promise<readonly string[]> {
  const common: BuildOptions = { ...options, absWorkingDir: root, bundle: true, format: 'esm', write: false }
  const whole = await build({
    ...common,
    entryPoints: [plans[0]!.entries[0]!],
    metafile: true,
    splitting: true,
    outdir: 'dist',
  })
  const { inputs } = whole.metafile
  const id = digestOf(root, Object.keys(inputs))
  const layers = layersOf(plans, inputs, id)
  const cut = { root, options: common, layers, inputs, exported: await exportsOf(layers, common) }
  const { names, written } = doorsOf(cut)
  await buildRest(cut, { names, written })
  for (const layer of layers.toReversed()) await buildLayer(cut, layer, { names, written })
  for (const [file, text] of written) await writeCommonJs(join(root, 'dist', file), text)
  return Object.keys(inputs)
}

/** Of everything that goes in, so that a file of one version never meets one of another. */
function digestOf(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const input of inputs.toSorted()) hash.update(input).update(readFileSync(join(root, input)))
  return hash.digest('hex').slice(0, 8)
}

function layersOf(plans: readonly LayerPlan[], inputs: Metafile['inputs'], id: string): readonly Layer[] {
  const taken = new Set<string>()
  return plans.map((plan, index) => {
    const { name, entries } = plan
    const modules = new Set(sharedImports(plan, inputs, taken))
    for (const module of modules) taken.add(module)
    return { name, entries, modules, file: index === 0 ? `${name}.cjs` : `parts/${name}-${id}.cjs` }
  })
}

/** What a plan says of the imports of its entries, but for those in `without`. */
function sharedImports(
  { entries, sharedBy = 1, within }: LayerPlan,
  inputs: Metafile['inputs'],
  without: ReadonlySet<string>,
): readonly string[] {
  const imports = new Map(entries.map((entry) => [entry, importedBy(entry, inputs, without)]))
  const times = new Map<string, number>()
  for (const module of [...imports.values()].flat()) times.set(module, (times.get(module) ?? 0) + 1)
  const candidates = within === undefined ? [...times.keys()] : imports.get(within)!
  return candidates.filter((module) => times.get(module)! >= sharedBy)
}

/** A module and all that it imports, but for those in `without`; not what is loaded later. */
function importedBy(
  entry: string,
  inputs: Metafile['inputs'],
  without: ReadonlySet<string>,
): readonly string[] {
  const found = new Set<string>()
  const waiting = [entry]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next) || without.has(next)) continue
    found.add(next)
    for (const { path, kind, external } of inputs[next]!.imports)
      if (kind !== 'dynamic-import' && external !== true) waiting.push(path)
  }
  return [...found]
}

async function exportsOf(
  layers: readonly Layer[],
  common: BuildOptions,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { metafile } = await build({
    ...common,
    ...{
      bundle: false,
      splitting: false,
      metafile: true,
      alias: {},
      plugins: [],
      outdir: 'dist',
      outbase: '/',
    },
    entryPoints: layers.flatMap(({ modules }) => [...modules]),
  })
  return new Map(Object.values(metafile!.outputs).map(({ entryPoint, exports }) => [entryPoint!, exports]))
}

/** The name under which a layer gives away what a module exports. */
function nameIn(module: string, name: string): string {
  const short = module
    .replace(/^.*node_modules\//, '')
    .replace(/^src\//, '')
    .replace(/\.\w+$/, '')
  return `${short.replace(/\W/g, '_')}$${name}`
}

interface Others {
  /** The file of each module that is loaded later. */
  readonly names: Map<string, string>
  /** What is written, by file. */
  readonly written: Map<string, string>
}

/** A module that is loaded later, but lies in a layer with others, gets a small file that gives away what is its own. */
function doorsOf(cut: Cut): Others {
  const [names, written] = [new Map<string, string>(), new Map<string, string>()]
  for (const module of loadedLater(cut.inputs)) {
    const layer = cut.layers.find(({ modules }) => modules.has(module))
    if (layer === undefined) continue
    const isAll = layer.entries.length === 1 && layer.entries[0] === module
    const file = isAll
      ? layer.file
      : layer.file.replace(/[^/]+(?=-)/, nameIn(module, 'door').replace('$', '-'))
    names.set(module, file)
    if (!isAll) written.set(file, proxyOf(cut, module, `./${basename(layer.file)}`))
  }
  return { names, written }
}

function proxyOf({ exported }: Cut, module: string, from: string): string {
  const list = exported.get(module)!.map((name) => `${nameIn(module, name)} as ${name}`)
  return `export { ${list.join(', ')} } from ${JSON.stringify(from)}`
}

function loadedLater(inputs: Metafile['inputs']): ReadonlySet<string> {
  return new Set(
    Object.values(inputs).flatMap(({ imports }) =>
      imports.flatMap(({ path, kind, external }) =>
        kind === 'dynamic-import' && external !== true ? [path] : [],
      ),
    ),
  )
}

/** What is in no layer, split by esbuild. */
async function buildRest(cut: Cut, { names, written }: Others): Promise<void> {
  const result = await build({
    ...cut.options,
    entryPoints: [...loadedLater(cut.inputs)].filter((module) => !names.has(module)),
    splitting: true,
    metafile: true,
    outdir: 'dist/parts',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    plugins: [layered(cut, cut.layers.length, names)],
  })
  for (const { path, text } of result.outputFiles!) {
    const file = relative(join(cut.root, 'dist'), path).replaceAll('\\', '/')
    written.set(file, text)
    const { entryPoint } = result.metafile!.outputs[`dist/${file}`]!
    if (entryPoint !== undefined) names.set(entryPoint, file)
  }
}

/** A layer as one file, which gives away what the files written before take of it. */
async function buildLayer(cut: Cut, layer: Layer, { names, written }: Others): Promise<void> {
  const taken = new Set([...written.values()].flatMap((text) => text.match(/\w+\$\w+/g) ?? []))
  const gives = [...layer.modules].flatMap((module) => {
    const shared = cut.exported.get(module)!.filter((name) => taken.has(nameIn(module, name)))
    const list = shared.map((name) => `${name} as ${nameIn(module, name)}`).join(', ')
    return shared.length === 0 ? [] : [`export { ${list} } from ${JSON.stringify(`./${module}`)}`]
  })
  const start = layer.entries.length === 1 ? [`export * from ${JSON.stringify(`./${layer.entries[0]}`)}`] : []
  const result = await build({
    ...cut.options,
    stdin: { contents: [...start, ...gives].join('\n'), resolveDir: cut.root, loader: 'js' },
    outfile: `dist/${layer.file}`,
    plugins: [layered(cut, cut.layers.indexOf(layer), names)],
  })
  written.set(layer.file, result.outputFiles![0]!.text)
}

/** Takes what lies in a layer before the one that is built from that layer's file, and what is loaded later from its own. */
function layered(
  { root, layers, exported, ...cut }: Cut,
  level: number,
  names: ReadonlyMap<string, string>,
): Plugin {
  const resolved = Symbol('resolved')
  const folder = level === 0 ? '.' : 'parts'
  const from = (file: string) => ({ path: addressed(relative(folder, file)), external: true })
  return {
    name: 'layers',
    setup(building) {
      building.onResolve({ filter: /^layer:/ }, ({ path }) => from(path.slice('layer:'.length)))
      building.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
        // Commander takes it for commands that are programs of their own; loading it takes as long as commander.
        importer.includes('node_modules/commander/') ? { path: 'nothing', namespace: 'nothing' } : undefined,
      )
      building.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {}' }))
      building.onResolve({ filter: /.*/ }, async ({ path, pluginData, kind, ...rest }) => {
        if (pluginData === resolved || kind === 'entry-point') return undefined
        const found = await building.resolve(path, { ...rest, kind, pluginData: resolved })
        if (found.external || found.errors.length > 0) return undefined
        const module = relative(root, found.path).replaceAll('\\', '/')
        const at = layers.findIndex(({ modules }) => modules.has(module))
        if (kind === 'dynamic-import') {
          const file = at === -1 && level === layers.length ? undefined : names.get(module)
          return file === undefined ? found : from(file)
        }
        if (at === -1 || at >= level) return found
        // One of its own for each who imports it: what several shared would be a chunk.
        const own = `${module} for ${relative(root, rest.importer)}`
        return { path: own, namespace: 'layer', pluginData: { module, file: layers[at]!.file } }
      })
      building.onLoad({ filter: /.*/, namespace: 'layer' }, ({ pluginData: { module, file } }) => ({
        contents: proxyOf({ root, layers, exported, ...cut }, module, `layer:${file}`),
      }))
    },
  }
}

/** As it is required: from the folder of the file that requires it. */
function addressed(path: string): string {
  const file = path.replaceAll('\\', '/')
  return file.startsWith('.') ? file : `./${file}`
}

const here = '__here'

/** Writes a file of the bundle as CommonJS. The comments that say where each module comes from stay. */
async function writeCommonJs(path: string, text: string): Promise<void> {
  const { code } = await transform(text.replace(/^\/\/ (?=\S+\.\w+$)/gm, '//! '), {
    ...{ format: 'cjs', platform: 'node', target: 'node20', legalComments: 'inline' },
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': here },
    banner: text.includes('import.meta.url')
      ? `'use strict'\nconst ${here} = require('node:url').pathToFileURL(__filename).href`
      : `'use strict'`,
  })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, asFunction(inAscii(withLateBuiltins(code))))
}

/** A text with one letter beyond ASCII takes twice the memory, and Node several times as long to read. esbuild leaves them in regular expressions, where an escape means the same. */
function inAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Node's own modules are loaded, once, when something of them is used: starting processes, or hashing, takes Node as long to load as we take to read a council. */
function withLateBuiltins(code: string): string {
  const late = /^var (import_\w+) = require\("(node:\w+)"\);$/gm
  return Array.from(code.matchAll(late))
    .reduce(
      (text, [line, name, builtin]) =>
        text
          .replaceAll(new RegExp(`\\bnew ${name}\\.(\\w+)`, 'g'), `new (${name}().$1)`)
          .replaceAll(new RegExp(`\\b${name}\\.`, 'g'), `${name}().`)
          .replace(line, `let ${name}_;\nconst ${name} = () => ${name}_ ??= require("${builtin}");`),
      code,
    )
    .replaceAll(/\(0, import_node_module\w*\(\)\.createRequire\)\(__here\)/g, 'require')
}
