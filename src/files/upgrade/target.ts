import { join } from 'node:path'
import type { Session } from '../../env.ts'
import { type Mapping, mappingAlong } from '../../model/mapping.ts'
import { type Model, modelName } from '../../model/model.ts'
import { failure, TiexError } from '../../problem.ts'
import { listFolder, readBytes } from '../disk/bytes.ts'
import { byteLimit } from '../kinds/read.ts'
import {
  foundingModel,
  modelCopies,
  modelFolders,
  namedModelFolder,
  type ReadModel,
  readModel,
  shippedModels,
} from '../models.ts'
import { modelsBefore } from '../past/models.ts'
import type { Workspace } from '../workspace.ts'
import type { Begun } from './committed.ts'

/** The model that a round is to go over to. */
export interface Target {
  readonly read: ReadModel & { readonly own: boolean }
  readonly mapping: Mapping
}

/** Where an upgrade goes to: what a person names, or what an earlier run that was not committed has pinned. Throws a `TiexError` where these are two versions, and as `upgradeTarget`. */
export async function targetOf(
  session: Session,
  { workspace, onDisk }: Begun,
  named: string | undefined,
): Promise<Target | 'same'> {
  if (onDisk === undefined) return upgradeTarget(session, workspace, named)
  const { model, modelFolder, root, round } = onDisk
  const wanted = named === undefined ? undefined : await upgradeTarget(session, workspace, named)
  if (wanted !== undefined && (wanted === 'same' || wanted.mapping.newer.digest !== model.digest))
    throw failure(
      'unfinished',
      `${round} was carried over to ${modelName(model)}, and nobody has committed that`,
      'finish it first: tiex model upgrade',
    )
  const own = modelFolder.path === modelFolders(root, model)[0]!.path
  return checked(workspace, { model, folder: modelFolder, warnings: [], own })
}

/**
 * The version a person names: by its number, as `tiex model` names models, or by a folder; without a name the newest that ships. 'same' where it is the
 * pinned one. Throws a `TiexError` where it cannot come after the pinned one.
 */
async function upgradeTarget(
  session: Session,
  workspace: Workspace,
  named: string | undefined,
): Promise<Target | 'same'> {
  const read = (await ofVersion(workspace, named)) ?? (await elsewhere(session, workspace, named))
  return read.model.digest === workspace.model.digest ? 'same' : checked(workspace, read)
}

async function checked({ model: pinned, root }: Workspace, read: Target['read']): Promise<Target> {
  const { model } = read
  const [from, to] = [modelName(pinned), modelName(model)]
  if (from === to)
    throw failure(
      'model',
      `the model in ${read.folder.shown} calls itself ${to}, and has other statements than the ${to} that is pinned`,
      'give the changed one a version of its own',
    )
  const older = await modelsBefore(root, pinned)
  if (older.some(({ digest }) => digest === model.digest))
    throw failure('model', `${to} comes before ${from}`, 'a round only goes on to a newer version')
  if (model.id !== pinned.id && model.previous?.digest !== pinned.digest)
    throw failure(
      'model',
      `${to} is another model than ${from}, not a version that comes after it`,
      'begin a new round with it, or name the model before it in its model.yaml: previous',
    )
  await refuseTwin(root, read)
  const known = await modelsBefore(root, model)
  refuseGap(model, pinned, known)
  return { read, mapping: mappingAlong(model, pinned, known) }
}

/** Answers go along from version to version: over one that nobody has, those to what was reworded or moved in it would be lost. */
function refuseGap(model: Model, pinned: Model, known: readonly Model[]): void {
  const { previous } = known.at(-1) ?? model
  if (previous === undefined || [model, ...known].some((one) => one.previous?.digest === pinned.digest))
    return
  const { id, version } = previous
  throw failure(
    'model',
    `between ${modelName(pinned)} and ${modelName(model)} comes ${id}@${version}, which is not at hand: what it says of statements that it moved or reworded would be lost`,
    `go over to ${version} first: tiex model upgrade FOLDER; or put it into model/${id}-${version}`,
  )
}

async function elsewhere(
  session: Session,
  { model: { id } }: Workspace,
  named: string | undefined,
): Promise<Target['read']> {
  const name = named ?? newest(id)
  if ((await readModel(namedModelFolder(session.folder, name))) !== 'missing')
    return foundingModel(session.folder, name)
  throw failure(
    'no-model',
    `there is no model ${name}: no version of ${id} in model/ or shipped with tiex, and no folder with model.yaml`,
    'look at: tiex model list; or name the folder of the newer version',
  )
}

function newest(id: string): string {
  const shipped = shippedModels().findLast(({ shown }) => shown.startsWith(`model/${id}-`))
  if (shipped !== undefined) return shipped.shown.replace('model/', '')
  throw failure(
    'no-model',
    `no version of ${id} ships with tiex`,
    'name the folder of the newer version: tiex model upgrade FOLDER',
  )
}

/** `2027.1`: that version of the pinned model, in `model/` of the assessment or shipped. */
async function ofVersion(
  { model, root }: Workspace,
  named: string | undefined,
): Promise<Target['read'] | undefined> {
  if (named === undefined || !/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/.test(named)) return undefined
  for (const [index, folder] of modelFolders(root, { id: model.id, version: named }).entries()) {
    const read = await readModel(folder)
    if (read === 'missing') continue
    if ('problems' in read)
      throw new TiexError(
        read.problems,
        'Nothing was changed. Where an upgrade was stopped while it copied this model, name the folder it was copied from.',
      )
    return { ...read, own: index === 0 }
  }
  return undefined
}

/** What lies in the place of a model in the repository must be that model, or files of it: an earlier run ended while it copied them. */
async function refuseTwin(root: string, read: Target['read']): Promise<void> {
  const { model, own } = read
  if (!own) return
  const shown = `model/${model.id}-${model.version}`
  const there = await readModel({ path: join(root, shown), shown })
  if (there === 'missing' || ('model' in there && there.model.digest === model.digest)) return
  if (await holdsOnly(root, shown, await modelCopies(read))) return
  throw failure(
    'model',
    `in ${shown} lies another model of this name`,
    'take it away, or give the newer one a version of its own',
  )
}

/** Whether every file of a model's folder is one of these, as it is here. */
async function holdsOnly(
  root: string,
  shown: string,
  copies: readonly { readonly file: string; readonly text: string }[],
): Promise<boolean> {
  const texts = new Map(copies.map(({ file, text }) => [file, text]))
  for (const part of ['', ...new Set(copies.map(({ file }) => file.split('/').slice(2, -1).join('/')))]) {
    const folder = part === '' ? shown : `${shown}/${part}`
    const entries = listFolder({ path: join(root, folder), shown: folder })
    for (const { name, kind } of entries === 'missing' ? [] : entries) {
      if (kind !== 'file' || !name.endsWith('.yaml') || name.startsWith('.')) continue
      const file = { path: join(root, folder, name), shown: `${folder}/${name}` }
      const bytes = await readBytes(file, byteLimit('model'))
      if (bytes !== 'missing' && new TextDecoder().decode(bytes) !== texts.get(file.shown)) return false
    }
  }
  return true
}
