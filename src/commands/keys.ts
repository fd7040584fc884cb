import { type Command, Option } from 'commander'
import { type Assessment, may, type Person } from '../assessment/assessment.ts'
import { type KeyChange, replacedKeys } from '../assessment/keys.ts'
import { withChange } from '../assessment/people.ts'
import type { Run } from '../catalogue.ts'
import { listed } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { fingerprintOf, makeIdentity } from '../files/age/identity.ts'
import { saveAssessment } from '../files/assessment-file.ts'
import { backUpKeys, refuseBackUp, restoreKeys } from '../files/keys/back-up.ts'
import { givenKeys, givenRecipient, refuseSecrets } from '../files/keys/given.ts'
import { addIdentity, findKeyring, ownKeyring } from '../files/keys/keyring.ts'
import { ownKeys, readKeys } from '../files/keys/known.ts'
import { record } from '../files/record.ts'
import { handBack, type Resealed, resealRound } from '../files/resealing/reseal.ts'
import { responsePath } from '../files/responses/read.ts'
import { keyFingerprint } from '../files/ssh/public-key.ts'
import {
  assessmentFile,
  callerWhoMay,
  openWorkspace,
  personNamed,
  type Workspace,
} from '../files/workspace.ts'
import { isReadOut, newPassphrase, passphraseFor } from '../interview/keys.ts'
import { failure } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { besideLines, keysJson, renderKeys, renderResealed, resealMessage } from '../render/keys.ts'
import { renderProblems } from '../render/problems.ts'
import { counted, oneLine, wrap } from '../render/text.ts'
import {
  refuseOtherWords,
  withAs,
  withCommit,
  withDryRun,
  withExamples,
  withFormat,
  withIdentity,
  withRound,
} from './flags.ts'

interface ActFlags {
  readonly as?: string
  readonly identity?: string
  readonly round?: string
  readonly dryRun?: boolean
  readonly commit: boolean
}

interface AddFlags extends ActFlags {
  readonly signingKey?: string
  readonly replace?: boolean
}

interface HandBackFlags extends ActFlags {
  readonly key?: string
  readonly fingerprint?: string
  readonly yes?: boolean
}

export function define(command: Command, run: Run): void {
  const list = refuseOtherWords(command)
    .command('show', { isDefault: true })
    .description('show your public key, and whose keys open all answers (also: tiex keys)')
  withFormat(withIdentity(withAs(list)), ['text', 'json'])
  list.action(run<ShowFlags>((flags, session) => show(flags, session)))
  command
    .command('make')
    .description('make your key, where there is none')
    .option('--new', 'make another one for what is sealed from now on; those there are stay')
    .action(run<{ new?: boolean }>((flags, session) => make(flags, session)))

  const add = command
    .command('add')
    .description('put the public key of a person into tiex.yaml')
    .argument('<person>', 'whose key it is')
    .argument('[recipient]', 'their public age key, age1... (default: your own, for yourself)')
    .option('--signing-key <key>', 'their public SSH key, or @FILE.pub')
    .option('--replace', 'take the place of a key that is there')
  withCommit(withDryRun(withAs(add))).action(
    run<AddFlags>((flags, session, id, recipient) => addKey(id!, recipient, flags, session)),
  )
  command
    .command('back-up')
    .description('copy your keys to a file that a passphrase opens')
    .argument('<file>', 'a new file, outside of the assessment')
    .action(run((_, session, file) => backUp(file!, session)))
  command
    .command('restore')
    .description('put the keys of a back-up, or of an age identity file, among yours')
    .argument('<file>', 'the back-up')
    .action(run((_, session, file) => restore(file!, session)))

  const again = command
    .command('rotate')
    .description('seal the answers of a round again, for those who may facilitate now')
    .addOption(new Option('--all-rounds', 'of every round').conflicts('round'))
  withCommit(withDryRun(withIdentity(withRound(withAs(again))))).action(
    run<ActFlags & { allRounds?: boolean }>((flags, session) => rotate(flags, session)),
  )
  const hand = command
    .command('hand-back')
    .description('seal the answers of a person to a new key of theirs, the old one being lost')
    .argument('<person>', 'whose answers')
    .option('--key <recipient>', 'the public half of their new key, age1...')
    .option('--fingerprint <words>', 'the fingerprint that the person read out to you')
    .option('--yes', 'do not ask; goes with --fingerprint')
  withCommit(withDryRun(withIdentity(withRound(withAs(hand))))).action(
    run<HandBackFlags>((flags, session, id) => handBackTo(id!, flags, session)),
  )
  withExamples(command, [
    'tiex keys',
    'tiex keys back-up ~/tiex-key.age',
    'tiex keys add sam-okafor age1...',
    'tiex keys rotate --dry-run',
  ])
}

