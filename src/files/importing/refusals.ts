import type { Problem } from '../../problem.ts'
import type { Arrived } from './arrived.ts'
import type { Present } from './present.ts'
import type { TokenState } from './tokens.ts'

/** Why answers may not take the place of what is there; [] where they may. */
export function refusals({
  arrived,
  present,
  isCommitted,
  force,
}: {
  readonly arrived: Arrived
  readonly present: Present
  /** What is there is what HEAD holds. */
  readonly isCommitted: boolean
  readonly force: boolean
}): readonly Problem[] {
  if (force || present.state === 'nothing' || present.state === 'the same') return []
  const { person, shown } = arrived
  const problem = (rule: string, message: string, hint: string): Problem => ({
    ...{ severity: 'error', rule, message, hint },
    place: { file: shown },
  })
  if (present.state === 'faulty')
    return [
      problem(
        'faulty',
        `what is here of ${person.id} cannot be read, so that nobody can tell what is newer`,
        'tiex check says what is wrong with it; take these answers in its place with --force',
      ),
    ]
  const older = {
    newer: [],
    older: [
      problem(
        'older',
        `there are newer answers of ${person.id} here already`,
        `leave these out; if ${person.id} wants them back, say --force`,
      ),
    ],
    unclear: [
      problem(
        'older',
        `there are other answers of ${person.id} here, and it cannot be told which are newer`,
        `ask ${person.id} which count; take these in their place with --force`,
      ),
    ],
  }[present.state]
  if (isCommitted) return older
  return [
    ...older,
    problem(
      'uncommitted',
      `what is here of ${person.id} was not committed, and would be lost`,
      'commit it first, or take these answers in its place with --force',
    ),
  ]
}

/** What the token of a form says against taking answers; asked for unless it is right. */
export function tokenProblem({ person, shown }: Arrived, state: Exclude<TokenState, 'right'>): Problem {
  const says = {
    another: `its token is not that of the last form made for ${person.id}: it comes from an older form, or from somebody else`,
    none: `it carries no token of a form, so that nothing tells whether ${person.id} sent it`,
    'no form': `no form is known to be made for ${person.id} in this round, so that its token tells nothing`,
    unseen: `no key at hand opens it, so that its token cannot be seen`,
  }[state]
  const key = state === 'unseen' ? 'bring your key with --identity FILE; or ' : ''
  return {
    ...{ severity: 'error', rule: 'token', message: says, place: { file: shown } },
    hint: `${key}ask ${person.id} whether they sent it, by another way than the one it came; then say --accept-token ${person.id}`,
  }
}
