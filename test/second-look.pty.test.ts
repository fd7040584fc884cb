import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { scratch } from './files/disk/scratch.ts'
import { openTerminal } from './terminal.ts'
import { isolated, projectRoot } from './world.ts'

const path = 'rounds/2026-autumn/responses/priya-shah.yaml'

/** The example council as a repository in which a second look is open, and `tiex assess --revise` at Priya's terminal. */
function sitting() {
  const root = scratch()
  const home = scratch()
  cpSync(join(projectRoot, 'examples/exampleshire'), root, { recursive: true })
  mkdirSync(home, { recursive: true })
  const variables = isolated(home)
  const run = (program: string, args: readonly string[]) =>
    execFileSync(program, args, { cwd: root, env: variables, encoding: 'utf8', stdio: 'pipe' })
  const git = (...args: readonly string[]) => run('git', args)
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'start')
  run(process.execPath, [join(projectRoot, 'bin/tiex.js'), 'merge', '--second-look', '--close'])
  return {
    git,
    read: () => parse(readFileSync(join(root, path), 'utf8')),
    revise: (args: readonly string[] = [], columns = 80) =>
      openTerminal(['assess', '--revise', '--as', 'priya-shah', ...args], { cwd: root, variables, columns }),
  }
}

describe('tiex assess --revise at a terminal', () => {
  it('saves each decision before the next question, goes on behind it, and finishes on y', async () => {
    const { revise, read, git } = sitting()
    const count = Object.keys(
      parse(git('show', 'HEAD:rounds/2026-autumn/second-look.yaml')).statements,
    ).length
    const first = revise()
    await first.see('you and your colleagues are far apart')
    first.press('\r')
    await first.see(`0 of ${count} looked at`)
    first.press('\r')
    await first.see('Enter alone is no answer')
    expect(read()).not.toHaveProperty('looked-at')
    first.press('3')
    await first.see(`1 of ${count} looked at`)
    expect(read()['looked-at']).toMatchObject({ pass: 2, statements: [expect.any(String)] })
    first.press('q')
    expect(await first.exit).toBe(0)
    await first.see(`1 of ${count} looked at again, not finished`)
    const second = revise()
    await second.see('Welcome back, Priya Shah.')
    for (let looked = 1; looked < count; looked += 1) {
      await second.see(`${looked} of ${count} looked at`)
      second.press('k')
    }
    await second.see('Finish now?')
    second.press('y')
    expect(await second.exit).toBe(0)
    expect(read()).toMatchObject({ pass: 2 })
    expect(read()).not.toHaveProperty('looked-at')
    expect(git('log', '--format=%an: %s', '-2')).toBe(
      'Priya Shah: Look again at 2026-autumn as priya-shah\nPriya Shah: Look again at 2026-autumn as priya-shah\n',
    )
    expect(git('status', '--porcelain')).toBe('')
  })

  it('interrupted by Ctrl-C has saved and committed, and exits with 130', async () => {
    const { revise, read, git } = sitting()
    const terminal = revise()
    await terminal.see('you and your colleagues are far apart')
    terminal.press('\r')
    await terminal.see('0 of')
    terminal.press('k')
    await terminal.see('1 of')
    terminal.press('\u0003')
    expect(await terminal.exit).toBe(130)
    expect(read()['looked-at']).toMatchObject({ pass: 2, statements: [expect.any(String)] })
    expect(git('status', '--porcelain')).toBe('')
  })

  it('commits on q what a sitting that was killed left on disk, and counts it', async () => {
    const { revise, read, git } = sitting()
    const first = revise()
    await first.see('you and your colleagues are far apart')
    first.press('\r')
    await first.see('0 of')
    first.press('k')
    await first.see('1 of')
    first.kill('SIGKILL')
    await first.exit
    expect(git('status', '--porcelain')).not.toBe('')
    const second = revise()
    await second.see('Welcome back, Priya Shah.')
    await second.see('1 of')
    second.press('q')
    expect(await second.exit).toBe(0)
    await second.see('Saved and committed')
    expect(read()['looked-at']).toMatchObject({ pass: 2 })
    expect(git('status', '--porcelain')).toBe('')
  })

  it('asks with numbered lines and not a single escape sequence where it is plain', async () => {
    const { revise } = sitting()
    const terminal = revise(['--plain'])
    await terminal.see('you and your colleagues are far apart')
    terminal.press('\n')
    await terminal.see('Keep your answer, or change it?')
    await terminal.see('k. keep')
    terminal.press('k\n')
    await terminal.see('1 of')
    terminal.press('q\n')
    expect(await terminal.exit).toBe(0)
    expect(terminal.raw()).not.toContain('\u001b')
  })
})
