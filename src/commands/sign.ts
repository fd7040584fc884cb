import type { Command } from 'commander'
import type { Person } from '../assessment/assessment.ts'
import type { Run } from '../catalogue.ts'
import { type Session, timestamp } from '../env.ts'
import { consensusPath } from '../files/consensus.ts'
import { readNext } from '../files/ground.ts'
import { record, recordLeft } from '../files/record.ts'
import { planPath, readSignable, type Signable } from '../files/signoff/content.ts'
import { readSignOff, saveEntry, signaturesPath, signOffNamespace } from '../files/signoff/signatures.ts'
import { keyFingerprint } from '../files/ssh/public-key.ts'
import { findSigner, type Signer, signMessage } from '../files/ssh/sign.ts'
import { uncommittedIn } from '../files/uncommitted.ts'
import { assessmentFile, openWorkspace, type Workspace, whoAmI } from '../files/workspace.ts'
import { isConfirmed } from '../interview/confirm.ts'
import { failure } from '../problem.ts'
import { renderNext } from '../render/next.ts'
import { draftWords, renderSigning } from '../render/sign.ts'
import { recordsShort, renderSignOff } from '../render/sign-off.ts'
import { oneLine, wrap } from '../render/text.ts'
import { renderUncommitted } from '../render/uncommitted.ts'
import { whyNotRecord, whyNotSign } from '../signoff/right.ts'
import type { RoleSignOff, SignOff } from '../signoff/sign-off.ts'
import type { Entry } from '../signoff/signatures.ts'
import { formatStatement, type Statement } from '../signoff/statement.ts'
import { withAs, withCommit, withDryRun, withExamples, withRound } from './flags.ts'

interface SignFlags {
  readonly as?: string
  readonly key?: string
  readonly yes?: boolean
  readonly round?: string
  readonly recorded?: string
  readonly for?: string
  readonly dryRun?: boolean
  readonly commit: boolean
}

export function define(command: Command, run: Run): void {
  command
    .option('--key <file>', 'the private key to sign with, or a .pub file whose key is in ssh-agent')
    .option('--yes', 'sign what is shown, or record the sign-off of a draft, without being asked')
    .option('--recorded <text>', 'where a decision without a signature is written down; goes with --for')
    .option('--for <role>', 'the role whose decision is recorded')
  withCommit(withDryRun(withRound(withAs(command))))
  withExamples(command, [
    'tiex sign',
    'tiex sign --dry-run   read what would be signed',
    "tiex sign --recorded 'Cabinet minute 14' --for leader",
  ])
  command.action(run<SignFlags>((flags, session) => sign(flags, session)))
}

/** What both ways to sign off know: who acts, and what there is to sign. */
interface Task {
  readonly workspace: Workspace
  readonly person: Person
  readonly signable: Signable
  readonly signOff: SignOff
  readonly flags: SignFlags
}

async function sign(flags: SignFlags, session: Session): Promise<void> {
  refuseFlags(flags)
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const person = await whoAmI(session, workspace, flags.as)
  const signable = await agreedOf(workspace)
  const signOff = await readSignOff(workspace, workspace.round, session)
  const task = { workspace, person, signable, signOff, flags }
  await (flags.recorded === undefined ? signAs(task, session) : recordFor(task, session))
}

function refuseFlags({ recorded, for: role, key }: SignFlags): void {
  const usage = (message: string, hint: string) => failure('usage', message, hint)
  if (recorded === undefined && role !== undefined)
    throw usage('--for goes with --recorded', 'sign as your own role with: tiex sign')
  if (recorded !== undefined && role === undefined)
    throw usage('--for is missing', 'name the role that decided, such as --for leader')
  if (recorded !== undefined && key !== undefined)
    throw usage('--recorded signs nothing, so that --key does not go with it', 'leave it out')
  if (recorded !== undefined && (recorded.trim() === '' || recorded.length > 200))
    throw usage(
      '--recorded cannot be empty or longer than 200 characters',
      'write something such as "Cabinet minute 14"',
    )
}

