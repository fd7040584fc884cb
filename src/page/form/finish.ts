import { styleOf } from '../../files/kinds/styles.ts'
import { sealedFile, textToSeal } from '../../files/responses/sealing.ts'
import { formatYaml } from '../../files/yaml/format.ts'
import type { Finding } from '../../problem.ts'
import {
  addingLink,
  type Change,
  linksOf,
  noting,
  removingLinks,
  sharingNotes,
  submittingAt,
  together,
} from '../../questionnaire/changes.ts'
import type { Course } from '../../questionnaire/course.ts'
import { type FormContents, isSealing } from '../../questionnaire/form-contents.ts'
import { cleanText } from '../../questionnaire/note-text.ts'
import { inFileOrder, progressOf, sectionAnswers } from '../../response/answers.ts'
import { checkAnswers } from '../../response/check.ts'
import type { Response } from '../../response/response.ts'
import type { Draft } from './draft.ts'

/** Notes and links as files hold them: what was typed, without blanks around it and characters no file may have. */
function cleaning({ sections, model }: Course): Change {
  return (response) => {
    const changes = sections.flatMap((section) => {
      const notes = sectionAnswers(response, section)?.notes ?? {}
      return model.notes.flatMap(({ id, kind }): Change[] => {
        if (notes[id] === undefined) return []
        if (kind === 'text') return [noting(section, id, cleanText(String(notes[id])))]
        const links = linksOf(response, section, id).map(({ title, url }) => ({
          title: cleanText(title).replaceAll('\n', ' '),
          ...(url === undefined || url.trim() === '' ? {} : { url: url.trim() }),
        }))
        const given = links.filter((link) => link.title !== '' || link.url !== undefined)
        return [removingLinks(section, id), ...given.map((link) => addingLink(section, id, link))]
      })
    })
    return together(changes)(response)
  }
}

/** The response as it would be handed in, whether it may be or not. */
function cleanResponse(draft: Draft, course: Course): Response {
  return inFileOrder(cleaning(course)(draft.response), course.model)
}

/** What keeps the answers of a form from being handed in: the same rules as everywhere, by the same code. */
export function obstacles(draft: Draft, course: Course): readonly Finding[] {
  return checkAnswers(cleanResponse(draft, course), course.model).filter(
    ({ severity }) => severity === 'error',
  )
}

/**
 * The finished response as a response file: sealed to those who may facilitate, or readable in an open assessment. The token is where
 * import looks for it. Throws a `TiexError` where there is more in it than fits.
 */
export async function finishedFile(
  draft: Draft,
  {
    course,
    contents,
    now,
    seal,
  }: {
    readonly course: Course
    readonly contents: FormContents
    readonly now: string
    readonly seal: (text: string, recipients: readonly string[]) => Promise<string>
  },
): Promise<string> {
  const submitted = submittingAt(now)(cleaning(course)(draft.response))
  const response = inFileOrder(sharingNotes(draft.shares === true)(submitted), course.model)
  const { answers, 'success-factors': factors, ...head } = response
  const marked: Response = {
    ...head,
    'form-token': contents.token,
    answers,
    ...(factors === undefined ? {} : { 'success-factors': factors }),
  }
  if (!isSealing(contents)) return formatYaml(marked, styleOf('response'))
  const { answered, of } = progressOf(response, course.model, course.statements)
  const binding = {
    seq: contents.seq + draft.finished + 1,
    progress: { answered, of },
    'sealed-to': contents.recipients,
  }
  const block = await seal(textToSeal(marked, binding), contents.recipients)
  return formatYaml(sealedFile(marked, binding, block), styleOf('response'))
}
