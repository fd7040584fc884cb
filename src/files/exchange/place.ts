import { lstatSync, realpathSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { quoted } from '../../did-you-mean.ts'
import type { Exchange } from '../../exchange/exchange.ts'
import { organisationsFolder } from '../../exchange/paths.ts'
import type { Maker } from '../../exchange/writers.ts'
import { failure } from '../../problem.ts'
import { listFolder, readBytes } from '../disk/bytes.ts'
import { diskFault, fault } from '../disk/faults.ts'
import { kindAt } from '../disk/look.ts'
import { writeDurably } from '../disk/write.ts'
import { type Committed, commitFiles } from '../git/committing/commit.ts'
import { settleIndex } from '../git/committing/settle.ts'
import { findCommit } from '../git/reading/history.ts'
import { judgeAddress } from '../git/remote/address.ts'
import { cloneTip, deepen, type Pushed, pushTexts, type Texts } from '../git/remote/remote.ts'
import { gitFolder } from '../git/repository.ts'
import type { Variables } from '../git/run.ts'
import { privateFolder } from './private-folder.ts'
import { maxBytes, openTrees, type ReadPublished } from './published-tree.ts'
import { commitWithout } from './removing.ts'
import { beginnerOf } from './steps.ts'

/** `pushed`: it is in the exchange. `committed`: in this clone of it, from where somebody still pushes. `written`: in a folder without git. */
export type Written = 'pushed' | Committed | 'written'

interface Writing extends Omit<Pushed, 'texts'> {
  /** What is to be written, by what is there: asked again each time somebody else was faster. */
  readonly texts: (readAll: ReadPublished) => Promise<Texts>
}

/** An exchange that is written to. */
export interface Place {
  /** As the person named it. */
  readonly shown: string
  /** Whether what is written becomes a commit. */
  readonly isGit: boolean
  /** As it was when this was first asked of; `write` asks anew. */
  readonly readAll: ReadPublished
  /** The names of what stands in a folder of it; none where it is not there. */
  readonly list: (folder: string) => readonly string[]
  /** Who made the first commit in the folder of an organisation; undefined where there is none, or no git. */
  readonly beganBy: (organisation: string, exchange: Exchange) => Maker | undefined
  readonly write: (writing: Writing) => Promise<Written>
  /** Finishes what an earlier run that was stopped has left to do about files that are published already. */
  readonly settle: (paths: readonly string[]) => Promise<void>
  readonly close: () => void
}

/**
 * Opens what a person calls an exchange: the address of a git repository, a bare repository, a clone with its files, or a plain folder.
 * Of a repository elsewhere the newest commit is fetched into a private folder, which `close` takes away. Throws a `TiexError` where
 * there is none, or it cannot be read.
 */
export async function openPlace(
  named: string,
  { folder, variables }: { readonly folder: string; readonly variables: Variables },
): Promise<Place> {
  const address = addressOf(named)
  if (address !== undefined) return remotePlace(named, address, variables)
  if (named.trim() === '')
    throw failure(
      'exchange',
      'the name of the exchange is empty',
      'name a folder or an address with --to EXCHANGE',
    )
  const path = resolve(folder, fromFileAddress(named))
  const kind = kindAt(path)
  if (kind !== undefined && kind !== 'folder')
    throw failure(
      'exchange',
      `${quoted(named)} is a file, and an exchange is a folder or the address of a git repository`,
      'name the folder, or an address that begins with https:// or ssh://',
    )
  if (kind === undefined)
    throw failure(
      'exchange',
      `there is no folder ${quoted(named)}, and it is no address of a git repository`,
      'name a folder, or an address that begins with https:// or ssh://',
    )
  const root = realpathSync(path)
  if ((await gitFolder(root)) !== undefined) return clonePlace(named, root, variables)
  return isBare(root) ? remotePlace(named, pathToFileURL(root).href, variables) : folderPlace(named, root)
}

/** The path that an address with file:// means; any other text as it is. */
function fromFileAddress(named: string): string {
  if (!/^file:\/\//i.test(named)) return named
  try {
    return fileURLToPath(named)
  } catch {
    throw failure('exchange', 'the address with file:// names no path', 'name the folder: --to PATH')
  }
}

/** What is an address and no folder; undefined for a folder. Throws a `TiexError` for one that git is not asked to open. */
function addressOf(named: string): string | undefined {
  if (/^file:\/\//i.test(named)) return undefined
  const judged = judgeAddress(named)
  if (judged === 'a path') return undefined
  if (judged === 'good') return named
  throw failure(
    'exchange',
    judged.refused,
    'write an address such as https://example.org/exchange.git or git@example.org:exchange.git',
  )
}

/** A repository without files of its own, as a server keeps it. */
function isBare(root: string): boolean {
  const isThere = (name: string) => lstatSync(join(root, name), { throwIfNoEntry: false }) !== undefined
  return ['HEAD', 'objects', 'refs'].every(isThere)
}

function remotePlace(shown: string, address: string, variables: Variables): Place {
  const { folder, close } = privateFolder()
  try {
    const remote = cloneTip(address, { folder, variables })
    const treeAt = openTrees(remote.run)
    return {
      ...{ shown, isGit: true, close },
      readAll: (paths, ahead) => treeAt(remote.tip).readAll(paths, ahead),
      list: (named) => treeAt(remote.tip).list(named),
      beganBy: (organisation, exchange) => {
        if (treeAt(remote.tip).list(`${organisationsFolder}/${organisation}`).length === 0) return undefined
        deepen(remote)
        return beginnerOf(organisation, remote.tip!, { run: remote.run, exchange })
      },
      settle: async () => {},
      write: (writing) =>
        pushTexts(remote, { ...writing, texts: (tip) => writing.texts(treeAt(tip).readAll) }),
    }
  } catch (error) {
    close()
    throw error
  }
}

/** What is published is what the branch holds, whatever lies in the folder. */
function clonePlace(shown: string, root: string, variables: Variables): Place {
  const run = { root, variables }
  const treeAt = openTrees(run)
  let first: { readonly tip: string | undefined } | undefined
  const seen = () => {
    first ??= { tip: findCommit('HEAD', run) }
    return first.tip
  }
  const write = async ({ texts, message, identity, signingKey }: Writing): Promise<Written> => {
    const { readAll } = treeAt(findCommit('HEAD', run))
    const files = await texts(readAll)
    if (files.size === 0) return 'nothing'
    const gone = [...files.keys()].filter((path) => files.get(path) === undefined)
    const there = await readAll([...files.keys()])
    for (const [path, text] of files) {
      if (text === undefined) continue
      const published = there.get(path)!
      await writeDurably({ path: join(root, path), shown: path }, (current) => {
        if (current !== 'missing' && !isText(current, text) && !isSame(current, published))
          throw fault(
            path,
            'uncommitted',
            'was changed in this clone and not committed: nothing was written',
            'commit it or take it back there, then run this again',
          )
        return text
      })
    }
    const written = [...files.keys()].filter((path) => files.get(path) !== undefined)
    if (gone.length > 0)
      return commitWithout(gone, written, { ...{ root, message, identity, signingKey, variables } })
    const committed = await commitFiles(
      { root, prefix: '' },
      {
        ...{ files: written, message, variables, signingKey },
        ...{ author: identity, committer: () => identity },
      },
    )
    // Of what is committed already there is still something to push.
    return committed === 'nothing' ? 'committed' : committed
  }
  return {
    ...{ shown, isGit: true, write, close: () => {} },
    readAll: (paths, ahead) => treeAt(seen()).readAll(paths, ahead),
    list: (folder) => treeAt(seen()).list(folder),
    settle: (paths) => settleIndex(paths, run),
    beganBy: (organisation, exchange) => {
      const tip = seen()
      return tip === undefined ? undefined : beginnerOf(organisation, tip, { run, exchange })
    },
  }
}

function isText(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes).equals(Buffer.from(text, 'utf8'))
}

function isSame(a: Uint8Array, b: Uint8Array | 'missing'): boolean {
  return b !== 'missing' && Buffer.from(a).equals(b)
}

function takeAway(root: string, path: string): void {
  try {
    rmSync(join(root, path))
  } catch (error) {
    throw diskFault(path, error, 'it could not be taken away')
  }
}

function folderPlace(shown: string, root: string): Place {
  const readAll: ReadPublished = async (paths) => {
    const found = new Map<string, Uint8Array | 'missing'>()
    for (const path of paths)
      found.set(path, await readBytes({ path: join(root, path), shown: path }, maxBytes))
    return found
  }
  const write = async ({ texts }: Writing): Promise<Written> => {
    const files = await texts(readAll)
    for (const [path, text] of files) {
      if (text === undefined) takeAway(root, path)
      else await writeDurably({ path: join(root, path), shown: path }, () => text)
    }
    return files.size === 0 ? 'nothing' : 'written'
  }
  const list = (folder: string) => {
    const entries = listFolder({ path: join(root, folder), shown: folder })
    return entries === 'missing' ? [] : entries.map(({ name }) => name)
  }
  const nothing = { settle: async () => {}, close: () => {}, beganBy: () => undefined }
  return { shown, isGit: false, readAll, write, list, ...nothing }
}

/** One file of it; `ahead` are others that will be asked for. */
export async function readPublished(
  { readAll }: Pick<Place, 'readAll'>,
  path: string,
  ahead: readonly string[] = [],
): Promise<Uint8Array | 'missing'> {
  return (await readAll([path], ahead)).get(path) ?? 'missing'
}
