import type { Report } from '../../report/report.ts'
import type { SectionReport, StatementReport } from '../../report/sections.ts'
import { renderJson } from '../json.ts'
import { planData } from '../plan/data.ts'
import { suggestionsData } from '../resources.ts'
import { signOffData } from '../sign-off.ts'
import { sectionOf } from './need-words.ts'

/** `tiex-report/1`; what is not there is null, and so are the answers where too few people answered for them to be shown. Only ever gains fields. */
export function reportJson(report: Report): string {
  const { model, agreement } = report
  const axes = (some: readonly { readonly id: string; readonly title: string }[]) =>
    some.map(({ id, title }) => ({ id, title }))
  const data = {
    format: 'tiex-report/1',
    organisation: report.council,
    round: report.round,
    scope: report.scope,
    sponsor: report.sponsor ?? null,
    objectives: report.objectives,
    marking: report.marking ?? null,
    made: report.today,
    dates: {
      opens: report.dates.opens ?? null,
      closes: report.dates.closes ?? null,
      workshops: report.dates.workshops,
    },
    secondLook: lookData(report),
    model: {
      ...{ id: model.id, version: model.version, digest: model.digest, title: model.title },
      ...{
        modes: axes(model.modes),
        stages: axes(model.stages),
        characteristics: axes(model.characteristics),
      },
    },
    responses: report.digest,
    people: { ...report.people, asked: report.people.asked ?? null },
    standing: report.standing,
    sections: report.sections.map(sectionData),
    priorities: report.priorities.map(({ section, priority, gap }) => ({
      ...{ section: section.id, title: section.title, priority: priority ?? null, gap: gap ?? null },
    })),
    agreement: model.scales.map(({ id, title }) => ({
      scale: id,
      title,
      pairwise: agreement.consensus.agreement?.[id]?.pairwise ?? null,
      alpha: agreement.consensus.agreement?.[id]?.alpha ?? null,
      statements: agreement.compared[id] ?? 0,
    })),
    plan: planWithDrafts(report),
    withoutAction: report.withoutAction.map(({ section }) => section.id),
    resources: needsData(report),
    signOff: signOffNamed(report),
  }
  return renderJson(data)
}

function lookData({ secondLook }: Report) {
  if (secondLook === undefined) return null
  const { pass, opened, closes, isOver, statements, moved } = secondLook
  return {
    ...{ pass, opened, closes: closes ?? null, over: isOver, statements },
    ...{ relabelled: moved?.relabelled ?? null, wide: moved?.wide ?? null },
  }
}

/** The plan as `tiex plan` has it, with whether each level is a draft. */
function planWithDrafts(report: Report) {
  const { plan, sections } = report
  const drafts = new Set(sections.filter(({ isDraftLevel }) => isDraftLevel).map(({ section }) => section.id))
  const data = planData(plan, plan.actions)
  const actions = data.actions.map((action) => ({
    ...action,
    levels: action.levels.map((level) => ({ ...level, draft: drafts.has(level.section) })),
  }))
  return { ...data, actions }
}

/** The needs as `tiex resources` has them, with the gap and target of the rest of the report: null without an ambition. Whom to ask about a practice is left out. */
function needsData(report: Report) {
  const data = suggestionsData(report.suggestions)
  const needs = data.needs.map(({ practice = [], ...need }, index) => {
    const one = sectionOf(report.suggestions[index]!.need, report)
    return {
      ...need,
      target: need.ambition,
      gap: one.gap ?? null,
      draft: one.isDraftLevel,
      practice: practice.map(({ contact: _, ...known }) => known),
    }
  })
  return { ...data, needs }
}

function signOffNamed({ signOff }: Report) {
  const data = signOffData(signOff)
  const names = signOff.roles.map(({ name }) => name ?? null)
  return { ...data, roles: data.roles.map((role, index) => ({ ...role, name: names[index] })) }
}

function sectionData(one: SectionReport) {
  const { section, score } = one
  return {
    id: section.id,
    title: section.title,
    kind: section.kind,
    level: score.level ?? null,
    reached: 'reached' in score ? score.reached : null,
    coverage: score.coverage,
    draft: one.isDraft,
    draftLevel: one.isDraftLevel,
    ambition: one.ambition?.value ?? null,
    ambitionBasis: one.ambition?.basis ?? null,
    gap: one.gap ?? null,
    priority: one.priority ?? null,
    stance: one.stance ?? null,
    note: one.note ?? null,
    statements: one.answers.map(statementData),
  }
}

function statementData(one: StatementReport) {
  const { statement, spread } = one
  return {
    id: statement.id,
    text: statement.text,
    answer: one.answer ?? null,
    basis: one.basis ?? null,
    reason: one.reason ?? null,
    dissent: one.dissent ?? null,
    changed: one.changed,
    label: one.label,
    divergence: spread?.divergence ?? null,
    suggested: spread?.suggested ?? null,
    answers: spread === undefined ? null : answersData(spread),
  }
}

function answersData({
  statement,
  counts,
  dontKnow,
  notApplicable,
  unanswered,
}: NonNullable<StatementReport['spread']>) {
  const scored = statement.scale.options.map(({ id }, rank) => [id, counts[rank] ?? 0] as const)
  return { ...Object.fromEntries(scored), 'dont-know': dontKnow, 'not-applicable': notApplicable, unanswered }
}
