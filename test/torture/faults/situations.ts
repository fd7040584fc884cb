import {
  after,
  during,
  example,
  nothingYet,
  published,
  returnedForm,
  sealed,
  sealedForms,
  sealedToMerge,
  signing,
  toMerge,
  toPublish,
  toUpgrade,
  withKeyOf,
} from './councils.ts'
import type { Situation } from './run.ts'

const cell = 'data-and-intelligence/community'
const sam = ['--as', 'sam-okafor']
const publish = (to: string) => ['publish', '--audience', 'sector', '--to', to, '--yes']
const withdraw = (to: string) => ['withdraw', '--to', to, '--with-practice', '--yes']
const priya = withKeyOf('priya-shah')
const own = withKeyOf('sam-okafor')

/** One line a command; each of them is finished by running it again. */
const lines: readonly (readonly [
  name: string,
  prepare: Situation['prepare'],
  args: readonly string[],
  more?: Partial<Situation>,
])[] = [
  [
    'assess, the first answers',
    example,
    ['assess', '--as', 'beth-harding', '--answer', `${cell}/do=partly`, '--submit'],
  ],
  [
    'assess, one more answer',
    example,
    ['assess', '--as', 'tom-reed', '--answer', `${cell}/do=partly`, '--note', `${cell}/impediments=None`],
  ],
  [
    'assess, sealed',
    sealed,
    ['assess', '--answer', 'managing-income/community/plan=partly'],
    { variables: priya },
  ],
  ['merge', toMerge, ['merge'], { now: after }],
  ['merge --close', toMerge, ['merge', '--close', ...sam]],
  ['merge, sealed', sealedToMerge, ['merge'], { now: after, variables: own }],
  ['merge --second-look', toMerge, ['merge', '--second-look', ...sam], { now: after }],
  ['workshop --agree', example, ['workshop', '--agree', `${cell}/do=partly`, ...sam], { now: after }],
  ['import, in plain text', returnedForm, ['import', '../a.yaml', ...sam]],
  ['import of two, sealed', sealedForms, ['import', '../a.yaml', '../b.yaml'], { variables: own }],
  ['publish to a repository', toPublish, publish('../x.git'), { now: after }],
  ['publish to a clone', toPublish, publish('../x'), { now: after }],
  ['publish to a folder', toPublish, publish('../plain'), { now: after }],
  ['withdraw from a repository', published, withdraw('../x.git'), { now: after }],
  ['withdraw from a clone', published, withdraw('../x'), { now: after }],
  ['withdraw from a folder', published, withdraw('../plain'), { now: after }],
  ['sign with a key', signing, ['sign', '--as', 'cllr-lee', '--key', '../lee', '--yes'], { now: after }],
  [
    'sign --recorded',
    signing,
    ['sign', '--recorded', 'Cabinet minute 14', '--for', 'leader', '--yes', ...sam],
    { now: after },
  ],
  ['plan set', example, ['plan', 'set', 'capacity-for-change', 'status=done', ...sam]],
  ['plan move', example, ['plan', 'move', 'capacity-for-change', 'last', ...sam]],
  ['plan propose', example, ['plan', 'propose', ...sam], { again: 'does more' }],
  ['plan add', example, ['plan', 'add', '--title', 'Cost the fees', '--cell', cell, ...sam]],
  [
    'people add',
    example,
    [
      ...['people', 'add', 'fay-ali', '--name', 'Fay Ali', '--email', 'fay.ali@exampleshire.gov.uk'],
      ...['--role', 'libraries', ...sam],
    ],
  ],
  ['people set', example, ['people', 'set', 'tom-reed', '--may', 'answer,facilitate', ...sam]],
  ['people remove', example, ['people', 'remove', 'beth-harding', ...sam]],
  ['model upgrade', toUpgrade, ['model', 'upgrade', '../next', ...sam], { now: '2026-11-02T09:14:00Z' }],
  [
    'init',
    nothingYet,
    [
      ...['init', '--no-input', '--id', 'newshire', '--name', 'Newshire', '--round', '2026-autumn', '--open'],
      ...['--my-name', 'Sam Okafor', '--my-email', 'sam.okafor@exampleshire.gov.uk'],
    ],
  ],
]

export const situations: readonly Situation[] = lines.map(([name, prepare, args, more = {}]) => ({
  ...{ name, prepare, args, now: during },
  ...more,
}))

/** At a terminal, where a person sits and answers; they come back to it and leave. */
export const sittings: readonly Situation[] = [
  {
    name: 'assess, a sitting',
    prepare: example,
    now: during,
    args: ['assess', '--as', 'beth-harding', '--plain'],
    typed: ['', '2', '1', '3', 'q'],
  },
  {
    name: 'workshop, a sitting',
    prepare: example,
    now: after,
    args: ['workshop', ...sam, '--plain'],
    typed: ['n', '2', '', 'h', 'q'],
  },
]
