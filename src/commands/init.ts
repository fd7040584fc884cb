import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { checkAssessment, checkDates } from '../assessment/check.ts'
import { seasonOf, slugOf } from '../assessment/slug.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { readBytes } from '../files/disk/bytes.ts'
import { type Founding, foundingFiles, writeFounding } from '../files/founding.ts'
import { findRepository, initRepository, userEmail, userName } from '../files/git/repository.ts'
import { findGit } from '../files/git/run.ts'
import { isFaulty, parseKind } from '../files/kinds/read.ts'
import { foundingModel, modelCopies } from '../files/models.ts'
import { record } from '../files/record.ts'
import { assessmentFile, findAssessment } from '../files/workspace.ts'
import type { Model } from '../model/model.ts'
import { failure, type Problem, TiexError } from '../problem.ts'
import { renderBegun } from '../render/begun.ts'
import { visible, wrap } from '../render/text.ts'
import { version } from '../version.ts'
import { withCommit, withDryRun, withExamples } from './flags.ts'

interface InitFlags {
  readonly id?: string
  readonly name?: string
  readonly type?: string
  readonly region?: string
  readonly scope?: string
  readonly round?: string
  readonly opens?: string
  readonly closes?: string
  readonly workshop?: string
  readonly open?: boolean
  readonly sealed?: boolean
  readonly model?: string
  readonly myName?: string
  readonly myEmail?: string
  readonly myRole?: string
  readonly commit: boolean
  readonly dryRun?: boolean
}

export function define(command: Command, run: Run): void {
  command
    .option('--id <id>', 'short name of the organisation in files (default: made from the name)')
    .option('--name <name>', 'name of the organisation')
    .option(
      '--type <type>',
      'county, district, unitary, metropolitan, london-borough, ... or any other words',
    )
    .option('--region <region>', 'region of the country')
    .option('--scope <scope>', 'what is assessed (default: whole council)')
    .option('--round <id>', 'the first round (default: this season, such as 2026-autumn)')
    .option('--opens <day>', 'first day of the round (default: today)')
    .option('--closes <day>', 'last day on which answers can be given')
    .option('--workshop <day>', 'day of the workshop')
    .option('--open', 'responses are plain text: everybody with access can read them')
    .option('--sealed', 'responses are encrypted (not built yet)')
    .option(
      '--model <model>',
      'a folder with a model of your own, or the id of a shipped one such as tiex-2026.1',
    )
    .option('--my-name <name>', 'your name (default: the one git has)')
    .option('--my-email <email>', 'your e-mail (default: the one git has)')
    .option('--my-role <role>', 'your role (default: transformation)')
  withCommit(withDryRun(command))
  withExamples(command, [
    'tiex init',
    'tiex init --no-input --id exampleshire --name "Exampleshire County Council" --round 2026-autumn --open',
  ])
  command.action(run<InitFlags>((flags, session) => init(flags, session)))
}

async function init(flags: InitFlags, session: Session): Promise<void> {
  const root = session.folder
  await refuseSecond(root)
  const model = await foundingModel(session.folder, flags.model)
  const asked = session.interactive ? await ask(flags, session) : flags
  const founding = await decide(asked, model.model, session)
  const files = [...foundingFiles(founding), ...(await modelCopies(model))]
  await checkFounding(files[0]!.text, founding.dates)

  if (flags.dryRun) {
    await session.print(files.map(({ file }) => `would write ${file}\n`).join(''))
    return
  }
  if (flags.commit) await ensureRepository(root, session)
  await sayWhereNotAtRoot(root, session)
  const { written, leftAlone } = await writeFounding(root, files)
  for (const file of leftAlone) session.say(`${visible(file)} is there already and was left alone.\n`)
  const recorded = flags.commit
    ? await record(session, root, {
        files: written,
        message: `Begin the assessment of ${founding.organisation.name}`,
        author: founding.person,
      })
    : 'nothing'
  const { organisation, round } = founding
  session.say(
    renderBegun(
      { name: organisation.name, round, written, committed: recorded === 'committed' },
      session.screen,
    ),
  )
}

async function refuseSecond(root: string): Promise<void> {
  const there = await readBytes({ path: join(root, assessmentFile), shown: assessmentFile }, 10_000_000)
  if (there !== 'missing')
    throw failure(
      'exists',
      `there is an assessment here already: ${assessmentFile}`,
      'a new round is a new entry under rounds: in it; look it over with: tiex check',
    )
}

/** Asks for what no flag gave. */
async function ask(flags: InitFlags, session: Session): Promise<InitFlags> {
  const { openPrompter } = await import('../prompts/prompter.ts')
  const { askFounding } = await import('../interview/founding.ts')
  const { variables, now } = session.env
  const repository = { root: session.folder }
  const suggestions = {
    folder: session.folder,
    now: now(),
    myName: await userName(repository, variables),
    myEmail: await userEmail(repository, variables),
  }
  const prompter = await openPrompter(session)
  try {
    return { ...flags, ...(await askFounding(prompter, flags, suggestions)) }
  } finally {
    prompter.close()
  }
}

function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>
  }
}

