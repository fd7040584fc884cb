import { hintFor, quoted } from '../did-you-mean.ts'
import { finding, type Path } from '../problem.ts'
import { isSameScale } from './mapping.ts'
import { type Model, modelName, type Statement } from './model.ts'
import type { ModelFinding, ModelParts, StatementPart } from './parts.ts'
import type { Flag } from './readability.ts'

/** What is wrong with `previous` and the `was` of statements that can be told without the previous version: what it is about, and each target once. */
export function checkWas(parts: ModelParts): ModelFinding[] {
  const { file, data } = parts.model
  const findings: ModelFinding[] = []
  if (data.previous?.version === data.version && (data.previous.id ?? data.id) === data.id)
    findings.push({
      file,
      finding: finding('model', ['previous', 'version'], 'a version cannot come after itself', {
        hint: 'name the version before it, or give this one a new version',
      }),
    })
  const first = new Map<string, string>()
  for (const { file: at, path, id, was } of mappedIn(parts)) {
    const place = (message: string, hint: string): ModelFinding => ({
      file: at,
      finding: finding('was', path, message, { hint }),
    })
    if (data.previous === undefined)
      findings.push(
        place(
          `${id} was ${quoted(was)} of a version that model.yaml does not name`,
          'add previous: {version: ..., digest: ...} to model.yaml: tiex model list shows both',
        ),
      )
    const before = first.get(was)
    if (before !== undefined)
      findings.push(
        place(
          `both ${before} and ${id} say that they were ${quoted(was)}`,
          'a statement goes on as one: leave out the was of the one that means something new',
        ),
      )
    else first.set(was, id)
  }
  return findings
}

interface Mapped {
  readonly file: string
  readonly path: Path
  readonly id: string
  readonly was: string
}

function mappedIn({ characteristics, factors }: ModelParts): readonly Mapped[] {
  const one = (file: string, path: Path, id: string, { was }: StatementPart): readonly Mapped[] =>
    was === undefined ? [] : [{ file, path: [...path, 'was'], id, was }]
  return [
    ...characteristics.flatMap(({ file, data }) =>
      Object.entries(data.cells).flatMap(([mode, cell]) =>
        Object.entries(cell.statements).flatMap(([stage, statement]) =>
          one(file, ['cells', mode, 'statements', stage], `${data.id}/${mode}/${stage}`, statement),
        ),
      ),
    ),
    ...factors.flatMap(({ file, data }) =>
      data.statements.flatMap((statement, index) =>
        one(file, ['statements', index], `${data.id}/${statement.id}`, statement),
      ),
    ),
  ]
}

/** What an author would want to mend in a version, given the one before it: targets that are not there, and statements that were reworded without saying that they claim the same. */
export function flagsAgainst(newer: Model, older: Model): readonly Flag[] {
  const ids = [...older.statementById.keys()]
  return newer.statements.flatMap((statement): Flag[] => {
    const { id, was } = statement
    if (was !== undefined && !older.statementById.has(was)) {
      const message = `${modelName(older)} has no statement ${quoted(was)}; ${hintFor(was, ids, 'statements')}`
      return [{ statement, rule: 'was', message }]
    }
    const before = unclaimed(statement, newer, older)
    if (before === undefined || isSame(statement, before)) return []
    const message = `it was reworded; if it still claims the same, add was: ${id}, or answers to it will not be carried over`
    return [{ statement, rule: 'not-comparable', message }]
  })
}

/** Statements that stayed just as they were without saying so: answers to them are carried over, but not compared. */
export function unclaimedSame(newer: Model, older: Model): readonly Statement[] {
  return newer.statements.filter((statement) => {
    const before = unclaimed(statement, newer, older)
    return before !== undefined && isSame(statement, before)
  })
}

/** The older statement of the same id, where no statement says that it was that one. */
function unclaimed({ id, was }: Statement, newer: Model, older: Model): Statement | undefined {
  if (was !== undefined || newer.statements.some((other) => other.was === id)) return undefined
  return older.statementById.get(id)
}

function isSame(one: Statement, other: Statement): boolean {
  return one.text === other.text && isSameScale(one.scale, other.scale)
}
