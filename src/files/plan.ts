import { join } from 'node:path'
import { hintFor, quoted } from '../did-you-mean.ts'
import { type Action, emptyPlan, type Plan } from '../plan/action.ts'
import { checkPlan } from '../plan/check.ts'
import { type Finding, failure, type Problem, TiexError } from '../problem.ts'
import type { FileName } from './disk/faults.ts'
import { writeDurably } from './disk/write.ts'
import { isFaulty, type Loaded, parseKind, placed, placedErrors, readKind } from './kinds/read.ts'
import { checkSchema } from './kinds/schema.ts'
import { schemaLine, styleOf } from './kinds/styles.ts'
import { planPath } from './signoff/content.ts'
import type { Workspace } from './workspace.ts'
import { equalData } from './yaml/equal.ts'
import { formatYaml } from './yaml/format.ts'
import { type Difference, differingLines } from './yaml/revising/difference.ts'
import { moveEntry } from './yaml/revising/move.ts'
import { reviseYaml } from './yaml/revising/revise.ts'

function fileOf({ root }: Workspace, round: string): FileName {
  const shown = planPath(round)
  return { path: join(root, shown), shown }
}

/** What a command needs behind it to work on this round: nothing for the current one, else ` --round 2025-autumn`. */
export function roundSuffix({ round, file }: Workspace): string {
  return round === file.data.round ? '' : ` --round ${round}`
}

/** The plan of a round with what is wrong in it, warnings too; it is absent where the file cannot be trusted. Undefined where there is no file. */
export async function findPlan(
  workspace: Workspace,
  round: string,
): Promise<{ readonly plan?: Loaded<Plan>; readonly problems: readonly Problem[] } | undefined> {
  const loaded = await readKind<Plan>('plan', fileOf(workspace, round))
  if (loaded === 'missing') return undefined
  if (isFaulty(loaded)) return loaded
  const findings = checkPlan(loaded.data, around(workspace, round))
  const problems = await placed(loaded, findings)
  return findings.some(({ severity }) => severity === 'error') ? { problems } : { plan: loaded, problems }
}

function around({ model, assessment }: Workspace, round: string): Parameters<typeof checkPlan>[1] {
  return { model, round, people: assessment.people }
}

/** The plan of a round; undefined where there is none. Throws a `TiexError` with every error in it. */
export async function readPlan(
  workspace: Workspace,
  round = workspace.round,
): Promise<Loaded<Plan> | undefined> {
  const found = await findPlan(workspace, round)
  if (found !== undefined && found.plan === undefined)
    throw new TiexError(found.problems.filter(({ severity }) => severity === 'error'))
  return found?.plan
}

/** The action of the round with this id. Throws a `TiexError` with the nearest id where there is no such action. */
export async function actionNamed(workspace: Workspace, id: string): Promise<Action> {
  const actions = (await readPlan(workspace))?.data.actions ?? []
  const action = actions.find((one) => one.id === id)
  if (action !== undefined) return action
  const ids = actions.map((one) => one.id)
  const suffix = roundSuffix(workspace)
  throw failure(
    'action',
    `the plan of ${workspace.round} has no action ${quoted(id)}`,
    ids.length === 0
      ? `begin one with: tiex plan propose${suffix}, or: tiex plan add${suffix}`
      : hintFor(id, ids, 'actions'),
  )
}

/** What is doubtful in a plan that can be trusted. */
export function doubtsIn(workspace: Workspace, plan: Plan): readonly Finding[] {
  return checkPlan(plan, around(workspace, workspace.round)).filter(({ severity }) => severity === 'warning')
}

/** Everything wrong with one action of a plan that is about to be written, by its field (`['due']`). */
export function checkAction(workspace: Workspace, plan: Plan, id: string): readonly Finding[] {
  const index = plan.actions.findIndex((action) => action.id === id)
  const inForm = checkSchema('plan', plan)
  const findings = inForm.length > 0 ? inForm : checkPlan(plan, around(workspace, workspace.round))
  return findings
    .filter(({ path }) => path[0] === 'actions' && path[1] === index)
    .map((found) => ({
      ...found,
      path: found.path.slice(2),
      message: found.message.replace(/ \(in actions \d+(?: [^)]*)?\)| in actions \d+$/, ''),
    }))
}

/**
 * Changes the plan on disk under its lock; comments, blank lines and what stays the same keep their bytes, and an action that moves takes
 * its own with it. `change` gets what is there now, an empty plan where there is none. Throws a `TiexError` where the file is faulty, or
 * would be: it then stays as it is.
 */
export function savePlan(
  workspace: Workspace,
  change: (current: Plan) => Plan,
): Promise<'written' | 'unchanged'> {
  const { round } = workspace
  const file = fileOf(workspace, round)
  return writeDurably(file, async (bytes) => {
    const before = bytes === 'missing' ? undefined : await trusted(workspace, file, bytes)
    const current = before?.data ?? emptyPlan(round)
    const after = change(current)
    if (equalData(after, current)) return undefined
    const text = await asWritten(before, after)
    await trusted(workspace, file, new TextEncoder().encode(text))
    return text
  })
}

async function trusted(workspace: Workspace, { shown }: FileName, bytes: Uint8Array): Promise<Loaded<Plan>> {
  const read = await parseKind<Plan>('plan', shown, bytes)
  const problems = isFaulty(read)
    ? read.problems
    : await placedErrors(read, checkPlan(read.data, around(workspace, workspace.round)))
  if (isFaulty(read) || problems.length > 0) throw new TiexError(problems, 'Nothing was written.')
  return read
}

async function asWritten(before: Loaded<Plan> | undefined, after: Plan): Promise<string> {
  const style = styleOf('plan')
  if (before === undefined) return formatYaml(after, style, [schemaLine('plan', 2)])
  const { text } = before.yaml
  const move = moveBetween(before.data.actions, after.actions)
  const moved = move && (await moveEntry(text, 'actions', move))
  return moved ?? reviseYaml(text, after, style)
}

/** Which one action was moved, and where to, counted from 0; undefined where anything else differs. */
function moveBetween(
  before: readonly Action[],
  after: readonly Action[],
): { readonly from: number; readonly to: number } | undefined {
  for (const [from, action] of before.entries()) {
    const to = after.findIndex(({ id }) => id === action.id)
    const others = before.filter((one) => one !== action)
    if (to !== -1 && to !== from && equalData([...others.slice(0, to), action, ...others.slice(to)], after))
      return { from, to }
  }
  return undefined
}

/** The lines that would leave plan.yaml, and those that would come into it. */
export async function previewPlan(before: Loaded<Plan> | undefined, after: Plan): Promise<Difference> {
  return differingLines(before?.yaml.text ?? '', await asWritten(before, after))
}
