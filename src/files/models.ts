import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { nearest } from '../did-you-mean.ts'
import { assembleModel } from '../model/assemble.ts'
import type { Glossary } from '../model/glossary.ts'
import { modelIdentity } from '../model/identity.ts'
import type { Model } from '../model/model.ts'
import type { CharacteristicFile, FactorFile, ModelFile, ModelParts, Part } from '../model/parts.ts'
import { failure, type Problem, TiexError } from '../problem.ts'
import { checkResources } from '../resources/check.ts'
import type { Resource, ResourceFile } from '../resources/resource.ts'
import { listFolder, readBytes } from './disk/bytes.ts'
import type { FileName } from './disk/faults.ts'
import { type FileSource, inside, readFolder, readPart } from './kinds/folder.ts'
import { byteLimit, isFaulty, type Loaded, placed } from './kinds/read.ts'
import { shippedFolder } from './shipped.ts'
import { shippedParts } from './shipped-model.ts'

/** A model and what is worth a warning about its files. */
export interface ReadModel {
  readonly model: Model
  readonly folder: FileName
  readonly warnings: readonly Problem[]
}

/** The model in a folder, or everything that keeps it from being one; 'missing' where there is no model.yaml. */
export async function readModel(
  folder: FileName,
  source?: FileSource,
): Promise<ReadModel | { readonly problems: readonly Problem[] } | 'missing'> {
  const shipped = source === undefined ? await shippedParts(folder) : undefined
  if (shipped !== undefined) {
    const { parts, digest, warnings } = shipped
    return { model: { ...assembleModel(parts), digest }, folder, warnings }
  }
  const read = await readParts(folder, source)
  if (read === 'missing' || 'problems' in read) return read
  const model = assembleModel(read.parts)
  const digest = `sha256:${createHash('sha256').update(modelIdentity(model)).digest('hex')}`
  return { model: { ...model, digest }, folder, warnings: read.warnings }
}

/** The files of a model in which no check finds an error, or as `readModel`. */
export async function readParts(
  folder: FileName,
  source?: FileSource,
): Promise<
  | { readonly parts: ModelParts; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] }
  | 'missing'
> {
  const file = await readPart<ModelFile>('model', inside(folder, 'model.yaml'), source)
  if (file === 'missing') return 'missing'
  if (isFaulty(file)) return file
  const characteristics = await readFolder<CharacteristicFile>(
    'characteristic',
    inside(folder, 'characteristics'),
    source,
  )
  const factors = await readFolder<FactorFile>('success-factor', inside(folder, 'success-factors'), source)
  const loaded: Loaded<unknown>[] = [file, ...characteristics.loaded, ...factors.loaded]
  const unreadable = [...characteristics.problems, ...factors.problems].filter(
    (problem) => problem.severity === 'error',
  )
  if (unreadable.length > 0) return { problems: unreadable }

  const parts: ModelParts = {
    model: part(file),
    characteristics: characteristics.loaded.map(part),
    factors: factors.loaded.map(part),
  }
  const { checkModel } = await import('../model/check.ts')
  const findings = checkModel(parts)
  const problems = [...characteristics.problems, ...factors.problems]
  for (const one of loaded)
    problems.push(
      ...(await placed(
        one,
        findings.filter((found) => found.file === one.yaml.file).map((found) => found.finding),
      )),
    )
  return problems.some((problem) => problem.severity === 'error')
    ? { problems }
    : { parts, warnings: problems }
}

function part<Data>({ data, yaml }: Loaded<Data>): Part<Data> {
  return { file: yaml.file, data }
}

/** The folder of the pinned model: the council's own `model/<id>-<version>` first, then the shipped one. */
export function modelFolders(
  root: string | undefined,
  pin: { readonly id: string; readonly version: string },
): readonly FileName[] {
  const name = `${pin.id}-${pin.version}`
  const own = root === undefined ? [] : [{ path: join(root, 'model', name), shown: `model/${name}` }]
  return [...own, { path: join(shippedFolder('model'), name), shown: `model/${name}` }]
}

/** Folders of the models that ship with tiex. */
export function shippedModels(): readonly FileName[] {
  const entries = listFolder({ path: shippedFolder('model'), shown: 'model' })
  return entries === 'missing'
    ? []
    : entries
        .filter((entry) => entry.kind === 'folder')
        .map((entry) => inside({ path: shippedFolder('model'), shown: 'model' }, entry.name))
}

