import { join } from 'node:path'
import type { Assessment } from '../assessment/assessment.ts'
import { checkAssessment } from '../assessment/check.ts'
import { checkOwnKey, checkStillInCharge, openersOf } from '../assessment/people.ts'
import { type Finding, TiexError } from '../problem.ts'
import { sealText } from './age/seal.ts'
import { listFolder, readBytes } from './disk/bytes.ts'
import { byteLimit } from './kinds/read.ts'
import { checkSchema } from './kinds/schema.ts'
import { styleOf } from './kinds/styles.ts'
import { responsePath } from './responses/read.ts'
import type { Workspace } from './workspace.ts'
import { isMap } from './yaml/equal.ts'
import { parseYaml } from './yaml/read.ts'
import { reviseYaml } from './yaml/revising/revise.ts'

/** The rounds in which a person left something. */
export interface Traces {
  readonly answered: readonly string[]
  readonly signed: readonly string[]
}

/** The rounds on disk, also those that tiex.yaml no longer has, in which the person has a response, whatever its state, or stands in signatures.yaml. */
export async function tracesOf({ root }: Pick<Workspace, 'root'>, person: string): Promise<Traces> {
  const folders = listFolder({ path: join(root, 'rounds'), shown: 'rounds' })
  const rounds =
    folders === 'missing' ? [] : folders.flatMap(({ kind, name }) => (kind === 'folder' ? [name] : [])).sort()
  const answered = rounds.filter((round) => hasResponse(root, round, person))
  const signed: string[] = []
  for (const round of rounds) if (await hasSigned(root, round, person)) signed.push(round)
  return { answered, signed }
}

function hasResponse(root: string, round: string, person: string): boolean {
  const folder = `rounds/${round}/responses`
  const entries = listFolder({ path: join(root, folder), shown: folder })
  const file = responsePath(round, person).slice(folder.length + 1)
  return entries !== 'missing' && entries.some(({ name }) => name === file)
}

/** A file that cannot be read may hold their signature: then they are taken to have signed. */
async function hasSigned(root: string, round: string, person: string): Promise<boolean> {
  const shown = `rounds/${round}/signatures.yaml`
  const bytes = await readBytes({ path: join(root, shown), shown }, byteLimit('assessment'))
  if (bytes === 'missing') return false
  const read = await parseYaml(shown, bytes, byteLimit('assessment'))
  if (!('yaml' in read)) return true
  const { data } = read.yaml
  const signatures: unknown = isMap(data) ? data.signatures : undefined
  const entries: readonly unknown[] = Array.isArray(signatures) ? signatures : []
  return entries.some(
    (entry) => isMap(entry) && [entry.person, entry['recorded-by']].some((named) => named === person),
  )
}

/** The lines of tiex.yaml that a change takes out and puts in, without writing anything. */
export async function previewAssessment(
  { file }: Pick<Workspace, 'file'>,
  after: Assessment,
): Promise<{ readonly out: readonly string[]; readonly in: readonly string[] }> {
  const old = file.yaml.text.split('\n')
  const revised = (await reviseYaml(file.yaml.text, after, styleOf('assessment'))).split('\n')
  let start = 0
  while (start < old.length && start < revised.length && old[start] === revised[start]) start++
  let end = 0
  const most = Math.min(old.length, revised.length) - start
  while (end < most && old.at(-1 - end) === revised.at(-1 - end)) end++
  return { out: old.slice(start, old.length - end), in: revised.slice(start, revised.length - end) }
}

/** Everything wrong with a person after a change, by field (`['email']`), at most one finding a field; `['people']` where it is about those who are left. */
export async function checkPerson(
  id: string,
  before: Assessment,
  after: Assessment,
): Promise<readonly Finding[]> {
  const index = after.people.findLastIndex((person) => person.id === id)
  const person = after.people[index]
  const others = after.people.filter((_, at) => at !== index)
  const ofPerson = [...checkSchema('assessment', after), ...checkAssessment(after)].flatMap((found) =>
    person !== undefined && found.path[0] === 'people' && found.path[1] === index
      ? [{ ...found, path: found.path.slice(2) }]
      : [],
  )
  const found = firstOfField([
    ...ofPerson,
    ...checkOwnKey(person?.['signing-key'], others),
    ...checkStillInCharge(before, after, id),
  ])
  const isWrong = found.some(({ path }) => path[0] === 'recipient')
  return [...found, ...(isWrong ? [] : await checkRecipients(person?.recipient, after))]
}

/** The first word about a field is the plainest; what follows from it is not said again. */
export function firstOfField(findings: readonly Finding[]): readonly Finding[] {
  const field = ({ path }: Finding) => String(path[0])
  return findings.filter(
    (found, at) =>
      field(found) === 'people' || findings.findIndex((other) => field(other) === field(found)) === at,
  )
}

/** Whether something can be sealed to the recipient together with those who may facilitate. */
async function checkRecipients(
  recipient: string | undefined,
  after: Assessment,
): Promise<readonly Finding[]> {
  if (recipient === undefined) return []
  const told = await toldKey('recipient', async () => {
    await sealText('', [...new Set([recipient, ...openersOf(after)])])
    return recipient
  })
  return told.findings
}

/** A key as a person gave it, or why it is refused, as findings about its field. */
export async function toldKey(
  field: 'recipient' | 'signing-key',
  read: () => Promise<string>,
): Promise<{ readonly key?: string; readonly findings: readonly Finding[] }> {
  try {
    return { key: await read(), findings: [] }
  } catch (error) {
    if (!(error instanceof TiexError)) throw error
    const { message, hint } = error.problems[0]!
    const more = hint === undefined ? {} : { hint }
    return { findings: [{ severity: 'error', rule: field, path: [field], message, ...more }] }
  }
}
