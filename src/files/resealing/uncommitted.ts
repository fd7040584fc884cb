import { join } from 'node:path'
import type { Consensus } from '../../merge/consensus.ts'
import { TiexError } from '../../problem.ts'
import { isSealed, openedResponse, type ResponseFile, type SealedResponse } from '../../response/sealed.ts'
import { consensusPath } from '../consensus.ts'
import { askObjects } from '../git/reading/objects.ts'
import { uncommittedFiles } from '../git/reading/uncommitted.ts'
import type { Repository } from '../git/repository.ts'
import { type GitRun, runGitBytes } from '../git/run.ts'
import { isFaulty, type Loaded, parseKind } from '../kinds/read.ts'
import { responsePath } from '../responses/read.ts'
import { type OpenedResponse, openResponse } from '../responses/sealed.ts'
import { messageOf, responseNamespace } from '../responses/signed.ts'
import { sameKey } from '../ssh/public-key.ts'
import { verifySignature } from '../ssh/signature.ts'
import { repositoryOf } from '../workspace.ts'
import { equalData } from '../yaml/equal.ts'
import { type Resealing, readRight } from './file.ts'

/** What HEAD does not hold as it is on disk. */
export interface Uncommitted {
  /** By person whose response the caller has sealed again, and nothing else: its block on disk, and the one in HEAD. */
  readonly resealed: ReadonlyMap<string, readonly [disk: string, head: string]>
  /** Others whose response is not committed as it is. */
  readonly changed: readonly string[]
  /** The consensus too differs from HEAD by what sealing again changes in it. */
  readonly consensus: boolean
}

/** Looks for what an earlier run of the caller sealed again and did not commit. Nothing is uncommitted outside of a repository. */
export async function findUncommitted(
  work: Resealing,
  round: string,
  people: readonly string[],
): Promise<Uncommitted> {
  const repository = await repositoryOf(work.session, work.workspace)
  if (repository === undefined) return { resealed: new Map(), changed: [], consensus: false }
  const pathOf = new Map(people.map((person) => [responsePath(round, person), person]))
  const inRepository = [...pathOf.keys(), consensusPath(round)].map((file) => `${repository.prefix}${file}`)
  const files = uncommittedFiles(repository, inRepository, work.workspace.vault.variables)
  const place = { work, repository, inHead: readInHead(files, runOf(work, repository)) }
  const resealed = new Map<string, readonly [string, string]>()
  const changed: string[] = []
  let consensus = false
  for (const file of files.map((named) => named.slice(repository.prefix.length))) {
    const person = pathOf.get(file)
    if (person === undefined) {
      consensus = await isConsensusResealed(place, file)
      continue
    }
    const blocks = await resealedBlocks(place, file)
    if (blocks === undefined) changed.push(person)
    else resealed.set(person, blocks)
  }
  return { resealed, changed, consensus }
}

interface Place {
  readonly repository: Repository
  readonly work: Resealing
  readonly inHead: InHead
}

/** The bytes HEAD has of a file, named from the root of the repository; undefined where it has none that can be read. */
type InHead = (file: string) => Uint8Array | undefined

function runOf({ workspace }: Resealing, { root }: Repository): GitRun {
  return { root, variables: workspace.vault.variables }
}

/** Reads files together where that is possible, and otherwise each as it is asked for. */
function readInHead(files: readonly string[], run: GitRun): InHead {
  const alone: InHead = (file) => {
    const end = runGitBytes(['cat-file', 'blob', `HEAD:${file}`], run)
    return end.code === 0 ? end.stdout : undefined
  }
  if (files.length < 2 || files.some((file) => file.includes('\n'))) return alone
  try {
    const asked = files.map((file) => `HEAD:${file}`)
    const answer = askObjects(asked, run)
    if (answer === 'too much') return alone
    const found = new Map(files.map((file, at) => [file, answer.objects[at]]))
    return (file) => {
      const object = found.get(file)
      return object?.kind === 'blob' ? object.bytes : undefined
    }
  } catch (error) {
    if (error instanceof TiexError) return alone
    throw error
  }
}

async function resealedBlocks(
  place: Place,
  file: string,
): Promise<readonly [disk: string, head: string] | undefined> {
  const { workspace } = place.work
  const [disk, head] = await bothOf<ResponseFile>(place, 'response', file)
  if (disk === undefined || head === undefined || !isSealed(disk.data) || !isSealed(head.data))
    return undefined
  if ((disk.data.seq ?? 0) <= (head.data.seq ?? 0) || !isSignedByCaller(place.work, disk.data))
    return undefined
  const opened: OpenedResponse[] = []
  for (const { data, yaml } of [disk, head]) {
    const one = await openResponse({ data: data as SealedResponse, yaml }, workspace.vault)
    if (one === 'no key' || isFaulty(one)) return undefined
    opened.push(one)
  }
  const [now, before] = opened.map(({ inside }, at) =>
    openedResponse([disk, head][at]!.data as SealedResponse, inside),
  )
  const isSame = equalData(readableOf(disk.data), readableOf(head.data)) && equalData(now, before)
  return isSame ? [disk.data.sealed, head.data.sealed] : undefined
}

/** What everybody can read, but for what sealing again changes. */
function readableOf({ seq: _, key: __, sealed: ___, signature: ____, ...head }: SealedResponse) {
  return head
}

/** A signature of anybody else was made by another than the caller, who leaves none or their own. */
function isSignedByCaller({ caller, workspace }: Resealing, file: SealedResponse): boolean {
  if (file.signature === undefined) return true
  const verified = verifySignature({
    message: new TextEncoder().encode(messageOf(file)),
    signature: file.signature,
    namespace: responseNamespace,
    variables: workspace.vault.variables,
  })
  const own = caller['signing-key']
  return own !== undefined && verified.state === 'good' && sameKey(own, verified.key)
}

async function isConsensusResealed(place: Place, file: string): Promise<boolean> {
  const [disk, head] = await bothOf<Consensus>(place, 'consensus', file)
  if (disk === undefined || head === undefined) return false
  return equalData(unsealedOf(disk.data), unsealedOf(head.data))
}

function unsealedOf({ sealed, responses: { digest: _, ...responses }, ...rest }: Consensus) {
  return { ...rest, responses, isSealed: sealed !== undefined }
}

type Both<Data> = readonly [disk: Loaded<Data> | undefined, head: Loaded<Data> | undefined]

/** The file on disk and in HEAD; undefined where it is not there or not right. */
async function bothOf<Data>(
  { repository, work, inHead }: Place,
  kind: 'response' | 'consensus',
  shown: string,
): Promise<Both<Data>> {
  const { root } = work.workspace
  const bytes = inHead(`${repository.prefix}${shown}`)
  const head = bytes === undefined ? undefined : await parseKind<Data>(kind, shown, bytes)
  return [
    await readRight<Data>(kind, { path: join(root, shown), shown }),
    head === undefined || isFaulty(head) ? undefined : head,
  ]
}
