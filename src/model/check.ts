import { listed, nearest } from '../did-you-mean.ts'
import type { Finding, Path, Severity } from '../problem.ts'
import { reservedKeys, unscored } from './model.ts'
import {
  type AxisPart,
  type CellPart,
  type CharacteristicFile,
  type FactorFile,
  type ModelFile,
  type ModelFinding,
  type ModelParts,
  optionValue,
  type Part,
} from './parts.ts'

/** Everything that keeps parts from being a model: ids, scales, every cell and every stage. No finding of severity error: it can be assembled. */
export function checkModel(parts: ModelParts): ModelFinding[] {
  const { file, data } = parts.model
  const here = (finding: Finding): ModelFinding => ({ file, finding })
  const factorIds = data['success-factors']
  return [
    ...checkScales(data).map(here),
    ...checkAxes(data).map(here),
    ...checkValidity(data).map(here),
    ...checkNotes(data).map(here),
    ...checkListed(parts.model, 'characteristics', parts.characteristics),
    ...checkListed(parts.model, 'success-factors', parts.factors),
    ...data.characteristics
      .filter((id) => factorIds.includes(id))
      .map((id) =>
        here(
          error(
            ['success-factors', factorIds.indexOf(id)],
            `"${id}" is both a characteristic and a success factor`,
            'give one of them another id: their statements could not be told apart',
          ),
        ),
      ),
    ...parts.characteristics.flatMap((part) => checkCharacteristic(part, data)),
    ...parts.factors.flatMap((part) => checkFactor(part)),
  ]
}

function error(
  path: Path,
  message: string,
  hint?: string,
  at?: 'key' | 'value',
  severity: Severity = 'error',
): Finding {
  return {
    severity,
    rule: 'model',
    path,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
  }
}

function checkScales(model: ModelFile): Finding[] {
  const findings: Finding[] = []
  for (const use of ['statement-scale', 'factor-scale'] as const) {
    if (!Object.hasOwn(model.scales, model[use]))
      findings.push(
        error(
          [use],
          `there is no scale "${model[use]}"`,
          `the scales are ${listed(Object.keys(model.scales))}`,
        ),
      )
  }
  for (const [id, scale] of Object.entries(model.scales)) {
    const path = ['scales', id, 'options']
    findings.push(...duplicates(scale.options, path, `option of the scale ${id}`))
    scale.options.forEach((option, index) => {
      if ((unscored as readonly string[]).includes(option.id))
        findings.push(
          error([...path, index, 'id'], `"${option.id}" cannot be an option: it is a state of an answer`),
        )
      const value = optionValue(option.value)
      const before = scale.options[index - 1]
      if (!(value >= 0 && value <= 1))
        findings.push(
          error(
            [...path, index, 'value'],
            `the value ${option.value} of "${option.id}" on the scale ${id} is not from 0 to 1`,
          ),
        )
      else if (before && value <= optionValue(before.value))
        findings.push(
          error(
            [...path, index, 'value'],
            `the values of the scale ${id} do not rise at "${option.id}"`,
            'list the options from the lowest to the highest',
          ),
        )
    })
  }
  return findings
}

function checkAxes(model: ModelFile): Finding[] {
  const reserved = model.stages.flatMap((stage, index) =>
    isReserved(stage.id)
      ? [error(['stages', index, 'id'], `"${stage.id}" cannot be a stage: it is a word of response files`)]
      : [],
  )
  return [
    ...reserved,
    ...duplicates(model.modes, ['modes'], 'mode'),
    ...duplicates(model.stages, ['stages'], 'stage'),
    ...duplicates(model['lines-of-enquiry'] ?? [], ['lines-of-enquiry'], 'line of enquiry'),
    ...duplicates(model.notes as readonly AxisPart[], ['notes'], 'kind of note'),
    ...duplicates(
      model.characteristics.map((id) => ({ id })),
      ['characteristics'],
      'characteristic',
    ),
    ...duplicates(
      model['success-factors'].map((id) => ({ id })),
      ['success-factors'],
      'success factor',
    ),
  ]
}

function isReserved(key: string): boolean {
  return (reservedKeys as readonly string[]).includes(key)
}

function duplicates(items: readonly { readonly id: string }[], path: Path, what: string): Finding[] {
  const first = new Map<string, number>()
  return items.flatMap(({ id }, index) => {
    const before = first.get(id)
    if (before === undefined) {
      first.set(id, index)
      return []
    }
    return [
      error(
        [...path, index],
        `the ${what} "${id}" is there twice: as number ${before + 1} and as number ${index + 1}`,
      ),
    ]
  })
}

