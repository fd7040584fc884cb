import type { Assessment } from '../assessment/assessment.ts'
import { canonicalJson } from '../canonical-json.ts'
import { type Actor, type Maker, whoMade } from './actor.ts'
import type { Governed } from './governed.ts'
import {
  formFaults,
  keepsHead,
  type ResponseChange,
  replayFaults,
  sealedFaults,
  whyNoReseal,
} from './response-change.ts'
import { type Act, decide } from './rights.ts'
import { type SignaturesChange, signaturesFaults } from './signatures-change.ts'
import { readTrailers, type Trailers } from './trailers.ts'
import type { Failure, Fault, Note } from './verification.ts'

/** What is known of one commit. */
export interface CommitFacts {
  readonly id: string
  readonly maker: Maker
  readonly message: string
  /** Of governed files alone. */
  readonly changes: readonly ChangeFacts[]
}

export interface ChangeFacts {
  readonly path: string
  readonly governed: Governed
  /** As git writes it; absent where the file is gone. */
  readonly mode?: string
  /** Of tiex.yaml. */
  readonly assessment?: AssessmentChange
  /** Of a response that is there afterwards. */
  readonly response?: ResponseChange
  /** Of a response: its round was closed, and people were asked to look again. */
  readonly looksAgain?: true
  /** Of signatures.yaml. */
  readonly signatures?: SignaturesChange
}

interface AssessmentChange {
  /** Absent where there was none. */
  readonly before?: Assessment
  /** Otherwise what is wrong with it. */
  readonly after: Assessment | string
  /** The round that is current afterwards was answered or merged with another model. */
  readonly changesModel: boolean
}

export interface Judged {
  readonly actor: Actor
  readonly failures: readonly Failure[]
  readonly notes: readonly Note[]
}

/** Judges a commit by an assessment: what is wrong whoever did it, who did it, and whether they may. */
export function judgeCommit(
  facts: CommitFacts,
  assessment: Assessment,
  options: { readonly requireSignatures?: boolean } = {},
): Judged {
  const actor = whoMade(facts.maker, assessment)
  const trailers = readTrailers(facts.message)
  const failures: Failure[] = []
  const acts = new Map<Act, string[]>()
  const fine: ChangeFacts[] = []
  for (const change of facts.changes) {
    const upgrades = isUpgrade(change, facts, assessment) ? trailers.upgrades : []
    const right = rightTo(change, { actor, trailers: { ...trailers, upgrades }, assessment })
    if ('as' in right && right.as !== undefined)
      acts.set(right.as, [...(acts.get(right.as) ?? []), change.path])
    const faults = [
      ...faultsOf(change, { actor, assessment, as: 'as' in right ? right.as : undefined }),
      ...('rule' in right ? [right] : signedAway(change, actor, assessment)),
    ]
    const isUnproven = !actor.proven && actor.wrong === undefined
    if (options.requireSignatures && isUnproven && !faults.some(({ rule }) => rule === 'not-proven'))
      faults.push(notProven(actor))
    for (const fault of faults) failures.push(failureOf(facts.id, change.path, actor, fault))
    if (faults.length === 0) fine.push(change)
  }
  return {
    actor,
    failures,
    notes: [...notesOf(facts.id, actor, acts), ...weightyNotes(facts.id, actor, fine)],
  }
}

/** A failure of a commit and a file, with who it was as far as known. */
export function failureOf(commit: string, file: string, actor: Actor, fault: Fault): Failure {
  return {
    commit,
    ...(actor.person === undefined ? {} : { person: actor.person.id }),
    proven: actor.proven,
    file,
    rule: fault.rule,
    message: fault.message,
    hint: fault.hint,
  }
}

function rightTo(
  change: ChangeFacts,
  { actor, trailers, assessment }: { actor: Actor; trailers: Trailers; assessment: Assessment },
): Fault | { readonly as?: Act } {
  if (actor.wrong !== undefined) return actor.wrong
  if (actor.person === undefined) return {}
  const { before, after } = change.assessment ?? {}
  const onlyCloses = before !== undefined && typeof after === 'object' && isOnlyClosing(before, after)
  const decision = decide({
    person: actor.person,
    proven: actor.proven,
    governed: change.governed,
    trailers,
    assessment,
    onlyCloses,
    isGone: change.mode === undefined,
    noReseal: whyNoReseal(change.response),
    keepsHead: keepsHead(change.response),
  })
  if ('refused' in decision) return decision.refused
  const upgrades = trailers.upgrades.includes(actor.person.id)
  if (change.assessment?.changesModel === true && !upgrades) return modelChanged
  if (change.assessment?.changesModel === true) return { as: 'upgrade' }
  return decision.as === undefined ? {} : { as: decision.as }
}

/**
 * Whether a change belongs to an upgrade, where the message says that it is one: tiex.yaml, and where the commit gives the round that is
 * current, and was not closed, another model, the responses, the consensus and the plan of that round. Anything else in the commit is
 * judged as ever. That the answers are those of before in the newer version is not checked: who upgrades has to be trusted with it as
 * with an import, the commit shows every line of an open round, and who answered is asked again about what was reworded alone.
 */
function isUpgrade(
  { governed, path }: ChangeFacts,
  { changes }: CommitFacts,
  assessment: Assessment,
): boolean {
  if (governed.kind === 'assessment') return true
  if (governed.kind !== 'response' && governed.kind !== 'agreed') return false
  const { round, rounds } = assessment
  const isOpen = Object.hasOwn(rounds, round) && rounds[round]?.closed === undefined
  const pinsAnother = changes.some(
    ({ assessment: { after, changesModel } = {} }) =>
      changesModel === true && typeof after === 'object' && after.round === round,
  )
  return pinsAnother && isOpen && governed.round === round && !path.endsWith('/second-look.yaml')
}

