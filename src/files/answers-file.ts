import { basename, resolve } from 'node:path'
import type { Session } from '../env.ts'
import { modelName } from '../model/model.ts'
import { type Finding, failure, TiexError } from '../problem.ts'
import { checkAnswers } from '../response/check.ts'
import type { Response } from '../response/response.ts'
import { readBytes } from './disk/bytes.ts'
import { byteLimit } from './kinds/read.ts'
import { checkSchema } from './kinds/schema.ts'
import type { Workspace } from './workspace.ts'
import { locate, parseYaml } from './yaml/read.ts'

/**
 * Answers of one person from a file anywhere on the disk: a response of that person in the round that is worked on, or only the
 * `answers` and `success-factors` of one. Throws a `TiexError` with every fault and its place; then nothing of it can be used.
 */
export async function readAnswersFile(
  session: Session,
  workspace: Workspace,
  person: string,
  named: string,
): Promise<Response> {
  const file = { path: resolve(session.folder, named), shown: basename(named) }
  const bytes = await readBytes(file, byteLimit('response'))
  if (bytes === 'missing')
    throw failure('no-file', `there is no file ${named}`, 'look at the path behind --from')
  const parsed = await parseYaml(named, bytes, byteLimit('response'))
  if ('problems' in parsed) throw new TiexError(parsed.problems, closing)
  const { yaml } = parsed
  const data = completed(yaml.data, workspace, person)
  const malformed = checkSchema('response', data)
  if (malformed.length > 0) throw new TiexError(await locate(yaml, malformed), closing)
  const response = data as Response
  const findings = [
    ...checkOwner(response, person, workspace.round),
    ...checkAnswers(response, workspace.model),
  ]
  const errors = await locate(
    yaml,
    findings.filter((finding) => finding.severity === 'error'),
  )
  if (errors.length > 0) throw new TiexError(errors, closing)
  return response
}

const closing = 'Nothing was taken from this file.'

/** A file without a format is the part of a response that holds answers. */
function completed(data: unknown, workspace: Workspace, person: string): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || Object.hasOwn(data, 'format'))
    return data
  const header = {
    format: 'tiex-response/1',
    model: modelName(workspace.model),
    round: workspace.round,
    person,
    answers: {},
  }
  return { ...header, ...data }
}

function checkOwner(response: Response, person: string, round: string): Finding[] {
  const wrong = (key: 'person' | 'round'): Finding => ({
    severity: 'error',
    rule: key,
    path: [key],
    message: `these are answers of ${response.person} in ${response.round}, not of ${person} in ${round}`,
    hint:
      key === 'person'
        ? 'each person gives their own answers: say who you are with --as'
        : 'choose the round with --round',
  })
  return [
    ...(response.person === person ? [] : [wrong('person')]),
    ...(response.round === round ? [] : [wrong('round')]),
  ]
}
