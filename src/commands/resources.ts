import { Argument, type Command, Option } from 'commander'
import type { Run } from '../catalogue.ts'
import { hintFor } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { knownPractice } from '../files/known-practice.ts'
import { modelFolders, readModel, readResources, shippedModels } from '../files/models.ts'
import { readSource, type Source } from '../files/source.ts'
import { findAssessment, openWorkspace } from '../files/workspace.ts'
import type { Model } from '../model/model.ts'
import { practiceName } from '../practice/form.ts'
import { withPractice } from '../practice/match.ts'
import { failure, TiexError } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { renderFew } from '../render/practice/problems.ts'
import { renderProblem } from '../render/problems.ts'
import {
  renderResources,
  renderSuggestions,
  resourcesCsv,
  resourcesJson,
  resourcesMarkdown,
  suggestionsCsv,
  suggestionsJson,
  suggestionsMarkdown,
} from '../render/resources.ts'
import { counted, shellWord, visible, wrap } from '../render/text.ts'
import type { Resource } from '../resources/resource.ts'
import { meets, needsOf, type ResourceFilter, suggest } from '../resources/suggest.ts'
import { consensusResults, resultsOf } from '../scoring/results.ts'
import {
  offering,
  positiveNumber,
  withAs,
  withExamples,
  withExchange,
  withFormat,
  withIdentity,
  withRound,
} from './flags.ts'

interface ResourcesFlags extends ResourceFilter {
  readonly as?: string
  readonly round?: string
  readonly identity?: string
  readonly format: string
  readonly top: number
  readonly each: number
  readonly exchange?: string
}

export function define(command: Command, run: Run): void {
  command
    .addArgument(
      offering(
        new Argument('[who]', 'whose gaps: a person, "consensus" or a response file; or "search" and words'),
        ['search'],
      ),
    )
    .argument('[words...]', 'what to search for, after "search"')
    .option('--characteristic <characteristic>', 'only resources about this characteristic')
    .option('--mode <mode>', 'only resources about this mode')
    .option('--stage <stage>', 'only resources about this stage')
    .addOption(
      offering(new Option('--type <type>', `only resources of this type: ${types.join(', ')}`), types),
    )
    .option('--top <n>', 'how many needs to show, the heaviest first', positiveNumber, 5)
    .option('--each <n>', 'how many resources, and how many practices, for each need', positiveNumber, 3)
  withFormat(withIdentity(withExchange(withRound(withAs(command)))), ['text', 'json', 'csv', 'md'])
  withExamples(command, [
    'tiex resources',
    'tiex resources search unit costs',
    'tiex resources --type case-study --stage review',
  ])
  command.action(
    run<ResourcesFlags>((flags, session, who, words) =>
      who === 'search'
        ? search(words as unknown as string[], flags, session)
        : suggestFor(who, flags, session),
    ),
  )
}

/** Suggestions from the gaps of a person or the consensus. */
async function suggestFor(who: string | undefined, flags: ResourcesFlags, session: Session): Promise<void> {
  const source = await readSource(session, who, { ...flags, ...unlocking(session) })
  const results =
    source.kind === 'response'
      ? resultsOf(source.model, source.response)
      : consensusResults(source.model, source.consensus)
  const resources = (await resourcesOf(source, session)).filter(filterOf(flags, source.model))

  const all = needsOf(results)
  const needs = all.filter((need) => {
    const { section } = need
    const inMode = flags.mode === undefined || (section.kind === 'cell' && section.mode === flags.mode)
    const inCharacteristic =
      flags.characteristic === undefined ||
      (section.kind === 'cell' && section.characteristic === flags.characteristic)
    return inMode && inCharacteristic
  })
  const found = suggest(needs.slice(0, flags.top), resources, flags.each)
  const { practices, told } = await knownPractice(session, source.workspace, flags.exchange)
  session.say(renderFew(told, session.screen))
  const suggestions = withPractice(found, isFiltered(flags) ? [] : practices, {
    model: source.model,
    each: flags.each,
  })
  if (flags.format === 'json') return session.print(suggestionsJson(suggestions))
  if (flags.format === 'csv') return session.print(suggestionsCsv(suggestions))
  if (flags.format === 'md') return session.print(suggestionsMarkdown(suggestions))
  if (suggestions.length === 0)
    return session.print(
      all.length === 0
        ? 'Nothing to suggest: no gap is left, or nothing is answered yet.\n'
        : `Nothing to suggest with these filters; without them: ${counted(all.length, 'need')}.\n`,
    )
  await session.print(renderSuggestions(suggestions, session.screen))
  const left = needs.length - suggestions.length
  const more = left > 0 ? `${counted(left, 'more need')}: add --top ${needs.length} · ` : ''
  const [first] = suggestions.flatMap(({ practice }) => practice)
  const where = flags.exchange === undefined ? '' : ` --exchange ${shellWord(flags.exchange)}`
  const read =
    first === undefined ? '' : `practice: tiex practice show ${practiceName(first.practice)}${where} · `
  session.say(`\n${wrap(`${more}${read}search: tiex resources search WORDS`, session.screen.width)}\n`)
}

