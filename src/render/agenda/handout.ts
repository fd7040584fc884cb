import type { Handout, OnPage, Page, QuietSection } from '../../agenda/handout.ts'
import type { OpeningQuestion } from '../../agenda/question.ts'
import { countOf } from '../../merge/spread.ts'
import type { Model, Section } from '../../model/model.ts'
import type { NotesOfKind } from '../../response/shared-notes.ts'
import { spreadSentence } from '../merge/merge.ts'
import { answerTitle } from '../results/marks.ts'
import { counted, figure, oneLine } from '../text.ts'
import { nameOf } from '../workshop/open.ts'
import type { Block } from './blocks.ts'

/** Of fewer people than `minimumGroup` the answers are not shown. */
export function handoutBlocks({ model, pages, quiet }: Handout, minimumGroup: number): readonly Block[] {
  const last = quiet.length === 0 ? [] : quietBlocks(quiet)
  return [...pages.flatMap((page) => pageBlocks(page, model, minimumGroup)), ...last]
}

function pageBlocks(page: Page, model: Model, minimumGroup: number): readonly Block[] {
  const { section, items, shared, agreed } = page
  const about = section.kind === 'cell' ? section.focus : section.description
  const rest = [
    ...(shared.length === 0 ? [] : [`Shared view: ${sharedWords(page, model)}.`]),
    ...(agreed === 0 ? [] : [`Agreed already: ${counted(agreed, 'statement')}.`]),
  ]
  return [
    { kind: 'heading', level: 1, text: section.title },
    ...(about === undefined ? [] : [{ kind: 'text', text: about } as const]),
    { kind: 'text', text: questionWords(page.question, section, model), strong: true },
    ...tableOf(items, section, model),
    ...items.map((item): Block => {
      const name = nameOf(item.statement, section, model)
      const words = item.hidden ? hiddenWords(item, minimumGroup) : spreadSentence(item)
      return { kind: 'list', title: `${name}: ${item.statement.text}`, items: [words] }
    }),
    ...[...rest, ...ambitionWords(page, model, minimumGroup)].map((text): Block => ({ kind: 'text', text })),
    ...notesBlocks(page.notes),
  ]
}

function questionWords({ text, about }: OpeningQuestion, section: Section, model: Model): string {
  const which = about === undefined ? '' : ` (${nameOf(about, section, model)})`
  return `To begin with${which}: ${text}`
}

function sharedWords({ shared, section }: Page, model: Model): string {
  return shared
    .map(({ statement, suggested }) => {
      const name = nameOf(statement, section, model)
      return suggested === undefined
        ? name
        : `${name} (${answerTitle(statement.scale, suggested).toLowerCase()})`
    })
    .join(', ')
}

/** The answers as numbers, where any may be shown; a section has one scale. */
function tableOf(items: readonly OnPage[], section: Section, model: Model): readonly Block[] {
  const shown = items.filter(({ hidden }) => !hidden)
  const scale = shown[0]?.statement.scale
  if (scale === undefined) return []
  const rows = shown.map(({ statement, counts, dontKnow, notApplicable, unanswered }) => [
    nameOf(statement, section, model),
    ...[...counts, dontKnow, notApplicable, unanswered].map(String),
  ])
  const titles = scale.options.map(({ title }) => title)
  const columns = ['Answers', ...titles, "Don't know", 'Not applicable', 'No answer']
  return [{ kind: 'table', columns, rows }]
}

function hiddenWords({ label, suggested, statement }: OnPage, minimumGroup: number): string {
  const known =
    suggested === undefined ? '' : `; suggested ${answerTitle(statement.scale, suggested).toLowerCase()}`
  return `${label}: fewer than ${minimumGroup} people answered, so their answers are not shown${known}`
}

/** Where people want the section to be, and where it is by what is suggested. */
function ambitionWords({ cell }: Page, model: Model, minimumGroup: number): readonly string[] {
  if (cell === undefined) return []
  const stages = model.stages.length
  const level = cell.level === undefined ? [] : [`Level by the answers: ${figure(cell.level)} of ${stages}.`]
  if (cell.ambition !== undefined) return [`Ambition: ${cell.ambition} of ${stages}, agreed.`, ...level]
  const suggested = cell['suggested-ambition']
  if (cell.ambitions === undefined) {
    const few = `Fewer than ${minimumGroup} people gave an ambition, so it is not shown`
    const said = suggested === undefined ? `${few}.` : `${few}; suggested ${suggested}.`
    return [cell.hidden ? said : 'Nobody gave an ambition.', ...level]
  }
  const given = Array.from({ length: stages + 1 }, (_, at) => ({
    at,
    people: countOf(cell.ambitions, String(at)),
  }))
    .filter(({ people }) => people > 0)
    .map(({ at, people }) => `${at} (${counted(people, 'person', 'people')})`)
  return [`Ambitions given, of ${stages}: ${given.join(', ')}; suggested ${suggested ?? 'none'}.`, ...level]
}

function notesBlocks(notes: readonly NotesOfKind[]): readonly Block[] {
  if (notes.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: 'What people wrote, without names' },
    ...notes.map(
      ({ kind, texts, links }): Block => ({ kind: 'list', title: kind.title, items: [...texts, ...links] }),
    ),
  ]
}

function quietBlocks(quiet: readonly QuietSection[]): readonly Block[] {
  const said = quiet.map(({ section, open, tooFew, notes }) => {
    const words = [
      ...(open + tooFew === 0 ? ['all agreed'] : []),
      ...(open === 0 ? [] : [`${open} to confirm`]),
      ...(tooFew === 0 ? [] : [`${tooFew} that nobody or one person could say`]),
      ...(notes === 0 ? [] : [counted(notes, 'note')]),
    ]
    return `${oneLine(section.title)} (${words.join(', ')})`
  })
  return [
    { kind: 'heading', level: 1, text: 'Nothing to discuss' },
    { kind: 'text', text: `${said.join('; ')}.` },
  ]
}
