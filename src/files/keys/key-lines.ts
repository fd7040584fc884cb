import { type Session, timestamp } from '../../env.ts'
import type { KeyPair } from '../age/identity.ts'
import { lockedBlock } from '../age/key-file.ts'
import { fault } from '../disk/faults.ts'

/** Keys as they stand in a key file, each under comments that say how it came there and what its public half is. */
export function keyLines(
  session: Pick<Session, 'env'>,
  keys: readonly KeyPair[],
  how: 'made' | 'put back' | 'backed up',
): string {
  const day = timestamp(session.env.now()).slice(0, 10)
  const advice =
    how === 'made' ? ', for answers sealed to you; keep it, and back it up with: tiex keys back-up FILE' : ''
  return keys
    .flatMap(({ identity, recipient }) => [
      `# ${how} by tiex on ${day}${advice}`,
      `# public key: ${recipient}`,
      identity,
      '',
    ])
    .join('\n')
}

/** Throws a `TiexError` where the key file is locked, so that no key can be added. */
export function refuseLocked(shown: string, content: Uint8Array): void {
  if (lockedBlock(content) === undefined) return
  throw fault(
    shown,
    'key',
    'is locked with a passphrase, and no key can be added to it',
    'unlock it with age -d, or move it away and name it with --identity',
  )
}
