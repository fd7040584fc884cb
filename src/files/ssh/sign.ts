import { readdirSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import type { Session } from '../../env.ts'
import { failure } from '../../problem.ts'
import { findRepository } from '../git/repository.ts'
import { findGit, runGit, type Variables } from '../git/run.ts'
import { readKeyFile } from './private-key.ts'
import { keyFingerprint, type PublicKey, requireKey, sameKey } from './public-key.ts'
import { findSsh, inPrivateFolder, runSsh } from './run.ts'
import { verifySignature } from './signature.ts'

/** A way to sign with the private half of a key. */
export interface Signer {
  /** The public key, `type base64`. */
  readonly key: string
  /** The file with the private half; absent where only the ssh-agent has it. */
  readonly file?: string
  /** The file is locked by a passphrase. The agent may hold it open all the same. */
  readonly locked: boolean
}

/**
 * How to sign with the private half of a registered public key: with the file named, which then must hold it; else with git's
 * `user.signingkey`, a key in ~/.ssh, or the ssh-agent, whichever has it first. Undefined when none does. Throws a `TiexError` for a
 * registered key that is none, a named file that is missing, no key, another key, or a public one whose private half is nowhere.
 */
export async function findSigner(
  session: Session,
  registered: string,
  named?: string,
): Promise<Signer | undefined> {
  const key = requireKey(registered)
  const { variables } = session.env
  if (named !== undefined) return namedSigner(key, named, session)
  for (const path of [...(await signingKeyOfGit(session)), ...publicKeysAtHome(variables)]) {
    const signer = signerOf(key, path)
    if (signer !== undefined) return signer
  }
  return agentHas(key, variables) ? { key: key.text, locked: false } : undefined
}

function namedSigner(key: PublicKey, named: string, session: Session): Signer {
  const { variables } = session.env
  const path = resolve(session.folder, expanded(named, variables))
  const found = readKeyFile(path)
  if (found === undefined) {
    throw failure(
      'signing-key',
      `"${named}" is not there, or holds no SSH key whose public half can be read`,
      `name the file of your private key; its public half is written with: ssh-keygen -y -f FILE > FILE.pub`,
    )
  }
  if (!found.key.blob.equals(key.blob)) {
    throw failure(
      'signing-key',
      `"${named}" holds another key than the one registered: ${keyFingerprint(found.key.text)}, not ${keyFingerprint(key.text)}`,
      'name the file of the registered key, or have your signing-key changed in tiex.yaml by somebody who may administer',
    )
  }
  const signer = signerOf(key, path)
  if (signer !== undefined) return signer
  if (agentHas(key, variables)) return { key: key.text, locked: false }
  throw failure(
    'signing-key',
    `the private half of "${named}" is neither beside it nor in the ssh-agent`,
    'name the file of the private key, or load it with: ssh-add FILE',
  )
}

/** A file that signs with the key: this one, or the private one beside a `.pub`. */
function signerOf(key: PublicKey, path: string): Signer | undefined {
  for (const file of [path, path.replace(/\.pub$/, '')]) {
    const found = readKeyFile(file)
    if (found?.kind === 'private' && found.key.blob.equals(key.blob)) {
      return { key: key.text, file, locked: found.locked }
    }
  }
  return undefined
}

/** The file that git signs with; none where it names none. A key that stands there itself (`key::…`) is the agent's. */
async function signingKeyOfGit({ folder, env }: Session): Promise<readonly string[]> {
  const { variables } = env
  if (findGit(variables) === undefined) return []
  const root = (await findRepository(folder, variables))?.root ?? folder
  const end = runGit(['config', '--get', 'user.signingkey'], { root, variables })
  const value = end.code === 0 ? end.stdout.trim() : ''
  if (value === '' || /^(key::|ssh-|ecdsa-|sk-)/.test(value)) return []
  return [resolve(root, expanded(value, variables))]
}

/** The `.pub` files in ~/.ssh, by name. */
function publicKeysAtHome(variables: Variables): readonly string[] {
  const folder = expanded('~/.ssh', variables)
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.pub'))
    return names.sort().map((name) => join(folder, name))
  } catch {
    return []
  }
}