/** Practice has neither a type nor a stage: where one is asked for, only resources are wanted. */
function isFiltered({ type, stage }: ResourcesFlags): boolean {
  return type !== undefined || stage !== undefined
}

async function search(words: readonly string[], flags: ResourcesFlags, session: Session): Promise<void> {
  const { model, resources } = await everything(session, flags)
  const chosen = resources.filter(filterOf(flags, model))
  const query = words.join(' ').trim()
  const { searchResources } = await import('../resources/search.ts')
  const found = query === '' ? chosen : searchResources(chosen, query)
  if (found.length === 0) session.answerNo()
  if (flags.format === 'json') return session.print(resourcesJson(found))
  if (flags.format === 'csv') return session.print(resourcesCsv(found))
  if (flags.format === 'md') return session.print(resourcesMarkdown(found))
  if (found.length === 0) {
    return session.say(
      `Nothing found for "${visible(query)}" among ${counted(chosen.length, 'resource')}.\nhint: try fewer or other words, or leave out a filter\n`,
    )
  }
  await session.print(renderResources(found, session.screen))
  session.say(`\n${counted(found.length, 'resource')} of ${resources.length}.\n`)
}

/** Resources of the model of the source, and the council's own. Faulty files are told and passed over: the others still help. */
async function resourcesOf(source: Source, session: Session): Promise<readonly Resource[]> {
  const folder = source.workspace?.modelFolder ?? modelFolders(undefined, source.model)[0]!
  const { resources, problems } = await readResources(source.model, folder, source.workspace?.root)
  for (const problem of problems) session.say(renderProblem(problem, session.screen))
  return resources
}

/** Searching needs no assessment: outside of one, the newest model that ships with tiex. */
async function everything(
  session: Session,
  flags: ResourcesFlags,
): Promise<{ model: Model; resources: readonly Resource[] }> {
  const found = await findAssessment(session.folder)
  const workspace = found === undefined ? undefined : await openWorkspace(session, flags)
  const folder = workspace?.modelFolder ?? shippedModels().at(-1)
  const read = folder === undefined ? 'missing' : await readModel(folder)
  if (folder === undefined || read === 'missing')
    throw failure('model', 'no model ships with this tiex', 'install it again')
  if ('problems' in read) throw new TiexError(read.problems)
  const { resources, problems } = await readResources(read.model, folder, workspace?.root)
  for (const problem of problems) session.say(renderProblem(problem, session.screen))
  return { model: read.model, resources }
}

const types = [
  'guidance',
  'tool',
  'method',
  'case-study',
  'training',
  'data',
  'peer-support',
  'self-assessment',
]

/** The filter of the flags, its ids checked against the model. */
function filterOf(flags: ResourcesFlags, model: Model): (resource: Resource) => boolean {
  const known = {
    characteristic: model.characteristics.map((axis) => axis.id),
    mode: model.modes.map((axis) => axis.id),
    stage: model.stages.map((axis) => axis.id),
    type: types,
  }
  const wrong = Object.entries(known).flatMap(([key, ids]) => {
    const given = flags[key as keyof typeof known]
    return given === undefined || ids.includes(given)
      ? []
      : [
          {
            severity: 'error' as const,
            rule: 'filter',
            message: `--${key}: there is no ${key} "${given}"`,
            hint: hintFor(given, ids, 'possible values'),
          },
        ]
  })
  if (wrong.length > 0) throw new TiexError(wrong)
  return (resource) => meets(resource, flags)
}
