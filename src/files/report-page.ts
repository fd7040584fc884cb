import { groupOf, missingFor, type PeersAsked } from '../compare/group.ts'
import { type Standing, standingOf } from '../compare/standing.ts'
import type { Session } from '../env.ts'
import type { Audience } from '../exchange/exchange.ts'
import { exchangeFile } from '../exchange/paths.ts'
import { failure, type Problem, TiexError } from '../problem.ts'
import { type ReportPage, readersOf } from '../report/page.ts'
import type { Report } from '../report/report.ts'
import { comparableRounds } from '../trend/comparable.ts'
import { type Trend, trendOf } from '../trend/trend.ts'
import { openComparing } from './compare/named.ts'
import { readConsensus } from './consensus.ts'
import { readExchange } from './exchange/exchange-file.ts'
import { readPublished } from './exchange/published-rounds.ts'
import { commitSource, diskSource, newestCommit, openFolder } from './exchange/source.ts'
import { readGlossary } from './models.ts'
import { modelsBefore } from './past/models.ts'
import { answersOfRounds } from './past/rounds.ts'
import type { Workspace } from './workspace.ts'

/** With whom a report compares: the folder of an exchange, and which councils of it. */
export interface PeersIn {
  readonly exchange: string
  readonly asked: PeersAsked
}

/** What stands beside a report on its page. `problems` are those of the glossary and of records in the exchange, which are passed over. Throws a `TiexError` where there is no such exchange, or nothing to choose peers by. */
export async function readReportPage(
  report: Report,
  { workspace, session, peers }: { workspace: Workspace; session: Session; peers: PeersIn | undefined },
): Promise<{ readonly page: ReportPage; readonly problems: readonly Problem[] }> {
  const glossary = await readGlossary(workspace.modelFolder)
  const beside = peers === undefined ? undefined : await readStanding(workspace, session, peers)
  return {
    page: {
      ...{ report, readers: readersOf(workspace.assessment), glossary: glossary.terms },
      trend: await readTrend(workspace),
      ...(beside === undefined ? {} : { peers: { standing: beside.standing, audience: beside.audience } }),
    },
    problems: [...glossary.problems, ...(beside?.problems ?? [])],
  }
}

/** From the first round to that of the report. */
async function readTrend(workspace: Workspace): Promise<Trend> {
  const all = await answersOfRounds(workspace, undefined)
  const last = all.findIndex(({ round }) => round === workspace.round)
  const known = await modelsBefore(workspace.root, workspace.model)
  const { rounds, shared } = comparableRounds(workspace.model, all.slice(0, last + 1), known)
  return trendOf(workspace.model, rounds, 'characteristic', shared)
}

async function readStanding(
  workspace: Workspace,
  session: Session,
  { exchange, asked }: PeersIn,
): Promise<{
  readonly standing: Standing
  readonly audience: Audience
  readonly problems: readonly Problem[]
}> {
  const { assessment, model, round } = workspace
  const { organisation, scope } = assessment
  const missing = missingFor(asked, organisation)
  if (missing !== undefined)
    throw failure('no-measure', `tiex.yaml does not say which ${missing} the council has`, 'use --peers all')
  const opened = await openComparing(session, exchange)
  const { rounds, problems } = await readPublished(opened.exchange!.root, model, session.env.variables)
  const consensus = (await readConsensus(workspace))!
  const subject = {
    ...{ named: round, organisation, round, scope, model, respondents: consensus.responses.count },
    answers: { statements: consensus.statements, cells: consensus.cells ?? {} },
  }
  const standing = standingOf(subject, groupOf(asked, organisation, rounds))
  return { standing, audience: await audienceOf(opened.exchange!.root, session), problems }
}

/** The narrower one where the exchange does not say, or cannot be read. */
async function audienceOf(root: string, { env }: Session): Promise<Audience> {
  const { run } = await openFolder(root, root, env.variables)
  const source = run === undefined ? diskSource(root) : commitSource(newestCommit(run), run)
  try {
    return (await readExchange(await source.read(exchangeFile), root)).data.audience
  } catch (error) {
    if (error instanceof TiexError) return 'sector'
    throw error
  }
}
