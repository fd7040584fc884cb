import type { Assessment } from '../../assessment/assessment.ts'
import { checkAssessment } from '../../assessment/check.ts'
import { fileAt } from '../git/reading/files-at.ts'
import { type Node, type PathChange, readVersions, type TreeEntry } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import type { GitRun } from '../git/run.ts'
import { byteLimit, isFaulty, parseKind } from '../kinds/read.ts'
import { assessmentFile } from '../workspace.ts'

/** A good tiex.yaml, and the blob it was read from. */
export interface Standing {
  readonly blob: string
  readonly assessment: Assessment
}

/** tiex.yaml of commits: each version is read and checked once. */
export interface Policies {
  /** Reads these together: they will be asked for. */
  expect(entries: readonly (TreeEntry | undefined)[]): Promise<void>
  /** The file of an entry, or what is wrong with it. */
  read(entry: TreeEntry | undefined): Promise<Standing | string>
  /** The file at a commit, or what is wrong with it. */
  at(commit: string): Promise<Standing | string>
  /** The last good one at a commit or before it, of those that are wanted; undefined where there never was one. */
  lastGood(commit: string, isWanted?: (standing: Standing) => boolean): Promise<Standing | undefined>
}

/** `folder` is where the assessment stands in the repository: '' or `a/b/`. */
export function openPolicies(folder: string, run: GitRun): Policies {
  const path = `${folder}${assessmentFile}`
  const known = new Map<string, Standing | string>()
  const add = async (blob: string, bytes: Uint8Array | undefined) => {
    const standing = known.get(blob) ?? (await standingIn(blob, bytes))
    known.set(blob, standing)
    return standing
  }
  const stoodAt = new Map<string, Standing | string>()
  const readAt = async (commit: string) => {
    const found = fileAt(commit, path, { run, maxBytes: byteLimit('assessment') })
    if (typeof found === 'string') return policies.read(undefined)
    return found.mode === plain ? add(found.blob, found.bytes) : policies.read(found)
  }
  const policies: Policies = {
    async expect(entries) {
      const blobs = entries.flatMap((entry) =>
        entry?.mode !== plain || known.has(entry.blob) ? [] : [entry.blob],
      )
      for (const [blob, { bytes }] of readObjects(blobs, byteLimit('assessment'), run)) await add(blob, bytes)
    },
    async read(entry) {
      if (entry === undefined) return `${assessmentFile} was deleted`
      if (entry.mode !== plain) return `${assessmentFile} is no plain file`
      await policies.expect([entry])
      return known.get(entry.blob)!
    },
    async at(commit) {
      const found = stoodAt.get(commit) ?? (await readAt(commit))
      stoodAt.set(commit, found)
      return found
    },
    async lastGood(commit, isWanted = () => true) {
      const now = await policies.at(commit)
      if (typeof now !== 'string' && isWanted(now)) return now
      const versions = readVersions(commit, [path], run).get(path) ?? []
      for (const [index, blob] of versions.entries()) {
        const some = index % versionsAtOnce === 0 ? versions.slice(index, index + versionsAtOnce) : []
        await policies.expect(some.map((one) => ({ mode: plain, blob: one })))
        const before = await policies.read({ mode: plain, blob })
        if (typeof before !== 'string' && isWanted(before)) return before
      }
      return undefined
    },
  }
  return policies
}

/** The one that is looked for is mostly among the newest. */
const versionsAtOnce = 50

/** How git writes the mode of a plain file. */
const plain = '100644'

/** `bytes` is absent where there are more than are read. */
async function standingIn(blob: string, bytes: Uint8Array | undefined): Promise<Standing | string> {
  if (bytes === undefined) return `${assessmentFile} is larger than any that is read`
  const read = await parseKind<Assessment>('assessment', assessmentFile, bytes)
  if (isFaulty(read))
    return `${assessmentFile} became faulty: ${read.problems[0]?.message ?? 'it cannot be read'}`
  const wrong = checkAssessment(read.data).find(({ severity }) => severity === 'error')
  return wrong === undefined
    ? { blob, assessment: read.data }
    : `${assessmentFile} became faulty: ${wrong.message}`
}

/** The tiex.yaml in force after each commit, in the given order; parents come first. `changes` are those since the first parent. */
export async function standingsOf(
  commits: readonly { readonly node: Node; readonly changes: readonly PathChange[] }[],
  policies: Policies,
  world: { readonly folder: string; readonly beforeRoots: Standing | undefined },
): Promise<(commit: string) => Promise<Standing | undefined>> {
  const path = `${world.folder}${assessmentFile}`
  const standings = new Map<string, Standing | undefined>()
  const standingOf = async (commit: string) => {
    if (!standings.has(commit)) standings.set(commit, await policies.lastGood(commit))
    return standings.get(commit)
  }
  const changeIn = (changes: readonly PathChange[]) => changes.find((one) => one.path === path)
  await policies.expect(commits.map(({ changes }) => changeIn(changes)?.after))
  for (const { node, changes } of commits) {
    const [parent] = node.parents
    const inherited = parent === undefined ? world.beforeRoots : await standingOf(parent)
    const change = changeIn(changes)
    const own = change === undefined ? undefined : await policies.read(change.after)
    standings.set(node.id, own === undefined || typeof own === 'string' ? inherited : own)
  }
  return standingOf
}
