import type { Assessment, Person } from '../../src/assessment/assessment.ts'
import type { Consensus } from '../../src/merge/consensus.ts'
import type { Statement } from '../../src/signoff/statement.ts'
import { smallModel } from '../small-model.ts'

const pin = { id: smallModel.id, version: smallModel.version, digest: smallModel.digest }
export const digest = (digit: string) => `sha256:${digit.repeat(64)}`

export const lee: Person = {
  ...{ id: 'lee', name: 'Cllr Lee', email: 'lee@council.test', role: 'leader' },
  may: ['sign'],
}
export const helen: Person = {
  ...{ id: 'helen', name: 'Helen', email: 'helen@council.test', role: 'chief-executive' },
  may: ['answer', 'sign'],
}
const sam: Person = {
  ...{ id: 'sam', name: 'Sam', email: 'sam@council.test', role: 'transformation' },
  may: ['answer', 'facilitate', 'administer'],
}

export const council: Assessment = {
  format: 'tiex-assessment/1',
  organisation: { id: 'exampleshire', name: 'Exampleshire', type: 'county' },
  scope: 'whole council',
  model: pin,
  confidentiality: 'open',
  round: 'one',
  rounds: { one: {} },
  people: [lee, helen, sam],
  'sign-off': ['leader', 'chief-executive'],
}

export const consensus: Consensus = {
  format: 'tiex-consensus/1',
  model: pin,
  round: 'one',
  responses: { count: 3, digest: digest('1') },
  agreement: { extent: { pairwise: 0.5, alpha: 0.25 } },
  statements: {
    'courage/speak': { answers: { often: 3 }, divergence: 0, label: 'shared', suggested: 'often' },
    'roads/inside/look': {
      ...{ answers: { mostly: 2, everywhere: 1 }, divergence: 20, label: 'confirm', suggested: 'mostly' },
      ...{
        agreed: 'mostly',
        reason: 'Most streets.',
        dissent: 'One sees more.',
        'agreed-at': '2026-11-27T10:20:00Z',
      },
    },
  },
  cells: {
    'roads/inside': {
      ambitions: { 3: 2 },
      'suggested-ambition': 3,
      ambition: 4,
      priority: 'high',
      note: 'First.',
    },
    'parks/outside': { ambitions: { 2: 1 } },
  },
}

export const statement: Statement = {
  kind: 'tiex-signoff/1',
  organisation: 'exampleshire',
  round: 'one',
  role: 'leader',
  model: pin,
  official: digest('a'),
  consensus: digest('b'),
  plan: null,
}
