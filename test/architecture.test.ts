import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readModel, shippedModels } from '../src/files/models.ts'
import { projectRoot } from './world.ts'

/** What a file of src may import: files and folders of src (a folder with a slash at its end), node modules and libraries. */
interface Rule {
  /** A file of src, or a folder with a slash at its end; the first rule that fits is the rule of a file. */
  readonly of: string
  readonly may: readonly string[]
  readonly why: string
}

/** Words of the whole program: a problem, and what every part may use without knowing anything of tiex. */
const words = [
  'harmless.ts',
  'problem.ts',
  'did-you-mean.ts',
  'address.ts',
  'assignments.ts',
  'day.ts',
  'canonical-json.ts',
]
const domain = [
  'agenda/',
  'assessment/',
  'authority/',
  'compare/',
  'completion/',
  'exchange/',
  'export/',
  'merge/',
  'model/',
  'plan/',
  'practice/',
  'questionnaire/',
  'report/',
  'resources/',
  'response/',
  'scoring/',
  'second-look/',
  'signoff/',
  'status/',
  'trend/',
  'upgrade/',
  'workshop/',
]

/** What a command may import. */
const anyCommand = [
  'commands/flags.ts',
  ...domain,
  'files/',
  'interview/',
  'prompts/',
  'render/',
  ...words,
  'catalogue.ts',
  'env.ts',
  'interrupted.ts',
  'version.ts',
  'commander',
  'node:crypto',
  'node:path',
]

/** A command with several stories has a room of its own for them. */
const commandRooms = ['assess', 'init', 'merge', 'model', 'people', 'plan', 'practice', 'workshop'].map(
  (name) => `commands/${name}/`,
)

