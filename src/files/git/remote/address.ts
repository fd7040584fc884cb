import { parseAddress } from '../../../address.ts'

/**
 * Whether git is asked to open an address: https and ssh are `good`, others have words that say why not. What is no address is a path.
 * Never repeats the address.
 */
export function judgeAddress(named: string): 'good' | 'a path' | { readonly refused: string } {
  const isLikeScp = /^[\w.-]+@[A-Za-z0-9][\w.-]*:[^:]/.test(named)
  // A path on a server may have blanks where no scheme stands before it.
  const impossible = isLikeScp ? /[\u0000-\u001f\u007f-\u009f]/ : /^[a-z+]+:.*[\u0000-\u0020\u007f-\u009f]/is
  if (impossible.test(named)) return { refused: 'the address has a character that no address can have' }
  if (/^https:\/\//i.test(named)) {
    const url = parseAddress(named)
    if (url === undefined) return { refused: 'the address has no host' }
    if (url.username !== '' || url.password !== '')
      return {
        refused: 'the address must not hold a user name or password: git asks for them, or knows them',
      }
    return 'good'
  }
  if (/^ssh:\/\//i.test(named)) {
    if (/^ssh:\/\/[^/]*:[^/]*@/i.test(named)) return { refused: 'the address must not hold a password' }
    // What begins with - is an option to ssh, as a name or as a port.
    if (!/^ssh:\/\/(?:[^/@:-][^/@:]*@)?(?:[^/@:[-][^/@:]*|\[[\da-f:.]+\])(?::\d{1,5})?\/./i.test(named))
      return { refused: 'the address has no host, or a port that is no number' }
    return 'good'
  }
  if (isLikeScp) return 'good'
  if (/^[a-z][a-z0-9+.-]+:(:|\/\/)/i.test(named))
    return { refused: 'only https and ssh addresses are opened' }
  return 'a path'
}
