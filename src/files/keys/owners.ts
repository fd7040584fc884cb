import { join } from 'node:path'
import type { Person } from '../../assessment/assessment.ts'
import { failure } from '../../problem.ts'
import { listFolder, readBytes } from '../disk/bytes.ts'
import { byteLimit } from '../kinds/read.ts'
import type { Workspace } from '../workspace.ts'
import { isMap } from '../yaml/equal.ts'
import { parseYaml } from '../yaml/read.ts'

/** What a sealed response says of its person's key, to everybody. */
export interface ResponseKey {
  readonly round: string
  /** By the name of the file. */
  readonly person: string
  readonly key: string
}

/** The keys in the responses of all rounds on disk, whatever else is wrong with a file; in the order of rounds and files. */
export async function readResponseKeys({ root }: Pick<Workspace, 'root'>): Promise<readonly ResponseKey[]> {
  const found: ResponseKey[] = []
  for (const round of namesIn(root, 'rounds'))
    for (const name of namesIn(root, `rounds/${round}/responses`)) {
      const key = name.endsWith('.yaml') ? await keyIn(root, `rounds/${round}/responses/${name}`) : undefined
      if (key !== undefined) found.push({ round, person: name.replace(/\.yaml$/, ''), key })
    }
  return found
}

function namesIn(root: string, shown: string): readonly string[] {
  const entries = listFolder({ path: join(root, shown), shown })
  const wanted = shown === 'rounds' ? 'folder' : 'file'
  return entries === 'missing'
    ? []
    : entries.flatMap(({ kind, name }) => (kind === wanted ? [name] : [])).sort()
}

async function keyIn(root: string, shown: string): Promise<string | undefined> {
  const limit = byteLimit('response')
  const bytes = await readBytes({ path: join(root, shown), shown }, limit)
  const read = bytes === 'missing' ? undefined : await parseYaml(shown, bytes, limit)
  if (read === undefined || !('yaml' in read) || !isMap(read.yaml.data)) return undefined
  const { key } = read.yaml.data
  return typeof key === 'string' ? key : undefined
}

/** Throws a `TiexError` where the key is somebody else's, by tiex.yaml or by a response: whoever has it could read what is sealed to this person. */
export async function refuseKeyOfAnother(
  workspace: Pick<Workspace, 'root' | 'assessment'>,
  id: string,
  recipient: string,
): Promise<void> {
  const known = [
    ...workspace.assessment.people.map((person) => ({ person: person.id, key: person.recipient })),
    ...(await readResponseKeys(workspace)),
  ]
  const owner = known.find(({ person, key }) => key === recipient && person !== id)
  if (owner !== undefined)
    throw failure(
      'recipient',
      `this is the key of ${owner.person}`,
      `each key is one person's: ask ${id} for what tiex keys shows them`,
    )
}

/** Others whose sealed answers in these rounds a signing key protects, so that the caller changes them only with a signature; nobody where the caller has a signing key in tiex.yaml. */
export async function protectedFrom(
  caller: Person,
  workspace: Pick<Workspace, 'root' | 'assessment'>,
  rounds: readonly string[],
): Promise<readonly string[]> {
  if (caller['signing-key'] !== undefined) return []
  const answered = await readResponseKeys(workspace)
  return workspace.assessment.people.flatMap(({ id, 'signing-key': key }) =>
    key !== undefined && answered.some(({ person, round }) => person === id && rounds.includes(round))
      ? [id]
      : [],
  )
}
