/** Seconds a statement takes, reading and answering: 93 of them in half an hour. */
const secondsAStatement = 18

/** About how many minutes so many statements take, in steps of five. */
export function minutesFor(statements: number): number {
  return Math.max(5, Math.round((statements * secondsAStatement) / 60 / 5) * 5)
}