async function agreedOf(workspace: Workspace): Promise<Signable> {
  const { round } = workspace
  const signable = await readSignable(workspace, round)
  if (signable === undefined)
    throw failure(
      'no-consensus',
      `there is no consensus of ${round} to sign`,
      'a facilitator makes it with: tiex merge',
    )
  if (!Object.values(signable.consensus.statements).some(({ agreed }) => agreed !== undefined))
    throw failure(
      'nothing-agreed',
      `nothing is agreed in ${round} yet, so there is nothing to sign`,
      'the group agrees in: tiex workshop',
    )
  return signable
}

async function signAs(task: Task, session: Session): Promise<void> {
  const { workspace, person, signable, flags } = task
  const refused = whyNotSign(person, workspace.assessment)
  if (refused !== undefined) throw refused
  const before = task.signOff.roles.find(({ role }) => role === person.role)
  if (before?.state === 'signed') {
    await recordEarlier(signingMessage(task), task, session)
    sayUnchanged(before, task, session)
    return tellNext(workspace, task.signOff, session)
  }
  const statement: Statement = { ...signable.statement, role: person.role }
  const shown = shownBefore(statement, task, session)
  if (flags.dryRun) {
    await session.print(shown)
    return session.say(
      `\nWould sign this and write ${signaturesPath(workspace.round)}; nothing was written.\n`,
    )
  }
  const signer = await signerOf(person, flags, session)
  if (!(await isAgreed(statement, { shown, flags, session }))) {
    session.say('Nothing was signed.\n')
    return session.answerNo()
  }
  const line = formatStatement(statement)
  const signature = await signMessage(session, signer, { message: line, namespace: signOffNamespace })
  const at = timestamp(session.env.now())
  const entry: Entry = { role: person.role, person: person.id, at, statement: line, signature }
  await write(entry, signingMessage(task), { ...task, session })
}

function signingMessage({ workspace, person }: Task): string {
  return `Sign off ${workspace.round} as ${oneLine(person.role)}`
}

function shownBefore(statement: Statement, { workspace, signable }: Task, session: Session): string {
  const { assessment, model } = workspace
  const { organisation, scope } = assessment
  const { consensus } = signable
  return renderSigning({ council: organisation.name, scope, model, consensus, statement }, session.screen)
}

async function signerOf(person: Person, flags: SignFlags, session: Session): Promise<Signer> {
  const registered = person['signing-key']!
  const signer = await findSigner(session, registered, flags.key)
  if (signer !== undefined) return signer
  throw failure(
    'private-key',
    `the private half of the signing key of ${person.id} was not found (${keyFingerprint(registered)})`,
    'name its file with --key FILE, add it to ssh-agent, or run: git config user.signingkey FILE',
  )
}

/** Shows what is signed, and asks unless a flag says yes. What a person is asked about goes where the question goes: output may be on its way into a file. */
async function isAgreed(
  { role, round }: Statement,
  { shown, flags, session }: { shown: string; flags: SignFlags; session: Session },
): Promise<boolean> {
  if (flags.yes) {
    await session.print(shown)
    return true
  }
  if (!session.interactive)
    throw failure('flag', '--yes is missing', 'read what is signed with --dry-run, then sign it with --yes')
  session.say(shown)
  const question = oneLine(`Sign this as ${role} for ${round}?`)
  return isConfirmed(session, { question, yes: 'yes, sign it', no: 'no, sign nothing' })
}

function sayUnchanged({ role, person, at }: RoleSignOff, { signOff }: Task, session: Session): void {
  const said = `Signed as ${role} already, by ${person} on ${at?.slice(0, 10)}; nothing has changed since.`
  session.say(`${wrap(oneLine(said), session.screen.width)}\n\n${renderSignOff(signOff, session.screen)}`)
}

