import type { Axis, Scale } from '../../src/model/model.ts'
import type {
  CellPart,
  CharacteristicFile,
  FactorFile,
  ModelFile,
  ModelParts,
} from '../../src/model/parts.ts'
import { smallModel } from '../small-model.ts'

type Mutable<Value> = Value extends object ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> } : Value

/** Parts that a test may spoil. */
export type OpenParts = Mutable<ModelParts>

/** The parts of the small model, as its files would hold them: a new copy each time. */
export function smallParts(): OpenParts {
  return structuredClone({
    model: { file: 'model.yaml', data: modelFile() },
    characteristics: smallModel.characteristics.map((one) => ({
      file: `characteristics/${one.id}.yaml`,
      data: characteristicFile(one.id),
    })),
    factors: smallModel.factors.map((factor) => ({
      file: `success-factors/${factor.id}.yaml`,
      data: factorFile(factor.id),
    })),
  }) as OpenParts
}

function modelFile(): ModelFile {
  const { id, version, title, description, valid, statementScale, factorScale, modes, stages, notes } =
    smallModel
  return {
    format: 'tiex-model/1',
    id,
    version,
    title,
    description: description!,
    valid,
    scales: Object.fromEntries(smallModel.scales.map((scale) => [scale.id, scalePart(scale)])),
    'statement-scale': statementScale.id,
    'factor-scale': factorScale.id,
    modes,
    stages,
    'lines-of-enquiry': smallModel.linesOfEnquiry,
    // `text` is what a note is when its file does not say.
    notes: notes.map(({ kind, ...note }) => (kind === 'text' ? note : { ...note, kind })),
    characteristics: smallModel.characteristics.map((one) => one.id),
    'success-factors': smallModel.factors.map((factor) => factor.id),
  }
}

function scalePart({ title, options }: Scale) {
  const thirds: Readonly<Record<string, string>> = { [1 / 3]: '1/3', [2 / 3]: '2/3' }
  return {
    title,
    options: options.map((option) => ({ ...option, value: thirds[option.value] ?? option.value })),
  }
}

function described({ id, title, description }: Axis): Axis {
  return { id, title, ...(description === undefined ? {} : { description }) }
}

function characteristicFile(id: string): CharacteristicFile {
  const one = smallModel.characteristics.find((known) => known.id === id)!
  const cells = one.cells.map((cell): [string, CellPart] => [
    cell.mode,
    {
      focus: cell.focus,
      'lines-of-enquiry': cell.linesOfEnquiry,
      statements: Object.fromEntries(cell.statements.map(({ key, text }) => [key, { text }])),
    },
  ])
  return { format: 'tiex-characteristic/1', ...described(one), cells: Object.fromEntries(cells) }
}

function factorFile(id: string): FactorFile {
  const factor = smallModel.factors.find((known) => known.id === id)!
  const statements = factor.statements.map(({ key, text }) => ({ id: key, text }))
  return { format: 'tiex-success-factor/1', ...described(factor), statements }
}
