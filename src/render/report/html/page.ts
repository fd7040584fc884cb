import type { ReportPage } from '../../../report/page.ts'
import { htmlPage, markingStyle, type PageParts } from '../../html/document.ts'
import { escaped } from '../../html/escape.ts'
import { dayWords } from '../../plan/words.ts'
import { readable } from '../../text.ts'
import { agreementPart, answersPart } from './answers.ts'
import { peersPart, trendPart } from './beside.ts'
import { factorsPart, levelsPart, prioritiesPart, stagesPart } from './levels.ts'
import {
  glossaryPart,
  headHtml,
  originPart,
  peoplePart,
  readersPart,
  readingPart,
  standingPart,
} from './opening.ts'
import { contents, type Part, partHtml } from './part.ts'
import { planPart, resourcesPart, signOffPart } from './plan.ts'

/** What is added to the style of the page for this report. */
export function reportStyle({ report }: ReportPage): string {
  return markingStyle(report.marking)
}

/** The whole round as one self-contained page: what was agreed and where it is to go first, then everything behind it. The same page makes the same bytes. */
export function reportHtml(page: ReportPage, parts: PageParts): string {
  const { report } = page
  const { council, model, round, marking } = report
  const sections = partsOf(page)
  const title = `${council.name}: ${model.title}, ${readable(round)}`
  return htmlPage({
    ...{ title, owner: council.name, marking, parts },
    main: [headHtml(report), contents(sections), ...sections.map(partHtml), presenter].join(''),
    footer: `<p class="govuk-body">Made on ${escaped(dayWords(report.today))} with tiex. This page asks the network for nothing.</p>\n`,
  })
}

function partsOf(page: ReportPage): readonly Part[] {
  const { report } = page
  return [
    standingPart(report),
    peoplePart(report),
    readersPart(page),
    readingPart(report),
    levelsPart(report),
    stagesPart(report),
    ...(report.results.factors.length === 0 ? [] : [factorsPart(report)]),
    prioritiesPart(report),
    answersPart(report),
    agreementPart(report),
    ...(page.peers === undefined ? [] : [peersPart(page.peers.standing, report)]),
    trendPart(page.trend, report),
    planPart(report),
    resourcesPart(report),
    signOffPart(report),
    ...(page.glossary.length === 0 ? [] : [glossaryPart(page.glossary)]),
    originPart(report),
  ]
}

/** Shown by the script alone. */
const presenter = `<div class="tiex-presenter" id="presenter" role="region" aria-label="Presentation" hidden>
<p aria-live="polite"></p>
<button type="button" class="govuk-button govuk-button--secondary" data-to="back">Back</button>
<button type="button" class="govuk-button govuk-button--secondary" data-to="on">Next</button>
<button type="button" class="govuk-button govuk-button--secondary" data-to="end">End presentation</button>
</div>
`
