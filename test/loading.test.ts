import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readModel, readParts, shippedModels } from '../src/files/models.ts'
import { digestOfFiles, type ShippedParts } from '../src/files/shipped-model.ts'
import { isolated, projectRoot } from './world.ts'

/** What reads the command line and measures text is loaded by every command. */
const always = ['commander', 'fast-string-truncated-width', 'fast-string-width']

beforeAll(() => {
  if (existsSync(join(projectRoot, 'dist/start.cjs'))) return
  execFileSync(process.execPath, ['--import', 'tsx', 'src/build/build.ts'], { cwd: projectRoot })
})

/** In kB and files of the bundle, a tenth above what it is now: loading takes a start most of its time, so that this holds what the bench measures without a clock. */
test.each<{ line: string; loads: readonly string[]; kB: number; files: number }>([
  { line: '--version', loads: [], kB: 10, files: 1 },
  { line: 'complete zsh -- workshop --agree =', loads: [], kB: 37, files: 2 },
  { line: 'complete bash -- merge --leave-out =t', loads: [], kB: 37, files: 2 },
  { line: '--help', loads: always, kB: 209, files: 3 },
  { line: 'merge --dry-run', loads: always, kB: 695, files: 8 },
  { line: 'merge --dry-run --format json', loads: always, kB: 695, files: 8 },
  { line: 'status', loads: always, kB: 770, files: 10 },
  { line: 'results consensus', loads: always, kB: 675, files: 8 },
  { line: 'results priya-shah', loads: always, kB: 670, files: 8 },
  { line: 'people', loads: always, kB: 815, files: 18 },
  { line: 'model show', loads: always, kB: 980, files: 27 },
  { line: 'resources', loads: always, kB: 885, files: 20 },
  { line: 'resources search unit costs', loads: [...always, 'minisearch'], kB: 905, files: 20 },
  // The example holds advice, whose places only the library can tell.
  { line: 'check', loads: [...always, 'yaml'], kB: 995, files: 15 },
])('tiex $line loads $loads, at most $kB kB in $files files', ({ line, loads, kB, files }) => {
  const loaded = filesOf(line)
  expect(packagesOf(loaded)).toEqual([...loads].sort())
  expect(loaded.length).toBeLessThanOrEqual(files)
  expect(loaded.reduce((sum, file) => sum + statSync(file).size, 0) / 1000).toBeLessThan(kB)
})

test('chalk is loaded where there is colour', () => {
  expect(packagesOf(filesOf('results consensus', { FORCE_COLOR: '1' }))).toEqual(['chalk', ...always])
})

test.each(['--version', '--help', 'merge --dry-run', 'results consensus', 'model show'])(
  'tiex %s starts no process and does not load what could',
  (line) => {
    const loaded = loadedBy(line)
    expect(loaded).toContain('NativeModule fs')
    expect(loaded).not.toContain('NativeModule child_process')
  },
)

test.each([['--version'], ['complete', 'bash', '--', 'sta']])(
  'tiex %s, which the start answers itself, has no stack for a disk that is full or a reader that is gone',
  (...line) => {
    const run = (to: string) => {
      const program = [join(projectRoot, 'bin/tiex.js'), ...line]
      const words = ['-c', `{ "$@"; echo $? >&2; } ${to}`, '-', process.execPath, ...program]
      return spawnSync('sh', words, { encoding: 'utf8' }).stderr
    }
    expect(run('| true')).toBe('0\n')
    if (!existsSync('/dev/full')) return
    if (line[0] === 'complete') expect(run('>/dev/full')).toBe('0\n')
    else
      expect(run('>/dev/full')).toMatch(/^error: the output could not be written: ENOSPC.*\nhint: .*\n2\n$/)
  },
)

test('the model that ships is as the build read it', async () => {
  for (const folder of shippedModels()) {
    const name = basename(folder.path)
    const made: ShippedParts = JSON.parse(
      readFileSync(join(projectRoot, 'dist/models', `${name}.json`), 'utf8'),
    )
    const [read, whole] = [await readParts(folder), await readModel(folder)]
    expect(made).toMatchObject({ files: await digestOfFiles(folder), digest: Object(whole).model.digest })
    expect({ parts: made.parts, warnings: made.warnings }).toEqual(read)
  }
})

/** The files of the bundle that the program loads for a command line in the example council. */
function filesOf(line: string, variables: Record<string, string> = {}): readonly string[] {
  return loadedBy(line, variables).filter((path) => path.startsWith(join(projectRoot, 'dist')))
}

const known = new Map<string, readonly string[]>()
/** What a command line has loaded at its end: files, and modules of Node's own. */
function loadedBy(line: string, variables: Record<string, string> = {}): readonly string[] {
  const key = JSON.stringify([line, variables])
  const before = known.get(key)
  if (before !== undefined) return before
  const folder = mkdtempSync(join(tmpdir(), 'tiex-loading-'))
  try {
    const loaded = join(folder, 'loaded.txt')
    run(line, ['--require', join(projectRoot, 'test/tell-loaded.cjs')], {
      ...isolated(folder),
      ...variables,
      LOADED: loaded,
    })
    const all = readFileSync(loaded, 'utf8').split('\n')
    known.set(key, all)
    return all
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(line: string, options: readonly string[], env: NodeJS.ProcessEnv): void {
  execFileSync(process.execPath, [...options, join(projectRoot, 'bin/tiex.js'), ...line.split(' ')], {
    cwd: join(projectRoot, 'examples/exampleshire'),
    env,
    stdio: 'pipe',
  })
}

/** The packages of which a part is in the files: the build heads every module with a comment that says where it comes from. */
function packagesOf(files: readonly string[]): readonly string[] {
  return [...new Set(files.flatMap((file) => packagesIn(readFileSync(file, 'utf8'))))].sort()
}

function packagesIn(part: string): readonly string[] {
  return Array.from(
    part.matchAll(/^\/\/! (?:\S*\/)?node_modules\/((?:@[^/]+\/)?[^/\s]+)/gm),
    ([, name]) => name!,
  )
}
