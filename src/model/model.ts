/** The assessment as every command sees it: assembled from a model's files, checked, frozen, in the order the model gives. */
export interface Model {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly description?: string
  readonly valid: { readonly from: string; readonly until: string }
  /** The version before this one, which the `was` of statements is about; absent for a first version. */
  readonly previous?: ModelName & { readonly digest: string }
  /** `sha256:<hex>` over statements, scales and axes; see digest.ts. */
  readonly digest: string
  readonly scales: readonly Scale[]
  readonly statementScale: Scale
  readonly factorScale: Scale
  readonly modes: readonly Axis[]
  readonly stages: readonly Axis[]
  readonly linesOfEnquiry: readonly Axis[]
  readonly notes: readonly NoteKind[]
  readonly characteristics: readonly Characteristic[]
  readonly factors: readonly Factor[]
  /** All cells, characteristic by characteristic, modes in order. */
  readonly cells: readonly Cell[]
  /** Cells, then factors: the sections in which statements are asked, agreed and scored. */
  readonly sections: readonly Section[]
  /** Every statement, section by section: the order in which they are asked and written. */
  readonly statements: readonly Statement[]
  readonly statementById: ReadonlyMap<string, Statement>
  readonly sectionById: ReadonlyMap<string, Section>
}

interface ModelName {
  readonly id: string
  readonly version: string
}

/** A mode, a stage or a line of enquiry. */
export interface Axis {
  readonly id: string
  readonly title: string
  readonly description?: string
}

/** Options lowest first, their values strictly rising from 0 to 1. */
export interface Scale {
  readonly id: string
  readonly title: string
  readonly options: readonly Option[]
}

export interface Option {
  readonly id: string
  readonly title: string
  readonly value: number
  readonly help?: string
}

/** What may be written down beside a section's answers: text, or a list of links. */
export interface NoteKind {
  readonly id: string
  readonly title: string
  readonly prompt: string
  readonly kind: 'text' | 'links'
  /** These notes tell of practice worth sharing. */
  readonly practice?: true
}

export interface Characteristic {
  readonly id: string
  readonly title: string
  readonly description?: string
  /** One per mode, in the order of the modes. */
  readonly cells: readonly Cell[]
}

/** One characteristic in one mode. `id` is `characteristic/mode`. Statements: one per stage, in the order of the stages. */
export interface Cell {
  readonly kind: 'cell'
  readonly id: string
  readonly characteristic: string
  readonly mode: string
  /** `Characteristic / mode title`, for people. */
  readonly title: string
  readonly focus: string
  readonly linesOfEnquiry: readonly string[]
  readonly statements: readonly Statement[]
}

/** A success factor: statements beside the grid, on their own scale. */
export interface Factor {
  readonly kind: 'factor'
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly statements: readonly Statement[]
}

export type Section = Cell | Factor

/** `id` is `characteristic/mode/stage` or `factor/key`; `key` its last part, which is what a response file writes. */
export interface Statement {
  readonly id: string
  readonly section: string
  readonly key: string
  readonly text: string
  readonly help?: string
  /** Id of the statement of the previous version that claims the same, in whatever words; absent where its author names none. */
  readonly was?: string
  readonly scale: Scale
}

/** `tiex@2026.1`, as a response names its model. */
export function modelName(model: ModelName): string {
  return `${model.id}@${model.version}`
}

/** The three answers that are no option of any scale and never scored. */
export const unscored = ['dont-know', 'not-applicable', 'unanswered'] as const

/** Answers a person can give besides the options of the scale. */
export const outsideScale = ['dont-know', 'not-applicable'] as const

/** Words of a response file that can be no stage and no statement of a factor. */
export const reservedKeys = ['ambition', 'stance', 'notes'] as const

/** Position of an option on its scale, 0 for the lowest; -1 where the answer is no option of it. */
export function rankOf(scale: Scale, answer: string): number {
  return scale.options.findIndex((option) => option.id === answer)
}

/** Everything a person may answer to a statement, in the order it is offered. */
export function answersTo(statement: Statement): readonly string[] {
  return [...statement.scale.options.map((option) => option.id), ...outsideScale]
}
