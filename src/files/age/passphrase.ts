import { failure } from '../../problem.ts'
import { formatArmor, parseArmor } from './armor.ts'
import { parseHeader } from './header.ts'
import { lastIdentity, NoKey } from './seal.ts'
import { bytesOf, streamOf } from './stream.ts'

/** An armored age file that the passphrase opens. `workFactor` is the binary logarithm of the cost of one guess. */
export async function lock(text: string, passphrase: string, workFactor = 18): Promise<string> {
  if (passphrase === '') throw failure('passphrase', 'the passphrase is empty', 'choose five words or more')
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return formatArmor(await bytesOf(await encrypter.encrypt(streamOf(Buffer.from(text)))))
}

/** What `lock`, or `age -p --armor`, locked. Takes about a second. Throws a `TiexError` for a text that is no such file or was damaged. */
export async function unlock(block: string, passphrase: string): Promise<string | 'wrong passphrase'> {
  const bytes = parseArmor(block)
  const refused = typeof bytes === 'string' ? bytes : checkLocked(bytes)
  if (typeof bytes === 'string' || refused !== undefined)
    throw failure('passphrase', `the locked file ${refused}`, bringBack)
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  decrypter.addIdentity(lastIdentity)
  try {
    const opened = await bytesOf(await decrypter.decrypt(streamOf(bytes)))
    return new TextDecoder().decode(opened)
  } catch (error) {
    if (error instanceof NoKey) return 'wrong passphrase'
    throw failure('passphrase', 'the locked file is damaged: it was changed or cut off', bringBack)
  }
}

const bringBack = 'take another copy of the file'

/** Why an age file is not one that a passphrase opens, as the end of a sentence; undefined where it is. */
export function checkLocked(bytes: Uint8Array): string | undefined {
  const header = parseHeader(bytes)
  if (typeof header === 'string') return header
  const [first] = header.stanzas
  if (first?.kind !== 'scrypt') return 'is sealed to a key, not locked with a passphrase'
  if (header.stanzas.length > 1) return 'has a damaged header'
  return Number(first.details[1]) > 20 ? 'takes too long to open: its work factor is above 20' : undefined
}
