import { describe, expect, it } from 'vitest'
import { patiently } from '../../../src/files/disk/patience.ts'

/** What the system throws; it goes through at the given try. */
function refusing(code: string, until: number) {
  let tries = 0
  return {
    tries: () => tries,
    action: () => {
      tries += 1
      if (tries < until) throw Object.assign(new Error(code), { code, syscall: 'rename' })
      return 'done'
    },
  }
}

describe('what Windows refuses for a moment', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('goes through when the moment is over: %s', async (code) => {
    const { action, tries } = refusing(code, 3)
    await expect(patiently(action, 'win32')).resolves.toBe('done')
    expect(tries()).toBe(3)
  })

  it.each(['linux', 'darwin'] as const)('is meant on %s', async (platform) => {
    const { action, tries } = refusing('EPERM', 3)
    await expect(patiently(action, platform)).rejects.toThrow('EPERM')
    expect(tries()).toBe(1)
  })

  it('is no full disk', async () => {
    const { action, tries } = refusing('ENOSPC', 3)
    await expect(patiently(action, 'win32')).rejects.toThrow('ENOSPC')
    expect(tries()).toBe(1)
  })

  it('is told in the end', async () => {
    const { action, tries } = refusing('EBUSY', 100)
    await expect(patiently(action, 'win32')).rejects.toThrow('EBUSY')
    expect(tries()).toBe(9)
  })
})
