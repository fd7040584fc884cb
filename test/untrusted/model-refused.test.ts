import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { everyRow, someHere } from '../every.ts'
import type { OpenParts } from '../model/small-parts.ts'
import { spending } from '../spent.ts'
import { bytesOf, entries } from './corpus.ts'
import { openTestshire } from './council.ts'
import { adoptSmallModel, digestOf, type Files, ownModel, smallFolder, writeFolder } from './model-folder.ts'
import { expectComposed, expectNothingRun, expectShort, untouched } from './rules.ts'

// The table of test/data/hostile/model-cases.md; `was:` comes later.
const council = await openTestshire()
beforeAll(() => adoptSmallModel(council))
afterEach(() => {
  rmSync(join(council.folder, 'own'), { recursive: true, force: true })
  writeFolder(council, ownModel, smallFolder())
})
afterAll(() => council.remove())

const needModel = [['results', 'alice'], ['merge'], ['trend'], ['resources', 'alice'], ['model', 'show']]
/** What reads the council's own copy of a model, with the codes it may have where that cannot be used. */
const readers: readonly (readonly [args: readonly string[], codes: readonly number[]])[] = [
  ...needModel.map((args) => [args, [2]] as const),
  [['check'], [1]],
  [
    ['model', 'list'],
    [0, 1, 2],
  ],
]

/** `model check` refuses the folder with a place and a hint, and no other command uses it. */
async function expectRefused(files: Files, said: RegExp | string, place?: string): Promise<void> {
  writeFolder(council, 'own', files)
  writeFolder(council, ownModel, files)
  await untouched(
    council,
    async () => {
      const spent = spending()
      const ran = await council.tiex(['model', 'check', 'own'])
      expect(spent()).toBeLessThan(2_000)
      expectComposed(ran)
      expectShort(ran.output)
      expect(ran.code, ran.output).toBe(1)
      expect(ran.output).toMatch(said)
      expect(ran.output).toMatch(
        new RegExp(`^own/${place ?? '[a-z/.-]+'}(:\\d+:\\d+)?: error: .*\nhint: `, 'm'),
      )

      for (const [args, codes] of someHere(readers)) {
        const used = await council.tiex(args)
        expectComposed(used, args.join(' '))
        if (args[0] !== 'model' || args[1] !== 'list') expectShort(used.output)
        expect(codes, args.join(' ')).toContain(used.code)
        if (codes.every((code) => code === 2)) expect(used.stdout, args.join(' ')).toBe('')
      }
    },
    8 * 2_000,
  )
}

type Spoil = (parts: OpenParts) => void
const long = (count: number) => 'x'.repeat(count)
const axes = (count: number, id = 'a') =>
  Array.from({ length: count }, (_, index) => ({ id: `${id}${index}`, title: `${index}` }))
/** The key of a map called anew, its value kept. */
function rename(map: object, from: string, to: string): void {
  const open = map as Record<string, unknown>
  const value = open[from]
  delete open[from]
  Object.defineProperty(open, to, { value, enumerable: true, configurable: true })
}

const badIds = [
  '__proto__',
  'constructor',
  'toString',
  '-rf',
  'a/b',
  'a b',
  'sp\u0435ak',
  'Speak',
  '',
  long(300),
]

