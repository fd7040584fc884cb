import type { Model } from '../../model/model.ts'
import { modelName } from '../../model/model.ts'
import type { Change } from '../../questionnaire/changes.ts'
import type { FormContents } from '../../questionnaire/form-contents.ts'
import type { Response } from '../../response/response.ts'

/** What a person has done so far in a form. */
export interface Draft {
  readonly format: 'tiex-form-draft/1'
  /** For whom, and with which questions: another form opens it only where this is the same. */
  readonly of: string
  readonly response: Response
  /** Whether the notes may be shown; absent until that was answered. */
  readonly shares?: boolean
  /** How often the form was finished. */
  readonly finished: number
}

/** What tells whether a draft belongs to a form: not the token, since a new form for the same person takes the old draft. */
function belonging({ organisation, round, person, digest }: FormContents): string {
  return [organisation.id, round, person.id, digest].join('/')
}

export function newDraft(contents: FormContents, model: Model): Draft {
  const { round, person } = contents
  const response: Response = {
    format: 'tiex-response/1',
    model: modelName(model),
    round,
    person: person.id,
    role: person.role,
    answers: {},
  }
  return { format: 'tiex-form-draft/1', of: belonging(contents), response, finished: 0 }
}

/** The draft with its response changed. */
export function changed(draft: Draft, change: Change): Draft {
  const response = change(draft.response)
  return response === draft.response ? draft : { ...draft, response }
}

/** A draft from text that this page wrote before; why it is none, in words for people, otherwise. */
export function parseDraft(text: string, contents: FormContents): Draft | string {
  let draft: Partial<Draft>
  try {
    draft = JSON.parse(text)
  } catch {
    return 'The file holds no answers of this form'
  }
  if (draft?.format !== 'tiex-form-draft/1' || typeof draft.response?.answers !== 'object')
    return 'The file holds no answers of this form'
  if (draft.of !== belonging(contents))
    return 'The file holds answers for another person, round or version of the questions'
  const finished = typeof draft.finished === 'number' ? draft.finished : 0
  return { ...(draft as Draft), finished }
}
