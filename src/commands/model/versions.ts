import type { Command } from 'commander'
import type { Run } from '../../catalogue.ts'
import type { Session } from '../../env.ts'
import { protectedFrom } from '../../files/keys/owners.ts'
import { readNamedModel } from '../../files/past/models.ts'
import { record, savedWords, settleNewest } from '../../files/record.ts'
import { beginUpgrade } from '../../files/upgrade/committed.ts'
import { targetOf } from '../../files/upgrade/target.ts'
import { prepareUpgrade, type Upgrade } from '../../files/upgrade/upgrade.ts'
import { assessmentFile, callerWhoMay, openWorkspace } from '../../files/workspace.ts'
import { diffModels, isSameModel } from '../../model/diff.ts'
import { type Model, modelName } from '../../model/model.ts'
import { TiexError } from '../../problem.ts'
import { unlocking } from '../../prompts/secret.ts'
import { modelDiffJson, modelDiffMarkdown, renderModelDiff } from '../../render/model-diff.ts'
import { unprovenWords } from '../../render/resealing.ts'
import { counted, wrap } from '../../render/text.ts'
import { renderUpgrade, upgradeMessage } from '../../render/upgrade.ts'
import { withAs, withCommit, withDryRun, withFormat, withIdentity, withRound } from '../flags.ts'

interface DiffFlags {
  readonly format: string
  readonly exitCode?: boolean
}

interface UpgradeFlags {
  readonly as?: string
  readonly identity?: string
  readonly round?: string
  readonly dryRun?: boolean
  readonly commit: boolean
}

/** The subcommands of `tiex model` that are about two versions of one. */
export function defineVersions(command: Command, run: Run): void {
  const diff = command
    .command('diff')
    .description('what was added, removed, reworded or moved between two versions of a model')
    .argument('<model>', 'the older: id@version, a folder, or REV:FOLDER in git')
    .argument('<model>', 'the newer, to compare it with')
    .option('--exit-code', 'end with 1 where there is a difference')
  withFormat(diff, ['text', 'json', 'md']).action(
    run<DiffFlags>((flags, session, older, newer) => diffVersions([older!, newer!], flags, session)),
  )
  const upgrade = command
    .command('upgrade')
    .description('carry the current round over to a newer version of its model, as one commit')
    .argument('[model]', 'a version such as 2027.1, or a folder (default: the newest that ships with tiex)')
  withCommit(withDryRun(withIdentity(withRound(withAs(upgrade))))).action(
    run<UpgradeFlags>((flags, session, named) => upgradeModel(named, flags, session)),
  )
}

async function diffVersions(
  [older, newer]: readonly [string, string],
  flags: DiffFlags,
  session: Session,
): Promise<void> {
  const diff = diffModels(...(await bothModels(session, [older, newer])))
  if (flags.exitCode && !isSameModel(diff)) session.answerNo()
  if (flags.format === 'json') return session.print(modelDiffJson(diff))
  if (flags.format === 'md') return session.print(modelDiffMarkdown(diff))
  await session.print(renderModelDiff(diff, session.screen))
}

/** Throws a `TiexError` with what is wrong with either. */
async function bothModels(
  session: Session,
  [older, newer]: readonly [string, string],
): Promise<readonly [Model, Model]> {
  const read = (named: string) =>
    readNamedModel(session, named).catch((error: unknown) => {
      if (error instanceof TiexError) return error
      throw error
    })
  const [one, other] = [await read(older), await read(newer)]
  if (!(one instanceof TiexError) && !(other instanceof TiexError)) return [one, other]
  throw new TiexError(
    [one, ...(older === newer ? [] : [other])].flatMap((each) =>
      each instanceof TiexError ? each.problems : [],
    ),
  )
}

async function upgradeModel(named: string | undefined, flags: UpgradeFlags, session: Session): Promise<void> {
  const opened = await openWorkspace(session, { ...flags, ...unlocking(session) })
  const begun = await beginUpgrade(session, opened)
  const { workspace } = begun
  const caller = await callerWhoMay('administer', { session, workspace, as: flags.as })
  const target = await targetOf(session, begun, named)
  const tell = (text: string) => session.say(`${wrap(text, session.screen.width)}\n`)
  if (target === 'same') {
    if (flags.commit && flags.dryRun !== true) await settleNewest(session, workspace.root, assessmentFile)
    return tell(`${workspace.round} is on ${modelName(workspace.model)} already: nothing was changed.`)
  }
  const prepared = await prepareUpgrade(session, { ...begun, target, caller, commit: flags.commit })
  const { upgrade, write } = prepared
  const dryRun = flags.dryRun === true
  if (upgrade.resumed) tell('An earlier run of this was not committed: it is finished now.\n')
  await session.print(renderUpgrade(upgrade, { dryRun, screen: session.screen }))
  const protectedPeople = await protectedFrom(caller, workspace, [workspace.round])
  unprovenWords(caller.id, protectedPeople).forEach(tell)
  if (dryRun) return tell('\nNothing was written. Next: the same without --dry-run')
  const files = await write()
  if (!flags.commit)
    tell(
      `Saved, not committed: ${counted(files.length, 'file')}. To finish it: tiex model upgrade. By hand, all of it belongs into one commit that ends with the line Tiex-Upgrade:`,
    )
  const message = upgradeMessage(upgrade, caller.id)
  if (!flags.commit) return tell(message.join('\n\n'))
  const recorded = await record(session, workspace.root, { files, message, person: caller })
  tell(`\n${savedWords[recorded]}: ${workspace.round} on ${modelName(target.mapping.newer)}.`)
  tell(nextWords(upgrade))
}

function nextWords({ responses, marked, mapping: { added } }: Upgrade): string {
  if (responses === 0) return 'Next: tiex assess'
  const again = [...(marked > 0 ? ['what was reworded'] : []), ...(added.length > 0 ? ['what is new'] : [])]
  const answer = again.length === 0 ? 'tiex assess' : `tiex assess, which asks ${again.join(' and ')}`
  return `Next: push it; everybody fetches it before they go on, with: ${answer}`
}
