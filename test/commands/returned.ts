import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sealText } from '../../src/files/age/seal.ts'
import { readModel, shippedModels } from '../../src/files/models.ts'
import { readWorkbook } from '../../src/files/spreadsheet/read.ts'
import { modelName } from '../../src/model/model.ts'
import { finishedFile } from '../../src/page/form/finish.ts'
import { setting } from '../../src/questionnaire/changes.ts'
import { courseOf } from '../../src/questionnaire/course.ts'
import type { FormContents } from '../../src/questionnaire/form-contents.ts'

export const round = '2026-autumn'

export async function shippedModel() {
  const read = await readModel(shippedModels().at(-1)!)
  if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
  return read.model
}

/** Makes a form for a person, and returns the token in it. */
export async function formFor(
  council: { readonly folder: string; done(who: string, ...args: readonly string[]): Promise<unknown> },
  person: string,
): Promise<string> {
  await council.done('sam-okafor', 'form', '--for', person, '--format', 'xlsx', '--to', '../forms')
  const bytes = readFileSync(join(council.folder, '../forms', `${round}-${person}.xlsx`))
  const workbook = await readWorkbook(bytes)
  if (typeof workbook === 'string') throw new Error(workbook)
  const about = workbook.sheets.find(({ name }) => name === 'About')!
  return about.rows.find(({ cells }) => cells.get('A') === 'form-token')!.cells.get('B')!
}

export interface Returned {
  readonly person: string
  readonly token: string
  /** To whom it is sealed; in plain text where absent. */
  readonly recipients?: readonly string[]
  readonly at?: string
  readonly plan?: string
  readonly seq?: number
  readonly finished?: number
  readonly round?: string
  readonly model?: string
}

/** What the page of a form gives back, by the code of the page. */
export async function returned(given: Returned): Promise<string> {
  const { person, token, recipients, at = '2026-11-02T10:00:00Z', plan = 'partly' } = given
  const model = await shippedModel()
  const course = courseOf(model)
  const section = model.sectionById.get('managing-income/community')!
  const response = setting(
    section,
    'plan',
    plan,
  )({
    ...{ format: 'tiex-response/1', model: given.model ?? modelName(model), round: given.round ?? round },
    ...{ person, role: 'finance', answers: {} },
  })
  const contents = {
    ...{ token, recipients: recipients ?? [], seq: given.seq ?? 0 },
    ...(recipients === undefined ? {} : { readers: ['Sam Okafor'] }),
  } as unknown as FormContents
  const draft = { format: 'tiex-form-draft/1' as const, of: '', response, finished: given.finished ?? 0 }
  return finishedFile(draft, { course, contents, now: at, seal: sealText })
}
