import { type FormContents, isSealing } from '../../questionnaire/form-contents.ts'
import { htmlPage, type PageParts } from '../html/document.ts'
import { escaped, scriptJson } from '../html/escape.ts'
import { readable } from '../text.ts'

/** The title of the form: every page of it adds its own heading in front. */
export function formTitle({ organisation, round }: Pick<FormContents, 'organisation' | 'round'>): string {
  return `${organisation.name}: self-assessment ${readable(round)}`
}

/** One HTML file that asks no server for anything. Its script builds every page, and the questionnaire on paper, from the contents. */
export function formDocument(contents: FormContents, parts: PageParts): string {
  const { organisation, person, sendTo } = contents
  const without = `Your browser does not run the script in this file. Open it in a current browser, or ask ${sendTo.name} for the questionnaire on paper.`
  const how = isSealing(contents)
    ? 'and seals your answers on your own device'
    : 'and it works without a network'
  return htmlPage({
    title: formTitle(contents),
    owner: organisation.name,
    main: `<div id="status" class="tiex-status govuk-body" role="status"></div>
<div id="page"><noscript><h1 class="govuk-heading-l">This form needs JavaScript</h1><p class="govuk-body">${escaped(without)}</p></noscript></div>
<div id="paper"></div>
<script type="application/json" id="contents">${scriptJson(contents)}</script>
`,
    footer: `<p>${escaped(`This form is for ${person.name}. It is one file: it sends nothing anywhere by itself, ${how}.`)}</p>\n`,
    parts,
  })
}
