import type { Command } from 'commander'
import type { Person } from '../assessment/assessment.ts'
import type { Run } from '../catalogue.ts'
import { quoted } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import {
  entryAt,
  exchangeFile,
  practiceFolder,
  publishedPracticePath,
  recordPath,
} from '../exchange/paths.ts'
import { isWithdrawn, tombstone } from '../exchange/published.ts'
import { readExchange } from '../files/exchange/exchange-file.ts'
import { type Place, readPublished } from '../files/exchange/place.ts'
import { publisherOf } from '../files/exchange/publisher.ts'
import { parsePublished, recordText } from '../files/exchange/publishing.ts'
import {
  type FileChange,
  isCommitted,
  openExchange,
  sayIndexLeft,
  send,
  senderOf,
  whyNotSender,
} from '../files/exchange/sending.ts'
import { todayIn } from '../files/plan-results.ts'
import { keyFingerprint } from '../files/ssh/public-key.ts'
import { openWorkspace, type Workspace } from '../files/workspace.ts'
import { isConfirmed } from '../interview/confirm.ts'
import { failure, TiexError } from '../problem.ts'
import { renderWithdrawal } from '../render/exchange/publish.ts'
import { oneLine, readable, shellWord, wrap } from '../render/text.ts'
import { withAs, withDryRun, withExamples, withRound } from './flags.ts'

interface WithdrawFlags {
  readonly round?: string
  readonly as?: string
  readonly to?: string
  readonly yes?: boolean
  readonly dryRun?: boolean
  readonly withPractice?: boolean
  readonly practice?: string
}

export function define(command: Command, run: Run): void {
  command
    .option('--to <exchange>', 'a folder or the address of a git repository (default: exchange in tiex.yaml)')
    .option('--with-practice', 'take back too all practice that the council shares there')
    .option('--practice <practice>', 'take back this practice alone, and leave the record')
    .option('--yes', 'withdraw what is shown, without being asked')
  withDryRun(withRound(withAs(command)))
  withExamples(command, [
    'tiex withdraw --dry-run',
    'tiex withdraw --round 2025-autumn --to ../exchange',
    'tiex withdraw --practice blue-badges-in-four-days',
  ])
  command.action(run<WithdrawFlags>((flags, session) => withdraw(flags, session)))
}

async function withdraw(flags: WithdrawFlags, session: Session): Promise<void> {
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const person = await publisherOf(session, workspace, { as: flags.as, to: 'withdraw' })
  const place = await openExchange(session, workspace, flags.to)
  try {
    await withdrawFrom(place, { workspace, person, flags }, session)
  } finally {
    place.close()
  }
}

interface Task {
  readonly workspace: Workspace
  readonly person: Person
  readonly flags: WithdrawFlags
}

async function withdrawFrom(
  place: Place,
  { workspace, person, flags }: Task,
  session: Session,
): Promise<void> {
  const { assessment, round } = workspace
  const { id, name } = assessment.organisation
  const { data: exchange } = await readExchange(await readPublished(place, exchangeFile), place.shown)
  const found = await findPublished(place, { workspace, person, flags }, session)
  if (typeof found === 'string') return say(session, found)
  const { changes, kept, what } = found
  const sender = await senderOf(session, workspace, person)
  const mayNot = place.isGit ? whyNotSender(id, sender, exchange, place) : undefined
  if (mayNot !== undefined) throw new TiexError([mayNot], 'Nothing was withdrawn.')
  const { key, identity } = sender
  const signed = key === undefined ? {} : { fingerprint: keyFingerprint(key) }
  const shown = renderWithdrawal(
    {
      ...{ council: name, what, to: place.shown, files: changes, kept },
      ...(place.isGit ? { commit: { ...identity, ...signed } } : {}),
    },
    session.screen,
  )
  if (flags.dryRun) {
    await session.print(shown)
    return session.say('\nWould withdraw this; nothing was changed.\n')
  }
  if (!(await isAgreed(what, { shown, flags, session }))) {
    session.say('Nothing was withdrawn.\n')
    return session.answerNo()
  }
  const message = `Withdraw ${flags.practice === undefined ? round : what} of ${oneLine(name)}`
  const written = await send(place, {
    organisation: id,
    changes,
    message,
    sender,
    refuse: () => {},
  })
  const to = shellWord(oneLine(place.shown))
  const said = isCommitted(written) ? 'Committed' : 'Withdrawn'
  session.say(`\n${changes.map(({ path }) => `${said}: ${path}\n`).join('')}\n`)
  session.say(
    isCommitted(written)
      ? `Next: git -C ${to} push\n`
      : 'Next: publish it again, if it was a mistake, with: tiex publish\n',
  )
  sayIndexLeft(to, { written, changes }, session)
}

