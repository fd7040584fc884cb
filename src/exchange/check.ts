import { isDay } from '../day.ts'
import { hintFor, listed, quoted } from '../did-you-mean.ts'
import { type Model, outsideScale, type Scale } from '../model/model.ts'
import { checkOthersPractice } from '../practice/check.ts'
import type { Practice } from '../practice/practice.ts'
import { type Finding, finding } from '../problem.ts'
import type { Audience, Exchange } from './exchange.ts'
import type { Entry } from './paths.ts'
import { isWithdrawn } from './published.ts'
import type { OfficialRecord, PublishedFile } from './record.ts'

/** Where a file stands, and what it is judged by. */
export interface Standing {
  readonly entry: Entry
  readonly exchange: Exchange
  /** The model with the id and version that a record names; undefined where this tiex does not have it. */
  readonly modelOf: (name: { readonly id: string; readonly version: string }) => Model | undefined
  /** `YYYY-MM-DD`: the last day that a record can be of; any where absent. */
  readonly until?: string
}

/** Everything wrong with a record that its schema let pass, except its signatures: those take its digest. */
export function checkRecord(file: PublishedFile, { entry, exchange, modelOf, until }: Standing): Finding[] {
  const findings = [
    ...checkOrganisation(file.organisation.id, entry),
    ...(file.round === entry.id
      ? []
      : [
          finding(
            'path',
            ['round'],
            `the file is called ${entry.id}.yaml, but its round is ${quoted(file.round)}`,
            {
              hint: 'a record is called by its round',
            },
          ),
        ]),
  ]
  if (isWithdrawn(file)) return [...findings, ...checkDay('withdrawn', file.withdrawn, until)]
  return [
    ...findings,
    ...checkDay('published', file.published, until),
    ...checkAudience(file.audience, exchange, ['audience']),
    ...checkName(file, exchange),
    ...checkModel(file, exchange, modelOf(file.model)),
    ...checkSpreads(file),
  ]
}

/** As `checkRecord`, of a practice. */
export function checkPublishedPractice(
  practice: Practice,
  { entry, exchange, modelOf }: Standing,
): Finding[] {
  const { share } = practice
  return [
    ...checkOthersPractice(practice, { name: entry.id, organisation: entry.organisation }),
    ...checkPracticeModel(practice, modelOf),
    ...(share === undefined
      ? [
          finding('audience', [], 'it is not marked to be shared', {
            hint: 'it says share: sector or share: public',
          }),
        ]
      : checkAudience(share, exchange, ['share'])),
  ]
}

/** What it is about, where it says of which model that is. */
function checkPracticeModel({ model: named, cells = [] }: Practice, modelOf: Standing['modelOf']): Finding[] {
  if (named === undefined) return []
  const { id, version } = modelNamed(named)
  const model = modelOf({ id, version })
  if (model === undefined)
    return [
      finding('model', ['model'], `${quoted(named)} is no model that this tiex has`, {
        severity: 'warning',
        hint: 'its cells were not checked',
      }),
    ]
  const known = [...model.sectionById.keys()]
  return cells.flatMap((cell, index) =>
    known.includes(cell)
      ? []
      : [
          finding('cell', ['cells', index], `${quoted(cell)} is no cell or success factor of ${named}`, {
            hint: hintFor(cell, known, 'cells'),
          }),
        ],
  )
}

/** The parts of `id@version`. */
export function modelNamed(name: string): { readonly id: string; readonly version: string } {
  const [id = '', version = ''] = name.split('@')
  return { id, version }
}

function checkOrganisation(id: string, { organisation }: Entry): Finding[] {
  if (id === organisation) return []
  return [
    finding(
      'path',
      ['organisation', 'id'],
      `the file is in the folder of ${organisation}, but is of ${quoted(id)}`,
      {
        hint: 'an organisation writes into its own folder, and nobody else does',
      },
    ),
  ]
}

function checkDay(key: string, day: string, until: string | undefined): Finding[] {
  const hint = 'write a day such as 2026-11-20'
  if (!isDay(day)) return [finding('date', [key], `${key}: there is no ${day}`, { hint })]
  if (until === undefined || day <= until) return []
  return [
    finding('date', [key], `${key}: ${day} is still to come`, { hint: 'write the day on which it was done' }),
  ]
}

/** A public exchange takes nothing that is for the sector alone. */
function checkAudience(audience: Audience, exchange: Exchange, path: readonly string[]): Finding[] {
  const refused = whyNotAudience(audience, exchange)
  return refused === undefined ? [] : [finding('audience', path, refused.message, { hint: refused.hint })]
}

export function whyNotAudience(
  audience: Audience,
  exchange: Exchange,
): { readonly message: string; readonly hint: string } | undefined {
  if (audience === 'public' || exchange.audience === 'sector') return undefined
  return {
    message: 'it is for the sector, but everybody can read this exchange',
    hint: 'publish it with --audience public, or to an exchange of the sector',
  }
}

