import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { refused, type Situation } from './situation.ts'

const knowsTables = /--ref-format/.test(spawnSync('git', ['init', '-h'], { encoding: 'utf8' }).stdout)

/** Kinds of repositories, and of what is in them. */
export const kinds: readonly Situation[] = [
  {
    name: 'a shallow clone',
    short: true,
    make: (council) => {
      council.git('commit', '-q', '--allow-empty', '-m', 'Second')
      council.git('clone', '-q', '--depth=1', `file://${council.folder}`, '../clone')
      council.folder = council.path('../clone')
    },
    verify: refused(/cannot verify: this is a shallow clone/),
    writes: 'committed',
  },
  {
    name: 'a partial clone that lacks what was before, and nobody to ask for it',
    short: true,
    make: (council) => {
      const { git } = council
      council.put('tiex.yaml', `${council.read('tiex.yaml')}# once more\n`)
      git('commit', '-qam', 'Second')
      git('config', 'uploadpack.allowFilter', 'true')
      git('clone', '-q', '--filter=blob:none', `file://${council.folder}`, '../clone')
      renameSync(council.path('.git'), council.path('../gone'))
      council.folder = council.path('../clone')
    },
    verify: refused(/this is a partial clone, and something in the history is not here/),
    writes: 'committed',
  },
  {
    name: 'a linked work tree',
    short: true,
    make: (council) => {
      council.git('worktree', 'add', '-q', '-b', 'side', '../side')
      council.folder = council.path('../side')
    },
    writes: 'committed',
  },
  {
    name: 'the assessment in a folder of a larger repository',
    make: (council) => {
      rmSync(council.path('.git'), { recursive: true })
      mkdirSync(council.path('../large/councils'), { recursive: true })
      council.git('init', '-q', '-b', 'main', '../large')
      cpSync(council.folder, council.path('../large/councils/ours'), { recursive: true })
      council.folder = council.path('../large/councils/ours')
      council.prefix = 'councils/ours/'
      council.git('add', '-A')
      council.git('commit', '-qm', 'Begin')
    },
    writes: 'committed',
  },
  {
    name: 'it stands in two folders whose names differ in their normal form only',
    short: true,
    make: (council) => {
      rmSync(council.path('.git'), { recursive: true })
      for (const name of ['e\u0301', '\u00e9'])
        cpSync(council.folder, council.path(`../large/${name}`), { recursive: true })
      council.git('init', '-q', '-b', 'main', '../large')
      council.folder = council.path('../large/e\u0301')
      council.prefix = 'e\u0301/'
      council.git('add', '-A', '..')
      council.git('commit', '-qm', 'Begin')
    },
    writes: 'committed',
    skip: process.platform === 'darwin' ? 'macOS takes both names for one' : undefined,
  },
  {
    name: 'the assessment is a submodule',
    short: true,
    make: (council) => {
      council.git('init', '-q', '-b', 'main', '../above')
      const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add']
      council.git('-C', '../above', ...add, council.folder, 'ours')
      council.folder = council.path('../above/ours')
    },
    writes: 'committed',
  },
  {
    name: 'the assessment has a submodule beside its own folders',
    make: ({ git, path }) => {
      git('init', '-q', '-b', 'main', '../other')
      git('-C', '../other', 'commit', '-q', '--allow-empty', '-m', 'Other')
      const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add']
      git(...add, path('../other'), 'other')
      git('commit', '-qm', 'With another')
    },
    writes: 'committed',
  },
  {
    name: 'the folder of rounds is a submodule',
    short: true,
    make: ({ git }) => {
      git('rm', '-rq', '--cached', 'rounds')
      git('-C', 'rounds', 'init', '-q', '-b', 'main')
      git('-C', 'rounds', 'add', '-A')
      git('-C', 'rounds', 'commit', '-qm', 'Rounds')
      git('add', 'rounds')
      git('commit', '-qm', 'Apart')
    },
    writes: refused(/rounds is a repository of its own \(a submodule\): nothing was committed/),
  },
  {
    name: 'the files stand inside a bare repository',
    short: true,
    make: ({ path, git }) => {
      for (const name of readdirSync(path('.git'))) renameSync(path(`.git/${name}`), path(name))
      rmSync(path('.git'), { recursive: true })
      git('config', 'core.bare', 'true')
    },
    verify: refused(/there is no git repository here/),
    writes: 'saved',
  },
  {
    name: 'its configuration says that it is bare, and it is not',
    make: ({ git }) => git('config', 'core.bare', 'true'),
    writes: 'committed',
  },
  ...['../../elsewhere', '../..', '../rounds'].map(
    (there): Situation => ({
      name: `its configuration says that the files stand in ${there}`,
      make: ({ path, git }) => {
        mkdirSync(path('../elsewhere'))
        git('config', 'core.worktree', there)
      },
      writes: 'committed',
    }),
  ),
  {
    name: 'a sparse checkout',
    make: ({ git }) => git('sparse-checkout', 'set', '--no-cone', '/*', '!outputs'),
    writes: 'committed',
  },
  {
    name: 'a sparse index',
    make: ({ git }) =>
      git('sparse-checkout', 'set', '--cone', '--sparse-index', 'rounds', 'practice', 'schemas'),
    writes: 'committed',
  },
  {
    name: 'a split index',
    make: ({ git }) => {
      git('update-index', '--split-index')
      git('config', 'core.splitIndex', 'true')
    },
    writes: 'committed',
  },
  {
    name: 'names of objects by SHA-256',
    make: ({ path, git }) => {
      rmSync(path('.git'), { recursive: true })
      git('init', '-q', '-b', 'main', '--object-format=sha256')
      git('add', '-A')
      git('commit', '-qm', 'Begin')
    },
    writes: 'committed',
  },
  {
    name: 'branches are kept in tables (reftable)',
    make: ({ path, git }) => {
      rmSync(path('.git'), { recursive: true })
      git('init', '-q', '-b', 'main', '--ref-format=reftable')
      git('add', '-A')
      git('commit', '-qm', 'Begin')
    },
    writes: 'committed',
    skip: knowsTables ? undefined : 'this git knows no reftable',
  },
  {
    name: 'branches are kept in tables, and this git knows none',
    short: true,
    make: ({ path, put, git }) => {
      git('config', 'core.repositoryFormatVersion', '1')
      git('config', 'extensions.refStorage', 'reftable')
      put('.git/HEAD', 'ref: refs/heads/.invalid\n')
      rmSync(path('.git/refs/heads'), { recursive: true })
      put('.git/refs/heads', 'this repository uses the reftable format\n')
    },
    verify: refused(/this repository was made for a newer git/),
    writes: refused(/this repository was made for a newer git/),
    skip: knowsTables ? 'this git knows them' : undefined,
  },
  {
    name: 'all branches packed into one file',
    make: ({ git }) => git('pack-refs', '--all', '--prune'),
    writes: 'committed',
  },
  {
    name: 'the commit is replaced by another one (refs/replace)',
    make: ({ git }) => {
      git('commit', '-q', '--allow-empty', '-m', 'Second')
      git('replace', 'HEAD', 'HEAD~')
    },
    verify: refused(/cannot verify: objects of the history are replaced by others/),
    writes: 'committed',
  },
  {
    name: 'the parents of commits are replaced (info/grafts)',
    make: ({ git, put }) => {
      git('commit', '-q', '--allow-empty', '-m', 'Second')
      put('.git/info/grafts', `${git('rev-parse', 'HEAD')}\n`)
    },
    verify: refused(/cannot verify: the parents of commits are replaced by others/),
    writes: 'committed',
  },
  {
    name: 'three thousand files that are not of tiex',
    make: ({ put, git, folder, world }) => {
      const names = Array.from({ length: 3000 }, (_, at) => `many/${at % 20}/${at}.txt`)
      const blob = git('rev-parse', 'HEAD:README.md')
      put('../list', names.map((name) => `100644 ${blob}\t${name}\n`).join(''))
      git('-c', 'core.untrackedCache=false', 'sparse-checkout', 'set', '--no-cone', '/*', '!many')
      execFileSync('sh', ['-c', 'git update-index --index-info < ../list'], {
        cwd: folder,
        env: world.variables,
      })
      git('update-index', '-q', '--refresh')
      git('commit', '-qm', 'Many')
    },
    writes: 'committed',
  },
]
