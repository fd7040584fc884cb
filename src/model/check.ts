import { listed, nearest } from '../did-you-mean.ts'
import { type Finding, finding, type Path } from '../problem.ts'
import { checkModelFile, duplicates, isReserved } from './check-file.ts'
import { checkWas } from './check-was.ts'
import type {
  CellPart,
  CharacteristicFile,
  FactorFile,
  ModelFile,
  ModelFinding,
  ModelParts,
  Part,
} from './parts.ts'

/** Everything that keeps parts from being a model: ids, scales, every cell and every stage. No finding of severity error: it can be assembled. */
export function checkModel(parts: ModelParts): ModelFinding[] {
  const { file, data } = parts.model
  const here = (finding: Finding): ModelFinding => ({ file, finding })
  const factorIds = data['success-factors']
  return [
    ...checkModelFile(data).map(here),
    ...checkListed(parts.model, 'characteristics', parts.characteristics),
    ...checkListed(parts.model, 'success-factors', parts.factors),
    ...data.characteristics
      .filter((id) => factorIds.includes(id))
      .map((id) =>
        here(
          finding(
            'model',
            ['success-factors', factorIds.indexOf(id)],
            `"${id}" is both a characteristic and a success factor`,
            { hint: 'give one of them another id: their statements could not be told apart' },
          ),
        ),
      ),
    ...parts.characteristics.flatMap((part) => checkCharacteristic(part, data)),
    ...parts.factors.flatMap((part) => checkFactor(part)),
    ...checkWas(parts),
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
            finding: finding('model', [list, index], `"${id}" has no file`, {
              hint: `write ${list}/${id}.yaml, or take it out of the list`,
            }),
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
        finding('model', ['id'], `the file is called ${name}.yaml but its id is "${data.id}"`, {
          hint: 'they must be the same',
        }),
      )
    else if (!wanted.includes(data.id))
      findings.push(
        finding('model', ['id'], `"${data.id}" is not listed in model.yaml`, {
          hint: `add it to ${list}, or take the file away`,
        }),
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
        finding('model', ['cells'], `${data.id} has no cell for the mode "${mode}"`, {
          hint: `the modes are ${listed(modes)}`,
        }),
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
        finding('model', [...path, 'statements'], `${id} has no statement for the stage "${stage}"`, {
          hint: `the stages are ${listed(stages)}`,
        }),
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
          finding(
            'model',
            ['statements', index, 'id'],
            `"${statement.id}" cannot be a statement: it is a word of response files`,
            { hint: 'give it another id' },
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
  return finding('model', path, `"${word}" is not a ${what}`, {
    hint: near ? `did you mean ${near}?` : `they are ${listed(known)}`,
    at,
  })
}
