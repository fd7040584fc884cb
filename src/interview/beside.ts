import type { Cell, NoteKind, Section } from '../model/model.ts'
import type { Choice } from '../prompts/prompter.ts'
import { setting, together } from '../questionnaire/changes.ts'
import { rationaleKind } from '../questionnaire/demands.ts'
import { counted, oneLine, shortened, wrap } from '../render/text.ts'
import { sectionAnswers } from '../response/answers.ts'
import { askNote, askReason } from './notes.ts'
import { command, lettersFor, type Move, record, type Sitting, wayOf, ways } from './sitting.ts'
import { answersSoFar, heading, lowered, measure, paintOf, stacked, subject } from './text.ts'

/** What may be said beside a section's answers, again and again until the person goes on; `then` is where Enter leads. */
export async function askBeside(sitting: Sitting, section: Section, then: 'go on' | 'return'): Promise<Move> {
  for (;;) {
    const kinds = noteChoices(sitting)
    const chosen = await sitting.prompter.choose({
      screen: (width) => screenOf(sitting, section, width),
      message: 'Your choice:',
      options: [
        ...kinds.map(({ choice }) => choice),
        ...(section.kind === 'cell' && !sitting.notesOnly ? cellChoices(sitting, section) : []),
        command('enter', 'next', then === 'go on' ? 'goes on' : 'returns to the statement'),
        ...ways.filter(({ value }) => !sitting.notesOnly || value !== ':sections'),
      ],
    })
    if (chosen === ':next') return 'next'
    const way = wayOf(chosen)
    if (way !== undefined) return way
    const kind = kinds.find(({ choice }) => choice.value === chosen)?.kind
    if (kind !== undefined) await askNote(sitting, section, kind)
    else if (section.kind === 'cell' && chosen === ':ambition') await askAmbition(sitting, section)
    else if (section.kind === 'cell' && chosen === ':stance') await toggleStance(sitting, section)
  }
}

function noteChoices(sitting: Sitting): readonly { readonly choice: Choice; readonly kind: NoteKind }[] {
  const { notes } = sitting.course.model
  const letters = lettersFor(
    notes.map((kind) => kind.title),
    ['a', 'd', 's', 'q'],
  )
  return notes.map((kind, index) => ({
    kind,
    choice: { key: letters[index]!, value: kind.id, label: lowered(oneLine(kind.title)), group: 'answer' },
  }))
}

function cellChoices(sitting: Sitting, cell: Cell): readonly Choice[] {
  const stance = sectionAnswers(sitting.response, cell)?.stance
  return [
    { key: 'a', value: ':ambition', label: 'ambition', group: 'answer' },
    {
      key: 'd',
      value: ':stance',
      label: stance === undefined ? 'deliberate' : 'no longer deliberate',
      group: 'answer',
    },
  ]
}

function screenOf(sitting: Sitting, section: Section, width: number): string {
  const marks = answersSoFar(sitting, section, section.statements)
  return stacked(
    `${heading(sitting, oneLine(section.title), width)}\n${paintOf(sitting.screen).quiet(wrap(subject(section), measure(width)))}`,
    (marks.length === 0 ? ['  Nothing answered here yet.'] : marks).join('\n'),
    said(sitting, section, width).join('\n'),
    wrap(invitation(sitting, section), measure(width), 2),
  )
}

function invitation({ notesOnly }: Sitting, section: Section): string {
  const where =
    section.kind === 'cell' && !notesOnly
      ? ', where you want to be, or that you stay where you are on purpose'
      : ''
  return `Anything to add? A note${where}.`
}

/** What the person has added so far, a line each. */
function said(sitting: Sitting, section: Section, width: number): readonly string[] {
  const { notes = {}, ambition, stance } = sectionAnswers(sitting.response, section) ?? {}
  const lines = sitting.course.model.notes.flatMap((kind) => {
    const note = notes[kind.id]
    if (note === undefined) return []
    return [
      `${oneLine(kind.title)}: ${typeof note === 'string' ? oneLine(note) : counted(note.length, 'link')}`,
    ]
  })
  if (ambition !== undefined) lines.push(`Ambition: ${ambition} of ${sitting.course.model.stages.length}`)
  if (stance !== undefined) lines.push('Deliberate: you have chosen to stay where you are')
  return lines.map((line) => `  ${shortened(line, measure(width) - 2)}`)
}

async function askAmbition(sitting: Sitting, cell: Cell): Promise<void> {
  const { stages } = sitting.course.model
  const present = sectionAnswers(sitting.response, cell)?.ambition
  const digits = [...'0123456789abcdefghijklm']
  const levels = ['none of the stages', ...stages.map((stage) => `up to ${lowered(oneLine(stage.title))}`)]
  const chosen = await sitting.prompter.choose({
    screen: (width) =>
      stacked(
        heading(sitting, oneLine(cell.title), width),
        wrap(
          'Where does the council want to be here? Choose the number of stages that should be fully met.',
          measure(width),
          2,
        ),
      ),
    message: 'Ambition:',
    options: [
      ...levels.map(
        (label, level): Choice => ({
          key: digits[level] ?? '',
          value: String(level),
          label: level === present ? `${label} (your choice)` : label,
          group: 'answer',
        }),
      ),
      ...(present === undefined ? [] : [command('x', 'none', 'no ambition')]),
      command('<', 'back', 'back'),
    ],
  })
  if (chosen === ':back') return
  await record(sitting, setting(cell, 'ambition', chosen === ':none' ? undefined : Number(chosen)))
}

/** A deliberate stance is taken together with its reason, or not at all. */
async function toggleStance(sitting: Sitting, cell: Cell): Promise<void> {
  if (sectionAnswers(sitting.response, cell)?.stance !== undefined)
    return record(sitting, setting(cell, 'stance', undefined))
  const change = setting(cell, 'stance', 'deliberate')
  if (rationaleKind(sitting.course.model) === undefined) return record(sitting, change)
  const reason = await askReason(
    sitting,
    cell,
    'Why have you chosen to stay where you are? The workshop will read it.',
  )
  if (reason !== undefined) await record(sitting, together([reason, change]))
}
