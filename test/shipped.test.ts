import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { catalogue } from '../src/catalogue.ts'
import { foundingFiles } from '../src/files/founding.ts'
import { checkSchema, type Kind, kinds, readSchema } from '../src/files/kinds/schema.ts'
import { readModel, shippedModels } from '../src/files/models.ts'
import { parseYaml } from '../src/files/yaml/read.ts'
import { type Consensus, cellDecisionKeys, decisionKeys } from '../src/merge/consensus.ts'
import { specialise } from '../src/model/specialise.ts'
import { digestsOf } from './folder.ts'
import { openExample, projectRoot } from './world.ts'

type Schema = Readonly<Record<string, unknown>>

const read = await readModel(shippedModels().at(-1)!)
if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
const { model } = read

function yamlBelow(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort()
}

const modelFiles = yamlBelow('model')
const exampleFiles = yamlBelow('examples')
const textOf = (file: string) => readFileSync(join(projectRoot, file), 'utf8')
const kindOf = (text: string) => text.match(/^format: tiex-([a-z-]+)\/1$/m)?.[1] as Kind

/** What a new assessment begins with. */
const founded = foundingFiles({
  organisation: {
    id: 'exampleshire',
    name: 'Exampleshire: "County" Council',
    type: 'county',
    region: 'South West',
  },
  scope: 'whole council',
  round: '2026-autumn',
  dates: { opens: '2026-10-01', closes: '2026-11-20' },
  confidentiality: 'open',
  person: { id: 'sam-okafor', name: 'Sam Okafor', email: 'sam@example.gov.uk', role: 'transformation' },
  model,
  version: '0.1.0',
})
const filled: readonly (readonly [string, string])[] = founded
  .filter(({ file }) => file.endsWith('.yaml'))
  .map(({ file, text }) => [`templates, filled: ${file}`, text])

/** A validator as an editor has it: ajv on the JSON files, not on what the build makes of them. */
function ajvWith(schemas: readonly Schema[]): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true })
  ajv.addVocabulary(['x-expected', 'x-secret', 'x-then', 'x-else'])
  for (const schema of schemas) ajv.addSchema(schema)
  return ajv
}

const ajv = ajvWith(kinds.map(readSchema))

describe('every file that ships', () => {
  const all = [...modelFiles, ...exampleFiles].map((file) => [file, textOf(file)] as const)

  it.each([...all, ...filled])('is right by its schema: %s', async (file, text) => {
    const kind = kindOf(text)
    expect(kinds).toContain(kind)
    const data: unknown = parse(text)
    expect(ajv.validate(`${kind}.schema.json`, data), ajv.errorsText()).toBe(true)
    expect(checkSchema(kind, data)).toEqual([])

    const ours = await parseYaml(file, new TextEncoder().encode(text), 1024 * 1024)
    expect('yaml' in ours && JSON.parse(JSON.stringify(ours.yaml.data))).toEqual(data)
  })

  it.each(all)('names a schema that is there in its first line: %s', (file, text) => {
    const named = text.match(/^# yaml-language-server: \$schema=(\S+)\n/)?.[1]
    expect(named).toBeDefined()
    const path = join(projectRoot, dirname(file), named!)
    expect(existsSync(path), path).toBe(true)
    expect(named).toMatch(new RegExp(`/?${kindOf(text)}\\.schema\\.json$`))
  })
})

describe('a schema', () => {
  it('is there for every kind of file, and for no other', () => {
    const files = readdirSync(join(projectRoot, 'src/schemas')).sort()
    expect(files).toEqual(kinds.map((kind) => `${kind}.schema.json`).toSorted())
  })

  const specialised = (['response', 'consensus'] as const).map((kind): [string, Schema] => [
    `${kind}, of the shipped model`,
    specialise(kind, readSchema(kind), model),
  ])
  it.each<[string, Schema]>([
    ...kinds.map((kind): [string, Schema] => [kind, readSchema(kind)]),
    ...specialised,
  ])('describes every field, which is what an editor shows on hover: %s', (_, schema) =>
    expect(undescribed(schema)).toEqual([]),
  )

  it.each(kinds.map((kind) => [kind]))('is in the draft that editors read: %s', (kind) => {
    expect(readSchema(kind).$schema).toBe('http://json-schema.org/draft-07/schema#')
  })
})

/** Places of fields without a description of their own. */
function undescribed(schema: unknown, at = '#'): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = Object.entries(
    (schema as { properties?: Record<string, boolean | { description?: string }> }).properties ?? {},
  )
    .filter(([, field]) => typeof field !== 'boolean' && (field.description ?? '').trim() === '')
    .map(([key]) => `${at}/properties/${key}`)
  return [...own, ...Object.entries(schema).flatMap(([key, part]) => undescribed(part, `${at}/${key}`))]
}

