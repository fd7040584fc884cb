import { pinOf } from '../../assessment/pins.ts'
import { canonicalJson } from '../../canonical-json.ts'
import { findEntry, hasAny, type Node, type TreeEntry } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import type { GitRun } from '../git/run.ts'
import { byteLimit } from '../kinds/read.ts'
import { isMap } from '../yaml/equal.ts'
import { parseYaml } from '../yaml/read.ts'
import type { Policies, Standing } from './policies.ts'

/**
 * Whether a commit makes a round current, or pins a model, so that the round goes on with another model than the one it has been
 * answered or merged with: that of the whole history before, in the range or not, and that of its consensus.
 */
export async function isAnotherModel(
  { parents: [parent] }: Node,
  { before, after }: { readonly before: Standing; readonly after: Standing },
  { run, folder, policies }: { readonly run: GitRun; readonly folder: string; readonly policies: Policies },
): Promise<boolean> {
  const { round } = after.assessment
  const model = pinOf(after.assessment, round)
  const isSameRound = before.assessment.round === round
  const isPin = ({ assessment }: Standing) => canonicalJson(pinOf(assessment, round)) === canonicalJson(model)
  if (parent === undefined || (isSameRound && isPin(before))) return false
  const consensus = `${folder}rounds/${round}/consensus.yaml`
  if (!hasAny(parent, [`${folder}rounds/${round}/responses`, consensus], run)) return false
  const last = isSameRound
    ? before
    : await policies.lastGood(parent, ({ assessment }) => assessment.round === round)
  if (last !== undefined && !isPin(last)) return true
  const merged = await digestIn(findEntry(parent, consensus, run), run)
  return merged !== undefined && merged !== model.digest
}

/** Of the model that a consensus was merged with; undefined where it does not say. */
async function digestIn(entry: TreeEntry | undefined, run: GitRun): Promise<string | undefined> {
  if (entry?.mode !== '100644') return undefined
  for (const [, { bytes }] of readObjects([entry.blob], byteLimit('consensus'), run)) {
    if (bytes === undefined) return undefined
    const parsed = await parseYaml('', bytes, byteLimit('consensus'))
    const model = 'yaml' in parsed && isMap(parsed.yaml.data) ? parsed.yaml.data.model : undefined
    return isMap(model) && typeof model.digest === 'string' ? model.digest : undefined
  }
  return undefined
}
