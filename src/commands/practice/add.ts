import { type Command, Option } from 'commander'
import { idFromTitle } from '../../assessment/slug.ts'
import type { Run } from '../../catalogue.ts'
import type { Session } from '../../env.ts'
import { todayIn } from '../../files/plan-results.ts'
import {
  checkPracticeToWrite,
  loadPractice,
  practiceExists,
  practicePath,
  practiceText,
  readPractice,
  savePractice,
} from '../../files/practice.ts'
import { uncommittedIn } from '../../files/uncommitted.ts'
import { openWorkspace, type Workspace } from '../../files/workspace.ts'
import { equalData } from '../../files/yaml/equal.ts'
import type { PracticeAnswers } from '../../interview/practice.ts'
import { linkFinding, parseLink } from '../../practice/change.ts'
import { newPractice, type PracticeParts } from '../../practice/form.ts'
import type { Practice } from '../../practice/practice.ts'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { unlocking } from '../../prompts/secret.ts'
import { problemOf, refusal, renderFew } from '../../render/practice/problems.ts'
import { renderProblem } from '../../render/problems.ts'
import { positiveNumber, withAs, withCommit, withDryRun, withIdentity, withRound } from '../flags.ts'
import { draftFromNotes } from './notes.ts'
import {
  type ChangeFlags,
  callerWhoTakesPart,
  recordUnchanged,
  recordWritten,
  type Telling,
  tell,
} from './writing.ts'

interface AddFlags extends ChangeFlags {
  readonly id?: string
  readonly title?: string
  readonly what?: string
  readonly changed?: string
  readonly cell: readonly string[]
  readonly contact?: string
  readonly link: readonly string[]
  readonly share?: 'sector' | 'public'
  readonly fromNotes?: boolean
  readonly pick?: number
  readonly round?: string
  readonly identity?: string
}

/** `tiex practice add` */
export function defineAdd(command: Command, run: Run): void {
  const several = (flag: string, description: string) =>
    new Option(flag, description)
      .argParser((word: string, before: readonly string[]) => [...new Set([...before, word])])
      .default([], 'none')
  const add = command
    .command('add')
    .description('add a practice; on a terminal asks for what no flag says')
    .option('--title <title>', 'what it is, in a line')
    .option('--what <text>', 'what was done')
    .option('--changed <text>', 'what changed because of it, and how that is known')
    .addOption(several('--cell <cell>', 'cell or success factor it is about (repeatable)'))
    .option('--contact <words>', 'whom to ask: a team or a shared mailbox')
    .addOption(several('--link <link>', "where to read more: 'TITLE https://...' (repeatable)"))
    .addOption(
      new Option(
        '--share <audience>',
        'who may see it when the round is published (default: nobody)',
      ).choices(['sector', 'public']),
    )
    .option('--id <id>', 'names its file (default: made from the title)')
    .option(
      '--from-notes',
      'draft it from a note of the round: your own or, if you may facilitate, a shared one',
    )
    .option('--pick <n>', 'which note of --from-notes, by its number', positiveNumber)
  withCommit(withDryRun(withIdentity(withRound(withAs(add))))).action(
    run<AddFlags>((flags, session) => addOne(flags, session)),
  )
}

async function addOne(flags: AddFlags, session: Session): Promise<void> {
  const keys = flags.fromNotes
    ? { identity: flags.identity, ...unlocking(session) }
    : { keys: 'none' as const }
  const workspace = await openWorkspace(session, { round: flags.round, ...keys })
  const caller = await callerWhoTakesPart(session, workspace, flags.as)
  refuseFlags(flags, { session, workspace })
  if (flags.pick !== undefined && !flags.fromNotes)
    throw failure('usage', '--pick chooses among notes', 'say it together with --from-notes')

  const { practices, problems } = await readPractice(workspace)
  session.say(renderFew(problems, session.screen))
  const from = { flags, session, workspace, caller, practices }
  const draft = flags.fromNotes ? await draftFromNotes(from) : {}
  if (draft === undefined) return
  const { title, what, ...told } = await completed(toldBy(flags), draft, { session, workspace })
  if (title === undefined || what === undefined) throw new TiexError(missing({ title, what }))

  const taken = practices.map(({ id }) => id)
  const id = flags.id ?? idFromTitle(title, taken, 'practice')
  const share = told.share === 'nobody' ? undefined : told.share
  const added = todayIn(workspace, session.env.now())
  const practice = newPractice({ ...told, share, id, title, what, added }, workspace.model)
  const left = await leftUncommitted(workspace, practice, { practices, flags, session })
  if (left === undefined) return write(workspace, practice, { flags, session, caller })
  const message = `Add the practice ${left}`
  await recordUnchanged(workspace, practicePath(left), { flags, session, caller, message })
}

