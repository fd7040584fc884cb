import { hintFor } from '../../did-you-mean.ts'
import { type Model, modelName } from '../../model/model.ts'
import type { Finding, Problem } from '../../problem.ts'
import { type Change, sharingNotes, submittingAt, together } from '../../questionnaire/changes.ts'
import { courseOf } from '../../questionnaire/course.ts'
import {
  closingRows,
  readAnswer,
  sheetColumns,
  sheetFormat,
  sheetNames,
  sheetRows,
} from '../../questionnaire/sheet.ts'
import { inFileOrder } from '../../response/answers.ts'
import type { Response } from '../../response/response.ts'
import type { Row, Workbook } from '../spreadsheet/read.ts'

/** The response that a filled workbook comes to, with its token; submitted when it was last saved, as far as it says so. `now` is UTC. */
export function filledResponse(
  { sheets, modified }: Workbook,
  { shown, model, now }: { readonly shown: string; readonly model: Model; readonly now: string },
): Response | { readonly problems: readonly Problem[] } {
  const wrong = (rule: string, message: string, hint: string): Problem => ({
    ...{ severity: 'error', rule, message, hint },
    place: { file: shown },
  })
  const named = (name: string) => sheets.find((sheet) => sheet.name === name)?.rows
  const rows = named(sheetNames.answers)
  const about = aboutOf(named(sheetNames.about) ?? [])
  if (rows === undefined || about.get('format') !== sheetFormat)
    return {
      problems: [
        wrong(
          'workbook',
          'is no questionnaire of tiex, or parts of it were taken out',
          'fill in the file that tiex form --format xlsx made, and save it as .xlsx with all its sheets',
        ),
      ],
    }
  if (about.get('digest') !== model.digest)
    return {
      problems: [
        wrong(
          'model',
          `the questions in it are not those of ${modelName(model)} as tiex.yaml pins it`,
          'make a new one: tiex form --format xlsx',
        ),
      ],
    }
  const read = changesIn(rows, model, shown)
  if (read.problems.length > 0) return { problems: read.problems }
  const said = closingSaid(rows)
  const empty: Response = {
    ...{ format: 'tiex-response/1', model: about.get('model') ?? '', round: about.get('round') ?? '' },
    ...{ person: about.get('person') ?? '', answers: {} },
  }
  const saved = modified !== undefined && modified < now ? modified : now
  const change = together([
    ...read.changes,
    sharingNotes(said.shares),
    ...(said.finished ? [submittingAt(saved)] : []),
  ])
  const token = about.get('form-token')
  const response = inFileOrder(change(empty), model)
  return token === undefined ? response : { ...response, 'form-token': token }
}

/** What is wrong with a response that a workbook came to, told at its cells: nobody sees the lines of the text that is made of it. */
export function inCells(
  { sheets }: Workbook,
  findings: readonly Finding[],
  shown: string,
): readonly Problem[] {
  const rows = sheets.find(({ name }) => name === sheetNames.answers)?.rows ?? []
  const cells = new Map(
    rows.map(({ number, cells }) => [
      cells.get(sheetColumns.id)?.trim() ?? '',
      `${sheetColumns.answer}${number}`,
    ]),
  )
  return findings.map(({ path, severity, rule, message, hint }) => {
    const keys = path.slice(1)
    const reason =
      rule === 'rationale' ? cells.get(`${keys.slice(0, -1).join('/')}/note/rationale`) : undefined
    const cell = cells.get(keys.join('/').replace('/notes/', '/note/'))
    return {
      ...{ severity, rule, place: { file: shown } },
      message: cell === undefined ? message : `cell ${cell}: ${message}`,
      ...(reason !== undefined
        ? { hint: `write why in cell ${reason}` }
        : hint === undefined
          ? {}
          : { hint }),
    }
  })
}

/** What a workbook says that its person has not marked as finished. */
export const unfinished: Finding = {
  ...{ severity: 'warning', rule: 'draft', path: [closingRows.finished] },
  message: 'it is not marked as finished: these answers are a draft, and do not count yet',
  hint: 'its person chooses Yes at "Finished" below the questions, and sends it again',
}

function aboutOf(rows: readonly Row[]): ReadonlyMap<string, string> {
  return new Map(
    rows.map(({ cells }) => [(cells.get('A') ?? '').trim(), (cells.get('B') ?? '').trim()] as const),
  )
}

function closingSaid(rows: readonly Row[]): { readonly shares: boolean; readonly finished: boolean } {
  const isYes = (id: string) =>
    rows.some(
      ({ cells }) =>
        cells.get(sheetColumns.id)?.trim() === id &&
        /^yes$/i.test(cells.get(sheetColumns.answer)?.trim() ?? ''),
    )
  return { shares: isYes(closingRows.shares), finished: isYes(closingRows.finished) }
}

/** What every row says, each wrong one with its cell. */
function changesIn(
  rows: readonly Row[],
  model: Model,
  shown: string,
): { readonly changes: readonly Change[]; readonly problems: readonly Problem[] } {
  const course = courseOf(model)
  const questions = new Map(
    sheetRows(course).flatMap((row) => (row.kind === 'question' ? [[row.question.id, row.question]] : [])),
  )
  const changes: Change[] = []
  const problems: Problem[] = []
  const seen = new Set<string>()
  const closing: readonly string[] = Object.values(closingRows)
  for (const { number, cells } of rows) {
    const id = cells.get(sheetColumns.id)?.trim() ?? ''
    const at = `${sheetColumns.answer}${number}`
    const tell = (rule: string, message: string, hint: string) =>
      problems.push({
        severity: 'error',
        rule,
        message: `cell ${at}: ${message}`,
        hint,
        place: { file: shown },
      })
    if (!id.includes('/') || closing.includes(id)) continue
    const question = questions.get(id)
    if (question === undefined) {
      tell(
        'unknown-id',
        `there is nothing called "${id.slice(0, 120)}" to answer`,
        hintFor(id, [...questions.keys()], 'questions'),
      )
      continue
    }
    if (seen.has(id)) tell('duplicate', `${id} is asked twice`, 'take one of the rows out')
    seen.add(id)
    const read = readAnswer(question, cells.get(sheetColumns.answer) ?? '', course)
    if ('changes' in read) changes.push(...read.changes)
    else tell('answer', read.message, read.hint)
  }
  return {
    changes,
    problems: problems.length > 20 ? [...problems.slice(0, 20), more(problems.length - 20, shown)] : problems,
  }
}

function more(count: number, file: string): Problem {
  return {
    severity: 'error',
    rule: 'answer',
    message: `and ${count} more in this file`,
    hint: 'mend those above, and import it again',
    place: { file },
  }
}
