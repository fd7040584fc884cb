/**
 * What is wrong with a web address that a person wrote, in words that go behind "the address"; undefined for a good one.
 * Only http, https and mailto, with a host, without user name or password, without control characters or blanks. Never repeats the address.
 */
export function addressProblem(address: string): string | undefined {
  if (/[\u0000-\u0020\u007f-\u009f]/.test(address)) return 'has a character that no address can have'
  const scheme = address.match(/^([A-Za-z][A-Za-z0-9+.-]*):/)?.[1]?.toLowerCase()
  if (scheme === undefined) return 'must begin with https://, http:// or mailto:'
  if (scheme === 'mailto')
    return /^mailto:[^@]+@[^@]+$/i.test(address) ? undefined : 'names nobody to write to'
  if (scheme !== 'http' && scheme !== 'https') return 'must begin with https://, http:// or mailto:'
  const url = /^https?:\/\/[^/]/i.test(address) ? parseAddress(address) : undefined
  if (url === undefined) return 'has no host'
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
  return undefined
}

/** The address as it is safe to show: the host in its ASCII (`xn--`) form, so that look-alike letters are seen. */
export function shownAddress(address: string): string {
  return parseAddress(address)?.href ?? address
}

/** The parts of an address; undefined for what is none. `URL.canParse` of Node 20 denies addresses beyond ASCII once it has been called some thousand times. */
export function parseAddress(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}
