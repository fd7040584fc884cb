import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { isolated, projectRoot } from './world.ts'

/** What reads the command line and measures text is loaded by every command. */
const always = ['commander', 'fast-string-truncated-width', 'fast-string-width']

beforeAll(() => {
  if (existsSync(join(projectRoot, 'dist/start.js'))) return
  execFileSync(process.execPath, ['--import', 'tsx', 'src/build/build.ts'], { cwd: projectRoot })
})

test.each<{ line: string; loads: readonly string[] }>([
  { line: '--version', loads: [] },
  { line: '--help', loads: always },
  { line: 'merge --dry-run', loads: always },
  { line: 'merge --dry-run --format json', loads: always },
  { line: 'results consensus', loads: always },
  { line: 'results priya-shah', loads: always },
  { line: 'people', loads: always },
  { line: 'model show', loads: always },
  { line: 'resources', loads: always },
  { line: 'resources search unit costs', loads: [...always, 'minisearch'] },
  // The example holds advice, whose places only the library can tell.
  { line: 'check', loads: [...always, 'yaml'] },
])('tiex $line loads $loads', ({ line, loads }) => {
  expect(librariesOf(line)).toEqual([...loads].sort())
})

test('chalk is loaded where there is colour', () => {
  expect(librariesOf('results consensus', { FORCE_COLOR: '1' })).toEqual(['chalk', ...always])
})

/** The packages of which the program loads any part for a command line in the example council. */
function librariesOf(line: string, variables: Record<string, string> = {}): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tiex-loading-'))
  try {
    const loaded = join(folder, 'loaded.txt')
    const tell = pathToFileURL(join(projectRoot, 'test/tell-loaded.mjs')).href
    execFileSync(process.execPath, ['--import', tell, join(projectRoot, 'bin/tiex.js'), ...line.split(' ')], {
      cwd: join(projectRoot, 'examples/exampleshire'),
      env: { ...isolated(folder), ...variables, LOADED: loaded },
      stdio: 'pipe',
    })
    const own = readFileSync(loaded, 'utf8')
      .split('\n')
      .filter((url) => url.startsWith('file:') && url.includes('/dist/'))
    return [...new Set(own.flatMap((url) => packagesIn(readFileSync(fileURLToPath(url), 'utf8'))))].sort()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** esbuild heads every module in a bundle with a comment that says where it comes from. */
function packagesIn(chunk: string): readonly string[] {
  return Array.from(chunk.matchAll(/^\/\/ node_modules\/((?:@[^/]+\/)?[^/\s]+)/gm), ([, name]) => name!)
}
