import type { Axis, Characteristic, Factor, Model, Statement } from './model.ts'
import type { CharacteristicFile, FactorFile, ModelParts, StatementPart } from './parts.ts'

/** The parts a model can be assembled of again, in a place without its files: `assembleModel` makes the same model of them, but for its digest. */
export function disassembleModel(model: Model): ModelParts {
  const { id, version, title, valid, previous } = model
  const data = {
    ...{ format: 'tiex-model/1', id, version, title, valid },
    ...(model.description === undefined ? {} : { description: model.description }),
    ...(previous === undefined ? {} : { previous }),
    scales: Object.fromEntries(model.scales.map(({ id: scale, ...rest }) => [scale, rest])),
    'statement-scale': model.statementScale.id,
    'factor-scale': model.factorScale.id,
    modes: model.modes,
    stages: model.stages,
    'lines-of-enquiry': model.linesOfEnquiry,
    notes: model.notes,
    characteristics: model.characteristics.map((one) => one.id),
    'success-factors': model.factors.map((one) => one.id),
  }
  return {
    model: { file: '', data },
    characteristics: model.characteristics.map((one) => ({ file: '', data: characteristicFile(one) })),
    factors: model.factors.map((one) => ({ file: '', data: factorFile(one) })),
  }
}

function characteristicFile(characteristic: Characteristic): CharacteristicFile {
  const cells = characteristic.cells.map(({ mode, focus, linesOfEnquiry, statements }) => [
    mode,
    {
      focus,
      'lines-of-enquiry': linesOfEnquiry,
      statements: Object.fromEntries(statements.map((statement) => [statement.key, partOf(statement)])),
    },
  ])
  return { format: 'tiex-characteristic/1', ...described(characteristic), cells: Object.fromEntries(cells) }
}

function factorFile(factor: Factor): FactorFile {
  return {
    format: 'tiex-success-factor/1',
    ...described(factor),
    statements: factor.statements.map((statement) => ({ id: statement.key, ...partOf(statement) })),
  }
}

function described({ id, title, description }: Axis): Axis {
  return { id, title, ...(description === undefined ? {} : { description }) }
}

function partOf({ text, help, was }: Statement): StatementPart {
  return { text, ...(help === undefined ? {} : { help }), ...(was === undefined ? {} : { was }) }
}
