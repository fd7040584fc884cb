import { basename, resolve } from 'node:path'
import type { Session } from '../env.ts'
import { checkConsensus } from '../merge/check.ts'
import type { Consensus } from '../merge/consensus.ts'
import type { Model } from '../model/model.ts'
import { failure, TiexError } from '../problem.ts'
import { checkAnswers } from '../response/check.ts'
import type { Response } from '../response/response.ts'
import { isSealed, type ResponseFile } from '../response/sealed.ts'
import { readConsensus } from './consensus.ts'
import { readBytes } from './disk/bytes.ts'
import type { KeySource } from './keys/keyring.ts'
import { openVault } from './keys/vault.ts'
import { byteLimit, isFaulty, type Loaded, parseKind, placedErrors } from './kinds/read.ts'
import { modelFolders, readModel } from './models.ts'
import { noKeyFor, readResponse } from './responses/read.ts'
import { openWorkspace, personNamed, type Workspace, whoAmI } from './workspace.ts'
import { parseYaml } from './yaml/read.ts'

/** What results are shown of. `workspace` is absent for a file that lies outside of one. */
export type Source =
  | {
      readonly kind: 'response'
      readonly model: Model
      readonly response: Response
      readonly workspace?: Workspace
    }
  | {
      readonly kind: 'consensus'
      readonly model: Model
      readonly consensus: Consensus
      readonly workspace?: Workspace
    }

/**
 * What a person means by the argument of `results` or `resources`: a person's id, `consensus`, or the path of a file.
 * Without one: the consensus where there is one, else the own response. Throws a `TiexError` that says what there is.
 */
export async function readSource(
  session: Session,
  named: string | undefined,
  flags: KeySource & { readonly round?: string | undefined; readonly as?: string | undefined },
): Promise<Source> {
  if (named !== undefined && /[/\\]|\.ya?ml$/.test(named)) return readFileSource(session, named, flags)
  const workspace = await openWorkspace(session, flags)
  const { model, round } = workspace
  if (named === undefined || named === 'consensus') {
    const consensus =
      flags.as === undefined || named === 'consensus' ? await readConsensus(workspace) : undefined
    if (consensus !== undefined) return { kind: 'consensus', model, consensus, workspace }
    if (named === 'consensus')
      throw failure(
        'no-consensus',
        `there is no consensus of ${round} yet`,
        'a facilitator makes it with: tiex merge',
      )
  }
  const person =
    named === undefined ? await whoAmI(session, workspace, flags.as) : personNamed(workspace, named)
  const response = await readResponse(workspace, person.id)
  if (response === undefined)
    throw failure(
      'no-response',
      `${person.id} has not answered anything in ${round} yet`,
      named === undefined ? 'begin with: tiex assess' : 'they begin with: tiex assess',
    )
  return { kind: 'response', model, response, workspace }
}

/** A response or consensus file anywhere on the disk, read with the model it names. */
async function readFileSource(session: Session, named: string, keys: KeySource): Promise<Source> {
  const file = { path: resolve(session.folder, named), shown: named }
  const bytes = await readBytes({ path: file.path, shown: basename(named) }, byteLimit('response'))
  if (bytes === 'missing')
    throw failure(
      'no-file',
      `there is no file ${named}`,
      'give a person, "consensus", or the path of a file from this folder',
    )
  const parsed = await parseYaml(named, bytes, byteLimit('response'))
  if ('problems' in parsed) throw new TiexError(parsed.problems)
  const format = (parsed.yaml.data as { format?: unknown } | null)?.format
  if (typeof format === 'string' && format.startsWith('tiex-consensus/'))
    return consensusSource(session, named, bytes)
  return responseSource(session, { shown: named, bytes, keys })
}

async function responseSource(
  session: Session,
  { shown, bytes, keys }: { shown: string; bytes: Uint8Array; keys: KeySource },
): Promise<Source> {
  const read = await parseKind<ResponseFile>('response', shown, bytes)
  if (isFaulty(read)) throw new TiexError(read.problems)
  const [id = '', version = ''] = read.data.model.split('@')
  const model = await modelFor(session, { id, version })
  const loaded = await openedFile(session, read, keys)
  const errors = await placedErrors(loaded, checkAnswers(loaded.data, model))
  if (errors.length > 0) throw new TiexError(errors)
  return { kind: 'response', model, response: loaded.data }
}

/** The response in a file outside of an assessment, opened where it is sealed. */
async function openedFile(
  session: Session,
  { data, yaml }: Loaded<ResponseFile>,
  keys: KeySource,
): Promise<Loaded<Response>> {
  if (!isSealed(data)) return { data, yaml }
  const { checkSealed, openResponse } = await import('./responses/sealed.ts')
  const wrong = await placedErrors({ data, yaml }, checkSealed(data))
  if (wrong.length > 0) throw new TiexError(wrong)
  const opened = await openResponse({ data, yaml }, openVault(session, keys))
  if (opened === 'no key') throw noKeyFor(yaml.file, data.person)
  if (isFaulty(opened)) throw new TiexError(opened.problems)
  return opened
}

async function consensusSource(session: Session, shown: string, bytes: Uint8Array): Promise<Source> {
  const loaded = await parseKind<Consensus>('consensus', shown, bytes)
  if (isFaulty(loaded)) throw new TiexError(loaded.problems)
  const { model: pin, round } = loaded.data
  const model = await modelFor(session, pin)
  const errors = await placedErrors(
    loaded,
    checkConsensus(loaded.data, model, {
      round,
      pin: { id: model.id, version: model.version, digest: model.digest },
    }),
  )
  if (errors.length > 0) throw new TiexError(errors)
  return { kind: 'consensus', model, consensus: loaded.data }
}

async function modelFor(
  session: Session,
  named: { readonly id: string; readonly version: string },
): Promise<Model> {
  for (const folder of modelFolders(session.folder, named)) {
    const read = await readModel(folder)
    if (read === 'missing') continue
    if ('problems' in read) throw new TiexError(read.problems)
    return read.model
  }
  throw failure(
    'model',
    `nobody has the model ${named.id}@${named.version} that this file names`,
    'look at: tiex model list',
  )
}
