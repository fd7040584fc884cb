import type { Model, Section, Statement } from '../../src/model/model.ts'
import { smallModel } from '../small-model.ts'

/** What a test changes in a statement: another text, another key, what it was; null takes it away. */
export type Edits = Readonly<
  Record<string, Partial<Pick<Statement, 'text' | 'key' | 'was' | 'scale'>> | null>
>

/** A later version of the small model with some statements changed, by the ids they have there, and others added to its factor. */
export function laterModel(edits: Edits = {}, added: readonly Statement[] = [], model = smallModel): Model {
  const edited = <Kind extends Section>(section: Kind): Kind => ({
    ...section,
    statements: [
      ...section.statements.flatMap((statement): Statement[] => {
        const edit = edits[statement.id]
        if (edit === null) return []
        const key = edit?.key ?? statement.key
        const { was: _, ...rest } = statement
        return [{ ...rest, ...edit, key, id: `${section.id}/${key}` }]
      }),
      ...added.filter((one) => one.section === section.id),
    ],
  })
  const characteristics = model.characteristics.map((one) => ({ ...one, cells: one.cells.map(edited) }))
  const factors = model.factors.map(edited)
  const cells = characteristics.flatMap((one) => one.cells)
  const sections: readonly Section[] = [...cells, ...factors]
  const statements = sections.flatMap((section) => section.statements)
  return {
    ...model,
    version: `${Number(model.version) + 1}.0`,
    digest: `sha256:${String(Number(model.version) + 1).padStart(64, '0')}`,
    previous: { id: model.id, version: model.version, digest: model.digest },
    ...{ characteristics, factors, cells, sections, statements },
    statementById: new Map(statements.map((statement) => [statement.id, statement])),
    sectionById: new Map(sections.map((section) => [section.id, section])),
  }
}

export function courageous(key: string, text: string): Statement {
  return { id: `courage/${key}`, section: 'courage', key, text, scale: smallModel.factorScale }
}
