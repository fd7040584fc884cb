import { join } from 'node:path'
import { type Assessment, may, type Person } from '../assessment/assessment.ts'
import { readBytes } from './disk/bytes.ts'
import { writeDurably } from './disk/write.ts'

export type Forge = 'github' | 'gitlab'

/** Where each forge looks for CODEOWNERS, from the root of the repository. */
export const codeownersPath: Readonly<Record<Forge, string>> = {
  github: '.github/CODEOWNERS',
  gitlab: '.gitlab/CODEOWNERS',
}

/** By its first line tiex knows a file it may write anew. */
const madeByTiex = '# Made by tiex from tiex.yaml, and made anew by tiex people.'

/**
 * Who is asked when a file is changed, so that a forge asks for a review: settings the administrators, what is agreed the
 * facilitators, the sign-off those who may sign too, a response its person and the facilitators. Of the lines that fit a path the last one counts; on GitLab the last
 * one of each section. `folder` is where the assessment lies in the repository: '' or `a/b/`.
 */
export function codeownersText(
  { people }: Pick<Assessment, 'people'>,
  forge: Forge,
  folder: string = '',
): string {
  const administrators = ownersOf(people.filter((person) => may(person, 'administer')))
  const facilitators = people.filter((person) => may(person, 'facilitate'))
  const settings = ['tiex.yaml', 'schemas/', 'model/', '.gitattributes'].map((path) => `${folder}${path}`)
  const ofForge = forge === 'github' ? ['.github/'] : ['.gitlab/', '.gitlab-ci.yml']
  const answering = people.filter((person) => may(person, 'answer'))
  const parts: readonly [string, readonly string[]][] = [
    ['Settings', linesOf([...settings, ...ofForge], administrators)],
    [
      'Agreements',
      [
        ...linesOf(
          ['consensus.yaml', 'second-look.yaml', 'plan.yaml'].map((file) => `${folder}rounds/*/${file}`),
          ownersOf(facilitators),
        ),
        ...linesOf(
          [`${folder}rounds/*/signatures.yaml`],
          ownersOf(people.filter((person) => may(person, 'sign') || may(person, 'facilitate'))),
        ),
      ],
    ],
    [
      'Responses',
      [
        ...linesOf([`${folder}rounds/*/responses/`], ownersOf(facilitators)),
        ...answering.flatMap((person) =>
          linesOf([`${folder}rounds/*/responses/${person.id}.yaml`], ownersOf([person, ...facilitators])),
        ),
      ],
    ],
  ]
  const head = [
    madeByTiex,
    '# To keep a version of your own, take out the line above.',
    '# A reminder, not a control: it asks for a review where the branch is protected. tiex verify is the control.',
  ]
  const title = (name: string) => (forge === 'gitlab' ? `[${name}]` : `# ${name}`)
  return `${[...head, ...parts.flatMap(([name, lines]) => ['', title(name), ...lines])].join('\n')}\n`
}

/** A line a path; none where nobody is left to own it, since a path without owners would lose those it has. */
function linesOf(paths: readonly string[], owners: readonly string[]): readonly string[] {
  return owners.length === 0 ? [] : paths.map((path) => `/${escaped(path)} ${owners.join(' ')}`)
}

/** A path as a pattern; the stars stay. */
function escaped(path: string): string {
  return path.replace(/[\\ #[\]?!]/g, (character) => `\\${character}`)
}

/** E-mails, each once. One with characters that mean something in CODEOWNERS is left out. */
function ownersOf(people: readonly Person[]): readonly string[] {
  const plain = people.map(({ email }) => email).filter((email) => /^[\w.%+'-]+@[A-Za-z0-9.-]+$/.test(email))
  return [...new Set(plain)]
}

/** Makes the CODEOWNERS anew that tiex made, at the root of the repository or of the assessment in it; others are left alone. Tells which were written, from `base`. */
export async function rewriteCodeowners(
  base: string,
  folder: string,
  assessment: Pick<Assessment, 'people'>,
): Promise<readonly string[]> {
  const written: string[] = []
  for (const { file, text } of await madeAnew(base, folder, assessment)) {
    const target = { path: join(base, file), shown: file }
    const result = await writeDurably(target, (current) => (isOurs(current) ? text : undefined))
    if (result === 'written') written.push(file)
  }
  return written
}

/** The files that `rewriteCodeowners` would write. */
export async function ownersToRewrite(
  base: string,
  folder: string,
  assessment: Pick<Assessment, 'people'>,
): Promise<readonly string[]> {
  return (await madeAnew(base, folder, assessment)).map(({ file }) => file)
}

/** The CODEOWNERS that tiex made, as `rewriteCodeowners` names them. */
export async function ownCodeowners(base: string, folder: string): Promise<readonly string[]> {
  const own: string[] = []
  for (const file of placesOfCodeowners(folder))
    if (isOurs(await readBytes({ path: join(base, file), shown: file }, maxBytes))) own.push(file)
  return own
}

function placesOfCodeowners(folder: string): ReadonlySet<string> {
  return new Set(Object.values(codeownersPath).flatMap((path) => [path, `${folder}${path}`]))
}

/** What tiex made and would make otherwise now, with its new text. */
async function madeAnew(
  base: string,
  folder: string,
  assessment: Pick<Assessment, 'people'>,
): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const found: { file: string; text: string }[] = []
  for (const forge of ['github', 'gitlab'] as const) {
    const text = codeownersText(assessment, forge, folder)
    for (const file of new Set([codeownersPath[forge], `${folder}${codeownersPath[forge]}`])) {
      const bytes = await readBytes({ path: join(base, file), shown: file }, maxBytes)
      if (isOurs(bytes) && new TextDecoder().decode(bytes) !== text) found.push({ file, text })
    }
  }
  return found
}

const maxBytes = 4 * 1024 * 1024

function isOurs(bytes: Uint8Array | 'missing'): bytes is Uint8Array {
  return bytes !== 'missing' && new TextDecoder().decode(bytes).split(/\r?\n/, 1)[0] === madeByTiex
}
