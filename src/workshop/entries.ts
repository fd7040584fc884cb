import { hintFor, nearest, quoted } from '../did-you-mean.ts'
import { answersTo, type Model, type Section, type Statement } from '../model/model.ts'
import type { Problem } from '../problem.ts'
import { cleanText, noteProblem } from '../questionnaire/note-text.ts'
import { stances } from '../response/response.ts'
import { agreeing, type Decide, deciding, priorities, type Remark, remarking, takingBack } from './decide.ts'

/** What a flag of `tiex workshop` comes to: one decision, or what is wrong with it. */
export type Entry =
  | {
      readonly decide: Decide
      readonly sets: Setting
      /** The statement of which the agreement is set or taken back. */
      readonly settles?: string
    }
  | { readonly problem: Problem }

/** What a decision gives a value, where another value would contradict it. */
interface Setting {
  readonly flag: string
  readonly id: string
  readonly value: string
}

/** The flags that decide, as they were written. */
export interface WrittenDecisions {
  readonly agree?: readonly string[]
  readonly takeBack?: readonly string[]
  readonly reason?: readonly string[]
  readonly dissent?: readonly string[]
  readonly priority?: readonly string[]
  readonly ambition?: readonly string[]
  readonly stance?: readonly string[]
  readonly note?: readonly string[]
}

/** Every flag in its own right, so that all problems are told at once. One that contradicts an earlier one is a problem. `at` is when it is agreed, in UTC. */
export function parseDecisions(written: WrittenDecisions, model: Model, at: string): readonly Entry[] {
  const entries = [
    ...(written.agree ?? []).map((text) => parseAgreement(text, model, at)),
    ...(written.takeBack ?? []).map((text) => parseTakingBack(text, model)),
    ...(written.reason ?? []).map((text) => parseRemark('reason', text, model)),
    ...(written.dissent ?? []).map((text) => parseRemark('dissent', text, model)),
    ...(written.priority ?? []).map((text) => parsePriority(text, model)),
    ...(written.ambition ?? []).map((text) => parseAmbition(text, model)),
    ...(written.stance ?? []).map((text) => parseStance(text, model)),
    ...(written.note ?? []).map((text) => parseNote(text, model)),
  ]
  const first = new Map<string, Setting>()
  return entries.map((entry) => {
    if ('problem' in entry) return entry
    const before = first.get(entry.sets.id) ?? entry.sets
    first.set(before.id, before)
    return before.value === entry.sets.value ? entry : contradiction(before, entry.sets)
  })
}

function contradiction(before: Setting, after: Setting): Entry {
  const flags = before.flag === after.flag ? before.flag : `${before.flag} and ${after.flag}`
  const message = `${flags} ${quoted(before.id)}: both ${quoted(before.value)} and ${quoted(after.value)} are given`
  return { problem: { severity: 'error', rule: 'usage', message, hint: 'leave one of them out' } }
}

function parseAgreement(text: string, model: Model, at: string): Entry {
  const flag = '--agree'
  const parts = split(text)
  if (parts === undefined) return withoutValue(flag, text, { model, value: 'OPTION' })
  const statement = model.statementById.get(parts.left)
  if (statement === undefined) return unknownStatement(flag, parts.left, model)
  const answers = answersTo(statement).filter((answer) => answer !== 'dont-know')
  if (!answers.includes(parts.right))
    return problem(
      flag,
      text,
      `${quoted(parts.right)} cannot be agreed here`,
      hintFor(parts.right, answers, 'possible values'),
      'answer',
    )
  return {
    decide: agreeing(statement, parts.right, at),
    sets: { flag, id: statement.id, value: parts.right },
    settles: statement.id,
  }
}

function parseTakingBack(text: string, model: Model): Entry {
  const flag = '--take-back'
  const statement = model.statementById.get(text.trim())
  if (statement === undefined) return unknownStatement(flag, text.trim(), model)
  return {
    decide: takingBack(statement),
    sets: { flag, id: statement.id, value: none },
    settles: statement.id,
  }
}

function parseRemark(remark: Remark, text: string, model: Model): Entry {
  const flag = `--${remark}`
  const parts = split(text)
  if (parts === undefined) return withoutValue(flag, text, { model, value: 'TEXT' })
  const statement = model.statementById.get(parts.left)
  if (statement === undefined) return unknownStatement(flag, parts.left, model)
  const note = noteOf(flag, text, parts.right)
  if (typeof note === 'object') return note
  return {
    decide: remarking(statement, remark, note === '-' ? undefined : note),
    sets: { flag, id: `${statement.id}/${remark}`, value: note },
  }
}

function parsePriority(text: string, model: Model): Entry {
  const flag = '--priority'
  const found = sectionIn(flag, text, model, 'high')
  if ('problem' in found) return found
  const { section, value } = found
  const priority = priorities.find((known) => known === value)
  if (priority === undefined && value !== none)
    return problem(
      flag,
      text,
      `${quoted(value)} is not a priority`,
      hintFor(value, [...priorities, none], 'priorities'),
    )
  return {
    decide: deciding(model, section, 'priority', priority),
    sets: { flag, id: `${section.id}/priority`, value },
  }
}

