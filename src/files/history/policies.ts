import type { Assessment } from '../../assessment/assessment.ts'
import { checkAssessment } from '../../assessment/check.ts'
import {
  findEntry,
  type Node,
  type PathChange,
  readVersions,
  type TreeEntry,
} from '../git/reading/history.ts'
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
  /** The file of an entry, or what is wrong with it. */
  read(entry: TreeEntry | undefined): Promise<Standing | string>
  /** The last good one at a commit or before it, of those that are wanted; undefined where there never was one. */
  lastGood(commit: string, isWanted?: (standing: Standing) => boolean): Promise<Standing | undefined>
}

/** `folder` is where the assessment stands in the repository: '' or `a/b/`. */
export function openPolicies(folder: string, run: GitRun): Policies {
  const path = `${folder}${assessmentFile}`
  const known = new Map<string, Promise<Standing | string>>()
  const policies: Policies = {
    read(entry) {
      if (entry === undefined) return Promise.resolve(`${assessmentFile} was deleted`)
      if (entry.mode !== '100644') return Promise.resolve(`${assessmentFile} is no plain file`)
      const found = known.get(entry.blob) ?? readStanding(entry.blob, run)
      known.set(entry.blob, found)
      return found
    },
    async lastGood(commit, isWanted = () => true) {
      const now = await policies.read(findEntry(commit, path, run))
      if (typeof now !== 'string' && isWanted(now)) return now
      for (const blob of readVersions(commit, [path], run).get(path) ?? []) {
        const before = await policies.read({ mode: '100644', blob })
        if (typeof before !== 'string' && isWanted(before)) return before
      }
      return undefined
    },
  }
  return policies
}

async function readStanding(blob: string, run: GitRun): Promise<Standing | string> {
  for (const [, { bytes }] of readObjects([blob], byteLimit('assessment'), run)) {
    if (bytes === undefined) return `${assessmentFile} is larger than any that is read`
    const read = await parseKind<Assessment>('assessment', assessmentFile, bytes)
    const wrong = isFaulty(read)
      ? read.problems[0]
      : checkAssessment(read.data).find(({ severity }) => severity === 'error')
    if (wrong !== undefined) return `${assessmentFile} became faulty: ${wrong.message}`
    if (!isFaulty(read)) return { blob, assessment: read.data }
  }
  return `${assessmentFile} cannot be read`
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
  for (const { node, changes } of commits) {
    const [parent] = node.parents
    const inherited = parent === undefined ? world.beforeRoots : await standingOf(parent)
    const change = changes.find((one) => one.path === path)
    const own = change === undefined ? undefined : await policies.read(change.after)
    standings.set(node.id, own === undefined || typeof own === 'string' ? inherited : own)
  }
  return standingOf
}