const spoiled: readonly (readonly [string, Spoil, RegExp | string])[] = [
  ...['../../x', '/etc/x', 'con', '.git', '__proto__', '', long(300)].map((id): [string, Spoil, string] => [
    `the model id "${id.slice(0, 20)}"`,
    ({ model }) => {
      model.data.id = id
    },
    'id',
  ]),
  [
    'a version that is a number',
    ({ model }) => {
      model.data.version = 2026.1 as never
    },
    'quotes',
  ],
  ...badIds.map((id): [string, Spoil, RegExp] => [
    `the id "${id.slice(0, 20)}" for a statement of a factor`,
    ({ factors }) => {
      factors[0]!.data.statements[0]!.id = id
    },
    /id \(in statements 1\)|constructor/,
  ]),
  ...badIds.map((id): [string, Spoil, RegExp] => [
    `the id "${id.slice(0, 20)}" for a stage`,
    ({ model, characteristics }) => {
      model.data.stages[0]!.id = id
      for (const one of characteristics)
        for (const cell of Object.values(one.data.cells)) rename(cell.statements, 'look', id)
    },
    /id \(in stages 1\)|constructor|cannot be a key/,
  ]),
  [
    'an option twice',
    ({ model }) => {
      model.data.scales.extent!.options[1]!.id = 'nowhere'
    },
    /number 1 and as number 2/,
  ],
  [
    'a mode twice',
    ({ model }) => {
      model.data.modes[1]!.id = 'inside'
    },
    /number 1 and as number 2/,
  ],
  [
    'a stage twice',
    ({ model }) => {
      model.data.stages[2]!.id = 'look'
    },
    /number 1 and as number 3/,
  ],
  [
    'a characteristic twice',
    ({ model }) => {
      model.data.characteristics.push('roads')
    },
    /number 1 and as number 3/,
  ],
  [
    'a factor twice',
    ({ model }) => {
      model.data['success-factors'].push('courage')
    },
    /number 1 and as number 2/,
  ],
  [
    'a statement of a factor twice',
    ({ factors }) => {
      factors[0]!.data.statements[1]!.id = 'speak'
    },
    /number 1 and as number 2/,
  ],
  [
    'ids that differ in case',
    ({ model }) => {
      model.data.stages[1]!.id = 'Look'
    },
    'Look',
  ],
  [
    'a factor with the id of a characteristic',
    ({ model, factors }) => {
      model.data['success-factors'] = ['roads']
      factors[0]!.file = 'success-factors/roads.yaml'
      factors[0]!.data.id = 'roads'
    },
    'both a characteristic and a success factor',
  ],
  ...['ambition', 'stance', 'notes'].flatMap((word): [string, Spoil, string][] => [
    [
      `a stage called ${word}`,
      ({ model, characteristics }) => {
        model.data.stages[0]!.id = word
        for (const one of characteristics)
          for (const cell of Object.values(one.data.cells)) rename(cell.statements, 'look', word)
      },
      `"${word}" cannot be a stage`,
    ],
    [
      `a statement called ${word}`,
      ({ factors }) => {
        factors[0]!.data.statements[0]!.id = word
      },
      `"${word}" cannot be a statement`,
    ],
  ]),
  ...['dont-know', 'not-applicable', 'unanswered', 'true', 'null'].map((word): [string, Spoil, RegExp] => [
    `an option called ${word}`,
    ({ model }) => {
      model.data.scales.extent!.options[1]!.id = word
    },
    new RegExp(`"${word}" cannot be (an option|used)`),
  ]),
  [
    'no characteristics',
    ({ model }) => {
      model.data.characteristics = []
    },
    'characteristics',
  ],
  [
    'no modes',
    ({ model }) => {
      model.data.modes = []
    },
    'modes',
  ],
  [
    'no stages',
    ({ model }) => {
      model.data.stages = []
    },
    'stages',
  ],
  [
    'a cell without statements',
    ({ characteristics }) => {
      characteristics[0]!.data.cells.inside!.statements = {}
    },
    'no statement for the stage "look"',
  ],
  [
    'a cell without one statement',
    ({ characteristics }) => {
      delete characteristics[0]!.data.cells.inside!.statements.try
    },
    'no statement for the stage "try"',
  ],
  [
    'a characteristic without a cell',
    ({ characteristics }) => {
      delete characteristics[0]!.data.cells.outside
    },
    'no cell for the mode "outside"',
  ],
  [
    'a factor without statements',
    ({ factors }) => {
      factors[0]!.data.statements = []
    },
    'statements',
  ],
  [
    'a statement of an unknown stage',
    ({ characteristics }) => {
      rename(characteristics[0]!.data.cells.inside!.statements, 'look', 'loook')
    },
    /"loook" is not a stage\nhint: did you mean look/,
  ],
  [
    'one option',
    ({ model }) => {
      model.data.scales.extent!.options.splice(1)
    },
    'extent',
  ],
  [
    'two options of one value',
    ({ model }) => {
      model.data.scales.extent!.options[1]!.value = 0
    },
    'extent',
  ],
  [
    'values that do not rise',
    ({ model }) => {
      model.data.scales.extent!.options.reverse()
    },
    'extent',
  ],
  [
    'a value below 0',
    ({ model }) => {
      model.data.scales.extent!.options[0]!.value = -0.1
    },
    'extent',
  ],
  [
    'a value above 1',
    ({ model }) => {
      model.data.scales.extent!.options[4]!.value = 1.5
    },
    'extent',
  ],
  [
    'a value above 1 as a fraction',
    ({ model }) => {
      model.data.scales.extent!.options[4]!.value = '4/3'
    },
    'extent',
  ],
  [
    'a value divided by 0',
    ({ model }) => {
      model.data.scales.extent!.options[4]!.value = '1/0'
    },
    'extent',
  ],
  [
    'a value as text',
    ({ model }) => {
      model.data.scales.extent!.options[4]!.value = 'lots'
    },
    'extent',
  ],
  [
    'a value that is not a number',
    ({ model }) => {
      model.data.scales.extent!.options[4]!.value = Number.NaN
    },
    /\.nan/i,
  ],
  [
    'an endless value',
    ({ model }) => {
      model.data.scales.extent!.options[4]!.value = Number.POSITIVE_INFINITY
    },
    /\.inf/,
  ],
  [
    '100 modes',
    ({ model }) => {
      model.data.modes = axes(100)
    },
    /modes has too many entries/,
  ],
  [
    'stages by the thousand',
    ({ model }) => {
      model.data.stages = axes(everyRow ? 10_000 : 3_000)
    },
    /too (many|large)|larger/,
  ],
  [
    '50 stages',
    ({ model }) => {
      model.data.stages = axes(50)
    },
    /too many/,
  ],
  [
    'a statement of 100,000 letters',
    ({ factors }) => {
      factors[0]!.data.statements[0]!.text = long(100_000)
    },
    'text',
  ],
  [
    'a title of 100,000 letters',
    ({ model }) => {
      model.data.title = long(100_000)
    },
    'title',
  ],
  ...['compute', 'pattern', 'include', '$ref', 'extends'].map((field): [string, Spoil, string] => [
    `a field called ${field}`,
    ({ model }) => {
      Object.assign(model.data, { [field]: field === 'pattern' ? '^(a+)+$' : 'https://evil.test/../../x' })
    },
    `"${field}" is not a field here`,
  ]),
  [
    'a validity that ends before it begins',
    ({ model }) => {
      model.data.valid = { from: '2027-01-01', until: '2026-01-01' }
    },
    'before it begins',
  ],
  [
    '30 February',
    ({ model }) => {
      model.data.valid = { from: '2026-02-30', until: '2027-01-01' }
    },
    '2026-02-30',
  ],
]

