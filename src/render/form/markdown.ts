import type { Model } from '../../model/model.ts'
import { courseOf } from '../../questionnaire/course.ts'
import { type FormContents, isSealing } from '../../questionnaire/form-contents.ts'
import { type Question, sheetRows } from '../../questionnaire/sheet.ts'
import { markdownText } from '../markdown.ts'
import { readable } from '../text.ts'

/** The questionnaire to print or to fill in by hand: boxes for every answer. It carries no token, and nothing reads it back. */
export function formMarkdown(contents: FormContents, model: Model): string {
  const { organisation, round, person, sendTo, closes } = contents
  const until = closes === undefined ? '' : ` by the end of ${closes}`
  const head = [
    `# ${markdownText(organisation.name)}: self-assessment ${markdownText(readable(round))}`,
    `For ${markdownText(person.name)} (${markdownText(person.role)}). Answer for the council as you see it. Mark one box for each statement, and give a reason where one is not applicable.`,
    `Give it to ${markdownText(`${sendTo.name}${until}`)}. ${isSealing(contents) ? 'Nothing seals what is written here: whoever has it can read it.' : 'Colleagues with access to the assessment can read your answers, with your name.'}`,
  ]
  const parts = sheetRows(courseOf(model, person.sections)).map((row) => {
    if (row.kind === 'question') return asked(row.question)
    const { section } = row
    const about = section.kind === 'cell' ? section.focus : section.description
    return [`## ${markdownText(section.title)}`, ...(about === undefined ? [] : [markdownText(about)])].join(
      '\n\n',
    )
  })
  return `${[...head, ...parts].join('\n\n')}\n`
}

function asked({ title, text, choices }: Question): string {
  const question = `${title === '' ? '' : `**${markdownText(title)}.** `}${markdownText(text)}`
  if (choices === undefined) return `${question}\n\n> \\_\\_\\_\\_`
  return `${question}\n\n${choices.map((choice) => `- [ ] ${markdownText(choice.title)}`).join('\n')}`
}
