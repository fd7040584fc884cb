import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from '../../env.ts'
import { type Finding, type Problem, TiexError } from '../../problem.ts'
import { judgeSignOff, type Proof, type SignOff, withoutSignatures } from '../../signoff/sign-off.ts'
import { checkSignatures, type Entry, type Signatures, withEntry } from '../../signoff/signatures.ts'
import { parseStatement, type Statement } from '../../signoff/statement.ts'
import type { FileName } from '../disk/faults.ts'
import { writeDurably } from '../disk/write.ts'
import type { Variables } from '../git/run.ts'
import { isFaulty, type Loaded, parseKind, placed, readKind } from '../kinds/read.ts'
import { schemaLine, styleOf } from '../kinds/styles.ts'
import { sameKey } from '../ssh/public-key.ts'
import { verifySignature } from '../ssh/signature.ts'
import { findAssessment, noAssessment, openWorkspace, readAssessment, type Workspace } from '../workspace.ts'
import { equalData } from '../yaml/equal.ts'
import { formatYaml } from '../yaml/format.ts'
import { reviseYaml } from '../yaml/revising/revise.ts'
import { answersChanged } from './answers.ts'
import { changesSince } from './changes.ts'
import { readSignable } from './content.ts'

/** What a signature of a statement is made for. */
export const signOffNamespace = 'tiex-signoff'

/** From the root of the workspace, with forward slashes. */
export function signaturesPath(round: string): string {
  return `rounds/${round}/signatures.yaml`
}

function fileOf(workspace: Pick<Workspace, 'root'>, round: string): FileName {
  const shown = signaturesPath(round)
  return { path: join(workspace.root, shown), shown }
}

/** The signatures of a round with what is wrong in their file; undefined where there are none, absent where it cannot be trusted. Whether they hold says `readSignOff`. */
export async function findSignatures(
  workspace: Workspace,
  round: string,
): Promise<{ signatures?: Signatures; problems: readonly Problem[] } | undefined> {
  const loaded = await readKind<Signatures>('signatures', fileOf(workspace, round))
  if (loaded === 'missing') return undefined
  if (isFaulty(loaded)) return loaded
  const findings = checkSignatures(loaded.data, workspace.assessment, round)
  const problems = await placed(loaded, findings)
  return findings.some(isFault) ? { problems } : { signatures: loaded.data, problems }
}

/** Whether nothing can be said of the file because of it. A statement that was spoilt makes its own entry invalid and no other. */
function isFault({ severity, rule }: Pick<Finding, 'severity' | 'rule'>): boolean {
  return severity === 'error' && rule !== 'statement'
}

/**
 * Who has signed a round, who has still to, and what changed since; where nobody has signed yet, without looking at what there is to
 * sign. Throws a `TiexError` where signatures, or the consensus or plan that was signed, cannot be trusted as files.
 */
export async function readSignOff(workspace: Workspace, round: string, session: Session): Promise<SignOff> {
  const { assessment } = workspace
  const found = await findSignatures(workspace, round)
  if (found === undefined) return { ...withoutSignatures(assessment), round }
  if (found.signatures === undefined) throw new TiexError(found.problems.filter(isFault))
  const now = await readSignable(workspace, round, round === assessment.round ? 'pinned' : 'any')
  const changes = new Map<string, readonly string[]>()
  for (const { statement } of found.signatures.signatures) {
    const signed = parseStatement(statement)
    if (signed !== undefined && differs(signed, now?.statement))
      changes.set(statement, await changesSince(signed, now, { workspace, session }))
  }
  const signOff = judgeSignOff(assessment, found.signatures, {
    round,
    evidence: {
      proofOf: (entry) => proofOf(entry, workspace, session.env.variables),
      current: (role) => (now === undefined ? undefined : { ...now.statement, role }),
      changesSince: (entry) => changes.get(entry.statement) ?? [],
    },
  })
  const isChanged = now !== undefined && (await answersChanged(workspace, now.consensus))
  return isChanged ? { ...signOff, answersChanged: true } : signOff
}

/**
 * As `readSignOff`, of the assessment that holds the session's folder: of its current round, then of every other round that somebody
 * has signed, in the order of tiex.yaml. Where nobody has signed the current one yet, without looking at what there is to sign. Looks
 * for no key. Throws a `TiexError` where tiex.yaml cannot be trusted, too.
 */
export async function readSignOffs(session: Session): Promise<readonly [SignOff, ...SignOff[]]> {
  const found = await findAssessment(session.folder)
  if (found === undefined) throw noAssessment()
  const { data } = await readAssessment(found.bytes)
  const others = Object.keys(data.rounds).filter((round) => round !== data.round)
  const signed = [data.round, ...others].filter((round) =>
    existsSync(join(found.root, signaturesPath(round))),
  )
  if (signed.length === 0) return [withoutSignatures(data)]
  const workspace = await openWorkspace(session, { keys: 'none' })
  const current = signed.includes(data.round)
    ? await readSignOff(workspace, data.round, session)
    : withoutSignatures(data)
  const earlier: SignOff[] = []
  for (const round of signed)
    if (round !== data.round) earlier.push(await readSignOff(workspace, round, session))
  return [current, ...earlier]
}

/** Whether it is worth asking the history; whether the statement is about this round at all is judged elsewhere. */
function differs(signed: Statement, now: Omit<Statement, 'role'> | undefined): boolean {
  return now === undefined || !equalData({ ...now, role: signed.role }, signed)
}

function proofOf(
  { statement, signature = '' }: Entry,
  { assessment }: Workspace,
  variables: Variables,
): Proof {
  const message = new TextEncoder().encode(statement)
  const verified = verifySignature({ message, signature, namespace: signOffNamespace, variables })
  if (verified.state === 'bad') return verified
  const owners = assessment.people.filter(
    ({ 'signing-key': key }) => key !== undefined && sameKey(key, verified.key),
  )
  return { state: 'good', owners }
}

/**
 * Puts an entry into the signatures of a round, in the place of its role's; comments and other entries keep their bytes. Throws a
 * `TiexError` where the file is faulty, or would be: it then stays as it is.
 */
export function saveEntry(
  workspace: Workspace,
  round: string,
  entry: Entry,
): Promise<'written' | 'unchanged'> {
  const file = fileOf(workspace, round)
  const style = styleOf('signatures')
  return writeDurably(file, async (bytes) => {
    const before = bytes === 'missing' ? undefined : await trusted(workspace, round, { file, bytes })
    const after = withEntry(before?.data, round, entry)
    if (before !== undefined && equalData(after, before.data)) return undefined
    const text =
      before === undefined
        ? formatYaml(after, style, [schemaLine('signatures', 2)])
        : await reviseYaml(before.yaml.text, after, style)
    await trusted(workspace, round, { file, bytes: new TextEncoder().encode(text) })
    return text
  })
}

async function trusted(
  { assessment }: Workspace,
  round: string,
  { file, bytes }: { readonly file: FileName; readonly bytes: Uint8Array },
): Promise<Loaded<Signatures>> {
  const read = await parseKind<Signatures>('signatures', file.shown, bytes)
  const problems = isFaulty(read)
    ? read.problems
    : await placed(read, checkSignatures(read.data, assessment, round).filter(isFault))
  if (isFaulty(read) || problems.length > 0) throw new TiexError(problems, 'Nothing was written.')
  return read
}
