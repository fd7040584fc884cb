import type { Assessment } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import type { Audience } from '../../exchange/exchange.ts'
import { unmetNeeds } from '../../exchange/needs.ts'
import { publishedPracticePath, recordPath } from '../../exchange/paths.ts'
import {
  isWithdrawn,
  officialRecord,
  publishedSignature,
  saysTheSame,
  spreadsToPublish,
} from '../../exchange/published.ts'
import type { OfficialRecord, PublishedFile } from '../../exchange/record.ts'
import type { Practice } from '../../practice/practice.ts'
import { failure, type Problem } from '../../problem.ts'
import type { OfficialResponse } from '../../signoff/official.ts'
import { officialResponse, publishedIn } from '../../signoff/official.ts'
import type { SignOff } from '../../signoff/sign-off.ts'
import { parseStatement } from '../../signoff/statement.ts'
import { readConsensus } from '../consensus.ts'
import { earlierTexts } from '../git/reading/versions.ts'
import { isFaulty, parseKind } from '../kinds/read.ts'
import { schemaLine, styleOf } from '../kinds/styles.ts'
import { answersChanged } from '../signoff/answers.ts'
import { digestOf, readSignable, type Signable } from '../signoff/content.ts'
import { findSignatures, readSignOff, signOffNamespace } from '../signoff/signatures.ts'
import { parseKey } from '../ssh/public-key.ts'
import { verifySignature } from '../ssh/signature.ts'
import { assessmentFile, repositoryOf, type Workspace } from '../workspace.ts'
import { formatYaml } from '../yaml/format.ts'
import type { Wanted } from './sending.ts'

/** A round as it can be published, and what a person is to know about it. */
export interface Draft {
  readonly record: OfficialRecord
  readonly agreed: number
  /** All statements of the round. */
  readonly statements: number
  readonly signOff: SignOff
  /** Roles whose signature or record goes along. */
  readonly signed: readonly string[]
  /** What `publish-needs` asks for and is not there. */
  readonly unmet: readonly Problem[]
  /** Statements whose spread stays behind: answered by too few, or by all alike; absent unless spreads were asked for. */
  readonly hiddenSpreads?: { readonly few: number; readonly unanimous: number }
}

interface Asked {
  readonly audience: Audience
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly withSpreads: boolean
}

/**
 * What would be published of the workspace's round. `out of date` where the answers are not those that the consensus was merged from.
 * Throws a `TiexError` where there is no consensus, or nothing is agreed.
 */
export async function draftOf(
  workspace: Workspace,
  wanted: Asked,
  session: Session,
): Promise<Draft | 'out of date'> {
  const { assessment, round } = workspace
  const signable = await readSignable(workspace, round, round === assessment.round ? 'pinned' : 'any')
  if (signable === undefined)
    throw failure(
      'no-consensus',
      `there is no consensus of ${round} to publish`,
      'a facilitator makes it with: tiex merge',
    )
  const entries = Object.values(signable.consensus.statements)
  const agreed = entries.filter((entry) => entry.agreed !== undefined).length
  if (agreed === 0)
    throw failure(
      'nothing-agreed',
      `nothing is agreed in ${round} yet, so there is nothing to publish`,
      'the group agrees in: tiex workshop',
    )
  if (await answersChanged(workspace, signable.consensus)) return 'out of date'
  const signOff = await readSignOff(workspace, round, session)
  const statements = Math.max(
    entries.length,
    isOfModel(signable, workspace) ? workspace.model.statements.length : 0,
  )
  const unmet = unmetNeeds(assessment, {
    round,
    agreed,
    statements,
    signOff,
    hasPlan: signable.statement.plan !== null,
  })
  const official = await officialPart(workspace, signable, session)
  const signatures = await signaturesFor(official, { workspace, signOff, session })
  const spreads = wanted.withSpreads ? await readSpreads(workspace) : undefined
  const record = officialRecord({
    ...{ official, signatures, audience: wanted.audience, published: wanted.today },
    ...(spreads === undefined ? {} : { spreads: spreads.spreads }),
  })
  return {
    ...{ record, agreed, statements, signOff, unmet, signed: signatures.map(({ role }) => role) },
    ...(spreads === undefined ? {} : { hiddenSpreads: { few: spreads.few, unanimous: spreads.unanimous } }),
  }
}

