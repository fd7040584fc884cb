import type { GitRun } from './run.ts'
import { gitFault, runGit } from './run.ts'

/** What git's configuration says about programs it would run for a commit. */
export interface Programs {
  /** Whether commits are to be signed. */
  readonly signs: boolean
  /** Settings under which git signs by the user's own programs only and filters nothing. */
  readonly settings: Readonly<Record<string, string>>
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

/**
 * How this user signs, and how filters are kept from running. Key, format and the wish to sign may stand in the repository's
 * configuration; programs that are run for it come from the user's own only. Filters have to be switched off one by one: git
 * runs them even when it only writes its index, over files that were changed within the last second.
 */
export function readPrograms(run: GitRun): Programs {
  const pattern = '^(commit\\.gpgsign|gpg\\.|filter\\.)'
  const end = runGit(['config', '--null', '--show-scope', '--get-regexp', pattern], run)
  if (end.code > 1) throw gitFault('config', end.stderr, run.root)
  const own = new Map<string, string>()
  const settings: Record<string, string> = {}
  let signs = false
  for (const { scope, key, value } of settingsOf(end.stdout)) {
    if (key === 'commit.gpgsign') signs = isTrue(value)
    else if (key.startsWith('filter.')) Object.assign(settings, withoutFilter(key))
    else if (!Object.hasOwn(signers, key)) continue
    else if (ownScopes.includes(scope)) own.set(key, value)
    else settings[key] = signers[key] ?? ''
  }
  for (const [key, value] of own) if (Object.hasOwn(settings, key)) settings[key] = value
  return { signs, settings }
}

/** `key` is `filter.NAME.clean` or a sibling of it. An empty program is none. */
function withoutFilter(key: string): Record<string, string> {
  const filter = key.slice(0, key.lastIndexOf('.'))
  return { [`${filter}.clean`]: '', [`${filter}.process`]: '', [`${filter}.required`]: 'false' }
}

interface Setting {
  readonly scope: string
  readonly key: string
  readonly value: string
}

/** `scope NUL key LF value NUL`; a key that stands alone, without LF, is true. */
function settingsOf(output: string): readonly Setting[] {
  const parts = output.split('\0')
  const settings: Setting[] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const text = parts[at + 1] ?? ''
    const end = text.indexOf('\n')
    const key = end === -1 ? text : text.slice(0, end)
    settings.push({ scope: parts[at] ?? '', key, value: end === -1 ? 'true' : text.slice(end + 1) })
  }
  return settings
}

function isTrue(value: string): boolean {
  return /^(true|yes|on|[1-9]\d*)$/i.test(value.trim())
}