describe('a model that cannot be used', () => {
  test.each(spoiled)('%s', async (_, spoil, said) => {
    await expectRefused(smallFolder(spoil), said)
  })

  test('more options than anybody could answer, and more statements', async () => {
    const most = everyRow ? 1_000_000 : 100_000
    const options = '      - {id: a, title: A, value: 0}\n'.repeat(most)
    const files = smallFolder()
    await expectRefused(
      { ...files, 'model.yaml': files['model.yaml']!.replace('    options:\n', `    options:\n${options}`) },
      /larger than/,
    )
    const statements = '  - {id: a, text: A statement.}\n'.repeat(most)
    await expectRefused(
      { ...files, 'success-factors/courage.yaml': files['success-factors/courage.yaml']! + statements },
      /larger than/,
    )
    const some = Array.from(
      { length: 1_500 },
      (_, index) => `      - {id: a${index}, title: A, value: 0.5}\n`,
    ).join('')
    await expectRefused(
      { ...files, 'model.yaml': files['model.yaml']!.replace('    options:\n', `    options:\n${some}`) },
      /too many/,
    )
  })

  test('a cell twice', async () => {
    const files = smallFolder()
    const text = files['characteristics/roads.yaml']!
    const twice = text + text.slice(text.indexOf('  inside:'), text.indexOf('  outside:'))
    await expectRefused(
      { ...files, 'characteristics/roads.yaml': twice },
      /inside/,
      'characteristics/roads.yaml',
    )
  })

  test('a file that is called otherwise than the id inside', async () => {
    const { 'characteristics/roads.yaml': roads, ...others } = smallFolder()
    await expectRefused(
      { ...others, 'characteristics/streets.yaml': roads! },
      /its id is "roads"/,
      'characteristics/streets.yaml',
    )
  })
})

