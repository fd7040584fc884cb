import { parseAddress } from '../../../address.ts'
import type { Repository } from '../repository.ts'
import { runGit, type Variables } from '../run.ts'

/** Where colleagues can clone the repository from: the address of its `origin`, without any password; undefined where it has none that others could reach. */
export function originAddress({ root }: Pick<Repository, 'root'>, variables: Variables): string | undefined {
  const end = runGit(['config', '--get', 'remote.origin.url'], { root, variables })
  const address = end.stdout.trim()
  if (end.code !== 0 || /[\u0000-\u0020\u007f-\u009f]/.test(address)) return undefined
  if (/^[\w.-]+@[\w.-]+:[^-]/.test(address)) return address
  const url = /^(?:https|ssh):\/\//i.test(address) ? parseAddress(address) : undefined
  if (url === undefined) return undefined
  url.password = ''
  // A forge takes a token for a user name too; over ssh the user is the forge's own.
  if (url.protocol === 'https:') url.username = ''
  return url.href
}