/** The id under which an earlier run has written this very practice, where that was stopped before it could commit it. */
async function leftUncommitted(
  workspace: Workspace,
  practice: Practice,
  about: { readonly practices: readonly Practice[]; readonly flags: AddFlags; readonly session: Session },
): Promise<string | undefined> {
  const { practices, flags, session } = about
  if (!flags.commit || flags.dryRun) return undefined
  const same = practices.find((one) => equalData({ ...practice, id: one.id }, one))
  if (same === undefined || (flags.id ?? same.id) !== same.id) return undefined
  const uncommitted = await uncommittedIn(session, workspace, [practicePath(same.id)])
  return uncommitted.length > 0 ? same.id : undefined
}

/** What the flags say. */
function toldBy({ title, what, changed, cell, contact, link, share }: AddFlags): PracticeAnswers {
  const texts = { title, what, changed, contact }
  const links = link.flatMap((words) => parseLink(words) ?? [])
  return {
    ...Object.fromEntries(
      Object.entries(texts).flatMap(([key, text]) => (text?.trim() ? [[key, text.trim()]] : [])),
    ),
    ...(cell.length === 0 ? {} : { cells: cell }),
    ...(links.length === 0 ? {} : { links }),
    ...(share === undefined ? {} : { share }),
  }
}

/** What is told, and the rest: asked on a terminal where the title or the text is missing, else as a note suggests it. */
async function completed(
  told: PracticeAnswers,
  draft: PracticeParts,
  { session, workspace }: { readonly session: Session; readonly workspace: Workspace },
): Promise<PracticeAnswers> {
  const isComplete = told.title !== undefined && (told.what ?? draft.what) !== undefined
  if (!session.interactive || isComplete) return { ...draft, ...told }
  const { isPlain, openPrompter } = await import('../../prompts/prompter.ts')
  const { askPractice } = await import('../../interview/practice.ts')
  const prompter = await openPrompter(session)
  try {
    const asking = { prompter, model: workspace.model, plain: isPlain(session) }
    return await askPractice(asking, told, draft)
  } finally {
    prompter.close()
  }
}

/** Throws with everything wrong in what the flags say, before anything is asked; with what is missing too where nobody can be asked. */
function refuseFlags(
  flags: AddFlags,
  { session, workspace }: { readonly session: Session; readonly workspace: Workspace },
): void {
  const { share: _, ...told } = toldBy(flags)
  const { id = 'id', share } = flags
  const supposed = newPractice({ title: 'title', what: 'what', ...told, id, share }, workspace.model)
  const wrong = [
    ...flags.link.flatMap((words) => linkFinding(words) ?? []),
    ...checkPracticeToWrite(workspace, supposed),
  ].filter(({ severity }) => severity === 'error')
  const canBeTold = session.interactive || flags.fromNotes === true
  const problems = [...(canBeTold ? [] : missing(told)), ...wrong.map((found) => problemOf(found, flagOf))]
  if (problems.length > 0) throw new TiexError(problems, 'Nothing was written.')
}

function missing({ title, what }: Pick<PracticeAnswers, 'title' | 'what'>): readonly Problem[] {
  const needed = [
    [title, '--title', 'what it is in a line, such as --title "Blue Badge renewals in four days"'],
    [what, '--what', 'what was done, or draft it from a note: --from-notes'],
  ] as const
  return needed.flatMap(([told, flag, hint]): Problem[] =>
    told === undefined ? [{ severity: 'error', rule: 'flag', message: `${flag} is missing`, hint }] : [],
  )
}

async function write(
  workspace: Workspace,
  practice: Practice,
  { flags, session, caller }: Telling,
): Promise<void> {
  const { id } = practice
  const found = checkPracticeToWrite(workspace, practice)
  if (found.some(({ severity }) => severity === 'error')) throw refusal(found, flagOf)
  if ((await loadPractice(workspace, id)) !== undefined) throw practiceExists(id)
  for (const doubt of found) session.say(renderProblem(problemOf(doubt, flagOf), session.screen))
  const path = practicePath(id)
  if (flags.dryRun) {
    tell(session, `Would write ${path}; nothing was written:`)
    return session.print(await practiceText(undefined, practice))
  }
  await savePractice(workspace, id, (current) => {
    if (current !== undefined) throw practiceExists(id)
    return practice
  })
  const message = `Add the practice ${id}`
  tell(session, `${id} is added.`)
  await recordWritten(workspace, path, { flags, session, caller, message })
  const share = practice.share === undefined ? ` · tiex practice set ${id} share=sector` : ''
  tell(session, `Next: tiex practice show ${id}${share}`)
}

const flagNames: Readonly<Record<string, string>> = { cells: '--cell', links: '--link', link: '--link' }

function flagOf(field: string): string {
  return flagNames[field] ?? `--${field}`
}