const rules: readonly Rule[] = [
  { of: 'problem.ts', may: [], why: 'a problem is a plain value that every part can make' },
  { of: 'harmless.ts', may: [], why: 'what text from outside may not do is said once, for every way out' },
  { of: 'did-you-mean.ts', may: [], why: 'the nearest word needs nothing but words' },
  { of: 'address.ts', may: [], why: 'an address is judged without opening it' },
  {
    of: 'assignments.ts',
    may: ['did-you-mean.ts', 'problem.ts'],
    why: 'what is set by KEY=VALUE is read alike, whatever it is set of',
  },
  { of: 'day.ts', may: [], why: 'a day is one of the calendar, not of a clock' },
  { of: 'canonical-json.ts', may: [], why: 'what is hashed depends on the value alone' },
  { of: 'interrupted.ts', may: [], why: 'leaving in the middle is a plain error' },
  {
    of: 'env.ts',
    may: ['node:stream'],
    why: 'the outside world is one value, so that tests can replace it; its streams are types',
  },
  {
    of: 'version.ts',
    may: ['node:fs', 'node:path', 'files/shipped.ts'],
    why: '--version is to be fast, so that it loads nothing of files/ but where the package is',
  },
  {
    of: 'session.ts',
    may: ['node:path', 'chalk', 'env.ts', 'harmless.ts', 'problem.ts', 'streams.ts', 'files/'],
    why: 'the session turns flags and the outside world into what a command is given: folder, screen, output; whether the folder of -C is there is looked up here, before anything is loaded',
  },
  {
    of: 'streams.ts',
    may: ['env.ts', 'problem.ts'],
    why: 'what a start prints is waited for as well, so that nothing else is loaded for it',
  },
  {
    of: 'catalogue.ts',
    may: ['commander', 'env.ts', 'commands/'],
    why: 'the list of commands loads each when it is asked for',
  },
  {
    of: 'main.ts',
    may: [
      'commander',
      'catalogue.ts',
      'did-you-mean.ts',
      'env.ts',
      'harmless.ts',
      'interrupted.ts',
      'problem.ts',
      'program.ts',
      'session.ts',
      'streams.ts',
      'topics/',
      'render/',
    ],
    why: 'main runs a command of the list and turns its end into an exit code',
  },
  {
    of: 'program.ts',
    may: ['commander', 'catalogue.ts', 'did-you-mean.ts', 'env.ts', 'harmless.ts', 'topics/', 'version.ts'],
    why: 'commander gets the commands of the list, and speaks in our words',
  },
  {
    of: 'program-tree.ts',
    may: ['commander', 'completion/', 'env.ts', 'program.ts', 'topics/'],
    why: 'what the build makes of the commands comes from their own definition',
  },
  {
    of: 'complete.ts',
    may: ['completion/', 'env.ts', 'files/completion/', 'files/shipped.ts', 'node:fs', 'node:path'],
    why: 'a shell waits for it at every Tab: no commander, no library, no other program',
  },
  {
    of: 'start.ts',
    may: ['compiled.ts', 'complete.ts', 'main.ts', 'node:tty', 'problem.ts', 'streams.ts', 'version.ts'],
    why: 'the program is main in the real world',
  },
  {
    of: 'compiled.ts',
    may: ['files/shipped.ts', 'node:fs', 'node:module', 'node:path', 'node:url', 'node:vm'],
    why: 'what the engine made of the bundle is kept beside the bundle, before anything else is loaded',
  },
  { of: 'build/', may: ['*'], why: 'the build is no part of the program' },
  {
    of: 'resources/search.ts',
    may: ['minisearch', 'resources/'],
    why: 'searching with typing errors is better done by minisearch than by our own code; it is still a pure function',
  },
  { of: 'topics/', may: ['topics/'], why: 'what help explains is text' },
  {
    of: 'completion/',
    may: ['completion/'],
    why: 'what may stand at the cursor follows from the words of a line',
  },
  { of: 'model/', may: ['model/', ...words], why: 'what a model is depends on nothing else' },
  {
    of: 'response/',
    may: ['response/', 'model/', 'assessment/', ...words],
    why: 'a response answers a model',
  },
  {
    of: 'assessment/',
    may: ['assessment/', ...words],
    why: 'who takes part and when knows nothing of answers',
  },
  {
    of: 'merge/',
    may: ['merge/', 'model/', 'response/', 'assessment/', ...words],
    why: 'merging is a pure function of responses',
  },
  {
    of: 'scoring/',
    may: ['scoring/', 'model/', 'response/', 'merge/', ...words],
    why: 'levels are a pure function of a response or a consensus',
  },
  {
    of: 'resources/',
    may: ['resources/', 'model/', 'scoring/', ...words],
    why: 'suggestions are a pure function of results',
  },
  {
    of: 'authority/',
    may: ['authority/', 'assessment/', ...words],
    why: 'who may change what is judged from facts alone: no repository, no signature check, no clock',
  },
  {
    of: 'plan/',
    may: ['plan/', 'assessment/', 'merge/', 'model/', 'practice/', 'resources/', 'scoring/', ...words],
    why: 'actions follow from what was agreed; a plan is checked and ordered without a clock of its own',
  },
  {
    of: 'status/',
    may: ['status/', 'assessment/', ...words],
    why: 'where a round stands is told from facts alone',
  },
  {
    of: 'workshop/',
    may: [
      'workshop/',
      'assessment/',
      'merge/',
      'model/',
      'questionnaire/',
      'response/',
      'scoring/',
      ...words,
    ],
    why: 'what is open and what a decision changes is known without a screen',
  },
  {
    of: 'signoff/',
    may: ['signoff/', 'assessment/', 'model/', 'merge/', ...words],
    why: 'what is signed, and whether it still holds, is a pure function of what was agreed',
  },
  {
    of: 'agenda/',
    may: [
      'agenda/',
      'assessment/',
      'merge/',
      'model/',
      'plan/',
      'response/',
      'scoring/',
      'workshop/',
      ...words,
    ],
    why: 'how the time of a workshop is given out follows from the spread, the plan and the minutes there are',
  },
  {
    of: 'second-look/',
    may: ['second-look/', 'assessment/', 'merge/', 'model/', 'questionnaire/', 'response/', ...words],
    why: 'what is looked at again, and how far a group has moved, is known without files and clock',
  },
  {
    of: 'report/',
    may: [
      'report/',
      'assessment/',
      'compare/',
      'exchange/',
      'merge/',
      'model/',
      'plan/',
      'practice/',
      'resources/',
      'scoring/',
      'signoff/',
      'trend/',
      'workshop/',
      ...words,
    ],
    why: 'a report is one value, put together from those of the other parts',
  },
  {
    of: 'exchange/',
    may: ['exchange/', 'assessment/', 'merge/', 'model/', 'practice/', 'signoff/', ...words],
    why: 'what is published, and what is wrong in what others published, is a pure function of the record',
  },
  {
    of: 'practice/',
    may: ['practice/', 'assessment/', 'exchange/', 'model/', 'resources/', 'response/', ...words],
    why: 'practice is checked, matched and searched as values',
  },
  {
    of: 'compare/',
    may: ['compare/', 'assessment/', 'exchange/', 'model/', 'scoring/', ...words],
    why: 'a comparison is arithmetic over numbers that were published',
  },
  {
    of: 'upgrade/',
    may: ['upgrade/', 'assessment/', 'merge/', 'model/', 'plan/', 'response/', ...words],
    why: 'what an answer becomes in a newer version follows from the two models',
  },
  {
    of: 'export/',
    may: ['export/', 'exchange/', 'model/', 'scoring/', ...words],
    why: 'the rows of a table for analysts follow from what was published',
  },
  {
    of: 'trend/',
    may: ['trend/', 'merge/', 'model/', 'response/', 'scoring/'],
    why: 'a trend is a pure function of results',
  },
  {
    of: 'questionnaire/',
    may: ['questionnaire/', 'model/', 'response/', ...words],
    why: 'what is asked, and what an answer changes, is known without a terminal',
  },
  {
    of: 'files/kinds/ready.ts',
    may: ['files/kinds/', 'yaml'],
    why: 'the library is loaded before the first question, so that no answer waits for it',
  },
  {
    of: 'files/kinds/validator.ts',
    may: ['files/', 'node:module', 'node:path'],
    why: 'what the build makes of a schema is loaded when the first file of that kind is checked',
  },
  {
    of: 'files/yaml/',
    may: ['files/yaml/', 'yaml', 'node:buffer', 'problem.ts'],
    why: 'reading and writing YAML knows no kind of file; only here the yaml library is used',
  },
  {
    of: 'files/completion/',
    may: [
      'files/completion/',
      'files/disk/bytes.ts',
      'files/shipped.ts',
      'completion/',
      'model/',
      'node:path',
    ],
    why: 'names are found without the readers that know what is right in a file: nothing is checked, nothing fails',
  },
  {
    of: 'files/disk/',
    may: [
      'files/disk/',
      'node:crypto',
      'node:fs',
      'node:os',
      'node:path',
      'node:timers/promises',
      'problem.ts',
    ],
    why: 'bytes are read and written durably without knowing what they say',
  },
  {
    of: 'files/git/',
    may: [
      'address.ts',
      'files/git/',
      'files/disk/',
      'simple-git',
      'node:child_process',
      'node:crypto',
      'node:events',
      'node:fs',
      'node:path',
      'node:timers/promises',
      'node:zlib',
      'harmless.ts',
      'problem.ts',
    ],
    why: 'only here git is run',
  },
  {
    of: 'files/age/',
    may: [
      'files/age/',
      'files/disk/',
      'files/yaml/decode.ts',
      'age-encryption',
      'node:crypto',
      'node:fs',
      'node:stream/web',
      'problem.ts',
    ],
    why: 'sealing and opening knows nothing of what is sealed; only here the age library is used',
  },
  {
    of: 'files/ssh/',
    may: [
      'files/ssh/',
      'files/git/',
      'files/disk/faults.ts',
      'env.ts',
      'node:child_process',
      'node:crypto',
      'node:fs',
      'node:os',
      'node:path',
      'problem.ts',
    ],
    why: 'signing is left to ssh-keygen, which has agents and hardware keys; what is signed is not known here',
  },
  {
    of: 'files/record.ts',
    may: ['files/', 'render/text.ts', ...domain, ...words, 'env.ts', 'node:fs', 'node:path'],
    why: 'whether a commit was signed is told where it is made',
  },
  {
    of: 'files/sending/send.ts',
    may: ['files/', 'render/text.ts', ...words, 'env.ts', 'interrupted.ts', 'node:timers/promises'],
    why: 'whether a commit was sent is told where it is sent, and Ctrl-C leaves it here',
  },
  {
    of: 'files/exporting/parquet.ts',
    may: ['hyparquet-writer', 'export/', 'files/'],
    why: 'Parquet is written by a library that is loaded for it alone',
  },
  {
    of: 'files/importing/mail.ts',
    may: ['files/', 'problem.ts', 'postal-mime'],
    why: 'a saved mail is taken apart by a library that keeps to its bounds',
  },
  {
    of: 'files/spreadsheet/',
    may: ['files/', 'export/', 'problem.ts', 'sax', 'node:zlib'],
    why: 'a spreadsheet is read as a stream with bounds; nothing is known here of what stands in it',
  },
  {
    of: 'files/drawing.ts',
    may: ['@resvg/resvg-wasm', 'files/', 'problem.ts', 'node:fs', 'node:path'],
    why: 'pixels are drawn by a library that is loaded for them alone',
  },
  {
    of: 'files/',
    may: [
      'files/',
      ...domain,
      ...words,
      'env.ts',
      'node:crypto',
      'node:fs',
      'node:os',
      'node:path',
      'node:url',
      'node:zlib',
    ],
    why: 'only files/ touches the disk; it knows what is in a file and nothing of how it is shown',
  },
  {
    of: 'page/form/lock.ts',
    may: ['page/form/', 'age-encryption'],
    why: 'a form seals in the browser with the library that seals everywhere else',
  },
  {
    of: 'page/',
    may: [
      'page/',
      'files/kinds/styles.ts',
      'files/responses/sealing.ts',
      'files/yaml/format.ts',
      'render/',
      ...domain,
      ...words,
      'env.ts',
    ],
    why: 'what a browser runs is the code of the command line as far as it touches no disk',
  },
  {
    of: 'render/topic.ts',
    may: ['render/', 'topics/'],
    why: 'a topic is shown as a page of help',
  },
  {
    of: 'render/text.ts',
    may: ['render/', 'env.ts', 'harmless.ts', 'fast-string-width'],
    why: 'how many columns a text takes is better known by a library',
  },
  {
    of: 'render/trend.ts',
    may: ['render/', 'env.ts', 'trend/', ...words, 'asciichart', 'cli-table3'],
    why: 'the chart and the table are drawn by libraries',
  },
  {
    of: 'render/',
    may: ['render/', ...domain, ...words, 'env.ts'],
    why: 'a value goes in and a string comes out, without disk, clock or terminal',
  },
  {
    of: 'prompts/',
    may: [
      'prompts/',
      'env.ts',
      'harmless.ts',
      'interrupted.ts',
      'problem.ts',
      '@inquirer/core',
      'node:readline',
      'node:stream',
      'node:string_decoder',
      'node:util',
    ],
    why: 'asking knows keys and terminals, and nothing of what is asked',
  },
  {
    of: 'interview/',
    may: ['interview/', 'prompts/', ...domain, 'render/', ...words, 'env.ts'],
    why: 'the interview leads through the questions; what it changes goes through a function it is given, never to the disk',
  },
  {
    of: 'commands/flags.ts',
    may: ['commander', 'assessment/', ...words],
    why: 'flags that several commands have are the same everywhere',
  },
  {
    of: 'commands/demo.ts',
    may: [
      'commands/flags.ts',
      ...domain,
      'files/',
      'render/',
      ...words,
      'catalogue.ts',
      'env.ts',
      'commander',
    ],
    why: 'the demo plays the other commands through the session, as a person would',
  },
  {
    of: 'commands/',
    may: [...anyCommand, ...commandRooms],
    why: 'a command tells its story with the words of the other parts: no rules, no disk of its own, and no other command',
  },
]

