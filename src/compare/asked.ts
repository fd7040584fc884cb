import { listed } from '../did-you-mean.ts'
import { failure } from '../problem.ts'
import { type Gate, gatesIn, misplacedGates } from './gates.ts'
import { type PeersAsked, peersAsked } from './group.ts'

/** What a person asks for, in words of the command line. */
export interface Asking {
  /** Whether a second subject is named. */
  readonly two: boolean
  readonly peers?: string | undefined
  readonly exchange?: string | undefined
  readonly failOn?: string | undefined
}

/** The same, understood. Either there are peers, or there are two subjects. */
export interface Asked {
  readonly peers: PeersAsked | undefined
  /** Undefined where nothing is to fail. */
  readonly gates: readonly Gate[] | undefined
}

/** What the flags ask for. Throws a `TiexError` where they do not go together. */
export function askedFor({ two, peers, exchange, failOn }: Asking): Asked {
  const group = peers === undefined ? undefined : peersAsked(peers)
  const usage = (message: string, hint: string) => failure('usage', message, hint)
  if (peers !== undefined && group === undefined)
    throw usage(
      `--peers cannot be "${peers}"`,
      'write all, type, region, nearest:15, or ids of councils with commas between them',
    )
  if (!two && peers === undefined)
    throw usage(
      'one subject has nothing to stand beside',
      'name a second one, or the peers with --peers all --exchange PATH',
    )
  if (two && peers !== undefined)
    throw usage('--peers goes with one subject', 'leave out the second one, or --peers')
  if (peers !== undefined && exchange === undefined)
    throw usage('the peers are looked for in an exchange', 'name it with --exchange PATH')
  const gates = failOn === undefined ? undefined : gatesIn(failOn)
  if (gates !== undefined && 'message' in gates) throw usage(gates.message, gates.hint)
  const misplaced = misplacedGates(gates ?? [], peers === undefined ? 'two' : 'peers')
  if (misplaced.length > 0)
    throw usage(
      `--fail-on ${listed(misplaced)} says nothing about ${peers === undefined ? 'two subjects' : 'one subject and its peers'}`,
      peers === undefined ? 'it goes with --peers' : 'it goes with two subjects',
    )
  return { peers: group, gates }
}
