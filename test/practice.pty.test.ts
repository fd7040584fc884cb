import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openTerminal } from './terminal.ts'
import { openExample } from './world.ts'

function council() {
  const world = openExample()
  onTestFinished(() => world.remove())
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8' }).trim()
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'start')
  const add = (...args: readonly string[]) =>
    openTerminal(['practice', 'add', '--as', 'ruth-adeyemi', ...args], {
      cwd: world.folder,
      variables: world.variables,
    })
  return { add, git, read: (file: string) => readFileSync(join(world.folder, file), 'utf8') }
}

it('a practice is drafted from a note, edited, and shared only by a key of its own', async () => {
  const { add, git, read } = council()
  const terminal = add('--from-notes')
  await terminal.see('Note:')
  terminal.press('1\r')
  await terminal.see('Tab brings it here.')
  terminal.press('Small sums without asking\r')
  await terminal.see('What was done:')
  terminal.press('\r')
  await terminal.see('What changed:')
  terminal.press('\r')
  await terminal.see('Cells:')
  terminal.press('\r')
  await terminal.see('Contact:')
  terminal.press('\r')
  await terminal.see('Link:')
  terminal.press('\r')
  await terminal.see('Who may see it:')
  terminal.press('\r')
  await terminal.see('Enter alone is no answer')
  terminal.press('s')
  await terminal.see('small-sums-without-asking is added.')
  expect(await terminal.exit).toBe(0)
  const file = read('practice/small-sums-without-asking.yaml')
  expect(file).toContain('what: Since January a team manager can spend')
  expect(file).toContain('cells: [getting-the-best-from-staff]\n')
  expect(file).toContain('share: sector\n')
  expect(git('show', '--name-only', '--format=%an')).toBe(
    'Ruth Adeyemi\n\npractice/small-sums-without-asking.yaml',
  )
})

it('leaving in the middle writes nothing', async () => {
  const { add, git } = council()
  const terminal = add()
  await terminal.see('Title:')
  terminal.press('Half\r')
  await terminal.see('What was done:')
  terminal.press('\u0003')
  expect(await terminal.exit).toBe(130)
  expect(git('status', '--porcelain')).toBe('')
})
