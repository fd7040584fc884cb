import type { Command } from 'commander'
import type { Assessment, Person } from '../assessment/assessment.ts'
import {
  type PersonChange,
  parseRights,
  withChange,
  withoutPerson,
  withPerson,
} from '../assessment/people.ts'
import type { Run } from '../catalogue.ts'
import { listed } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { saveAssessment } from '../files/assessment-file.ts'
import { ownCodeowners, ownersToRewrite, rewriteCodeowners } from '../files/codeowners.ts'
import { givenRecipient, givenSigningKey } from '../files/keys/given.ts'
import { checkPerson, firstOfField, previewAssessment, toldKey, tracesOf } from '../files/people.ts'
import { record, recordLeft } from '../files/record.ts'
import {
  assessmentFile,
  callerWhoMay,
  openWorkspace,
  personNamed,
  repositoryOf,
  type Workspace,
} from '../files/workspace.ts'
import { type Finding, failure, finding, type Problem, TiexError } from '../problem.ts'
import {
  peopleCsv,
  peopleJson,
  peopleMarkdown,
  renderLines,
  renderPeople,
  sealingWords,
} from '../render/people.ts'
import { wrap } from '../render/text.ts'
import { refuseOtherWords, withAs, withCommit, withDryRun, withExamples, withFormat } from './flags.ts'
import { type ChangeFlags, type PersonFlags, withPersonFlags } from './people/flags.ts'
import { isAddedOnly, isRemovedOnly } from './people/left.ts'

export function define(command: Command, run: Run): void {
  const list = refuseOtherWords(command)
    .command('list', { isDefault: true })
    .description('list everybody, with what each may do and which keys they have (also: tiex people)')
  withFormat(list, ['text', 'json', 'csv', 'md'])
  list.action(run<{ format: string }>((flags, session) => show(flags, session)))

  const add = command.command('add').description('add a person').argument('<id>', 'names their response file')
  withPersonFlags(add).action(run<PersonFlags>((flags, session, id) => addOne(id!, flags, session)))

  const set = command
    .command('set')
    .description('change what a person is called or may do')
    .argument('<person>', 'whom')
  withPersonFlags(set).action(run<PersonFlags>((flags, session, id) => setOne(id!, flags, session)))

  const remove = command
    .command('remove')
    .description('take a person out; one who has answered or signed stays by name and may do nothing')
    .argument('<person>', 'whom')
  withCommit(withDryRun(withAs(remove))).action(
    run<ChangeFlags>((flags, session, id) => removeOne(id!, flags, session)),
  )
  withExamples(command, [
    'tiex people',
    'tiex people add priya-shah --name "Priya Shah" --email priya.shah@exampleshire.gov.uk --role finance',
    'tiex people set priya-shah --may answer,facilitate',
    'tiex people remove priya-shah',
  ])
}

async function show({ format }: { readonly format: string }, session: Session): Promise<void> {
  const { assessment } = await openWorkspace(session)
  if (format === 'json') await session.print(peopleJson(assessment))
  else if (format === 'csv') await session.print(peopleCsv(assessment))
  else if (format === 'md') await session.print(peopleMarkdown(assessment))
  else await session.print(renderPeople(assessment, session.screen))
}

async function addOne(id: string, flags: PersonFlags, session: Session): Promise<void> {
  const { workspace, caller } = await openAsAdministrator(flags, session)
  const there = workspace.assessment.people.find((person) => person.id === id)
  const told = await changeOf(flags, { id, workspace, session })
  const findings = [...missing(flags), ...told.findings]
  const { name = '', email = '', role = '', ...rest } = told.change
  const person: Person = { id, name, email, role, may: ['answer'], ...rest }
  const isLeft = commits(flags) && (await isAddedOnly(person, workspace, session))
  if (there && !isLeft)
    throw failure('people', `there is a ${id} already`, `change what is known of them: tiex people set ${id}`)
  const change = (current: Assessment) => (there === undefined ? withPerson(current, person) : current)
  const telling = { message: `Add ${id} to the people`, said: `${id} is added, and may ${mayWords(person)}` }
  await save({ workspace, caller, id, change, findings }, telling, { flags, session })
}

