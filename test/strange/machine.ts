import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Council } from './council.ts'
import { refused, type Situation } from './situation.ts'

const realGit = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()

/** Puts a git of one's own before the real one, which `$real` names. */
function git(council: Council, script: string): void {
  council.program('../bin/git', `#!/bin/sh\nreal='${realGit}'\n${script}\n`)
  council.variables.PATH = `${council.path('../bin')}${delimiter}${process.env.PATH}`
}

const version = (is: string) =>
  `for word; do case $word in version) echo git version ${is}; exit 0;; esac; done`

/** Has a folder stand on a disk that nobody may write to, root neither, to the end of the test. False where this process may mount none. */
function makeReadOnly(folder: string): boolean {
  const bound = spawnSync('mount', ['--bind', folder, folder]).status === 0
  if (bound) onTestFinished(() => void spawnSync('umount', [folder]))
  return bound && spawnSync('mount', ['-o', 'remount,bind,ro', folder]).status === 0
}

const canMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'tiex-disk-'))
  const can = spawnSync('mount', ['--bind', folder, folder]).status === 0
  if (can) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true })
  return can
})()

/** The git program and the machine around it. */
export const machine: readonly Situation[] = [
  {
    name: 'git is not installed',
    short: true,
    make: ({ variables, path }) => {
      variables.PATH = path('../home')
    },
    verify: refused(/there is no git repository here/),
    writes: 'saved',
  },
  {
    name: 'git stands only in the folder itself, by PATH=.',
    make: (council) => {
      council.program('git', '#!/bin/sh\ntouch ../marker\n')
      council.variables.PATH = '.'
    },
    verify: refused(/there is no git repository here/),
    writes: 'saved',
  },
  {
    name: 'git is so old that it knows no scopes (2.20)',
    make: (council) =>
      git(
        council,
        `${version('2.20.1')}\nfor word; do case $word in --show-scope) echo "error: unknown option" >&2; exit 129;; esac; done\nexec $real "$@"`,
      ),
    writes: refused(/this git is too old: it is 2\.20\.1, and tiex commits with 2\.31 or newer/),
  },
  {
    name: 'git is so old that it heeds no settings by variables (2.30)',
    short: true,
    make: (council) => git(council, `${version('2.30.2')}\nunset GIT_CONFIG_COUNT\nexec $real "$@"`),
    writes: refused(/this git is too old: it is 2\.30\.2/),
  },
  {
    name: 'git crashes',
    short: true,
    make: (council) => git(council, 'kill -SEGV $$'),
    verify: refused(/git rev-parse was stopped \(SIGSEGV\) before it was done/),
    writes: refused(/git cat-file was stopped \(SIGSEGV\) before it was done/),
  },
  {
    name: 'git speaks German',
    make: ({ variables }) => {
      variables.LC_ALL = 'de_DE.UTF-8'
      variables.LANGUAGE = 'de'
    },
    writes: 'committed',
  },
  {
    name: 'git knows no name and no e-mail, and has no home',
    short: true,
    make: ({ world }) => {
      for (const name of Object.keys(world.variables))
        if (/^GIT_(AUTHOR|COMMITTER)_/.test(name)) delete world.variables[name]
    },
    writes: 'committed',
  },
  {
    name: 'HOME is unset',
    make: ({ world }) => {
      delete world.variables.HOME
    },
    writes: 'committed',
  },
  {
    name: 'HOME is nowhere',
    make: ({ variables }) => {
      variables.HOME = '/nowhere'
    },
    writes: 'committed',
  },
  {
    name: 'the time zone is fourteen hours ahead',
    make: ({ variables }) => {
      variables.TZ = 'Pacific/Kiritimati'
    },
    writes: 'committed',
  },
  {
    name: 'the environment is that of a hook of another repository',
    make: ({ variables, git, path }) => {
      git('clone', '-q', '--bare', '.', '../bare.git')
      variables.GIT_DIR = path('../bare.git')
      variables.GIT_INDEX_FILE = path('../bare.git/index')
    },
    writes: 'committed',
  },
  {
    name: 'the user allows bare repositories only where they are named',
    make: ({ variables, path, put }) => {
      put('../gitconfig', '[safe]\n\tbareRepository = explicit\n')
      variables.GIT_CONFIG_GLOBAL = path('../gitconfig')
    },
    writes: 'committed',
  },
  {
    name: 'the folder belongs to somebody else',
    short: true,
    make: ({ folder }) => execFileSync('chown', ['-R', '12345', folder]),
    verify: refused(/git refuses this repository because its folder belongs to another user/),
    writes: refused(/git refuses this repository because its folder belongs to another user/),
    skip: process.getuid?.() === 0 ? undefined : 'only root can give a folder away',
  },
  {
    name: '.git cannot be written',
    make: ({ path }) => execFileSync('chmod', ['-R', 'a-w', path('.git')]),
    writes: refused(/git may not write into its folder: nothing was committed/),
    skip: process.getuid?.() === 0 ? 'root may write everywhere' : undefined,
  },
  {
    name: '.git stands on a disk that is read-only',
    short: true,
    make: ({ path }) => expect(makeReadOnly(path('.git'))).toBe(true),
    writes: refused(/git may not write into its folder: nothing was committed/),
    skip: canMount ? undefined : 'this process may mount no disk',
  },
  {
    name: 'the path has spaces, quotes, #, %, $, a semicolon and an accent of its own',
    make: (council) => {
      const there = council.path(`../a b'"#%& $(x); e\u0301`)
      renameSync(council.folder, there)
      council.folder = there
    },
    writes: 'committed',
  },
  {
    name: 'it is no repository',
    short: true,
    make: ({ path }) => rmSync(path('.git'), { recursive: true }),
    verify: refused(/there is no git repository here/),
    writes: 'saved',
  },
]
