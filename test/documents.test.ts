import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { catalogue } from '../src/catalogue.ts'
import { openWorld, projectRoot } from './world.ts'

const textOf = (file: string) => readFileSync(join(projectRoot, file), 'utf8')
const filesIn = (folder: string) =>
  readdirSync(join(projectRoot, folder))
    .sort()
    .map((name) => `${folder}/${name}`)

const pages = filesIn('docs')
const documents = ['README.md', 'SECURITY.md', 'CHANGELOG.md', '.github/CONTRIBUTING.md', ...pages]

/** Without fences and comments: there nothing is a heading or a link. */
const proseOf = (text: string) => text.replace(/^```[\s\S]*?^```$|<!--[\s\S]*?-->/gm, '')

/** The anchors of a page, as forges make them from headings. */
function anchorsOf(text: string): readonly string[] {
  return Array.from(proseOf(text).matchAll(/^#+ (.+)$/gm), ([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe('a link', () => {
  const links = documents.flatMap((file) =>
    Array.from(proseOf(textOf(file)).matchAll(/\]\(([^)\s]+)\)/g), ([, to]) => [file, to!] as const),
  )

  it.each(links.filter(([, to]) => !/^[a-z]+:/.test(to)))('in %s leads somewhere: %s', (file, to) => {
    const [path = '', anchor] = to.split('#')
    const target = path === '' ? file : relative(projectRoot, join(projectRoot, dirname(file), path))
    expect(existsSync(join(projectRoot, target)), target).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(textOf(target))).toContain(anchor)
  })

  it('to the web is safe, and there are few', () => {
    for (const [file, to] of links.filter(([, to]) => /^[a-z]+:/.test(to)))
      expect(to, file).toMatch(/^https:/)
  })
})

describe('the pages', () => {
  it('are all reached from the first one, and it from the README', () => {
    const index = textOf('docs/README.md')
    for (const page of pages.filter((page) => page !== 'docs/README.md'))
      expect(index).toContain(`](${page.slice('docs/'.length)})`)
    for (const page of pages.filter((page) => page !== 'docs/README.md'))
      expect(textOf('README.md')).toContain(`](${page})`)
  })

  it.each(pages.map((page) => [page]))('are short, in what a person reads: %s', (page) => {
    const words = proseOf(textOf(page)).split(/\s+/).length
    expect(words).toBeLessThan(1800)
  })

  it('ship with what they lead to', () => {
    const { files } = JSON.parse(textOf('package.json')) as { files: readonly string[] }
    for (const file of ['docs', 'CHANGELOG.md', 'SECURITY.md']) expect(files).toContain(file)
  })
})

