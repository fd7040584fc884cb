import type { Axis } from '../../../model/model.ts'
import type { Readers, ReportPage } from '../../../report/page.ts'
import type { Report } from '../../../report/report.ts'
import { escaped, paragraphs } from '../../html/escape.ts'
import { body, bulletList, summaryList } from '../../html/table.ts'
import { dayWords } from '../../plan/words.ts'
import { counted, readable } from '../../text.ts'
import { dateFacts, peopleSentences } from '../held-words.ts'
import { draftWords, labelWords, levelWords, scaleWords, standingSentences } from '../words.ts'
import { innerPart, type Part } from './part.ts'

/** The title of the page and what it is about. */
export function headHtml(report: Report): string {
  const { council, model, round, scope, sponsor, objectives } = report
  const rows = [
    ['Scope', scope],
    ...(sponsor === undefined ? [] : [['Sponsor', sponsor] as const]),
    ...dateFacts(report),
    ...(objectives.length === 0
      ? []
      : [
          [
            'Objectives',
            { html: objectives.map((text) => paragraphs(text, 'govuk-body')).join('') },
          ] as const,
        ]),
  ] as const
  return `<div class="tiex-head" id="top" data-slide>
<h1 class="govuk-heading-xl" tabindex="-1">${escaped(council.name)}: ${escaped(model.title)}, ${escaped(readable(round))}</h1>
${summaryList(rows)}</div>
`
}

export function standingPart(report: Report): Part {
  return {
    id: 'standing',
    title: 'Where this stands',
    html: `<div class="govuk-inset-text"><strong>${escaped(draftWords(report))}</strong></div>\n${bulletList(standingSentences(report).map(escaped))}`,
  }
}

export function peoplePart(report: Report): Part {
  return { id: 'people', title: 'Who took part', html: peopleSentences(report).map(body).join('') }
}

/** Who sees what, in words for somebody who answered. */
export function readersPart({ report, readers, peers }: ReportPage): Part {
  const { people, marking } = report
  const texts = [
    `This page holds what was agreed or suggested, and how many gave which answer where at least ${people.minimumGroup} answered. It does not say who answered what. The names of people in it are those of the sponsor, of who signed and of people in the plan.`,
    answersWords(readers),
    ...(peers === undefined ? [] : [peersWords(peers)]),
    'Whoever has this file can read all of it. It can be opened, printed and passed on without a network.',
    ...(marking === undefined ? [] : [`Handling marking: ${marking}.`]),
  ]
  return { id: 'readers', title: 'Who can see this', html: texts.map(body).join('') }
}

/** Figures of other councils are theirs: for whom they are is said with them. */
function peersWords({ standing, audience }: NonNullable<ReportPage['peers']>): string {
  const { peers } = standing.group
  if (peers.length === 0) return 'No other council is named in it.'
  const whom =
    audience === 'sector'
      ? 'for councils of the sector only: pass this page on to nobody else'
      : 'for everybody'
  return `It names ${counted(peers.length, 'other council')} and shows what their levels come to together. They published them ${whom}.`
}

function answersWords({ confidentiality, facilitators }: Readers): string {
  return confidentiality === 'sealed'
    ? `What each person answered is sealed: they can open it themselves, and so can the ${counted(facilitators, 'person who facilitates', 'people who facilitate')}.`
    : "What each person answered is open to everybody who can read the assessment's files."
}

export function readingPart(report: Report): Part {
  const { model } = report
  const axis = ({ title, description = '' }: Axis): string =>
    description === ''
      ? `<strong>${escaped(title)}</strong>`
      : `<strong>${escaped(title)}</strong>: ${escaped(description)}`
  const list = (title: string, items: readonly string[]) =>
    `<h3 class="govuk-heading-s">${title}</h3>\n${bulletList(items)}`
  return {
    id: 'reading',
    title: 'How to read this',
    html: [
      body(levelWords(report)),
      list('Stages', model.stages.map(axis)),
      list('Modes', model.modes.map(axis)),
      list(
        'Scales',
        model.scales.map((scale) => escaped(scaleWords(scale))),
      ),
      list(
        'How people answered has a label',
        labelWords.map(
          ([label, meaning]) => `<strong>${escaped(readable(label))}</strong>: ${escaped(meaning)}`,
        ),
      ),
    ].join(''),
  }
}

/** A few terms at a time, so that each fits a screen. */
const termsAtOnce = 6

export function glossaryPart(terms: ReportPage['glossary']): Part {
  const groups = Array.from({ length: Math.ceil(terms.length / termsAtOnce) }, (_, index) =>
    terms.slice(index * termsAtOnce, (index + 1) * termsAtOnce),
  )
  const listOf = (some: ReportPage['glossary']) =>
    summaryList(some.map(({ term, definition }) => [term, definition] as const))
  return {
    id: 'glossary',
    title: 'Words used here',
    html:
      groups.length === 1
        ? listOf(terms)
        : groups
            .map((some, index) =>
              innerPart({
                id: `glossary-${index + 1}`,
                title: `${some[0]!.term} to ${some.at(-1)!.term}`,
                html: listOf(some),
              }),
            )
            .join(''),
  }
}

export function originPart({ model, digest, today }: Report): Part {
  return {
    id: 'origin',
    title: 'What this was made from',
    html: summaryList([
      ['Model', `${model.id} ${model.version}, ${model.digest}`],
      ['Responses', digest],
      ['Made on', dayWords(today)],
    ]),
  }
}
