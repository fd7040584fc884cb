import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Assessment, Round } from '../assessment/assessment.ts'
import { checkAssessment, checkDates } from '../assessment/check.ts'
import { jsonEscaped, oneLine } from '../harmless.ts'
import type { Model } from '../model/model.ts'
import { specialise } from '../model/specialise.ts'
import { type Finding, TiexError } from '../problem.ts'
import { codeownersPath, codeownersText, type Forge } from './codeowners.ts'
import { writeDurably } from './disk/write.ts'
import { byteLimit } from './kinds/read.ts'
import { checkSchema, readSchema } from './kinds/schema.ts'
import { shippedFolder } from './shipped.ts'
import { formatFlow } from './yaml/format.ts'
import { parseYaml } from './yaml/read.ts'

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
    /** Public half of the key to which answers are sealed. */
    readonly recipient?: string
  }
  readonly model: Model
  readonly version: string
  /** Where the repository will live, if that is known. */
  readonly forge?: Forge
  /** Where the assessment lies in its repository: '' or `a/b/`. */
  readonly folder?: string
}

/** What the founding person may do. */
const foundingRights = ['answer', 'facilitate', 'administer'] as const

/** A file to write, from the root of the assessment. `append`: where there is one already, the lines it lacks go at its end; else it is left alone. */
export interface FoundingFile {
  readonly file: string
  readonly text: string
  readonly append?: true
}

/** Every file an assessment begins with. */
export function foundingFiles(founding: Founding): readonly FoundingFile[] {
  return [
    { file: 'tiex.yaml', text: assessmentText(founding) },
    { file: '.gitattributes', text: template('gitattributes'), append: true },
    { file: '.gitignore', text: template('gitignore'), append: true },
    { file: 'README.md', text: readmeText(founding) },
    ...forgeFiles(founding),
    ...schemaFiles(founding.model),
  ]
}

const schemaKinds = [
  'assessment',
  'response',
  'consensus',
  'second-look',
  'plan',
  'signatures',
  'forms',
  'resources',
  'practice',
] as const

/** The schemas that editors read, with the ids of the model in them. */
export function schemaFiles(model: Model): readonly FoundingFile[] {
  return schemaKinds.map((kind) => ({
    file: `schemas/${kind}.schema.json`,
    text: `${jsonEscaped(JSON.stringify(specialise(kind, readSchema(kind), model), null, 2))}\n`,
  }))
}

/** What the forge reads: the checks, and with `--forge` who is asked for a review and the rules to switch on. Without one the checks of GitHub alone, which do nothing elsewhere. */
function forgeFiles({ forge, person, version, folder = '' }: Founding): readonly FoundingFile[] {
  const checks = { file: '.github/workflows/tiex.yml', text: filled('workflow.yml', { version }) }
  if (forge === undefined) return [checks]
  const people = [{ ...person, may: foundingRights }]
  const owners = { file: codeownersPath[forge], text: codeownersText({ people }, forge, folder) }
  if (forge === 'gitlab')
    return [{ file: '.gitlab-ci.yml', text: filled('gitlab-ci.yml', { version }) }, owners]
  return [
    checks,
    { file: '.github/workflows/tiex-verify.yml', text: filled('workflow-verify.yml', { version }) },
    owners,
    { file: '.github/tiex-ruleset.json', text: template('ruleset.json') },
  ]
}

function template(name: string): string {
  return readFileSync(join(shippedFolder('templates'), name), 'utf8')
}

/** The template with each `{{word}}` replaced; a word without a value is a bug of the template. */
export function filled(name: string, values: Readonly<Record<string, string>>): string {
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
    meaning: confidentiality === 'sealed' ? sealedMeaning : openMeaning,
    round: yaml(round),
    dates: yaml(dates),
    person: yaml(person.id),
    personName: yaml(person.name),
    email: yaml(person.email),
    role: yaml(person.role),
    may: yaml(foundingRights),
    recipient: person.recipient === undefined ? '' : `\n    recipient: ${yaml(person.recipient)}`,
  })
}

const sealedMeaning =
  'sealed: the answers of a person can be read by that person and by those who may facilitate, and by nobody else.'
const openMeaning = 'open: everybody with access to this repository can read what colleagues answered.'

/** Text of a person within the Markdown of a template. */
export function inMarkdown(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]()#+!|<>~&]/g, (character) => `\\${character}`)
}

function readmeText({ organisation, scope, round, confidentiality, forge, version }: Founding): string {
  const paragraph = (name: string) => filled(`readme/${name}.md`, { version }).trimEnd()
  return filled('README.md', {
    title: inMarkdown(organisation.name),
    scope: inMarkdown(scope === 'whole council' ? 'the whole council' : scope),
    round,
    share: paragraph(forge === undefined ? 'share-by-push' : `share-on-${forge}`),
    whoCanRead: filled(`readme/${confidentiality}.md`, { round }).trimEnd(),
    guard: paragraph(forge === undefined ? 'guard' : `guard-on-${forge}`),
  })
}

/** Everything wrong with the tiex.yaml that would be written, by path. The key of a sealed assessment is made when all else is right, so that it may be missing. */
export async function checkFounding(founding: Founding): Promise<readonly Finding[]> {
  const bytes = new TextEncoder().encode(assessmentText(founding))
  const parsed = await parseYaml('tiex.yaml', bytes, byteLimit('assessment'))
  if ('problems' in parsed) throw new TiexError(parsed.problems, 'Nothing was written.')
  const { data } = parsed.yaml
  const inForm = checkSchema('assessment', data)
  const findings =
    inForm.length > 0
      ? // A wrong id of the round is told once, and not again as a key.
        inForm.filter(({ path, at }) => !(path[0] === 'rounds' && at === 'key'))
      : checkAssessment(data as Assessment).filter(
          ({ rule }) => rule !== 'date' && rule !== 'confidentiality',
        )
  const days = Object.entries(founding.dates).filter(([, day]) => /^\d{4}-\d{2}-\d{2}$/.test(day))
  return [...findings, ...checkDates(Object.fromEntries(days), ['rounds', founding.round])]
}

/**
 * Writes what is not there; a file that is there keeps its text and at most gains lines. Tells what was written, now or by an earlier run
 * that was stopped in the middle, and what was left alone.
 */
export async function writeFounding(
  root: string,
  files: readonly FoundingFile[],
): Promise<{ readonly written: readonly string[]; readonly leftAlone: readonly string[] }> {
  const written: string[] = []
  const leftAlone: string[] = []
  for (const { file, text, append } of files) {
    const target = { path: join(root, file), shown: file }
    let isOurs = false
    const result = await writeDurably(target, (current) => {
      if (current === 'missing') return text
      isOurs = new TextDecoder().decode(current) === text
      return append === true ? withLines(new TextDecoder().decode(current), text) : undefined
    })
    if (result === 'written' || isOurs) written.push(file)
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
