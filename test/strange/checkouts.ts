import { execFileSync } from 'node:child_process'
import { readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { type Council, response } from './council.ts'
import { refused, type Situation, unsaved } from './situation.ts'

/** Has git write the files anew, by its rules for line ends and the like. */
function checkOutAgain({ git, path }: Council): void {
  for (const name of ['rounds', 'practice', 'tiex.yaml']) rmSync(path(name), { recursive: true })
  git('checkout', '-q', '.')
}

function withAttributes(council: Council, text: string): void {
  council.put('.gitattributes', text)
  council.git('add', '-A')
  council.git('commit', '-qm', 'Attributes')
  checkOutAgain(council)
}

const hooks = [
  'pre-commit',
  'commit-msg',
  'prepare-commit-msg',
  'post-commit',
  'reference-transaction',
  'post-index-change',
]
const pathOfNames = 'rounds/2026-autumn/responses'

/** How files come to the disk, what they are there, and how they are called. */
export const checkouts: readonly Situation[] = [
  {
    name: 'core.autocrlf=true, so that lines end in CRLF',
    short: true,
    make: (council) => {
      council.git('config', 'core.autocrlf', 'true')
      checkOutAgain(council)
    },
    writes: 'committed',
  },
  {
    name: 'core.autocrlf=input, and lines that end in CRLF all the same',
    make: (council) => {
      council.git('config', 'core.autocrlf', 'input')
      for (const name of readdirSync(council.path(pathOfNames)))
        council.put(`${pathOfNames}/${name}`, council.read(`${pathOfNames}/${name}`).replaceAll('\n', '\r\n'))
    },
    writes: 'committed',
  },
  {
    name: '.gitattributes: text eol=lf, as tiex init writes it',
    make: (council) => withAttributes(council, '*.yaml text eol=lf\n'),
    writes: 'committed',
  },
  {
    name: '.gitattributes: text eol=crlf',
    make: (council) => withAttributes(council, '*.yaml text eol=crlf\n'),
    writes: 'committed',
  },
  {
    name: '.gitattributes: working-tree-encoding=UTF-16',
    make: ({ put }) => put('.gitattributes', '*.yaml text working-tree-encoding=UTF-16LE\n'),
    writes: 'committed',
  },
  {
    name: '.gitattributes: ident, merge=union, -diff, export-ignore',
    make: (council) => withAttributes(council, '*.yaml ident merge=union -diff export-ignore\n'),
    writes: 'committed',
  },
  {
    name: '.gitattributes: a filter that is required and fails',
    short: true,
    make: (council) => {
      council.put('.gitattributes', '*.yaml filter=broken\n')
      council.git('config', 'filter.broken.clean', 'false')
      council.git('config', 'filter.broken.required', 'true')
    },
    writes: 'committed',
  },
  {
    name: 'hooks that fail, and wait for long',
    short: true,
    make: ({ program }) => {
      for (const hook of hooks) program(`.git/hooks/${hook}`, '#!/bin/sh\nsleep 60\nexit 1\n')
    },
    writes: 'committed',
  },
  {
    name: 'a hook that writes into the folder',
    make: ({ program }) => {
      for (const hook of hooks)
        program(`.git/hooks/${hook}`, '#!/bin/sh\necho x > README.md\ngit add README.md\n')
    },
    writes: 'committed',
  },
  {
    name: 'the folder is reached by a link',
    make: (council) => {
      symlinkSync(council.folder, council.path('../link'))
      council.folder = council.path('../link')
    },
    writes: 'committed',
  },
  {
    name: 'a response is a link to another file',
    short: true,
    make: ({ path }) => {
      renameSync(path(response), path('elsewhere.yaml'))
      symlinkSync('../../../elsewhere.yaml', path(response))
    },
    reads: 'other',
    writes: unsaved(/tom-reed\.yaml: error: is a symbolic link/),
  },
  {
    name: 'tiex.yaml is a link',
    make: ({ path }) => {
      renameSync(path('tiex.yaml'), path('elsewhere.yaml'))
      symlinkSync('elsewhere.yaml', path('tiex.yaml'))
    },
    reads: refused(/tiex\.yaml: error: is a symbolic link/),
    writes: unsaved(/tiex\.yaml: error: is a symbolic link/),
  },
  {
    name: 'the folder of rounds is a link',
    make: ({ path }) => {
      renameSync(path('rounds'), path('../rounds'))
      symlinkSync('../rounds', path('rounds'))
    },
    reads: refused(/rounds: error: is a symbolic link/),
    writes: unsaved(/rounds: error: is a symbolic link/),
  },
  {
    name: 'names with line breaks, quotes, dashes, no UTF-8, both normal forms and 255 bytes, beside ours',
    make: ({ put, git, folder }) => {
      const long = 'x'.repeat(255)
      for (const name of [
        'a\nb',
        'a"b',
        "a'b",
        '-rf',
        'tab\there',
        '\u00e9',
        'e\u0301',
        'AUX',
        'con.txt',
        long,
      ])
        put(`notes/${name}`, '')
      execFileSync('sh', ['-c', 'printf x > "$(printf "notes/raw\\377")"'], { cwd: folder })
      git('add', '-A')
      git('commit', '-qm', 'Names')
    },
    writes: 'committed',
  },
  {
    name: 'among the responses are names that Windows keeps for devices',
    short: true,
    make: (council) => {
      for (const name of ['con.yaml', 'NUL.yaml', 'aux', 'com1.txt.yaml'])
        council.put(`${pathOfNames}/${name}`, council.read(response))
    },
    reads: 'other',
    writes: 'committed',
    skip: process.platform === 'win32' ? 'Windows makes no such files' : undefined,
  },
  {
    name: 'people are called in both normal forms',
    short: true,
    make: (council) => {
      const named = council
        .read('tiex.yaml')
        .replace('name: Tom Reed', 'name: Ang\u0065\u0301le \u0057\u0302yn')
        .replace('name: Priya Shah', 'name: Ang\u00e8le \u0174yn')
      council.put('tiex.yaml', named)
      council.git('commit', '-qam', 'Names')
    },
    reads: 'other',
    writes: 'committed',
  },
]
