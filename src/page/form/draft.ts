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
  if (
    draft?.format !== 'tiex-form-draft/1' ||
    !isResponse(draft.response) ||
    ![undefined, true, false].includes(draft.shares)
  )
    return 'The file holds no answers of this form'
  if (draft.of !== belonging(contents))
    return 'The file holds answers for another person, round or version of the questions'
  const finished = Number.isSafeInteger(draft.finished) ? Number(draft.finished) : 0
  const response = only(draft.response, ofResponse)
  return { ...only({ ...draft, response } as Draft, ofDraft), finished }
}

const ofDraft: readonly (keyof Draft)[] = ['format', 'of', 'response', 'shares', 'finished']
const ofResponse: readonly (keyof Response)[] = [
  ...(['format', 'model', 'round', 'person', 'role', 'started', 'submitted', 'share-notes'] as const),
  ...(['answers', 'success-factors'] as const),
]

/** What a form writes, in the order in which it stands there, and nothing that was put beside it. */
function only<Value extends object>(value: Value, keys: readonly (keyof Value)[]): Value {
  const entries = Object.entries(value).filter(([key]) => keys.includes(key as keyof Value))
  return Object.fromEntries(entries) as Value
}

/** Whether every part is what the pages take it for. Whether it answers the questions is said when it is handed in: what a person typed is never lost for that. */
function isResponse(value: unknown): value is Response {
  if (!isMap(value) || !['format', 'model', 'round', 'person'].every((key) => isText(value[key])))
    return false
  const { answers, 'success-factors': factors = {}, role = '', started = '', submitted = '' } = value
  return (
    [role, started, submitted].every(isText) &&
    (!('share-notes' in value) || value['share-notes'] === true) &&
    isMapOf(answers, (part) => isMapOf(part, isSection)) &&
    isMapOf(factors, isSection)
  )
}

function isSection(value: unknown): boolean {
  if (!isMap(value)) return false
  const { notes = {}, ambition = 0, ...answers } = value
  return Number.isSafeInteger(ambition) && isMapOf(notes, isNote) && Object.values(answers).every(isText)
}

function isNote(value: unknown): boolean {
  if (!Array.isArray(value)) return isText(value)
  return value.every(
    (link) => isMap(link) && isText(link.title) && (link.url === undefined || isText(link.url)),
  )
}

function isMapOf(value: unknown, is: (one: unknown) => boolean): boolean {
  return isMap(value) && Object.values(value).every(is)
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
