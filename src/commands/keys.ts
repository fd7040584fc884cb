import { type Command, Option } from 'commander'
import { may, type Person } from '../assessment/assessment.ts'
import { withChange } from '../assessment/people.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { fingerprintOf, makeIdentity } from '../files/age/identity.ts'
import { saveAssessment } from '../files/assessment-file.ts'
import { backUpKeys, refuseBackUp, restoreKeys } from '../files/keys/back-up.ts'
import { givenKeys, givenRecipient, refuseSecrets, replaces } from '../files/keys/given.ts'
import { addIdentity, findKeyring, ownKeyring } from '../files/keys/keyring.ts'
import { fingerprintsOf, readKeys } from '../files/keys/known.ts'
import { ownKeyFile } from '../files/keys/own-file.ts'
import { protectedFrom } from '../files/keys/owners.ts'
import { record } from '../files/record.ts'
import { handBack, type Resealed, resealRound } from '../files/resealing/reseal.ts'
import { responsePath } from '../files/responses/read.ts'
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
import { keysJson, renderKeys, renderMade, restoredWords, secondFacilitator } from '../render/keys.ts'
import { renderProblems } from '../render/problems.ts'
import { besideLines, renderResealed, resealMessage, unprovenWords } from '../render/resealing.ts'
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
}

export function define(command: Command, run: Run): void {
  const list = refuseOtherWords(command)
    .command('show', { isDefault: true })
    .description('show your public key, and whose keys open all answers (also: tiex keys)')
  withFormat(withIdentity(withAs(list)), ['text', 'json'])
  list.action(run<ShowFlags>((flags, session) => show(flags, session)))
  const made = command
    .command('make')
    .description('make your key, where there is none')
    .option('--new', 'make another one for what is sealed from now on; those there are stay')
  withDryRun(made).action(run<MakeFlags>((flags, session) => make(flags, session)))

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
  const back = command
    .command('restore')
    .description('put the keys of a back-up, or of an age identity file, behind yours')
    .argument('<file>', 'the back-up')
  withDryRun(back).action(run<{ dryRun?: boolean }>((flags, session, file) => restore(file!, flags, session)))

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
    .option('--fingerprint <words>', 'the fingerprint that the person read out to you; else you are asked')
  withCommit(withDryRun(withIdentity(withRound(withAs(hand))))).action(
    run<HandBackFlags>((flags, session, id) => handBackTo(id!, flags, session)),
  )
  command.addHelpText('after', secondFacilitator)
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

interface MakeFlags {
  readonly new?: boolean
  readonly dryRun?: boolean
}

async function make({ new: another, dryRun }: MakeFlags, session: Session): Promise<void> {
  const source = unlocking(session)
  const before = another || dryRun ? await findKeyring(session, source) : undefined
  if (dryRun) {
    if (before !== undefined && !another)
      return tell(session, 'You have a key already: nothing is to be made.')
    return tell(
      session,
      `Would make a key in ${ownKeyFile(session.env.variables).shown}; nothing was written.`,
    )
  }
  const own =
    before === undefined
      ? await ownKeyring(session, source)
      : { ...(await addIdentity(session, (await makeIdentity()).identity)), made: true }
  const { view } = await readKeys(session, { ...source, made: own })
  const isNamed = (session.env.variables.TIEX_IDENTITY ?? '') !== ''
  const told = renderMade(view, { made: own.made, isNamed, width: session.screen.width })
  tell(session, told.head)
  await session.print(told.key)
  tellAll(session, told.advice)
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
  const replacing = { change, wished: flags.replace === true }
  const replaced = replaces(workspace.assessment, id, replacing)
  for (const { of, fingerprint } of fingerprintsOf(change))
    tell(session, `Fingerprint of the ${of}: ${fingerprint}`)
  if (!given.isOwn) tell(session, `Let ${id} read theirs out to you (tiex keys show): it must be the same.`)
  if (flags.dryRun) return tell(session, `Would change ${assessmentFile}; nothing was written.`)
  const written = await saveAssessment(workspace, (current) => {
    replaces(current, id, replacing)
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

async function restore(
  named: string,
  { dryRun = false }: { dryRun?: boolean },
  session: Session,
): Promise<void> {
  refuseSecrets(named)
  const restored = await restoreKeys(session, named, { ask: passphraseFor(session), dryRun })
  const told = { fingerprint: fingerprintOf(restored.recipient), dryRun }
  tellAll(session, restoredWords(restored, told))
}

async function rotate(flags: ActFlags & { allRounds?: boolean }, session: Session): Promise<void> {
  const workspace = await openWorkspace(session, { ...flags, ...unlocking(session) })
  const caller = await callerWhoMay('facilitate', { session, workspace, as: flags.as })
  const rounds = flags.allRounds ? Object.keys(workspace.assessment.rounds) : [workspace.round]
  const dryRun = flags.dryRun === true
  tellAll(session, unprovenWords(caller.id, await protectedFrom(caller, workspace, rounds)))
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
  if (flags.key === undefined)
    throw failure('flag', '--key is missing', `${id} reads their new public key from: tiex keys show`)
  const workspace = await openWorkspace(session, { ...flags, ...unlocking(session) })
  const caller = await callerWhoMay('facilitate', { session, workspace, as: flags.as })
  const person = personNamed(workspace, id)
  const key = await givenRecipient(workspace, id, flags.key)
  const guarded = await protectedFrom(caller, workspace, [workspace.round])
  tellAll(
    session,
    unprovenWords(
      caller.id,
      guarded.filter((one) => one === id),
    ),
  )
  if (!(await isReadOut(session, { person, fingerprint: fingerprintOf(key), flags }))) {
    tell(session, 'Nothing was changed.')
    return session.answerNo()
  }
  const dryRun = flags.dryRun === true
  const done = await handBack({ session, workspace, caller, dryRun }, { person: id, key })
  const problems = typeof done.counts === 'string' ? [] : done.counts.problems
  session.say(renderProblems(problems))
  if (problems.length > 0) session.answerNo()
  tellAll(session, besideLines(done))
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
  message: string | [string, string],
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

function tellAll(session: Session, lines: readonly string[]): void {
  for (const line of lines) tell(session, line)
}
