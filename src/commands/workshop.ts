import { type Command, Option } from 'commander'
import type { Person } from '../assessment/assessment.ts'
import { usualMinimumGroup } from '../assessment/people.ts'
import type { Run } from '../catalogue.ts'
import { type Screen, type Session, timestamp } from '../env.ts'
import { consensusPath, readConsensus, saveConsensus } from '../files/consensus.ts'
import { readNext } from '../files/ground.ts'
import { closedVault, openVault } from '../files/keys/vault.ts'
import { readyToSave } from '../files/kinds/ready.ts'
import { record, savedWords } from '../files/record.ts'
import { readResponses } from '../files/responses/read.ts'
import { sharedNotes } from '../files/responses/shared-notes.ts'
import { currentLook } from '../files/second-look.ts'
import { callerWhoMay, openWorkspace, type Workspace } from '../files/workspace.ts'
import { Interrupted } from '../interrupted.ts'
import { type Order, orders } from '../interview/workshop/sitting.ts'
import { workshop as lead } from '../interview/workshop/workshop.ts'
import type { Consensus } from '../merge/consensus.ts'
import type { Model } from '../model/model.ts'
import { failure, TiexError } from '../problem.ts'
import { isPlain, openPrompter } from '../prompts/prompter.ts'
import { unlocking } from '../prompts/secret.ts'
import { renderLookOpen, renderNext } from '../render/next.ts'
import { renderProblems } from '../render/problems.ts'
import { sameAgain } from '../render/same-again.ts'
import { wrap } from '../render/text.ts'
import { renderDecisions } from '../render/workshop/decisions.ts'
import { renderOpen, shortState } from '../render/workshop/open.ts'
import { renderTaken, renderUndoing } from '../render/workshop/taken.ts'
import { stances } from '../response/response.ts'
import { type Decide, priorities } from '../workshop/decide.ts'
import { checkStances } from '../workshop/stance.ts'
import { tallyOf } from '../workshop/tally.ts'
import { offering, withAs, withCommit, withDryRun, withExamples, withIdentity, withRound } from './flags.ts'
import { type DecidingFlags, type Given, givenDecisions } from './workshop/given.ts'
import { lookWarning } from './workshop/look.ts'

interface WorkshopFlags extends DecidingFlags {
  readonly as?: string
  readonly round?: string
  readonly identity?: string
  readonly by: Order
  readonly dryRun?: boolean
  readonly commit: boolean
}

export function define(command: Command, run: Run): void {
  const several = (flag: string, description: string, words: readonly string[] = []) =>
    command.addOption(
      offering(new Option(flag, `${description} (repeatable)`), words).argParser(
        (value: string, before: readonly string[] = []) => [...before, value],
      ),
    )
  command.addOption(
    new Option('--by <order>', 'section by section, or what divides people most first')
      .choices(orders)
      .default('model'),
  )
  several('--agree <statement=option>', 'agree on one statement without being asked')
  several('--take-back <statement>', 'take the agreement on a statement back')
  several('--reason <statement=text>', 'why it is agreed; - removes it')
  several('--dissent <statement=text>', 'what is held against it; - removes it')
  several('--priority <cell=priority>', 'high, medium, low or none; also of a success factor', [
    ...priorities,
    'none',
  ])
  several('--ambition <cell=n>', 'where the council wants to be, or none')
  several('--stance <cell=stance>', 'deliberate: to stay there on purpose; or none', [...stances, 'none'])
  several('--note <cell=text>', 'what to keep in mind; - removes it')
  command
    .option('--accept-shared', 'agree on what is suggested wherever the view is shared')
    .option('--undo-shared', 'take back what was accepted in the last such step')
    .option('--from <file>', 'take decisions from a file: statements and cells as in consensus.yaml')
  withDryRun(withCommit(withIdentity(withRound(withAs(command)))))
  withExamples(command, [
    'tiex workshop',
    'tiex workshop --by divergence',
    'tiex workshop --agree data-and-intelligence/community/do=partly',
    'tiex workshop --accept-shared --dry-run',
    'tiex workshop --undo-shared',
  ])
  command.action(run<WorkshopFlags>(workshop))
}

/** Who decides what, and where that goes. */
interface Work {
  readonly session: Session
  readonly flags: WorkshopFlags
  readonly workspace: Workspace
  readonly person: Person
  readonly consensus: Consensus
}

async function workshop(flags: WorkshopFlags, session: Session): Promise<void> {
  const opened = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const person = await callerWhoMay('facilitate', { session, workspace: opened, as: flags.as })
  // Sealing needs no key: only what is sealed already stays shut.
  const vault = { ...openVault(session), open: closedVault(session).open }
  const workspace = { ...opened, vault }
  const consensus = await consensusOf(workspace)
  if ((await currentLook(opened, session)) !== undefined) session.say(renderLookOpen(session.screen))
  const work = { session, flags, workspace, person, consensus }
  const given = await givenDecisions(work)
  if (given !== undefined) return takeGiven(work, given)
  if (flags.dryRun)
    throw failure('usage', '--dry-run goes with the flags that decide', 'leave it out to be asked')
  if (!session.interactive)
    throw failure(
      'no-terminal',
      'there is no terminal to lead the workshop on',
      'decide with --agree CELL/STAGE=OPTION (repeatable), --accept-shared, or take decisions from a file with --from FILE',
    )
  await leadGroup(await unlocked(work))
}

async function consensusOf(workspace: Workspace): Promise<Consensus> {
  const consensus = await readConsensus(workspace)
  if (consensus === undefined) throw nothingMerged(workspace.round)
  return consensus
}

