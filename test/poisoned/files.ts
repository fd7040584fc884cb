const digest = `sha256:${'a'.repeat(64)}`
/** Its name is the council's own choice. */
export const exchangeFolder = 'exchange ;$(x) \u202e\u200b'

const modes = ['inside', 'outside']
const stages = ['look', 'choose', 'try', 'spread', 'learn']
const characteristics = ['roads', 'parks']
const cells = characteristics.flatMap((one) => modes.map((mode) => `${one}/${mode}`))
const statements = cells.flatMap((cell) => stages.map((stage) => `${cell}/${stage}`))
const factors = ['speak', 'fail', 'stop']

/*
 * The files of a council with a model of its own. A text `~` is a place for poison; of `~name` all get the same. Every field that a
 * file can hold is here: the test compares this with the schemas.
 */

const scale = (ids: readonly string[]) => ({
  title: '~',
  options: ids.map((id, index) => ({ id, title: '~', value: `${index}/${ids.length - 1}`, help: '~' })),
})

const links = [{ title: '~', url: 'https://example.org/~' }]
const notes = { obstacles: '~', rationale: '~', 'what-worked': '~', evidence: links }

const model = {
  'model.yaml': {
    format: 'tiex-model/1',
    ...{
      id: 'small',
      version: '1.0',
      title: '~',
      description: '~',
      valid: { from: '2026-01-01', until: '2027-12-31' },
    },
    scales: {
      extent: scale(['nowhere', 'in-places', 'half-way', 'mostly', 'everywhere']),
      trust: scale(['never', 'seldom', 'often', 'always']),
    },
    ...{ 'statement-scale': 'extent', 'factor-scale': 'trust' },
    modes: modes.map((id) => ({ id, title: '~', description: '~' })),
    stages: stages.map((id) => ({ id, title: '~', description: '~' })),
    'lines-of-enquiry': [{ id: 'purpose', title: '~', description: '~' }],
    notes: [
      ...['obstacles', 'rationale'].map((id) => ({ id, title: '~', prompt: '~' })),
      { id: 'what-worked', title: '~', prompt: '~', practice: true },
      { id: 'evidence', title: '~', prompt: '~', kind: 'links' },
    ],
    ...{ characteristics, 'success-factors': ['courage'] },
  },
  ...Object.fromEntries(
    characteristics.map((id) => [
      `characteristics/${id}.yaml`,
      {
        ...{ format: 'tiex-characteristic/1', id, title: '~', description: '~' },
        cells: Object.fromEntries(
          modes.map((mode) => [
            mode,
            {
              ...{ focus: '~', 'lines-of-enquiry': ['purpose'] },
              statements: Object.fromEntries(stages.map((stage) => [stage, { text: '~', help: '~' }])),
            },
          ]),
        ),
      },
    ]),
  ),
  'success-factors/courage.yaml': {
    ...{ format: 'tiex-success-factor/1', id: 'courage', title: '~', description: '~' },
    statements: factors.map((id) => ({ id, text: '~', help: '~' })),
  },
  'glossary.yaml': { format: 'tiex-glossary/1', terms: [{ term: '~', definition: '~' }] },
  'resources/roads.yaml': {
    format: 'tiex-resources/1',
    resources: ['one', 'two'].map((id) => ({
      ...{ id, title: '~', publisher: '~', url: 'https://example.org/~', type: 'guidance', year: 2025 },
      ...{ summary: '~', characteristics, 'success-factors': ['courage'], councils: ['~'] },
    })),
  },
}

const person = (id: string, ...may: readonly string[]) => ({
  ...{ id, name: '~', email: `${id}|$(x)\`y\`@example.org`, role: `~role of ${id}`, may },
})

