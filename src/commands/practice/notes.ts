import type { Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import { readPracticeNotes } from '../../files/practice-notes.ts'
import type { Workspace } from '../../files/workspace.ts'
import type { PracticeParts } from '../../practice/form.ts'
import { draftFrom, type PracticeNote, practiceKinds } from '../../practice/from-notes.ts'
import type { Practice } from '../../practice/practice.ts'
import { failure } from '../../problem.ts'
import { renderNotes } from '../../render/practice/notes.ts'
import { counted } from '../../render/text.ts'
import { tell } from './writing.ts'

interface Drafting {
  readonly flags: { readonly pick?: number }
  readonly session: Session
  readonly workspace: Workspace
  readonly caller: Person
  readonly practices: readonly Practice[]
}

/** What a note gives a practice; undefined where none was chosen: then the notes, or that there are none, has been told. */
export async function draftFromNotes(drafting: Drafting): Promise<PracticeParts | undefined> {
  const { session, workspace, caller } = drafting
  const { model, round, assessment } = workspace
  if (practiceKinds(model).length === 0)
    throw failure(
      'practice',
      `the model ${model.id} ${model.version} has no kind of note that tells of practice`,
      'write it yourself: tiex practice add',
    )
  const { notes, sealed } = await readPracticeNotes(workspace, caller)
  if (sealed > 0)
    tell(
      session,
      `The notes of ${counted(sealed, 'person', 'people')} are sealed, and no key at hand opens them.`,
    )
  if (notes.length === 0) {
    session.answerNo()
    tell(session, `There is no note of practice in ${round} that ${caller.id} may draft from.`)
    tell(session, 'Next: tiex assess, or without a note: tiex practice add')
    return undefined
  }
  const chosen = await choose(notes, drafting)
  if (chosen === undefined) return undefined
  if (!chosen.isOwn)
    tell(
      session,
      'Its writer agreed that the group sees this note in the workshop, not that it is published: ask them before you share it.',
    )
  if (assessment.confidentiality === 'sealed')
    tell(
      session,
      'Notes are sealed here; in practice/ everybody with access to this repository can read the text.',
    )
  return draftFrom(chosen)
}

async function choose(
  notes: readonly PracticeNote[],
  { flags: { pick }, session, practices }: Drafting,
): Promise<PracticeNote | undefined> {
  if (pick !== undefined) return picked(notes, pick)
  if (session.interactive) return ask(notes, session, practices)
  await session.print(renderNotes(notes, practices, session.screen))
  session.say('\n')
  tell(session, 'Next: tiex practice add --from-notes --pick N, with its number')
  return undefined
}

function picked(notes: readonly PracticeNote[], pick: number): PracticeNote {
  const note = notes[pick - 1]
  if (note !== undefined) return note
  throw failure(
    'usage',
    `--pick ${pick}: there ${notes.length === 1 ? 'is one note' : `are ${notes.length} notes`}`,
    'look at them with: tiex practice add --from-notes --no-input',
  )
}

async function ask(
  notes: readonly PracticeNote[],
  session: Session,
  practices: readonly Practice[],
): Promise<PracticeNote | undefined> {
  const { openPrompter } = await import('../../prompts/prompter.ts')
  const { askPick } = await import('../../interview/practice.ts')
  const prompter = await openPrompter(session)
  try {
    session.say(`${renderNotes(notes, practices, session.screen)}\n`)
    const number = await askPick(prompter, notes.length)
    return number === undefined ? undefined : notes[number - 1]
  } finally {
    prompter.close()
  }
}
