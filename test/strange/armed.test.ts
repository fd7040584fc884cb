import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { arm, hostileVariables } from './armed.ts'
import { type Council, commands, councils, unpack } from './council.ts'

/*
 * A repository that came by zip, share or stick, armed with all that git would start on its behalf. Every command that asks git for
 * anything is run in it: none of what is armed may run. `expect` of the marker is the only thing that counts; that a command was refused
 * is fine, that it was no different is in strange.test.ts.
 */
const copy = councils()

const lines: readonly (readonly string[])[] = [
  ...Object.values(commands.reads),
  ['verify'],
  ['verify', '--range', 'HEAD~1..HEAD'],
  ['compare', 'HEAD:rounds/2026-autumn/consensus.yaml', '2025-autumn'],
  ['trend', '--git'],
  ['model', 'upgrade', 'tiex@2026.1', '--dry-run'],
  ['people'],
  ['practice'],
  ['export'],
  ['resources'],
  ['exchange', 'check', '../exchange'],
  ['form', '--for', 'tom-reed', '--dry-run'],
  ...Object.values(commands.writes),
  ['people', 'set', 'jo-field', '--role', 'care'],
  ['people', 'remove', 'jo-field'],
  ['plan', 'set', 'cost-the-fees', 'status=accepted'],
  ['sign', '--recorded', 'Cabinet minute 14', '--for', 'leader', '--yes'],
  ['init', '--no-input', '--name', 'Other', '--open', '-C', 'other'],
]

const told = (council: Council) => {
  const marker = council.path('../marker')
  return existsSync(marker) ? readFileSync(marker, 'utf8') : ''
}

describe('nothing that a repository brings along is started', () => {
  test('by no command', async () => {
    const council = await copy()
    council.git('tag', 'autumn')
    council.git('commit', '-q', '--allow-empty', '-m', 'Second')
    arm(council)
    for (const args of lines) {
      const ran = await council.tiex(args)
      expect([args, told(council)]).toEqual([args, ''])
      expect(ran.output, args.join(' ')).not.toMatch(/^\s+at .*:\d+:\d+/m)
    }
    // What is armed would go off: git itself starts it at once.
    expect(() => council.git('status')).not.toThrow()
    expect(told(council)).not.toBe('')
  })

  test('where objects are missing, so that git would fetch them by a way the repository allows itself', async () => {
    const council = await copy()
    council.put('tiex.yaml', `${council.read('tiex.yaml')}# once more\n`)
    council.git('commit', '-qam', 'Second')
    const lost = council.git('rev-parse', 'HEAD~:tiex.yaml')
    rmSync(unpack(council)(lost))
    arm(council)
    expect((await council.tiex(['verify'])).output).toMatch(
      /partial clone, and something in the history is not here/,
    )
    for (const args of [['trend', '--git'], ['check'], commands.writes.assess]) await council.tiex(args)
    expect(told(council)).toBe('')
    expect(() => council.git('cat-file', '-p', lost)).toThrow()
    expect(told(council)).toContain('evil')
  })

  test('where a commit is sent, refused, and made again on what others sent', async () => {
    const council = await copy()
    council.git('clone', '-q', '--bare', '--template=', '.', '../server.git')
    council.git('clone', '-q', '--template=', '../server.git', '../other')
    council.put('../other/new.txt', 'theirs')
    council.git('-C', '../other', 'add', 'new.txt')
    council.git('-C', '../other', 'commit', '-q', '-m', 'Theirs')
    council.git('-C', '../other', 'push', '-q')
    arm(council)
    const upstream = `[branch "main"]\n\tremote = ${council.path('../server.git')}\n\tmerge = refs/heads/main\n`
    appendFileSync(council.path('.git/config'), `${upstream}[commit]\n\tgpgSign = false\n`)
    const ran = await council.tiex([...commands.writes.assess, '--push'])
    expect([ran.code, ran.output]).toEqual([0, expect.stringContaining('came here')])
    expect([told(council), council.read('new.txt')]).toEqual(['', 'theirs'])
  })

  test('in a bare repository that is embedded in a folder', async () => {
    const council = await copy()
    council.git('clone', '-q', '--bare', '.', 'notes')
    council.program('../evil', `#!/bin/sh\necho ran >> '${council.path('../marker')}'\n`)
    writeFileSync(
      council.path('notes/config'),
      `[core]\n\tbare = false\n\tworktree = "${council.folder}"\n\tfsmonitor = "${council.path('../evil')}"\n`,
    )
    for (const args of [
      ['status'],
      ['check'],
      ['verify'],
      ['results'],
      ['init', '--no-input', '--name', 'X', '--open'],
    ])
      await council.tiex(args, { cwd: council.path('notes') })
    await council.tiex(commands.writes.assess, { cwd: council.path('notes') })
    expect(told(council)).toBe('')
  })
})

describe('variables that would lead git elsewhere, or name it a program,', () => {
  test('have no effect on any command', async () => {
    const council = await copy()
    const evil = council.program('../evil', `#!/bin/sh\necho "$0" >> '${council.path('../marker')}'\n`)
    council.git('init', '-q', '--bare', '../elsewhere')
    council.variables = hostileVariables(evil, council.path('../elsewhere'))
    const before = readdirSync(council.path('../elsewhere'), { recursive: true }).sort()
    for (const args of [commands.reads.status, ['verify'], commands.reads.compare, commands.writes.assess])
      expect([args, (await council.tiex(args)).code]).toEqual([args, args[0] === 'verify' ? 1 : 0])
    expect(told(council)).toBe('')
    expect(readdirSync(council.path('../elsewhere'), { recursive: true }).sort()).toEqual(before)
    expect(council.git('log', '-1', '--format=%s')).toMatch(/^Answer 2026-autumn as tom-reed/)
  })
})
