import { gitFault } from '../faults.ts'
import { type GitRun, runGit, type Variables } from '../run.ts'

/** Nothing of the other side is obeyed: no hooks, no submodules, no links; and a server that says nothing for half a minute is given up. */
export const remoteSettings: Readonly<Record<string, string>> = {
  'core.symlinks': 'false',
  'transfer.fsckObjects': 'true',
  'http.lowSpeedLimit': '100',
  'http.lowSpeedTime': '30',
}

/** Settings of the user, and of nobody else, by which git logs in: they are taken away, or stand otherwise, for every other run. */
export function ownLogins(run: GitRun): readonly string[] {
  const pattern = '^(credential\\.|core\\.sshcommand$)'
  const end = runGit(['config', '--null', '--show-scope', '--get-regexp', pattern], run)
  if (end.code > 1) throw gitFault('config', end.stderr, run.root)
  const parts = end.stdout.split('\0')
  const args: string[] = [...sshProgram(run.variables)]
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [key = '', ...value] = (parts[at + 1] ?? '').split('\n')
    if (['system', 'global'].includes(parts[at] ?? '') && !key.includes('='))
      args.push('-c', `${key}=${value.join('\n')}`)
  }
  return args
}

/** The program that GIT_SSH names, as a command of a shell: git would pass over it, since a setting says how ssh is started. */
function sshProgram({ GIT_SSH: program }: Variables): readonly string[] {
  if (program === undefined || program === '') return []
  return ['-c', `core.sshCommand='${program.replaceAll("'", "'\\''")}'`]
}