const modelChanged: Fault = {
  rule: 'model',
  message: 'another model is pinned, though the round has been answered or merged with the one before',
  hint: 'put the pin back, or begin a new round with the new model',
}

function signedAway({ signatures }: ChangeFacts, { person }: Actor, assessment: Assessment): Fault[] {
  return signatures === undefined ? [] : signaturesFaults(signatures, person, assessment)
}

/** What nobody may do. */
function faultsOf(
  change: ChangeFacts,
  { actor, assessment, as }: { actor: Actor; assessment: Assessment; as: Act | undefined },
): Fault[] {
  const { governed, mode, response } = change
  const faults: Fault[] = []
  if (governed.kind === 'look-alike' && mode !== undefined)
    faults.push({
      rule: 'look-alike',
      message: `the name is taken for ${governed.of} on some machines`,
      hint: `take it out, or write it as ${governed.of}`,
    })
  if (mode !== undefined && mode !== '100644') faults.push(wrongMode(mode))
  if (typeof change.assessment?.after === 'string')
    faults.push({
      rule: 'assessment',
      message: change.assessment.after,
      hint: 'put it back as it was; until then the last good one holds. tiex check says what is wrong',
    })
  if (governed.kind === 'response') {
    const closed =
      Object.hasOwn(assessment.rounds, governed.round) && assessment.rounds[governed.round]?.closed
    // Who looks again has answered before: nothing new comes in, and nothing goes.
    const isSecond = change.looksAgain === true && response !== undefined && response.was !== 'nothing'
    if (closed && !isSecond && as !== 'reseal' && as !== 'consent')
      faults.push({
        rule: 'closed',
        message: `the round ${governed.round} was closed already`,
        hint: 'answers count as they were when it closed, but in a second look: put the file back as it was',
      })
    const mayEqual = as === 'reseal' || actor.person?.id === governed.person
    if (response !== undefined && assessment.confidentiality === 'sealed')
      faults.push(...sealedFaults(response, mayEqual))
    else if (response !== undefined)
      faults.push(...formFaults(response), ...(as === 'reseal' ? replayFaults(response, mayEqual) : []))
  }
  return faults
}

const kindsOfMode: Readonly<Record<string, string>> = {
  '120000': 'a symbolic link',
  '160000': 'a submodule',
  '100755': 'a program',
}

function wrongMode(mode: string): Fault {
  return {
    rule: 'mode',
    message: `${kindsOfMode[mode] ?? `something of mode ${mode.slice(0, 6)}`}, where only a plain file may stand`,
    hint:
      mode === '100755'
        ? 'take the mark of a program off: git update-index --chmod=-x FILE'
        : 'put the real file in its place',
  }
}

function notProven(actor: Actor): Fault {
  const id = actor.person?.id ?? 'nobody'
  return {
    rule: 'not-proven',
    message: `no signature proves that this was ${id}`,
    hint: `${id} needs a signing key in tiex.yaml, and signs with it`,
  }
}

function notesOf(commit: string, actor: Actor, acts: ReadonlyMap<Act, readonly string[]>): Note[] {
  const person = actor.person?.id ?? ''
  const notes: Note[] = []
  for (const [kind, files] of acts) notes.push({ commit, person, kind, message: files.join(', ') })
  if (actor.remark !== undefined && actor.wrong === undefined)
    notes.push({ commit, person, kind: 'remark', message: actor.remark })
  return notes
}

const weighty: readonly Governed['kind'][] = ['assessment', 'agreed', 'signatures']

/** What only a look can tell to be right: what much depends on, changed by one who is not proven, and rounds that take answers again. */
function weightyNotes(commit: string, { person, proven }: Actor, changes: readonly ChangeFacts[]): Note[] {
  if (person === undefined) return []
  // Who began an assessment is said anyway.
  const files = changes
    .filter(({ governed, assessment }) => weighty.includes(governed.kind) && !isBeginning(assessment))
    .map(({ path }) => path)
  const rounds = changes.flatMap(({ assessment }) => reopened(assessment))
  const note = (kind: Note['kind'], words: readonly string[]): Note[] =>
    words.length === 0 ? [] : [{ commit, person: person.id, kind, message: words.join(', ') }]
  return [...note('unproven', proven ? [] : files), ...note('reopened', rounds)]
}

function isBeginning(change: AssessmentChange | undefined): boolean {
  return change !== undefined && change.before === undefined
}

/** Rounds that were closed and are not any more; also those that are gone, and may come back. */
function reopened({ before, after }: Partial<AssessmentChange> = {}): readonly string[] {
  if (before === undefined || typeof after !== 'object') return []
  const closedIn = ({ rounds }: Assessment) =>
    Object.keys(rounds).filter((id) => rounds[id]?.closed !== undefined)
  const still = closedIn(after)
  return closedIn(before).filter((id) => !still.includes(id))
}

/** Whether the only difference is that rounds were closed which were not. */
export function isOnlyClosing(before: Assessment, after: Assessment): boolean {
  const ids = Object.keys(before.rounds)
  const opened = (assessment: Assessment) => ({
    ...assessment,
    rounds: Object.fromEntries(
      Object.entries(assessment.rounds).map(([id, round]) => {
        const { closed, ...rest } = round
        const wasClosed = ids.includes(id) && before.rounds[id]?.closed !== undefined
        return [id, wasClosed ? round : rest]
      }),
    ),
  })
  return canonicalJson(opened(before)) === canonicalJson(opened(after))
}
