import { existsSync, readFileSync, rmSync } from 'node:fs'
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
  const { git, path, program } = council
  git('init', '-q', '-b', 'main', '../exchange')
  git('-C', '../exchange', 'add', '-A')
  git('-C', '../exchange', 'commit', '-qm', 'Begin')
  git('clone', '-q', '--bare', '../exchange', '../x.git')
  for (const name of ['by variable', 'by setting', "plain's", 'evil', 'bin/ssh'])
    program(
      `../${name}`,
      `#!/bin/sh\necho '${name.replace("'", '')}' >> '${path('../started')}'\nwhile [ $# -gt 1 ]; do shift; done\nexec sh -c "$1"\n`,
    )
  git('config', 'core.sshCommand', `'${path('../evil')}'`)
  return council
}

test.each<[string, (council: Council) => Record<string, string>, string]>([
  ['ssh itself, where the user says nothing', () => ({}), 'bin/ssh'],
  ['the program of GIT_SSH', ({ path }) => ({ GIT_SSH: path("../plain's") }), 'plains'],
  [
    'the command of the user’s own settings before it',
    ({ path, put }) => {
      put('../gitconfig', `[core]\n\tsshCommand = "'${path('../by setting')}'"\n`)
      return { GIT_CONFIG_GLOBAL: path('../gitconfig'), GIT_SSH: path("../plain's") }
    },
    'by setting',
  ],
  [
    'GIT_SSH_COMMAND before both',
    ({ path, put }) => {
      put('../gitconfig', `[core]\n\tsshCommand = "'${path('../by setting')}'"\n`)
      return {
        GIT_CONFIG_GLOBAL: path('../gitconfig'),
        GIT_SSH: path("../plain's"),
        GIT_SSH_COMMAND: `'${path('../by variable')}'`,
      }
    },
    'by variable',
  ],
])('an exchange is reached by %s', async (_, chosen, started) => {
  const council = await councilWithShells()
  council.variables = { PATH: `${council.path('../bin')}:${process.env.PATH}`, ...chosen(council) }
  const address = `ssh://git@exchange.example.org${council.path('../x.git')}`
  const to = ['--audience', 'sector', '--to', address, '--yes']
  const ran = await council.tiex(['publish', ...to])
  expect([ran.code, ran.output]).toEqual([0, expect.stringContaining('Published')])
  expect(startedIn(council)).toEqual(new Set([started]))
  expect(council.git('-C', '../x.git', 'rev-list', '--count', 'main')).toBe('2')
})

/** Who was started since it was asked last. */
function startedIn({ path }: Council): ReadonlySet<string> {
  const file = path('../started')
  const names = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  rmSync(file, { force: true })
  return new Set(names)
}
