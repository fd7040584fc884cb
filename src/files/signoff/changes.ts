import type { Assessment } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import type { Consensus } from '../../merge/consensus.ts'
import { contentChanges, councilChanges, shortList } from '../../signoff/changes.ts'
import { signedContent } from '../../signoff/content.ts'
import type { Statement } from '../../signoff/statement.ts'
import { consensusPath } from '../consensus.ts'
import { earlierTexts, versionDepth } from '../git/reading/versions.ts'
import { isFaulty, parseKind } from '../kinds/read.ts'
import type { Kind } from '../kinds/schema.ts'
import { assessmentFile, repositoryOf, type Workspace } from '../workspace.ts'
import { digestOf, officialDigest, type Signable } from './content.ts'

/**
 * What changed from a signed statement to what the round is now, in words; at least one entry, at most ten and how many more. The
 * signed consensus and tiex.yaml are looked up in the history by their digests; where they are not found, only that they changed is told.
 */
export async function changesSince(
  signed: Statement,
  now: Signable | undefined,
  place: { readonly workspace: Workspace; readonly session: Session },
): Promise<readonly string[]> {
  if (now === undefined) return ['the consensus is gone']
  const changes = [...modelChanges(signed, now), ...(await consensusChanges(signed, now, place))]
  const { plan } = now.statement
  if (signed.plan !== plan)
    changes.push(
      signed.plan === null
        ? 'a plan was added'
        : plan === null
          ? 'the plan was taken away'
          : 'the plan changed',
    )
  return changes.length === 0 ? ['what is published of it changed'] : shortList(changes)
}

function modelChanges({ model: was }: Statement, { statement }: Signable): string[] {
  const is = statement.model
  if (was.id !== is.id || was.version !== is.version)
    return [`the model: ${was.id} ${was.version} -> ${is.id} ${is.version}`]
  return was.digest === is.digest ? [] : [`the statements of the model ${is.id} ${is.version} changed`]
}

async function consensusChanges(
  signed: Statement,
  now: Signable,
  { workspace, session }: { readonly workspace: Workspace; readonly session: Session },
): Promise<readonly string[]> {
  const isSame = signed.consensus === now.statement.consensus
  const history: History = (kind, file, fits) => findEarlier(kind, file, { workspace, session, fits })
  const before = isSame
    ? now.consensus
    : await history<Consensus>(
        'consensus',
        consensusPath(now.statement.round),
        (consensus) => digestOf(signedContent(consensus)) === signed.consensus,
      )
  if (before === undefined)
    return [`the consensus changed (what was signed is not among its last ${versionDepth} versions in git)`]
  const council = await publishedChanges(signed, { before, workspace, history })
  if (isSame) return council
  const content = contentChanges(signedContent(before), signedContent(now.consensus), workspace.model)
  return [...council, ...(content.length > 0 ? content : ['the consensus changed'])]
}

/** What of tiex.yaml changed that stands in the official response. */
async function publishedChanges(
  signed: Statement,
  { before, workspace, history }: { before: Consensus; workspace: Workspace; history: History },
): Promise<readonly string[]> {
  const { assessment } = workspace
  const wasSigned = (council: Assessment) => officialDigest(council, before, signed.round) === signed.official
  if (wasSigned(assessment)) return []
  const earlier = await history<Assessment>('assessment', assessmentFile, wasSigned)
  return earlier === undefined
    ? ['the organisation or the scope in tiex.yaml changed']
    : councilChanges(earlier, assessment)
}

type History = <Data>(kind: Kind, file: string, fits: (data: Data) => boolean) => Promise<Data | undefined>

/** The newest version of a file in the history that fits and is right by its schema. */
async function findEarlier<Data>(
  kind: Kind,
  file: string,
  where: {
    readonly workspace: Workspace
    readonly session: Session
    readonly fits: (data: Data) => boolean
  },
): Promise<Data | undefined> {
  const { workspace, session, fits } = where
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined) return undefined
  for (const text of earlierTexts(repository, `${repository.prefix}${file}`, session.env.variables)) {
    const loaded = await parseKind<Data>(kind, file, new TextEncoder().encode(text))
    if (!isFaulty(loaded) && fits(loaded.data)) return loaded.data
  }
  return undefined
}
