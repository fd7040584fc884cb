import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Run } from '../catalogue.ts'
import { hintFor } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { listFolder } from '../files/disk/bytes.ts'
import type { FileName } from '../files/disk/faults.ts'
import {
  likelyModel,
  namedModelFolder,
  type ReadModel,
  readGlossary,
  readModel,
  readResources,
  shippedModels,
} from '../files/models.ts'
import { modelOfPin } from '../files/past/models.ts'
import { findAssessment, openWorkspace } from '../files/workspace.ts'
import { flagsAgainst, unclaimedSame } from '../model/check-was.ts'
import type { Model, Section, Statement } from '../model/model.ts'
import { flagsOf } from '../model/readability.ts'
import { failure, type Problem, TiexError } from '../problem.ts'
import { modelProblemsJson } from '../render/ci.ts'
import { renderJson } from '../render/json.ts'
import { modelJson, renderModel } from '../render/model.ts'
import { renderProblem, summaryOf } from '../render/problems.ts'
import { counted, oneLine, wrap } from '../render/text.ts'
import { withExamples, withFormat } from './flags.ts'
import { defineVersions } from './model/versions.ts'

interface ModelFlags {
  readonly format: string
  readonly details?: boolean
  readonly strict?: boolean
}

export function define(command: Command, run: Run): void {
  const list = command
    .command('list')
    .description('list the models at hand: shipped with tiex, or in model/ of this assessment')
  withFormat(list, ['text', 'json']).action(run<ModelFlags>((flags, session) => listModels(flags, session)))
  const show = command
    .command('show')
    .description('show a model, or one of its sections')
    .argument('[model]', 'a folder, or an id such as tiex-2026.1 (default: the pinned one, else the newest)')
    .argument('[section]', 'a characteristic, a cell or a success factor')
  show.option('--details', 'what fully looks like, and which evidence counts')
  withFormat(show, ['text', 'json']).action(
    run<ModelFlags>((flags, session, model, section) => showModel(model, section, flags, session)),
  )
  const check = command
    .command('check')
    .description('prove the structure of a model, and flag what a reader would dislike')
    .argument('[model]', 'a folder, or an id such as tiex-2026.1 (default: the pinned one, else the newest)')
  check.option('--strict', 'let warnings fail the check too')
  withFormat(check, ['text', 'json']).action(
    run<ModelFlags>((flags, session, model) => checkModels(model, flags, session)),
  )
  defineVersions(command, run)
  withExamples(command, [
    'tiex model list',
    'tiex model check ../our-model',
    'tiex model diff tiex@2026.1 ../our-model',
    'tiex model upgrade ../our-model --dry-run',
  ])
}

async function listModels(flags: ModelFlags, session: Session): Promise<void> {
  const assessment = await findAssessment(session.folder)
  const own = assessment === undefined ? [] : ownModels(assessment.root)
  const models: (ReadModel & { readonly from: string })[] = []
  for (const [folders, from] of [
    [own, 'this assessment'],
    [shippedModels(), 'tiex'],
  ] as const) {
    for (const folder of folders) {
      const read = await readModel(folder)
      if (read === 'missing') continue
      if ('problems' in read)
        read.problems.forEach((problem) => void session.say(renderProblem(problem, session.screen)))
      else models.push({ ...read, from })
    }
  }
  if (flags.format === 'json')
    return session.print(
      renderJson({
        format: 'tiex-models/1',
        models: models.map(({ model, from }) => ({
          id: model.id,
          version: model.version,
          title: model.title,
          digest: model.digest,
          valid: model.valid,
          statements: model.statements.length,
          from,
        })),
      }),
    )
  const { width } = session.screen
  for (const { model, from } of models)
    await session.print(
      `${wrap(`${model.id} ${model.version}  ${oneLine(model.title)}`, width, 0, 2)}\n${wrap(`${counted(model.statements.length, 'statement')}, valid ${model.valid.from} to ${model.valid.until}, from ${from}`, width, 2)}\n  ${model.digest}\n`,
    )
}

function ownModels(root: string): readonly FileName[] {
  const folder = { path: resolve(root, 'model'), shown: 'model' }
  const entries = listFolder(folder)
  return entries === 'missing'
    ? []
    : entries
        .filter((entry) => entry.kind === 'folder')
        .map((entry) => ({ path: resolve(folder.path, entry.name), shown: `model/${entry.name}` }))
}

