import { readFileSync, rmSync } from 'node:fs'
import { delimiter } from 'node:path'
import { expect, test } from 'vitest'
import { type Council, councils } from './council.ts'

/*
 * How ssh is started is the user's own affair: by GIT_SSH_COMMAND, else by core.sshCommand of the user's own configuration, else by
 * GIT_SSH. What the repository says of it is never heeded.
 */
const copy = councils()

/** An exchange that is reached by ssh alone; each program that stands for ssh writes down its name, and reaches it. */
async function councilWithShells(): Promise<Council> {
  const council = await copy()
  const { git, path, program, put } = council
  git('init', '-q', '-b', 'main', '../exchange')
  git('-C', '../exchange', 'add', '-A')
  git('-C', '../exchange', 'commit', '-qm', 'Begin')
  git('clone', '-q', '--bare', '../exchange', '../x.git')
  for (const name of ['by variable', 'by setting', "plain's", 'evil', 'bin/ssh'])
    program(
      `../${name}`,
      `#!/bin/sh\necho "$0" >> '${path('../started')}'\nwhile [ $# -gt 1 ]; do shift; done\nexec sh -c "$1"\n`,
    )
  git('config', 'core.sshCommand', `'${path('../evil')}'`)
  put('../gitconfig', `[core]\n\tsshCommand = "'${path('../by setting')}'"\n`)
  return council
}

test('an exchange is reached by ssh as its user starts it', async () => {
  const council = await councilWithShells()
  const { path } = council
  const address = `ssh://git@exchange.example.org${path('../x.git')}`
  const publish = ['publish', '--audience', 'sector', '--to', address]
  const said = {
    GIT_SSH: path("../plain's"),
    GIT_CONFIG_GLOBAL: path('../gitconfig'),
    GIT_SSH_COMMAND: `'${path('../by variable')}'`,
  }
  const names = Object.keys(said) as (keyof typeof said)[]
  for (const [of, started] of ['bin/ssh', "plain's", 'by setting', 'by variable'].entries()) {
    council.variables = { PATH: `${path('../bin')}${delimiter}${process.env.PATH}` }
    for (const name of names.slice(0, of)) council.variables[name] = said[name]
    const ran = await council.tiex([...publish, of < 3 ? '--dry-run' : '--yes'])
    expect([ran.code, ran.output]).toEqual([0, expect.stringMatching(/Would publish this|Published: /)])
    expect(startedIn(council)).toEqual(new Set([path(`../${started}`)]))
  }
  expect(council.git('-C', '../x.git', 'rev-list', '--count', 'main')).toBe('2')
})

/** Who was started since it was asked last. */
function startedIn({ path }: Council): ReadonlySet<string> {
  const started = readFileSync(path('../started'), 'utf8').trimEnd().split('\n')
  rmSync(path('../started'))
  return new Set(started)
}