/** What is to be taken back. */
interface Found {
  readonly changes: readonly FileChange[]
  /** Practice that stays there. */
  readonly kept: readonly string[]
  readonly what: string
}

/** What a person means of what is published there; a sentence where it is nothing. */
async function findPublished(
  place: Place,
  { workspace, flags }: Task,
  session: Session,
): Promise<Found | string> {
  const { round, assessment } = workspace
  const { id } = assessment.organisation
  const practices = practicesIn(place, id)
  const takenAway = async (paths: readonly string[]) => {
    const there = await place.readAll(paths)
    return paths.map((path) => ({ path, before: textOf(there.get(path)), after: undefined }))
  }
  if (flags.practice !== undefined) {
    const path = publishedPracticePath(id, flags.practice)
    if (!practices.includes(path))
      return `Nothing to withdraw: there is no practice ${quoted(flags.practice)} of ${id} in ${place.shown}.`
    return { changes: await takenAway([path]), kept: [], what: `the practice ${flags.practice}` }
  }
  const taken = flags.withPractice ? await takenAway(practices) : []
  const kept = flags.withPractice ? [] : practices
  const path = recordPath(id, round)
  const before = await parsePublished(path, await readPublished(place, path))
  const why =
    before === undefined
      ? `${readable(round)} of ${id} is not published in ${place.shown}`
      : before.file !== undefined && isWithdrawn(before.file)
        ? `${readable(round)} was withdrawn on ${before.file.withdrawn}`
        : undefined
  if (before === undefined || why !== undefined) {
    if (taken.length > 0) return { changes: taken, kept, what: 'all practice' }
    const still = kept.length === 0 ? '' : ' Practice is still published: tiex withdraw --with-practice.'
    return `Nothing to withdraw: ${why}.${still}`
  }
  const after = recordText(tombstone(id, round, todayIn(workspace, session.env.now())))
  const what = taken.length === 0 ? readable(round) : `${readable(round)} and all practice`
  return { changes: [{ path, before: before.text, after }, ...taken], kept, what }
}

/** Where the practice of an organisation stands. */
function practicesIn(place: Place, organisation: string): readonly string[] {
  return place
    .list(practiceFolder(organisation))
    .map((name) => `${practiceFolder(organisation)}/${name}`)
    .filter((path) => entryAt(path)?.kind === 'practice')
}

function textOf(bytes: Uint8Array | 'missing' | undefined): string {
  return bytes === undefined || bytes === 'missing' ? '' : new TextDecoder().decode(bytes)
}

async function isAgreed(
  what: string,
  { shown, flags, session }: { shown: string; flags: WithdrawFlags; session: Session },
): Promise<boolean> {
  if (flags.yes) {
    await session.print(shown)
    return true
  }
  if (!session.interactive)
    throw failure(
      'flag',
      '--yes is missing',
      'read what is withdrawn with --dry-run, then withdraw it with --yes',
    )
  session.say(shown)
  const question = oneLine(`Withdraw ${what}?`)
  return isConfirmed(session, { question, yes: 'yes, withdraw it', no: 'no, leave it there' })
}

function say(session: Session, text: string): void {
  session.say(`${wrap(oneLine(text), session.screen.width)}\n`)
}
