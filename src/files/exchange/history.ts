import type { Exchange } from '../../exchange/exchange.ts'
import { exchangeFile, folderOf } from '../../exchange/paths.ts'
import { isByMail, type Maker, whyNotWrite } from '../../exchange/writers.ts'
import { type Problem, TiexError } from '../../problem.ts'
import { isIn } from '../git/reading/graph.ts'
import { findGaps, readGraph } from '../git/reading/history.ts'
import type { GitRun } from '../git/run.ts'
import type { Range } from '../history/range.ts'
import { isFaulty, parseKind } from '../kinds/read.ts'
import { sameKey } from '../ssh/public-key.ts'
import { checkKept, isKeeper, isPurge, open, purged, unproven } from './keeping.ts'
import { commitSource } from './source.ts'
import { beginnerOf, readSteps, type Step } from './steps.ts'

/**
 * Everything that commits of a range changed and that was not their maker's to change, by exchange.yaml as it stood before: before the
 * range, or for a whole history before each commit. Who may write is not changed together with what is written.
 */
export async function checkHistory(range: Range, run: GitRun): Promise<readonly Problem[]> {
  const gap = findGaps(run)
  if (gap !== undefined) return [problem('history', `cannot be judged: ${gap.message}`, gap.hint)]
  const { from, to } = range
  const graph = readGraph(to, run)
  if (from !== undefined && !isIn(graph, from))
    return [
      problem(
        'history',
        'the history was rewritten, or this branch is behind the one it goes to',
        'bring it up to date, and never push with force',
      ),
    ]
  const steps = readSteps(graph, range, run)
  const rulesBefore = from === undefined ? undefined : await rulesAt(from, run)
  const after = new Map<string, Exchange | undefined>()
  const began = new Map<string, Maker | undefined>()
  const beganBy = (organisation: string) => {
    if (!began.has(organisation) && from !== undefined)
      began.set(organisation, beginnerOf(organisation, from, { run, exchange: rulesBefore }))
    return began.get(organisation)
  }
  const problems: Problem[] = [...checkTogether(steps, from === undefined)]
  const byMail = new Set<string>()
  let isOpen = false
  const founding = from === undefined ? foundingOf(steps) : undefined
  for (const step of steps) {
    const before = step.parent === undefined ? undefined : after.get(step.parent)
    const own = step.changesRules || before === undefined ? await rulesAt(step.id, run) : before
    after.set(step.id, own)
    const exchange = rulesBefore ?? before ?? own
    if (exchange === undefined) {
      problems.push(
        problem(
          'exchange',
          `${short(step)} has no ${exchangeFile} that can be read`,
          'put it right in a commit of its own',
          exchangeFile,
        ),
      )
      continue
    }
    if (step.parent === undefined && step.id !== founding) problems.push(secondBeginning(step))
    const keeping = step.id === founding ? undefined : checkKept(step, exchange)
    problems.push(...(keeping?.problems ?? []))
    isOpen ||= keeping?.isOpen === true
    if (keeping?.isByMail) byMail.add(exchangeFile)
    for (const [organisation, path] of foldersIn(step)) {
      if (isKeeper(step.maker, exchange) && isPurge(step, organisation, run)) {
        problems.push(purged(step.id, path))
        continue
      }
      const reason = whyNotWrite(organisation, step.maker, {
        exchange,
        began: beganBy(organisation),
        sameKey,
      })
      if (reason === undefined) {
        if (!began.get(organisation)) began.set(organisation, step.maker)
        if (isByMail(organisation, exchange, began.get(organisation))) byMail.add(organisation)
      } else
        problems.push(
          problem(
            'writer',
            `${short(step)} may not write here: ${reason}`,
            'the organisation itself publishes, with tiex publish',
            path,
          ),
        )
    }
  }
  return [...problems, ...(isOpen ? [open] : []), ...(byMail.size === 0 ? [] : [unproven(byMail)])]
}

function problem(rule: string, message: string, hint: string, file?: string): Problem {
  return { severity: 'error', rule, message, hint, ...(file === undefined ? {} : { place: { file } }) }
}

function short({ id }: Step): string {
  return id.slice(0, 7)
}

/** The first commit of the line that the branch has grown along: whoever made it founded the exchange. */
function foundingOf(steps: readonly Step[]): string | undefined {
  const byId = new Map(steps.map((step) => [step.id, step]))
  let step = steps.at(-1)
  while (step?.parent !== undefined) step = byId.get(step.parent)
  return step?.id
}

/** Another history is merged in, whose exchange.yaml anybody could have written. */
function secondBeginning(step: Step): Problem {
  return problem(
    'history',
    `${short(step)} is the beginning of another history`,
    'take it out: what councils publish is put onto the exchange as it is',
  )
}

/** Who may write is for whoever keeps the exchange: a change of it stands alone, so that it is seen. */
function checkTogether(steps: readonly Step[], isWhole: boolean): readonly Problem[] {
  const changed = steps.filter(({ changes }) =>
    changes.some(({ path }) => path.toLowerCase() === exchangeFile),
  )
  const writes = (step: Step) => foldersIn(step).size > 0
  return changed.flatMap((step): Problem[] => {
    const isFounding = step.parent === undefined
    if (isFounding && isWhole) return []
    if (isWhole ? writes(step) : steps.some(writes))
      return [
        problem(
          'exchange-changed',
          `${short(step)} changes who may write, together with records`,
          'change exchange.yaml alone, and let it be taken in first',
          exchangeFile,
        ),
      ]
    if (isWhole) return []
    return [
      {
        ...problem(
          'exchange-changed',
          `${short(step)} changes who may write, or what is taken`,
          'whoever keeps the exchange looks at it',
          exchangeFile,
        ),
        severity: 'warning',
      },
    ]
  })
}

/** The organisations whose folder a commit touches, with the first path of each. */
function foldersIn({ changes }: Step): ReadonlyMap<string, string> {
  const folders = new Map<string, string>()
  for (const { path } of changes) {
    const organisation = folderOf(path)
    if (organisation !== undefined && !folders.has(organisation)) folders.set(organisation, path)
  }
  return folders
}

/** exchange.yaml of a commit; undefined where there is none that can be read. */
async function rulesAt(commit: string, run: GitRun): Promise<Exchange | undefined> {
  try {
    const bytes = await commitSource(commit, run).read(exchangeFile)
    if (bytes === 'missing') return undefined
    const loaded = await parseKind<Exchange>('exchange', exchangeFile, bytes)
    return isFaulty(loaded) ? undefined : loaded.data
  } catch (error) {
    if (error instanceof TiexError) return undefined
    throw error
  }
}