describe('the schemas of a council', () => {
  const own = founded.flatMap(({ file, text }) =>
    file.startsWith('schemas/') ? [[file, text] as const] : [],
  )
  const council = ajvWith(own.map(([, text]) => JSON.parse(text) as Schema))
  const files = exampleFiles.map(
    (file) => [file, kindOf(textOf(file)), parse(textOf(file)) as Record<string, unknown>] as const,
  )

  it.each(files)('take the file of the example: %s', (_, kind, data) => {
    expect(council.validate(`${kind}.schema.json`, data), council.errorsText()).toBe(true)
  })

  it.each(files.filter(([, kind]) => kind === 'response'))('refuse a wrong id in %s', (_, kind, data) => {
    const answers = data.answers as Record<string, Record<string, Record<string, unknown>>>
    const [characteristic, modes] = Object.entries(answers)[0]!
    const [mode, cell] = Object.entries(modes)[0]!
    const wrong: unknown[] = [
      { ...answers, 'role-of-the-autority': modes },
      { ...answers, [characteristic]: { ...modes, servise: cell } },
      { ...answers, [characteristic]: { ...modes, [mode]: { ...cell, undrstand: 'fully' } } },
      { ...answers, [characteristic]: { ...modes, [mode]: { ...cell, understand: 'fuly' } } },
    ]
    for (const one of wrong)
      expect(council.validate(`${kind}.schema.json`, { ...data, answers: one })).toBe(false)
  })

  it.each(own)('are in the example as init writes them today: %s', (file, text) => {
    expect(textOf(`examples/exampleshire/${file}`)).toBe(text)
  })
})

describe('the example', () => {
  const world = openExample()
  afterAll(() => world.remove())
  const rounds = readdirSync(join(world.folder, 'rounds')).sort()
  const consensusIn = (round: string) =>
    parse(readFileSync(join(world.folder, `rounds/${round}/consensus.yaml`), 'utf8')) as Consensus

  it.each(rounds)('is merged already: merging %s again changes no byte', async (round) => {
    const before = digestsOf(world.folder)
    const { code, stderr } = await world.tiex(['merge', '--round', round, '--no-commit'])
    expect([code, stderr]).toEqual([0, expect.stringContaining('is up to date')])
    expect(digestsOf(world.folder)).toEqual(before)
  })

  it.each(rounds)('has the computed part of %s from its responses and nowhere else', async (round) => {
    const written = consensusIn(round)
    rmSync(join(world.folder, `rounds/${round}/consensus.yaml`))
    const { code } = await world.tiex(['merge', '--round', round, '--no-commit'])
    expect(code).toBe(0)
    expect(computed(consensusIn(round))).toEqual(computed(written))
    expect(Object.values(consensusIn(round).statements).some((entry) => entry.agreed !== undefined)).toBe(
      false,
    )
  })

  it('is in order', async () => {
    const { code, stdout } = await world.tiex(['check', '--format', 'json'])
    expect([code, JSON.parse(stdout).errors]).toEqual([0, 0])
  })
})

/** The consensus without what people decided; a cell that was there for a decision alone goes too. */
function computed(consensus: Consensus): unknown {
  const without = (entries: Readonly<Record<string, object>>, keys: readonly string[]) =>
    Object.fromEntries(
      Object.entries(entries)
        .map(
          ([id, entry]) =>
            [id, Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key)))] as const,
        )
        .filter(([, entry]) => Object.keys(entry).length > 0),
    )
  return {
    ...consensus,
    statements: without(consensus.statements, decisionKeys),
    cells: without(consensus.cells ?? {}, cellDecisionKeys),
  }
}

describe('README.md', () => {
  const readme = existsSync(join(projectRoot, 'README.md')) ? textOf('README.md') : ''

  it.each(catalogue.map((entry) => [entry.name]))('tells of tiex %s', (name) => {
    expect(readme).toMatch(new RegExp(`\\btiex ${name}\\b`))
  })
})