const source = join(projectRoot, 'src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .sort()
const texts = new Map(files.map((file) => [file, readFileSync(join(source, file), 'utf8')]))

/** What a file imports, types too: a file of src by its path in it, anything else by its name. */
function importsOf(file: string): readonly string[] {
  return specifiersIn(texts.get(file)!).map((name) =>
    name.startsWith('.') ? relative('.', normalize(join(dirname(file), name))).replaceAll('\\', '/') : name,
  )
}

/** Of `import`, `export … from`, over several lines too, and `import()`; comments are no code. */
function specifiersIn(text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const patterns = [
    /^(?:import|export)\s[^'"`;]*?from\s+'([^'\n]+)'/gm,
    /^import\s+'([^'\n]+)'/gm,
    /\bimport\(\s*'([^'\n]+)'\s*\)/g,
  ]
  return patterns.flatMap((pattern) => Array.from(code.matchAll(pattern), (match) => match[1]!))
}

function ruleOf(file: string): Rule | undefined {
  return rules.find(({ of }) => (of.endsWith('/') ? file.startsWith(of) : file === of))
}

function isAllowed(imported: string, may: readonly string[]): boolean {
  return may.some((one) => one === '*' || one === imported || (one.endsWith('/') && imported.startsWith(one)))
}

describe('what a file may import', () => {
  it.each(rules.map((rule) => [rule.of, rule.why, rule] as const))('%s: %s', (_, __, rule) => {
    const mine = files.filter((file) => ruleOf(file) === rule)
    const broken = mine.flatMap((file) =>
      importsOf(file)
        .filter((imported) => !isAllowed(imported, rule.may))
        .map((imported) => `${file} imports ${imported}`),
    )
    expect(mine, `no file is ${rule.of} any more: take the rule away`).not.toEqual([])
    expect(broken).toEqual([])
  })

  it('is ruled for every file', () => {
    expect(files.filter((file) => ruleOf(file) === undefined)).toEqual([])
  })

  it('names no library or module that is not imported any more', () => {
    const unused = rules.flatMap((rule) => {
      const used = files.filter((file) => ruleOf(file) === rule).flatMap(importsOf)
      return rule.may
        .filter((one) => one !== '*' && !one.endsWith('/') && !one.endsWith('.ts') && !used.includes(one))
        .map((one) => `${rule.of}: ${one}`)
    })
    expect(unused).toEqual([])
  })

  it.each([
    ["import {\n  one,\n  two,\n} from './a.ts'", ['./a.ts']],
    [
      "import type { A } from './a.ts'\nexport { B } from './b.ts'\nexport * from './c.ts'",
      ['./a.ts', './b.ts', './c.ts'],
    ],
    ["import './a.ts'", ['./a.ts']],
    ["  const { b } = await import('./b.ts')", ['./b.ts']],
    ["// import './a.ts'\n/* from './b.ts' */", []],
    ["const text = 'it comes from '", []],
  ])('is seen in %j', (text, found) => expect(specifiersIn(text)).toEqual(found))
})

describe('the room of a command', () => {
  it('is for that command alone', () => {
    const entered = files.flatMap((file) =>
      importsOf(file)
        .filter((imported) => /^commands\/[^/]+\//.test(imported))
        .map((imported) => ({ file, imported, command: imported.split('/').slice(0, 2).join('/') })),
    )
    expect(entered.length).toBeGreaterThan(0)
    const broken = entered.filter(
      ({ file, command }) => file !== `${command}.ts` && !file.startsWith(`${command}/`),
    )
    expect(broken.map(({ file, imported }) => `${file} imports ${imported}`)).toEqual([])
  })
})

describe('the parts', () => {
  it('of the domain use no module of Node and no library but the one that is named', () => {
    const outside = files
      .filter((file) => domain.some((folder) => file.startsWith(folder)))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => !name.endsWith('.ts'))
          .map((name) => `${file}: ${name}`),
      )
    expect(outside).toEqual(['resources/search.ts: minisearch'])
  })

  it('name modules of Node by node:', () => {
    const bare = files.flatMap((file) => importsOf(file).filter((name) => builtinModules.includes(name)))
    expect(bare).toEqual([])
  })

  it('but files/ ask the real world for nothing they are not given, apart from a few', () => {
    const asking = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\bprocess\./
    const found = files
      .filter((file) => !file.startsWith('build/') && !file.startsWith('files/'))
      .filter((file) => asking.test(texts.get(file)!.replace(/\/\*[\s\S]*?\*\//g, '')))
    expect(found).toEqual(real.map(([file]) => file))
  })

  it('import each other in no circle', () => {
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, trail: readonly string[]) => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
      if (trail.includes(file) || done.has(file)) return
      for (const imported of runtimeImportsOf(file)) visit(imported, [...trail, file])
      done.add(file)
    }
    for (const file of files) visit(file, [])
    expect(circles).toEqual([])
  })

  it('are read on a few screens: no file has more than 300 lines', () => {
    const long = files
      .map((file) => [file, texts.get(file)!.trimEnd().split('\n').length] as const)
      .filter(([, lines]) => lines > 300)
    expect(long).toEqual([])
  })
})

/** Files outside of files/ that ask the real world themselves, and why. */
const real: readonly (readonly [file: string, why: string])[] = [
  ['compiled.ts', 'keeps what this engine compiled, for its next run'],
  ['env.ts', 'here the real world is made into a value'],
  ['page/form/main.ts', 'is the program of the form, in a browser'],
  ['prompts/interruptions.ts', 'signals reach a process, not a stream'],
  ['start.ts', 'is the program'],
]

/** Imports that stay once types are gone: a circle of types alone does no harm. */
function runtimeImportsOf(file: string): readonly string[] {
  const code = texts.get(file)!.replace(/^(?:import|export) type [^'"`;]*?from\s+'[^'\n]+'/gm, '')
  const kept = new Set(specifiersIn(code))
  return importsOf(file)
    .filter((_, index) => kept.has(specifiersIn(texts.get(file)!)[index]!))
    .filter((name) => texts.has(name))
}

describe('the shipped model', async () => {
  const read = await readModel(shippedModels().at(-1)!)
  if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
  const { model } = read
  const ids = new Set([
    model.id,
    ...model.scales.flatMap((scale) => [scale.id, ...scale.options.map((option) => option.id)]),
    ...model.modes.map((mode) => mode.id),
    ...model.stages.map((stage) => stage.id),
    ...model.linesOfEnquiry.map((line) => line.id),
    ...model.characteristics.map((one) => one.id),
    ...model.sections.map((section) => section.id),
    ...model.statements.map((statement) => statement.id),
    ...model.statements.map((statement) => statement.key),
  ])

  /** Words that mean something else there: a key of consensus.yaml or of a sealed response, a type of resource, plan.yaml, the program. */
  const other: Readonly<Record<string, readonly string[]>> = {
    agreement: ['files/kinds/styles.ts', 'merge/check.ts', 'merge/consensus.ts'],
    method: ['commands/resources.ts'],
    plan: [
      'authority/governed.ts',
      'authority/rights.ts',
      'catalogue.ts',
      'exchange/needs.ts',
      'files/founding.ts',
      'files/inspect.ts',
      'files/kinds/schema.ts',
      'files/plan.ts',
      'files/upgrade/agreed.ts',
      'files/upgrade/upgrade.ts',
      'model/specialise.ts',
      'plan/propose.ts',
    ],
    progress: [
      'files/history/response-versions.ts',
      'files/kinds/styles.ts',
      'files/responses/sealed.ts',
      'plan/action.ts',
      'plan/check.ts',
      'response/sealed.ts',
    ],
    tiex: ['commands/model.ts', 'program.ts', 'render/same-again.ts', 'session.ts'],
  }

  it('is named nowhere in src: no characteristic, mode, stage, option or success factor', () => {
    const named = files.flatMap((file) =>
      Array.from(
        texts.get(file)!.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g),
        (match) => match[1] ?? match[2] ?? match[3] ?? '',
      )
        .filter((literal) => ids.has(literal) && !other[literal]?.includes(file))
        .map((literal) => `${file} names ${literal}`),
    )
    expect(named).toEqual([])
  })
})

describe('what leaves the program', () => {
  /** Files that write to a stream of the outside world themselves, and how what they write is harmless. */
  const streams: readonly (readonly [file: string, how: string])[] = [
    ['main.ts', 'help passes the gate, all else goes through sayOn'],
    ['program.ts', 'what commander says passes the gate'],
    ['prompts/keyed.ts', 'what the prompts have drawn, which passed the gate, and cursor movements'],
    ['prompts/plain.ts', 'every text passes the gate'],
    ['prompts/terminal-input.ts', 'two constants that switch pasting'],
    ['session.ts', 'is the gate'],
    ['start.ts', 'the version, and for a shell that completes only what is an id'],
    ['streams.ts', 'is handed what has passed the gate'],
  ]

  it('as text goes through the gate of the session, apart from a few files', () => {
    const writing = /\b(?:stdout|stderr|terminal)\.write\(|\bwriteTo\(|\bconsole\./
    const found = files
      .filter((file) => !file.startsWith('build/') && !file.startsWith('page/'))
      .filter((file) => writing.test(texts.get(file)!))
    expect(found).toEqual(streams.map(([file]) => file))
  })

  /** Files beside files/disk/ that write to the disk themselves: beside the bundle, or into a private folder that is gone afterwards. */
  const temporary = ['compiled.ts', 'files/ssh/sign.ts', 'files/ssh/signature.ts']

  it('as a file is written in files/disk/', () => {
    const writing = /\b(?:writeFile|appendFile|createWriteStream|writeSync|writeFileSync|appendFileSync)\(/
    const found = files
      .filter((file) => !file.startsWith('build/') && !file.startsWith('files/disk/'))
      .filter((file) => writing.test(texts.get(file)!))
    expect(found).toEqual(temporary)
  })

  it('knows what hides from one list', () => {
    const list = /\\u202[a-e]|\\u2066|Default_Ignorable/
    // what file systems pass over in a name, and what is passed over when a name is looked for, are other questions
    const found = files.filter((file) => list.test(texts.get(file)!))
    expect(found).toEqual(['authority/governed.ts', 'exchange/names.ts', 'harmless.ts'])
  })
})
