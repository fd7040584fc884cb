import type { Governed } from '../../authority/governed.ts'
import { governedAs } from '../../authority/governed.ts'
import type { ChangeFacts, CommitFacts } from '../../authority/judge.ts'
import {
  type CommitText,
  type Node,
  type PathChange,
  readChanges,
  readCommits,
} from '../git/reading/history.ts'
import type { GitRun } from '../git/run.ts'
import { sameKey } from '../ssh/public-key.ts'
import { verifySignature } from '../ssh/signature.ts'
import { splitSignedCommit } from '../ssh/signed-commit.ts'
import type { Looks } from './looks.ts'
import { isAnotherModel } from './pins.ts'
import type { Policies, Standing } from './policies.ts'
import type { ResponseVersions } from './response-versions.ts'
import { type SignatureFiles, signaturesChange } from './signatures-change.ts'

/** A commit that is judged. `changes` are those since its first parent, `governed` those of governed files that it made itself: a merge makes none. */
export interface Step {
  readonly node: Node
  readonly text: CommitText
  readonly changes: readonly PathChange[]
  readonly governed: readonly (PathChange & { readonly is: Governed })[]
}

/** What a walk through a history knows beside its commits. */
export interface FactsWorld {
  readonly run: GitRun
  /** Where the assessment stands in the repository: '' or `a/b/`. */
  readonly folder: string
  readonly policies: Policies
  readonly versions: ResponseVersions
  readonly looks: Looks
  readonly signatures: SignatureFiles
  /** Ids of merges at which something is wrong. */
  readonly faulty: ReadonlySet<string>
}

/** The commits with what they say and change, in the given order. */
export function readSteps(nodes: readonly Node[], run: GitRun, folder: string): readonly Step[] {
  const texts = readCommits(
    nodes.map(({ id }) => id),
    run,
  )
  const found = readChanges(
    nodes.map(({ id, parents }) => ({ from: parents[0], to: id })),
    run,
  )
  return nodes.flatMap((node, index) => {
    const text = texts.get(node.id)
    const changes = found[index] ?? []
    const own = node.parents.length > 1 ? [] : changes
    const governed = own.flatMap((change) => {
      const is = governedAs(change.path, folder)
      return is === undefined ? [] : [{ ...change, is }]
    })
    return text === undefined ? [] : [{ node, text, changes, governed }]
  })
}

/** What is known of a commit, given the tiex.yaml before it. Goes on with the versions of responses, so it is asked once a commit, in order. */
export async function factsOf(
  step: Step,
  before: Standing | undefined,
  world: FactsWorld,
): Promise<CommitFacts> {
  const { id } = step.node
  const changes: ChangeFacts[] = []
  for (const change of step.governed) changes.push(await changeFacts(step, change, { before, world }))
  const maker = makerOf(step, changes.length > 0 || world.faulty.has(id), world.run)
  return { id, maker, message: step.text.message, changes }
}

/** Signatures are verified only where it matters who it was. */
function makerOf({ text }: Step, matters: boolean, { variables }: GitRun): CommitFacts['maker'] {
  const { payload, signature } = splitSignedCommit(text.raw)
  if (signature === undefined || !matters) return { email: text.email, signature: { state: 'none' } }
  const verified = verifySignature({ message: payload, signature, namespace: 'git', variables })
  if (verified.state === 'bad') return { email: text.email, signature: verified }
  return {
    email: text.email,
    signature: { state: 'good', isBy: (registered) => sameKey(registered, verified.key) },
  }
}

async function changeFacts(
  { node }: Step,
  change: Step['governed'][number],
  { before, world }: { before: Standing | undefined; world: FactsWorld },
): Promise<ChangeFacts> {
  const { path, is, after } = change
  const looksAgain = is.kind === 'response' && (await looksAgainIn(is.round, node, { before, world }))
  const facts = {
    ...{ path, governed: is },
    ...(after === undefined ? {} : { mode: after.mode }),
    ...(looksAgain ? { looksAgain } : {}),
  }
  // A change of the mode alone puts no other version there.
  if (is.kind === 'response' && after !== undefined && after.blob !== change.before?.blob)
    return { ...facts, response: world.versions.next(path, after.blob, change.before?.blob) }
  if (is.kind === 'signatures') {
    const about = { round: is.round, assessment: before?.assessment, files: world.signatures }
    return { ...facts, signatures: signaturesChange(change, about) }
  }
  if (is.kind !== 'assessment') return facts
  const read = await world.policies.read(after)
  const now = typeof read === 'string' ? read : read.assessment
  const changesModel =
    typeof read !== 'string' &&
    before !== undefined &&
    (await isAnotherModel(node, { before, after: read }, world))
  return {
    ...facts,
    assessment: { after: now, changesModel, ...(before === undefined ? {} : { before: before.assessment }) },
  }
}

async function looksAgainIn(
  round: string,
  { parents }: Node,
  { before, world }: { before: Standing | undefined; world: FactsWorld },
): Promise<boolean> {
  const rounds = before?.assessment.rounds ?? {}
  const isClosed = Object.hasOwn(rounds, round) && rounds[round]?.closed !== undefined
  return isClosed && parents[0] !== undefined && (await world.looks.isOpen(parents[0], round))
}
