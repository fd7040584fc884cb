import type { Command } from 'commander'
import type { Run } from '../catalogue.ts'
import { hintFor, listed, quoted } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { knownPractice } from '../files/known-practice.ts'
import { openWorkspace, type Workspace } from '../files/workspace.ts'
import { practiceName } from '../practice/form.ts'
import type { Practice } from '../practice/practice.ts'
import { failure, type Problem } from '../problem.ts'
import { practicesCsv, practicesJson, practicesMarkdown } from '../render/practice/data.ts'
import { renderFew } from '../render/practice/problems.ts'
import {
  type PracticeList,
  practiceCounts,
  renderPractice,
  renderPractices,
} from '../render/practice/text.ts'
import { counted, shellWord, visible } from '../render/text.ts'
import { refuseOtherWords, withExamples, withExchange, withFormat } from './flags.ts'
import { defineAdd } from './practice/add.ts'
import { defineSet } from './practice/set.ts'
import { tell } from './practice/writing.ts'

interface ReadFlags {
  readonly exchange?: string
  readonly format: string
}

const formats = ['text', 'json', 'md', 'csv']

export function define(command: Command, run: Run): void {
  const list = refuseOtherWords(command)
    .command('list', { isDefault: true })
    .description('list the practice of the council, and with --exchange that of others (also: tiex practice)')
    .option('--cell <cell>', 'only what is about this cell or success factor')
    .option('--all', `all practice of other councils, and not the first ${mostOthers}`)
  withFormat(withExchange(list), formats)
  list.action(run<ListFlags>((flags, session) => listAll(flags, session)))

  const show = command
    .command('show')
    .description('show a practice in full')
    .argument('<practice>', 'which one: its id, or COUNCIL/ID for that of another council')
  withFormat(withExchange(show), formats)
  show.action(run<ReadFlags>((flags, session, id) => showOne(id!, flags, session)))

  const search = command
    .command('search')
    .description('find practice by words, tolerant of typing errors')
    .argument('<words...>', 'what to search for')
  withFormat(withExchange(search), formats)
  search.action(
    run<ReadFlags>((flags, session, words) => searchAll(words as unknown as string[], flags, session)),
  )

  defineAdd(command, run)
  defineSet(command, run)
  withExamples(command, [
    'tiex practice --exchange ../exchange',
    'tiex practice search blue badge --exchange ../exchange',
    'tiex practice add',
    'tiex practice add --from-notes',
    'tiex practice set blue-badge-in-four-days share=sector',
  ])
}

interface ListFlags extends ReadFlags {
  readonly cell?: string
  readonly all?: boolean
}

/** So many practices of other councils are shown as text; an exchange may hold any number. */
const mostOthers = 20

async function listAll(flags: ListFlags, session: Session): Promise<void> {
  const { list, workspace, told } = await gather(flags, session)
  refuseUnknownCell(flags.cell, workspace)
  const { cell } = flags
  const practices = list.practices.filter(({ cells = [] }) => cell === undefined || cells.includes(cell))
  const chosen = { ...list, practices }
  const own = practices.filter(({ organisation }) => organisation === undefined)
  const others = practices.filter(({ organisation }) => organisation !== undefined)
  const isShort = flags.format === 'text' && !flags.all && others.length > mostOthers
  await printAs(
    isShort ? { ...list, practices: [...own, ...others.slice(0, mostOthers)] } : chosen,
    flags.format,
    session,
  )
  if (isShort) tell(session, `\nand ${others.length - mostOthers} more: --all`)
  session.say(renderFew(told, session.screen))
  if (flags.format !== 'text') return
  const about = cell === undefined ? '' : ` about ${visible(workspace.model.sectionById.get(cell)!.title)}`
  tell(session, `${practices.length === 0 ? '' : '\n'}${practiceCounts(chosen)}${about}.`)
  tell(session, `Next: ${nextAfter(practices, flags)}`)
}

