import type { Verification } from '../authority/verification.ts'
import type { Screen } from '../env.ts'
import { isComplete, type SignOff } from '../signoff/sign-off.ts'
import { renderCsv } from './csv.ts'
import { renderJson } from './json.ts'
import { markdownTable, markdownText } from './markdown.ts'
import { answersChanged, renderSignOff, signOffData } from './sign-off.ts'
import { oneLine, readable, wrap } from './text.ts'
import { byWhom, headline, shortId } from './verify.ts'

/** Who has signed the current round, then other rounds; a text says why that could not be read, undefined that only a range was looked at. */
export type SignOffsSeen = readonly [SignOff, ...SignOff[]] | string | undefined

/** What stands below a verification: '' where nobody has to sign. */
export function renderSignOffsSeen(seen: SignOffsSeen, screen: Screen): string {
  if (seen === undefined) return `${screen.paint.quiet('The sign-off was not looked at: tiex verify')}\n`
  if (typeof seen === 'string') return `${wrap(notRead(seen), screen.width, 0, 2)}\n`
  return toShow(seen)
    .map((signOff) => renderSignOff(signOff, screen))
    .join('\n')
}

/** Rounds that somebody has signed or has to sign. */
function toShow(signOffs: readonly SignOff[]): readonly SignOff[] {
  return signOffs.filter(({ roles }) => roles.length > 0)
}

function notRead(why: string): string {
  return `The sign-off could not be read: ${oneLine(why)}.`
}

/** All of it as data, commits by their full ids; `signOff` of the current round and `signOffs`, that one and those of the other rounds that were signed, are null where they were not looked at, or not read for what `signOffNotRead` says. */
export function verificationJson(verification: Verification, seen: SignOffsSeen): string {
  const { range, commits, failures, notes, unproven, began } = verification
  const data = {
    format: 'tiex-verification/1',
    verified: failures.length === 0,
    range,
    commits,
    unproven,
    failures,
    notes,
    began,
    signOff: typeof seen === 'object' ? signOffData(seen[0]) : null,
    signOffs: typeof seen === 'object' ? seen.map(signOffData) : null,
    ...(typeof seen === 'string' ? { signOffNotRead: seen } : {}),
  }
  return renderJson(data)
}

type Row = readonly (string | undefined)[]

/** A row a failure, then one a role whose signature does not hold. `signatures` is that file, from the root of the repository. */
export function verificationCsv(
  { failures }: Verification,
  seen: SignOffsSeen,
  signatures: (round: string) => string,
): string {
  const rows: readonly Row[] = [
    ...failures.map(({ commit, person, proven, file, rule, message, hint }) => [
      ...[commit, person, proven ? 'yes' : 'no', file, rule, message, hint],
    ]),
    ...signOffRows(seen, signatures),
  ]
  return renderCsv(
    ['commit', 'person', 'proven', 'file', 'rule', 'message', 'hint'],
    rows.map((row) => row.map((cell) => cell && oneLine(cell))),
  )
}

function signOffRows(seen: SignOffsSeen, signatures: (round: string) => string): readonly Row[] {
  const row = (person: string | undefined, file: string | undefined, message: string, hint: string): Row => [
    ...[undefined, person, undefined, file, 'sign-off', message, hint],
  ]
  if (seen === undefined) return []
  if (typeof seen === 'string') return [row(undefined, undefined, notRead(seen), 'look at: tiex check')]
  return seen.flatMap(({ round, roles }, index) =>
    roles.flatMap(({ role, state, person, reason, changed }) => {
      if (state !== 'stale' && state !== 'invalid') return []
      const why =
        state === 'stale' ? `stale; changed since: ${changed.join('; ')}` : `invalid: ${reason ?? ''}`
      const again = `sign again as ${role}: tiex sign${index === 0 ? '' : ` --round ${round}`}`
      return [row(person, signatures(round), `the sign-off as ${role} is ${why}`, again)]
    }),
  )
}

export function verificationMarkdown(verification: Verification, seen: SignOffsSeen, screen: Screen): string {
  const { failures } = verification
  const rows = failures.map(({ commit, person, proven, file, message, hint }) => [
    commit === undefined ? '' : shortId(commit),
    person === undefined ? '' : byWhom(person, proven).slice(3),
    ...[file ?? '', message, hint],
  ])
  const parts = [
    `${markdownText(headline(verification, screen))}\n`,
    rows.length === 0 ? '' : markdownTable(['Commit', 'Who', 'File', 'What was wrong', 'What to do'], rows),
    ...signOffsMarkdown(seen),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function signOffsMarkdown(seen: SignOffsSeen): readonly string[] {
  if (seen === undefined) return []
  if (typeof seen === 'string') return [`${markdownText(notRead(seen))}\n`]
  return toShow(seen).map(signOffMarkdown)
}

function signOffMarkdown(signOff: SignOff): string {
  const rows = signOff.roles.map(({ role, state, person, at, recorded, reason, changed }) => [
    ...[role, state === 'missing' ? 'still to sign' : state, person ?? '', at?.slice(0, 10) ?? ''],
    [recorded, reason, ...changed].filter((one) => one !== undefined).join('; '),
  ])
  const title = `## Sign-off of ${markdownText(readable(signOff.round))}: ${isComplete(signOff) ? 'complete' : 'not complete'}`
  const table = markdownTable(['Role', 'State', 'Who', 'When', 'What there is to say'], rows)
  return `${title}\n\n${table}${signOff.answersChanged ? `\n${answersChanged}\n` : ''}`
}
