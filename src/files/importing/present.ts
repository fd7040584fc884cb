import type { Problem } from '../../problem.ts'
import { inFileOrder } from '../../response/answers.ts'
import type { Response } from '../../response/response.ts'
import { isSealed, type ResponseFile } from '../../response/sealed.ts'
import { type Standing, standingOf } from '../../response/standing.ts'
import { isFaulty, type Loaded, readKind } from '../kinds/read.ts'
import { responseFile } from '../responses/read.ts'
import { openResponse } from '../responses/sealed.ts'
import type { Workspace } from '../workspace.ts'
import { equalData } from '../yaml/equal.ts'
import type { Arrived } from './arrived.ts'

/** What is there of a person before something of theirs is taken in. */
export type Present =
  | { readonly state: 'nothing' }
  /** The answers that came. */
  | { readonly state: 'the same'; readonly file: ResponseFile }
  | { readonly state: Standing; readonly file: ResponseFile; readonly text: string }
  | { readonly state: 'faulty'; readonly problems: readonly Problem[] }

/** What is there of the person, and how what came stands to it. Sealed answers are compared where a key opens both. */
export async function presentOf(workspace: Workspace, arrived: Arrived): Promise<Present> {
  const there = await readKind<ResponseFile>(
    'response',
    responseFile(workspace, workspace.round, arrived.person.id),
  )
  if (there === 'missing') return { state: 'nothing' }
  if (isFaulty(there)) return { state: 'faulty', problems: there.problems }
  const { data, yaml } = there
  if (await isSame(workspace, there, arrived)) return { state: 'the same', file: data }
  return { state: standingOf(arrived.sealed ?? arrived, data), file: data, text: yaml.text }
}

async function isSame(
  workspace: Workspace,
  there: Loaded<ResponseFile>,
  { sealed, response }: Arrived,
): Promise<boolean> {
  const { data, yaml } = there
  if (isSealed(data) && data.sealed === sealed?.sealed) return true
  if (response === undefined) return false
  const opened = isSealed(data) ? await openResponse({ data, yaml }, workspace.vault) : { data }
  if (opened === 'no key' || 'problems' in opened) return false
  return equalData(said(opened.data, workspace), said(response, workspace))
}

/** What a person says in a response, without when they said it. */
function said(response: Response, { model }: Workspace) {
  const { started: _, submitted, role: __, format: ___, ...rest } = inFileOrder(response, model)
  return { ...rest, isSubmitted: submitted !== undefined }
}
