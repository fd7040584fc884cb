import { type Counted, countAnswers } from '../../merge/agenda.ts'
import type { Statement } from '../../model/model.ts'
import type { Response } from '../../response/response.ts'
import { hasLookedAt } from '../../second-look/changes.ts'
import type { SecondLook } from '../../second-look/second-look.ts'
import type { Sitting } from '../sitting.ts'

/** One person at one terminal who looks again. */
export interface LookSitting extends Sitting {
  readonly look: SecondLook
  /** What the person is asked about again, in the order of the model. */
  readonly statements: readonly Statement[]
  /** How many people had answered; absent where that is not known. */
  readonly people?: number
  /** As the person answered when they sat down. */
  readonly before: Response
}

/** How far the person is, over what they are asked about again. */
export interface Looked {
  readonly looked: readonly Statement[]
  readonly open: readonly Statement[]
}

export function lookedIn({ statements, response, look }: LookSitting): Looked {
  const isLooked = ({ id }: Statement) => hasLookedAt(response, look, id)
  return {
    looked: statements.filter(isLooked),
    open: statements.filter((statement) => !isLooked(statement)),
  }
}

/** The answers to a statement as they are shown; undefined where they are those of few people. */
export function answersShown({ look }: LookSitting, statement: Statement): Counted | undefined {
  const answers = look.statements[statement.id]?.answers
  return answers === undefined ? undefined : countAnswers(statement, answers)
}

/** `3 of 12 looked at`: in the heading of every screen. */
export function progressIn(sitting: LookSitting, response: Response): string {
  return `${lookedIn({ ...sitting, response }).looked.length} of ${sitting.statements.length} looked at`
}
