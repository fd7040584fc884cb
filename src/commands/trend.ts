import type { Command } from 'commander'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { readConsensus } from '../files/consensus.ts'
import { readResponse } from '../files/responses/read.ts'
import { openWorkspace, personNamed, type Workspace } from '../files/workspace.ts'
import { TiexError } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { renderTrend, trendCsv, trendJson, trendMarkdown } from '../render/trend.ts'
import { consensusResults, resultsOf } from '../scoring/results.ts'
import { type RoundResults, trendOf } from '../trend/trend.ts'
import { withExamples, withFormat } from './flags.ts'

interface TrendFlags {
  readonly cells?: boolean
  readonly format: string
}

export function define(command: Command, run: Run): void {
  command
    .argument('[person]', 'whose levels (default: the consensus of each round)')
    .option('--cells', 'a line for each cell instead of each characteristic')
  withFormat(command, ['text', 'json', 'csv', 'md'])
  withExamples(command, ['tiex trend', 'tiex trend priya-shah', 'tiex trend --cells --format csv'])
  command.action(run<TrendFlags>((flags, session, person) => trend(person, flags, session)))
}

async function trend(person: string | undefined, flags: TrendFlags, session: Session): Promise<void> {
  const workspace = await openWorkspace(session, unlocking(session))
  const who = person === undefined || person === 'consensus' ? undefined : personNamed(workspace, person).id
  const rounds: RoundResults[] = []
  for (const round of inOrder(workspace)) rounds.push(await resultsIn(workspace, round, who))
  const shown = trendOf(workspace.model, rounds, flags.cells ? 'cell' : 'characteristic')

  if (flags.format === 'json') await session.print(trendJson(shown))
  else if (flags.format === 'csv') await session.print(trendCsv(shown))
  else if (flags.format === 'md') await session.print(trendMarkdown(shown))
  else await session.print(renderTrend(shown, titleOf(workspace, who), session.screen))
}

function titleOf({ assessment }: Workspace, person: string | undefined): string {
  const name = assessment.people.find((known) => known.id === person)?.name ?? 'consensus'
  return `${assessment.organisation.name} · ${name}`
}

/** Rounds by the day they open; rounds without a date keep their place in tiex.yaml. */
function inOrder(workspace: Workspace): readonly string[] {
  const { rounds } = workspace.assessment
  return Object.keys(rounds).sort((a, b) => (rounds[a]?.opens ?? '').localeCompare(rounds[b]?.opens ?? ''))
}

/** A round that is faulty or answered another model does not hide the others: it is left out, with the reason. */
async function resultsIn(
  workspace: Workspace,
  round: string,
  person: string | undefined,
): Promise<RoundResults> {
  try {
    if (person !== undefined) {
      const response = await readResponse(workspace, person, round)
      return response === undefined
        ? { round, left: 'no response' }
        : { round, results: resultsOf(workspace.model, response) }
    }
    const consensus = await readConsensus(workspace, round)
    return consensus === undefined
      ? { round, left: 'not merged yet' }
      : { round, results: consensusResults(workspace.model, consensus) }
  } catch (error) {
    if (error instanceof TiexError) return { round, left: error.problems[0]?.message ?? 'faulty' }
    throw error
  }
}
