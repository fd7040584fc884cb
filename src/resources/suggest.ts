import type { Axis, Scale, Section } from '../model/model.ts'
import { exact, firstNotMet, gapOf } from '../scoring/level.ts'
import { type CellScore, type FactorScore, priorityWeight, type Results } from '../scoring/results.ts'
import type { Resource } from './resource.ts'

/** Something the answers show is wanting: a cell with its next stage, or a weak success factor. */
export interface Need {
  readonly section: Section
  /** The first stage not fully met; absent for a success factor. */
  readonly stage?: Axis
  readonly level: number
  /** Where the level is to be: the ambition, else all stages. */
  readonly target: number
  readonly hasAmbition: boolean
  readonly gap: number
  readonly priority?: string
  /** Gap × weight of the priority: the order of needs. */
  readonly weight: number
}

/** How exactly a resource meets a need, the best first. */
export type Match = 'cell and stage' | 'cell' | 'characteristic' | 'mode' | 'success factor'

export interface Suggestion {
  readonly need: Need
  readonly resources: readonly { readonly resource: Resource; readonly match: Match }[]
}

/** What the answers show is wanting, heaviest first. No level, no gap, or a deliberate stance: no need. */
export function needsOf(results: Results): readonly Need[] {
  const cells = results.cells.flatMap((cell) => cellNeed(cell, results) ?? [])
  const factors = results.factors.flatMap((factor) => factorNeed(factor, results) ?? [])
  return [...cells, ...factors].toSorted((a, b) => b.weight - a.weight)
}

function cellNeed(cell: CellScore, results: Results): Need | undefined {
  const { stages } = results.model
  const next = firstNotMet(cell.statements)
  if (cell.level === undefined || cell.stance !== undefined || next === undefined) return undefined
  const stage = stages.find((axis) => axis.id === next.statement.key)!
  return needOf(cell, cell.level, cell.ambition, stages.length, stage)
}

/** A factor is weak when its answers lie, on average, below the second highest option of its scale; on a scale of two, below their middle. */
export function enoughOf(scale: Scale): number {
  return Math.max(scale.options.at(-2)!.value, 0.5)
}

function factorNeed(factor: FactorScore, results: Results): Need | undefined {
  const stages = results.model.stages.length
  const enough = exact(enoughOf(results.model.factorScale) * stages)
  if (factor.level === undefined || factor.level >= enough) return undefined
  return needOf(factor, factor.level, undefined, stages)
}

function needOf(
  scored: CellScore | FactorScore,
  level: number,
  ambition: number | undefined,
  stages: number,
  stage?: Axis,
): Need | undefined {
  const target = ambition ?? stages
  const gap = gapOf(level, target)!
  if (gap === 0) return undefined
  return {
    section: scored.section,
    level,
    target,
    hasAmbition: ambition !== undefined,
    gap,
    weight: exact(gap * priorityWeight(scored.priority)),
    ...(stage === undefined ? {} : { stage }),
    ...(scored.priority === undefined ? {} : { priority: scored.priority }),
  }
}

/**
 * For each need, up to `each` resources, the most exact match first; among equal matches the more specific resource (fewer tags),
 * then the newer, then by id. A resource is suggested once, for the heaviest need it meets, so that the list goes on giving.
 */
export function suggest(
  needs: readonly Need[],
  resources: readonly Resource[],
  each: number,
): readonly Suggestion[] {
  const given = new Set<string>()
  return needs.map((need) => {
    const ranked = resources
      .flatMap((resource) => {
        const match = given.has(resource.id) ? undefined : matchOf(resource, need)
        return match === undefined ? [] : [{ resource, match }]
      })
      .sort(
        (a, b) =>
          rank(a.match) - rank(b.match) ||
          breadth(a.resource) - breadth(b.resource) ||
          (b.resource.year ?? 0) - (a.resource.year ?? 0) ||
          (a.resource.id < b.resource.id ? -1 : 1),
      )
      .slice(0, each)
    for (const { resource } of ranked) given.add(resource.id)
    return { need, resources: ranked }
  })
}

const matches: readonly Match[] = ['cell and stage', 'success factor', 'cell', 'characteristic', 'mode']

function rank(match: Match): number {
  return matches.indexOf(match)
}

/** How exactly a resource is about a need; undefined where it is not. */
export function matchOf(resource: Resource, need: Need): Match | undefined {
  const { section, stage } = need
  if (section.kind === 'factor')
    return resource['success-factors']?.includes(section.id) ? 'success factor' : undefined
  const characteristic = resource.characteristics?.includes(section.characteristic) ?? false
  const mode = resource.modes?.includes(section.mode) ?? false
  if (characteristic && mode)
    return stage !== undefined && resource.stages?.includes(stage.id) ? 'cell and stage' : 'cell'
  if (characteristic) return 'characteristic'
  return mode ? 'mode' : undefined
}

/** Number of places a resource is tagged for: the fewer, the more it is about each. */
function breadth(resource: Resource): number {
  const { characteristics = [], modes = [], stages = [] } = resource
  return characteristics.length * modes.length * stages.length + (resource['success-factors']?.length ?? 0)
}

/** Which resources a person asks for; every given field must match. */
export interface ResourceFilter {
  readonly characteristic?: string
  readonly mode?: string
  readonly stage?: string
  readonly type?: string
}

export function meets(resource: Resource, filter: ResourceFilter): boolean {
  return (
    (filter.characteristic === undefined ||
      (resource.characteristics?.includes(filter.characteristic) ?? false)) &&
    (filter.mode === undefined || (resource.modes?.includes(filter.mode) ?? false)) &&
    (filter.stage === undefined || (resource.stages?.includes(filter.stage) ?? false)) &&
    (filter.type === undefined || resource.type === filter.type)
  )
}