/** Somebody may call themselves anything: where the exchange knows the name, it is that. */
function checkName(
  { organisation: { id, name } }: OfficialRecord,
  { organisations = {} }: Exchange,
): Finding[] {
  const known = Object.hasOwn(organisations, id) ? organisations[id]?.name : undefined
  if (known === undefined || known === name) return []
  return [
    finding('organisation', ['organisation', 'name'], `exchange.yaml calls ${id} ${quoted(known)}`, {
      hint: 'mend the name in one of the two places',
      severity: 'warning',
    }),
  ]
}

/** Why an exchange does not take a model; undefined where it does. */
export function whyNotModel(
  { id, version, digest }: OfficialRecord['model'],
  { models }: Exchange,
): { readonly message: string; readonly hint: string } | undefined {
  if (models === undefined) return undefined
  const same = models.filter((model) => model.id === id && model.version === version)
  if (same.some((model) => model.digest === digest)) return undefined
  return {
    message:
      same.length > 0
        ? `the statements of ${id} ${version} are not those that this exchange takes`
        : `this exchange does not take the model ${id} ${version}`,
    hint: `it takes ${listed(models.map((model) => `${model.id} ${model.version}`))}`,
  }
}

function checkModel(record: OfficialRecord, exchange: Exchange, model: Model | undefined): Finding[] {
  const refused = whyNotModel(record.model, exchange)
  if (refused !== undefined) return [finding('model', ['model'], refused.message, { hint: refused.hint })]
  if (model === undefined) return []
  if (model.digest !== record.model.digest)
    return [
      finding('model', ['model', 'digest'], `${model.id} ${model.version} has other statements`, {
        hint: `its digest is ${model.digest}`,
      }),
    ]
  return [...checkStatements(record, model), ...checkCells(record, model)]
}

function checkStatements({ statements, spreads = {} }: OfficialRecord, model: Model): Finding[] {
  const ids = model.statements.map(({ id }) => id)
  const unknown = (id: string, path: readonly string[]) =>
    finding('statement', path, `${quoted(id)} is no statement of ${model.id} ${model.version}`, {
      hint: hintFor(id, ids, 'statements'),
      at: 'key',
    })
  const agreed = Object.entries(statements).flatMap(([id, { agreed }]) => {
    const statement = model.statementById.get(id)
    if (statement === undefined) return [unknown(id, ['statements', id])]
    return checkAnswer(
      agreed,
      [...optionsOf(statement.scale), 'not-applicable'],
      ['statements', id, 'agreed'],
    )
  })
  const spread = Object.entries(spreads).flatMap(([id, answers]) => {
    const statement = model.statementById.get(id)
    if (statement === undefined) return [unknown(id, ['spreads', id])]
    const known = [...optionsOf(statement.scale), ...outsideScale, 'unanswered']
    return Object.keys(answers).flatMap((answer) => checkAnswer(answer, known, ['spreads', id, answer]))
  })
  return [...agreed, ...spread]
}

function optionsOf({ options }: Scale): readonly string[] {
  return options.map(({ id }) => id)
}

function checkAnswer(answer: string, known: readonly string[], path: readonly string[]): Finding[] {
  if (known.includes(answer)) return []
  return [
    finding('answer', path, `${quoted(answer)} is no answer here`, {
      hint: hintFor(answer, known, 'answers'),
    }),
  ]
}

function checkCells({ cells = {} }: OfficialRecord, model: Model): Finding[] {
  const stages = model.stages.length
  return Object.entries(cells).flatMap(([id, { ambition }]) => {
    if (!model.sectionById.has(id))
      return [
        finding('cell', ['cells', id], `${quoted(id)} is no cell of ${model.id} ${model.version}`, {
          hint: hintFor(id, [...model.sectionById.keys()], 'cells'),
          at: 'key',
        }),
      ]
    if (ambition <= stages) return []
    return [
      finding('ambition', ['cells', id, 'ambition'], `there is no stage ${ambition}`, {
        hint: `an ambition is a whole number from 0 to ${stages}`,
      }),
    ]
  })
}

/** More people than answered cannot have given an answer, and a spread is of something that was agreed. */
function checkSpreads({ spreads = {}, statements, respondents }: OfficialRecord): Finding[] {
  return Object.entries(spreads).flatMap(([id, answers]) => {
    const people = Object.values(answers).reduce((sum, count) => sum + count, 0)
    return [
      ...(Object.hasOwn(statements, id)
        ? []
        : [
            finding(
              'spread',
              ['spreads', id],
              `${quoted(id)} is not agreed, so that there is no spread of it`,
              {
                hint: 'take it out',
                at: 'key',
              },
            ),
          ]),
      ...(people <= respondents
        ? []
        : [
            finding('spread', ['spreads', id], `it counts ${people} answers of ${respondents} people`, {
              hint: 'publish it anew with: tiex publish',
            }),
          ]),
    ]
  })
}