interface ShowFlags {
  readonly as?: string
  readonly identity?: string
  readonly format: string
}

async function show(flags: ShowFlags, session: Session): Promise<void> {
  const { view, problems } = await readKeys(session, { ...flags, ...unlocking(session) })
  session.say(renderProblems(problems))
  await session.print(flags.format === 'json' ? keysJson(view) : renderKeys(view, session.screen))
}

async function make({ new: another }: { new?: boolean }, session: Session): Promise<void> {
  const source = unlocking(session)
  const before = another ? await findKeyring(session, source) : undefined
  const own =
    before === undefined
      ? await ownKeyring(session, source)
      : { ...(await addIdentity(session, (await makeIdentity()).identity)), made: true }
  tell(session, own.made ? 'A key was made for you.' : 'You have a key already: nothing was made.')
  await session.print(renderKeys({ own: ownKeys(own) }, session.screen))
  if (!own.made) return tell(session, 'Another one is made by: tiex keys make --new')
  if ((session.env.variables.TIEX_IDENTITY ?? '') !== '')
    tell(session, 'TIEX_IDENTITY is set, and what it names goes before this key.')
  tell(session, 'Keep a copy of it: tiex keys back-up FILE')
  tell(
    session,
    'If you facilitate, one who may administer adds it: tiex keys add PERSON age1... Else there is nothing to do: your answers are sealed to it with the next one you give.',
  )
}

async function addKey(
  id: string,
  recipient: string | undefined,
  flags: AddFlags,
  session: Session,
): Promise<void> {
  refuseSecrets(id, recipient, flags.signingKey)
  const workspace = await openWorkspace(session, unlocking(session))
  const caller = await callerWhoMay('administer', { session, workspace, as: flags.as })
  const person = personNamed(workspace, id)
  const given = { recipient, signingKey: flags.signingKey, isOwn: caller.id === id }
  const change = await givenKeys(session, workspace, { ...given, id })
  const replaced = replacedIn(workspace.assessment, id, { change, flags })
  for (const line of keyWords(change)) tell(session, line)
  if (!given.isOwn) tell(session, `Let ${id} read theirs out to you (tiex keys show): it must be the same.`)
  if (flags.dryRun) return tell(session, `Would change ${assessmentFile}; nothing was written.`)
  const written = await saveAssessment(workspace, (current) => {
    replacedIn(current, id, { change, flags })
    return withChange(current, id, change)
  })
  if (written === 'unchanged') return tell(session, `${assessmentFile} says so already: nothing was changed.`)
  const message = `${replaced ? 'Replace' : 'Add'} the key of ${id}`
  await commit([assessmentFile], message, { workspace, caller, flags, session })
  if (change['signing-key'] !== undefined && replaced)
    tell(session, `What ${id} signed with another key does not count as signed by them any more.`)
  const opens = change.recipient !== undefined && may(person, 'facilitate')
  if (opens && workspace.assessment.confidentiality === 'sealed')
    tell(session, 'Answers sealed before open with this key only after: tiex keys rotate')
}

/** Whether the change takes the place of a key. Throws a `TiexError` where that is not wished. */
function replacedIn(
  { people }: Assessment,
  id: string,
  { change, flags }: { readonly change: KeyChange; readonly flags: AddFlags },
): boolean {
  const person = people.find((known) => known.id === id)
  const replaced = person === undefined ? [] : replacedKeys(person, change)
  if (replaced.length === 0 || flags.replace) return replaced.length > 0
  const what = listed(replaced.map((key) => (key === 'recipient' ? 'public age key' : 'signing key')))
  throw failure(
    'replace',
    `${id} has another ${what} already`,
    'ask them whether the old one is to go; then add --replace',
  )
}

function keyWords({ recipient, 'signing-key': signing }: KeyChange): readonly string[] {
  return [
    ...(recipient === undefined ? [] : [`Fingerprint of the key: ${fingerprintOf(recipient)}`]),
    ...(signing === undefined ? [] : [`Fingerprint of the signing key: ${keyFingerprint(signing)}`]),
  ]
}

