import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { OpenParts } from '../model/small-parts.ts'
import { openTestshire } from './council.ts'
import { adoptSmallModel, digestOf, type Files, ownModel, smallFolder, writeFolder } from './model-folder.ts'
import { expectComposed } from './rules.ts'

// What test/data/hostile/model-cases.md wants accepted, and shown without harm.
const council = await openTestshire()
let digest = ''
beforeAll(async () => {
  await adoptSmallModel(council)
  digest = await digestOf(council, ownModel)
})
afterEach(() => rmSync(join(council.folder, 'own'), { recursive: true, force: true }))
afterAll(() => council.remove())

async function digestWith(files: Files): Promise<string> {
  writeFolder(council, 'own', files)
  return digestOf(council, 'own')
}

const mapTexts = (change: (text: string) => string): Files =>
  Object.fromEntries(Object.entries(smallFolder()).map(([file, text]) => [file, change(text)]))

describe('the digest of a model', () => {
  test('the control is accepted', async () => {
    writeFolder(council, 'own', smallFolder())
    expect(await council.tiex(['model', 'check', 'own'])).toMatchObject({ code: 0, stderr: '' })
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  test.each<[string, () => Files]>([
    ['with CR LF at the ends of lines', () => mapTexts((text) => text.replaceAll('\n', '\r\n'))],
    ['with a byte order mark', () => mapTexts((text) => `\ufeff${text}`)],
    ['with its keys in another order', () => mapTexts((text) => reversed(text))],
    ['with its files in another order', () => Object.fromEntries(Object.entries(smallFolder()).reverse())],
    ['with comments', () => mapTexts((text) => `# ours\n${text}# end\n`)],
    [
      'with another resource',
      () => ({ ...smallFolder(), 'resources/own.yaml': 'format: tiex-resources/1\nresources: []\n' }),
    ],
    [
      'with another glossary',
      () => ({ ...smallFolder(), 'glossary.yaml': 'format: tiex-glossary/1\nterms: []\n' }),
    ],
    [
      'with another description',
      () =>
        smallFolder(({ model }) => {
          model.data.description = 'Another one.'
        }),
    ],
  ])('is the same %s', async (_, files) => {
    expect(await digestWith(files())).toBe(digest)
  })

  test.each<[string, (parts: OpenParts) => void]>([
    [
      'a statement',
      ({ factors }) => {
        factors[0]!.data.statements[0]!.text = 'People say a little.'
      },
    ],
    [
      'an option',
      ({ model }) => {
        model.data.scales.extent!.options[1]!.id = 'somewhere'
      },
    ],
    [
      'a value',
      ({ model }) => {
        model.data.scales.extent!.options[1]!.value = 0.3
      },
    ],
    [
      'the order of stages',
      ({ model }) => {
        model.data.stages.reverse()
      },
    ],
    [
      'the order of modes',
      ({ model }) => {
        model.data.modes.reverse()
      },
    ],
  ])('is another with a change of %s', async (_, change) => {
    const other = await digestWith(smallFolder(change))
    expect(other).toMatch(/^sha256:/)
    expect(other).not.toBe(digest)
  })
})

/** The blocks of a file's first level from the last to the first. */
function reversed(text: string): string {
  return text
    .split(/^(?=[a-z])/m)
    .reverse()
    .join('')
}

test('a validity until the year 9999 is worth a warning', async () => {
  writeFolder(
    council,
    'own',
    smallFolder(({ model }) => {
      model.data.valid = { from: '2026-01-01', until: '9999-12-31' }
    }),
  )
  const ran = await council.tiex(['model', 'check', 'own'])
  expect(ran.code).toBe(0)
  expect(ran.output).toMatch(/^own\/model\.yaml:\d+:\d+: warning: .*likely a mistake\nhint: /m)
})

const payloads = [
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("https://evil.test")',
  '[x](javascript:alert(1))',
  '![x](https://evil.test/x.png)',
  'a | b',
  'The council \u202eton\u202c understands',
  'a\u200bb\u2060c',
]

/** Every text of a model and its resources that people see, made this one. Scales, options and axes keep their ids. */
function everywhere(payload: string): Files {
  const files = smallFolder(({ model, characteristics, factors }) => {
    const { data } = model
    data.title = payload
    data.description = payload
    for (const one of [...data.modes, ...data.stages, ...data.notes, ...data['lines-of-enquiry']!])
      one.title = payload
    for (const scale of Object.values(data.scales)) {
      scale.title = payload
      for (const option of scale.options) Object.assign(option, { title: payload, help: payload })
    }
    for (const { data: one } of characteristics) {
      Object.assign(one, { title: payload, description: payload })
      for (const cell of Object.values(one.cells)) {
        cell.focus = payload
        for (const statement of Object.values(cell.statements))
          Object.assign(statement, { text: payload, help: payload })
      }
    }
    for (const { data: one } of factors) {
      Object.assign(one, { title: payload, description: payload })
      for (const statement of one.statements) Object.assign(statement, { text: payload, help: payload })
    }
  })
  const resources = parse(files['resources/own.yaml']!)
  Object.assign(resources.resources[0], { title: payload, publisher: payload, summary: payload })
  return { ...files, 'resources/own.yaml': stringify(resources) }
}

describe('text of a model that other programs would obey is harmless in every output', () => {
  test.each(payloads.map((payload) => [JSON.stringify(payload), payload]))('%s', async (_, payload) => {
    writeFolder(council, ownModel, everywhere(payload))
    const pinned = council.read('tiex.yaml')
    try {
      council.put('tiex.yaml', pinned.replace(/sha256:[0-9a-f]{64}/, await digestOf(council, ownModel)))
      for (const [command, formats] of [
        [
          ['results', 'alice'],
          ['text', 'csv', 'md', 'json'],
        ],
        [['results', 'alice', '--explain'], ['text']],
        [['results', 'alice', '--lines-of-enquiry', '--plain'], ['text']],
        [
          ['merge', '--dry-run'],
          ['text', 'csv', 'md', 'json'],
        ],
        [['merge', '--dry-run', '--all'], ['text']],
        [
          ['trend', 'alice'],
          ['text', 'csv', 'md', 'json'],
        ],
        [
          ['resources', 'alice'],
          ['text', 'csv', 'md', 'json'],
        ],
        [
          ['model', 'show', '--details'],
          ['text', 'json'],
        ],
        [
          ['model', 'list'],
          ['text', 'json'],
        ],
        [['check'], ['text', 'json', 'github', 'gitlab', 'junit']],
      ] as const) {
        for (const format of formats) {
          const ran = await council.tiex([...command, '--format', format])
          const told = `${command.join(' ')} --format ${format}`
          const output = format === 'csv' ? ran.output.replaceAll('\r\n', '\n') : ran.output
          expectComposed({ ...ran, output }, told)
          expect(ran.code, `${told}\n${ran.output}`).toBe(0)
          if (format === 'csv') expect(ran.stdout, told).not.toMatch(/(^|,)"?\s*[=+@]/m)
          if (format === 'md')
            expect(ran.stdout, told).not.toMatch(
              /<img|(?<!\\)\]\((?!https:\/\/guide\.example\/one\))|(?<!\\)!\[/,
            )
        }
      }
    } finally {
      council.put('tiex.yaml', pinned)
      writeFolder(council, ownModel, smallFolder())
    }
  })

  test.each(['\u001b]52;c;cm0gLXJmIH4=\u0007', '\u001b[2J', '\u009b31m', 'a\rb', 'a\bb'])(
    'a control sequence is refused: %j',
    async (payload) => {
      writeFolder(council, 'own', everywhere(payload))
      const ran = await council.tiex(['model', 'check', 'own'])
      expectComposed(ran)
      expect(ran.code).toBe(1)
    },
  )

  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay as it is
  test.each(['${7*7}', '{{x}}', '%s %d %n', '</script>', ']]>', '$(id) `id`', '\\u001b[31m'])(
    'help that looks like code is printed as it is: %s',
    async (help) => {
      const files = smallFolder(({ characteristics }) => {
        Object.assign(characteristics[0]!.data.cells.inside!.statements.look!, { help })
      })
      writeFolder(council, 'own', files)
      const ran = await council.tiex(['model', 'show', 'own', '--details'])
      expectComposed(ran)
      expect(ran.stdout).toContain(help)
      const { stdout } = await council.tiex(['model', 'show', 'own', '--format', 'json'])
      expect(JSON.stringify(JSON.parse(stdout))).toContain(JSON.stringify(help))
    },
  )

  test('an address never breaks out of its Markdown link', async () => {
    const url = 'https://guide.example/one)](https://evil.test/)![x](https://evil.test/"><img'
    const file = smallFolder()['resources/own.yaml']!.replace(
      'https://guide.example/one',
      JSON.stringify(url),
    )
    writeFolder(council, ownModel, { ...smallFolder(), 'resources/own.yaml': file })
    const ran = await council.tiex(['resources', 'search', '--format', 'md'])
    writeFolder(council, ownModel, smallFolder())
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toContain('[A guide](')
    expect(ran.stdout.match(/\]\(/g)).toHaveLength(1)
    expect(ran.stdout).not.toMatch(/\)\]|<img/)
  })
})
