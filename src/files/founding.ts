import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Assessment, Round } from '../assessment/assessment.ts'
import type { Model } from '../model/model.ts'
import { specialise } from '../model/specialise.ts'
import { writeDurably } from './disk/write.ts'
import { readSchema } from './kinds/schema.ts'
import { shippedFolder } from './shipped.ts'
import { formatFlow } from './yaml/format.ts'

/** What `tiex init` was told, or asked. */
export interface Founding {
  readonly organisation: {
    readonly id: string
    readonly name: string
    readonly type: string
    readonly region?: string
  }
  readonly scope: string
  readonly round: string
  readonly dates: Round
  readonly confidentiality: Assessment['confidentiality']
  readonly person: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly role: string
  }
  readonly model: Model
  readonly version: string
}

/** A file to write, from the root of the assessment. `append`: where there is one already, the lines it lacks go at its end; else it is left alone. */
export interface FoundingFile {
  readonly file: string
  readonly text: string
  readonly append?: true
}

/** Every file an assessment begins with. */
export function foundingFiles(founding: Founding): readonly FoundingFile[] {
  const schemas = (['assessment', 'response', 'consensus', 'resources'] as const).map((kind) => ({
    file: `schemas/${kind}.schema.json`,
    text: `${JSON.stringify(specialise(kind, readSchema(kind), founding.model), null, 2)}\n`,
  }))
  return [
    { file: 'tiex.yaml', text: assessmentText(founding) },
    { file: '.gitattributes', text: template('gitattributes'), append: true },
    { file: '.gitignore', text: template('gitignore'), append: true },
    { file: 'README.md', text: readmeText(founding) },
    { file: '.github/workflows/tiex.yml', text: filled('workflow.yml', { version: founding.version }) },
    ...schemas,
  ]
}

function template(name: string): string {
  return readFileSync(join(shippedFolder('templates'), name), 'utf8')
}

/** The template with each `{{word}}` replaced; a word without a value is a bug of the template. */
function filled(name: string, values: Readonly<Record<string, string>>): string {
  return template(name).replace(/(?<!\$)\{\{(\w+)\}\}/g, (_, word: string) => {
    const value = values[word]
    if (value === undefined) throw new Error(`templates/${name} asks for ${word}`)
    return value
  })
}

function assessmentText({
  organisation,
  scope,
  round,
  dates,
  confidentiality,
  person,
  model,
}: Founding): string {
  const yaml = (value: unknown) => formatFlow(value)
  return filled('tiex.yaml', {
    id: yaml(organisation.id),
    name: yaml(organisation.name),
    type: yaml(organisation.type),
    region: organisation.region === undefined ? '' : `  region: ${yaml(organisation.region)}\n`,
    scope: yaml(scope),
    model: yaml({ id: model.id, version: model.version, digest: model.digest }),
    confidentiality,
    round: yaml(round),
    dates: yaml(dates),
    person: yaml(person.id),
    personName: yaml(person.name),
    email: yaml(person.email),
    role: yaml(person.role),
  })
}

function readmeText({ organisation, scope, round }: Founding): string {
  const safe = (text: string) => text.replace(/[\\`*_{}[\]()#+!|<>~&]/g, (character) => `\\${character}`)
  return filled('README.md', {
    title: safe(organisation.name),
    scope: safe(scope === 'whole council' ? 'the whole council' : scope),
    round,
  })
}

/** Writes what is not there; a file that is there keeps its text and at most gains lines. Tells what was written, and what was left alone. */
export async function writeFounding(
  root: string,
  files: readonly FoundingFile[],
): Promise<{ readonly written: readonly string[]; readonly leftAlone: readonly string[] }> {
  const written: string[] = []
  const leftAlone: string[] = []
  for (const { file, text, append } of files) {
    const target = { path: join(root, file), shown: file }
    const result = await writeDurably(target, (current) => {
      if (current === 'missing') return text
      return append === true ? withLines(new TextDecoder().decode(current), text) : undefined
    })
    if (result === 'written') written.push(file)
    else if (append !== true) leftAlone.push(file)
  }
  return { written, leftAlone }
}

/** The text with the lines it lacks at its end; comments come along only into an empty file. */
function withLines(text: string, wanted: string): string | undefined {
  const have = new Set(text.split(/\r?\n/).map((line) => line.trim()))
  const lacking = wanted.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !have.has(line))
  if (lacking.length === 0) return undefined
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${lacking.join('\n')}\n`
}
