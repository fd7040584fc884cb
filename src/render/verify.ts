import type { Failure, Note, Verification } from '../authority/verification.ts'
import type { Screen } from '../env.ts'
import { counted, oneLine, shellWord, visible, wrap } from './text.ts'

/** An id of a commit as people read it. */
export function shortId(commit: string): string {
  return commit.slice(0, 7)
}

/** The answer, then what failed, what was done in the name of others, and what to do. `signsWithSsh`: git of whoever reads it knows with what to sign. */
export function renderVerification(verification: Verification, screen: Screen, signsWithSsh = false): string {
  const { failures, notes } = verification
  const parts = [
    `${wrap(headline(verification, screen), screen.width)}\n`,
    ...groupsOf(failures.filter(({ commit }) => commit !== undefined)).map((groups) =>
      renderCommit(groups, screen),
    ),
    renderNotes(notes, verification, screen),
    failures.length === 0 ? '' : remedyOf(verification, screen, signsWithSsh),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

/** The answer in one sentence or two. */
export function headline({ commits, failures }: Verification, { paint }: Screen): string {
  if (failures.length === 0)
    return `${paint.good('Verified')} ${counted(commits, 'commit')}: every change was its person's to make.`
  const bad = new Set(failures.flatMap(({ commit }) => commit ?? []))
  if (bad.size === 0) return `${paint.bad('Not verified')}: ${visible(failures[0]?.message ?? '')}.`
  const wrong = new Set(
    failures.filter((failure) => !isAboutProof(failure)).flatMap(({ commit }) => commit ?? []),
  )
  return `${whatWasWrong({ commits, wrong: wrong.size, unproven: bad.size - wrong.size }, paint)}.${beside(failures)}`
}

/** Nothing else is wrong than that a signature is missing, or is not the right one. */
function isAboutProof({ rule }: Failure): boolean {
  return rule === 'unsigned' || rule === 'not-proven'
}

function whatWasWrong(
  { commits, wrong, unproven }: { commits: number; wrong: number; unproven: number },
  paint: Screen['paint'],
): string {
  const all = counted(commits, 'commit')
  const lacks = unproven === 1 ? "is not proven to be its person's" : "are not proven to be their person's"
  if (wrong === 0) return `${paint.bad(`${unproven} of ${all}`)} ${lacks}`
  const changed = `${paint.bad(`${wrong} of ${all}`)} changed what was not theirs`
  return unproven === 0 ? changed : `${changed}, and ${paint.bad(String(unproven))} ${lacks}`
}

function beside(failures: readonly Failure[]): string {
  const others = failures.filter(({ commit }) => commit === undefined)
  return others.map(({ message }) => ` And ${visible(message)}.`).join('')
}

/** Failures of one commit that say the same, with all their files. */
interface Group {
  readonly first: Failure
  readonly files: string[]
}

/** The groups of each commit, in the order of the failures. */
function groupsOf(failures: readonly Failure[]): readonly (readonly Group[])[] {
  const commits = new Map<string | undefined, Map<string, Group>>()
  for (const failure of failures) {
    const key = [failure.rule, failure.message, failure.hint].join('\0')
    const groups = commits.get(failure.commit) ?? new Map<string, Group>()
    commits.set(failure.commit, groups)
    const group = groups.get(key) ?? { first: failure, files: [] }
    groups.set(key, group)
    if (failure.file !== undefined) group.files.push(failure.file)
  }
  return [...commits.values()].map((groups) => [...groups.values()])
}

const filesShown = 5

function renderCommit(groups: readonly Group[], screen: Screen): string {
  const { commit = '', person, proven = false } = groups[0]?.first ?? {}
  const title = screen.paint.strong(`${shortId(commit)} ${byWhom(person, proven)}`)
  return `${[title, ...groups.flatMap((group) => linesOf(group, screen))].join('\n')}\n`
}

function linesOf({ first, files }: Group, { paint, width }: Screen): readonly string[] {
  const more = files.length - filesShown
  return [
    ...files.slice(0, filesShown).map((file) => `  ${oneLine(file)}`),
    ...(more > 0 ? [`  and ${counted(more, 'more file', 'more files')}`] : []),
    wrap(`${paint.bad('error')}: ${oneLine(first.message)}`, width, 4, 6),
    wrap(`hint: ${oneLine(first.hint)}`, width, 4, 6),
  ]
}

export function byWhom(person: string | undefined, proven: boolean): string {
  if (person === undefined) return 'by nobody known'
  return `by ${oneLine(person)}${proven ? '' : ' (not proven)'}`
}

const acts: Readonly<Record<Exclude<Note['kind'], 'remark' | 'unproven'>, string>> = {
  import: 'took in for others',
  reseal: 'sealed again',
  upgrade: 'brought up to date',
  consent: 'said whether notes may be shown, which cannot be told from a change of answers, in',
  reopened: 'took answers again in',
}

function renderNotes(notes: readonly Note[], { unproven, began }: Verification, { width }: Screen): string {
  const lines = [...notes.flatMap(noteLine), ...unprovenLines(notes, unproven)]
  if (began !== undefined)
    lines.push(
      `began with ${shortId(began.commit)} ${byWhom(began.person, began.proven)}: compare it with what you know`,
    )
  return lines.map((line) => `${wrap(oneLine(line), width, 0, 2)}\n`).join('')
}

function noteLine({ commit, person, kind, message }: Note): readonly string[] {
  if (kind === 'unproven') return []
  if (kind === 'remark') return [`${shortId(commit)}: ${message}`]
  return [`${shortId(commit)} by ${person}: ${acts[kind]} ${message}`]
}

const namesShown = 10

/** Who is not proven: by name where much depends on it, and how many others. */
function unprovenLines(notes: readonly Note[], unproven: number): readonly string[] {
  if (unproven === 0) return []
  const named = notes.filter(({ kind }) => kind === 'unproven')
  const more = named.length - namesShown
  const others = unproven - named.length
  const count = named.length === 0 ? counted(others, 'commit') : counted(others, 'other commit')
  return [
    ...named
      .slice(0, namesShown)
      .map(({ commit, person, message }) => `not proven: ${person} changed ${message} (${shortId(commit)})`),
    ...(more > 0 ? [`not proven: ${counted(more, 'more such commit')}`] : []),
    `${others === 0 ? '' : `${count} `}not proven: known by the e-mail alone, which anybody can write. Proven needs a signing key in tiex.yaml.`,
  ]
}

/** What to do about failures. A pushed change is taken out of the push, since every commit of it counts. Lines to type are never broken. */
function remedyOf({ range, failures }: Verification, { width }: Screen, signsWithSsh: boolean): string {
  const onlyProof = failures.every(isAboutProof)
  const inCommits = failures.filter(
    (failure) => failure.commit !== undefined && (onlyProof || !isAboutProof(failure)),
  )
  const [first] = inCommits
  const told = (words: string, ...lines: readonly string[]) =>
    `${[wrap(`Next: ${words}`, width, 0, 2), ...lines.map((line) => `  ${line}`)].join('\n')}\n`
  if (first === undefined) return told(visible(failures[0]?.hint ?? ''))
  const files = [...new Set(inCommits.flatMap(({ file }) => file ?? []))].map((file) =>
    shellWord(oneLine(file)),
  )
  if (range.from === undefined && onlyProof)
    return told(
      `ask those people whether it was them; from now on, sign.${signsWithSsh ? '' : ` ${whatFileIs}`}`,
      ...(signsWithSsh ? [] : ['git config gpg.format ssh', 'git config user.signingkey FILE']),
      'git config commit.gpgsign true',
    )
  if (range.from === undefined)
    return told(
      'see what changed, and talk to whose it is: the one who may change it puts it right.',
      `git show ${shortId(first.commit ?? '')} -- ${files[0] ?? ''}`,
    )
  const base = shortId(range.from)
  if (onlyProof)
    return told(
      `sign your commits with the key that tiex.yaml has for you, and push again.${signsWithSsh ? '' : ` ${whatFileIs}`}`,
      `git ${signsWithSsh ? '' : '-c gpg.format=ssh -c user.signingkey=FILE '}rebase --exec 'git commit --amend --no-edit -S' ${base}`,
    )
  return told(
    'make your commits again without it, since every one counts, and push again.',
    `git reset --soft ${base}`,
    ...files
      .slice(0, filesShown)
      .map((file) => `git restore --staged --worktree --source=${base} -- ${file}`),
    ...(files.length > filesShown ? [`and so for ${counted(files.length - filesShown, 'other file')}`] : []),
    'git commit',
  )
}

const whatFileIs = 'FILE is the file of that key, such as ~/.ssh/id_ed25519.'

/** A refused push as the person sees it behind `remote:`: short lines, the last ones saying what to do. */
export function renderRefusal(ref: string, verification: Verification, screen: Screen): string {
  const narrow = { ...screen, width: 70 }
  return `tiex refuses ${oneLine(ref)}\n${renderVerification(verification, narrow)}`
}

/** The pre-receive hook: a script of a POSIX shell. `folder` is where the assessment stands in the repository: '' or `a/b/`. */
export function hookScript(folder: string, requireSignatures = false): string {
  const where = folder === '' ? '' : ` --folder ${shellWord(folder)}`
  return `#!/bin/sh
# Refuses a push that changes what is not the pusher's to change.
# Made by: tiex verify --hook
#
# To install it, on the server, in the bare repository that people push to:
#   tiex verify --hook > hooks/pre-receive
#   chmod +x hooks/pre-receive
# It needs Node and tiex there. Where tiex is not on the PATH of the server's git,
# say where it is: TIEX=/opt/tiex/bin/tiex
#
# Set these in that repository, too, so that git itself keeps out what no hook
# should have to: trees that no clone can check out, such as one with two files
# of the same name; a history that is rewritten; branches that are deleted.
#   git config receive.fsckObjects true
#   git config receive.denyNonFastForwards true
#   git config receive.denyDeletes true

tiex=\${TIEX:-tiex}
if ! command -v "$tiex" >/dev/null 2>&1; then
  echo 'tiex was not found on this server, so that nothing can be verified.' >&2
  echo 'Nothing was taken in. Ask whoever runs the server to install tiex, or' >&2
  echo 'to set TIEX in hooks/pre-receive; then push again.' >&2
  exit 1
fi
exec "$tiex" verify --pre-receive${where}${requireSignatures ? ' --require-signatures' : ''}
`
}
