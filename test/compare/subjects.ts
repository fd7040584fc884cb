import type { Subject } from '../../src/compare/subject.ts'
import type { Model, Section, Statement } from '../../src/model/model.ts'
import { smallModel } from '../small-model.ts'

/** A subject of the small model that agreed these options, by statement or for a whole section, and these ambitions. */
export function subjectWith(
  agreed: Readonly<Record<string, string>>,
  {
    ambitions = {},
    model = smallModel,
    ...more
  }: Partial<Subject> & { readonly ambitions?: Readonly<Record<string, number>> } = {},
): Subject {
  const entries = Object.entries(agreed).flatMap(([id, option]) => {
    const section = model.sectionById.get(id)
    return section === undefined
      ? [[id, option] as const]
      : section.statements.map((one) => [one.id, option] as const)
  })
  return {
    ...{ named: 'subject', round: '2026', respondents: 5, model },
    answers: {
      statements: Object.fromEntries(entries.map(([id, option]) => [id, { agreed: option }])),
      cells: Object.fromEntries(Object.entries(ambitions).map(([id, ambition]) => [id, { ambition }])),
    },
    ...more,
  }
}

/** The next version of the small model: each statement as `change` has it. */
export function nextVersion(change: (statement: Statement) => Statement): Model {
  const changed = <Kind extends Section>(section: Kind): Kind => ({
    ...section,
    statements: section.statements.map(change),
  })
  const cells = smallModel.cells.map(changed)
  const factors = smallModel.factors.map(changed)
  const sections = [...cells, ...factors]
  const statements = sections.flatMap((section) => section.statements)
  return {
    ...smallModel,
    version: '2.0',
    digest: `sha256:${'2b'.repeat(32)}`,
    previous: { id: smallModel.id, version: smallModel.version, digest: smallModel.digest },
    ...{ cells, factors, sections, statements },
    characteristics: smallModel.characteristics.map((one) => ({ ...one, cells: one.cells.map(changed) })),
    statementById: new Map(statements.map((statement) => [statement.id, statement])),
    sectionById: new Map(sections.map((section) => [section.id, section])),
  }
}
