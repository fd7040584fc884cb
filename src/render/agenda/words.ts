import type { Part } from '../../agenda/agenda.ts'
import type { Ranked } from '../../merge/agenda.ts'
import type { Model, Section, Statement } from '../../model/model.ts'
import { counted, oneLine } from '../text.ts'
import { nameOf } from '../workshop/open.ts'

type Of<Kind extends Part['kind']> = Extract<Part, { readonly kind: Kind }>

/** `1:05` from the beginning, `10:35` where it is known when that is. Past midnight it begins again. */
export function clock(from: number, start?: number): string {
  const at = start === undefined ? from : (start + from) % (24 * 60)
  const hours = String(Math.floor(at / 60))
  return `${start === undefined ? hours : hours.padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}

/** `3 of 93 statements agreed so far`. */
export function agreedWords({ agreed, of }: { readonly agreed: number; readonly of: number }): string {
  return agreed === 0
    ? `nothing of ${counted(of, 'statement')} agreed yet`
    : `${agreed} of ${counted(of, 'statement')} agreed`
}

/** `plan: split, divergence 75, high priority`. */
export function statementWords({ section, item, priority }: Of<'statement'>, model: Model): string {
  const parts = [
    item.label,
    ...(item.divergence === undefined ? [] : [`divergence ${item.divergence}`]),
    ...(priority === undefined ? [] : [`${priority} priority`]),
  ]
  return `${nameOf(item.statement, section, model)}: ${parts.join(', ')}`
}

/** `confirm quickly: do, review`. */
export function quickWords({ section, items }: Of<'confirm'>, model: Model): string {
  return `confirm quickly: ${namesOf(items, section, model)}`
}

function namesOf(
  items: readonly { readonly statement: Statement }[],
  section: Section,
  model: Model,
): string {
  return items.map(({ statement }) => nameOf(statement, section, model)).join(', ')
}

/** `Role of the authority 4, Managing income 6`: how many statements each characteristic and factor has among these. */
export function blocksOf(statements: readonly Statement[], model: Model): string {
  const block = ({ section: id }: Statement) => {
    const section = model.sectionById.get(id)!
    return section.kind === 'cell' ? section.characteristic : section.id
  }
  const blocks = [...model.characteristics, ...model.factors].map(({ id, title }) => ({
    title: oneLine(title),
    count: statements.filter((statement) => block(statement) === id).length,
  }))
  return blocks
    .filter(({ count }) => count > 0)
    .map(({ title, count }) => `${title} ${count}`)
    .join(', ')
}

/** What found no place, as it is listed. */
export function outWords(part: Part, model: Model | undefined): string {
  if (part.kind === 'action') return oneLine(part.action.action.title)
  if (part.kind === 'owners')
    return `owners and days of ${counted(part.wanting.length, 'action')}: ${part.wanting.map(({ action }) => oneLine(action.title)).join('; ')}`
  if (model === undefined || (part.kind !== 'statement' && part.kind !== 'confirm')) return ''
  const said = part.kind === 'statement' ? statementWords(part, model) : quickWords(part, model)
  return `${oneLine(part.section.title)} / ${said}`
}

/** Those that nobody, or one person, could say, a line for each section; empty where there are none. */
export function tooFewLines(tooFew: readonly Ranked[], model: Model): readonly string[] {
  if (tooFew.length === 0) return []
  const lines = model.sections.flatMap((section) => {
    const items = tooFew.filter(({ statement }) => statement.section === section.id)
    if (items.length === 0) return []
    const isWhole = items.length > 1 && items.length === section.statements.length
    return [
      `- ${oneLine(section.title)}: ${isWhole ? `all ${items.length}` : namesOf(items, section, model)}`,
    ]
  })
  return [
    `Nobody or one person could say (${tooFew.length}). They take no time here; find out beforehand who knows:`,
    ...lines,
  ]
}