async function showModel(
  named: string | undefined,
  section: string | undefined,
  flags: ModelFlags,
  session: Session,
): Promise<void> {
  const read = await readModel(await folderOf(named, session))
  if (read === 'missing') throw missing(named)
  if ('problems' in read) throw new TiexError(read.problems)
  if (flags.format === 'json') return session.print(modelJson(read.model))
  await session.print(
    renderModel(
      read.model,
      { sections: sectionsOf(read, section), help: flags.details ?? false },
      session.screen,
    ),
  )
}

function sectionsOf({ model }: ReadModel, named: string | undefined): readonly Section[] {
  if (named === undefined) return model.sections
  const found = model.sections.filter(
    (section) => section.id === named || (section.kind === 'cell' && section.characteristic === named),
  )
  if (found.length > 0) return found
  const known = [
    ...model.characteristics.map((axis) => axis.id),
    ...model.sections.map((section) => section.id),
  ]
  throw failure(
    'unknown-id',
    `the model has no characteristic, cell or success factor "${named}"`,
    hintFor(named, known, 'sections'),
  )
}

/** Structure, resources, glossary and the reader's flags; exit 1 where there is an error, with --strict where there is anything to mend. */
async function checkModels(named: string | undefined, flags: ModelFlags, session: Session): Promise<void> {
  const folder = await folderOf(named, session)
  const read = await readModel(folder)
  if (read === 'missing') throw missing(named)
  const problems: Problem[] = []
  let looked = ''
  if ('problems' in read) problems.push(...read.problems)
  else {
    const resources = await readResources(read.model, folder)
    const glossary = await readGlossary(folder)
    const terms = glossary.terms.map((term) => term.term)
    const before = await previousOf(read.model, session)
    const dislikes = [
      ...flagsOf(read.model, terms),
      ...(before === undefined ? [] : flagsAgainst(read.model, before)),
    ]
    const reader = dislikes.map(
      ({ statement, rule, message }): Problem => ({
        severity: 'warning',
        rule,
        message: `${statement.id}: ${message}`,
        place: { file: `${folder.shown}/${fileOf(statement.section, read)}` },
      }),
    )
    problems.push(...read.warnings, ...resources.problems, ...glossary.problems, ...reader)
    const same = before === undefined ? [] : unclaimedSame(read.model, before)
    if (same.length > 0) problems.push(notSaid(same, folder))
    looked = `${wrap(`${read.model.id} ${read.model.version}: ${counted(read.model.statements.length, 'statement')}, ${counted(resources.resources.length, 'resource')}, ${counted(terms.length, 'term')}`, session.screen.width)}\n${read.model.digest}\n`
  }
  if (problems.some(({ severity }) => flags.strict || severity === 'error')) session.answerNo()
  if (flags.format === 'json') return session.print(modelProblemsJson(problems))
  await session.print(looked + problems.map((problem) => renderProblem(problem, session.screen)).join(''))
  await session.print(
    problems.length === 0
      ? `${wrap(`${session.screen.paint.good('Everything is in order')}: nothing a reader would dislike.`, session.screen.width)}\n`
      : `\n${summaryOf(problems)}.\n`,
  )
}

function notSaid(same: readonly Statement[], folder: FileName): Problem {
  const [{ id }] = same as readonly [Statement]
  return {
    severity: 'warning',
    rule: 'not-comparable',
    message: `${counted(same.length, 'statement is', 'statements are')} as in the version before without saying so, and will not be compared with it`,
    hint: `write was and the id behind each, such as was: ${id}`,
    place: { file: `${folder.shown}/model.yaml` },
  }
}

/** The version before, where it is at hand. */
async function previousOf({ previous }: Model, session: Session): Promise<Model | undefined> {
  const assessment = await findAssessment(session.folder)
  return previous === undefined ? undefined : modelOfPin(assessment?.root, previous)
}

function fileOf(section: string, { model }: ReadModel): string {
  const found = model.sectionById.get(section)
  return found?.kind === 'cell'
    ? `characteristics/${found.characteristic}.yaml`
    : `success-factors/${section}.yaml`
}

/** A folder by path, a model by `id-version`, `id@version` or `id`, else the pinned one, else the newest that ships with tiex. */
async function folderOf(named: string | undefined, session: Session): Promise<FileName> {
  if (named !== undefined) return namedModelFolder(session.folder, named)
  if ((await findAssessment(session.folder)) !== undefined) return (await openWorkspace(session)).modelFolder
  const newest = shippedModels().at(-1)
  if (newest === undefined) throw missing(undefined)
  return newest
}

function missing(named: string | undefined): TiexError {
  return failure(
    'no-model',
    `there is no model.yaml in ${named ?? 'the folder of models'}`,
    `${likelyModel(named)}name a folder that holds model.yaml, characteristics/ and success-factors/, or look at: tiex model list`,
  )
}
