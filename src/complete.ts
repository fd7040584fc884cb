import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { wantedAt } from './completion/line.ts'
import { type Offers, offersFor } from './completion/offers.ts'
import type { Completing } from './completion/tree.ts'
import { unquoted } from './completion/unquoted.ts'
import type { Env } from './env.ts'
import { namesAt, optionsAt } from './files/completion/names.ts'
import { shippedFolder } from './files/shipped.ts'

/**
 * What the script of a shell asks on every Tab: on the first line `files`, `folders` or nothing, then a word a line, behind a tab what it
 * is. Of `words` the last one, behind a `=` that keeps an empty one from being lost, is the one at the cursor. Never fails and never
 * says anything else: a line that is being typed is not to be disturbed. Runs no other program.
 */
export async function complete(
  [shell, , ...words]: readonly string[],
  env: Pick<Env, 'cwd' | 'variables'>,
): Promise<string> {
  try {
    const { tree, topics } = keptByBuild()
    const last = (words.at(-1) ?? '').replace(/^=/, '')
    const before = words.slice(0, -1)
    // bash hands on the words as they are written, fish the one at the cursor
    const isWritten = shell === 'bash' || shell === 'fish'
    const wanted = wantedAt(tree, [
      ...(shell === 'bash' ? before.map(unquoted) : before),
      isWritten ? unquoted(last) : last,
    ])
    const path = (name: string) => wanted.given.get(name)?.replace(/^~(?=\/|$)/, env.variables.HOME ?? '~')
    const place = {
      folder: resolve(env.cwd, path('-C') ?? '.'),
      round: wanted.given.get('--round'),
      exchange: path('--exchange') ?? path('--to'),
    }
    const names = {
      named: (kind: string) => namesAt(place, kind),
      optionsOf: (statement: string) => optionsAt(place, statement),
    }
    return replyOf(await offersFor(wanted, names, topics), shell !== 'bash')
  } catch {
    return ''
  }
}

function replyOf({ words, paths }: Offers, isDescribed: boolean): string {
  const lines = words.map(({ id, about }) => (isDescribed && about !== '' ? `${id}\t${about}` : id))
  return `${[paths ?? '', ...lines].join('\n')}\n`
}

function keptByBuild(): Completing {
  return JSON.parse(readFileSync(join(shippedFolder('dist'), 'completion.json'), 'utf8'))
}
