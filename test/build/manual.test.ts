import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Argument, Command, Option } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manualPage } from '../../src/build/manual.ts'
import { catalogue } from '../../src/catalogue.ts'
import { topics } from '../../src/topics/topics.ts'
import { projectRoot } from '../world.ts'

const built = join(projectRoot, 'dist/man/tiex.1')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiex-man-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A page of a program whose words mean something to roff. */
function hostilePage(): string {
  const program = new Command('tiex').description("'begins with an apostrophe; .so /etc/passwd")
  program
    .command('merge')
    .description('.begins with a dot')
    .addArgument(new Argument('<who>', "\\fB back\\slash ~tilde^ `tick` it's"))
    .addOption(new Option('--by <order>', '.de so many "words" – a dash').choices(['a', 'b']))
  return manualPage({ program, topics, version: '1.0' })
}

describe('the manual page', () => {
  it('tells of every command, and of every topic of help', () => {
    const page = readFileSync(built, 'utf8')
    for (const { name } of catalogue) expect(page).toMatch(new RegExp(`^\\.SS tiex ${name}\\b`, 'm'))
    for (const heading of ['EXIT CODES', 'FORMATS', 'GIT', 'PRIVACY'])
      expect(page.replaceAll('\\-', '-')).toContain(`.SH ${heading}\n`)
  })

  it('has no line that is a request but its own', () => {
    const requests = Array.from(hostilePage().matchAll(/^[.'](\S*)/gm), ([, name]) => name!)
    expect([...new Set(requests)].sort()).toEqual(['B', 'BR', 'PP', 'SH', 'SS', 'TH', 'TP', 'ad', 'nh'])
  })

  const reader = (program: string) => spawnSync(program, ['--version']).error === undefined
  const loudly = (program: string) => {
    if (reader(program)) return it
    process.stderr.write(`${program} is not installed: the manual page is not tried with it\n`)
    return it.skip
  }

  loudly('groff')('is read by groff without a warning, with what it says as it is said', () => {
    for (const [name, page] of [
      ['built', readFileSync(built, 'utf8')],
      ['hostile', hostilePage()],
    ] as const) {
      const file = join(folder, name)
      writeFileSync(file, page)
      const shown = spawnSync('groff', ['-ww', '-man', '-Tutf8', '-P-c', '-rLL=200n', file], {
        encoding: 'utf8',
      })
      expect([shown.status, shown.stderr]).toEqual([0, ''])
      // bold is a letter over itself
      const said = shown.stdout.replace(/.\u0008/gu, '').replace(/\s+/g, ' ')
      if (name === 'built') expect(said).toContain('--leave-out <person>')
      else
        for (const words of [
          "'begins with an apostrophe; .so /etc/passwd",
          '.begins with a dot',
          "\\fB back\\slash ~tilde^ `tick` it's",
          '.de so many "words" – a dash (a, b)',
        ])
          expect(said).toContain(words)
    }
  })

  loudly('mandoc')('is in order for mandoc', () => {
    const { stdout } = spawnSync('mandoc', ['-Tlint', '-Wwarning', built], { encoding: 'utf8' })
    // A page that is the same whenever it is built has no date.
    expect(stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'))).toEqual([])
  })
})