async function decide(flags: InitFlags, model: Model, session: Session): Promise<Founding> {
  const missing: Problem[] = []
  const need = (flag: string, hint: string) =>
    missing.push({ severity: 'error', rule: 'flag', message: `${flag} is missing`, hint })
  if (flags.name === undefined)
    need('--name', 'the name of the organisation, such as --name "Exampleshire County Council"')
  if (flags.name !== undefined && flags.id === undefined && slugOf(flags.name) === '')
    need('--id', `no id can be made from the name "${flags.name}"; give one of a to z, 0 to 9 and -`)
  if (flags.sealed)
    missing.push({
      severity: 'error',
      rule: 'sealed',
      message: 'this version of tiex cannot seal responses yet',
      hint: 'begin with --open, which says plainly that colleagues with access can read answers',
    })
  if (flags.sealed && flags.open)
    missing.push({ severity: 'error', rule: 'flag', message: '--open and --sealed exclude each other' })
  if (missing.length > 0) throw new TiexError(missing)
  const today = session.env.now().toISOString().slice(0, 10)
  const id = flags.id ?? slugOf(flags.name!)
  return {
    organisation: {
      id,
      name: flags.name!,
      type: flags.type ?? 'council',
      ...(flags.region === undefined ? {} : { region: flags.region }),
    },
    scope: flags.scope ?? 'whole council',
    round: flags.round ?? seasonOf(session.env.now()),
    dates: { opens: flags.opens ?? today, ...defined({ closes: flags.closes, workshop: flags.workshop }) },
    confidentiality: 'open',
    person: await decidePerson(flags, id, session),
    model,
    version: version(),
  }
}

/** The person who runs init. Where git knows nobody and no flag says it, a stand-in, told plainly. */
async function decidePerson(
  flags: InitFlags,
  organisation: string,
  session: Session,
): Promise<Founding['person']> {
  const repository = { root: session.folder }
  const name = flags.myName ?? (await userName(repository, session.env.variables))
  const email = flags.myEmail ?? (await userEmail(repository, session.env.variables))
  if (name === undefined || email === undefined) {
    session.say(
      wrap(
        `Git has no name and e-mail for you, so tiex.yaml has a stand-in: put yours in its place under people.\n`,
        session.screen.width,
      ),
    )
  }
  const shown = name ?? 'Facilitator'
  return {
    id: slugOf(shown) || 'facilitator',
    name: shown,
    email: email ?? `facilitator@${organisation}.invalid`,
    role: flags.myRole ?? 'transformation',
  }
}

/** Flags by the place of tiex.yaml they end up in: a fault is told by the flag that caused it. */
const flagOf: Readonly<Record<string, string>> = {
  'organisation.id': '--id',
  'organisation.name': '--name',
  'organisation.type': '--type',
  'organisation.region': '--region',
  scope: '--scope',
  round: '--round',
  opens: '--opens',
  closes: '--closes',
  workshop: '--workshop',
  'people.email': '--my-email',
  'people.name': '--my-name',
  'people.role': '--my-role',
}

async function checkFounding(text: string, dates: Founding['dates']): Promise<void> {
  const read = await parseKind<Parameters<typeof checkAssessment>[0]>(
    'assessment',
    assessmentFile,
    new TextEncoder().encode(text),
  )
  const inFile = isFaulty(read)
    ? read.problems.filter((problem) => !/ cannot be a key in rounds$/.test(problem.message))
    : checkAssessment(read.data).filter((finding) => finding.rule !== 'date')
  const days = Object.fromEntries(Object.entries(dates).filter(([, day]) => /^\d{4}-\d{2}-\d{2}$/.test(day)))
  const problems = [
    ...inFile.map(({ severity, rule, message, hint }) =>
      withFlag({ severity, rule, message, ...defined({ hint }) }),
    ),
    ...checkDates(days, []).map(({ path, severity, rule, message, hint }) => ({
      severity,
      rule,
      message: `--${path.at(-1)}: ${message}`,
      ...defined({ hint }),
    })),
  ]
  if (problems.length > 0) throw new TiexError(problems, 'Nothing was written.')
}

function withFlag(problem: Problem): Problem {
  const words = problem.message
  const found = Object.entries(flagOf).find(([place]) => {
    const [group, key] = place.split('.')
    return key === undefined
      ? new RegExp(`\\b${group}\\b`).test(words)
      : words.includes(`${key} (in ${group}`)
  })
  return found === undefined ? problem : { ...problem, message: `${found[1]}: ${words}` }
}

/** Forges read workflows at the root of a repository only, and two assessments in one another are seldom meant. */
async function sayWhereNotAtRoot(root: string, session: Session): Promise<void> {
  const above = await findAssessment(dirname(root))
  if (above !== undefined)
    session.say(
      wrap(`Note: there is another assessment above this folder, in ${above.root}.\n`, session.screen.width),
    )
  const repository = await findRepository(root, session.env.variables)
  if (repository === undefined || repository.prefix === '') return
  const text = `Note: this folder is not the root of its repository; forges read workflows only there, so move .github/workflows/tiex.yml to ${repository.root} and add -C ${repository.prefix} to its tiex check.\n`
  session.say(wrap(text, session.screen.width))
}

async function ensureRepository(root: string, session: Session): Promise<void> {
  const { variables } = session.env
  if ((await findRepository(root, variables)) !== undefined) return
  if (findGit(variables) === undefined)
    return session.say('Git was not found, so there is no history; everything else works.\n')
  await initRepository(root, variables)
}
