import { TiexError } from '../../problem.ts'
import type { RoundAnswers } from '../../trend/comparable.ts'
import { readConsensus } from '../consensus.ts'
import { readResponse } from '../responses/read.ts'
import { type Workspace, workspaceIn } from '../workspace.ts'

/** What was agreed in every round of tiex.yaml, or what one person answered, by the day the rounds open. A round without answers says why. */
export async function answersOfRounds(
  workspace: Workspace,
  person: string | undefined,
): Promise<readonly RoundAnswers[]> {
  const answers: RoundAnswers[] = []
  for (const round of inOrder(workspace)) answers.push(await answersIn(workspace, round, person))
  return answers
}

/** Rounds by the day they open; rounds without a date keep their place in tiex.yaml. */
function inOrder(workspace: Workspace): readonly string[] {
  const { rounds } = workspace.assessment
  return Object.keys(rounds).sort((a, b) => (rounds[a]?.opens ?? '').localeCompare(rounds[b]?.opens ?? ''))
}

/** A round that is faulty does not hide the others: it is left out, with the reason. Each is read with the model it was answered with. */
async function answersIn(
  workspace: Workspace,
  round: string,
  person: string | undefined,
): Promise<RoundAnswers> {
  try {
    const there = await workspaceIn(workspace, round)
    const { model } = there
    if (person !== undefined) {
      const response = await readResponse(there, person, round)
      return response === undefined
        ? { round, left: 'no response' }
        : { round, model, answered: { response } }
    }
    const consensus = await readConsensus(there, round)
    return consensus === undefined
      ? { round, left: 'not merged yet' }
      : { round, model, answered: { consensus } }
  } catch (error) {
    if (error instanceof TiexError) return { round, left: error.problems[0]?.message ?? 'faulty' }
    throw error
  }
}
