/** What a commit's signature stands over, and the signature: an armored SSHSIG, or of another program such as gpg. */
export interface SignedCommit {
  readonly payload: Uint8Array
  readonly signature?: string
}

const headers = ['gpgsig', 'gpgsig-sha256']

/**
 * Takes the signature out of a raw commit, as `git cat-file commit` prints it. `payload` is the rest, byte for byte, without the
 * signatures for both algorithms of object names; `signature` is the one for the algorithm of this commit, absent where there is none.
 * What looks like a header in the message is message. Two signatures come as one text, which no verification takes.
 */
export function splitSignedCommit(raw: Uint8Array): SignedCommit {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  // An empty line ends the headers.
  const end = text.startsWith('\n') ? 0 : text.indexOf('\n\n') + 1 || text.length
  const head = text.slice(0, end)
  const mine = /^tree [0-9a-f]{64}\n/.test(head) ? 'gpgsig-sha256' : 'gpgsig'
  const kept: string[] = []
  let signature = ''
  for (const header of headersOf(head)) {
    const name = header.slice(0, header.indexOf(' '))
    if (!headers.includes(name)) kept.push(header)
    else if (name === mine) signature += header.slice(name.length + 1).replaceAll('\n ', '\n')
  }
  const payload = Buffer.from(kept.join('') + text.slice(head.length), 'latin1')
  return signature === '' ? { payload } : { payload, signature }
}

/** Each header with the lines that go on with it, which begin with a space, and its line feed. */
function headersOf(head: string): readonly string[] {
  return head.split(/(?<=\n)(?! )/)
}
