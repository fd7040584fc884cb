import { failure, type TiexError } from '../../../problem.ts'

interface Reason {
  /** In the words of git, of ssh, or of the libraries that git uses. */
  readonly pattern: RegExp
  readonly message: string
  readonly hint: string
}

const online = 'look whether this machine is online (a VPN may be needed), and whether the address is right'

/** Of several that stand in one text the first is the cause. */
const reasons: readonly Reason[] = [
  {
    pattern: /could not resolve|name or service not known|name resolution/i,
    message: 'nobody knows a machine of that name',
    hint: online,
  },
  {
    pattern: /timed? ?out|operation too slow|\btimeout\b/i,
    message: 'it does not answer',
    hint: 'try again in a while; if it stays so, look whether a firewall is in the way',
  },
  {
    pattern: /host key verification failed/i,
    message: 'ssh does not know that machine, or it is another one than before',
    hint: 'compare its key with what its keeper says, then connect once by hand: git ls-remote ADDRESS',
  },
  {
    pattern: /certificate|certs?\b.*verif/i,
    message: 'its certificate is not trusted here',
    hint: 'ask your IT for the certificate that your network needs, then: git config --global http.sslCAInfo FILE',
  },
  {
    pattern: /\b(?:ssl|tls|gnutls|schannel)\b|gnutls_/i,
    message: 'no safe connection to it comes about',
    hint: 'look whether the address and its port are right, and whether a proxy stands between',
  },
  {
    pattern: /could not read (?:username|password)|authentication failed|permission denied|error: 401/i,
    message: 'it does not know you',
    hint: 'log in there once with git itself, which can keep that: git ls-remote ADDRESS',
  },
  {
    pattern: /error: 403|access denied|forbidden/i,
    message: 'you may not read it',
    hint: 'ask whoever keeps the exchange to let you in',
  },
  {
    pattern: /error: (?:429|5\d\d)/i,
    message: 'the machine that keeps it has a fault of its own',
    hint: 'try again in a while, or tell whoever keeps the exchange',
  },
  {
    pattern: /connection refused|failed to connect|couldn't connect|network is unreachable|no route to host/i,
    message: 'nothing answers there',
    hint: online,
  },
  {
    pattern: /connection (?:was )?(?:reset|closed|aborted)|hung up|unexpected(?:ly)? (?:disconnect|eof)/i,
    message: 'the connection was cut',
    hint: 'run this again; if it stays so, look whether a firewall or a proxy is in the way',
  },
]

/** What to do where another repository cannot be reached; undefined where git says nothing that is known. */
export function hintFor(said: string): string | undefined {
  return reasonOf(said)?.hint
}

function reasonOf(said: string): Reason | undefined {
  return reasons.find(({ pattern }) => pattern.test(said))
}

/** Why an exchange cannot be read, and what to do, with the words of git. */
export function unreachable(address: string, said: string): TiexError {
  const local = address.startsWith('file://')
  const reason = local ? undefined : reasonOf(said)
  const why = reason === undefined ? '' : `: ${reason.message}`
  return failure(
    'exchange',
    [`the exchange cannot be read${why}${lastWords(said)}`, ...wordsOf(said)].join('; '),
    local
      ? 'look whether the folder is a git repository of yours: git -C FOLDER log'
      : (reason?.hint ?? 'look whether the address is right and you may read it: git ls-remote ADDRESS'),
  )
}

/** What says best why git failed, in brackets. */
export function lastWords(said: string): string {
  const lines = said.split('\n').map((line) => line.trim())
  const found =
    lines.findLast((line) => /^(fatal|error|remote|!)/.test(line)) ?? lines.find((line) => line !== '')
  return found === undefined ? '' : ` (${found.replaceAll('\t', ' ')})`
}

/** Noise of git, and that nobody was asked, which is as it should be. */
const passedOver = /^(?:Cloning into|To |Done$|Please make sure|and the repository)|cannot exec '\/dev\/null'/

/** The last words of git and of what it started, each beginning with who says it. A single one is told with the message. */
export function wordsOf(said: string): readonly string[] {
  const lines = said.split(/[\r\n]+/).map((line) => line.replaceAll('\t', ' ').trim())
  const words = lines.filter((line) => line !== '' && !passedOver.test(line))
  return words.length < 2 ? [] : words.slice(-6).map((line) => `git: ${line.slice(0, 300)}`)
}
