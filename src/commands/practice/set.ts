import { Argument, type Command } from 'commander'
import type { Run } from '../../catalogue.ts'
import { hintFor, listed, quoted } from '../../did-you-mean.ts'
import type { Session } from '../../env.ts'
import {
  checkPracticeToWrite,
  loadPractice,
  practicePath,
  previewPractice,
  readPractice,
  savePractice,
} from '../../files/practice.ts'
import { openWorkspace, type Workspace } from '../../files/workspace.ts'
import { fields, parseValues, withValues } from '../../practice/change.ts'
import type { Practice } from '../../practice/practice.ts'
import { failure, type TiexError } from '../../problem.ts'
import { renderLines } from '../../render/people.ts'
import { problemOf, refusal } from '../../render/practice/problems.ts'
import { renderProblem } from '../../render/problems.ts'
import { offering, withAs, withCommit, withDryRun } from '../flags.ts'
import { type ChangeFlags, callerWhoTakesPart, recordUnchanged, recordWritten, tell } from './writing.ts'

/** `tiex practice set` */
export function defineSet(command: Command, run: Run): void {
  const set = command
    .command('set')
    .description('change a practice; nothing behind the = takes a field away')
    .argument('<practice>', 'which practice')
    .addArgument(
      offering(
        new Argument(
          '<values...>',
          "such as share=sector changed='...' cells=ID,ID link='TITLE https://...' links=",
        ),
        fields.map((field) => `${field}=`),
      ),
    )
  withCommit(withDryRun(withAs(set))).action(
    run<ChangeFlags>((flags, session, id, words) =>
      setOne(id!, words as unknown as string[], { flags, session }),
    ),
  )
}

async function setOne(
  id: string,
  words: readonly string[],
  { flags, session }: { readonly flags: ChangeFlags; readonly session: Session },
): Promise<void> {
  const workspace = await openWorkspace(session, { keys: 'none' })
  const caller = await callerWhoTakesPart(session, workspace, flags.as)
  const before = await loadNamed(workspace, id)
  const { values, findings } = parseValues(words)
  const change = (current: Practice) => withValues(current, values, workspace.model)
  const after = change(before.data)
  const found = [...findings, ...checkPracticeToWrite(workspace, after)]
  if (found.some(({ severity }) => severity === 'error')) throw refusal(found)
  for (const doubt of found) session.say(renderProblem(problemOf(doubt), session.screen))
  const path = practicePath(id)
  const what = listed(Object.keys(values))
  if (flags.dryRun) {
    const lines = await previewPractice(before, after)
    if (lines.out.length + lines.in.length === 0) return tell(session, 'Nothing would change.')
    tell(session, `Would change ${path}; nothing was written:`)
    return session.print(renderLines(lines))
  }
  const written = await savePractice(workspace, id, (current) => {
    if (current === undefined) throw noPractice(id, [])
    return change(current)
  })
  const telling = { flags, session, caller, message: `Change ${what} of the practice ${id}` }
  if (written === 'unchanged') return recordUnchanged(workspace, path, telling)
  tell(session, `${id} is changed: ${what}.`)
  await recordWritten(workspace, path, telling)
  tell(session, `Next: tiex practice show ${id} · tiex practice`)
}

async function loadNamed(workspace: Workspace, id: string) {
  const isId = /^[a-z0-9][a-z0-9-]{0,39}$/.test(id)
  const loaded = isId ? await loadPractice(workspace, id) : undefined
  if (loaded !== undefined) return loaded
  const { practices } = await readPractice(workspace)
  throw noPractice(
    id,
    practices.map((practice) => practice.id),
  )
}

function noPractice(id: string, known: readonly string[]): TiexError {
  return failure(
    'practice',
    `this council has no practice ${quoted(id)}`,
    known.length === 0 ? 'begin with: tiex practice add' : hintFor(id, known, 'practices'),
  )
}