describe('a file that is none of the model', () => {
  test.each(['roads.yml', '.roads.yaml', 'roads (1).yaml', 'index.js', 'package.json'])(
    '%s among the characteristics is never passed over in silence',
    async (name) => {
      const files = smallFolder()
      writeFolder(council, 'own', {
        ...files,
        [`characteristics/${name}`]: files['characteristics/roads.yaml']!,
      })
      const ran = await council.tiex(['model', 'check', 'own', '--strict'])
      expectComposed(ran)
      expect(ran.code).toBe(1)
      expect(ran.output).toContain(`own/characteristics/${name}`)
    },
  )

  test('code, packages and hooks beside the model are never loaded', async () => {
    const mark = join(council.around, 'pwned')
    const code = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')\n`
    const hostile = {
      'index.js': code,
      'index.mjs': code,
      'model.js': code,
      'package.json': JSON.stringify({ main: 'index.js', scripts: { preinstall: `touch ${mark}` } }),
      'hooks/post-checkout': `#!/bin/sh\ntouch ${mark}\n`,
      'node_modules/yaml/index.js': code,
    }
    const good = await digestOf(council, ownModel)
    writeFolder(council, 'own', { ...smallFolder(), ...hostile })
    expect(await digestOf(council, 'own')).toBe(good)
    writeFolder(council, ownModel, { ...smallFolder(), ...hostile })
    for (const args of [['check'], ...needModel]) {
      if (args[0] !== 'merge') expect((await council.tiex(args)).code, args.join(' ')).toBe(0)
    }
    expectNothingRun(council.snapshot())
  })

  const instead: readonly (readonly [string, (path: string) => void])[] = [
    [
      'a link to a good file outside',
      (path) => {
        const outside = join(council.around, 'outside.yaml')
        writeFileSync(outside, smallFolder()['characteristics/roads.yaml']!)
        symlinkSync(outside, path)
      },
    ],
    ['a link to /etc/passwd', (path) => symlinkSync('/etc/passwd', path)],
    ['a link to nothing', (path) => symlinkSync('nothing', path)],
    ['a folder', (path) => mkdirSync(path)],
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
  ]
  const fileNames = [
    'model.yaml',
    'characteristics/roads.yaml',
    'success-factors/courage.yaml',
    'resources/own.yaml',
    'glossary.yaml',
  ]
  describe.each(fileNames)('instead of %s', (file) => {
    for (const [what, make] of instead)
      test(`${what} is refused at once`, async () => {
        writeFolder(council, 'own', smallFolder())
        const path = join(council.folder, 'own', file)
        rmSync(path)
        make(path)
        const ran = await untouched(council, () => council.tiex(['model', 'check', 'own']))
        expectComposed(ran)
        expect([1, 2], ran.output).toContain(ran.code)
        expect(ran.output).toContain(`own/${file}: error: is `)
        expect(ran.output).not.toContain('root:')
      })
  })

  // Where the text of a response already fails, the body stands for every kind of file.
  const bodies = entries.filter(
    (entry) =>
      entry.kind === 'response' &&
      entry.expect === 'refuse' &&
      ['yaml', 'shape', 'tag', 'proto', 'encoding'].includes(entry.class),
  )
  // All five are read by the same reader; each gets a fifth of the bodies, those of a class spread over them.
  const placed = bodies.map((entry, index) => [entry.file, fileNames[index % fileNames.length]!] as const)
  test.each(placed)('%s is refused as %s', async (body, file) => {
    writeFolder(council, 'own', smallFolder())
    const kind = parse(smallFolder()[file]!).format
    const bytes = bytesOf(body, '').toString('latin1').replaceAll('tiex-response/1', kind)
    writeFileSync(join(council.folder, 'own', file), Buffer.from(bytes, 'latin1'))
    const ran = await untouched(council, () => council.tiex(['model', 'check', 'own']))
    expectComposed(ran, file)
    expectShort(ran.output)
    expect(ran.code, ran.output).toBe(1)
    expect(ran.output).toMatch(new RegExp(`^own/${file}(:\\d+:\\d+)?: error: .*\nhint: `, 'm'))
  })
})

test.each(['characteristics', 'success-factors', 'resources'])(
  '%s as a link to a folder outside is refused',
  async (name) => {
    writeFolder(council, 'own', smallFolder())
    const path = join(council.folder, 'own', name)
    const outside = join(council.around, `outside-${name}`)
    renameSync(path, outside)
    symlinkSync(outside, path)
    const ran = await untouched(council, () => council.tiex(['model', 'check', 'own']))
    expectComposed(ran)
    expect(ran.code).toBe(1)
    expect(ran.output).toContain(`own/${name}: error: is a symbolic link`)
  },
)