function nothingMerged(round: string): TiexError {
  return failure('no-consensus', `nothing is merged in ${round} yet`, 'merge the responses first: tiex merge')
}

async function takeGiven(work: Work, { decide, settles, undone }: Given): Promise<void> {
  const { session, flags, consensus } = work
  // The spread an agreement was made from may lie under the seal, and has to go with it.
  const touchesSealed =
    consensus.sealed !== undefined && settles.some((id) => consensus.statements[id]?.agreed !== undefined)
  const able = touchesSealed ? await unlocked(work) : work
  const { model, round } = able.workspace
  const before = able.consensus
  if (flags.dryRun) {
    const { width } = session.screen
    const change = { before, after: decide(before), width }
    return session.print(renderDecisions(consensusPath(round), model, change))
  }
  session.say(renderUndoing(undone, before, session.screen))
  session.say(await lookWarning(able.workspace, settles, session))
  let found = before
  const after = await save(able, (current) => {
    found = current
    return decide(current)
  })
  const accepts = flags.acceptShared === true
  session.say(renderTaken({ before: found, after, model, accepts }, session.screen))
  session.say(stanceWarnings(model, found, after, session.screen))
  session.say(await kept(able, after, after === found ? 'nothing' : 'flags'))
}

/** Warnings on cells that the decisions have made contradict themselves. */
function stanceWarnings(model: Model, before: Consensus, after: Consensus, screen: Screen): string {
  const known = new Set(checkStances(model, before).map(({ message }) => message))
  return renderProblems(
    checkStances(model, after).filter(({ message }) => !known.has(message)),
    screen,
  )
}

/** The same with the sealed counts opened. Throws a `TiexError` where no key at hand opens them. */
async function unlocked(work: Work): Promise<Work> {
  const { session, flags } = work
  const workspace = { ...work.workspace, vault: openVault(session, { ...flags, ...unlocking(session) }) }
  if (work.consensus.sealed === undefined) return { ...work, workspace }
  const consensus = await consensusOf(workspace)
  if (consensus.sealed === undefined) return { ...work, workspace, consensus }
  throw failure(
    'key',
    `no key at hand opens the sealed counts of ${workspace.round}`,
    'the key of one who may facilitate does: --identity FILE, TIEX_IDENTITY, or tiex keys restore FILE',
  )
}

async function leadGroup(work: Work): Promise<void> {
  const { session, flags, workspace } = work
  const { assessment, round, model } = workspace
  const { notes } = await sharedNotes(workspace, await readResponses(workspace, round, 'errors'))
  let { consensus } = work
  // Also finds out, before the first question, whether decisions can be saved at all.
  consensus = await save(work, (current) => current)
  await readyToSave('consensus')
  const prompter = await openPrompter(session)
  try {
    await lead({
      model,
      prompter,
      screen: isPlain(session) ? { ...session.screen, plain: true } : session.screen,
      about: {
        council: assessment.organisation.name,
        round,
        minimumGroup: assessment['minimum-group'] ?? usualMinimumGroup,
      },
      notes,
      by: flags.by,
      now: () => timestamp(session.env.now()),
      say: (text) => session.say(text),
      save: async (decide) => {
        consensus = await save({ ...work, consensus }, decide)
        return consensus
      },
      consensus,
      showsFew: false,
      accepted: [],
      notice: '',
    })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    throw new Interrupted((await kept(work, consensus, 'sitting')).trimEnd())
  } finally {
    prompter.close()
  }
  session.say(await kept(work, consensus, 'sitting'))
}

/** Applies the decision to what is on disk, under its lock; the consensus as it then is. Where it was taken away meanwhile, to what it was. */
async function save({ workspace, session, consensus }: Work, decide: Decide): Promise<Consensus> {
  let saved: Consensus | undefined
  await saveConsensus(workspace, (current) => {
    if (current === undefined) {
      const path = consensusPath(workspace.round)
      session.say(`${path} was taken away meanwhile: it is written again, with every decision.\n`)
    }
    saved = decide(current ?? consensus)
    return saved
  })
  return saved!
}

/** Commits what is saved; tells it, what is still open (after a sitting with sections), and how to go on. `by` is what decided it. A commit that fails takes nothing from what is saved. */
async function kept(work: Work, consensus: Consensus, by: 'sitting' | 'flags' | 'nothing'): Promise<string> {
  const { session, flags, workspace, person } = work
  const { round, model, root } = workspace
  const tally = tallyOf(model, consensus)
  const path = consensusPath(round)
  const most = by === 'sitting' ? 12 : 0
  const state = renderOpen(tally, { model, screen: session.screen, most, way: 'tiex merge --all' })
  const goOn = wrap(`Go on with: ${comeBack(work)}`, session.screen.width)
  const more = tally.open.length === 0 ? '' : `${goOn}\n`
  const after = `${state}${more}${renderNext(await readNext(workspace, session), session.screen, 'tiex workshop')}`
  const told = (words: string) => `${wrap(`${words}: ${path}`, session.screen.width)}\n${after}`
  const same = by === 'nothing' ? told('Nothing changed') : undefined
  if (!flags.commit) return same ?? told('Saved, not committed')
  const message = `Agree ${round}: ${shortState(tally)}`
  try {
    const recorded = await record(session, root, { files: [path], message, person })
    if (recorded !== 'committed' && same !== undefined) return same
    return told(savedWords[recorded])
  } catch (error) {
    if (error instanceof TiexError) session.say(`Saved, not committed: ${path}\n`)
    throw error
  }
}

/** The command that leads back to where the group left. */
function comeBack({ session, flags }: Work): string {
  return sameAgain(session, 'workshop', flags, flags.by === 'model' ? [] : ['--by', flags.by])
}
