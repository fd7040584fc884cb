import { type Command, Option } from 'commander'
import type { Person } from '../assessment/assessment.ts'
import type { Run } from '../catalogue.ts'
import { listed } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { type Audience, audiences, type Exchange } from '../exchange/exchange.ts'
import { exchangeFile, publishedPracticePath } from '../exchange/paths.ts'
import { readExchange } from '../files/exchange/exchange-file.ts'
import { doubts, exchangeObstacles, nameObstacles } from '../files/exchange/obstacles.ts'
import { type Place, readPublished, type Written } from '../files/exchange/place.ts'
import { publisherOf } from '../files/exchange/publisher.ts'
import { type Draft, draftOf, practiceFile, recordFile } from '../files/exchange/publishing.ts'
import {
  changesOf,
  type FileChange,
  isCommitted,
  openExchange,
  type Sender,
  sayIndexLeft,
  send,
  senderOf,
  whyNotSender,
} from '../files/exchange/sending.ts'
import { todayIn } from '../files/plan-results.ts'
import { readPractice } from '../files/practice.ts'
import { keyFingerprint } from '../files/ssh/public-key.ts'
import { openWorkspace, type Workspace } from '../files/workspace.ts'
import { isConfirmed } from '../interview/confirm.ts'
import type { Practice } from '../practice/practice.ts'
import { practiceToPublish } from '../practice/published.ts'
import { failure, type Problem, TiexError } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { renderKept, renderPreview } from '../render/exchange/publish.ts'
import { renderProblems } from '../render/problems.ts'
import { stateInWords } from '../render/sign-off.ts'
import { oneLine, readable, shellWord, wrap } from '../render/text.ts'
import { withAs, withDryRun, withExamples, withRound } from './flags.ts'

interface PublishFlags {
  readonly round?: string
  readonly as?: string
  readonly audience?: Audience
  readonly to?: string
  readonly withSpreads?: boolean
  readonly yes?: boolean
  readonly dryRun?: boolean
}

export function define(command: Command, run: Run): void {
  command
    .addOption(new Option('--audience <audience>', 'who may see it').choices(audiences))
    .option('--to <exchange>', 'a folder or the address of a git repository (default: exchange in tiex.yaml)')
    .option('--with-spreads', 'publish too how many gave which answer, where enough people answered')
    .option('--yes', 'publish what is shown, without being asked')
    .option('-o, --output <file>', 'write what leaves to this file instead of the screen (- for the screen)')
  withDryRun(withRound(withAs(command)))
  withExamples(command, [
    'tiex publish --audience sector --dry-run   read what would leave',
    'tiex publish --audience sector',
    'tiex publish --audience public --to ../exchange --round 2025-autumn',
  ])
  command.action(run<PublishFlags>((flags, session) => publish(flags, session)))
}

/** What there is to publish, and where to. */
interface Publication {
  readonly workspace: Workspace
  readonly person: Person
  readonly place: Place
  readonly exchange: Exchange
  readonly draft: Draft
  readonly changes: readonly FileChange[]
  readonly kept: readonly string[]
  readonly sender: Sender
  /** Practice that is new there, or changed. */
  readonly leaving: readonly Practice[]
}

async function publish(flags: PublishFlags, session: Session): Promise<void> {
  const { audience } = flags
  if (audience === undefined)
    throw failure(
      'usage',
      '--audience is missing',
      'say who may see it: --audience sector or --audience public',
    )
  const keys = flags.withSpreads ? unlocking(session) : { keys: 'none' as const }
  const workspace = await openWorkspace(session, { round: flags.round, ...keys })
  const person = await publisherOf(session, workspace, { as: flags.as, to: 'publish' })
  const today = todayIn(workspace, session.env.now())
  const draft = await draftOf(
    workspace,
    { audience, today, withSpreads: flags.withSpreads === true },
    session,
  )
  if (draft === 'out of date') return sayOutOfDate(workspace, session)
  const practices = await sharedPractice(workspace, audience, session)
  const leaving = { record: draft.record, practices: practices.shared }
  const obstacles = [...draft.unmet, ...nameObstacles(leaving, workspace.assessment.people)]
  if (!flags.dryRun) refuse(obstacles)
  const place = await openExchange(session, workspace, flags.to)
  try {
    await publishTo(place, { workspace, person, draft, practices, flags, obstacles }, session)
  } finally {
    place.close()
  }
}

function sayOutOfDate({ round }: Workspace, session: Session): void {
  const said = `Nothing was published: responses of ${readable(round)} have changed since they were merged, so that its consensus is out of date.`
  session.say(`${wrap(said, session.screen.width)}\n\nNext: tiex merge\n`)
}

/** What the council shares of its practice with an audience, and the ids of what it does not. */
interface Practices {
  readonly shared: readonly Practice[]
  readonly others: readonly string[]
}

/** A practice that is faulty stays behind, and is told; it keeps nothing else from being published. */
async function sharedPractice(
  workspace: Workspace,
  audience: Audience,
  session: Session,
): Promise<Practices> {
  const { practices, problems } = await readPractice(workspace)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    session.say(`${renderProblems(errors, session.screen)}What is faulty is not published.\n\n`)
  const shared = practiceToPublish(practices, audience, workspace.assessment.organisation)
  const own = practices.filter(({ organisation }) => organisation === undefined).map(({ id }) => id)
  return { shared, others: own.filter((id) => !shared.some((one) => one.id === id)) }
}

interface Task {
  readonly workspace: Workspace
  readonly person: Person
  readonly draft: Draft
  readonly practices: Practices
  readonly flags: PublishFlags
  /** Known before the exchange was asked. */
  readonly obstacles: readonly Problem[]
}

