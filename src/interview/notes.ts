import { addressProblem } from '../address.ts'
import type { NoteKind, Section } from '../model/model.ts'
import {
  addingLink,
  type Change,
  linksOf,
  noting,
  removingLinks,
  together,
} from '../questionnaire/changes.ts'
import { demandsRationale, rationaleKind } from '../questionnaire/demands.ts'
import { cleanText, noteProblem } from '../questionnaire/note-text.ts'
import { oneLine, shortened, visible, wrap } from '../render/text.ts'
import { sectionAnswers } from '../response/answers.ts'
import type { Evidence } from '../response/response.ts'
import { record, type Sitting } from './sitting.ts'
import { heading, measure, stacked } from './text.ts'

/** Asks for a note of a kind and saves it. Enter alone leaves it as it is, `-` removes it. */
export async function askNote(sitting: Sitting, section: Section, kind: NoteKind): Promise<void> {
  if (kind.kind === 'links') return askLink(sitting, section, kind)
  const present = textOf(sitting, section, kind)
  const needed =
    kind.id === rationaleKind(sitting.course.model)?.id && demandsRationale(sitting.response, section)
  const text = await sitting.prompter.text({
    screen: (width) => screenOf(sitting, section, kind, present === undefined ? [] : [present], width),
    message: `${oneLine(kind.title)}:`,
    ...(present === undefined ? {} : { present }),
    check: (typed) =>
      needed && typed.trim() === '-'
        ? 'this section has an answer that needs a reason, so it stays'
        : noteProblem(cleanText(typed)),
  })
  const clean = cleanText(text ?? '')
  if (clean === '') return
  await record(sitting, noting(section, kind.id, clean === '-' ? undefined : clean))
}

/**
 * The reason that an answer needs before it counts: asked for every time, so that what a person types is never taken for keys. Enter
 * alone keeps the one that is there. Undefined where the person went back.
 */
export async function askReason(
  sitting: Sitting,
  section: Section,
  why: string,
): Promise<Change | undefined> {
  const kind = rationaleKind(sitting.course.model)!
  const present = textOf(sitting, section, kind)
  const change = sitting.screen.plain ? 'new text replaces it' : 'new text replaces it, Tab brings it here'
  const how = present === undefined ? '' : `Enter alone keeps the reason below, ${change}, `
  const text = await sitting.prompter.text({
    screen: (width) =>
      stacked(
        heading(sitting, oneLine(section.title), width),
        wrap(`${why} ${how}< goes back.`, measure(width), 2),
        present === undefined ? '' : wrap(visible(present), measure(width), 4),
      ),
    message: `${oneLine(kind.title)}:`,
    ...(present === undefined ? {} : { present }),
    check: (typed) => {
      const clean = cleanText(typed)
      const isReason = clean === '' ? present !== undefined : clean !== '-'
      return isReason ? noteProblem(clean) : 'A reason is needed here; < goes back.'
    },
  })
  if (text === undefined) return undefined
  const clean = cleanText(text)
  return clean === '' ? together([]) : noting(section, kind.id, clean)
}

/** The note of a text kind that a section has; a blank one is none. */
function textOf(sitting: Sitting, section: Section, kind: NoteKind): string | undefined {
  const note = sectionAnswers(sitting.response, section)?.notes?.[kind.id]
  return typeof note === 'string' && note.trim() !== '' ? note : undefined
}

async function askLink(sitting: Sitting, section: Section, kind: NoteKind): Promise<void> {
  const links = linksOf(sitting.response, section, kind.id)
  const title = await sitting.prompter.text({
    screen: (width) => screenOf(sitting, section, kind, links.map(linkInWords), width),
    message: 'Title:',
    check: (typed) => (cleanText(typed).length > 500 ? 'a title may have 500 characters' : undefined),
  })
  const named = oneLine(cleanText(title ?? ''))
  if (named === '') return
  if (named === '-') return record(sitting, removingLinks(section, kind.id))
  const url = await sitting.prompter.text({
    screen: (width) =>
      stacked(
        heading(sitting, oneLine(section.title), width),
        wrap(`Where is "${named}"? Enter alone leaves the address out, < goes back.`, measure(width), 2),
      ),
    message: 'Address:',
    check: (typed) => {
      const problem = typed.trim() === '' ? undefined : addressProblem(cleanText(typed))
      return problem === undefined ? undefined : `the address ${problem}`
    },
  })
  if (url === undefined) return
  const address = cleanText(url)
  const link: Evidence = address === '' ? { title: named } : { title: named, url: address }
  await record(sitting, addingLink(section, kind.id, link))
}

function screenOf(
  sitting: Sitting,
  section: Section,
  kind: NoteKind,
  present: readonly string[],
  width: number,
): string {
  const keeps =
    kind.kind === 'links'
      ? '- alone removes them all'
      : `- alone removes it${sitting.screen.plain ? '' : ', Tab brings it here'}`
  const how =
    present.length === 0 ? 'Enter alone adds nothing.' : `Enter alone keeps what is there, ${keeps}.`
  return stacked(
    heading(sitting, oneLine(section.title), width),
    wrap(`${oneLine(kind.prompt)} ${how}`, measure(width), 2),
    present.map((text) => wrap(visible(text), measure(width), 4)).join('\n'),
  )
}

function linkInWords({ title, url }: Evidence): string {
  return url === undefined ? title : `${shortened(title, 200)} ${url}`
}
