import type { Assessment } from '../../assessment/assessment.ts'
import { pinOf } from '../../assessment/pins.ts'
import type { Session } from '../../env.ts'
import { checkConsensus } from '../../merge/check.ts'
import type { Consensus } from '../../merge/consensus.ts'
import type { Model } from '../../model/model.ts'
import { failure, TiexError } from '../../problem.ts'
import type { RoundAnswers } from '../../trend/comparable.ts'
import { consensusPath } from '../consensus.ts'
import { type GitRun, gitOutput } from '../git/run.ts'
import { byteLimit, isFaulty, parseKind } from '../kinds/read.ts'
import { readModel } from '../models.ts'
import { repositoryOf, type Workspace } from '../workspace.ts'
import { forward, modelOfPin } from './models.ts'
import { openTree, type Tree } from './tree.ts'

/** Tags beyond this many are refused: a chart has no room for them. */
const most = 500

/**
 * The consensus of the round that was current at each tag that has one, oldest tag first, with the model as it was then; a tag whose files
 * are faulty says so. `pattern` is one of git, such as `20*`. Throws a `TiexError` outside of a repository and where no tag fits.
 */
export async function answersAtTags(
  session: Session,
  workspace: Workspace,
  pattern: string | undefined,
): Promise<readonly RoundAnswers[]> {
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined)
    throw failure('no-repository', 'there is no git repository here, so there are no tags', 'leave out --git')
  const run = { root: repository.root, variables: session.env.variables }
  const tags = tagsIn(pattern, run)
  const at = {
    run,
    prefix: repository.prefix,
    root: workspace.root,
    models: new Map<string, Promise<Model | undefined>>(),
  }
  const found: RoundAnswers[] = []
  for (const { tag, commit } of tags) {
    const one = await answersAt(tag, commit, at)
    if (one !== undefined) found.push(one)
  }
  if (found.length > 0) return found
  throw failure(
    'tags',
    pattern === undefined ? 'no tag has a consensus' : `no tag ${pattern} has a consensus`,
    'tag what was agreed, such as: git tag 2026-autumn',
  )
}

/** Tags of commits by the time they were made, then by name. */
function tagsIn(
  pattern: string | undefined,
  run: GitRun,
): readonly { readonly tag: string; readonly commit: string }[] {
  const output = gitOutput(
    [
      'for-each-ref',
      '--sort=refname',
      '--sort=creatordate',
      '--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname)',
      '--',
      `refs/tags/${pattern ?? ''}`,
    ],
    run,
  )
  const tags = output.split('\n').flatMap((line) => {
    const [, type, id, peeledType, peeled, tag] =
      /^(\S*) (\S*) (\S*) (\S*) refs\/tags\/(.+)$/.exec(line) ?? []
    const commit = type === 'commit' ? id : peeledType === 'commit' ? peeled : undefined
    return commit === undefined || tag === undefined ? [] : [{ tag, commit }]
  })
  if (tags.length <= most) return tags
  throw failure(
    'tags',
    `there are ${tags.length} such tags`,
    "name fewer of them, such as: tiex trend --git '20*'",
  )
}

interface At {
  readonly run: GitRun
  readonly prefix: string
  readonly root: string
  /** By digest, each read once. */
  readonly models: Map<string, Promise<Model | undefined>>
}

async function answersAt(tag: string, commit: string, at: At): Promise<RoundAnswers | undefined> {
  try {
    return await readAt(tag, commit, at)
  } catch (error) {
    if (error instanceof TiexError) return { round: tag, left: error.problems[0]?.message ?? 'faulty' }
    throw error
  }
}

async function readAt(tag: string, commit: string, at: At): Promise<RoundAnswers | undefined> {
  const { prefix, run } = at
  const tree = openTree(commit, [`${prefix}tiex.yaml`, `${prefix}rounds`, `${prefix}model`], run)
  const assessment = await dataAt<Assessment>(tree, 'assessment', `${prefix}tiex.yaml`)
  if (assessment === undefined) return undefined
  const { round } = assessment
  const consensus = await dataAt<Consensus>(tree, 'consensus', `${prefix}${consensusPath(round)}`)
  if (consensus === undefined) return undefined
  const pin = pinOf(assessment, round)
  const known = at.models.get(pin.digest) ?? modelAt(tree, pin, at)
  at.models.set(pin.digest, known)
  const model = await known
  if (model === undefined) {
    at.models.delete(pin.digest)
    return { round: tag, left: `nobody has the model ${pin.id} ${pin.version} of then` }
  }
  const [wrong] = checkConsensus(consensus, model, { round, pin })
  return wrong === undefined
    ? { round: tag, model, answered: { consensus } }
    : { round: tag, left: wrong.message }
}

async function dataAt<Data>(
  tree: Tree,
  kind: 'assessment' | 'consensus',
  path: string,
): Promise<Data | undefined> {
  const found = tree.file(path, byteLimit(kind))
  if (found === 'missing') return undefined
  const read = await parseKind<Data>(kind, path, found.bytes)
  if (isFaulty(read)) throw new TiexError(read.problems)
  return read.data
}

/** The model of a pin as it lay in the repository then, else as it is at hand now. */
async function modelAt(
  tree: Tree,
  pin: { readonly id: string; readonly version: string; readonly digest: string },
  { prefix, root }: At,
): Promise<Model | undefined> {
  const shown = `${prefix}model/${pin.id}-${pin.version}`
  const then = await readModel({ path: shown, shown }, forward(tree))
  if (then !== 'missing' && 'model' in then && then.model.digest === pin.digest) return then.model
  return modelOfPin(root, pin)
}
