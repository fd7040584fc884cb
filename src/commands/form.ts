import { join, relative, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { may, type Person } from '../assessment/assessment.ts'
import { peopleWhoMay } from '../assessment/rights.ts'
import { refuseUnlessOpen } from '../assessment/rounds.ts'
import type { Run } from '../catalogue.ts'
import { listed } from '../did-you-mean.ts'
import { type Session, timestamp } from '../env.ts'
import { writeDurably } from '../files/disk/write.ts'
import { formContents, type Making, makeToken } from '../files/forms/form.ts'
import {
  formOf,
  formsPath,
  type RegisteredForm,
  readForms,
  registerForms,
  tokenDigest,
} from '../files/forms/registry.ts'
import { saveForm } from '../files/forms/save.ts'
import { refuseOwn } from '../files/output.ts'
import { readPageParts } from '../files/page-parts.ts'
import { record } from '../files/record.ts'
import { readResponses } from '../files/responses/read.ts'
import { callerWhoMay, openWorkspace, personNamed, type Workspace } from '../files/workspace.ts'
import { failure } from '../problem.ts'
import type { FormContents } from '../questionnaire/form-contents.ts'
import { formDocument } from '../render/form/document.ts'
import { counted, oneLine, padded, readable, wrap } from '../render/text.ts'
import { withAs, withCommit, withDryRun, withExamples, withRound } from './flags.ts'

/** A page to answer in; a workbook to fill in, which import reads too; a questionnaire on paper, which it does not. */
const formats = ['html', 'xlsx', 'md'] as const
type FormFormat = (typeof formats)[number]

interface FormFlags {
  readonly for?: readonly string[]
  readonly all?: boolean
  readonly again?: boolean
  readonly to: string
  readonly format: FormFormat
  readonly round?: string
  readonly as?: string
  readonly dryRun?: boolean
  readonly commit: boolean
}

export function define(command: Command, run: Run): void {
  command
    .option('--for <person>', 'the person to make a form for (may be repeated)', collected)
    .option('--all', 'everybody who may answer, but for those who have a form or have submitted')
    .option('--again', 'with --all: for those who have a form, too; a new form replaces the old one')
    .option('--to <folder>', 'the folder the forms go to', 'forms')
    .addOption(
      new Option('--format <format>', 'a page, a spreadsheet to fill in, or a questionnaire to print')
        .choices(formats)
        .default('html'),
    )
  withCommit(withDryRun(withRound(withAs(command))))
  withExamples(command, [
    'tiex form --for priya-shah',
    'tiex form --all --to ../forms',
    'tiex form --all --dry-run',
    'tiex form --for priya-shah --format xlsx',
  ])
  command.action(run<FormFlags>(form))
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

async function form(flags: FormFlags, session: Session): Promise<void> {
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const maker = await callerWhoMay('facilitate', { session, workspace, as: flags.as })
  const now = session.env.now()
  refuseUnlessOpen(workspace.assessment, workspace.round, now)
  const { people, left } = await chosen(flags, workspace)
  for (const line of left) say(session, line)
  if (people.length === 0) return say(session, 'Nothing to do: everybody has a form or has submitted.')
  const making = { workspace, maker, made: timestamp(now) }
  const compose = await composing(flags.format, workspace)
  const forms = await Promise.all(people.map((person) => made(making, person, { ...flags, compose })))
  const replaced = flags.format === 'md' ? [] : await olderForms(workspace, people)
  const folder = resolve(session.folder, flags.to)
  const named = (file: string) => oneLine(relative(session.folder, join(folder, file)) || file)
  for (const { file } of forms) refuseOwn(join(folder, file), named(file), 'name another folder after --to')
  const widest = Math.max(...people.map(({ id }) => id.length))
  const told = forms.map(({ person, file }) => `${padded(person.id, widest)}  ${named(file)}`)
  if (flags.dryRun) {
    await session.print(`${told.join('\n')}\n`)
    return say(session, 'Would make these; nothing was written.')
  }
  await writeForms(session, { folder, forms })
  await session.print(`${told.join('\n')}\n`)
  if (flags.format === 'md')
    return say(
      session,
      'Next: print them. What comes back on paper is typed into a spreadsheet, and imported: tiex form --format xlsx',
    )
  const registered = Object.fromEntries(forms.map(({ person, entry }) => [person.id, entry] as const))
  await registerForms(workspace, registered)
  if (flags.commit) await commit(session, { workspace, maker, people })
  if (replaced.length > 0)
    say(
      session,
      `A form made before for ${listed(replaced, 'and')} counts no longer: answers from it make import ask.`,
    )
  say(
    session,
    'Send each file to its person alone: whoever has it can answer in their place. The forms are not committed.',
  )
  if (flags.format === 'xlsx' && workspace.assessment.confidentiality === 'sealed')
    say(session, 'Answers in a spreadsheet are not sealed on their way back; tiex import seals them.')
  say(session, 'Next: tiex import FILE, with what they send back · tiex status')
}

/** For whom forms are to be made, and in words who is left out. Throws a `TiexError` for nobody, for unknown people and for those who may not answer. */
async function chosen(
  flags: FormFlags,
  workspace: Workspace,
): Promise<{ readonly people: readonly Person[]; readonly left: readonly string[] }> {
  if ((flags.for === undefined) === (flags.all !== true))
    throw failure('usage', 'say for whom: --for PERSON, or --all', 'tiex people lists everybody')
  if (flags.again && !flags.all)
    throw failure('usage', '--again goes with --all', '--for PERSON always makes a new form')
  if (flags.for !== undefined) {
    const people = [...new Set(flags.for)].map((id) => personNamed(workspace, id))
    const refused = people.find((person) => !may(person, 'answer'))
    if (refused === undefined) return { people, left: [] }
    const hint = `give them the right first: tiex people set ${refused.id} --may answer`
    throw failure('may', `${refused.id} may not answer`, hint)
  }
  return everybody(workspace, flags.again === true)
}

async function everybody(workspace: Workspace, again: boolean) {
  const [forms, found] = await Promise.all([
    readForms(workspace),
    readResponses(workspace, workspace.round, 'errors'),
  ])
  const submitted = new Set(
    found.flatMap((one) => ((one.sealed ?? one.response)?.submitted === undefined ? [] : [one.person])),
  )
  const asked = peopleWhoMay('answer', workspace.assessment)
  const done = asked.filter(({ id }) => submitted.has(id))
  const having = asked.filter(({ id }) => !again && !submitted.has(id) && formOf(forms, id) !== undefined)
  const people = asked.filter((person) => !done.includes(person) && !having.includes(person))
  const ids = (some: readonly Person[]) =>
    listed(
      some.map(({ id }) => id),
      'and',
    )
  return {
    people,
    left: [
      ...(done.length === 0 ? [] : [`Left out, since they have submitted: ${ids(done)}.`]),
      ...(having.length === 0
        ? []
        : [
            `Left out, since they have a form: ${ids(having)}. To replace it: tiex form --for PERSON, or --all --again.`,
          ]),
    ],
  }
}

async function olderForms(workspace: Workspace, people: readonly Person[]): Promise<readonly string[]> {
  const forms = await readForms(workspace)
  return people.flatMap(({ id }) => (formOf(forms, id) === undefined ? [] : [id]))
}

interface MadeForm {
  readonly person: Person
  readonly file: string
  readonly data: string | Uint8Array
  readonly entry: RegisteredForm
}

type Compose = (contents: FormContents) => string | Uint8Array

async function composing(format: FormFormat, { model }: Workspace): Promise<Compose> {
  if (format === 'html') {
    const parts = readPageParts('form')
    return (contents) => formDocument(contents, parts)
  }
  if (format === 'md') {
    const { formMarkdown } = await import('../render/form/markdown.ts')
    return (contents) => formMarkdown(contents, model)
  }
  const { formWorkbook } = await import('../render/form/workbook.ts')
  const { makeWorkbook } = await import('../files/spreadsheet/write.ts')
  return (contents) => makeWorkbook(formWorkbook(contents, model))
}

async function made(
  making: Making,
  person: Person,
  { format, compose }: { readonly format: FormFormat; readonly compose: Compose },
): Promise<MadeForm> {
  const token = makeToken()
  const data = compose(await formContents(making, person, token))
  const entry = { token: tokenDigest(token), made: making.made, model: making.workspace.model.digest }
  return { person, data, entry, file: `${making.workspace.round}-${person.id}.${format}` }
}

/** A folder of their own is made with a word to git to leave what is in it alone: a form is for one person. */
async function writeForms(
  session: Session,
  { folder, forms }: { readonly folder: string; readonly forms: readonly MadeForm[] },
): Promise<void> {
  if (folder !== session.folder)
    await writeDurably({ path: join(folder, '.gitignore'), shown: '.gitignore' }, (before) =>
      before === 'missing' ? '# Forms are for one person each, and not for the repository.\n*\n' : undefined,
    )
  for (const { file, data } of forms) await saveForm(folder, file, data)
}

async function commit(
  session: Session,
  {
    workspace,
    maker,
    people,
  }: { readonly workspace: Workspace; readonly maker: Person; readonly people: readonly Person[] },
): Promise<void> {
  const { root, round } = workspace
  const ids = people.map(({ id }) => id)
  const whom = ids.length > 3 ? `${ids.length} people` : listed(ids, 'and')
  const message = `Make forms for ${whom} in ${round}`
  const recorded = await record(session, root, { files: [formsPath(round)], message, person: maker })
  if (recorded === 'committed')
    say(session, `Committed: ${counted(ids.length, 'form')} for ${readable(round)}.`)
}

function say(session: Session, text: string): void {
  session.say(`${wrap(text, session.screen.width)}\n`)
}
