import { join, relative, resolve, sep } from 'node:path'
import type { Session } from '../../env.ts'
import { mappingBetween } from '../../model/mapping.ts'
import type { Model } from '../../model/model.ts'
import { failure, TiexError } from '../../problem.ts'
import { findCommit } from '../git/reading/history.ts'
import { findRepository } from '../git/repository.ts'
import { modelFolders, namedModelFolder, readModel } from '../models.ts'
import { findAssessment, type Workspace } from '../workspace.ts'
import { openTree, type Tree } from './tree.ts'

/**
 * The model a person means: a folder, `REV:FOLDER` in git, or `id@version`, `id-version` or `id` of one in `model/` of the assessment or
 * shipped. Throws a `TiexError` with everything wrong in it.
 */
export async function readNamedModel(session: Session, named: string): Promise<Model> {
  const inGit = /^([^:]{2,}|[A-Za-z]):(.+)$/.exec(named)
  const commit = inGit === null ? undefined : await commitOf(session, inGit[1]!)
  if (inGit !== null && commit !== undefined) return readInGit(session, { ...commit, path: inGit[2]!, named })
  const own = await findAssessment(session.folder)
  const name = named.replace('@', '-')
  const inModels = own !== undefined && /^[\w.-]+$/.test(name)
  const folders = [
    ...(inModels ? [{ path: join(own.root, 'model', name), shown: `model/${name}` }] : []),
    namedModelFolder(session.folder, named),
  ]
  for (const folder of folders) {
    const read = await readModel(folder)
    if (read === 'missing') continue
    if ('problems' in read) throw new TiexError(read.problems)
    return read.model
  }
  throw failure(
    'no-model',
    `there is no model ${named}`,
    'name one as id@version (tiex model list), as a folder that holds model.yaml, or as REV:FOLDER in git',
  )
}

interface Commit {
  readonly commit: string
  readonly root: string
  readonly prefix: string
}

async function commitOf(session: Session, named: string): Promise<Commit | undefined> {
  const repository = await findRepository(session.folder, session.env.variables)
  if (repository === undefined) return undefined
  const commit = findCommit(named, { root: repository.root, variables: session.env.variables })
  return commit === undefined ? undefined : { commit, ...repository }
}

/** A path is from where the person stands; behind a slash, or where that leads out of the repository, from its root. */
async function readInGit(
  session: Session,
  { commit, root, path, named }: Commit & { readonly path: string; readonly named: string },
): Promise<Model> {
  const { variables } = session.env
  const from = path.startsWith('/') ? root : session.folder
  const inside = relative(root, resolve(from, `.${sep}${path}`))
    .split(sep)
    .join('/')
  const tree = openTree(commit, [inside], { root, variables })
  const read = await readModel({ path: inside, shown: named }, forward(tree))
  if (read === 'missing')
    throw failure('no-model', `there is no model.yaml in ${named}`, 'name its folder as it was called then')
  if ('problems' in read) throw new TiexError(read.problems)
  return read.model
}

/** Names of folders on disk, which a model's own are made of, have the machine's separator. */
export function forward(tree: Tree): Tree {
  const slashes = (path: string) => (sep === '/' ? path : path.split(sep).join('/'))
  return {
    ...tree,
    read: (file, maxBytes) => tree.read({ ...file, path: slashes(file.path) }, maxBytes),
    list: (folder) => tree.list({ ...folder, path: slashes(folder.path) }),
  }
}

/** The model of a digest among those at hand: in `model/` of an assessment, then shipped; undefined where nobody has it. Folders are taken by id and version. */
export async function modelOfPin(
  root: string | undefined,
  pin: { readonly id: string; readonly version: string; readonly digest: string },
): Promise<Model | undefined> {
  for (const folder of modelFolders(root, pin)) {
    const read = await readModel(folder)
    if (read !== 'missing' && 'model' in read && read.model.digest === pin.digest) return read.model
  }
  return undefined
}

/** A model and those before it, as far as they are at hand, newest first. */
export async function modelsBefore(root: string | undefined, model: Model): Promise<readonly Model[]> {
  const before: Model[] = []
  let at: Model | undefined = model
  while (at?.previous !== undefined && before.length < 100) {
    at = await modelOfPin(root, at.previous)
    if (at !== undefined) before.push(at)
  }
  return before
}

/** How the statements of a workspace's model read in the version before, by their ids of now; those that read the same too. Nothing where that version is not at hand. */
export async function earlierWordings({
  model,
  root,
}: Pick<Workspace, 'model' | 'root'>): Promise<ReadonlyMap<string, string>> {
  const before = model.previous === undefined ? undefined : await modelOfPin(root, model.previous)
  if (before === undefined) return new Map()
  return new Map(mappingBetween(model, before).statements.map(({ newer, older }) => [newer.id, older.text]))
}
