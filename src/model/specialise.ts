import { answersTo, type Model, type Section, type Statement } from './model.ts'

type Schema = Readonly<Record<string, unknown>>

/**
 * The schema of a response, a consensus, a plan or a practice with the ids of one model in it, so that editors complete and check statements and options.
 * Any other schema comes back as it is. `schema` is the shipped one and is not changed.
 */
export function specialise(kind: string, schema: Schema, model: Model): Schema {
  if (kind === 'response')
    return { ...schema, properties: responseProperties(schema.properties as Schema, model) }
  if (kind === 'consensus') return specialisedConsensus(schema, model)
  if (kind === 'plan') return specialisedPlan(schema, model)
  if (kind === 'practice') return specialisedPractice(schema, model)
  return schema
}

function object(description: string, properties: Schema): Schema {
  return { type: 'object', description, additionalProperties: false, properties }
}

function responseProperties(properties: Schema, model: Model): Schema {
  const characteristics = model.characteristics.map((characteristic) => {
    const cells = characteristic.cells.map((cell) => [
      cell.mode,
      object(cell.focus, { ...answers(cell), ...beside(model, true) }),
    ])
    return [characteristic.id, object(characteristic.title, Object.fromEntries(cells))]
  })
  const factors = model.factors.map((factor) => [
    factor.id,
    object(factor.title, { ...answers(factor), ...beside(model, false) }),
  ])
  return {
    ...properties,
    model: {
      const: `${model.id}@${model.version}`,
      description: 'Id and version of the model that is answered.',
    },
    answers: object('Answers by characteristic and mode.', Object.fromEntries(characteristics)),
    ...(factors.length === 0
      ? {}
      : { 'success-factors': object('Answers by success factor.', Object.fromEntries(factors)) }),
  }
}

/** Each statement with its text on hover and its answers to choose from. */
function answers(section: Section): Schema {
  return Object.fromEntries(
    section.statements.map((statement) => [
      statement.key,
      { enum: answersTo(statement), description: described(statement) },
    ]),
  )
}

function described({ text, help }: Statement): string {
  return help === undefined ? text : `${text}\n\n${help}`
}

function beside(model: Model, isCell: boolean): Schema {
  const notes = model.notes.map((kind) => [
    kind.id,
    kind.kind === 'links'
      ? links(kind.prompt)
      : { type: 'string', maxLength: 10_000, description: kind.prompt },
  ])
  const cell = {
    ambition: {
      type: 'integer',
      minimum: 0,
      maximum: model.stages.length,
      description: 'The level the council wants here.',
    },
    stance: {
      enum: ['deliberate'],
      description: 'deliberate: we have chosen to stay where we are. Needs a rationale.',
    },
  }
  return {
    ...(isCell ? cell : {}),
    notes: object('What stands in the way, notable practice, why, and evidence.', Object.fromEntries(notes)),
  }
}

function links(description: string): Schema {
  const link = {
    ...object('A link.', {
      title: { type: 'string', description: 'What it is.' },
      url: { type: 'string', description: 'Where it is.' },
    }),
    required: ['title'],
  }
  return { type: 'array', description, items: link }
}

/** A consensus: one definition a scale, which each statement on it refers to. */
function specialisedConsensus(schema: Schema, model: Model): Schema {
  const properties = schema.properties as Schema
  const { additionalProperties: entry, ...statements } = properties.statements as {
    readonly additionalProperties: Schema
  }
  const { additionalProperties: cell, ...cells } = properties.cells as {
    readonly additionalProperties: Schema
  }
  const scales = [...new Set(model.statements.map((statement) => statement.scale))]
  const definitions = scales.map((scale) => {
    const decidable = [...scale.options.map((option) => option.id), 'not-applicable']
    const agreed = { enum: decidable, description: 'What the group agreed. Only a person sets it.' }
    return [`on-${scale.id}`, { ...entry, properties: { ...(entry.properties as Schema), agreed } }]
  })
  const byId = model.statements.map((statement) => [
    statement.id,
    { $ref: `#/definitions/on-${statement.scale.id}`, description: described(statement) },
  ])
  return {
    ...schema,
    properties: {
      ...properties,
      statements: { ...statements, additionalProperties: false, properties: Object.fromEntries(byId) },
      cells: {
        ...cells,
        additionalProperties: false,
        properties: Object.fromEntries(
          model.sections.map((section) => [
            section.id,
            { $ref: '#/definitions/cell', description: section.title },
          ]),
        ),
      },
    },
    definitions: { ...(schema.definitions as Schema), ...Object.fromEntries(definitions), cell },
  }
}

/** A plan: the ids of statements and sections to choose from. */
function specialisedPlan(schema: Schema, model: Model): Schema {
  const definitions = schema.definitions as Readonly<Record<string, Schema>>
  const oneOf = (name: string, ids: Iterable<string>) => ({ ...definitions[name], enum: [...ids] })
  return {
    ...schema,
    definitions: {
      ...definitions,
      statement: oneOf('statement', model.statementById.keys()),
      section: oneOf('section', model.sectionById.keys()),
    },
  }
}

/** A practice: the ids of sections to choose from. */
function specialisedPractice(schema: Schema, model: Model): Schema {
  const properties = schema.properties as Readonly<Record<string, Schema>>
  const cells = properties.cells!
  const items = { ...(cells.items as Schema), enum: [...model.sectionById.keys()] }
  return { ...schema, properties: { ...properties, cells: { ...cells, items } } }
}
