import type { PublishedRound } from '../../compare/published.ts'
import type { Session } from '../../env.ts'
import { recordPath } from '../../exchange/paths.ts'
import type { Model } from '../../model/model.ts'
import type { Problem } from '../../problem.ts'
import { type AllPublished, readPublishedOver } from '../exchange/published-rounds.ts'

const day = 86_400_000

/**
 * Everything published in an exchange over a model; of records about another version of it, where that version is `known`, the statements
 * that carry over. What says that it was published after tomorrow is a problem and does not count: it would be the newest for years.
 */
export async function readPeers(
  exchange: string,
  { model, known }: { readonly model: Model; readonly known: readonly Model[] },
  { env }: Pick<Session, 'env'>,
): Promise<AllPublished> {
  const { rounds, problems, withdrawn } = await readPublishedOver(exchange, { model, known }, env.variables)
  const last = tomorrow(env.now())
  const early = rounds.filter(({ published }) => published > last)
  if (early.length === 0) return { rounds, problems, withdrawn }
  return {
    rounds: rounds.filter(({ published }) => published <= last),
    problems: [...problems, ...early.map(toCome)],
    withdrawn,
  }
}

/** Whether a record says that it was published after tomorrow: wherever on earth it was, it was not. */
export function isToCome({ published }: Pick<PublishedRound, 'published'>, now: Date): boolean {
  return published > tomorrow(now)
}

function tomorrow(now: Date): string {
  return new Date(now.getTime() + day).toISOString().slice(0, 10)
}

export function toCome({
  organisation,
  round,
  published,
}: Pick<PublishedRound, 'organisation' | 'round' | 'published'>): Problem {
  return {
    severity: 'error',
    rule: 'date',
    message: `published on ${published}, a day to come, so that it does not count`,
    hint: 'whoever published it mends the day',
    place: { file: recordPath(organisation.id, round) },
  }
}
