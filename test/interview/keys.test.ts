import { describe, expect, it, vi } from 'vitest'
import type { Session } from '../../src/env.ts'
import { isReadOut, newPassphrase, passphraseFor } from '../../src/interview/keys.ts'
import { refusal } from '../files/disk/scratch.ts'
import { streams } from '../prompts/streams.ts'

/** A session at a plain terminal, or without one, and somebody who types a line at each prompt that ends so. */
function sitting({ interactive = true, variables = {} as Record<string, string> } = {}) {
  const { env, stdin, written } = streams()
  Object.assign(stdin, {
    isRaw: false,
    setRawMode: (mode: boolean) => Object.assign(stdin, { isRaw: mode }),
  })
  const session = {
    env: { ...env, variables },
    interactive,
    screen: { plain: true, width: 200 },
    say: (text: string) => env.stderr.write(text),
  } as unknown as Session
  let seen = 0
  const type = async (prompt: string, line: string) => {
    await vi.waitFor(() => expect(written().indexOf(prompt, seen)).toBeGreaterThan(-1))
    seen = line === '' ? written().indexOf(prompt, seen) : written().length
    if (line !== '') stdin.write(line)
  }
  return { session, type, written }
}

describe('a new passphrase', () => {
  it('is typed twice', async () => {
    const { session, type, written } = sitting()
    const asked = newPassphrase(session, 'k.age')
    await type('k.age (nothing is shown): ', 'seven brown teapots\r')
    await type('once more: ', 'seven brown teapots\r')
    expect(await asked).toBe('seven brown teapots')
    expect(written()).not.toContain('teapots')
  })

  it('is asked for again where it is short, or typed otherwise the second time', async () => {
    const { session, type, written } = sitting()
    const asked = newPassphrase(session, 'k.age')
    await type('(nothing is shown): ', 'ŵŵŵŵŵŵŵŵŵ\r')
    await type('less than 10 characters', '')
    expect(written()).not.toContain('once more')
    await type('(nothing is shown): ', 'seven brown teapots\r')
    await type('once more: ', 'seven brown teapot\r')
    await type('that was not the same', '')
    await type('(nothing is shown): ', 'seven brown teapots\r')
    await type('once more: ', 'seven brown teapots\r')
    expect(await asked).toBe('seven brown teapots')
  })

  it('is given up after three that will not do', async () => {
    const { session, type } = sitting()
    const asked = refusal(() => newPassphrase(session, 'k.age'))
    for (const short of ['a', 'b', 'c']) await type('(nothing is shown): ', `${short}\r`)
    expect(await asked).toBe('the passphrase has less than 10 characters')
  })

  it('comes from TIEX_PASSPHRASE where that is set, for unlocking too', async () => {
    const { session } = sitting({ interactive: false, variables: { TIEX_PASSPHRASE: 'seven teapots' } })
    expect(await newPassphrase(session, 'k.age')).toBe('seven teapots')
    expect(await passphraseFor(session)?.('k.age')).toBe('seven teapots')
  })

  it('is asked of nobody without a terminal', async () => {
    const { session } = sitting({ interactive: false })
    expect(await refusal(() => newPassphrase(session, 'k.age'))).toContain('no terminal')
    expect(passphraseFor(session)).toBeUndefined()
  })
})

describe('a fingerprint that a person reads out', () => {
  const asked = { person: { id: 'bo-reed', name: 'Bo Reed' }, fingerprint: '3f2a 91c0 77de 0b12 55aa' }

  it.each([
    ['y\n', true],
    ['n\n', false],
  ])('is the same or not, as is answered: %j', async (line, same) => {
    const { session, type, written } = sitting()
    const answered = isReadOut(session, { ...asked, flags: {} })
    await type('Your choice: ', '\n')
    await type('Your choice: ', line)
    expect(await answered).toBe(same)
    expect(written()).toContain('3f2a 91c0 77de 0b12 55aa')
    expect(written()).toContain('Enter alone is no answer')
  })

  it.each([
    ['as it is shown', '3f2a 91c0 77de 0b12 55aa'],
    ['in capitals without blanks', '3F2A91C077DE0B1255AA'],
  ])('may be given %s', async (_, fingerprint) => {
    const { session, written } = sitting()
    expect(await isReadOut(session, { ...asked, flags: { fingerprint } })).toBe(true)
    expect(written()).toBe('')
  })

  it.each(['', '3f2a', '3f2a 91c0 77de 0b12 55ab'])(
    'that is another stops everything: %j',
    async (fingerprint) => {
      const { session } = sitting()
      const flags = { fingerprint }
      expect(await refusal(() => isReadOut(session, { ...asked, flags }))).toContain('another fingerprint')
    },
  )
})
