import { join } from 'node:path'
import type { Assessment } from '../assessment/assessment.ts'
import { checkSignOff } from '../assessment/check.ts'
import { checkKeyHolders, sharedKeys } from '../assessment/keys.ts'
import { seenFrom } from '../assessment/pins.ts'
import { hintFor } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { checkPublishNeeds } from '../exchange/needs.ts'
import { type Finding, type Problem, type Severity, TiexError } from '../problem.ts'
import { consensusPath, findConsensus } from './consensus.ts'
import { listFolder } from './disk/bytes.ts'
import { formsPath, readForms } from './forms/registry.ts'
import { closedVault } from './keys/vault.ts'
import { readFolder } from './kinds/folder.ts'
import { type Loaded, placed, readKind } from './kinds/read.ts'
import { readResources } from './models.ts'
import { findPlan } from './plan.ts'
import { readPractice } from './practice.ts'
import { type FoundResponse, readResponses } from './responses/read.ts'
import { findSecondLook, lateLooks, secondLookPath } from './second-look.ts'
import { planPath } from './signoff/content.ts'
import { findSignatures } from './signoff/signatures.ts'
import { readAssessment, readPinnedModel, type Workspace, workspaceIn } from './workspace.ts'

/** What `tiex check` found, and how much it looked at. Problems stand in the order of the files. */
export interface Inspection {
  readonly problems: readonly Problem[]
  readonly responses: number
  readonly rounds: number
  /** Responses that are sealed: what is inside was not looked at. */
  readonly unopened: number
}

/** Looks at every file of an assessment. A faulty file never keeps the others from being looked at. */
export async function inspect(session: Session, root: string, bytes: Uint8Array): Promise<Inspection> {
  const problems: Problem[] = []
  const file = await attempt(() => readAssessment(bytes), problems)
  const pinned = file && (await attempt(() => readPinnedModel(root, file), problems))
  if (file === undefined || pinned === undefined) {
    const forms = await inspectForms(root)
    return { ...forms, problems: [...problems, ...forms.problems] }
  }

  const workspace: Workspace = {
    root,
    assessment: seenFrom(file.data, pinned.model),
    file,
    model: pinned.model,
    modelFolder: pinned.folder,
    round: file.data.round,
    vault: closedVault(session),
  }
  const rounds = Object.keys(file.data.rounds)
  let responses = 0
  let unopened = 0
  problems.push(
    ...pinned.warnings,
    ...(await checkPeopleNames(file)),
    ...(await placed(file, [
      ...checkKeyHolders(file.data),
      ...checkSignOff(file.data),
      ...checkPublishNeeds(file.data),
    ])),
    ...strayRounds(root, rounds),
  )
  for (const round of rounds) {
    const there = await attempt(() => workspaceIn(workspace, round), problems)
    if (there === undefined) continue
    const found = (await attempt(() => readResponses(there, round, 'all problems'), problems)) ?? []
    responses += found.length
    unopened += found.filter((one) => one.sealed !== undefined).length
    problems.push(
      ...found.flatMap((one) => one.problems),
      ...keysOfOthers(found, file.data),
      ...strayFiles(root, round),
    )
    const consensus = await attempt(() => findConsensus(there, round), problems)
    const look = await attempt(() => findSecondLook(there, round), problems)
    const plan = await attempt(() => findPlan(there, round), problems)
    const signatures = await attempt(() => findSignatures(there, round), problems)
    await attempt(() => readForms(there), problems)
    for (const file of [consensus, look, plan, signatures]) problems.push(...(file?.problems ?? []))
    if (look?.look !== undefined) problems.push(...lateLooks(there, look.look, found))
    problems.push(...(consensus?.warnings ?? []))
  }
  problems.push(
    ...((await attempt(() => readPractice(workspace), problems))?.problems ?? []),
    ...((await attempt(() => readResources(pinned.model, pinned.folder, root), problems))?.problems ?? []),
  )
  return { problems: withSettings(problems, file.data), responses, rounds: rounds.length, unopened }
}

/** Runs a step that throws a `TiexError` where a file cannot be trusted, and keeps its problems. */
async function attempt<Value>(step: () => Promise<Value>, problems: Problem[]): Promise<Value | undefined> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof TiexError)) throw error
    problems.push(...error.problems)
    return undefined
  }
}

