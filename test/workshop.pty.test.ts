import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { scratch } from './files/disk/scratch.ts'
import { openTerminal } from './terminal.ts'
import { isolated, projectRoot } from './world.ts'

const path = 'rounds/2026-autumn/consensus.yaml'
/** The first statement of the example on which nothing is agreed, and those behind it. */
const open = ['review', 'understand', 'plan', 'do'].map(
  (stage, index) => `managing-expenditure/${index === 0 ? 'customer' : 'community'}/${stage}`,
)

/** The example council as a repository, 31 of its 93 statements agreed, and `tiex workshop` at its terminal. */
function sitting() {
  const root = scratch()
  const home = scratch()
  cpSync(join(projectRoot, 'examples/exampleshire'), root, { recursive: true })
  mkdirSync(home, { recursive: true })
  const variables = isolated(home)
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: root, env: variables, encoding: 'utf8' })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'start')
  const read = () => readFileSync(join(root, path), 'utf8')
  return {
    git,
    read,
    remove: () => unlinkSync(join(root, path)),
    agreed: () =>
      Object.values<{ agreed?: string }>(parse(read()).statements).filter((one) => one.agreed).length,
    workshop: async (args: readonly string[] = [], columns = 80, rows = 50) => {
      const terminal = openTerminal(['workshop', ...args], { cwd: root, variables, columns, rows })
      await terminal.see('Unlock them?')
      terminal.press(args.includes('--plain') ? 'n\n' : 'n')
      return terminal
    },
  }
}

