import { existsSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { openBlock } from '../src/files/age/seal.ts'
import { council, response } from './commands/council.ts'
import { openTerminal } from './terminal.ts'

/** A council whose round is open on the real clock, and `tiex assess` at its terminal. */
async function sitting(confidentiality: 'open' | 'sealed' = 'open') {
  const place = await council({ opens: '2020-01-01', closes: '2099-12-31', confidentiality })
  const assess = (args: readonly string[] = [], columns = 80) =>
    openTerminal(['assess', '--as', 'ann-lee', ...args], {
      cwd: place.root,
      variables: place.variables,
      columns,
    })
  const answers = () =>
    existsSync(join(place.root, response)) ? (place.read(response).match(/^ {6}\S+: \S+$/gm) ?? []).length : 0
  return { ...place, assess, answers }
}

/** Resolves when something has happened in a folder so many times. */
function stirs(folder: string, number: number): Promise<void> {
  return new Promise((resolve) => {
    let count = 0
    const watcher = watch(folder, () => {
      count++
      if (count < number) return
      watcher.close()
      resolve()
    })
  })
}

describe('tiex assess at a terminal', () => {
  it('asks, goes back, takes a note, and saves and commits on leaving', async () => {
    const { assess, read, git } = await sitting()
    const terminal = assess()
    await terminal.see('93 statements, about 30 minutes')
    terminal.press('\r')
    await terminal.see('0 of 93 answered')
    terminal.press('1')
    await terminal.see('1 of 93 answered')
    terminal.press('<')
    await terminal.see('Your answer (now not yet):')
    terminal.press('2')
    await terminal.see('Understand  partly')
    terminal.press('+')
    await terminal.see('Anything to add?')
    terminal.press('i')
    await terminal.see('Impediments:')
    terminal.press('\u001b[200~The contract\u000b runs\nto 2028.\u001b[201~')
    await terminal.see('The contract runs⏎to 2028.')
    terminal.press('\r')
    await terminal.see('Impediments: The contract runs to 2028.')
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
    await terminal.see('Come back with: tiex assess --as ann-lee')
    expect(read(response)).toContain(
      '      understand: partly\n      notes:\n        impediments: |-\n          The contract runs\n          to 2028.\n',
    )
    expect(git('log', '-1', '--format=%s', '--name-only')).toBe(
      `Answer 2026-autumn as ann-lee: 1 of 93\n\n${response}\n`,
    )
    expect(git('status', '--porcelain')).toBe('')
  })

  it('asks the reason of every statement that is not applicable, so that no letter of it becomes an answer', async () => {
    const { assess, read } = await sitting()
    const terminal = assess()
    await terminal.see('Enter begins')
    terminal.press('\r')
    await terminal.see('0 of 93 answered')
    terminal.press('n')
    await terminal.see('Rationale:')
    terminal.press('Not ours.\r')
    await terminal.see('1 of 93 answered')
    await terminal.see('Your answer:')
    terminal.press('n')
    await terminal.see('Rationale:')
    expect(terminal.raw()).toContain('    Not ours.')
    terminal.press('\t')
    await terminal.see('Rationale: Not ours.')
    terminal.press(' No 2nd.\r')
    await terminal.see('2 of 93 answered')
    await terminal.see('Your answer:')
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
    expect(read(response)).toContain(
      '      understand: not-applicable\n      plan: not-applicable\n      notes:\n        rationale: Not ours. No 2nd.\n',
    )
  })

  it('comes back to the first open statement, also past sections that were answered before', async () => {
    const { assess, as } = await sitting()
    const cell = 'role-of-the-authority/service'
    await as(
      ...['understand', 'plan', 'do', 'review'].flatMap((stage) => ['--answer', `${cell}/${stage}=fully`]),
    )
    const terminal = assess()
    await terminal.see('Welcome back, Ann Lee. Here is the first open statement.')
    await terminal.see('4 of 93 answered')
    terminal.press('<')
    await terminal.see('Review      fully')
  })

  it('has every answer on disk before the next question, so that kill -9 loses none', async () => {
    const { assess, answers, root } = await sitting()
    for (let given = 0; given < 4; given++) {
      const terminal = assess()
      if (given === 0) {
        await terminal.see('Enter begins')
        terminal.press('\r')
      }
      await terminal.see(`${given} of 93 answered`)
      terminal.press('2')
      await terminal.see(`${given + 1} of 93 answered`)
      expect(answers()).toBe(given + 1)
      terminal.kill('SIGKILL')
      await terminal.exit
      expect(answers()).toBe(given + 1)
    }
    expect(readdirSync(dirname(join(root, response)))).toEqual(['ann-lee.yaml'])
  })

  it.each([[1], [2], [3], [4]])(
    'killed at the stir number %d of the folder while saving leaves a whole file, and goes on from it',
    async (number) => {
      const { assess, answers, as, root } = await sitting()
      await as('--answer', 'role-of-the-authority/service/understand=partly')
      const terminal = assess()
      await terminal.see('1 of 93 answered')
      const stirred = stirs(dirname(join(root, response)), number)
      terminal.press('3')
      await stirred
      terminal.kill('SIGKILL')
      await terminal.exit
      expect([1, 2]).toContain(answers())
      expect((await as('--answer', 'role-of-the-authority/service/review=partly')).code).toBe(0)
      expect([2, 3]).toContain(answers())
    },
  )

  it('keeps what another terminal saved meanwhile, and tells what it replaces of it', async () => {
    const { assess, read, as } = await sitting()
    const terminal = assess()
    await terminal.see('Enter begins')
    terminal.press('\r')
    await terminal.see('0 of 93 answered')
    await as('--answer', 'role-of-the-authority/service/review=partly')
    await as('--answer', 'role-of-the-authority/service/understand=not-yet')
    terminal.press('3')
    await terminal.see('2 of 93 answered')
    expect(terminal.raw()).toMatch(
      /and replaced by this:\s+role-of-the-authority\/service\/understand was not-yet/,
    )
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
    expect(read(response)).toContain('      understand: fully\n      review: partly\n')
  })

  it('makes a file that was taken away meanwhile anew, with every answer that was in it', async () => {
    const { assess, read, as, root } = await sitting()
    await as(
      '--answer',
      'role-of-the-authority/service/review=partly',
      '--ambition',
      'role-of-the-authority/service=3',
    )
    const terminal = assess()
    await terminal.see('1 of 93 answered')
    const before = read(response)
    rmSync(join(root, response))
    terminal.press('3')
    await terminal.see('2 of 93 answered')
    expect(terminal.raw()).toContain(
      'The file with your answers was gone. It is there again, with all of them.',
    )
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
    const line = '      understand: fully\n'
    expect(read(response)).toContain(line)
    expect(read(response).replace(line, '')).toBe(before)
  })

  it('takes no Enter, no unknown key and no pasted lines for an answer', async () => {
    const { assess, answers } = await sitting()
    const terminal = assess()
    await terminal.see('Enter begins')
    terminal.press('\r')
    await terminal.see('0 of 93 answered')
    for (let press = 0; press < 3; press++) {
      terminal.press('\r')
      await terminal.see('Enter alone is no answer')
      terminal.press('x')
      await terminal.see('x does nothing here')
    }
    for (const pasted of ['1\r2\r3\r', '\u001b[200~1\u001b[201~']) {
      terminal.press(pasted)
      await terminal.see('nothing was taken')
      terminal.press('x')
      await terminal.see('x does nothing here')
    }
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
    expect(answers()).toBe(0)
  })

  it.each([[60], [100]])('fits %d columns and follows the window', async (columns) => {
    const { assess } = await sitting()
    const terminal = assess([], columns)
    const lines = () => terminal.raw().split(/[\r\n]+|\u001b\[[\d;]*[A-HJK]/)
    const widest = () => Math.max(...lines().map((line) => stripVTControlCharacters(line).length))
    await terminal.see('Enter begins')
    terminal.press('\r')
    await terminal.see('0 of 93 answered')
    terminal.press('?')
    await terminal.see('hide what counts')
    expect(widest()).toBeLessThanOrEqual(columns)
    terminal.press('s')
    await terminal.see('Section:')
    expect(widest()).toBeLessThanOrEqual(columns)
    terminal.press('<\r')
    await terminal.see('0 of 93 answered')
    terminal.resize(45)
    await terminal.see('Role of the authority / service\n')
    terminal.press('q')
    expect(await terminal.exit).toBe(0)
  })

  it.each([
    ['Ctrl-C', (terminal: ReturnType<typeof openTerminal>) => terminal.press('\u0003')],
    ['SIGTERM', (terminal: ReturnType<typeof openTerminal>) => terminal.kill('SIGTERM')],
    ['the end of the terminal', (terminal: ReturnType<typeof openTerminal>) => terminal.kill('SIGHUP')],
  ])('interrupted by %s has saved and committed, and exits with 130', async (_, interrupt) => {
    const { assess, git, answers } = await sitting()
    const terminal = assess()
    await terminal.see('Enter begins')
    terminal.press('\r')
    await terminal.see('0 of 93 answered')
    terminal.press('3')
    await terminal.see('1 of 93 answered')
    interrupt(terminal)
    expect(await terminal.exit).toBe(130)
    expect(terminal.raw()).toContain('Come back with: tiex assess --as ann-lee')
    expect([answers(), git('log', '-1', '--format=%s')]).toEqual([
      1,
      'Answer 2026-autumn as ann-lee: 1 of 93\n',
    ])
  })
})

it('tiex assess whose terminal is closed has saved and committed, and leaves no dump of its memory', async () => {
  const { assess, git, answers } = await sitting()
  const terminal = assess()
  await terminal.see('Enter begins')
  terminal.press('\r')
  await terminal.see('0 of 93 answered')
  terminal.press('3')
  await terminal.see('1 of 93 answered')
  terminal.close()
  // SIGABRT would be a dump.
  expect(await terminal.signal).toBe(constants.signals.SIGHUP)
  expect([answers(), git('log', '-1', '--format=%s')]).toEqual([
    1,
    'Answer 2026-autumn as ann-lee: 1 of 93\n',
  ])
})

describe('tiex assess at a terminal, where answers are sealed', () => {
  it('says who can read them, seals each before the next question, and loses none to kill -9', async () => {
    const { assess, read, git, variables } = await sitting('sealed')
    const terminal = assess()
    await terminal.see('Your answers are sealed: only you can read them.')
    terminal.press('\r')
    await terminal.see('0 of 93 answered')
    for (const number of [1, 2, 3]) {
      terminal.press('2')
      await terminal.see(`${number} of 93 answered`)
      expect(parse(read(response))).toMatchObject({ progress: { answered: number, of: 93 }, seq: number })
    }
    terminal.kill('SIGKILL')
    await terminal.exit
    expect(read(response)).not.toMatch(/partly|understand/)
    const again = assess()
    await again.see('Welcome back')
    await again.see('3 of 93 answered')
    again.press('q')
    expect(await again.exit).toBe(0)
    expect(git('status', '--porcelain')).toBe('')
    const keys = readFileSync(join(variables.HOME!, '.config/tiex/identity.txt'), 'utf8')
    const opened = await openBlock(parse(read(response)).sealed, [/^AGE-SECRET-KEY-1.*$/m.exec(keys)![0]])
    expect(opened.state === 'opened' && parse(Buffer.from(opened.bytes).toString())).toMatchObject({
      person: 'ann-lee',
      draft: true,
      answers: { 'role-of-the-authority': { service: { understand: 'partly', do: 'partly' } } },
    })
  })
})

describe('tiex assess --plain', () => {
  it('asks with numbered lines and not a single escape sequence', async () => {
    const { assess, read } = await sitting()
    const terminal = assess(['--plain'])
    await terminal.see('Enter alone goes on')
    terminal.press('\n')
    await terminal.see('1. not yet\n2. partly\n3. fully')
    await terminal.see('Your answer: ')
    terminal.press('\n')
    await terminal.see('Enter alone is no answer.')
    await terminal.see('Your answer: ')
    terminal.press('2\n')
    await terminal.see('1 of 93 answered')
    await terminal.see('Your answer: ')
    terminal.press('s\n')
    await terminal.see('1. Role of the authority / service: 1 of 4')
    await terminal.see('Section: ')
    terminal.press('q\n')
    expect(await terminal.exit).toBe(0)
    expect(terminal.raw()).not.toContain('\u001b')
    expect(terminal.raw()).toContain('Come back with: tiex assess --as ann-lee --plain')
    expect(read(response)).toContain('understand: partly')
  })
})
