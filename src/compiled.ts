import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { Module } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { isBundled } from './files/shipped.ts'

interface Loaded {
  readonly script: Script
  readonly keptAt: string
}

type Load = (module: NodeModule, file: string) => void

const names = 'exports,require,module,__filename,__dirname'
const opening = `(m=>typeof module==='undefined'?m:m(${names}))(function(${names}){`

/**
 * A module's text that runs as any other, and as a script comes to the function that Node makes of a module: what V8 kept of it is taken
 * without a copy of the text with Node's own words around it.
 */
export function asFunction(text: string): string {
  return `${opening}${text}\n})`
}

/**
 * From here on, what V8 compiles of the bundle is kept beside it (`dist/compiled/`, a folder for each V8), and taken from there by later
 * runs: compiling is a quarter of the time of a short command. What a command compiles is added the first time it runs. Nothing is
 * kept where the bundle belongs to somebody else or cannot be written, and nothing anywhere with Node's own NODE_DISABLE_COMPILE_CACHE.
 */
export function keepCompiled(command: string | undefined, variables: NodeJS.ProcessEnv): void {
  const { _extensions: loaders } = Module as unknown as { readonly _extensions: Record<string, Load> }
  const isOurs = isBundled && loaders['.cjs'] === undefined
  if (!isOurs || variables.NODE_DISABLE_COMPILE_CACHE !== undefined) return
  const bundle = dirname(fileURLToPath(import.meta.url))
  const kept = join(bundle, 'compiled', `${process.versions.v8}-${process.arch}`)
  const loaded: Loaded[] = []
  let isNew = false
  loaders['.cjs'] = (module, file) => {
    if (!file.startsWith(`${bundle}${sep}`)) return loaders['.js']!(module, file)
    const keptAt = join(kept, relative(bundle, file).replaceAll(sep, '-'))
    const cachedData = codeIn(keptAt)
    const text = readFileSync(file, 'utf8')
    const script = new Script(text.startsWith(opening) ? text : Module.wrap(text), {
      filename: file,
      ...(cachedData === undefined ? {} : { cachedData }),
    })
    loaded.push({ script, keptAt })
    if (cachedData === undefined || script.cachedDataRejected) isNew = true
    script.runInThisContext()(
      module.exports,
      (id: string) => module.require(id),
      ...[module, file, dirname(file)],
    )
  }
  process.on('exit', () => {
    const known = String(bytesIn(join(kept, 'commands')) ?? '').split('\n')
    const isFirst = /^[a-z]{1,20}$/.test(command ?? '') && !known.includes(command!)
    if (loaded.length === 0 || !(isNew || isFirst)) return
    try {
      keep(bundle, kept, loaded)
      if (isFirst && known.length < mostCommands)
        write(join(kept, 'commands'), [...known, command].join('\n'))
    } catch {
      // Next time it is compiled again.
    }
  })
}

/** A word that is no command is one too many only in this list. */
const mostCommands = 60

function keep(bundle: string, kept: string, loaded: readonly Loaded[]): void {
  // What root left in the folder of a user could not be deleted by them.
  if (process.getuid !== undefined && statSync(bundle).uid !== process.getuid()) return
  mkdirSync(kept, { recursive: true })
  for (const { script, keptAt } of loaded) {
    const code = script.createCachedData()
    write(keptAt, Buffer.concat([code, code]))
  }
}

/**
 * What was kept, if it is still what was written: V8 runs it on trust, and falls over what a bad disk made of it. It stands there twice,
 * since comparing takes no time, and a sum would take a part of Node that has to be loaded first.
 */
function codeIn(path: string): Buffer | undefined {
  const bytes = bytesIn(path)
  if (bytes === undefined || bytes.length === 0) return undefined
  const code = bytes.subarray(0, bytes.length / 2)
  return code.equals(bytes.subarray(code.length)) ? code : undefined
}

/** Whole or not at all. */
function write(path: string, data: Buffer | string): void {
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, data)
  renameSync(beside, path)
}

function bytesIn(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
