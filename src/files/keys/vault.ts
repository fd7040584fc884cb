import type { Env, Session } from '../../env.ts'
import type { Opened } from '../age/seal.ts'
import type { Keyring, KeySource } from './keyring.ts'

/** Opens and seals with the keys of the person who runs tiex. Keys are looked for when first needed; the block that was last opened or sealed is not opened again. */
export interface Vault {
  /** The environment other programs are run in. */
  readonly variables: Env['variables']
  /** Undefined where no key is found. */
  keyring(): Promise<Keyring | undefined>
  /** The person's own; made where there is none. */
  own(): Promise<Keyring & { readonly made: boolean }>
  open(block: string): Promise<Opened>
  seal(text: string, recipients: readonly string[]): Promise<string>
}

export function openVault(session: Session, source: KeySource = {}): Vault {
  let found: Promise<Keyring | undefined> | undefined
  let last: { readonly block: string; readonly opened: Opened } | undefined
  const keyring = () => {
    found ??= import('./keyring.ts').then(({ findKeyring }) => findKeyring(session, source))
    return found
  }
  return {
    variables: session.env.variables,
    keyring,
    own: async () => {
      const known = await keyring()
      if (known !== undefined) return { ...known, made: false }
      const { ownKeyring } = await import('./keyring.ts')
      const own = await ownKeyring(session, source)
      found = Promise.resolve(own)
      return own
    },
    open: async (block) => {
      if (last?.block === block) return last.opened
      const keys = await keyring()
      if (keys === undefined) return { state: 'no key' }
      const { openBlock } = await import('../age/seal.ts')
      const opened = await openBlock(block, keys.identities)
      last = { block, opened }
      return opened
    },
    seal: async (text, recipients) => {
      const { sealText } = await import('../age/seal.ts')
      const block = await sealText(text, recipients)
      last = { block, opened: { state: 'opened', bytes: new TextEncoder().encode(text) } }
      return block
    },
  }
}

/** A vault without keys: for who only looks at what everybody can read. */
export function closedVault({ env }: Pick<Session, 'env'>): Vault {
  const noKey = () => Promise.reject(new Error('a closed vault seals nothing'))
  return {
    variables: env.variables,
    keyring: async () => undefined,
    own: noKey,
    open: async () => ({ state: 'no key' }),
    seal: noKey,
  }
}
