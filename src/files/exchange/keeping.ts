import type { Exchange } from '../../exchange/exchange.ts'
import { folderOf } from '../../exchange/paths.ts'
import { type Maker, whyNotKeep } from '../../exchange/writers.ts'
import type { Problem } from '../../problem.ts'
import type { PathChange } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import type { GitRun } from '../git/run.ts'
import { byteLimit } from '../kinds/read.ts'
import { sameKey } from '../ssh/public-key.ts'

/** A commit, as far as it matters whether whoever made it keeps the exchange. */
interface Kept {
  readonly id: string
  readonly maker: Maker
  readonly changes: readonly PathChange[]
}

/** What a commit changed of the exchange itself, which only its keepers may. */
interface Keeping {
  readonly problems: readonly Problem[]
  /** Something, where nobody is named who keeps it. */
  readonly isOpen?: true
  /** Only an e-mail says that it was one of them. */
  readonly isByMail?: true
}

/** Everything wrong with what a commit changes outside of the folders of councils. */
export function checkKept({ id, maker, changes }: Kept, exchange: Exchange): Keeping {
  const outside = changes.map(({ path }) => path).filter((path) => folderOf(path) === undefined)
  const [first] = outside
  if (first === undefined) return { problems: [] }
  if (exchange.keepers === undefined) return { problems: [], isOpen: true }
  const reason = whyNotKeep(maker, exchange, sameKey)
  if (reason === undefined)
    return { problems: [], ...(exchange.keepers.keys === undefined ? { isByMail: true } : {}) }
  const others = outside.length === 1 ? '' : `, and ${outside.length - 1} more`
  return {
    problems: [
      {
        ...{ severity: 'error', rule: 'keeper', place: { file: first } },
        message: `${id.slice(0, 7)} changes what only whoever keeps the exchange may${others}: ${reason}`,
        hint: 'a council writes below organisations/ID/ and nowhere else; keepers stand in exchange.yaml',
      },
    ],
  }
}

/** Whether exchange.yaml names somebody who keeps the exchange, and this is them. */
export function isKeeper(maker: Maker, exchange: Exchange): boolean {
  return exchange.keepers !== undefined && whyNotKeep(maker, exchange, sameKey) === undefined
}

/** Whether a commit does nothing in the folder of an organisation but take files away, or put the note of a withdrawal in the place of one. */
export function isPurge({ changes }: Pick<Kept, 'changes'>, organisation: string, run: GitRun): boolean {
  const own = changes.filter(({ path }) => folderOf(path) === organisation)
  const blobs = own.flatMap(({ after }) => (after === undefined ? [] : [after]))
  if (blobs.some(({ mode }) => mode !== '100644')) return false
  const limit = byteLimit('official')
  for (const [, { bytes }] of readObjects(new Set(blobs.map(({ blob }) => blob)), limit, run))
    if (bytes === undefined || !isNote(bytes)) return false
  return true
}

/** By its lines alone: `exchange check` says what is wrong with it besides. */
function isNote(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('utf8')
  return /^withdrawn: /m.test(text) && !/^(?:statements|spreads|signatures|scope|what|title):/m.test(text)
}

export function purged(id: string, file: string): Problem {
  return {
    ...{ severity: 'warning', rule: 'purge', place: { file } },
    message: `${id.slice(0, 7)}, made by whoever keeps the exchange, takes away what a council published`,
    hint: 'that is how something is purged; the council is told',
  }
}

/** Nobody is named who keeps the exchange. */
export const open: Problem = {
  ...{ severity: 'warning', rule: 'keeper' },
  message:
    'exchange.yaml names nobody who keeps the exchange, so that anybody who can push can change who may write, and what checks it',
  hint: 'name them there: keepers: {keys: [ssh-ed25519 AAAA...]}',
}

/** That the folders of these organisations are judged by what anybody can write. */
export function unproven(organisations: ReadonlySet<string>): Problem {
  const [first, ...others] = [...organisations].sort()
  const whose = others.length === 0 ? first : `${first} and ${others.length} more`
  return {
    ...{ severity: 'warning', rule: 'e-mail' },
    message: `who wrote for ${whose} is told by an e-mail alone, which proves nothing: anybody can put it into a commit`,
    hint: 'let them sign, and put their keys into exchange.yaml',
  }
}