function nextAfter([first]: readonly Practice[], { exchange }: ReadFlags): string {
  if (first === undefined) return 'tiex practice add · tiex practice add --from-notes'
  const where = exchange === undefined ? '' : ` --exchange ${shellWord(exchange)}`
  return `tiex practice show ${practiceName(first)}${where} · tiex practice add`
}

function refuseUnknownCell(cell: string | undefined, { model }: Workspace): void {
  if (cell === undefined || model.sectionById.has(cell)) return
  throw failure(
    'unknown-id',
    `--cell: ${quoted(cell)} is not a cell or success factor of the model`,
    hintFor(cell, [...model.sectionById.keys()], 'cells'),
  )
}

async function showOne(id: string, flags: ReadFlags, session: Session): Promise<void> {
  const { list, told } = await gather(flags, session)
  const practice = named(id, list.practices, flags)
  if (flags.format !== 'text') return printAs({ ...list, practices: [practice] }, flags.format, session)
  await session.print(renderPractice(practice, list, session.screen))
  session.say(renderFew(told, session.screen))
  const own = practice.organisation === undefined
  session.say('\n')
  tell(
    session,
    own
      ? `Next: tiex practice set ${practice.id} KEY=VALUE · tiex practice`
      : 'Next: tiex practice search WORDS',
  )
}

/** The practice a person names. Throws a `TiexError` where there is none, and where several councils have one of this id. */
function named(id: string, practices: readonly Practice[], { exchange }: ReadFlags): Practice {
  const exact = practices.find((practice) => practiceName(practice) === id)
  if (exact !== undefined) return exact
  const found = practices.filter((practice) => practice.id === id)
  if (found.length === 1) return found[0]!
  if (found.length > 1)
    throw failure(
      'practice',
      `${found.length} councils have a practice ${quoted(id)}`,
      `say whose: ${listed(found.slice(0, 8).map(practiceName), 'or')}`,
    )
  const known = practices.map(practiceName)
  const hint =
    known.length > 0
      ? hintFor(id, known, 'practices')
      : exchange === undefined
        ? 'there is none yet; that of other councils is read with --exchange PATH'
        : 'there is none, neither here nor in the exchange'
  throw failure('practice', `there is no practice ${quoted(id)}`, hint)
}

async function searchAll(words: readonly string[], flags: ReadFlags, session: Session): Promise<void> {
  const { list, told } = await gather(flags, session)
  const { searchPractice } = await import('../practice/search.ts')
  const query = words.join(' ').trim()
  const practices = searchPractice(list.practices, query, list.model)
  if (practices.length === 0) session.answerNo()
  await printAs({ ...list, practices }, flags.format, session)
  session.say(renderFew(told, session.screen))
  if (flags.format !== 'text') return
  const all = list.practices.length
  if (practices.length > 0) {
    tell(session, `\n${counted(practices.length, 'practice')} of ${all}.`)
    return tell(session, `Next: ${nextAfter(practices, flags)}`)
  }
  const elsewhere = flags.exchange === undefined ? ', or look at other councils with --exchange PATH' : ''
  tell(session, `Nothing found for "${visible(query)}" among ${counted(all, 'practice')}.`)
  tell(session, `hint: try fewer or other words${elsewhere}`)
}

/** All practice there is to show. What is wrong is told, and the others still help. */
async function gather(
  { exchange }: ReadFlags,
  session: Session,
): Promise<{
  readonly list: PracticeList
  readonly workspace: Workspace
  /** What is wrong: told after the answer. */
  readonly told: readonly Problem[]
}> {
  const workspace = await openWorkspace(session, { keys: 'none' })
  const { practices, told } = await knownPractice(session, workspace, exchange)
  const { model, assessment } = workspace
  return { list: { practices, model, organisation: assessment.organisation }, workspace, told }
}

async function printAs(list: PracticeList, format: string, session: Session): Promise<void> {
  const text =
    format === 'json'
      ? practicesJson(list)
      : format === 'csv'
        ? practicesCsv(list)
        : format === 'md'
          ? practicesMarkdown(list)
          : renderPractices(list, session.screen)
  await session.print(text)
}