/** Writes down that a role has decided elsewhere; never in the place of a signature that holds. */
async function recordFor(task: Task, session: Session): Promise<void> {
  const { workspace, person, signable, signOff, flags } = task
  const role = flags.for!
  const recorded = flags.recorded!.trim()
  const refused = whyNotRecord(person, role, workspace.assessment)
  if (refused !== undefined) throw refused
  const before = signOff.roles.find((one) => one.role === role)
  if (before?.state === 'signed')
    throw failure(
      'signed',
      `${role} has signed already, by ${before.person}`,
      'a record would take the place of the signature; there is no need of one',
    )
  if (before?.state === 'recorded' && before.recorded === recorded) {
    await recordEarlier(recordingMessage(role, task), task, session)
    session.say(`Recorded for ${oneLine(role)} already; nothing has changed since.\n`)
    session.say(`\n${renderSignOff(signOff, session.screen)}`)
    return tellNext(workspace, signOff, session)
  }
  const statement = formatStatement({ ...signable.statement, role })
  const draft = draftWords(workspace.model, signable.consensus)
  if (draft !== undefined) session.say(`${wrap(draft, session.screen.width)}\n`)
  if (flags.dryRun)
    return session.say(
      `Would record ${oneLine(recorded)} for ${oneLine(role)} in ${signaturesPath(workspace.round)}; nothing was written.\n`,
    )
  if (draft !== undefined && !(await isWanted({ role, workspace, flags, session }))) {
    session.say('Nothing was recorded.\n')
    return session.answerNo()
  }
  const at = timestamp(session.env.now())
  const entry: Entry = { role, recorded, 'recorded-by': person.id, at, statement }
  await write(entry, recordingMessage(role, task), { ...task, session })
}

function recordingMessage(role: string, { workspace }: Task): string {
  return `Record the sign-off of ${workspace.round} for ${oneLine(role)}`
}

/** Whether the sign-off of a draft is to be recorded all the same. */
async function isWanted(about: {
  readonly role: string
  readonly workspace: Workspace
  readonly flags: SignFlags
  readonly session: Session
}): Promise<boolean> {
  const { role, workspace, flags, session } = about
  if (flags.yes) return true
  if (!session.interactive)
    throw failure('flag', '--yes is missing', 'agree on the rest in tiex workshop, or record it with --yes')
  const question = oneLine(`Record the decision of ${role} about this draft of ${workspace.round}?`)
  return isConfirmed(session, { question, yes: 'yes, record it', no: 'no, record nothing' })
}

/** Commits the signatures that are there, where an earlier run was stopped before it could. */
async function recordEarlier(message: string, { workspace, ...task }: Task, session: Session): Promise<void> {
  const { person, flags } = task
  if (!flags.commit || flags.dryRun) return
  const key = flags.key === undefined ? {} : { key: flags.key }
  await recordLeft(session, workspace.root, {
    ...{ files: [signaturesPath(workspace.round)], message, person },
    ...key,
  })
}

async function write(
  entry: Entry,
  message: string,
  { workspace, person, signable, flags, session }: Task & { session: Session },
): Promise<void> {
  const path = signaturesPath(workspace.round)
  await saveEntry(workspace, workspace.round, entry)
  const recorded = flags.commit
    ? await record(session, workspace.root, {
        ...{ files: [path], message, person },
        ...(flags.key === undefined ? {} : { key: flags.key }),
      })
    : 'nothing'
  const after = await readSignOff(workspace, workspace.round, session)
  const state = recorded === 'committed' ? 'committed' : 'not committed'
  session.say(`\nWritten: ${path} (${state})\n\n${renderSignOff(after, session.screen)}`)
  if (recorded === 'committed') await nameUncommitted(workspace, signable, session)
  await tellNext(workspace, after, session)
}

/** Where a record stands in the place of a signature that is demanded, also how that may be enough. */
async function tellNext(workspace: Workspace, signOff: SignOff, session: Session): Promise<void> {
  session.say(recordsShort(signOff, session.screen) ?? '')
  session.say(renderNext(await readNext(workspace, session), session.screen))
}

/** Colleagues, and the history that later tells what changed, have only what is committed. */
async function nameUncommitted(workspace: Workspace, signable: Signable, session: Session): Promise<void> {
  const { round } = workspace
  const plan = signable.statement.plan === null ? [] : [planPath(round)]
  const names = await uncommittedIn(session, workspace, [assessmentFile, consensusPath(round), ...plan])
  session.say(renderUncommitted(names, 'see other contents than those signed', session.screen))
}