async function setOne(id: string, flags: PersonFlags, session: Session): Promise<void> {
  const { workspace, caller } = await openAsAdministrator(flags, session)
  personNamed(workspace, id)
  const told = await changeOf(flags, { id, workspace, session })
  const changed = Object.keys(told.change)
  if (changed.length === 0 && told.findings.length === 0)
    throw failure(
      'usage',
      'nothing is said to change',
      'say it with --name, --email, --role, --may, --recipient or --signing-key',
    )
  const change = (current: Assessment) => withChange(current, id, told.change)
  const what = listed(changed.map((key) => (key === 'may' ? 'what they may do' : key.replaceAll('-', ' '))))
  const said =
    told.change.may === undefined
      ? `${id} is changed: ${what}`
      : `${id} may ${mayWords({ may: told.change.may })} from now on`
  await save(
    { workspace, caller, id, change, findings: told.findings },
    { message: `Change ${what} of ${id}`, said },
    { flags, session },
  )
}

async function removeOne(id: string, flags: ChangeFlags, session: Session): Promise<void> {
  const { workspace, caller } = await openAsAdministrator(flags, session)
  const isLeft = commits(flags) && (await isRemovedOnly(id, workspace, session))
  if (!isLeft) personNamed(workspace, id)
  const { answered, signed } = await tracesOf(workspace, id)
  const kept = [
    ...(answered.length === 0 ? [] : [`their answers of ${listed(answered)}`]),
    ...(signed.length === 0 ? [] : [`their sign-off of ${listed(signed)}`]),
  ]
  const change = (current: Assessment) => withoutPerson(current, id, kept.length > 0)
  const said =
    kept.length === 0
      ? `${id} is taken out; git keeps what was there before`
      : `${id} keeps ${listed(kept)}; may do nothing from now on`
  await save(
    { workspace, caller, id, change, findings: [] },
    { message: `Remove ${id} from the people`, said },
    { flags, session },
  )
}

const commits = ({ commit, dryRun }: ChangeFlags) => commit && dryRun !== true

/** The folder, opened by somebody who may administer. Throws a `TiexError` that names those who may. */
async function openAsAdministrator(
  flags: ChangeFlags,
  session: Session,
): Promise<{ readonly workspace: Workspace; readonly caller: Person }> {
  const workspace = await openWorkspace(session)
  return { workspace, caller: await callerWhoMay('administer', { session, workspace, as: flags.as }) }
}

/** What the flags say about a person; findings have the field as their path. */
async function changeOf(
  flags: PersonFlags,
  {
    id,
    workspace,
    session,
  }: { readonly id: string; readonly workspace: Workspace; readonly session: Session },
): Promise<{ readonly change: PersonChange; readonly findings: readonly Finding[] }> {
  const { name, email, role, recipient, signingKey } = flags
  const rightsTold = flags.may === undefined ? undefined : parseRights(flags.may)
  const opens =
    recipient === undefined
      ? undefined
      : await toldKey('recipient', () => givenRecipient(workspace, id, recipient))
  const signs =
    signingKey === undefined
      ? undefined
      : await toldKey('signing-key', () => givenSigningKey(session, signingKey))
  const findings = [...(rightsTold?.findings ?? []), ...(opens?.findings ?? []), ...(signs?.findings ?? [])]
  const change = {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(role === undefined ? {} : { role }),
    ...(rightsTold === undefined ? {} : { may: rightsTold.may }),
    ...(opens?.key === undefined ? {} : { recipient: opens.key }),
    ...(signs?.key === undefined ? {} : { 'signing-key': signs.key }),
  }
  return { change, findings }
}

