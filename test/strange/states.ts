import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type Council, response, unpack } from './council.ts'
import { edit, refused, type Situation, unsaved } from './situation.ts'

/** What a person was doing when they turned to tiex. */
export const states: readonly Situation[] = [
  {
    name: 'there is no commit yet',
    short: true,
    make: ({ path, git }) => {
      rmSync(path('.git'), { recursive: true })
      git('init', '-q', '-b', 'main')
    },
    verify: refused(/nothing to verify: there is no commit yet/),
    writes: 'committed',
  },
  {
    name: 'HEAD is on no branch',
    short: true,
    make: ({ git }) => git('checkout', '-q', '--detach'),
    writes: refused(/you are not on a branch: nothing was committed/),
  },
  {
    name: 'HEAD names a tag as if it were a branch',
    make: ({ put }) => put('.git/HEAD', 'ref: refs/tags/autumn\n'),
    verify: refused(/nothing to verify: there is no commit yet/),
    writes: refused(/you are not on a branch: nothing was committed/),
  },
  {
    name: 'other files are changed, staged, deleted and new',
    short: true,
    make: (council) => {
      edit(council, 'README.md')
      edit(council, 'outputs/merge.txt')
      council.git('add', 'outputs/merge.txt')
      council.git('rm', '-q', 'outputs/trend.txt')
      council.git('mv', 'outputs/results.csv', 'outputs/moved.csv')
      rmSync(council.path('outputs/results.txt'))
      council.put('new.txt', 'new')
    },
    writes: 'committed',
  },
  {
    name: 'its own file is changed by hand',
    make: (council) => edit(council),
    writes: 'committed',
  },
  {
    name: 'its own file is staged in a version that stands nowhere else',
    short: true,
    make: (council) => {
      edit(council)
      council.git('add', response)
    },
    writes: refused(/is staged in a version that is neither committed nor on disk/),
  },
  {
    name: 'its own file has conflict markers',
    make: ({ put, read }) =>
      put(
        response,
        read(response).replace(/^answers:\n/m, '<<<<<<< HEAD\nanswers:\n=======\nanswers:\n>>>>>>> x\n'),
      ),
    reads: 'other',
    writes: unsaved(/tom-reed\.yaml:\d+:1: error: a merge conflict was not resolved: "<<<<<<< HEAD"/),
  },
  ...(
    [
      ['merge', 'MERGE_HEAD'],
      ['rebase', 'rebase-merge/onto'],
      ['rebase', 'rebase-apply/onto'],
      ['cherry-pick', 'CHERRY_PICK_HEAD'],
      ['revert', 'REVERT_HEAD'],
      ['bisect', 'BISECT_LOG'],
    ] as const
  ).map(
    ([name, mark]): Situation => ({
      name: `a ${name} waits to be finished (${mark})`,
      make: ({ put, git }) => put(`.git/${mark}`, `${git('rev-parse', 'HEAD')}\n`),
      writes: refused(new RegExp(`a ${name} is in progress: nothing was committed`)),
    }),
  ),
  ...['refs/heads/main.lock', 'HEAD.lock'].map(
    (lock): Situation => ({
      name: `a killed git left ${lock}`,
      make: ({ put }) => put(`.git/${lock}`, ''),
      writes: refused(/another git is at work here, or one has crashed: nothing was committed/),
    }),
  ),
  ...['config.lock', 'packed-refs.lock'].map(
    (lock): Situation => ({
      name: `a killed git left ${lock}`,
      make: ({ put }) => put(`.git/${lock}`, ''),
      writes: 'committed',
    }),
  ),
]

/** Puts something else in the place of an object. */
function damageObject(council: Council, named: string, text: string): void {
  const object = unpack(council)(council.git('rev-parse', named))
  rmSync(object)
  writeFileSync(object, text)
}

/** What a disk, a copy that broke off or a careless hand made of `.git`. */
export const damage: readonly Situation[] = [
  {
    name: 'the commit of the branch is empty',
    make: (council) => damageObject(council, 'HEAD', ''),
    verify: refused(/something in the history is damaged/),
    writes: refused(/something in the history is damaged/),
  },
  {
    name: 'the tree of a folder is garbage',
    make: (council) => damageObject(council, 'HEAD:rounds', 'garbage'),
    verify: refused(/something in the history is damaged/),
    writes: refused(/something in the history is damaged/),
  },
  {
    name: 'the branch names a commit that is not there',
    short: true,
    make: ({ put }) => put('.git/refs/heads/main', `${'1'.repeat(40)}\n`),
    verify: refused(/something in the history is damaged/),
    writes: refused(/something in the history is damaged/),
  },
  {
    name: 'the index is empty',
    make: ({ put }) => put('.git/index', ''),
    writes: refused(/the index of git is damaged: nothing was committed/),
  },
  {
    name: 'the configuration is garbage',
    make: ({ put }) => put('.git/config', Buffer.from([0, 255, 10, 91])),
    verify: refused(/git cannot read its configuration/),
    writes: refused(/git cannot read its configuration/),
  },
  {
    name: 'the repository is of a format to come',
    make: ({ put }) => put('.git/config', '[core]\n\trepositoryFormatVersion = 99\n'),
    verify: refused(/this repository was made for a newer git/),
    writes: refused(/this repository was made for a newer git/),
  },
  {
    name: 'branches are kept in a way this git does not know',
    make: ({ put }) =>
      put('.git/config', '[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\tnoSuchStorage = x\n'),
    verify: refused(/this repository was made for a newer git/),
    writes: refused(/this repository was made for a newer git/),
  },
  {
    name: '.git is a file that names itself',
    make: ({ path, put }) => {
      rmSync(path('.git'), { recursive: true })
      put('.git', 'gitdir: .git\n')
    },
    verify: refused(/there is no git repository here/),
    writes: 'saved',
  },
  {
    name: '.git is an empty folder',
    make: ({ path }) => {
      rmSync(path('.git'), { recursive: true })
      mkdirSync(path('.git'))
    },
    verify: refused(/there is no git repository here/),
    writes: 'saved',
  },
  {
    name: '.git is a link to a folder elsewhere',
    make: ({ path }) => {
      renameSync(path('.git'), path('../real'))
      symlinkSync('../real', path('.git'))
    },
    writes: 'committed',
  },
  ...['config', 'HEAD', 'index', 'packed-refs', 'objects/info/alternates'].map(
    (file): Situation => ({
      name: `a pipe stands in the place of .git/${file}`,
      make: ({ path }) => {
        rmSync(path(`.git/${file}`), { force: true })
        execFileSync('mkfifo', [path(`.git/${file}`)])
      },
      gitWaits: true,
      reads: refused(/which git would read, is a pipe or a device/),
      verify: refused(/which git would read, is a pipe or a device/),
      writes: refused(/which git would read, is a pipe or a device/),
    }),
  ),
  {
    name: 'the configuration includes a file, and that one a pipe',
    short: true,
    make: ({ path, put, git }) => {
      git('config', 'include.path', '../more')
      put('more', '[include]\n\tpath = pipe # see there\n')
      execFileSync('mkfifo', [path('pipe')])
    },
    gitWaits: true,
    reads: refused(/which git would read, is a pipe or a device/),
    verify: refused(/which git would read, is a pipe or a device/),
    writes: refused(/which git would read, is a pipe or a device/),
  },
  {
    name: 'a pipe stands in the place of .mailmap',
    make: ({ path }) => execFileSync('mkfifo', [path('.mailmap')]),
    writes: 'committed',
  },
]
