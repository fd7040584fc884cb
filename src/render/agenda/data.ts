import type { Part } from '../../agenda/agenda.ts'
import type { Handout } from '../../agenda/handout.ts'
import { actionQuestion } from '../../agenda/order.ts'
import type { Counted } from '../../merge/agenda.ts'
import { isOpen } from '../../plan/action.ts'
import type { PlanView } from '../../plan/view.ts'
import { renderJson } from '../json.ts'
import type { About, AnyAgenda } from './rows.ts'
import { clock } from './words.ts'

/** `tiex-agenda/1`: what is done when, by ids; null where there is nothing. */
export function agendaJson(agenda: AnyAgenda, about: About): string {
  const data = {
    format: 'tiex-agenda/1',
    round: about.round,
    workshop: agenda.workshop,
    minutes: agenda.minutes,
    start: about.start === undefined ? null : clock(0, about.start),
    day: about.day ?? null,
    objectives: about.objectives,
    parts: agenda.parts.map(({ of, from, minutes }) => ({
      from,
      ...(about.start === undefined ? {} : { at: clock(from, about.start) }),
      minutes,
      ...(typeof of === 'string' ? { kind: of } : partData(of)),
    })),
    doesNotFit: agenda.out.map(partData),
    minutesForAll: agenda.out.length === 0 ? agenda.minutes : (agenda.enough ?? null),
    ...(agenda.workshop === 1 ? { tooFew: agenda.tooFew.map(({ statement }) => statement.id) } : {}),
  }
  return renderJson(data)
}

function partData(part: Part): object {
  const { kind } = part
  switch (part.kind) {
    case 'shared':
      return { kind, statements: part.statements.map(({ id }) => id) }
    case 'statement': {
      const { statement, label, divergence } = part.item
      const priority = part.priority ?? null
      return { kind, statement: statement.id, label, divergence: divergence ?? null, priority }
    }
    case 'confirm':
      return { kind, section: part.section.id, statements: part.items.map(({ statement }) => statement.id) }
    case 'priorities':
    case 'without-action':
      return { kind, sections: part.sections.map(({ id }) => id) }
    case 'action':
      return { kind, action: part.action.action.id, priority: part.action.priority ?? null }
    case 'order':
      return {
        kind,
        pairs: part.pairs.map(({ first, second, because }) => ({
          first: first.action.id,
          second: second.action.id,
          because,
        })),
      }
    case 'owners':
      return { kind, wanting: part.wanting.map(({ action }) => action.id) }
    case 'approval':
      return { kind, actions: part.actions.map(({ action }) => action.id) }
    default:
      return { kind }
  }
}

/** `tiex-handout/1` for the first workshop; answers of small groups are null. */
export function handoutJson({ pages, quiet }: Handout, round: string): string {
  const data = {
    format: 'tiex-handout/1',
    round,
    workshop: 1,
    sections: pages.map(({ section, items, shared, agreed, cell, notes, question }) => ({
      section: section.id,
      question: { statement: question.about?.id ?? null, text: question.text },
      statements: items.map((item) => ({
        statement: item.statement.id,
        text: item.statement.text,
        label: item.label,
        suggested: item.suggested ?? null,
        answers: item.hidden ? null : answersOf(item),
      })),
      shared: shared.map(({ statement }) => statement.id),
      agreed,
      ambitions: cell?.ambitions ?? null,
      suggestedAmbition: cell?.['suggested-ambition'] ?? null,
      notes: notes.map(({ kind, texts, links }) => ({ kind: kind.id, texts, links })),
    })),
    nothingToDiscuss: quiet.map(({ section }) => section.id),
  }
  return renderJson(data)
}

function answersOf({ statement, counts, dontKnow, notApplicable, unanswered }: Counted) {
  const scored = statement.scale.options.map(({ id }, rank) => [id, counts[rank]])
  return {
    ...Object.fromEntries(scored),
    'dont-know': dontKnow,
    'not-applicable': notApplicable,
    unanswered,
  }
}

/** `tiex-handout/1` for the second workshop. */
export function actionsJson({ round, actions }: PlanView): string {
  const data = {
    format: 'tiex-handout/1',
    round,
    workshop: 2,
    actions: actions
      .filter(({ action }) => isOpen(action))
      .map((view) => ({
        action: view.action.id,
        place: view.place,
        title: view.action.title,
        priority: view.priority ?? null,
        question: actionQuestion(view),
      })),
  }
  return renderJson(data)
}
