import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressProblem, shownAddress } from '../src/address.ts'

describe('an address', () => {
  it.each([
    'https://www.example.org/report',
    'http://example.org',
    'HTTPS://EXAMPLE.ORG/Report?a=1&b=2#top',
    'https://example.org:8443/',
    'https://[2001:db8::1]/report',
    'https://xn--bcher-kva.example/',
    'https://www.gov.wales/cy/cynllun-â',
    'mailto:ann@example.gov.uk',
  ])('that is good: %s', (address) => expect(addressProblem(address)).toBeUndefined())

  const scheme = 'must begin with https://, http:// or mailto:'
  it.each([
    ['', scheme],
    ['www.example.org', scheme],
    ['/report', scheme],
    ['//example.org', scheme],
    ['javascript:alert(1)', scheme],
    ['JavaScript:alert(1)', scheme],
    ['data:text/html,x', scheme],
    ['file:///etc/passwd', scheme],
    ['ftp://example.org', scheme],
    ['vbscript:x', scheme],
    ['https://', 'has no host'],
    ['https:///report', 'has no host'],
    ['https:example.org', 'has no host'],
    ['https://exa%mple.org', 'has no host'],
    ['https://user@example.org', 'must not hold a user name or password'],
    ['https://user:secret@example.org', 'must not hold a user name or password'],
    ['https://:secret@example.org', 'must not hold a user name or password'],
    ['mailto:', 'names nobody to write to'],
    ['mailto:ann', 'names nobody to write to'],
    ['https://example.org/a b', 'has a character that no address can have'],
    ['https://example.org/\u0000', 'has a character that no address can have'],
    ['https://example.org/\u009b', 'has a character that no address can have'],
    ['java\nscript:alert(1)', 'has a character that no address can have'],
    [' https://example.org', 'has a character that no address can have'],
  ])('that is not: %j', (address, problem) => expect(addressProblem(address)).toBe(problem))

  it('is never repeated in what is said about it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (secret) => {
        expect(addressProblem(`https://user:${secret}@example.org`) ?? '').not.toContain(secret)
      }),
    )
  })

  it.each([
    ['https://ехample.org/', 'https://xn--ample-ywe6i.org/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://example.org', 'https://example.org/'],
    ['no address', 'no address'],
  ])('%s is shown as %s: look-alike letters are seen', (address, shown) => {
    expect(shownAddress(address)).toBe(shown)
  })

  it('is one however often it was asked', () => {
    const answers = new Set(Array.from({ length: 20_000 }, () => addressProblem('https://bücher.example/')))
    expect([...answers]).toEqual([undefined])
  })
})
