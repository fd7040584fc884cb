import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../../src/env.ts'
import { readIncoming } from '../../../src/files/importing/incoming.ts'
import { makeWorkbook } from '../../../src/files/spreadsheet/write.ts'
import { scratch } from '../disk/scratch.ts'

const response = `format: tiex-response/1
model: tiex@2026.1
round: 2026-autumn
person: priya-shah
answers:
  role:
    service:
      notes:
        rationale: Größe = 1 % of what we planned, and this line is longer than a mail program likes lines to be
`
const workbook = makeWorkbook({
  title: 'A',
  made: '2026-11-02T09:14:00Z',
  sheets: [{ name: 'Answers', columns: [], rows: [['a']] }],
})

function base64(data: string | Uint8Array): string {
  const text = Buffer.from(data).toString('base64')
  return text.replace(/.{76}/g, '$&\r\n')
}

function quotedPrintable(text: string): string {
  const encoded = Array.from(Buffer.from(text, 'utf8'), (byte) =>
    byte === 10
      ? '\r\n'
      : byte > 126 || byte === 61
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
  ).join('')
  return encoded.replace(/[^\r\n]{70}(?=[^\r\n]{3})/g, (line) => {
    const cut = line.search(/=[0-9A-F]?$/)
    return cut === -1 ? `${line}=\r\n` : `${line.slice(0, cut)}=\r\n${line.slice(cut)}`
  })
}

const headers =
  'From: Priya Shah <priya@example.gov.uk>\r\nTo: sam@example.gov.uk\r\nSubject: =?utf-8?Q?My_answers?=\r\nMIME-Version: 1.0\r\n'

function mailOf(...parts: readonly string[]): string {
  const inner = parts.map((part) => `--b1\r\n${part}\r\n`).join('')
  return `${headers}Content-Type: multipart/mixed; boundary="b1"\r\n\r\n${inner}--b1--\r\n`
}

const attachment = (name: string, body: string, type = 'application/octet-stream') =>
  `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}`

/** Reads a file of these bytes, or the standard input. */
async function read(name: string, bytes: string | Uint8Array) {
  const folder = scratch()
  const stdin = new PassThrough()
  if (name === '-') stdin.end(bytes)
  else writeFileSync(join(folder, name), bytes)
  return readIncoming({ folder, env: { stdin } } as unknown as Session, name)
}

async function textsOf(name: string, bytes: string | Uint8Array) {
  const { responses, problems } = await read(name, bytes)
  expect(problems).toEqual([])
  return responses.map((one) => [
    one.shown,
    'text' in one ? one.text.trimStart() : one.workbook.sheets[0]!.name,
  ])
}

describe('answers are found', () => {
  it.each<[what: string, name: string, bytes: string | Uint8Array]>([
    ['in a file', 'a.yaml', response],
    ['on standard input', '-', response],
    ['in a text that Notepad saved as Unicode', 'a.txt', Buffer.from(`\ufeff${response}`, 'utf16le')],
    ['in a text with a byte order mark', 'a.txt', `\ufeff${response}`],
    ['in a mail', 'a.eml', `${headers}Content-Type: text/plain; charset=utf-8\r\n\r\n${response}`],
    [
      'in a mail as quoted-printable',
      'a.eml',
      `${headers}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(response)}`,
    ],
    [
      'in a mail as base64',
      'a.eml',
      `${headers}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(response)}`,
    ],
    [
      'in a mail in another encoding',
      'a.eml',
      Buffer.concat([
        Buffer.from(`${headers}Content-Type: text/plain; charset=iso-8859-1\r\n\r\n`),
        Buffer.from(response, 'latin1'),
      ]),
    ],
    [
      'in a mail that was answered',
      'a.eml',
      `${headers}Content-Type: text/plain; charset=utf-8\r\n\r\nThank you!\r\n\r\n${response.replace(/^/gm, '> ')}`,
    ],
    [
      'in a mail that has HTML alone',
      'a.eml',
      `${headers}Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hello,</p><pre>${response}</pre>`,
    ],
    ['in a mail that was saved with another name', 'a.txt', `${headers}\r\n${response}`],
  ])('%s', async (_, name, bytes) => {
    expect((await textsOf(name, bytes)).map(([, text]) => text)).toEqual([response])
  })

  it('in the attachments of a mail and of a mail within it, each by its name', async () => {
    const within = mailOf(attachment('inner.txt', base64(response)))
    const mail = mailOf(
      'Content-Type: text/plain\r\n\r\nSee attached.',
      attachment('a.yaml', base64(response)),
      attachment('b.xlsx', base64(workbook)),
      attachment('logo.png', base64(Buffer.from('89504e470d0a1a0a', 'hex')), 'image/png'),
      attachment('c.zip', base64('PK\u0003\u0004 no workbook')),
      `Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="d.eml"\r\n\r\n${within.replaceAll('b1', 'b2')}`,
    )
    const found = await textsOf('mail.eml', mail)
    expect(found.map(([shown]) => shown)).toEqual([
      'mail.eml (a.yaml)',
      'mail.eml (b.xlsx)',
      expect.stringContaining('inner.txt'),
    ])
    expect(found.map(([, text]) => text)).toEqual([response, 'Answers', response])
  })
})