async function backUp(named: string, session: Session): Promise<void> {
  refuseSecrets(named)
  const keyring = await findKeyring(session, unlocking(session))
  if (keyring === undefined) throw failure('key', 'you have no key to back up', 'make one: tiex keys make')
  await refuseBackUp(session, named)
  const passphrase = await newPassphrase(session, oneLine(named))
  await backUpKeys(session, named, { keyring, passphrase })
  tell(session, `Backed up ${counted(keyring.identities.length, 'key')}: ${oneLine(named)}`)
  tell(session, 'Without the passphrase nobody opens it, you neither. To put it back: tiex keys restore FILE')
}

async function restore(named: string, session: Session): Promise<void> {
  refuseSecrets(named)
  const { added, known, recipient, file } = await restoreKeys(session, named, passphraseFor(session))
  const already = known === 0 ? '' : `, ${known} there already`
  tell(session, `${counted(added, 'new key')}${already}: ${file}`)
  tell(session, `Answers are sealed to this one from now on: ${fingerprintOf(recipient)}`)
}

async function rotate(flags: ActFlags & { allRounds?: boolean }, session: Session): Promise<void> {
  const workspace = await openWorkspace(session, { ...flags, ...unlocking(session) })
  const caller = await callerWhoMay('facilitate', { session, workspace, as: flags.as })
  const rounds = flags.allRounds ? Object.keys(workspace.assessment.rounds) : [workspace.round]
  const dryRun = flags.dryRun === true
  const done: Resealed[] = []
  for (const round of rounds) done.push(await resealRound({ session, workspace, caller, dryRun }, round))
  const problems = done.flatMap(({ refused, counts }) => [
    ...refused.flatMap((one) => one.problems),
    ...(typeof counts === 'string' ? [] : counts.problems),
  ])
  session.say(renderProblems(problems))
  session.say(renderResealed(done, { dryRun, screen: session.screen }))
  await commitResealed(done, { workspace, caller, flags, session })
  if (problems.length > 0) session.answerNo()
}

async function handBackTo(id: string, flags: HandBackFlags, session: Session): Promise<void> {
  refuseSecrets(id, flags.key, flags.fingerprint)
  if (flags.yes && flags.fingerprint === undefined)
    throw failure('usage', '--yes goes with --fingerprint', 'give what the person read out to you')
  if (flags.key === undefined)
    throw failure('flag', '--key is missing', `${id} reads their new public key from: tiex keys show`)
  const workspace = await openWorkspace(session, { ...flags, ...unlocking(session) })
  const caller = await callerWhoMay('facilitate', { session, workspace, as: flags.as })
  const person = personNamed(workspace, id)
  const key = await givenRecipient(flags.key)
  if (!(await isReadOut(session, { person, fingerprint: fingerprintOf(key), flags }))) {
    tell(session, 'Nothing was changed.')
    return session.answerNo()
  }
  const dryRun = flags.dryRun === true
  const done = await handBack({ session, workspace, caller, dryRun }, { person: id, key })
  const problems = typeof done.counts === 'string' ? [] : done.counts.problems
  session.say(renderProblems(problems))
  if (problems.length > 0) session.answerNo()
  for (const line of besideLines(done)) tell(session, line)
  const path = responsePath(workspace.round, id)
  const isSame = done.people.same.length > 0
  if (isSame) tell(session, `${path} is sealed to this key already: nothing was changed.`)
  else if (dryRun) tell(session, `Would seal ${path} to the new key of ${id}; nothing was written.`)
  await commitResealed([done], { workspace, caller, flags, session })
  if (!isSame && !dryRun)
    tell(session, `${id} opens them with the new key from now on: git pull, then tiex assess`)
}

async function commitResealed(
  done: readonly Resealed[],
  acting: Acting & { readonly caller: Person },
): Promise<void> {
  const files = done.flatMap((one) => one.files)
  if (files.length > 0) await commit(files, resealMessage(done, acting.caller.id), acting)
}

interface Acting {
  readonly workspace: Workspace
  readonly flags: ActFlags
  readonly session: Session
}

async function commit(
  files: readonly string[],
  message: string,
  { workspace, caller, flags, session }: Acting & { readonly caller: Person },
): Promise<void> {
  const recorded = flags.commit
    ? await record(session, workspace.root, { files, message, person: caller })
    : 'nothing'
  const what = files.length > 3 ? counted(files.length, 'file') : files.join(', ')
  tell(session, `Written${recorded === 'committed' ? ' and committed' : ', not committed'}: ${what}`)
}

function tell(session: Session, text: string): void {
  session.say(`${wrap(text, session.screen.width)}\n`)
}