function agentHas(key: PublicKey, variables: Variables): boolean {
  // On Windows the agent is found without the variable.
  if (!variables.SSH_AUTH_SOCK && process.platform !== 'win32') return false
  const program = findSsh('ssh-add', variables)
  if (program === undefined) return false
  const { code, stdout } = runSsh(program, { args: ['-L'], variables })
  return code === 0 && stdout.split('\n').some((line) => sameKey(line, key.text))
}

/** `~/` stands for the home of the user. */
function expanded(path: string, variables: Variables): string {
  const home = variables.HOME ?? variables.USERPROFILE
  return home !== undefined && isAbsolute(home) && /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path
}

/** Tells a person, of whom ssh-keygen is about to ask just "Enter passphrase", which one is meant. */
export function announceSigning({ env, interactive, say }: Session, { key, file, locked }: Signer): void {
  if (interactive && locked && !agentHas(requireKey(key), env.variables))
    say(`The signing key ${file} is locked by its passphrase.\n`)
}

/**
 * An armored SSHSIG over the message, made by ssh-keygen and found good before it is returned. The message and nothing else goes
 * through its standard input. With a person at the terminal a passphrase or a touch is asked for there. Throws a `TiexError` that says
 * what to do where it could not be signed.
 */
export async function signMessage(
  session: Session,
  signer: Signer,
  what: { readonly message: string | Uint8Array; readonly namespace: string },
): Promise<string> {
  const { variables } = session.env
  const keygen = findSsh('ssh-keygen', variables)
  if (keygen === undefined) {
    throw failure('ssh-missing', 'ssh-keygen was not found', 'install OpenSSH and run this again')
  }
  announceSigning(session, signer)
  const message = Buffer.from(what.message)
  const end = inPrivateFolder((folder) => {
    const file = signer.file ?? join(folder, 'agent.pub')
    if (signer.file === undefined) writeFileSync(file, `${signer.key}\n`, { mode: 0o600 })
    const args = ['-q', '-Y', 'sign', '-n', what.namespace, '-f', file]
    return runSsh(keygen, { args, input: message, variables, attended: session.interactive })
  })
  if (end.code !== 0) throw cannotSign(session, signer, end.stderr)
  const made = verifySignature({ message, signature: end.stdout, namespace: what.namespace, variables })
  if (made.state === 'good' && sameKey(made.key, signer.key)) return end.stdout.replaceAll('\r\n', '\n')
  const reason = made.state === 'bad' ? made.reason : 'was made with another key'
  throw failure(
    'sign',
    `nothing was signed: the signature that ssh-keygen made ${reason}`,
    'try another key with --key FILE, or a newer OpenSSH',
  )
}

/** Why a signer did not sign, as far as can be told, and what to do about it. */
export function cannotSign(session: Pick<Session, 'interactive'>, signer: Signer, told: string) {
  const name = signer.file ?? keyFingerprint(signer.key)
  if (signer.file === undefined) {
    return failure(
      'sign',
      `the ssh-agent did not sign with the key ${name}${cause(told)}`,
      'look whether it still has the key with: ssh-add -l; then run this again',
    )
  }
  if (signer.locked && !session.interactive) {
    return failure(
      'sign',
      `the signing key ${name} is locked by a passphrase, and there is no terminal to ask for it on`,
      `load it into the ssh-agent first with: ssh-add ${name}; or let SSH_ASKPASS name a program that asks for it`,
    )
  }
  return failure(
    'sign',
    `the signing key ${name} could not be used${cause(told)}`,
    signer.locked
      ? 'run this again with the right passphrase, or load the key into the ssh-agent with: ssh-add FILE'
      : 'look whether the file is whole and only yours (mode 600), and a hardware key plugged in; then run this again',
  )
}

/** The last thing a program said, in brackets. */
function cause(told: string): string {
  const lines = told.split(/\r?\n/).filter((line) => line.trim() !== '')
  const last = lines.at(-1)
  return last === undefined ? '' : ` (${last})`
}
