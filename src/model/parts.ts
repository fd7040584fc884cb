import type { Finding } from '../problem.ts'

/** A model's files as data, each already valid against its schema. `file` names them in messages. */
export interface ModelParts {
  readonly model: Part<ModelFile>
  /** In the order of the folder; check.ts compares them with the lists in model.yaml. */
  readonly characteristics: readonly Part<CharacteristicFile>[]
  readonly factors: readonly Part<FactorFile>[]
}

export interface Part<Data> {
  readonly file: string
  readonly data: Data
}

/** A finding and the file of the model it is in. */
export interface ModelFinding {
  readonly file: string
  readonly finding: Finding
}

export interface ModelFile {
  readonly format: string
  readonly id: string
  readonly version: string
  readonly title: string
  readonly description?: string
  readonly valid: { readonly from: string; readonly until: string }
  /** The version before; its id where that was another. */
  readonly previous?: { readonly id?: string; readonly version: string; readonly digest: string }
  readonly scales: Readonly<
    Record<string, { readonly title: string; readonly options: readonly OptionPart[] }>
  >
  readonly 'statement-scale': string
  readonly 'factor-scale': string
  readonly modes: readonly AxisPart[]
  readonly stages: readonly AxisPart[]
  readonly 'lines-of-enquiry'?: readonly AxisPart[]
  readonly notes: readonly {
    readonly id: string
    readonly title: string
    readonly prompt: string
    readonly kind?: 'text' | 'links'
    readonly practice?: true
  }[]
  readonly characteristics: readonly string[]
  readonly 'success-factors': readonly string[]
}

interface OptionPart {
  readonly id: string
  readonly title: string
  /** A number, or a fraction such as `1/3`. */
  readonly value: number | string
  readonly help?: string
}

export interface AxisPart {
  readonly id: string
  readonly title: string
  readonly description?: string
}

export interface StatementPart {
  readonly text: string
  readonly help?: string
  /** Id of a statement of the previous version. */
  readonly was?: string
}

export interface CharacteristicFile {
  readonly format: string
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly cells: Readonly<Record<string, CellPart>>
}

export interface CellPart {
  readonly focus: string
  readonly 'lines-of-enquiry'?: readonly string[]
  readonly statements: Readonly<Record<string, StatementPart>>
}

export interface FactorFile {
  readonly format: string
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly statements: readonly (StatementPart & { readonly id: string })[]
}

/** The value of an option: a fraction becomes the nearest number, so that a third is a third to the last digit. */
export function optionValue(value: number | string): number {
  if (typeof value === 'number') return value
  const [above, below] = value.split('/')
  return Number(above) / Number(below)
}
