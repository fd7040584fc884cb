import type { Report } from '../../report/report.ts'
import { markdownParagraphs, markdownTable, markdownText } from '../markdown.ts'
import { planTable } from '../plan/markdown.ts'
import { countWords, dayWords } from '../plan/words.ts'
import { readable } from '../text.ts'
import { agreementSentences } from './agreement-words.ts'
import { answersMarkdown } from './answers-markdown.ts'
import { dateFacts, peopleSentences } from './held-words.ts'
import { factorsMarkdown, gridMarkdown, prioritiesMarkdown, stagesMarkdown } from './levels-markdown.ts'
import { needsMarkdown } from './need-words.ts'
import { boardActionsMarkdown } from './plan-words.ts'
import { answersChanged, noSignatures, roleWords, signOffAnswer } from './sign-off-words.ts'
import {
  draftWords,
  labelWords,
  levelWords,
  noPlan,
  noPriorities,
  scaleWords,
  standingSentences,
  withoutActionSentences,
} from './words.ts'

/** The whole round as one document: what was agreed and where it is to go first, then everything behind it. */
export function reportMarkdown(report: Report): string {
  const marking = report.marking === undefined ? [] : [`**${markdownText(report.marking)}**\n`]
  const parts: readonly (readonly [string, string])[] = [
    ['Where this stands', standing(report)],
    ['Who took part', `${markdownText(peopleSentences(report).join(' '))}\n`],
    ['How to read this', reading(report)],
    ['Levels and ambitions', gridMarkdown(report)],
    ['Stage by stage', stagesMarkdown(report)],
    ...(report.results.factors.length === 0 ? [] : [['Success factors', factorsMarkdown(report)] as const]),
    [
      'Priorities',
      report.priorities.length === 0 ? `${markdownText(noPriorities)}\n` : prioritiesMarkdown(report),
    ],
    ['What was agreed, section by section', answersMarkdown(report)],
    ['How far people agreed', agreement(report)],
    ['Plan', plan(report)],
    ['What to read, use or attend', needsMarkdown(report)],
    ['Sign-off', signOff(report)],
    ['What this was made from', origin(report)],
  ]
  return [
    ...marking,
    head(report),
    ...parts.map(([title, text]) => `## ${title}\n\n${text}`),
    ...marking,
  ].join('\n')
}

function head(report: Report): string {
  const { council, model, round, scope, sponsor, objectives } = report
  const title = `# ${markdownText(`${council.name}: ${model.title}, ${readable(round)}`)}\n`
  const about = [
    `Scope: ${scope}`,
    ...(sponsor === undefined ? [] : [`Sponsor: ${sponsor}`]),
    ...dateFacts(report).map(([name, days]) => `${name}: ${days}`),
  ]
  const lines = about.map((text) => `- ${markdownText(text)}\n`).join('')
  if (objectives.length === 0) return `${title}\n${lines}`
  const aims = objectives.map((text) => `- ${markdownParagraphs(text, 2)}\n`).join('')
  return `${title}\n${lines}\nObjectives:\n\n${aims}`
}

function standing(report: Report): string {
  return `**${markdownText(draftWords(report))}** ${markdownText(standingSentences(report).join(' '))}\n`
}

function reading(report: Report): string {
  const { model } = report
  const entry = (name: string, text: string) => `- **${markdownText(name)}**: ${markdownText(text)}\n`
  const axis = ({ title, description = '' }: { title: string; description?: string }) =>
    description === '' ? `- **${markdownText(title)}**\n` : entry(title, description)
  const labels = labelWords.map(([label, meaning]) => entry(readable(label), meaning))
  const scales = model.scales.map((scale) => `- ${markdownText(scaleWords(scale))}\n`)
  return [
    `${markdownText(levelWords(report))}\n`,
    `Stages:\n\n${model.stages.map(axis).join('')}`,
    `Modes:\n\n${model.modes.map(axis).join('')}`,
    `Scales:\n\n${scales.join('')}`,
    `How people answered has a label:\n\n${labels.join('')}`,
  ].join('\n')
}

function agreement(report: Report): string {
  return agreementSentences(report)
    .map((text) => `${markdownText(text)}\n`)
    .join('\n')
}

/** In the council's order. */
function plan(report: Report): string {
  const { actions } = report.plan
  if (actions.length === 0) return `${markdownText(noPlan)}\n`
  const counts = [
    `On ${dayWords(report.today)}: ${countWords(report.plan)}.`,
    ...withoutActionSentences(report),
  ]
  return `${markdownText(counts.join(' '))}\n\n${planTable(actions)}${boardActionsMarkdown(report)}`
}

function signOff(report: Report): string {
  const { roles } = report.signOff
  if (roles.length === 0) return `${markdownText(noSignatures(report))}\n`
  const rows = roles.map((role) => [role.role, roleWords(role, report.model)])
  return [
    `${markdownText(signOffAnswer(report))}\n`,
    markdownTable(['Role', 'State'], rows),
    ...(report.signOff.answersChanged ? [`${markdownText(answersChanged)}\n`] : []),
  ].join('\n')
}

function origin({ model, digest, today }: Report): string {
  const facts = [
    `Model: ${model.id} ${model.version}, ${model.digest}`,
    `Responses: ${digest}`,
    `Made on ${dayWords(today)}`,
  ]
  return facts.map((fact) => `- ${markdownText(fact)}\n`).join('')
}
