import { shownAddress } from '../address.ts'
import type { Screen } from '../env.ts'
import type { MatchingPractice } from '../practice/match.ts'
import type { Resource } from '../resources/resource.ts'
import type { Match, Need, Suggestion } from '../resources/suggest.ts'
import { renderCsv } from './csv.ts'
import { renderJson } from './json.ts'
import { markdownLink, markdownText } from './markdown.ts'
import { matchingData, matchingMarkdown, matchingRow } from './practice/data.ts'
import { renderMatching } from './practice/text.ts'
import { counted, figure, oneLine, visible, wrap } from './text.ts'

/** What meets a need: resources, and practice where it was looked for. */
type Shown = Suggestion & { readonly practice?: readonly MatchingPractice[] }

/** Suggestions by need, each resource and practice with why it is shown. */
export function renderSuggestions(suggestions: readonly Shown[], screen: Screen): string {
  return suggestions
    .map(({ need, resources, practice = [] }, index) => {
      const head = `${screen.paint.strong(wrap(`${index + 1}. ${needTitle(need)}`, screen.width, 0, 3))}\n${screen.paint.quiet(wrap(needReason(need), screen.width, 3))}\n`
      const none =
        resources.length === 0
          ? '   No resource fits; leave out a filter, or add your own to resources/.\n'
          : ''
      return [
        head,
        none,
        ...resources.map(({ resource, match }) => renderResource(resource, screen, reasonOf(match, need))),
        ...practice.map((found) => renderMatching(found, need.section, screen)),
      ].join('')
    })
    .join('\n')
}

function renderResource(resource: Resource, screen: Screen, reason?: string): string {
  const about = [
    resource.publisher,
    resource.type.replace('-', ' '),
    ...(resource.year === undefined ? [] : [String(resource.year)]),
  ].join(', ')
  const title = wrap(
    `${screen.plain ? '-' : '·'} ${oneLine(resource.title)} (${oneLine(about)})`,
    screen.width,
    3,
    5,
  )
  const lines = [
    title,
    wrap(visible(resource.summary), screen.width, 5),
    `     ${visible(shownAddress(resource.url))}`,
  ]
  if (reason !== undefined) lines.push(screen.paint.quiet(wrap(reason, screen.width, 5)))
  return `${lines.join('\n')}\n`
}

/** `Managing expenditure / community: plan`: what is wanting. */
export function needTitle(need: Need): string {
  const title = oneLine(need.section.title)
  return need.stage === undefined ? title : `${title}: ${oneLine(need.stage.title).toLowerCase()}`
}

/** Why it is wanting, with the figures. */
function needReason(need: Need): string {
  const { level, target, gap, priority, stage } = need
  const wish = need.hasAmbition
    ? `ambition ${target}`
    : `all ${counted(target, 'stage')}, as no ambition is set`
  const next =
    stage === undefined ? 'weak success factor' : `next stage ${oneLine(stage.title).toLowerCase()}`
  return [
    `${next}: level ${figure(level)}, ${wish}, gap ${figure(gap)}`,
    ...(priority === undefined ? [] : [`priority ${priority}`]),
  ].join(', ')
}

/** Why this resource for this need. */
export function reasonOf(match: Match, need: Need): string {
  const section = oneLine(need.section.title)
  const words: Record<Match, string> = {
    'cell and stage': `Why: it is about ${section} and the stage ${visible(need.stage?.title ?? '').toLowerCase()}.`,
    cell: `Why: it is about ${section}, at other stages.`,
    characteristic: 'Why: it is about this characteristic, in another mode.',
    mode: 'Why: it is about this mode, in another characteristic.',
    'success factor': `Why: it is about ${section.toLowerCase()}.`,
  }
  return words[match]
}

/** `tiex-suggestions/1` */
export function suggestionsJson(suggestions: readonly Shown[]): string {
  return renderJson(suggestionsData(suggestions))
}

/** `practice` is there where it was looked for. */
export function suggestionsData(suggestions: readonly Shown[]) {
  return {
    format: 'tiex-suggestions/1',
    needs: suggestions.map(({ need, resources, practice }) => ({
      section: need.section.id,
      stage: need.stage?.id ?? null,
      level: need.level,
      target: need.target,
      ambition: need.hasAmbition ? need.target : null,
      gap: need.gap,
      priority: need.priority ?? null,
      weight: need.weight,
      resources: resources.map(({ resource, match }) => ({
        ...resource,
        match,
        reason: reasonOf(match, need),
      })),
      ...(practice === undefined ? {} : { practice: matchingData(practice, need.section) }),
    })),
  }
}

/** A row a resource, and one of the type `practice` a practice. */
export function suggestionsCsv(suggestions: readonly Shown[]): string {
  const rows = suggestions.flatMap(({ need, resources, practice = [] }) => {
    const { section, stage, level, target, gap, priority } = need
    const before = [section.id, stage?.id, level, target, gap, priority]
    return [
      ...resources.map(({ resource, match }) => [...before, match, ...resourceRow(resource)]),
      ...practice.map(({ practice, match }) => [...before, match, ...matchingRow(practice)]),
    ]
  })
  return renderCsv(
    ['section', 'stage', 'level', 'target', 'gap', 'priority', 'match', ...resourceColumns],
    rows,
  )
}

/** A heading a need. */
export function suggestionsMarkdown(suggestions: readonly Shown[]): string {
  return suggestions
    .map(
      ({ need, resources, practice = [] }) =>
        `## ${markdownText(needTitle(need))}\n\n${markdownText(needReason(need))}\n\n${resources.map(({ resource, match }) => resourceMarkdown(resource, reasonOf(match, need))).join('')}${practice.map((found) => matchingMarkdown(found, need.section)).join('')}`,
    )
    .join('\n')
}

const resourceColumns = ['id', 'title', 'publisher', 'type', 'year', 'url', 'summary']

function resourceRow(resource: Resource): (string | number | undefined)[] {
  return [
    resource.id,
    resource.title,
    resource.publisher,
    resource.type,
    resource.year,
    shownAddress(resource.url),
    resource.summary,
  ]
}

function resourceMarkdown(resource: Resource, reason?: string): string {
  return `- ${markdownLink(resource.title, resource.url)} (${markdownText(resource.publisher)}): ${markdownText(resource.summary)}${reason === undefined ? '' : ` ${markdownText(reason)}`}\n`
}

/** A list of resources without needs, as `search` and the filters give it. */
export function renderResources(resources: readonly Resource[], screen: Screen): string {
  return resources.map((resource) => renderResource(resource, screen)).join('')
}

/** `tiex-resources/1`, as a file of resources has it. */
export function resourcesJson(resources: readonly Resource[]): string {
  return renderJson({ format: 'tiex-resources/1', resources })
}

export function resourcesCsv(resources: readonly Resource[]): string {
  return renderCsv(resourceColumns, resources.map(resourceRow))
}

export function resourcesMarkdown(resources: readonly Resource[]): string {
  return resources.map((resource) => resourceMarkdown(resource)).join('')
}
