import type { Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import type { Exchange } from '../../exchange/exchange.ts'
import { exchangeFile } from '../../exchange/paths.ts'
import { memberOf, whyNotWrite } from '../../exchange/writers.ts'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { fault } from '../disk/faults.ts'
import type { Identity, SigningKey } from '../git/committing/make-commit.ts'
import { indexLeftWords, ownIdentity, signerOf, signingKey } from '../record.ts'
import { sameKey } from '../ssh/public-key.ts'
import { askingVariables } from '../ssh/run.ts'
import { repositoryOf, type Workspace } from '../workspace.ts'
import { readExchange } from './exchange-file.ts'
import { openPlace, type Place, readPublished, type Written } from './place.ts'

/** In whose name a commit in an exchange is made: that of the organisation, with an e-mail of who makes it. */
export interface Sender {
  readonly identity: Identity
  /** Id of who makes it. */
  readonly person: string
  /** The public key it is signed with; absent where the person has none at hand. */
  readonly key?: string
  readonly signingKey: () => Promise<SigningKey | undefined>
}

/** How somebody of the council makes a commit elsewhere: with git's own e-mail, and signed with their key where its private half is found. */
export async function senderOf(session: Session, workspace: Workspace, person: Person): Promise<Sender> {
  const repository = (await repositoryOf(session, workspace)) ?? workspace
  const { email = person.email } = ownIdentity(repository, session.env.variables)
  const signer = await signerOf(session, { person })
  return {
    identity: { name: workspace.assessment.organisation.name, email },
    person: person.id,
    ...(signer === undefined ? {} : { key: signer.key }),
    signingKey: async () => (signer === undefined ? undefined : signingKey(session, signer)),
  }
}

/** The exchange a person names, or that of tiex.yaml. Throws a `TiexError` where neither is, or it cannot be opened. */
export function openExchange(
  session: Session,
  { assessment, root }: Workspace,
  named: string | undefined,
): Promise<Place> {
  const exchange = named ?? assessment.exchange
  if (exchange === undefined)
    throw failure(
      'exchange',
      'there is no exchange to publish to',
      'name a folder or an address with --to EXCHANGE, or put exchange: ADDRESS into tiex.yaml',
    )
  const variables = askingVariables(session.env.variables, session.interactive)
  return openPlace(exchange, { folder: named === undefined ? root : session.folder, variables })
}

/** What is to change in an exchange; `before` is undefined for a file that is new. */
export interface FileChange {
  readonly path: string
  readonly before: string | undefined
  /** Undefined where it is taken away. */
  readonly after: string | undefined
}

/** A file as it is to be published; `isSame` where what is there says the same in other bytes. */
export interface Wanted {
  readonly path: string
  readonly after: string
  readonly isSame?: (before: string) => Promise<boolean>
}

/** Those that are not published as they are to be. */
export async function changesOf(place: Place, wanted: readonly Wanted[]): Promise<readonly FileChange[]> {
  const changes: FileChange[] = []
  const there = await place.readAll(wanted.map(({ path }) => path))
  for (const { path, after, isSame } of wanted) {
    const before = textOf(there.get(path))
    if (before === after || (before !== undefined && (await isSame?.(before)) === true)) continue
    changes.push({ path, before, after })
  }
  return changes
}

function textOf(bytes: Uint8Array | 'missing' | undefined): string | undefined {
  return bytes === undefined || bytes === 'missing' ? undefined : new TextDecoder().decode(bytes)
}

export interface Sending {
  readonly organisation: string
  readonly changes: readonly FileChange[]
  readonly message: string
  readonly sender: Sender
  /** Throws where the exchange does not take it: asked of the newest exchange.yaml each time. */
  readonly refuse: (exchange: Exchange) => void
}

/** Writes the changes that a person has seen, and nothing else: a file that is not as it was then is left alone, with a `TiexError`. */
export function send(
  place: Place,
  { organisation, changes, message, sender, refuse }: Sending,
): Promise<Written> {
  return place.write({
    ...{ message, identity: sender.identity, signingKey: sender.signingKey },
    texts: async (readAll) => {
      const { data } = await readExchange(await readPublished({ readAll }, exchangeFile), place.shown)
      refuse(data)
      const refused = place.isGit ? whyNotSender(organisation, sender, data) : undefined
      if (refused !== undefined) throw new TiexError([refused])
      const texts = new Map<string, string | undefined>()
      const there = await readAll(changes.map(({ path }) => path))
      for (const { path, before, after } of changes) {
        const text = textOf(there.get(path))
        if (text === after) continue
        if (text !== before)
          throw fault(
            path,
            'changed-meanwhile',
            'was published anew meanwhile by somebody else: nothing was published',
            'run this again, and look at what changes',
          )
        texts.set(path, after)
      }
      return texts
    },
  })
}

/**
 * Why the check of an exchange would refuse a commit for the organisation: exchange.yaml names others, or the folder was begun by them;
 * undefined where it would not. Without `place` only exchange.yaml is asked.
 */
export function whyNotSender(
  organisation: string,
  { identity, key, person }: Sender,
  exchange: Exchange,
  place?: Place,
): Problem | undefined {
  const maker = { author: identity.email, committer: identity.email, ...(key === undefined ? {} : { key }) }
  const member = memberOf(organisation, exchange)
  const isNamed = member?.keys !== undefined || member?.writers !== undefined
  const began = isNamed ? undefined : place?.beganBy(organisation, exchange)
  const reason = whyNotWrite(organisation, maker, { exchange, began, sameKey })
  if (reason === undefined) return undefined
  const begun = isNamed ? '' : `; somebody else began organisations/${organisation} there`
  return {
    ...{ severity: 'error', rule: 'exchange-writer' },
    message: `the exchange would not take this commit: ${reason}${begun}`,
    hint:
      key === undefined && (member?.keys !== undefined || began?.key !== undefined)
        ? `give tiex your key, whose private half is on this machine: tiex people set ${person} --signing-key @FILE; or publish as one who has one (--as)`
        : 'publish as one whom exchange.yaml names (--as), with their key or e-mail; or have it changed by whoever keeps the exchange',
  }
}

/** Whether what was written stands in a commit that is still to be pushed. */
export function isCommitted(written: Written): boolean {
  return written === 'committed' || written === 'committed, index stale'
}

/** Says how the index of a clone is put right, where the commit landed and that did not follow. `to` is the clone as a shell takes it. */
export function sayIndexLeft(
  to: string,
  { written, changes }: { readonly written: Written; readonly changes: readonly FileChange[] },
  session: Session,
): void {
  if (written !== 'committed, index stale') return
  session.say(indexLeftWords(`git -C ${to} reset -q -- ${changes.map(({ path }) => path).join(' ')}`))
}
