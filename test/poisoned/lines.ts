import { Command, type Option } from 'commander'
import { catalogue } from '../../src/catalogue.ts'
import { exchangeFolder } from './files.ts'

/** A command line, and the forms in which it can answer; one that writes is run in a copy of its own. */
export interface Line {
  readonly args: readonly string[]
  readonly format?: string
  readonly writes?: true
}

/** What came back from people, in files that they named. */
export const arrived = ['back \u202e\u200b;$(x).yaml', 'back \u202e\u200b;$(x).eml']

const beside = ['--exchange', exchangeFolder]
const to = ['--to', exchangeFolder]
const text = '=1\u202e <b> "\n\nTiex-Consent: zed\n::error::x'

/** What is run of each command, in every format it has; of a command that is missing here the test fails. */
const reading: Readonly<Record<string, readonly (readonly string[])[]>> = {
  results: [
    ...[[], ['ann'], ['--explain', '--format', 'text'], ['--lines-of-enquiry']],
    ...[
      ['--chart', 'rings', '--format', 'svg'],
      ['--chart', 'factors', '--format', 'svg'],
    ],
  ],
  status: [[], ['--reminders'], ['--invitations']],
  merge: [['--early', '--as', 'ann', '--all']],
  agenda: [
    ['--as', 'ann'],
    ['--as', 'ann', '--handout'],
    ['--as', 'ann', '--workshop', '2', '--handout'],
  ],
  report: [
    [...beside, '--peers', 'type', '--format', 'html'],
    ['--format', 'md'],
    ['--format', 'json'],
  ],
  trend: [[], ['--cells'], ['--git']],
  resources: [[...beside, '--as', 'ann']],
  'plan list': [[]],
  'plan check': [[]],
  'plan export': [[]],
  'practice list': [beside],
  'practice show': [['mended'], ['councila/mended', ...beside]],
  'practice search': [['end', ...beside]],
  'practice check': [[]],
  'practice from-notes': [['--as', 'ann']],
  verify: [[]],
  'exchange check': [[exchangeFolder]],
  compare: [
    ['2025', '2026', '--fail-on', 'regression'],
    ['councila', '--peers', 'type', ...beside, '--fail-on', 'below-peers'],
  ],
  completion: [['bash'], ['zsh'], ['fish'], ['powershell']],
  'people list': [[]],
  'keys show': [[]],
  'keys list': [[]],
  check: [['--all']],
  export: [[], ...['csv', 'jsonl', 'parquet'].map((format) => [...beside, '--format', format])],
  'model list': [[]],
  'model show': ['', ' roads', ' roads --details'].map((more) => `model/small-1.0${more}`.split(' ')),
  'model check': [['model/small-1.0']],
  'model diff': [['model/small-1.0', 'model/small-1.0']],
}

const writing: Readonly<Record<string, readonly (readonly string[])[]>> = {
  assess: [
    ['--as', 'bob', '--answer', 'roads/inside/look=mostly'],
    ['--as', 'bob', '--note', `roads/inside/rationale=${text}`],
  ],
  merge: [['--as', 'ann']],
  workshop: [['--as', 'ann', '--agree', 'roads/inside/try=mostly', '--reason', `roads/inside/look=${text}`]],
  'plan propose': [['--as', 'ann', ...beside]],
  'plan add': [['--as', 'ann', '--title', text, '--cell', 'roads/inside']],
  'plan set': [['mend-roads', 'status=done', '--as', 'ann']],
  'plan move': [['mend-roads', 'last', '--as', 'ann']],
  'practice add': [['--as', 'ann', '--title', text, '--what', text, '--cell', 'roads/inside']],
  'practice set': [['mended', 'share=public', '--as', 'ann']],
  publish: [['--audience', 'sector', ...to, '--as', 'ann', '--yes']],
  withdraw: [['--round', '2026', ...to, '--as', 'ann', '--yes']],
  sign: [['--recorded', text, '--for', '~role of eve', '--as', 'ann', '--yes']],
  'people add': [['zoe', '--as', 'ann', '--name', text, '--role', text, '--email', 'zoe@example.org']],
  'people set': [['bob', '--as', 'ann', '--name', text]],
  'people remove': [['cat', '--as', 'ann']],
  'keys add': [['bob', '--as', 'ann', 'age1delu464w04yp45ccc4ahevzkgs8700vqhzhrmck7406ta3n6z4ts4p86r3']],
  form: [
    ['--for', 'fox', '--as', 'ann'],
    ['--for', 'fox', '--as', 'ann', '--format', 'md'],
    ['--for', 'fox', '--as', 'ann', '--format', 'xlsx'],
  ],
  import: arrived.map((file) => [file, '--as', 'ann', '--force', '--accept-token', 'bob']),
  init: [
    [
      '--name',
      text,
      '--id',
      'elsewhere',
      '--open',
      '--my-name',
      text,
      '--my-email',
      'a@example.org',
      '-C',
      'elsewhere',
    ],
  ],
  'exchange init': [['new', '--name', text, '--audience', 'sector']],
}

/** Commands that make keys, lead through other commands or need another version of the model: they show nothing of a file that these do not. */
const apart = [
  'demo',
  'keys make',
  'keys back-up',
  'keys restore',
  'keys hand-back',
  'keys rotate',
  'model upgrade',
]

export async function everyLine(): Promise<{
  readonly lines: readonly Line[]
  readonly missing: readonly string[]
}> {
  const lines: Line[] = []
  const missing: string[] = []
  for (const { name, options } of await everyCommand()) {
    const words = name.split(' ')
    const formats = options.find(({ long }) => long === '--format')?.argChoices ?? []
    const [read = [], write = []] = [reading[name], writing[name]]
    if (read.length + write.length === 0 && !apart.includes(name)) missing.push(name)
    for (const more of read)
      if (more.includes('--format')) lines.push(lineOf([...words, ...more], more.at(-1)!))
      else if (formats.length === 0) lines.push({ args: [...words, ...more] })
      else for (const format of formats) lines.push(lineOf([...words, ...more, '--format', format], format))
    for (const more of write) lines.push({ args: [...words, ...more], writes: true })
  }
  return { lines, missing }
}

/** A chart has no format of its own: it is what `--chart` prints. */
function lineOf(args: readonly string[], format: string): Line {
  return { args: format === 'svg' ? args.slice(0, -2) : args, format }
}

async function everyCommand(): Promise<
  readonly { readonly name: string; readonly options: readonly Option[] }[]
> {
  const program = new Command('tiex')
  const all: { name: string; options: readonly Option[] }[] = []
  for (const entry of catalogue) {
    const command = program.command(entry.name)
    ;(await entry.load()).define(command, () => async () => {})
    const leaves = command.commands.length === 0 ? [command] : command.commands
    for (const leaf of leaves)
      all.push({
        name: leaf === command ? entry.name : `${entry.name} ${leaf.name()}`,
        options: leaf.options,
      })
  }
  return all
}
