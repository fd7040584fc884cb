import { isDay } from '../day.ts'
import { listed } from '../did-you-mean.ts'
import { type Finding, finding, type Path } from '../problem.ts'
import { reservedKeys, unscored } from './model.ts'
import { type AxisPart, type ModelFile, optionValue } from './parts.ts'

/** Everything wrong in model.yaml itself: its scales, axes, dates and kinds of notes. */
export function checkModelFile(model: ModelFile): Finding[] {
  return [...checkScales(model), ...checkAxes(model), ...checkValidity(model), ...checkNotes(model)]
}

function checkScales(model: ModelFile): Finding[] {
  const findings: Finding[] = []
  for (const use of ['statement-scale', 'factor-scale'] as const) {
    if (!Object.hasOwn(model.scales, model[use]))
      findings.push(
        finding('model', [use], `there is no scale "${model[use]}"`, {
          hint: `the scales are ${listed(Object.keys(model.scales))}`,
        }),
      )
  }
  for (const [id, scale] of Object.entries(model.scales)) {
    const path = ['scales', id, 'options']
    findings.push(...duplicates(scale.options, path, `option of the scale ${id}`))
    scale.options.forEach((option, index) => {
      if ((unscored as readonly string[]).includes(option.id))
        findings.push(
          finding(
            'model',
            [...path, index, 'id'],
            `"${option.id}" cannot be an option: it is a state of an answer`,
            { hint: 'take the option out, or give it another id: every scale has this state anyway' },
          ),
        )
      const value = optionValue(option.value)
      const before = scale.options[index - 1]
      if (!(value >= 0 && value <= 1))
        findings.push(
          finding(
            'model',
            [...path, index, 'value'],
            `the value ${option.value} of "${option.id}" on the scale ${id} is not from 0 to 1`,
            { hint: 'write a number from 0 to 1, or a fraction such as 1/3' },
          ),
        )
      else if (before && value <= optionValue(before.value))
        findings.push(
          finding(
            'model',
            [...path, index, 'value'],
            `the values of the scale ${id} do not rise at "${option.id}"`,
            { hint: 'list the options from the lowest to the highest' },
          ),
        )
    })
  }
  return findings
}

function checkAxes(model: ModelFile): Finding[] {
  const reserved = model.stages.flatMap((stage, index) =>
    isReserved(stage.id)
      ? [
          finding(
            'model',
            ['stages', index, 'id'],
            `"${stage.id}" cannot be a stage: it is a word of response files`,
            { hint: 'give it another id' },
          ),
        ]
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

export function isReserved(key: string): boolean {
  return (reservedKeys as readonly string[]).includes(key)
}

export function duplicates(items: readonly { readonly id: string }[], path: Path, what: string): Finding[] {
  const first = new Map<string, number>()
  return items.flatMap(({ id }, index) => {
    const before = first.get(id)
    if (before === undefined) {
      first.set(id, index)
      return []
    }
    return [
      finding(
        'model',
        [...path, index],
        `the ${what} "${id}" is there twice: as number ${before + 1} and as number ${index + 1}`,
        { hint: 'give one of them another id, or take it out' },
      ),
    ]
  })
}

function checkValidity({ valid }: ModelFile): Finding[] {
  const impossible = (['from', 'until'] as const).filter((key) => !isDay(valid[key]))
  if (impossible.length > 0)
    return impossible.map((key) =>
      finding('model', ['valid', key], `there is no ${valid[key]}`, {
        hint: 'write a day such as 2028-03-31',
      }),
    )
  if (valid.until < valid.from)
    return [
      finding(
        'model',
        ['valid', 'until'],
        `the model ends on ${valid.until}, before it begins on ${valid.from}`,
        { hint: 'exchange the two days, or mend the wrong one' },
      ),
    ]
  const years = Number(valid.until.slice(0, 4)) - Number(valid.from.slice(0, 4))
  if (years > 20)
    return [
      finding('model', ['valid', 'until'], `statements that stay for ${years} years are likely a mistake`, {
        hint: 'a model usually holds for a few years',
        severity: 'warning',
      }),
    ]
  return []
}

/** not-applicable and a deliberate stance ask for a rationale, so a model must have that kind of note, as text. */
function checkNotes({ notes }: ModelFile): Finding[] {
  const rationale = notes.find((note) => note.id === 'rationale')
  const practice = notes.flatMap((note, index) =>
    note.practice === true && note.kind === 'links'
      ? [
          finding(
            'model',
            ['notes', index, 'practice'],
            `"${note.id}" is a list of links and cannot tell of practice`,
            {
              hint: 'take practice: true away, or make it a kind of note for text',
            },
          ),
        ]
      : [],
  )
  if (rationale !== undefined && rationale.kind !== 'links') return practice
  return [
    ...practice,
    finding('model', ['notes'], 'there is no kind of note "rationale" for text', {
      hint: 'add {id: rationale, title: ..., prompt: ...}: not-applicable needs one',
    }),
  ]
}
