import { readFileSync, type Stats, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { failure } from '../../problem.ts'

/** What git opens in nearly every run, without looking whether it is a file. */
const opened = ['HEAD', 'config', 'config.worktree', 'index', 'packed-refs', 'shallow', 'info/grafts']
const inObjects = ['objects/info/alternates', 'objects/info/commit-graph']

const maxBytes = 1024 * 1024
const maxIncluded = 20

/**
 * Throws a `TiexError` where a pipe, a device or a socket stands for a file of a git folder, or for one that its configuration
 * includes: git would wait for it, or read it without end. `common` is the folder that linked work trees share.
 */
export function refusePipes(folder: string, common: string): void {
  const configurations: string[] = []
  for (const path of new Set([
    ...opened.map((name) => join(folder, name)),
    ...[...opened, ...inObjects].map((name) => join(common, name)),
  ]))
    if (isPlain(path) && /config(\.worktree)?$/.test(path)) configurations.push(path)
  for (let at = 0; at < configurations.length && at < maxIncluded; at += 1)
    for (const path of includedBy(configurations[at]!))
      if (isPlain(path) && !configurations.includes(path)) configurations.push(path)
}

/** False where nothing is there. Throws for what is neither file nor folder. */
function isPlain(path: string): boolean {
  const found = look(path)
  if (found === undefined || found.isDirectory()) return false
  if (found.isFile()) return true
  throw failure(
    'git-pipe',
    `"${path}", which git would read, is a pipe or a device`,
    'take it away: no repository needs one',
  )
}

/** Undefined too where it cannot be looked at: git cannot read it either, and says why. */
function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** The files that a configuration may include: all that it gives as a path, of any section. */
function includedBy(configuration: string): readonly string[] {
  const text = textOf(configuration).replaceAll(/\\\r?\n/g, '')
  return Array.from(text.matchAll(/\bpath\s*=\s*("?)([^"#;\r\n]+)\1/gi), ([, , path = '']) =>
    resolve(dirname(configuration), path.trim()),
  )
}

function textOf(path: string): string {
  try {
    return (look(path)?.size ?? 0) > maxBytes ? '' : readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