function checkValidity({ valid }: ModelFile): Finding[] {
  if (valid.until < valid.from)
    return [error(['valid', 'until'], `the model ends on ${valid.until}, before it begins on ${valid.from}`)]
  const years = Number(valid.until.slice(0, 4)) - Number(valid.from.slice(0, 4))
  if (years > 20)
    return [
      error(
        ['valid', 'until'],
        `statements that stay for ${years} years are likely a mistake`,
        'a model usually holds for a few years',
        'value',
        'warning',
      ),
    ]
  return []
}

/** not-applicable and a deliberate stance ask for a rationale, so a model must have that kind of note, as text. */
function checkNotes({ notes }: ModelFile): Finding[] {
  const rationale = notes.find((note) => note.id === 'rationale')
  if (rationale !== undefined && rationale.kind !== 'links') return []
  return [
    error(
      ['notes'],
      'there is no kind of note "rationale" for text',
      'add {id: rationale, title: ..., prompt: ...}: not-applicable needs one',
    ),
  ]
}

/** Each listed part has its file, each file is listed, and its name is its id. */
function checkListed(
  model: Part<ModelFile>,
  list: 'characteristics' | 'success-factors',
  found: readonly Part<{ readonly id: string }>[],
): ModelFinding[] {
  const wanted = model.data[list]
  const ids = found.map((part) => part.data.id)
  const missing = wanted.flatMap((id, index) =>
    ids.includes(id)
      ? []
      : [
          {
            file: model.file,
            finding: error(
              [list, index],
              `"${id}" has no file`,
              `write ${list}/${id}.yaml, or take it out of the list`,
            ),
          },
        ],
  )
  const odd = found.flatMap(({ file, data }) => {
    const name = file
      .split('/')
      .at(-1)!
      .replace(/\.yaml$/, '')
    const findings: Finding[] = []
    if (name !== data.id)
      findings.push(
        error(['id'], `the file is called ${name}.yaml but its id is "${data.id}"`, 'they must be the same'),
      )
    else if (!wanted.includes(data.id))
      findings.push(
        error(['id'], `"${data.id}" is not listed in model.yaml`, `add it to ${list}, or take the file away`),
      )
    return findings.map((finding) => ({ file, finding }))
  })
  return [...missing, ...odd]
}

function checkCharacteristic({ file, data }: Part<CharacteristicFile>, model: ModelFile): ModelFinding[] {
  const modes = model.modes.map((mode) => mode.id)
  const findings = [
    ...unknownKeys(data.cells, modes, ['cells'], 'mode'),
    ...modes
      .filter((mode) => !Object.hasOwn(data.cells, mode))
      .map((mode) =>
        error(['cells'], `${data.id} has no cell for the mode "${mode}"`, `the modes are ${listed(modes)}`),
      ),
    ...Object.entries(data.cells).flatMap(([mode, cell]) =>
      checkCell(cell, ['cells', mode], `${data.id}/${mode}`, model),
    ),
  ]
  return findings.map((finding) => ({ file, finding }))
}

function checkCell(cell: CellPart, path: Path, id: string, model: ModelFile): Finding[] {
  const stages = model.stages.map((stage) => stage.id)
  const lines = (model['lines-of-enquiry'] ?? []).map((line) => line.id)
  return [
    ...unknownKeys(cell.statements, stages, [...path, 'statements'], 'stage'),
    ...stages
      .filter((stage) => !Object.hasOwn(cell.statements, stage))
      .map((stage) =>
        error(
          [...path, 'statements'],
          `${id} has no statement for the stage "${stage}"`,
          `the stages are ${listed(stages)}`,
        ),
      ),
    ...(cell['lines-of-enquiry'] ?? []).flatMap((line, index) =>
      lines.includes(line)
        ? []
        : [unknown(line, lines, [...path, 'lines-of-enquiry', index], 'line of enquiry', 'value')],
    ),
  ]
}

function checkFactor({ file, data }: Part<FactorFile>): ModelFinding[] {
  const reserved = data.statements.flatMap((statement, index) =>
    isReserved(statement.id)
      ? [
          error(
            ['statements', index, 'id'],
            `"${statement.id}" cannot be a statement: it is a word of response files`,
          ),
        ]
      : [],
  )
  return [...reserved, ...duplicates(data.statements, ['statements'], 'statement')].map((finding) => ({
    file,
    finding,
  }))
}

function unknownKeys(
  map: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: Path,
  what: string,
): Finding[] {
  return Object.keys(map).flatMap((key) =>
    known.includes(key) ? [] : [unknown(key, known, [...path, key], what, 'key')],
  )
}

function unknown(
  word: string,
  known: readonly string[],
  path: Path,
  what: string,
  at: 'key' | 'value',
): Finding {
  const near = nearest(word, known)
  return error(
    path,
    `"${word}" is not a ${what}`,
    near ? `did you mean ${near}?` : `they are ${listed(known)}`,
    at,
  )
}
