import type { Axis, Cell, Characteristic, Factor, Model, Scale, Statement } from '../src/model/model.ts'

/** Five options, lowest first: the scale of the small model's grid. */
export const extent: Scale = {
  id: 'extent',
  title: 'Extent',
  options: [
    { id: 'nowhere', title: 'Nowhere', value: 0, help: 'No team does this.' },
    { id: 'in-places', title: 'In places', value: 0.25 },
    { id: 'half-way', title: 'Half way', value: 0.5 },
    { id: 'mostly', title: 'Mostly', value: 0.75 },
    { id: 'everywhere', title: 'Everywhere', value: 1, help: 'Every team does this.' },
  ],
}

/** Four options, lowest first: the scale of the small model's factor. */
const trust: Scale = {
  id: 'trust',
  title: 'Trust',
  options: [
    { id: 'never', title: 'Never', value: 0 },
    { id: 'seldom', title: 'Seldom', value: 1 / 3 },
    { id: 'often', title: 'Often', value: 2 / 3 },
    { id: 'always', title: 'Always', value: 1 },
  ],
}

const modes: readonly Axis[] = [
  { id: 'inside', title: 'Inside', description: 'What the council does itself.' },
  { id: 'outside', title: 'Outside', description: 'What it does with others.' },
]

const stages: readonly Axis[] = [
  { id: 'look', title: 'Look' },
  { id: 'choose', title: 'Choose' },
  { id: 'try', title: 'Try' },
  { id: 'spread', title: 'Spread' },
  { id: 'learn', title: 'Learn' },
]

function cellOf(characteristic: Axis, mode: Axis): Cell {
  const id = `${characteristic.id}/${mode.id}`
  return {
    kind: 'cell',
    id,
    characteristic: characteristic.id,
    mode: mode.id,
    title: `${characteristic.title} / ${mode.title}`,
    focus: `${characteristic.title}, ${mode.title.toLowerCase()} the council`,
    linesOfEnquiry: ['purpose'],
    statements: stages.map((stage) => ({
      id: `${id}/${stage.id}`,
      section: id,
      key: stage.id,
      text: `The council can ${stage.id} in ${characteristic.title.toLowerCase()}, ${mode.id}.`,
      scale: extent,
    })),
  }
}

function characteristicOf(axis: Axis): Characteristic {
  return { ...axis, cells: modes.map((mode) => cellOf(axis, mode)) }
}

function courageStatement(key: string, text: string): Statement {
  return { id: `courage/${key}`, section: 'courage', key, text, scale: trust }
}

const characteristics: readonly Characteristic[] = [
  characteristicOf({ id: 'roads', title: 'Roads', description: 'Streets and paths.' }),
  characteristicOf({ id: 'parks', title: 'Parks', description: 'Green places.' }),
]

const courage: Factor = {
  kind: 'factor',
  id: 'courage',
  title: 'Courage',
  description: 'What people dare.',
  statements: [
    courageStatement('speak', 'People say what they think.'),
    courageStatement('fail', 'People may fail and say so.'),
    courageStatement('stop', 'We stop what does not work.'),
  ],
}

const cells = characteristics.flatMap((characteristic) => characteristic.cells)
const sections = [...cells, courage]
const statements = sections.flatMap((section) => section.statements)

/**
 * A model unlike the shipped one in every number: 2 characteristics (roads, parks), 2 modes (inside, outside),
 * 5 stages (look, choose, try, spread, learn) on five options, and 1 factor (courage) of 3 statements (speak,
 * fail, stop) on four: 4 cells, 23 statements.
 */
export const smallModel: Model = {
  id: 'small',
  version: '1.0',
  title: 'Small assessment',
  description: 'For tests.',
  valid: { from: '2026-01-01', until: '2027-12-31' },
  digest: `sha256:${'5a'.repeat(32)}`,
  scales: [extent, trust],
  statementScale: extent,
  factorScale: trust,
  modes,
  stages,
  linesOfEnquiry: [{ id: 'purpose', title: 'Purpose' }],
  notes: [
    { id: 'obstacles', title: 'Obstacles', prompt: 'What stands in the way?', kind: 'text' },
    { id: 'rationale', title: 'Rationale', prompt: 'Why this answer?', kind: 'text' },
    { id: 'evidence', title: 'Evidence', prompt: 'What shows it?', kind: 'links' },
  ],
  characteristics,
  factors: [courage],
  cells,
  sections,
  statements,
  statementById: new Map(statements.map((statement) => [statement.id, statement])),
  sectionById: new Map(sections.map((section) => [section.id, section])),
}
