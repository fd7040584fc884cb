import type { Decrypter } from 'age-encryption'
import { failure } from '../../problem.ts'
import { formatArmor } from './armor.ts'
import { readBlock } from './block.ts'
import { openingKey } from './opening-key.ts'
import { addRecipients, distinctRecipients } from './recipients.ts'
import { bytesOf, streamOf } from './stream.ts'

/** What became of a block. `message` of a damaged one says in what way and repeats nothing of it. */
export type Opened =
  | { readonly state: 'opened'; readonly bytes: Uint8Array }
  | { readonly state: 'no key' }
  | { readonly state: 'damaged'; readonly message: string }

/** An armored age block, ended by LF, that each of the recipients opens alone. Throws a `TiexError` as `distinctRecipients` does, and for mistyped ones. */
export async function sealText(text: string, recipients: readonly string[]): Promise<string> {
  const distinct = distinctRecipients(recipients)
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  addRecipients(encrypter, distinct)
  return formatArmor(
    await encrypted(async () => bytesOf(await encrypter.encrypt(streamOf(Buffer.from(text))))),
  )
}

/** A text is encrypted to any well-written key but those few under which everything has the same shared secret. */
async function encrypted(encrypt: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await encrypt()
  } catch {
    throw failure(
      'recipient',
      'nothing can be sealed to one of the recipients: it is no real key',
      'compare the recipients in tiex.yaml with what tiex keys shows to each of these people',
    )
  }
}

/** Opens a block whole or not at all. `no key`: none of the identities is one of those it was sealed to. Keep the same array of identities for many blocks: what is prepared for it is used again. */
export async function openBlock(block: string, identities: readonly string[]): Promise<Opened> {
  const read = readBlock(block)
  if ('message' in read) return { state: 'damaged', message: read.message }
  const decrypter = await decrypterOf(identities)
  try {
    return { state: 'opened', bytes: await bytesOf(await decrypter.decrypt(streamOf(read.bytes))) }
  } catch (error) {
    if (error instanceof NoKey) return { state: 'no key' }
  }
  const header = read.bytes.subarray(0, read.header.size)
  const isGenuine = await decrypter.decryptHeader(header).then(
    () => true,
    () => false,
  )
  const what = isGenuine ? 'content' : 'header'
  return { state: 'damaged', message: `the sealed block is damaged: its ${what} was changed or cut off` }
}

/** None of the keys opens the file. */
export class NoKey extends Error {}

/** The last identity of a decrypter: it is asked only when no other could open the file. */
export const lastIdentity = {
  unwrapFileKey: (): never => {
    throw new NoKey()
  },
}

const decrypters = new WeakMap<readonly string[], Decrypter>()

async function decrypterOf(identities: readonly string[]): Promise<Decrypter> {
  const { Decrypter } = await import('age-encryption')
  const ready = decrypters.get(identities)
  if (ready !== undefined) return ready
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(await openingKey(identity))
  decrypter.addIdentity(lastIdentity)
  decrypters.set(identities, decrypter)
  return decrypter
}