function parseAmbition(text: string, model: Model): Entry {
  const flag = '--ambition'
  const found = sectionIn(flag, text, model, 'N')
  if ('problem' in found) return found
  const { section, value } = found
  if (section.kind !== 'cell')
    return problem(flag, text, 'is for a success factor, which has no ambition', 'name a cell')
  const stages = model.stages.length
  if (value !== none && (!/^\d{1,3}$/.test(value) || Number(value) > stages))
    return problem(
      flag,
      text,
      `${quoted(value)} is not an ambition`,
      `write a whole number from 0 to ${stages}, or none`,
    )
  return {
    decide: deciding(model, section, 'ambition', value === none ? undefined : Number(value)),
    sets: { flag, id: `${section.id}/ambition`, value },
  }
}

function parseStance(text: string, model: Model): Entry {
  const flag = '--stance'
  const found = sectionIn(flag, text, model, stances[0])
  if ('problem' in found) return found
  const { section, value } = found
  if (section.kind !== 'cell')
    return problem(flag, text, 'is for a success factor, which has no stance', 'name a cell')
  if (![...stances, none].includes(value))
    return problem(
      flag,
      text,
      `${quoted(value)} is not a stance`,
      hintFor(value, [...stances, none], 'stances'),
    )
  return {
    decide: deciding(model, section, 'stance', value === none ? undefined : value),
    sets: { flag, id: `${section.id}/stance`, value },
  }
}

function parseNote(text: string, model: Model): Entry {
  const flag = '--note'
  const found = sectionIn(flag, text, model, 'TEXT')
  if ('problem' in found) return found
  const note = noteOf(flag, text, found.value)
  if (typeof note === 'object') return note
  return {
    decide: deciding(model, found.section, 'note', note === '-' ? undefined : note),
    sets: { flag, id: `${found.section.id}/note`, value: note },
  }
}

/** The value that takes a decision back. */
const none = 'none'

/** The text as it is written to a file; `-` removes what is there. */
function noteOf(flag: string, text: string, written: string): string | { readonly problem: Problem } {
  const note = cleanText(written)
  if (note === '') return problem(flag, text, 'has no text', 'write it behind the =; a lone - removes it')
  const wrong = noteProblem(note)
  return wrong === undefined
    ? note
    : problem(flag, text, 'is longer than 10,000 characters', 'shorten it, or link to a document')
}

function sectionIn(
  flag: string,
  text: string,
  model: Model,
  example: string,
): { readonly section: Section; readonly value: string } | { readonly problem: Problem } {
  const parts = split(text)
  if (parts === undefined) return withoutValue(flag, text, { model, value: example, of: 'section' })
  const section = model.sectionById.get(parts.left)
  if (section !== undefined) return { section, value: parts.right }
  const statement = model.statementById.get(parts.left)
  const hint =
    statement === undefined
      ? hintFor(parts.left, [...model.sectionById.keys()], 'sections')
      : `that is a statement; its section is ${statement.section}`
  return problem(flag, text, `there is no cell or success factor ${quoted(parts.left)}`, hint, 'unknown-id')
}

function unknownStatement(flag: string, id: string, model: Model): { readonly problem: Problem } {
  const within = model.sectionById.get(id) ?? model.sectionById.get(id.slice(0, id.lastIndexOf('/')))
  const near = nearest(id, [...model.statementById.keys()])
  const hint =
    within !== undefined
      ? hintFor(id, namesOf(within.statements), 'statements there')
      : near === undefined
        ? `write CELL/STAGE or FACTOR/STATEMENT, such as ${model.statements[0]?.id}`
        : `${near}?`
  return problem(flag, id, `there is no statement ${quoted(id)}`, hint, 'unknown-id')
}

function namesOf(statements: readonly Statement[]): readonly string[] {
  return statements.map(({ id }) => id)
}

function split(text: string): { left: string; right: string } | undefined {
  const at = text.indexOf('=')
  return at === -1 ? undefined : { left: text.slice(0, at).trim(), right: text.slice(at + 1).trim() }
}

function withoutValue(
  flag: string,
  text: string,
  { model, value, of }: { readonly model: Model; readonly value: string; readonly of?: 'section' },
): { readonly problem: Problem } {
  const [known, first] =
    of === 'section'
      ? [model.sectionById.has(text), model.sections[0]]
      : [model.statementById.has(text), model.statements[0]]
  return problem(flag, text, 'has no = in it', `write ${flag} ${known ? text : first?.id}=${value}`)
}

function problem(
  flag: string,
  text: string,
  what: string,
  hint: string,
  rule = 'usage',
): { readonly problem: Problem } {
  const colon = what.startsWith('"') || what.startsWith('there') ? ':' : ''
  return {
    problem: { severity: 'error', rule, message: `${flag} ${quoted(text)}${colon} ${what}`, hint },
  }
}