function isOfModel({ consensus }: Signable, { model }: Workspace): boolean {
  return consensus.model.digest === model.digest
}

/** The official response: of an earlier round that was signed, about the council as it was then, as far as the history knows that. */
async function officialPart(
  workspace: Workspace,
  signable: Signable,
  session: Session,
): Promise<OfficialResponse> {
  const { consensus, statement } = signable
  const { assessment, round, model } = workspace
  const published = isOfModel(signable, workspace) ? model : publishedIn(consensus)
  const of = (council: Pick<Assessment, 'organisation' | 'scope'>) =>
    officialResponse(council, published, consensus, round)
  const found = round === assessment.round ? undefined : await findSignatures(workspace, round)
  const signed = (found?.signatures?.signatures ?? []).flatMap(
    (entry) => parseStatement(entry.statement)?.official ?? [],
  )
  if (signed.length === 0 || signed.includes(statement.official)) return of(assessment)
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined) return of(assessment)
  for (const text of earlierTexts(
    repository,
    `${repository.prefix}${assessmentFile}`,
    session.env.variables,
  )) {
    const loaded = await parseKind<Assessment>('assessment', assessmentFile, new TextEncoder().encode(text))
    if (isFaulty(loaded) || loaded.data.organisation.id !== assessment.organisation.id) continue
    const official = of(loaded.data)
    if (signed.includes(digestOf(official))) return official
  }
  return of(assessment)
}

/** The signatures and records that hold, of exactly what is published. */
async function signaturesFor(
  official: OfficialResponse,
  { workspace, signOff, session }: { workspace: Workspace; signOff: SignOff; session: Session },
) {
  const digest = digestOf(official)
  const found = await findSignatures(workspace, workspace.round)
  const holds = new Set(
    signOff.roles.filter(({ state }) => state === 'signed' || state === 'recorded').map(({ role }) => role),
  )
  return (found?.signatures?.signatures ?? [])
    .filter(({ role, statement }) => holds.has(role) && parseStatement(statement)?.official === digest)
    .map((entry) => publishedSignature(entry, keyOf(entry.statement, entry.signature, session)))
}

/** The public key a signature was made with; undefined for a record. */
function keyOf(statement: string, signature: string | undefined, session: Session): string | undefined {
  if (signature === undefined) return undefined
  const verified = verifySignature({
    ...{ message: new TextEncoder().encode(statement), signature, namespace: signOffNamespace },
    variables: session.env.variables,
  })
  return verified.state === 'good' ? parseKey(verified.key)?.text : undefined
}

async function readSpreads(workspace: Workspace) {
  const consensus = await readConsensus(workspace)
  if (consensus === undefined) return { spreads: {}, few: 0, unanimous: 0 }
  if (consensus.sealed !== undefined)
    throw failure(
      'sealed',
      'the counts are sealed, and no key at hand opens them',
      'leave --with-spreads out, or let one who may facilitate publish: tiex keys',
    )
  return spreadsToPublish(consensus, workspace.assessment['minimum-group'] ?? 5)
}

/** A file of an exchange, byte for byte. */
export function recordText(record: PublishedFile): string {
  return formatYaml(record, styleOf('official'), [schemaLine('official', 2)])
}

/** What of a council is published, in text and data. A faulty record is text alone. */
export interface Published {
  readonly text: string
  readonly file?: PublishedFile
}

export async function parsePublished(
  path: string,
  bytes: Uint8Array | 'missing',
): Promise<Published | undefined> {
  if (bytes === 'missing') return undefined
  const text = new TextDecoder().decode(bytes)
  const loaded = await parseKind<PublishedFile>('official', path, bytes)
  return isFaulty(loaded) ? { text } : { text, file: loaded.data }
}

/** The record as a file that is to be published; on another day it says the same. */
export function recordFile(record: OfficialRecord): Wanted {
  const path = recordPath(record.organisation.id, record.round)
  const isSame = async (before: string) => {
    const published = await parsePublished(path, new TextEncoder().encode(before))
    const file = published?.file
    return file !== undefined && !isWithdrawn(file) && saysTheSame(file, record)
  }
  return { path, after: recordText(record), isSame }
}

export function practiceFile(organisation: string, practice: Practice): Wanted {
  return {
    path: publishedPracticePath(organisation, practice.id),
    after: formatYaml(practice, styleOf('practice'), [schemaLine('practice', 3)]),
  }
}
