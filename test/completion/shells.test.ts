import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Shell, scriptFor, shells } from '../../src/completion/shells.ts'
import { openProgram } from '../terminal.ts'
import { openExample, type World } from '../world.ts'
import { inShell, installed } from './shell.ts'

const worlds = new Map<Shell, ReturnType<typeof installed>>()
let world: World
beforeAll(() => {
  world = openExample()
  for (const shell of shells) worlds.set(shell, installed(world, shell))
  writeFileSync(join(world.folder, 'my answers.txt'), '')
  writeFileSync(join(world.folder, 'tiex'), '#!/bin/sh\ntouch ran\n', { mode: 0o755 })
})
afterAll(() => world.remove())

const kept = (shell: Shell) => worlds.get(shell)!

/** What a person types, then Tab, and what the line becomes or lists. Only marks that end a word of bash are apart. */
const typed: readonly (readonly [line: string, shown: string])[] = [
  ['tiex mer', 'merge'],
  ['tiex merge --lea', '--leave-out'],
  ['tiex people set tom', 'tom-reed'],
  ['tiex results --format=js', '--format=json'],
  ['tiex assess --answer managing-income/service/do=par', '/do=partly'],
  ["tiex results --round '2025", '2025-autumn'],
  ['tiex -C . plan move own', 'owners-for-savings'],
  // one of the PATH is asked, and nothing on the line is run
  ['./tiex people set "$(touch ran)" --na', '--name'],
]

describe.each(shells)('the script for %s', (shell) => {
  it('asks tiex by its name, with words of their own that are evaluated by nobody', () => {
    const script = scriptFor(shell)
    expect(script).toContain(`complete ${shell}`)
    expect(script).not.toMatch(/\beval\b|Invoke-Expression/)
  })
})

describe('the script for powershell, where no PowerShell is at hand', () => {
  it('has its brackets in pairs, and says what PowerShell is to be told', () => {
    const script = scriptFor('powershell')
    for (const [open, close] of ['()', '{}', '[]'])
      expect(script.split(open!).length, open).toBe(script.split(close!).length)
    expect(script).toMatch(/^Register-ArgumentCompleter -Native -CommandName @\('tiex'/m)
    expect(script).toContain('[System.Management.Automation.CompletionResult]::new(')
  })
})

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (shell) => {
  inShell(shell, () => {
    it('finds nothing wrong in its script', () => {
      const { script } = kept(shell)
      expect(execFileSync(shell, ['-n', script], { encoding: 'utf8', stdio: 'pipe' })).toBe('')
    })
  })
})

inShell('bash', () => {
  it('completes what a person types', async () => {
    const { variables, script } = kept('bash')
    const terminal = openProgram('bash', ['--norc', '--noprofile', '-i'], { cwd: world.folder, variables })
    await tryAll(terminal, `source ${script}; PS1='rea''dy> '`)
  })
})

inShell('zsh', () => {
  it('completes what a person types', async () => {
    const { variables, script } = kept('zsh')
    const terminal = openProgram('zsh', ['-f', '-i'], { cwd: world.folder, variables })
    await tryAll(terminal, `autoload -Uz compinit; compinit -u -D; source ${script}; PS1='rea''dy> '`)
  })
})

inShell('fish', () => {
  const completed = (line: string) =>
    execFileSync(
      'fish',
      ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', kept('fish').script, line],
      {
        ...{ cwd: world.folder, env: kept('fish').variables, encoding: 'utf8' },
      },
    )
  it.each(typed)('completes %s', (line, shown) => expect(completed(line)).toContain(shown))
  it('says what a word is, and offers files where a file is meant', () => {
    expect(completed('tiex people set tom')).toBe('tom-reed\tTom Reed\n')
    expect(completed('tiex assess --from my')).toContain('my answers.txt')
  })
})

/** Types each line and sees what becomes of it. */
async function tryAll(terminal: ReturnType<typeof openProgram>, begin: string): Promise<void> {
  terminal.press(`${begin}\r`)
  await terminal.see('ready> ')
  for (const [line, shown] of typed) {
    // Ctrl-U empties the line
    terminal.press(`\u0015${line}\t`)
    await terminal.see(shown)
  }
  terminal.press('\u0015tiex assess --from my\t')
  await terminal.see('my\\ answers.txt')
  terminal.kill('SIGKILL')
  expect(existsSync(join(world.folder, 'ran'))).toBe(false)
}
