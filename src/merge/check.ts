import type { ModelPin } from '../assessment/assessment.ts'
import { isDay } from '../day.ts'
import { hintFor, listed, quoted } from '../did-you-mean.ts'
import { answersTo, type Model, type Statement, unscored } from '../model/model.ts'
import { type Finding, finding } from '../problem.ts'
import type { CellConsensus, Consensus, StatementConsensus } from './consensus.ts'
import { sum } from './divergence.ts'

/** Everything wrong with a consensus that its schema let pass. `round` is the folder it stands in, `pin` what tiex.yaml pins. */
export function checkConsensus(
  consensus: Consensus,
  model: Model,
  place: { readonly round: string; readonly pin: ModelPin },
): Finding[] {
  const findings: Finding[] = []
  const { pin, round } = place
  if (consensus.round !== round)
    findings.push(
      finding(
        'round',
        ['round'],
        `the file is in the folder of ${round} but says ${quoted(consensus.round)}`,
        { hint: 'a consensus stands in the folder of its round' },
      ),
    )
  const pinned = checkPin(consensus.model, pin, 'consensus')
  if (pinned.length > 0) return [...findings, ...pinned]
  for (const scale of Object.keys(consensus.agreement ?? {})) {
    const scales = model.scales.map((known) => known.id)
    if (!scales.includes(scale))
      findings.push(
        finding('unknown-id', ['agreement', scale], `${quoted(scale)} is not a scale`, {
          hint: hintFor(scale, scales, 'scales'),
          at: 'key',
        }),
      )
  }
  for (const [id, entry] of Object.entries(consensus.statements)) {
    const statement = model.statementById.get(id)
    if (statement === undefined)
      findings.push(
        finding('unknown-id', ['statements', id], `${quoted(id)} is not a statement of the model`, {
          hint: hintFor(id, [...model.statementById.keys()], 'statements'),
          at: 'key',
        }),
      )
    else findings.push(...checkStatement(statement, entry, consensus))
  }
  for (const [id, entry] of Object.entries(consensus.cells ?? {})) {
    if (model.sectionById.has(id)) findings.push(...checkCell(id, entry, model))
    else
      findings.push(
        finding('unknown-id', ['cells', id], `${quoted(id)} is not a cell or success factor of the model`, {
          hint: hintFor(id, [...model.sectionById.keys()], 'cells'),
          at: 'key',
        }),
      )
  }
  return findings
}

/** Whether a file is about the model that is pinned; `file` says what it is. */
export function checkPin(model: ModelPin, pin: ModelPin, file: 'consensus' | 'second look'): Finding[] {
  if (model.id !== pin.id || model.version !== pin.version)
    return [
      finding(
        'model',
        ['model'],
        `the ${file} is about ${model.id} ${model.version}, but tiex.yaml pins ${pin.id} ${pin.version}`,
        { hint: `a ${file} holds for the model it was made with; put that one back in tiex.yaml` },
      ),
    ]
  if (model.digest === pin.digest) return []
  return [
    finding(
      'model',
      ['model', 'digest'],
      `the ${file} is about a model with the digest ${model.digest}, pinned is ${pin.digest}`,
      { hint: 'statements were changed within the version; put the model back as it was' },
    ),
  ]
}

function checkStatement(statement: Statement, entry: StatementConsensus, consensus: Consensus): Finding[] {
  const path = ['statements', statement.id]
  const options = statement.scale.options.map((option) => option.id)
  const findings: Finding[] = []
  for (const key of ['answers', 'agreed-from'] as const) {
    for (const answer of Object.keys(entry[key] ?? {})) {
      if (!options.includes(answer) && !(unscored as readonly string[]).includes(answer))
        findings.push(
          finding('answer', [...path, key, answer], `${quoted(answer)} is not an answer here`, {
            hint: hintFor(answer, [...options, ...unscored], 'answers'),
            at: 'key',
          }),
        )
    }
  }
  const { count } = consensus.responses
  // What is shown while something else is withheld may be of more people than are left.
  const isOld = consensus.sealed !== undefined || consensus.withheld !== undefined
  const people = isOld ? 0 : sum(Object.values(entry.answers ?? {}))
  if (!isOld && (entry.again ?? 0) > count)
    findings.push(
      finding(
        'count',
        [...path, 'again'],
        `${entry.again} looked again of ${count} responses (${statement.id})`,
        {
          hint: 'run: tiex merge',
        },
      ),
    )
  if (people > count)
    findings.push(
      finding('count', [...path, 'answers'], `${people} answers of ${count} responses (${statement.id})`, {
        hint: 'run: tiex merge',
      }),
    )
  if (entry.suggested !== undefined && !options.includes(entry.suggested))
    findings.push(
      finding(
        'answer',
        [...path, 'suggested'],
        `${quoted(entry.suggested)} is not an option of ${statement.id}`,
        { hint: `the options are ${listed(options)}` },
      ),
    )
  const decidable = answersTo(statement).filter((answer) => answer !== 'dont-know')
  if (entry.agreed !== undefined && !decidable.includes(entry.agreed))
    findings.push(
      finding('answer', [...path, 'agreed'], `${quoted(entry.agreed)} cannot be agreed for ${statement.id}`, {
        hint: hintFor(entry.agreed, decidable, 'possible values'),
      }),
    )
  const time = entry['agreed-at']
  if (time !== undefined && (Number.isNaN(Date.parse(time)) || !isDay(time.slice(0, 10))))
    findings.push(
      finding('time', [...path, 'agreed-at'], `there is no time ${quoted(time)}`, {
        hint: 'write a time such as 2026-11-27T10:20:00Z',
      }),
    )
  return findings
}

function checkCell(id: string, entry: CellConsensus, model: Model): Finding[] {
  const stages = model.stages.length
  const hint = `write a whole number from 0 to ${stages}`
  const findings: Finding[] = []
  for (const key of ['ambition', 'suggested-ambition'] as const) {
    if ((entry[key] ?? 0) > stages)
      findings.push(
        finding(
          'ambition',
          ['cells', id, key],
          `an ${key === 'ambition' ? 'ambition' : 'ambition suggested'} of ${entry[key]} is above the number of stages`,
          { hint },
        ),
      )
  }
  for (const level of Object.keys(entry.ambitions ?? {})) {
    if (!/^\d{1,2}$/.test(level) || Number(level) > stages)
      findings.push(
        finding(
          'ambition',
          ['cells', id, 'ambitions', level],
          `${quoted(level)} is no level of an ambition`,
          { hint, at: 'key' },
        ),
      )
  }
  return findings
}
