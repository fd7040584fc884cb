import { dirname } from 'node:path'
import { type Command, Option } from 'commander'
import { usualMinimumGroup } from '../assessment/people.ts'
import { seasonOf, slugOf } from '../assessment/slug.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import type { Forge } from '../files/codeowners.ts'
import {
  checkFounding,
  type Founding,
  type FoundingFile,
  foundingFiles,
  writeFounding,
} from '../files/founding.ts'
import { findRepository, initRepository, userEmail, userName } from '../files/git/repository.ts'
import { findGit } from '../files/git/run.ts'
import { findKeyring, ownKeyring } from '../files/keys/keyring.ts'
import { keyFile } from '../files/keys/own-file.ts'
import { foundingModel, modelCopies } from '../files/models.ts'
import { record } from '../files/record.ts'
import { assessmentFile, findAssessment } from '../files/workspace.ts'
import type { CheckAnswer, FoundingAnswers } from '../interview/founding.ts'
import type { Model } from '../model/model.ts'
import { type Problem, TiexError } from '../problem.ts'
import { renderBegun, renderNotAtRoot } from '../render/begun.ts'
import { reasonAgainst, withFlag } from '../render/founding.ts'
import { visible, wrap } from '../render/text.ts'
import { version } from '../version.ts'
import { withCommit, withDryRun, withExamples } from './flags.ts'
import { refuseSecond, second } from './init/second.ts'

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
  /** As it was asked, where no flag says it. */
  readonly confidentiality?: string
  readonly forge?: Forge
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
    .option('--sealed', 'only their person and the facilitators can read responses (the default)')
    .option('--open', 'responses are plain text: everybody with access can read them')
    .addOption(
      new Option(
        '--forge <forge>',
        'where the repository will live: adds who reviews what, and rules to switch on',
      ).choices(['github', 'gitlab']),
    )
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
    'tiex init --no-input --id exampleshire --name "Exampleshire County Council" --round 2026-autumn --sealed',
    'tiex init --name "Exampleshire County Council" --forge github',
  ])
  command.action(run<InitFlags>((flags, session) => init(flags, session)))
}

async function init(flags: InitFlags, session: Session): Promise<void> {
  const root = session.folder
  const there = await refuseSecond(root, flags, session)
  const model = await foundingModel(session.folder, flags.model)
  const asked = session.interactive ? await ask(flags, model.model, session) : flags
  const founding = await decide(asked, model.model, session)
  const copies = await modelCopies(model)
  await refuseFaults(founding)

  if (flags.dryRun) return sayWhatWouldBe(founding, [...foundingFiles(founding), ...copies], session)
  const key = founding.confidentiality === 'sealed' ? await ownKeyring(session) : undefined
  const files = [...foundingFiles(withRecipient(founding, key?.recipient)), ...copies]
  if (there !== 'missing' && files.find(({ file }) => file === assessmentFile)?.text !== there) throw second()
  if (flags.commit) await ensureRepository(root, session)
  await sayWhereNotAtRoot(root, founding, session)
  const { written, leftAlone } = await writeFounding(root, files)
  for (const file of leftAlone) session.say(`${visible(file)} is there already and was left alone.\n`)
  const recorded = flags.commit
    ? await record(session, root, {
        files: written,
        message: `Begin the assessment of ${founding.organisation.name}`,
        person: founding.person,
      })
    : 'nothing'
  const { organisation, round } = founding
  session.say(
    renderBegun(
      {
        ...{ name: organisation.name, round, written, committed: recorded === 'committed' },
        minimumGroup: usualMinimumGroup,
        ...(key === undefined ? {} : { key: { from: fromHome(key.from, session), made: key.made } }),
      },
      session.screen,
    ),
  )
}

async function sayWhatWouldBe(
  { confidentiality }: Founding,
  files: readonly FoundingFile[],
  session: Session,
): Promise<void> {
  await session.print(files.map(({ file }) => `would write ${file}\n`).join(''))
  if (confidentiality === 'sealed' && (await findKeyring(session)) === undefined)
    await session.print(`would make your key, in ${fromHome(keyFile(session.env.variables), session)}\n`)
}

function withRecipient(founding: Founding, recipient: string | undefined): Founding {
  return recipient === undefined ? founding : { ...founding, person: { ...founding.person, recipient } }
}

/** A path below the home folder as people write it: `~/.config/tiex/identity.txt`. */
function fromHome(path: string, session: Session): string {
  const { HOME = '' } = session.env.variables
  return HOME !== '' && path.startsWith(`${HOME}/`) ? `~${path.slice(HOME.length)}` : path
}

/** Asks for what no flag gave; what the flags gave is looked at before anything is asked. */
async function ask(flags: InitFlags, model: Model, session: Session): Promise<InitFlags> {
  const supposed = (answers: FoundingAnswers) => decide({ ...standIns, ...flags, ...answers }, model, session)
  await refuseFaults(await supposed({}))
  const check: CheckAnswer = async (answers, newest) =>
    reasonAgainst(await checkFounding(await supposed(answers)), newest)
  const { isPlain, openPrompter } = await import('../prompts/prompter.ts')
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
    const confidentiality = flags.sealed ? 'sealed' : flags.open ? 'open' : undefined
    const told = { ...flags, ...defined({ confidentiality }) }
    return {
      ...flags,
      ...(await askFounding({ prompter, check, plain: isPlain(session) }, told, suggestions)),
    }
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
  if (flags.sealed && flags.open)
    missing.push({
      severity: 'error',
      rule: 'flag',
      message: '--open and --sealed exclude each other',
      hint: 'leave both out for sealed',
    })
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
    confidentiality: flags.open || flags.confidentiality === 'open' ? 'open' : 'sealed',
    person: await decidePerson(flags, id, session),
    model,
    version: version(),
    folder: (await findRepository(session.folder, session.env.variables))?.prefix ?? '',
    ...defined({ forge: flags.forge }),
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

/** A fault of what would be written is told by the flag that caused it. */
async function refuseFaults(founding: Founding): Promise<void> {
  const problems = (await checkFounding(founding)).map(
    ({ severity, rule, path, message, hint }): Problem => ({
      severity,
      rule,
      message: withFlag(path, message),
      ...defined({ hint }),
    }),
  )
  if (problems.length > 0) throw new TiexError(problems, 'Nothing was written.')
}

/** In place of what is not told yet, so that the rest can be looked at. */
const standIns = { name: 'Council', id: 'council', myName: 'Facilitator', myEmail: 'you@example.org' }

/** Forges read workflows at the root of a repository only, and two assessments in one another are seldom meant. */
async function sayWhereNotAtRoot(root: string, { forge }: Founding, session: Session): Promise<void> {
  const above = await findAssessment(dirname(root))
  if (above !== undefined)
    session.say(
      wrap(`Note: there is another assessment above this folder, in ${above.root}.\n`, session.screen.width),
    )
  const repository = await findRepository(root, session.env.variables)
  if (repository === undefined || repository.prefix === '') return
  session.say(renderNotAtRoot(repository, forge, session.screen))
}

async function ensureRepository(root: string, session: Session): Promise<void> {
  const { variables } = session.env
  if ((await findRepository(root, variables)) !== undefined) return
  if (findGit(variables) === undefined)
    return session.say('Git was not found, so there is no history; everything else works.\n')
  await initRepository(root, variables)
}
