import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { type Audience, audiences } from '../exchange/exchange.ts'
import { exchangeFile } from '../exchange/paths.ts'
import { readBytes } from '../files/disk/bytes.ts'
import { checkExchange } from '../files/exchange/checking.ts'
import { type Begun, exchangeFiles } from '../files/exchange/founding.ts'
import { checkHistory } from '../files/exchange/history.ts'
import {
  commitSource,
  diskSource,
  type ExchangeFolder,
  newestCommit,
  openFolder,
} from '../files/exchange/source.ts'
import { writeFounding } from '../files/founding.ts'
import { gitFolder, initRepository } from '../files/git/repository.ts'
import { parseRange } from '../files/history/range.ts'
import { ownIdentity, record } from '../files/record.ts'
import { uncommittedIn } from '../files/uncommitted.ts'
import { assessmentFile } from '../files/workspace.ts'
import { failure } from '../problem.ts'
import { problemsGithub, problemsGitlab, problemsJunit } from '../render/ci.ts'
import { type ExchangeCheckView, exchangeCheckJson, renderExchangeCheck } from '../render/exchange/check.ts'
import { oneLine, shellWord } from '../render/text.ts'
import { version } from '../version.ts'
import { withDryRun, withExamples, withFormat, withoutCommit } from './flags.ts'

interface InitFlags {
  readonly name?: string
  readonly audience?: Audience
  readonly commit: boolean
  readonly dryRun?: boolean
}

interface CheckFlags {
  readonly range?: string
  readonly format: string
}

export function define(command: Command, run: Run): void {
  const init = command
    .command('init')
    .description('begin an exchange: a git repository that councils publish to')
    .argument('[folder]', 'where it is to be (default: this folder)')
    .option('--name <name>', 'what people call it')
    .addOption(new Option('--audience <audience>', 'who can read it').choices(audiences))
  withDryRun(withoutCommit(init)).action(
    run<InitFlags>((flags, session, folder) => begin(folder, flags, session)),
  )
  const check = command
    .command('check')
    .description('check every record of an exchange, and with --range who wrote them')
    .argument('[folder]', 'the exchange: a clone, a bare repository or a plain folder (default: this folder)')
    .option('--range <a..b>', 'judge the commits of B that are not in A, and the records as B has them')
  withFormat(check, ['text', 'json', 'github', 'gitlab', 'junit'])
  check.action(run<CheckFlags>((flags, session, folder) => checkFolder(folder, flags, session)))
  withExamples(command, [
    'tiex exchange init ../exchange --name "Councils of the South West" --audience sector',
    'tiex exchange check ../exchange',
    'tiex exchange check --range origin/main..HEAD --format github   in a build',
  ])
}

async function begin(
  folder: string | undefined,
  { name, audience, commit, dryRun }: InitFlags,
  session: Session,
): Promise<void> {
  const missing = [
    ...(name === undefined ? ['--name NAME'] : []),
    ...(audience === undefined ? ['--audience sector or --audience public'] : []),
  ]
  if (name === undefined || audience === undefined)
    throw failure(
      'usage',
      `${missing.map((flag) => flag.split(' ')[0]).join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing`,
      `say what people call it and who can read it: ${missing.join(', ')}`,
    )
  const root = resolve(session.folder, folder ?? '.')
  const begun = { name, audience, version: version() }
  if (!(await mayBegin(root, begun, { commits: commit && dryRun !== true }, session)))
    throw failure(
      'exchange',
      `there is an exchange in ${folder ?? 'this folder'} already: nothing was changed`,
      'look at it with: tiex exchange check',
    )
  const council = await readBytes({ path: resolve(root, assessmentFile), shown: assessmentFile }, 1024 * 1024)
  if (council !== 'missing')
    throw failure(
      'exchange',
      `there is the assessment of a council in ${folder ?? 'this folder'} (${assessmentFile}): nothing was changed`,
      'an exchange is a repository of its own: name another folder',
    )
  const planned = await exchangeFiles({ ...begun, keeper: undefined })
  if (dryRun)
    return session.say(
      `Would begin an exchange in ${oneLine(folder ?? 'this folder')}; nothing was written:\n${planned.map(({ file }) => `  ${file}\n`).join('')}`,
    )
  if ((await gitFolder(root)) === undefined) await initRepository(root, session.env.variables)
  const { email } = ownIdentity({ root }, session.env.variables)
  const files = await exchangeFiles({ ...begun, keeper: email })
  const { written, leftAlone } = await writeFounding(root, files)
  const recorded = commit
    ? await record(session, root, { files: written, message: `Begin ${oneLine(name)}` })
    : 'nothing'
  session.say(
    `Written${recorded === 'committed' ? ' and committed' : ', not committed'}:\n${written.map((file) => `  ${file}\n`).join('')}`,
  )
  if (leftAlone.length > 0)
    session.say(`Left as they were:\n${leftAlone.map((file) => `  ${file}\n`).join('')}`)
  if (email === undefined)
    session.say(
      '\nNobody is named who keeps it, since git knows no e-mail of yours: name them in exchange.yaml.\n',
    )
  const to = shellWord(oneLine(folder ?? '.'))
  session.say(
    `\nNext: push it to where councils can reach it; each then runs tiex publish --audience ${audience} --to ADDRESS\n  tiex exchange check${folder === undefined ? '' : ` ${to}`}\n`,
  )
}

