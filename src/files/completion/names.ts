import { dirname, join, resolve } from 'node:path'
import type { Named } from '../../completion/tree.ts'
import { listFolder, readBytes } from '../disk/bytes.ts'
import { shippedFolder } from '../shipped.ts'
import { type ModelNames, modelNames } from './model-names.ts'
import { listIn, mapIn, type OutlineMap, outlineOf, textIn } from './outline.ts'

/** Where completion looks: the folder of `-C`, a round and an exchange where the line names them. */
export interface Place {
  readonly folder: string
  readonly round: string | undefined
  readonly exchange: string | undefined
}

/** The names of a kind that are there: of people, rounds, cells and so on. Empty where there are none, or nothing can be read. */
export async function namesAt(place: Place, kind: string): Promise<readonly Named[]> {
  return (await foundAt(place, kind)).filter(({ id }) => nameOfSomething.test(id))
}

/** What an id, or ids with slashes between them, or the name of a model may be: nothing else of a file reaches a shell. */
const nameOfSomething = /^[a-z0-9][a-z0-9.-]{0,79}(?:\/[a-z0-9][a-z0-9-]{0,79}){0,2}$/i

async function foundAt(place: Place, kind: string): Promise<readonly Named[]> {
  const council = await councilAt(place.folder)
  if (kind === 'council') return councilsIn(exchangeOf(place, council))
  if (kind === 'model') return modelsAt(council?.root)
  if (council === undefined) return ofModel(kind) ? namesInModel(await shippedNames(), kind) : []
  const { root, tiex } = council
  if (kind === 'person') return listIn(tiex.people).map((one) => named(one, 'name'))
  if (kind === 'round') return Object.keys(mapIn(tiex.rounds)).reverse().map(unsaid)
  if (kind === 'role') return rolesIn(tiex)
  if (kind === 'consensus') return [{ id: 'consensus', about: 'what was agreed' }]
  if (kind === 'practice') return filesIn(join(root, 'practice'))
  if (kind === 'action') {
    const round = place.round ?? textIn(tiex.round)
    const plan = isId(round) ? await read(root, `rounds/${round}/plan.yaml`) : undefined
    return listIn(plan?.actions).map((one) => named(one, 'title'))
  }
  return ofModel(kind) ? namesInModel(await pinnedNames(root, tiex), kind) : []
}

/** The options of the scale on which a statement of the pinned model is answered. */
export async function optionsAt(place: Place, statement: string): Promise<readonly Named[]> {
  const council = await councilAt(place.folder)
  const names = council === undefined ? await shippedNames() : await pinnedNames(council.root, council.tiex)
  return names?.options(statement) ?? []
}

interface Council {
  readonly root: string
  readonly tiex: OutlineMap
}

/** The nearest folder upwards with a tiex.yaml, never above its repository. */
async function councilAt(folder: string): Promise<Council | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const tiex = await read(at, 'tiex.yaml')
    if (tiex !== undefined) return { root: at, tiex }
    if (dirname(at) === at || entriesOf(at).some(({ name }) => name === '.git')) return undefined
  }
}

/** The outline of a file; undefined where it cannot be read, whatever the reason. */
async function read(root: string, shown: string): Promise<OutlineMap | undefined> {
  try {
    const bytes = await readBytes({ path: join(root, shown), shown }, mostBytes)
    return bytes === 'missing' ? undefined : outlineOf(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

const mostBytes = 1024 * 1024

function entriesOf(path: string): readonly { readonly name: string; readonly kind: string }[] {
  try {
    const entries = listFolder({ path, shown: path })
    return entries === 'missing' ? [] : entries
  } catch {
    return []
  }
}

function exchangeOf({ folder, exchange }: Place, council: Council | undefined): string | undefined {
  if (exchange !== undefined) return resolve(folder, exchange)
  const own = textIn(council?.tiex.exchange)
  return council !== undefined && /^\.{1,2}\//.test(own) ? resolve(council.root, own) : undefined
}

function councilsIn(exchange: string | undefined): readonly Named[] {
  if (exchange === undefined) return []
  return entriesOf(join(exchange, 'organisations'))
    .filter(({ kind }) => kind === 'folder')
    .map(({ name }) => unsaid(name))
}

function filesIn(folder: string): readonly Named[] {
  return entriesOf(folder)
    .filter(({ name, kind }) => kind === 'file' && name.endsWith('.yaml'))
    .map(({ name }) => unsaid(name.slice(0, -'.yaml'.length)))
}

function modelsAt(root: string | undefined): readonly Named[] {
  const own = root === undefined ? [] : entriesOf(join(root, 'model'))
  return [...own, ...entriesOf(shippedFolder('model'))]
    .filter(({ kind }) => kind === 'folder')
    .map(({ name }) => unsaid(name))
}

/** Roles whose sign-off is asked for, and those of people that are one word. */
function rolesIn(tiex: OutlineMap): readonly Named[] {
  const asked = Array.isArray(tiex['sign-off']) ? tiex['sign-off'].map(textIn) : []
  const had = listIn(tiex.people).map(({ role }) => textIn(role))
  return [...new Set([...asked, ...had])].filter(isId).map(unsaid)
}

function ofModel(kind: string): boolean {
  return ['statement', 'cell', 'factor', 'characteristic', 'mode', 'stage', 'note'].includes(kind)
}

function namesInModel(names: ModelNames | undefined, kind: string): readonly Named[] {
  return names?.of(kind) ?? []
}

/** The names of the model that tiex.yaml pins: the council's own, else one that ships. */
async function pinnedNames(root: string, { model }: OutlineMap): Promise<ModelNames | undefined> {
  const { id, version } = mapIn(model)
  const name = `${textIn(id)}-${textIn(version)}`
  if (!/^[a-z][a-z0-9-]*-[0-9A-Za-z][0-9A-Za-z.-]*$/.test(name)) return undefined
  return (await namesOfModel(root, `model/${name}`)) ?? namesOfModel(shippedFolder('.'), `model/${name}`)
}

async function shippedNames(): Promise<ModelNames | undefined> {
  const newest = entriesOf(shippedFolder('model')).at(-1)
  return newest && namesOfModel(shippedFolder('.'), `model/${newest.name}`)
}

async function namesOfModel(root: string, folder: string): Promise<ModelNames | undefined> {
  const model = await read(root, `${folder}/model.yaml`)
  if (model === undefined) return undefined
  const all = async (part: string) => {
    const files = filesIn(join(root, folder, part)).map(({ id }) =>
      read(root, `${folder}/${part}/${id}.yaml`),
    )
    return (await Promise.all(files)).filter((file) => file !== undefined)
  }
  return modelNames(model, await all('characteristics'), await all('success-factors'))
}

function named(one: OutlineMap, title: string): Named {
  return { id: textIn(one.id), about: textIn(one[title]) }
}

function unsaid(id: string): Named {
  return { id, about: '' }
}

/** What an id of a person, a round, a cell or anything else may be. */
function isId(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,79}$/.test(text)
}