describe('tiex workshop at a terminal', () => {
  it('agrees with reason and dissent, decides about the cell, and commits once on leaving', async () => {
    const { workshop, read, git } = sitting()
    const terminal = await workshop()
    await terminal.see('31 of 93 agreed')
    terminal.press('r')
    await terminal.see('Reason:')
    terminal.press('\u001b[200~Budgets were\u000b cut\nin two.\u001b[201~')
    await terminal.see('Budgets were cut⏎in two.')
    terminal.press('\r')
    await terminal.see('What do you agree on?')
    terminal.press('2')
    await terminal.see('Agreed; Enter goes on:')
    terminal.press('\r')
    await terminal.see('How important is it')
    terminal.press('h')
    await terminal.see('Priority: high')
    terminal.press('a')
    await terminal.see('Ambition:')
    terminal.press('3')
    await terminal.see('Ambition: 3 of 4')
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
    await terminal.see('32 of 93 statements agreed. Still open: 61 statements')
    await terminal.see('Next: tiex ')
    expect(read()).toMatch(
      /agreed: partly\n {4}reason: \|-\n {6}Budgets were cut\n {6}in two\.\n {4}agreed-at: 20/,
    )
    expect(git('log', '--format=%an: %s', '--name-only')).toMatch(
      `Sam Okafor: Agree 2026-autumn: 32 of 93\n\n${path}\nSam Okafor: start\n`,
    )
    expect(git('status', '--porcelain')).toBe('')
  })

  it('has every decision on disk before the next question, so that kill -9 loses none, and goes on behind it', async () => {
    const { workshop, read, agreed, git } = sitting()
    for (const [given, statement] of open.entries()) {
      const terminal = await workshop()
      await terminal.see(`/ ${statement.split('/').at(-1)} `)
      await terminal.see(`${31 + given} of 93 agreed`)
      terminal.press('1')
      await terminal.see('Agreed; Enter goes on:')
      expect(parse(read()).statements[statement].agreed).toBe('not-yet')
      terminal.kill('SIGKILL')
      await terminal.exit
      expect(agreed()).toBe(32 + given)
    }
    expect(git('log', '--format=%s')).toBe('start\n')
    const last = await workshop()
    await last.see('35 of 93 agreed')
    last.press('q')
    expect(await last.exit).toBe(0)
    expect(git('log', '-1', '--format=%s')).toBe('Agree 2026-autumn: 35 of 93\n')
  })

  it('writes the consensus again with every decision where it was taken away meanwhile', async () => {
    const { workshop, agreed, read, remove } = sitting()
    const terminal = await workshop()
    await terminal.see('31 of 93 agreed')
    terminal.press('1')
    await terminal.see('Agreed; Enter goes on:')
    terminal.press('\r')
    await terminal.see('How important is it')
    remove()
    terminal.press('h')
    await terminal.see('was taken away meanwhile')
    await terminal.see('Priority: high')
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
    expect(agreed()).toBe(32)
    expect(read()).toContain('priority: high')
  })

  it('accepts all shared views only on yes, and takes them back', async () => {
    const { workshop, agreed, read, git } = sitting()
    const before = read()
    const terminal = await workshop()
    await terminal.see('accept all shared (26)')
    terminal.press('a')
    await terminal.see('Accept 26 shared views?')
    terminal.press('\r')
    await terminal.see('Enter alone is no answer')
    terminal.press('y')
    await terminal.see('Accepted 26 shared views')
    expect(agreed()).toBe(57)
    terminal.press('u')
    await terminal.see('Taken back: 26 shared views')
    expect(read()).toBe(before)
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
    expect(git('log', '--format=%s')).toBe('start\n')
  })

  it('takes no Enter, no unknown key and no pasted lines for an agreement', async () => {
    const { workshop, agreed } = sitting()
    const terminal = await workshop()
    await terminal.see('What do you agree on?')
    for (const [press, said] of [
      ['\r', 'Enter alone is no answer'],
      ['z', 'z does nothing here'],
      ['1\r2\r3\r', 'nothing was taken'],
    ] as const) {
      terminal.press(press)
      await terminal.see(said)
    }
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
    expect(agreed()).toBe(31)
  })

  it('interrupted by Ctrl-C has saved and committed, and exits with 130', async () => {
    const { workshop, git } = sitting()
    const terminal = await workshop()
    await terminal.see('31 of 93 agreed')
    terminal.press('1')
    await terminal.see('32 of 93 agreed')
    terminal.press('\u0003')
    expect(await terminal.exit).toBe(130)
    expect(terminal.raw()).toContain('Go on with: tiex workshop')
    expect(git('log', '-1', '--format=%s')).toBe('Agree 2026-autumn: 32 of 93\n')
  })

  it.each([
    [60, 20],
    [80, 24],
    [100, 50],
  ])('fits %d columns by %d lines, and names nobody', async (columns, rows) => {
    const { workshop } = sitting()
    const terminal = await workshop(['--by', 'divergence'], columns, rows)
    await terminal.see('31 of 93 agreed')
    terminal.press('?')
    await terminal.see('hide what counts')
    terminal.press('s')
    await terminal.see('Section:')
    const text = terminal
      .raw()
      .split(/[\r\n]+|\u001b\[[\d;]*[A-HJK]/)
      .map(stripVTControlCharacters)
    expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(columns)
    const drawn = terminal.raw().split(/\u001b\[[\d;?]*[A-HJKhl]/)
    expect(Math.max(...drawn.map((screen) => screen.split('\n').length))).toBeLessThanOrEqual(rows)
    expect(text.join('\n')).not.toMatch(/Okafor|Shah|Marsh|Reed/)
    terminal.press('q\r')
    expect(await terminal.exit).toBe(0)
    expect(terminal.raw()).toContain('Go on with: tiex workshop --by divergence')
  })
})

describe('tiex workshop --plain', () => {
  it('at 60 columns has no line that the terminal would break', async () => {
    const { workshop } = sitting()
    const terminal = await workshop(['--plain'], 60)
    await terminal.see('What do you agree on? ')
    for (const [line, said] of [
      ['z', 'does nothing here'],
      ['?', 'What do you agree on? '],
      ['s', 'Section:'],
    ] as const) {
      terminal.press(`${line}\n`)
      await terminal.see(said)
      await terminal.see(line === 's' ? 'Section:' : 'What do you agree on? ')
    }
    terminal.press('q\n')
    expect(await terminal.exit).toBe(0)
    for (const line of terminal.raw().split(/\r?\n/)) expect(line.length, line).toBeLessThanOrEqual(60)
  })

  it('asks with numbered lines and not a single escape sequence', async () => {
    const { workshop, agreed } = sitting()
    const terminal = await workshop(['--plain'])
    await terminal.see('1. not yet\n2. partly\n3. fully\nn. not applicable')
    await terminal.see('What do you agree on? ')
    terminal.press('2\n')
    await terminal.see('Agreed: partly')
    await terminal.see('Agreed; Enter goes on: ')
    terminal.press('\n')
    await terminal.see('How important is it')
    await terminal.see('Your choice: ')
    terminal.press('q\n')
    expect(await terminal.exit).toBe(0)
    expect(terminal.raw()).not.toContain('\u001b')
    expect(terminal.raw()).toContain('Go on with: tiex workshop --plain')
    expect(agreed()).toBe(32)
  })
})
