import type { Assessment, ModelPin } from '../assessment/assessment.ts'
import type { Mapping } from '../model/mapping.ts'

/**
 * tiex.yaml with another model for its current round. Rounds that were answered before, by id, keep the one they were answered with; what people
 * answer for goes by the sections as they are called now.
 */
export function upgradedAssessment(
  assessment: Assessment,
  {
    pin: { id, version, digest },
    mapping,
    others,
  }: {
    readonly pin: ModelPin
    readonly mapping: Mapping
    readonly others: ReadonlyMap<string, ModelPin>
  },
): Assessment {
  const rounds = Object.entries(assessment.rounds).map(([round, dates]) => {
    const { model: _, ...rest } = dates
    if (round === assessment.round) return [round, rest] as const
    const own = others.get(round)
    return [round, own === undefined ? dates : { ...rest, model: own }] as const
  })
  return {
    ...assessment,
    model: { id, version, digest },
    rounds: Object.fromEntries(rounds),
    people: assessment.people.map((person) =>
      person.sections === undefined
        ? person
        : { ...person, sections: [...new Set(person.sections.map((one) => sectionNow(one, mapping)))] },
    ),
  }
}

/** A characteristic keeps its name, or is called as the one where all of its cells went. */
function sectionNow(id: string, { sections, older, newer }: Mapping): string {
  const section = sections.get(id)
  if (section !== undefined) return section.id
  if (newer.characteristics.some((one) => one.id === id)) return id
  const cells = older.characteristics.find((one) => one.id === id)?.cells ?? []
  const went = cells.map((cell) => sections.get(cell.id))
  const names = new Set(went.map((to) => (to?.kind === 'cell' ? to.characteristic : undefined)))
  const [only] = names
  return names.size === 1 && only !== undefined ? only : id
}