function missing(flags: PersonFlags): readonly Finding[] {
  const needed = [
    ['name', 'their name, such as --name "Priya Shah"'],
    ['email', 'the e-mail git has for them, by which tiex knows who they are'],
    ['role', 'what they do, such as --role finance'],
  ] as const
  return needed
    .filter(([key]) => flags[key] === undefined)
    .map(([key, hint]) => finding('flag', [key, 'missing'], `--${key} is missing`, { hint }))
}

interface Change {
  readonly workspace: Workspace
  readonly caller: Person
  /** Whom it is about. */
  readonly id: string
  readonly change: (current: Assessment) => Assessment
  /** What was wrong already with what was told, by field. */
  readonly findings: readonly Finding[]
}

/** Refuses with everything wrong, else writes, commits and says so. */
async function save(
  { workspace, caller, id, change, findings }: Change,
  { message, said }: { readonly message: string; readonly said: string },
  { flags, session }: { readonly flags: ChangeFlags; readonly session: Session },
): Promise<void> {
  const { assessment } = workspace
  const after = change(assessment)
  const wrong = firstOfField([...findings, ...(await checkPerson(id, assessment, after))])
  if (wrong.length > 0) throw new TiexError(byFlag(wrong), 'Nothing was changed.')
  const tell = (text: string) => session.say(`${wrap(text, session.screen.width)}\n`)
  const repository = await repositoryOf(session, workspace)
  const base = repository?.root ?? workspace.root
  const prefix = repository?.prefix ?? ''
  if (flags.dryRun) {
    const owners = await ownersToRewrite(base, prefix, after)
    const lines = await previewAssessment(workspace, after)
    const files = lines.out.length + lines.in.length === 0 ? [assessmentFile] : [assessmentFile, ...owners]
    tell(`Would change ${listed(files)}; nothing was written:`)
    return session.print(renderLines(lines))
  }
  let saved = after
  const result = await saveAssessment(workspace, (current) => {
    saved = change(current)
    return saved
  })
  const owners = await rewriteCodeowners(base, prefix, saved)
  const files = [`${prefix}${assessmentFile}`, ...owners]
  if (result === 'unchanged') {
    const left = [files[0]!, ...(await ownCodeowners(base, prefix))]
    if (flags.commit && (await recordLeft(session, base, { files: left, message, person: caller }))) return
    return tell(`${assessmentFile} says so already: nothing was changed.`)
  }
  const recorded = flags.commit ? await record(session, base, { files, message, person: caller }) : 'nothing'
  tell(`${said}.`)
  tell(`Written${recorded === 'committed' ? ' and committed' : ', not committed'}: ${files.join(', ')}`)
  for (const line of sealingWords(id, assessment, saved)) tell(line)
  tell(
    saved.people.length > assessment.people.length
      ? 'Next: tiex people add · tiex status'
      : 'Next: tiex people',
  )
}

/** Everything wrong with a person, each by its flag, in the order in which the flags are known. */
function byFlag(findings: readonly Finding[]): readonly Problem[] {
  return [...findings]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ severity, rule, path, message, hint }) => ({
      severity,
      rule,
      message: withFlag(path, message),
      ...(hint === undefined ? {} : { hint }),
    }))
}

const fields = ['id', 'name', 'email', 'role', 'may', 'recipient', 'signing-key']

function rank({ path }: Finding): number {
  return fields.indexOf(String(path[0]))
}

function withFlag(path: Finding['path'], message: string): string {
  const field = String(path[0])
  if (!fields.includes(field) || path[1] === 'missing') return message
  const words = message.replace(/ \(in people \d+\)/, '')
  return `${field === 'id' ? 'the id' : `--${field}`}: ${words}`
}

function mayWords({ may: granted }: Pick<Person, 'may'>): string {
  return granted.length === 0 ? 'do nothing' : listed(granted)
}