/** Throws with all that stands in the way, where anything does. */
function refuse(obstacles: readonly Problem[]): void {
  if (obstacles.length > 0) throw new TiexError(obstacles, 'Nothing was published.')
}

async function publishTo(place: Place, task: Task, session: Session): Promise<void> {
  const { workspace, person, draft, practices, flags } = task
  const { id, name } = draft.record.organisation
  const wanted = [recordFile(draft.record), ...practices.shared.map((practice) => practiceFile(id, practice))]
  const unshared = practices.others.map((one) => publishedPracticePath(id, one))
  const ahead = [...wanted.map(({ path }) => path), ...unshared]
  const { data: exchange } = await readExchange(await readPublished(place, exchangeFile, ahead), place.shown)
  const sender = await senderOf(session, workspace, person)
  const mayNot = place.isGit ? whyNotSender(id, sender, exchange, place) : undefined
  const obstacles = [
    ...task.obstacles,
    ...exchangeObstacles(draft.record, exchange),
    ...(mayNot === undefined ? [] : [mayNot]),
  ]
  if (!flags.dryRun) refuse(obstacles)
  const changes = await changesOf(place, wanted)
  const kept = await stillThere(place, unshared)
  if (changes.length === 0 && obstacles.length === 0) {
    if (!flags.dryRun) await place.settle(wanted.map(({ path }) => path))
    return sayUnchanged(place, kept, session)
  }
  const leaving = practices.shared.filter((practice) =>
    changes.some(({ path }) => path === publishedPracticePath(id, practice.id)),
  )
  const publication = { workspace, person, place, exchange, draft, changes, kept, sender, leaving }
  const shown = await preview(publication, session)
  if (flags.dryRun) {
    await session.print(shown)
    refuse(obstacles)
    return session.say('\nWould publish this; nothing was published.\n')
  }
  if (!(await isAgreed(publication, { shown, flags, session }))) {
    session.say('Nothing was published.\n')
    return session.answerNo()
  }
  const written = await send(place, {
    ...{ organisation: id, changes, sender },
    message: `Publish ${draft.record.round} of ${oneLine(name)}`,
    refuse: (newest) => refuse(exchangeObstacles(draft.record, newest)),
  })
  if (written === 'nothing') return sayUnchanged(place, kept, session)
  const said = isCommitted(written) ? 'Committed' : 'Published'
  session.say(`\n${changes.map(({ path }) => `${said}: ${path}\n`).join('')}\n${next(publication, written)}`)
  sayIndexLeft(shellWord(oneLine(place.shown)), { written, changes }, session)
}

/** Of what is not shared, or not any more, what is published all the same. */
async function stillThere(place: Place, paths: readonly string[]): Promise<readonly string[]> {
  const there = await place.readAll(paths)
  return paths.filter((path) => there.get(path) !== 'missing')
}

function next({ place, draft }: Publication, written: Written): string {
  const to = shellWord(oneLine(place.shown))
  if (isCommitted(written)) return `Next: git -C ${to} push\n`
  return `Next: tiex compare ${draft.record.round} --peers all --exchange ${to}\n`
}

function sayUnchanged(place: Place, kept: readonly string[], session: Session): void {
  const said = `Nothing was published: ${oneLine(place.shown)} says all of this already.`
  session.say(`${wrap(said, session.screen.width)}\n${renderKept(kept, session.screen)}`)
}

async function preview(
  { workspace, place, exchange, draft, changes, kept, sender, leaving }: Publication,
  session: Session,
): Promise<string> {
  const { assessment, round } = workspace
  const { identity, key } = sender
  const unsigned = draft.signOff.roles
    .filter(({ role }) => !draft.signed.includes(role))
    .map((role) => `${role.role} (${stateInWords(role).replace(/; changed since:$/, '')})`)
  return renderPreview(
    {
      ...{
        council: assessment.organisation.name,
        round,
        exchange,
        to: place.shown,
        files: changes,
        kept,
        unsigned,
      },
      ...{ agreed: draft.agreed, statements: draft.statements, signed: draft.signed },
      doubts: await doubts({ record: draft.record, practices: leaving }, { workspace, session }),
      contacts: leaving.flatMap(({ id, contact }) => (contact === undefined ? [] : [{ id, contact }])),
      minimumGroup: assessment['minimum-group'] ?? 5,
      ...(draft.hiddenSpreads === undefined ? {} : { hiddenSpreads: draft.hiddenSpreads }),
      ...(place.isGit
        ? { commit: { ...identity, ...(key === undefined ? {} : { fingerprint: keyFingerprint(key) }) } }
        : {}),
    },
    session.screen,
  )
}

/** Roles that are to sign off, whose signature does not go along. */
function unsignedRoles({ signOff, signed }: Draft): readonly string[] {
  return signOff.roles
    .filter(({ needs, role }) => needs !== undefined && !signed.includes(role))
    .map(({ role }) => role)
}

/** Shows what leaves, and asks unless a flag says yes. What a person is asked about goes where the question goes. */
async function isAgreed(
  { exchange, draft }: Publication,
  { shown, flags, session }: { shown: string; flags: PublishFlags; session: Session },
): Promise<boolean> {
  if (flags.yes) {
    await session.print(shown)
    return true
  }
  if (!session.interactive)
    throw failure('flag', '--yes is missing', 'read what leaves with --dry-run, then publish it with --yes')
  session.say(shown)
  const whom = draft.record.audience === 'public' ? 'for everybody' : 'for the sector'
  const open = unsignedRoles(draft)
  const warning = open.length === 0 ? '' : `This is not signed off by ${listed(open)}. `
  const question = oneLine(`${warning}Publish this ${whom} in ${exchange.name}?`)
  return isConfirmed(session, { question, yes: 'yes, publish it', no: 'no, publish nothing' })
}