it('what a participant is told to choose in the form is written on it', () => {
  const told = textOf('docs/participant.md').match(/^## In a page[\s\S]*?(?=^## In a terminal)/m)![0]
  const choices = Array.from(told.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g), ([, words]) =>
    words!.replace(/\s+/g, ' '),
  )
  const form = readdirSync(join(projectRoot, 'src/page/form'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => textOf(join('src/page/form', file)))
    .join('\n')
  expect(choices.length).toBeGreaterThan(5)
  for (const words of choices) expect(form).toContain(words)
})

/** A changelog also names what is gone again. */
describe('a command that is named', () => {
  /** `tiex NAME …` in code, anywhere on the pages: what is not run by the transcripts too. */
  const named = documents
    .filter((file) => file !== 'CHANGELOG.md')
    .flatMap((file) => {
      const text = textOf(file)
      const inline = Array.from(proseOf(text).matchAll(/`tiex ([^`\n|]+)/g), ([, line]) => line!)
      const fences = Array.from(
        text.matchAll(/^```(?:console|sh)\n[\s\S]*?^```$/gm),
        ([fence]) => fence,
      ).join('\n')
      const typed = Array.from(
        fences.matchAll(/^(?:\$ )?(?:[A-Z_]+=\S+ )*tiex ([^\n|]+)/gm),
        ([, line]) => line!,
      )
      return [...inline, ...typed].map((line) => [file, line] as const)
    })
  const names: readonly string[] = catalogue.map(({ name }) => name)

  it('is one that there is', () => {
    const unknown = named.filter(([, line]) => {
      const first = line.replace(/^(?:-C \S+ )/, '').split(/\s/)[0]!
      return /^[a-z]/.test(first) && ![...names, 'help'].includes(first)
    })
    expect(unknown).toEqual([])
  })

  it('has the flags it is named with', async () => {
    const world = openWorld()
    const told = new Map<string, Promise<string>>()
    const helpOf = (words: string) => {
      if (!told.has(words))
        told.set(
          words,
          world.tiex([...words.split(' '), '--help'], { columns: 200 }).then(({ stdout }) => stdout),
        )
      return told.get(words)!
    }
    const missing: string[] = []
    for (const [file, line] of named) {
      const words = line.replace(/^(?:-C \S+ )/, '').split(/\s+/)
      const name = words[0]!
      if (!names.includes(name)) continue
      const flags = new Set(line.replace(/"[^"]*"|'[^']*'/g, '').match(/(?<=\s)--[a-z][a-z-]*/g) ?? [])
      if (flags.size === 0) continue
      const help = await helpOf(name)
      const below =
        words[1] !== undefined && help.includes(`\n  ${words[1]} `) ? await helpOf(`${name} ${words[1]}`) : ''
      const whole =
        name === 'plan' || name === 'people' ? `${help}${below}${await helpOf(`${name} list`)}` : help + below
      for (const flag of flags) if (!whole.includes(flag)) missing.push(`${file}: tiex ${line}: ${flag}`)
    }
    world.remove()
    expect(missing).toEqual([])
  })
})

describe('CHANGELOG.md', () => {
  const text = textOf('CHANGELOG.md')
  const headings = Array.from(
    text.matchAll(/^(##+) (.+)$/gm),
    ([, depth, heading]) => [depth, heading] as const,
  )

  it('begins with what is not released yet, and has versions with their day below it', () => {
    const [first, ...released] = headings.flatMap(([depth, heading]) => (depth === '##' ? [heading] : []))
    expect(first).toBe('[Unreleased]')
    for (const heading of released) expect(heading).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/)
  })

  it('says of each change what kind it is', () => {
    const kinds = headings.flatMap(([depth, heading]) => (depth === '###' ? [heading] : []))
    expect(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']).toEqual(
      expect.arrayContaining(kinds),
    )
  })

  it.each(catalogue.map(({ name }) => [name]))('tells of tiex %s', (name) =>
    expect(text).toMatch(new RegExp(`\`(?:tiex )?${name}[\` ]`)),
  )
})

describe('SECURITY.md', () => {
  const text = textOf('SECURITY.md')
  const table = text.slice(text.indexOf('## Threats, what'), text.indexOf('## What does not hold'))
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| who'))
    .map((line) => line.split(' | '))
  const proofs = Array.from(table.matchAll(/`(test\/[^`]+)`(?: "([^"]+)")?/g), ([, file, words]) => ({
    file: file!,
    words,
  }))

  it('names for each threat what is done, and a test that proves it', () => {
    expect(rows.length).toBeGreaterThan(30)
    for (const row of rows) {
      expect(row).toHaveLength(4)
      expect(row[3]).toMatch(/`test\//)
    }
  })

  it.each(proofs)('names a test that there is: $file $words', ({ file, words }) => {
    expect(existsSync(join(projectRoot, file)), file).toBe(true)
    if (words !== undefined) expect(textOf(file).replaceAll('\\', '')).toContain(words)
  })

  it('says who the letters are', () => {
    const actors = Array.from(
      text.slice(0, text.indexOf('## Threats, what')).matchAll(/^\| ([A-Z]) \| /gm),
      ([, letter]) => letter,
    )
    const used = new Set(rows.flatMap(([who]) => who!.replace('| ', '').split(', ')))
    used.delete('all')
    expect([...used].toSorted()).toEqual(actors.toSorted())
  })
})