const assessment = {
  format: 'tiex-assessment/1',
  organisation: {
    ...{ id: 'littleshire', name: '~council', type: '~type', region: '~region' },
    context: { population: 1000, '~context': 3 },
  },
  ...{ scope: '~', sponsor: '~', objectives: ['~', '~'], marking: '~' },
  model: { id: 'small', version: '1.0', digest: 'MODEL' },
  ...{ confidentiality: 'open', round: '2026' },
  rounds: {
    '2025': { opens: '2025-10-01', closes: '2025-11-14' },
    '2026': { opens: '2026-10-01', closes: '2026-11-20', workshop: '2026-11-27' },
  },
  people: [
    person('ann', 'answer', 'facilitate', 'administer'),
    ...['bob', 'cat'].map((id) => person(id, 'answer')),
    { ...person('dan', 'answer'), 'signing-key': 'KEY ~oneline' },
    ...[person('eve', 'sign'), person('fox', 'answer')],
  ],
  ...{
    'sign-off': { '~role of eve': 'recorded' },
    'publish-needs': ['plan'],
    exchange: `./${exchangeFolder}`,
  },
}

const levels = ['nowhere', 'in-places', 'half-way', 'mostly', 'everywhere']
const trust = ['never', 'seldom', 'often', 'always']

function response(person: string, round: string, step: number) {
  return {
    ...{ format: 'tiex-response/1', model: 'small@1.0', round, person, role: `~role of ${person}` },
    ...{ started: `${round}-10-02T09:00:00Z`, submitted: `${round}-10-09T16:00:00Z`, 'share-notes': true },
    answers: Object.fromEntries(
      characteristics.map((one, row) => [
        one,
        Object.fromEntries(
          modes.map((mode, column) => [
            mode,
            {
              ...Object.fromEntries(
                stages.map((stage, at) => [stage, levels[(at * 3 + row + column + step * (at + 1)) % 5]]),
              ),
              ...{ ambition: 4, stance: 'deliberate', notes },
            },
          ]),
        ),
      ]),
    ),
    'success-factors': {
      courage: { ...Object.fromEntries(factors.map((id, at) => [id, trust[(at + step) % 4]])), notes },
    },
  }
}

function consensus(round: string) {
  const agreed = (agreed: string, index: number) => ({
    ...{ answers: { [agreed]: 4 }, divergence: 60, label: index % 2 === 0 ? 'split' : 'discuss' },
    ...{ suggested: agreed, agreed, reason: '~', dissent: '~', 'agreed-at': `${round}-11-19T10:03:00Z` },
  })
  return {
    format: 'tiex-consensus/1',
    ...{ model: { id: 'small', version: '1.0', digest: 'MODEL' }, round, responses: { count: 4, digest } },
    statements: Object.fromEntries([
      ...statements.map((id, index) => [id, agreed(levels[index % 5]!, index)]),
      ...factors.map((id, index) => [`courage/${id}`, agreed(trust[index]!, index)]),
    ]),
    cells: Object.fromEntries(
      [...cells, 'courage'].map((id) => [
        id,
        {
          ...{ ambitions: { 4: 4 }, ambition: 3, priority: 'high', note: '~' },
          ...(id === cells[0] ? { stance: 'deliberate' } : {}),
        },
      ]),
    ),
  }
}

const secondLook = {
  format: 'tiex-second-look/1',
  ...{ model: { id: 'small', version: '1.0', digest: 'MODEL' }, round: '2026', pass: 2 },
  ...{ opened: '2026-11-10T09:00:00Z', closes: '2026-11-30' },
  statements: { [statements[0]!]: { label: 'split', divergence: 80, answers: { nowhere: 2, mostly: 2 } } },
  notes: { [cells[0]!]: { obstacles: ['~', '~'], rationale: ['~'] } },
}

const action = (id: string, status: string) => ({
  ...{ id, title: '~', status, reason: '~', why: [statements[0]], cells: [cells[0]], reading: links },
  practice: [{ id: 'mended', organisation: 'littleshire' }],
  ...{ owner: '~', sponsor: '~', start: '2026-12-01', due: '2027-01-29', resources: '~', budget: '~' },
  ...{ measure: '~', 'expected-level': 4, result: '~', progress: [{ date: '2026-12-02', note: '~' }] },
  approval: { board: '~', date: '2026-11-18' },
})

