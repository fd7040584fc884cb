import type { ResponseChange } from '../../authority/response-change.ts'
import { canonicalJson } from '../../canonical-json.ts'
import { checkBlock } from '../age/block.ts'
import { readVersions } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import type { GitRun } from '../git/run.ts'
import { byteLimit } from '../kinds/read.ts'
import { checkSchema } from '../kinds/schema.ts'
import { isMap } from '../yaml/equal.ts'
import { parseYaml } from '../yaml/read.ts'

/** `head`: by key in one text, what everybody may read beside the sealed answers; without what changes with every sealing. */
interface Version extends Pick<ResponseChange, 'form' | 'seq' | 'wrong'> {
  readonly head: Readonly<Record<string, string>>
}

const unreadable: Version = { form: 'faulty', seq: 0, head: {} }

const tooLarge: Version = { ...unreadable, wrong: 'it is larger than any that is read' }

/** The versions of responses as a history is walked, so that an older one put back is noticed. */
export interface ResponseVersions {
  /** What a blob that now stands at a path is, beside all that stood there before; from now on it is one of them. `last` stood there just before. */
  next(path: string, blob: string, last?: string): ResponseChange
}

/** Reads these blobs of responses, and with them every version that the paths had at `from` or before; absent: there is nothing before. */
export async function openVersions(
  changed: readonly { readonly path: string; readonly blob: string }[],
  from: string | undefined,
  run: GitRun,
): Promise<ResponseVersions> {
  const paths = [...new Set(changed.map(({ path }) => path))]
  const earlier = from === undefined ? new Map<string, readonly string[]>() : readVersions(from, paths, run)
  const blobs = [...changed.map(({ blob }) => blob), ...[...earlier.values()].flat()]
  const versions = await readVersionsOf(new Set(blobs), run)
  const seen = new Map<string, { readonly blobs: Set<string>; highest: number | undefined }>()
  const next = (path: string, blob: string, last?: string): ResponseChange => {
    const before = seen.get(path) ?? { blobs: new Set(), highest: undefined }
    seen.set(path, before)
    const { head, ...version } = versions.get(blob) ?? unreadable
    const was = last === undefined ? undefined : (versions.get(last) ?? unreadable)
    const change: ResponseChange = {
      ...{ ...version, highest: before.highest, again: before.blobs.has(blob) },
      was: was?.form ?? 'nothing',
      head: was === undefined ? [] : differences(was.head, head),
    }
    before.blobs.add(blob)
    before.highest = Math.max(before.highest ?? 0, version.seq)
    return change
  }
  for (const [path, older] of earlier) for (const blob of older) next(path, blob)
  return { next }
}

async function readVersionsOf(blobs: Iterable<string>, run: GitRun): Promise<Map<string, Version>> {
  const versions = new Map<string, Version>()
  for (const [id, { bytes }] of readObjects(blobs, byteLimit('response'), run))
    versions.set(id, bytes === undefined ? tooLarge : await readVersion(bytes))
  return versions
}

/** What may be read beside the block by everybody; anything else makes a response plain. */
const readable = 'format model round person started submitted pass progress seq key sealed signature'.split(
  ' ',
)
const sealing: readonly string[] = ['seq', 'key', 'sealed', 'signature']

async function readVersion(bytes: Buffer): Promise<Version> {
  const parsed = await parseYaml('', bytes, byteLimit('response'))
  if ('problems' in parsed) return withFault(unreadable, parsed.problems[0])
  const { data } = parsed.yaml
  const [wrong] = checkSchema('response', data)
  if (!isMap(data)) return withFault(unreadable, wrong)
  const { sealed, seq } = data
  const counted = typeof seq === 'number' && Number.isSafeInteger(seq) && seq > 0
  return withFault({ form: formOf(data, sealed), seq: counted ? seq : 0, head: headOf(data) }, wrong)
}

function withFault(version: Version, wrong: { readonly message: string } | undefined): Version {
  return wrong === undefined ? version : { ...version, wrong: wrong.message }
}

function formOf(data: Readonly<Record<string, unknown>>, sealed: unknown): Version['form'] {
  if (sealed === undefined || !Object.keys(data).every((key) => readable.includes(key))) return 'plain'
  return typeof sealed === 'string' && checkBlock(sealed) === undefined ? 'sealed' : 'faulty'
}

function headOf(data: Readonly<Record<string, unknown>>): Version['head'] {
  const kept = readable.filter((key) => !sealing.includes(key) && data[key] !== undefined)
  return Object.fromEntries(kept.map((key) => [key, canonicalJson(data[key])]))
}

function differences(one: Version['head'], other: Version['head']): readonly string[] {
  return readable.filter((key) => one[key] !== other[key])
}
