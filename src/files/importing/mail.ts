/** A part of a mail that may hold answers. */
export interface MailPart {
  /** The name of an attachment; undefined for what the mail says itself. */
  readonly name?: string
  readonly bytes: Uint8Array
}

/** More than any mail in which one sends an answer. */
const mostParts = 100

/** The attachments of a mail, those of mails within it too, then its text; undefined where it cannot be read. */
export async function readMail(bytes: Uint8Array): Promise<readonly MailPart[] | undefined> {
  const { default: PostalMime } = await import('postal-mime')
  try {
    const mail = await PostalMime.parse(bytes, {
      attachmentEncoding: 'arraybuffer',
      maxNestingDepth: 32,
      maxHeadersSize: 512 * 1024,
    })
    const attached = mail.attachments.slice(0, mostParts).map(({ filename, content }) => ({
      name: filename ?? 'attachment',
      bytes: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
    }))
    const text = mail.text ?? (mail.html === undefined ? '' : textOf(mail.html))
    return [...attached, { bytes: new TextEncoder().encode(text) }]
  } catch {
    return undefined
  }
}

const entities: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"' }

/** The lines of a mail that was sent as HTML alone: enough for what stands on lines of its own. */
function textOf(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/pre|\/li|\/tr)\b[^<>]{0,1000}>/gi, '\n')
    .replace(/<[^<>]{0,10000}>/g, '')
    .replace(/&(nbsp|amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '')
}

/** Whether bytes look like a mail as it is sent or saved: lines of a header come first. */
export function isMail(text: string): boolean {
  const [head = ''] = text.replace(/\r\n/g, '\n').split('\n\n', 1)
  return (
    /^(?:From .*\n)?[A-Za-z][A-Za-z0-9-]*:[ \t]/.test(head) &&
    /^(?:MIME-Version|Received|Message-ID|From|Date|Content-Type):/im.test(head)
  )
}