describe('what a forge reads', () => {
  const forms = filesIn('.github/ISSUE_TEMPLATE').filter((file) => !file.endsWith('config.yml'))
  type Part = {
    readonly type: string
    readonly id?: string
    readonly attributes: {
      readonly label?: string
      readonly value?: string
      readonly options?: readonly unknown[]
    }
    readonly validations?: { readonly required: boolean }
  }

  it.each(forms.map((file) => [file]))('is a form of an issue, by GitHub’s rules: %s', (file) => {
    const form = parse(textOf(file)) as { name: string; description: string; body: readonly Part[] }
    expect(form.name.length).toBeGreaterThan(3)
    expect(form.description.length).toBeGreaterThan(3)
    const ids = form.body.flatMap(({ id }) => (id === undefined ? [] : [id]))
    expect(new Set(ids).size).toBe(ids.length)
    for (const { type, id, attributes } of form.body) {
      expect(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']).toContain(type)
      if (type === 'markdown') expect(attributes.value).toBeTruthy()
      else expect([id !== undefined, attributes.label !== undefined]).toEqual([true, true])
      if (type === 'dropdown' || type === 'checkboxes') expect(attributes.options!.length).toBeGreaterThan(0)
    }
  })

  it.each(forms.map((file) => [file]))('asks for nothing that people answered: %s', (file) => {
    expect(textOf(file)).toMatch(/\*\*[^*]*\bwhat (?:people|anybody) answered\b[^*]*\*\*/)
  })

  it('sends weaknesses elsewhere, and takes no issue without a form', () => {
    const config = parse(textOf('.github/ISSUE_TEMPLATE/config.yml')) as Record<string, unknown>
    expect(config.blank_issues_enabled).toBe(false)
    expect(config.contact_links).toHaveLength(1)
  })
})

it('a checkout on Windows has the bytes that transcripts and digests compare', () => {
  const files = [
    'README.md',
    'docs/files.md',
    'src/start.ts',
    'test/transcripts/init.md',
    '.ci/run',
    'model/x.yaml',
  ]
  const asked = [...files, 'examples/exampleshire/outputs/results.csv', 'test/data/hostile/x.yaml']
  const told = execFileSync('git', ['check-attr', 'eol', 'text', '--', ...asked], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
  for (const file of files) expect(told).toContain(`${file}: eol: lf\n`)
  for (const file of asked.slice(files.length)) expect(told).toContain(`${file}: text: unset\n`)
})

describe('the workflow', () => {
  const text = textOf('.github/workflows/ci.yml')
  const workflow = parse(text) as {
    permissions: unknown
    concurrency: unknown
    jobs: Record<
      string,
      { 'timeout-minutes': number; strategy: { matrix: unknown }; steps: readonly object[] }
    >
  }

  it('tries every system with every Node that is supported', () => {
    expect(workflow.jobs.test!.strategy.matrix).toEqual({
      os: ['ubuntu-latest', 'windows-latest', 'macos-latest'],
      node: [20, 22, 24],
    })
    const { engines } = JSON.parse(textOf('package.json')) as { engines: { node: string } }
    expect(engines.node).toMatch(/^>=20\./)
  })

  it('may only read, ends some day, and runs no action that somebody can move', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(workflow.concurrency).toBeDefined()
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThan(60)
    const actions = Array.from(text.matchAll(/uses: (\S+)/g), ([, action]) => action)
    expect(actions).toHaveLength(2)
    for (const action of actions) expect(action).toMatch(/^[a-z-]+\/[a-z-]+@[0-9a-f]{40}$/)
    expect(text).toContain('persist-credentials: false')
  })

  it('runs on Linux what a change must pass', () => {
    expect(text).toContain('bash .ci/run')
    expect(text).toContain('bash .ci/tarball')
  })
})
