import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { World } from './world.ts'

const realGit = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()

interface ActingGit extends World {
  /** The commands git was started for, in order. */
  readonly starts: () => readonly string[]
}

/**
 * The same world with a git that runs a script of the shell first. There `$command` is what git is started for, `$time` how often it was
 * with this one, and `$real` git itself, for what another person does meanwhile.
 */
export function withGit(council: World, script: string): ActingGit {
  const bin = join(council.root, '../acting')
  const starts = join(bin, 'starts')
  council.put(
    '../acting/git',
    [
      '#!/bin/sh',
      'command=; skip=',
      'for word in "$@"; do',
      '  if [ "$skip" ]; then skip=; continue; fi',
      '  case "$word" in -c) skip=1 ;; -*) ;; *) command=$word; break ;; esac',
      'done',
      `real=${realGit}`,
      `echo "$command" >> '${starts}'`,
      `time=$(grep -c "^$command$" '${starts}')`,
      script,
      'exec "$real" "$@"',
      '',
    ].join('\n'),
  )
  chmodSync(join(bin, 'git'), 0o755)
  return {
    ...council,
    variables: { ...council.variables, PATH: `${bin}${delimiter}${council.variables.PATH}` },
    starts: () => (existsSync(starts) ? readFileSync(starts, 'utf8').trimEnd().split('\n') : []),
  }
}