/** Whether no exchange is there, or this very one, which an earlier run was stopped before it could commit. */
async function mayBegin(
  root: string,
  begun: Omit<Begun, 'keeper'>,
  { commits }: { readonly commits: boolean },
  session: Session,
): Promise<boolean> {
  const there = await readBytes({ path: resolve(root, exchangeFile), shown: exchangeFile }, 1024 * 1024)
  if (there === 'missing') return true
  if (!commits || (await uncommittedIn(session, { root }, [exchangeFile])).length === 0) return false
  const { email } = ownIdentity({ root }, session.env.variables)
  const planned = await exchangeFiles({ ...begun, keeper: email })
  return planned.some(({ file, text }) => file === exchangeFile && Buffer.from(text).equals(there))
}

async function checkFolder(folder: string | undefined, flags: CheckFlags, session: Session): Promise<void> {
  const { variables } = session.env
  const named = folder ?? '.'
  const found = await openFolder(resolve(session.folder, named), named, variables)
  const view = await viewOf(found, flags.range, { variables, until: tomorrow(session.env.now()) })
  await show(view, flags.format, session)
  if (view.problems.some(({ severity }) => severity === 'error')) session.answerNo()
}

/** Where it is tomorrow first, it is tomorrow already. */
function tomorrow(now: Date): string {
  return new Date(now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10)
}

/** Files as they stand in the folder; with a range, and where the repository has none, as the commit has them. */
async function viewOf(
  { root, run, isBare }: ExchangeFolder,
  named: string | undefined,
  around: { readonly variables: Session['env']['variables']; readonly until: string },
): Promise<ExchangeCheckView> {
  if (run === undefined) {
    if (named !== undefined)
      throw failure(
        'range',
        'there is no git repository here, so that there is no history to judge',
        'leave --range out, or name a clone',
      )
    return { ...(await checkExchange(diskSource(root), around)), hasHistory: false }
  }
  if (named === undefined) {
    const source = isBare ? commitSource(newestCommit(run), run) : diskSource(root)
    return { ...(await checkExchange(source, around)), hasHistory: false }
  }
  const range = parseRange(named, run)
  const checked = await checkExchange(commitSource(range.to, run), around)
  const problems = [...checked.problems, ...(await checkHistory(range, run))]
  return { ...checked, problems, hasHistory: true }
}

function show(view: ExchangeCheckView, format: string, { print, screen }: Session): Promise<void> {
  const { problems } = view
  if (format === 'json') return print(exchangeCheckJson(view))
  if (format === 'github') return print(problemsGithub(problems), 'workflow commands')
  if (format === 'gitlab')
    return print(
      problemsGitlab(problems, (text) => createHash('sha256').update(text).digest('hex').slice(0, 32)),
    )
  if (format === 'junit') return print(problemsJunit(problems))
  return print(renderExchangeCheck(view, screen))
}
