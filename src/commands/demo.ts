import type { Command } from 'commander'
import type { Assessment } from '../assessment/assessment.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { copyExample, exampleAssessment, exampleFiles, openPlayground } from '../files/example.ts'
import { record } from '../files/record.ts'
import { failure } from '../problem.ts'
import { shellWord, wrap } from '../render/text.ts'
import { withExamples } from './flags.ts'

interface DemoFlags {
  readonly into?: string
}

export function define(command: Command, run: Run): void {
  command.option(
    '--into <folder>',
    'play in this folder, which must be missing or empty (default: a temporary one)',
  )
  withExamples(command, ['tiex demo', 'tiex demo --into ~/exampleshire'])
  command.action(run<DemoFlags>((flags, session) => demo(flags, session)))
}

/** The days on which the demo plays: the round of the example is open, then closed, and the workshop is near. */
const duringTheRound = '2026-11-19T09:30:00Z'
const afterTheRound = '2026-11-23T09:30:00Z'

/** Plays a round of the example council with the real commands, each printed before its output. */
async function demo(flags: DemoFlags, session: Session): Promise<void> {
  const folder = openPlayground(session.folder, flags.into)
  const assessment = await exampleAssessment()
  const stage = { folder, assessment, session }

  await tell(
    stage,
    'Exampleshire, a council that does not exist, asks how ready it is to transform. It begins an assessment:',
  )
  await play(stage, 'sam-okafor', [
    'init',
    '--no-input',
    '--id',
    assessment.organisation.id,
    '--name',
    assessment.organisation.name,
    '--round',
    assessment.round,
    '--open',
  ])
  await tell(
    stage,
    'Its people are put into tiex.yaml, and each answers alone. Here are their files, with those of last year, as each of them would have committed them:',
  )
  await bringPeople(stage)
  await play(stage, 'sam-okafor', ['check'])

  await tell(
    stage,
    'Tom Reed is half way. He gives one more answer (without a terminal by flag; at one, tiex assess asks question by question):',
  )
  await play(stage, 'tom-reed', ['assess', '--answer', 'managing-income/community/plan=not-yet'])
  await tell(stage, 'Priya Shah looks at her own result:')
  await play(stage, 'priya-shah', ['results', 'priya-shah'])
  await tell(
    stage,
    'The round has closed. Before the workshop Sam Okafor, who facilitates, merges what was submitted:',
  )
  await play(stage, 'sam-okafor', ['merge'])

  await tell(
    stage,
    'Half of the workshop is over: what was agreed stands in the consensus, beside the spread it was agreed from. Merging again keeps it:',
  )
  await bring(
    stage,
    [`rounds/${assessment.round}/consensus.yaml`],
    'Agree on the first two characteristics',
    'sam-okafor',
  )
  await play(stage, 'sam-okafor', ['merge', '--dry-run', '--exit-code', '--top', '1'])
  await play(stage, 'sam-okafor', ['results'])
  await play(stage, 'sam-okafor', ['trend'])
  await play(stage, 'sam-okafor', ['resources', '--top', '2'])
  await session.print(
    `\n${wrap(`The repository is left for you to look at, with a history of every answer: ${folder}`, session.screen.width)}\nTry: cd ${shellWord(folder)} && git log --oneline, or tiex results helen-marsh\n`,
  )
}

interface Stage {
  readonly folder: string
  readonly assessment: Assessment
  readonly session: Session
}

function tell({ session }: Stage, text: string): Promise<void> {
  return session.print(`\n${session.screen.paint.strong(wrap(text, session.screen.width))}\n`)
}

/** Prints the command as a person would type it, then runs it as that person on the day of the demo. */
async function play({ folder, session }: Stage, person: string, args: readonly string[]): Promise<void> {
  await session.print(`\n${session.screen.paint.quiet(`$ tiex ${args.map(shellWord).join(' ')}`)}\n`)
  const { env, screen } = session
  const code = await session.tiex(['-C', folder, ...(screen.plain ? ['--plain'] : []), ...args], {
    variables: {
      ...env.variables,
      TIEX_AS: person,
      ...(args[0] === 'init' ? identityOf(person, await exampleAssessment()) : {}),
    },
    now: () => new Date(args[0] === 'init' || args[0] === 'assess' ? duringTheRound : afterTheRound),
  })
  if (code > 1)
    throw failure(
      'demo',
      `the demo stopped: tiex ${args[0]} ended with exit code ${code}`,
      `look at the message above; the folder is ${folder}`,
    )
}

/** `init` takes its first person from git; in the demo that is Sam, whoever sits at the keyboard. */
function identityOf(person: string, assessment: Assessment): Record<string, string> {
  const { name, email } = assessment.people.find((known) => known.id === person)!
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  }
}

/** Copies files of the example and commits them as one of its people. */
async function bring(
  { folder, assessment, session }: Stage,
  files: readonly string[],
  message: string,
  person: string,
): Promise<void> {
  await copyExample(folder, files)
  const { env } = session
  const asPerson: Session = {
    ...session,
    env: { ...env, variables: { ...env.variables, ...identityOf(person, assessment) } },
  }
  const acting = assessment.people.find((known) => known.id === person)!
  await record(asPerson, folder, { files, message, person: acting })
}

async function bringPeople(stage: Stage): Promise<void> {
  const files = exampleFiles()
  const rounds = Object.keys(stage.assessment.rounds)
  await bring(stage, ['tiex.yaml'], 'Add the people', 'sam-okafor')
  for (const round of rounds) {
    const responses = files.filter((file) => file.startsWith(`rounds/${round}/responses/`))
    for (const file of responses)
      await bring(stage, [file], `Answer ${round} as ${personOf(file)}`, personOf(file))
    await stage.session.print(`${responses.map((file) => `  ${file}\n`).join('')}`)
    if (round !== stage.assessment.round)
      await bring(stage, [`rounds/${round}/consensus.yaml`], `Agree ${round}`, 'sam-okafor')
  }
}

function personOf(file: string): string {
  return file
    .split('/')
    .at(-1)!
    .replace(/\.yaml$/, '')
}
