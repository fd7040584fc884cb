import { shownAddress } from '../../address.ts'
import type { Screen } from '../../env.ts'
import type { Model, Section } from '../../model/model.ts'
import { practiceName } from '../../practice/form.ts'
import type { MatchingPractice, PracticeMatch } from '../../practice/match.ts'
import type { Practice } from '../../practice/practice.ts'
import { dayWords } from '../plan/words.ts'
import { counted, oneLine, shortened, visible, wrap } from '../text.ts'

/** Whose practice is listed, and of which model its cells are. */
export interface PracticeList {
  readonly practices: readonly Practice[]
  readonly model: Model
  /** The council that looks. */
  readonly organisation: { readonly id: string; readonly name: string }
}

/** A paragraph a practice: what it is, whose, what it is about, and how it is called. */
export function renderPractices(list: PracticeList, screen: Screen): string {
  return list.practices.map((practice) => renderListed(practice, list, screen)).join('\n')
}

/** `2 practices of Exampleshire County Council, 3 of 2 other councils`; others alone where there are no own. */
export function practiceCounts({ practices, organisation }: PracticeList): string {
  const others = practices.filter((practice) => practice.organisation !== undefined)
  const councils = counted(new Set(others.map((one) => one.organisation?.id)).size, 'other council')
  const own = practices.length - others.length
  if (own === 0 && others.length > 0) return `${counted(others.length, 'practice')} of ${councils}`
  const told = `${counted(own, 'practice')} of ${oneLine(organisation.name)}`
  return others.length === 0 ? told : `${told}, ${others.length} of ${councils}`
}

function renderListed(practice: Practice, list: PracticeList, { width, paint, plain }: Screen): string {
  const mark = plain ? '-' : '·'
  const lines = [
    paint.strong(wrap(`${mark} ${oneLine(practice.title)}`, width, 0, 2)),
    wrap(factsOf(practice, list), width, 2),
    wrap(aboutOf(practice, list.model), width, 2),
    wrap(excerptOf(practice), width, 2),
    paint.quiet(wrap(practiceName(practice), width, 2)),
  ]
  return lines
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('')
}

/** Whose it is, since when, and who may see it. */
function factsOf(practice: Practice, { organisation }: Pick<PracticeList, 'organisation'>): string {
  const { added, organisation: other } = practice
  return [
    other === undefined ? oneLine(organisation.name) : councilOf(practice),
    ...(added === undefined ? [] : [`added ${dayWords(added)}`]),
    ...(other === undefined ? [sharedWords(practice)] : []),
  ].join(', ')
}

/** Another council by its name and id: the name is what they wrote, the id is where it stands. */
export function councilOf({ organisation }: Practice): string {
  if (organisation === undefined) return ''
  const { id, name } = organisation
  return name === undefined ? id : `${oneLine(name)} (${id})`
}

/** Who may see it when the round is published. */
export function sharedWords({ share }: Practice): string {
  if (share === undefined) return 'not shared'
  return share === 'sector' ? 'to share with the sector' : 'to share with everybody'
}

/** The titles of its cells; of one that the model does not have, the id. */
export function aboutOf({ cells = [] }: Practice, model: Model): string {
  return cells.map((id) => oneLine(model.sectionById.get(id)?.title ?? id)).join('; ')
}

/** What was done, in a few lines. */
export function excerptOf({ what }: Practice, columns = 200): string {
  const text = oneLine(what)
  const short = shortened(text, columns)
  return short === text ? text : short.replace(/\s+\S*…$/u, ' …')
}

/** A practice in full. */
export function renderPractice(
  practice: Practice,
  list: Omit<PracticeList, 'practices'>,
  screen: Screen,
): string {
  const { width, paint } = screen
  const { what, changed, contact, links = [], cells = [] } = practice
  const part = (title: string, text: string | undefined) =>
    text === undefined || text === ''
      ? ''
      : `\n${paint.strong(title)}\n${text
          .split('\n')
          .map((line) => wrap(visible(line.trim()), width, 2))
          .join('\n')}\n`
  const head = `${paint.strong(wrap(oneLine(practice.title), width))}\n${wrap(factsOf(practice, list), width)}\n${paint.quiet(wrap(practiceName(practice), width))}\n`
  return [
    head,
    part('What was done', what),
    part('What changed', changed),
    part('About', cells.map((id) => aboutCell(id, list.model)).join('\n')),
    part('Contact', contact),
    part('Links', links.map(({ title, url }) => `${oneLine(title)}\n${shownAddress(url)}`).join('\n')),
  ].join('')
}

function aboutCell(id: string, model: Model): string {
  const section = model.sectionById.get(id)
  return section === undefined ? oneLine(id) : `${oneLine(section.title)} (${id})`
}

/** Why this practice stands with this section. */
export function practiceReason(match: PracticeMatch, section: Section): string {
  const title = oneLine(section.title)
  const words: Record<PracticeMatch, string> = {
    cell: `Why: it is about ${title}.`,
    'success factor': `Why: it is about ${title.toLowerCase()}.`,
    characteristic: 'Why: it is about this characteristic, in another mode.',
    mode: 'Why: it is about this mode, in another characteristic.',
  }
  return words[match]
}

/** `our own practice`, or whose it is. */
export function whosePractice(practice: Practice): string {
  return practice.organisation === undefined ? 'our own practice' : `practice of ${councilOf(practice)}`
}

/** A practice among the resources of a need, with why it is shown and how it is called. */
export function renderMatching(
  { practice, match }: MatchingPractice,
  section: Section,
  screen: Screen,
): string {
  const { width, plain, paint } = screen
  const title = `${plain ? '-' : '·'} ${oneLine(practice.title)} (${whosePractice(practice)})`
  const lines = [
    wrap(title, width, 3, 5),
    wrap(excerptOf(practice), width, 5),
    paint.quiet(wrap(practiceName(practice), width, 5)),
    paint.quiet(wrap(practiceReason(match, section), width, 5)),
  ]
  return `${lines.join('\n')}\n`
}
