import { createHash } from 'node:crypto'
import type { Command } from 'commander'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { type Inspection, inspect } from '../files/inspect.ts'
import { findAssessment, noAssessment } from '../files/workspace.ts'
import { TiexError } from '../problem.ts'
import { problemsGithub, problemsGitlab, problemsJson, problemsJunit } from '../render/ci.ts'
import { foldProblems, renderProblems, summaryOf } from '../render/problems.ts'
import { counted, wrap } from '../render/text.ts'
import { withExamples, withFormat } from './flags.ts'

interface CheckFlags {
  readonly format: string
  readonly strict?: boolean
  readonly all?: boolean
}

export function define(command: Command, run: Run): void {
  command
    .option('--strict', 'let warnings fail the check too')
    .option(
      '--all',
      'list every warning and piece of advice; past 20 of a kind in one file they are summed up',
    )
  withFormat(command, ['text', 'json', 'github', 'gitlab', 'junit'])
  withExamples(command, [
    'tiex check',
    'tiex check --format github   annotations in a GitHub workflow',
    'tiex check --format junit -o tiex.xml',
  ])
  command.action(run<CheckFlags>((flags, session) => check(flags, session)))
}

async function check(flags: CheckFlags, session: Session): Promise<void> {
  const inspection = await inspectFrom(session)
  const { problems } = inspection
  if (flags.format === 'json')
    await session.print(
      problemsJson(problems, { responses: inspection.responses, rounds: inspection.rounds }),
    )
  else if (flags.format === 'github') await session.print(problemsGithub(problems), 'workflow commands')
  else if (flags.format === 'gitlab')
    await session.print(
      problemsGitlab(problems, (text) => createHash('sha256').update(text).digest('hex').slice(0, 32)),
    )
  else if (flags.format === 'junit') await session.print(problemsJunit(problems))
  else
    await session.print(
      renderProblems(flags.all ? problems : foldProblems(problems), session.screen) +
        closing(inspection, session),
    )
  if (
    problems.some(
      (problem) => problem.severity === 'error' || (flags.strict && problem.severity === 'warning'),
    )
  )
    session.answerNo()
}

/** A tiex.yaml that is a link or far too large is a finding like any other; only where there is none at all, nothing can be checked. */
async function inspectFrom(session: Session): Promise<Inspection> {
  try {
    const found = await findAssessment(session.folder)
    if (found !== undefined) return await inspect(session, found.root, found.bytes)
  } catch (error) {
    if (error instanceof TiexError) return { problems: error.problems, responses: 0, rounds: 0, unopened: 0 }
    throw error
  }
  throw noAssessment()
}

function closing({ problems, responses, rounds, unopened }: Inspection, session: Session): string {
  const { paint, width } = session.screen
  const looked = `${counted(responses, 'response')} in ${counted(rounds, 'round')}`
  const sealed =
    unopened === 0
      ? ''
      : ` ${counted(unopened, 'response is', 'responses are')} sealed: what is inside is checked when it is opened, by tiex merge.`
  if (problems.length === 0)
    return `${wrap(`${paint.good('Everything is in order')}: ${looked}.${sealed}`, width)}\n`
  return `\n${wrap(`${summaryOf(problems)} in ${looked}.${sealed}`, width)}\n`
}
