import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { main } from '../../src/main.ts'
import { streams } from '../prompts/streams.ts'
import { openWorld } from '../world.ts'

/** `tiex init` at a plain terminal, with somebody who types a line at each prompt that holds these words. */
function sitting(args: readonly string[]) {
  const world = openWorld()
  onTestFinished(() => world.remove())
  const { env, stdin, written } = streams()
  Object.assign(stdin, { isTTY: true })
  Object.assign(env.stderr, { isTTY: true })
  const code = main(['init', '--plain', '--open', '--no-commit', ...args], {
    ...env,
    cwd: world.folder,
    variables: world.variables,
  })
  let seen = 0
  const type = async (prompt: string, line: string) => {
    await vi.waitFor(() => expect(written().indexOf(prompt, seen)).toBeGreaterThan(-1), { timeout: 5000 })
    seen = written().length
    stdin.write(`${line}\n`)
  }
  return { folder: world.folder, code, type, written }
}

const me = ['--my-name', 'Sam Okafor']

it('looks at each answer where it is given, says what is wrong and asks again', async () => {
  const { folder, code, type, written } = sitting([...me, '--type', 'county', '--round', '2026-autumn'])
  await type('Name of the council', 'Exampleshire')
  await type('Short name in files', '2nd Shire')
  await type('"2nd Shire" is not right for id: write an id', 'exampleshire')
  await type('Last day to answer', '2026-02-30')
  await type('there is no 2026-02-30: write a day', '2026-10-01')
  await type('before it opens on 2026-11-02', '2026-11-20')
  await type('Your e-mail', 'sam')
  await type('"sam" is not right for email: write an e-mail address', 'sam@exampleshire.gov.uk')
  expect([await code, written()]).toEqual([0, expect.stringContaining('the assessment is begun')])
  const text = readFileSync(join(folder, 'tiex.yaml'), 'utf8')
  expect(text).toContain('closes: 2026-11-20')
  expect(text).toContain('email: sam@exampleshire.gov.uk')
})

it('looks at the flags before it asks anything', async () => {
  const { folder, code, written } = sitting([...me, '--closes', '2026-02-30', '--workshop', 'soon'])
  expect(await code).toBe(2)
  expect(written()).toContain('--closes')
  expect(written()).not.toContain('Name of the council')
  expect(existsSync(join(folder, 'tiex.yaml'))).toBe(false)
})

it('puts the index right that a stopped run left behind, where all is committed already', async () => {
  const world = openWorld()
  onTestFinished(() => world.remove())
  const begin = ['init', '--no-input', '--name', 'Exampleshire', '--open', ...me]
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8' })
  expect((await world.tiex(begin)).code).toBe(0)
  git('read-tree', '--empty')
  expect(git('status', '--porcelain', '-uno')).toMatch(/^D {2}tiex.yaml$/m)
  const again = await world.tiex(begin)
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('an assessment here already')])
  expect(git('status', '--porcelain')).toBe('')
})