/** The resources of a model's folder, and of a council's own `resources/` where `root` is given; good files only, the problems of the others beside them. */
export async function readResources(
  model: Model,
  folder: FileName,
  root?: string,
): Promise<{ resources: readonly Resource[]; problems: readonly Problem[] }> {
  const folders = [
    inside(folder, 'resources'),
    ...(root === undefined ? [] : [{ path: join(root, 'resources'), shown: 'resources' }]),
  ]
  const resources: Resource[] = []
  const problems: Problem[] = []
  const seen = new Map<string, string>()
  for (const from of folders) {
    const read = await readFolder<ResourceFile>('resources', from)
    problems.push(...read.problems)
    for (const file of read.loaded) {
      const findings = checkResources(file.data, model, seen)
      problems.push(...(await placed(file, findings)))
      const faulty = new Set(findings.map((finding) => finding.path[1]))
      for (const [index, resource] of file.data.resources.entries()) {
        seen.set(resource.id, file.yaml.file)
        if (!faulty.has(index)) resources.push(resource)
      }
    }
  }
  return { resources, problems }
}

/** The terms of a model's glossary; none where it has no glossary. */
export async function readGlossary(
  folder: FileName,
): Promise<{ terms: Glossary['terms']; problems: readonly Problem[] }> {
  const read = await readPart<Glossary>('glossary', inside(folder, 'glossary.yaml'))
  if (read === 'missing') return { terms: [], problems: [] }
  return isFaulty(read) ? { terms: [], problems: read.problems } : { terms: read.data.terms, problems: [] }
}

/** The folder a person names: a shipped model by `id-version`, `id@version` or `id` (its newest), else a path from `from`. */
export function namedModelFolder(from: string, named: string): FileName & { readonly ships: boolean } {
  const name = `model/${named.replace('@', '-')}`
  const shipped = shippedModels().findLast(({ shown }) => shown === name || shown.startsWith(`${name}-`))
  if (shipped !== undefined) return { ...shipped, ships: true }
  return { path: resolve(from, named), shown: named.replaceAll('\\', '/').replace(/\/+$/, ''), ships: false }
}

/** `tiex-2026.1? ` where a person most likely meant a model that ships; empty elsewhere. */
export function likelyModel(named: string | undefined): string {
  const names = shippedModels().map(({ shown }) => shown.slice(shown.indexOf('/') + 1))
  const near = named === undefined ? undefined : nearest(named.replace('@', '-'), names)
  return near === undefined ? '' : `${near}? `
}

/** The model an assessment begins with: the named one, else the newest that ships. Throws a `TiexError` with all its problems; a model that calls itself by the name of a shipped one with other statements is one. */
export async function foundingModel(
  from: string,
  named: string | undefined,
): Promise<ReadModel & { readonly own: boolean }> {
  const newest = shippedModels().at(-1)
  const folder =
    named === undefined && newest !== undefined
      ? { ...newest, ships: true }
      : namedModelFolder(from, named ?? '')
  const read = await readModel(folder)
  if (read === 'missing')
    throw failure(
      'no-model',
      `there is no model.yaml in ${folder.shown}`,
      `${likelyModel(named)}give --model a folder that holds model.yaml, or look at: tiex model list`,
    )
  if ('problems' in read)
    throw new TiexError(read.problems, 'Nothing was written: a faulty model cannot be pinned.')
  const { id, version, digest } = read.model
  const twin = shippedModels().find((one) => one.shown === `model/${id}-${version}`)
  const original = folder.ships || twin === undefined ? 'missing' : await readModel(twin)
  if (original !== 'missing' && 'model' in original && original.model.digest !== digest)
    throw failure(
      'model',
      `the model in ${folder.shown} calls itself ${id} ${version}, but its statements are not those of ${id} ${version}`,
      'give it an id and a version of its own',
    )
  return { ...read, own: !folder.ships }
}

/** The files of a model of the council's own, to be kept in its repository under `model/<id>-<version>`; none for a model that ships. */
export async function modelCopies(
  read: ReadModel & { readonly own: boolean },
): Promise<readonly { file: string; text: string }[]> {
  if (!read.own) return []
  const to = `model/${read.model.id}-${read.model.version}`
  const folders = ['', 'characteristics', 'success-factors', 'resources']
  const copies: { file: string; text: string }[] = []
  for (const folder of folders) {
    const from = folder === '' ? read.folder : inside(read.folder, folder)
    const entries = listFolder(from)
    for (const entry of entries === 'missing' ? [] : entries) {
      if (entry.kind !== 'file' || !entry.name.endsWith('.yaml') || entry.name.startsWith('.')) continue
      const bytes = await readBytes(inside(from, entry.name), byteLimit('model'))
      if (bytes !== 'missing')
        copies.push({
          file: [to, folder, entry.name].filter((part) => part !== '').join('/'),
          text: new TextDecoder().decode(bytes),
        })
    }
  }
  return copies
}