const practice = (id: string) => ({
  ...{ format: 'tiex-practice/1', id, title: '~', what: '~', changed: '~', cells: [cells[0], 'courage'] },
  ...{ model: 'small@1.0', contact: '~', links, added: '2026-10-12', share: 'sector' },
})

const signatures = {
  ...{ format: 'tiex-signatures/1', round: '2026' },
  signatures: [
    {
      ...{ role: '~role of eve', recorded: '~', 'recorded-by': 'ann', at: '2026-11-20T10:00:00Z' },
      statement: `{"consensus":"${digest}"}`,
    },
  ],
}

const record = (id: string, round: string, step: number) => ({
  format: 'tiex-official/1',
  organisation: { id, name: '~', type: '~type', region: '~region', context: { '~context': step } },
  model: { id: 'small', version: '1.0', digest: 'MODEL' },
  ...{ round, scope: '~', audience: 'sector', published: '2026-11-02', respondents: 8 },
  statements: Object.fromEntries(
    statements.map((one, index) => [one, { agreed: levels[(index + step) % 5] }]),
  ),
  cells: Object.fromEntries(cells.map((cell) => [cell, { ambition: 3 }])),
  signatures: [
    { role: '~', recorded: '~', at: '2026-11-20T10:00:00Z', statement: `{"official":"${digest}"}` },
  ],
})

const exchange = {
  ...{ format: 'tiex-exchange/1', name: '~', audience: 'sector' },
  ...{ keepers: { keys: ['KEY ~oneline'], writers: ['keeper|`x`@example.org'] } },
  organisations: {
    councila: {
      ...{ name: '~', keys: ['KEY ~oneline'], writers: ['writer@example.org'] },
      signers: { '~': 'KEY ~oneline' },
    },
  },
}

const peers = ['councila', 'councilb', 'councilc', 'councild', 'councile', 'councilf']

/** Data of every file by its path. */
export const files: Readonly<Record<string, unknown>> = {
  'tiex.yaml': assessment,
  ...Object.fromEntries(Object.entries(model).map(([file, data]) => [`model/small-1.0/${file}`, data])),
  ...Object.fromEntries(
    ['2025', '2026'].flatMap((round) =>
      ['ann', 'bob', 'cat', 'dan'].map((id, index) => [
        `rounds/${round}/responses/${id}.yaml`,
        response(id, round, index + 1),
      ]),
    ),
  ),
  ...Object.fromEntries(
    ['2025', '2026'].map((round) => [`rounds/${round}/consensus.yaml`, consensus(round)]),
  ),
  'rounds/2026/second-look.yaml': secondLook,
  'rounds/2026/plan.yaml': {
    ...{ format: 'tiex-plan/1', round: '2026' },
    actions: [action('mend-roads', 'accepted'), action('plant-trees', 'done'), action('wait', 'deferred')],
  },
  'rounds/2026/signatures.yaml': signatures,
  'practice/mended.yaml': practice('mended'),
  'resources/own.yaml': {
    format: 'tiex-resources/1',
    resources: [
      {
        ...{ id: 'own', title: '~', publisher: '~', url: 'https://example.org/own', type: 'tool' },
        ...{ summary: '~', characteristics, 'success-factors': ['courage'] },
      },
    ],
  },
  [`${exchangeFolder}/exchange.yaml`]: exchange,
  ...Object.fromEntries(
    peers.map((id, index) => [`${exchangeFolder}/organisations/${id}/2026.yaml`, record(id, '2026', index)]),
  ),
  [`${exchangeFolder}/organisations/councila/practice/mended.yaml`]: {
    ...practice('mended'),
    organisation: { id: 'councila', name: '~' },
  },
}
