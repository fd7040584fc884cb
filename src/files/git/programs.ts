import { failure, type TiexError } from '../../problem.ts'
import { gitFault } from './faults.ts'
import type { GitRun, Variables } from './run.ts'
import { runGit } from './run.ts'

/** What git's configuration says about a commit: who makes it, and programs it would run. */
export interface Programs {
  /** Whether commits are to be signed. */
  readonly signs: boolean
  /** Settings under which git signs by the user's own programs only and filters nothing. */
  readonly settings: Readonly<Record<string, string>>
  /** What git itself would put as committer, without guessing from the machine's names. */
  readonly committer: { readonly name?: string; readonly email?: string }
  /** What `user.name`, `author.email` and their like say, by these keys; empty where one stands without a value. */
  readonly names: ReadonlyMap<string, string>
}

/** Settings that name a program for signing, and what stands in for one that only the repository names. */
const signers: Readonly<Record<string, string>> = {
  'gpg.program': 'gpg',
  'gpg.openpgp.program': 'gpg',
  'gpg.x509.program': 'gpgsm',
  'gpg.ssh.program': 'ssh-keygen',
  'gpg.ssh.defaultkeycommand': 'ssh-add -L',
}

const ownScopes = ['system', 'global', 'command']

/** A setting that git finds only if it heeds those it is given by variables, which it does from 2.31 on. */
const understood = 'tiex.understood'

/**
 * How this user signs, and how filters are kept from running. Key, format and the wish to sign may stand in the repository's
 * configuration; programs that are run for it come from the user's own only. Filters have to be switched off one by one: git
 * runs them even when it only writes its index, over files that were changed within the last second.
 */
export function readPrograms(run: GitRun): Programs {
  const pattern = `^(commit\\.gpgsign|gpg\\.|filter\\.|(user|author|committer)\\.(name|email)$|${understood}$)`
  const args = ['config', '--null', '--show-scope', '--get-regexp', pattern]
  const end = runGit(args, { ...run, settings: { ...run.settings, [understood]: 'true' } })
  const found = settingsOf(end.stdout)
  if (!found.some(({ key }) => key === understood)) throw notUnderstood(end.stderr, run)
  const own = new Map<string, string>()
  const names = new Map<string, string>()
  const settings: Record<string, string> = {}
  let signs = false
  for (const { scope, key, value } of found) {
    if (key === 'commit.gpgsign') signs = isTrue(value)
    else if (/^(user|author|committer)\./.test(key)) names.set(key, value ?? '')
    else if (key.startsWith('filter.')) Object.assign(settings, withoutFilter(key))
    else if (!Object.hasOwn(signers, key)) continue
    else if (ownScopes.includes(scope)) own.set(key, value ?? 'true')
    else settings[key] = signers[key] ?? ''
  }
  for (const [key, value] of own) if (Object.hasOwn(settings, key)) settings[key] = value
  return { signs, settings, committer: committerOf(names, run.variables), names }
}

/** Of settings that stand several times the last one holds. */
function committerOf(names: ReadonlyMap<string, string>, variables: Variables): Programs['committer'] {
  const known = (part: 'name' | 'email') =>
    [
      variables[`GIT_COMMITTER_${part.toUpperCase()}`],
      names.get(`committer.${part}`),
      names.get(`user.${part}`),
    ].find((value) => value !== undefined && value.trim() !== '')
  const [name, email] = [known('name'), known('email')]
  return { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) }
}

/** Why git did not tell. One that is too old passes over what it is told by variables, so that filters would run. */
function notUnderstood(stderr: string, run: GitRun): TiexError {
  const version = /\d+(\.\d+)+/.exec(runGit(['version'], run).stdout)?.[0] ?? ''
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (version === '' || major > 2 || (major === 2 && minor >= 31)) return gitFault('config', stderr, run.root)
  return failure(
    'git-old',
    `this git is too old: it is ${version}, and tiex commits with 2.31 or newer`,
    'install a newer git from https://git-scm.com and run this again',
  )
}

/** `key` is `filter.NAME.clean` or a sibling of it. An empty program is none. */
function withoutFilter(key: string): Record<string, string> {
  const filter = key.slice(0, key.lastIndexOf('.'))
  return { [`${filter}.clean`]: '', [`${filter}.process`]: '', [`${filter}.required`]: 'false' }
}

interface Setting {
  readonly scope: string
  readonly key: string
  readonly value: string | undefined
}

/** `scope NUL key LF value NUL`; a key that stands alone, without LF, has no value and is true. */
function settingsOf(output: string): readonly Setting[] {
  const parts = output.split('\0')
  const settings: Setting[] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const text = parts[at + 1] ?? ''
    const end = text.indexOf('\n')
    const key = end === -1 ? text : text.slice(0, end)
    settings.push({ scope: parts[at] ?? '', key, value: end === -1 ? undefined : text.slice(end + 1) })
  }
  return settings
}

function isTrue(value = 'true'): boolean {
  return /^(true|yes|on|[1-9]\d*)$/i.test(value.trim())
}