describe('a model that is not the one that was pinned', () => {
  const changed = () =>
    smallFolder(({ factors }) => {
      factors[0]!.data.statements[0]!.text = 'Nobody says anything.'
    })

  test('swapped after answers were given: check and merge name both digests', async () => {
    const pinned = await digestOf(council, ownModel)
    writeFolder(council, ownModel, changed())
    const found = await digestOf(council, ownModel)
    expect(found).not.toBe(pinned)
    for (const args of [['check'], ...needModel]) {
      const ran = await council.tiex(args)
      expectComposed(ran)
      expect(ran.code, args.join(' ')).toBe(args[0] === 'check' ? 1 : 2)
      expect(ran.output).toContain(pinned)
      expect(ran.output).toContain(found)
    }
  })

  test('a model that calls itself the shipped one is never silently used', async () => {
    const other = await openTestshire()
    try {
      writeFolder(
        other,
        'model/tiex-2026.1',
        smallFolder(({ model }) => Object.assign(model.data, { id: 'tiex', version: '2026.1' })),
      )
      for (const args of [['check'], ...needModel]) {
        const ran = await other.tiex(args)
        expectComposed(ran)
        expect(ran.code, args.join(' ')).toBe(args[0] === 'check' ? 1 : 2)
        expect(ran.output).toContain(other.digest)
        expect(ran.output).toContain(await digestOf(other, 'model/tiex-2026.1'))
      }
    } finally {
      other.remove()
    }
  })
})

describe('resources', () => {
  const with_ = (
    change: (resource: Record<string, unknown>, file: { resources: unknown[] }) => void,
  ): Files => {
    const files = smallFolder()
    const data = parse(files['resources/own.yaml']!)
    change(data.resources[0], data)
    return { ...files, 'resources/own.yaml': stringify(data, { aliasDuplicateObjects: false }) }
  }
  const addresses = [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//evil.test/x',
    'https://sam:letmein@evil.test/',
    'https://',
    'https://evil.test/\u001b[2J',
  ]

  beforeEach(() => writeFolder(council, ownModel, smallFolder()))

  test.each(addresses)('the address %s is refused and never shown', async (url) => {
    const files = with_((resource) => Object.assign(resource, { url }))
    writeFolder(council, 'own', files)
    const ran = await council.tiex(['model', 'check', 'own'])
    expectComposed(ran)
    expect(ran.code).toBe(1)
    expect(ran.output).toMatch(/^own\/resources\/own\.yaml:\d+:\d+: error: .*\nhint: /m)
    writeFolder(council, ownModel, files)
    const shown = await council.tiex(['resources', 'alice'])
    expectComposed(shown)
    expect(shown.stdout).not.toContain('A guide')
    expect(`${ran.output}${shown.output}`).not.toMatch(/letmein|javascript:alert|\/etc\/passwd/)
  })

  test('an address with a Cyrillic letter shows what it is', async () => {
    writeFolder(
      council,
      ownModel,
      with_((resource) => Object.assign(resource, { url: 'https://gu\u0456de.example/one' })),
    )
    for (const format of ['text', 'md', 'csv']) {
      const ran = await council.tiex(['resources', 'alice', '--format', format])
      expect(ran.code).toBe(0)
      expect(ran.stdout).toContain('https://xn--')
      expect(ran.stdout).not.toContain('gu\u0456de')
    }
  })

  test.each([
    ['characteristics', 'raods', 'roads'],
    ['modes', 'insid', 'inside'],
    ['stages', 'loook', 'look'],
    ['success-factors', 'courag', 'courage'],
  ])('an unknown one of the %s is refused with what was likely meant', async (key, wrong, right) => {
    writeFolder(
      council,
      'own',
      with_((resource) => Object.assign(resource, { [key]: [wrong] })),
    )
    const ran = await council.tiex(['model', 'check', 'own'])
    expect(ran.code).toBe(1)
    expect(ran.output).toMatch(
      new RegExp(`own\\.yaml:\\d+:\\d+: error: .*"${wrong}".*\nhint: (did you mean )?${right}\\?`),
    )
  })

  test('an id twice is refused with both places', async () => {
    writeFolder(
      council,
      'own',
      with_((resource, file) => {
        file.resources.push({ ...resource })
      }),
    )
    const here = await council.tiex(['model', 'check', 'own'])
    expect(here.code).toBe(1)
    expect(here.output).toMatch(/"a-guide" is there twice.*\nhint: /)
    const files = smallFolder()
    writeFolder(council, 'own', { ...files, 'resources/second.yaml': files['resources/own.yaml']! })
    const elsewhere = await council.tiex(['model', 'check', 'own'])
    expect(elsewhere.output).toMatch(
      /^own\/resources\/second\.yaml:.*"a-guide" is in own\/resources\/own\.yaml already/m,
    )
  })
})