/** Without a tiex.yaml to go by: only whether each file is a file of its kind. */
async function inspectForms(root: string): Promise<Inspection> {
  const problems: Problem[] = []
  let responses = 0
  const rounds = foldersIn(root, 'rounds')
  for (const round of rounds) {
    for (const name of filesIn(root, `rounds/${round}/responses`)) {
      responses++
      const shown = `rounds/${round}/responses/${name}`
      const read = await attempt(() => readKind('response', { path: join(root, shown), shown }), problems)
      if (read !== undefined && read !== 'missing' && 'problems' in read) problems.push(...read.problems)
    }
    for (const [kind, shown] of [
      ['consensus', consensusPath(round)],
      ['second-look', secondLookPath(round)],
      ['plan', planPath(round)],
      ['forms', formsPath(round)],
    ] as const) {
      const read = await attempt(() => readKind(kind, { path: join(root, shown), shown }), problems)
      if (read !== undefined && read !== 'missing' && 'problems' in read) problems.push(...read.problems)
    }
  }
  const { problems: inPractice } = await readFolder('practice', {
    path: join(root, 'practice'),
    shown: 'practice',
  })
  problems.push(...inPractice)
  return { problems, responses, rounds: rounds.length, unopened: 0 }
}

function foldersIn(root: string, shown: string): readonly string[] {
  return namesIn(root, shown, 'folder')
}

function filesIn(root: string, shown: string): readonly string[] {
  return namesIn(root, shown, 'file').filter((name) => name.endsWith('.yaml'))
}

function namesIn(root: string, shown: string, kind: string): readonly string[] {
  try {
    const entries = listFolder({ path: join(root, shown), shown })
    return entries === 'missing'
      ? []
      : entries.filter((entry) => entry.kind === kind).map((entry) => entry.name)
  } catch (error) {
    if (error instanceof TiexError) return []
    throw error
  }
}

function strayRounds(root: string, rounds: readonly string[]): Problem[] {
  return foldersIn(root, 'rounds')
    .filter((name) => !rounds.includes(name))
    .map((name) => ({
      severity: 'error',
      rule: 'round',
      message: `tiex.yaml has no round "${name}", so nothing in this folder is read`,
      hint: hintFor(name, rounds, 'rounds'),
      place: { file: `rounds/${name}` },
    }))
}

function keysOfOthers(found: readonly FoundResponse[], assessment: Assessment): Problem[] {
  const named = found.flatMap(({ person, sealed }) =>
    sealed?.key === undefined ? [] : [{ person, key: sealed.key }],
  )
  return sharedKeys(named, assessment).map(({ person, of }) => ({
    severity: 'warning',
    rule: 'shared-key',
    message: `the key of this response is that of ${of}, who can read it`,
    hint: `${person} makes a key of their own (tiex keys make), and a facilitator runs: tiex keys hand-back ${person}`,
    place: { file: found.find((one) => one.person === person)!.file },
  }))
}

/** Files of a round that tiex knows by name; anything else there is never read. */
const known = ['consensus.yaml', 'second-look.yaml', 'plan.yaml', 'signatures.yaml', 'forms.yaml']

function strayFiles(root: string, round: string): Problem[] {
  return namesIn(root, `rounds/${round}`, 'file')
    .filter((name) => !known.includes(name) && !name.startsWith('.'))
    .map((name) => ({
      severity: 'warning',
      rule: 'odd-name',
      message: 'this file is not read',
      hint: `the files of a round are ${known.join(', ')} and responses/<person>.yaml`,
      place: { file: `rounds/${round}/${name}` },
    }))
}

/** A name that mixes alphabets can be another person's to the eye. */
function checkPeopleNames(file: Loaded<Assessment>): Promise<Problem[]> {
  const findings = file.data.people.flatMap((person, index): Finding[] => {
    const mixed =
      /\p{Script=Latin}/u.test(person.name) && /\p{Script=Cyrillic}|\p{Script=Greek}/u.test(person.name)
    return mixed
      ? [
          {
            severity: 'warning',
            rule: 'mixed-script',
            path: ['people', index, 'name'],
            message: `the name of ${person.id} mixes letters of two alphabets`,
            hint: 'it may look like somebody else; type it anew',
          },
        ]
      : []
  })
  return placed(file, findings)
}

/** Severities as `check:` in tiex.yaml sets them, by rule. */
function withSettings(problems: readonly Problem[], { check = {} }: Assessment): Problem[] {
  return problems.flatMap((problem): Problem[] => {
    const setting = Object.hasOwn(check, problem.rule) ? check[problem.rule] : undefined
    if (setting === undefined) return [problem]
    if (setting === 'off') return problem.severity === 'error' ? [problem] : []
    const severity: Severity =
      setting === 'warn' ? (problem.severity === 'error' ? 'error' : 'warning') : 'error'
    return [{ ...problem, severity }]
  })
}
