import type { Axis, Cell, Characteristic, Factor, Model, Option, Scale, Section, Statement } from './model.ts'
import {
  type AxisPart,
  type CharacteristicFile,
  type FactorFile,
  type ModelParts,
  optionValue,
  type StatementPart,
} from './parts.ts'

/** The model of parts in which check.ts found no error. `digest` is left to the caller, who can hash. */
export function assembleModel(parts: ModelParts): Omit<Model, 'digest'> {
  const file = parts.model.data
  const scales = Object.entries(file.scales).map(([id, scale]): Scale => {
    const options = scale.options.map(
      ({ value, ...option }): Option => ({ ...option, value: optionValue(value) }),
    )
    return { id, title: scale.title, options }
  })
  const scaleOf = (id: string) => scales.find((scale) => scale.id === id)!
  const statementScale = scaleOf(file['statement-scale'])
  const factorScale = scaleOf(file['factor-scale'])
  const modes = file.modes.map(axis)
  const stages = file.stages.map(axis)

  const characteristics = file.characteristics.map((id): Characteristic => {
    const data = parts.characteristics.find((part) => part.data.id === id)!.data
    const cells = modes.map((mode) => cellOf(data, mode, stages, statementScale))
    return { ...described(data), cells }
  })
  const factors = file['success-factors'].map((id): Factor => {
    const data = parts.factors.find((part) => part.data.id === id)!.data
    return { kind: 'factor', ...described(data), statements: factorStatements(data, factorScale) }
  })
  const cells = characteristics.flatMap((characteristic) => characteristic.cells)
  const sections: Section[] = [...cells, ...factors]
  const statements = sections.flatMap((section) => section.statements)
  return {
    ...described(file),
    version: file.version,
    valid: file.valid,
    ...(file.previous === undefined ? {} : { previous: { id: file.id, ...file.previous } }),
    scales,
    statementScale,
    factorScale,
    modes,
    stages,
    linesOfEnquiry: (file['lines-of-enquiry'] ?? []).map(axis),
    notes: file.notes.map(({ kind = 'text', ...note }) => ({ ...note, kind })),
    characteristics,
    factors,
    cells,
    sections,
    statements,
    statementById: new Map(statements.map((statement) => [statement.id, statement])),
    sectionById: new Map(sections.map((section) => [section.id, section])),
  }
}

function described(part: AxisPart): Axis {
  const { id, title, description } = part
  return { id, title, ...(description === undefined ? {} : { description }) }
}

const axis = described

function cellOf(data: CharacteristicFile, mode: Axis, stages: readonly Axis[], scale: Scale): Cell {
  const part = data.cells[mode.id]!
  const id = `${data.id}/${mode.id}`
  const statements = stages.map((stage) => statementOf(part.statements[stage.id]!, id, stage.id, scale))
  return {
    kind: 'cell',
    id,
    characteristic: data.id,
    mode: mode.id,
    title: `${data.title} / ${mode.title.toLowerCase()}`,
    focus: part.focus,
    linesOfEnquiry: part['lines-of-enquiry'] ?? [],
    statements,
  }
}

function factorStatements(data: FactorFile, scale: Scale): Statement[] {
  return data.statements.map((part) => statementOf(part, data.id, part.id, scale))
}

function statementOf(part: StatementPart, section: string, key: string, scale: Scale): Statement {
  const { text, help, was } = part
  return {
    ...{ id: `${section}/${key}`, section, key, text },
    ...(help === undefined ? {} : { help }),
    ...(was === undefined ? {} : { was }),
    scale,
  }
}