describe('it is told why there are none', () => {
  it.each<[what: string, name: string, bytes: string | Uint8Array, message: string]>([
    ['in an empty file', 'a.yaml', '', 'holds nothing'],
    ['in another text', 'a.txt', 'Dear Sam, I have no time.', 'holds no answers'],
    ['on an empty standard input', '-', '', 'holds nothing'],
    ['in an Outlook message', 'a.msg', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'is an Outlook message'],
    [
      'in a form',
      'a.html',
      '<!doctype html><html><script>{"format":"tiex-form/1"}</script></html>',
      'is a form, and not what it gave back',
    ],
    [
      'in a form with its styles first',
      'a.html',
      `<!doctype html><html><style>${'a{color:red}'.repeat(10_000)}</style><script>{"format":"tiex-form/1"}</script></html>`,
      'is a form, and not what it gave back',
    ],
    [
      'in a questionnaire on paper that was filled in',
      'a.md',
      '# Exampleshire: self-assessment 2026 autumn\n\n- [ ] Not yet\n- [x] Partly\n',
      'is a questionnaire on paper',
    ],
    [
      'in a block alone',
      'a.txt',
      '-----BEGIN AGE ENCRYPTED FILE-----\nYQ==\n',
      'holds a sealed block without',
    ],
    ['in a damaged workbook', 'a.xlsx', 'PK\u0003\u0004', 'is no workbook, or damaged'],
    ['in a mail without any', 'a.eml', mailOf('Content-Type: text/plain\r\n\r\nSorry.'), 'holds no answers'],
    [
      'in a text that is not UTF-8',
      'a.yaml',
      Buffer.from(response, 'latin1'),
      'has bytes that are not UTF-8 text',
    ],
  ])('%s', async (_, name, bytes, message) => {
    const { responses, problems } = await read(name, bytes)
    expect(responses).toEqual([])
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringContaining(message)])
    expect(problems[0]!.hint).toBeDefined()
    expect(problems[0]!.place).toEqual({ file: name === '-' ? 'standard input' : name })
  })

  it('in what is no file, or none that is read', async () => {
    const folder = scratch()
    mkdirSync(join(folder, 'folder'))
    writeFileSync(join(folder, 'real.yaml'), response)
    symlinkSync(join(folder, 'real.yaml'), join(folder, 'link.yaml'))
    writeFileSync(join(folder, 'huge.eml'), '')
    truncateSync(join(folder, 'huge.eml'), 17 * 1024 * 1024)
    const rules = ['folder', 'link.yaml', 'huge.eml', 'missing.yaml'].map(async (name) => {
      const { problems } = await readIncoming({ folder } as unknown as Session, name)
      return problems.map(({ rule }) => rule)
    })
    expect(await Promise.all(rules)).toEqual([['not-a-file'], ['symbolic-link'], ['too-large'], ['no-file']])
  })

  it('on a standard input without end', async () => {
    const stdin = new PassThrough()
    const feed = () => {
      while (!stdin.destroyed && stdin.write(Buffer.alloc(1024 * 1024))) {}
    }
    stdin.on('drain', feed)
    feed()
    const { problems } = await readIncoming({ env: { stdin } } as unknown as Session, '-')
    expect(problems.map(({ rule }) => rule)).toEqual(['too-large'])
  })

  it('in a mail that is nested without end, in little time', async () => {
    let mail = `${headers}\r\n${response}`
    for (let depth = 0; depth < 40; depth += 1)
      mail = `${headers}Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n${mail}`
    const { responses, problems } = await read('a.eml', mail)
    expect(responses.length + problems.length).toBeGreaterThan(0)
  })
})
