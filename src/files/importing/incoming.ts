import { resolve } from 'node:path'
import type { Session } from '../../env.ts'
import { type Problem, TiexError } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import type { Workbook } from '../spreadsheet/read.ts'
import { isMail, readMail } from './mail.ts'
import { responsesIn, type TextFault } from './text.ts'

/** A response as it came, before anything of it is believed. `shown` says where from, for messages. */
export type Incoming =
  | { readonly shown: string; readonly text: string }
  | { readonly shown: string; readonly workbook: Workbook }

/** What was found in a file: responses, or why there are none. */
export interface Found {
  readonly responses: readonly Incoming[]
  readonly problems: readonly Problem[]
}

/** Most bytes of a file: a mail may carry more than answers. */
const mostBytes = 16 * 1024 * 1024
const deepestMail = 3
/** Where a form, which carries its styles first, says what it is. */
const mostForm = 512 * 1024

/** Everything that came in a file, or on standard input for `-`. What cannot be read is told as a problem of that file. */
export async function readIncoming(session: Session, named: string): Promise<Found> {
  try {
    const bytes = named === '-' ? await readInput(session) : await readFile(session, named)
    const shown = named === '-' ? 'standard input' : named
    const responses = await responsesFrom({ shown, bytes }, 0)
    if (responses.length > 0) return { responses, problems: [] }
    return { responses, problems: [nothingIn(shown, bytes)] }
  } catch (error) {
    if (error instanceof TiexError) return { responses: [], problems: error.problems }
    throw error
  }
}

async function readFile({ folder }: Session, named: string): Promise<Uint8Array> {
  const path = resolve(folder, named)
  const bytes = await readBytes({ path, shown: named.replaceAll('\\', '/') }, mostBytes)
  if (bytes === 'missing')
    throw new TiexError([problem(named, 'no-file', 'is not there', 'look at the path')])
  return bytes
}

async function readInput({ env }: Session): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of env.stdin) {
    const bytes = Buffer.from(part as Uint8Array | string)
    length += bytes.length
    if (length > mostBytes)
      throw new TiexError([problem('standard input', 'too-large', 'is larger than what is read', undefined)])
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

interface Source {
  readonly shown: string
  readonly bytes: Uint8Array
}

/** Throws a `TiexError` where a file is of a kind that holds answers and cannot be read. */
async function responsesFrom({ shown, bytes }: Source, depth: number): Promise<readonly Incoming[]> {
  if (isZip(bytes)) return workbookFrom({ shown, bytes }, depth)
  const text = decoded(bytes)
  if (text === undefined) return []
  if (depth >= deepestMail || !isMail(text)) return responsesInText({ shown, bytes }, text)
  const parts = await readMail(bytes)
  if (parts === undefined)
    throw new TiexError([
      problem(shown, 'mail', 'is a mail that cannot be read', 'save its attachment, and import that'),
    ])
  const found: Incoming[] = []
  for (const { name, bytes: part } of parts)
    found.push(
      ...(await responsesFrom(
        { shown: name === undefined ? shown : `${shown} (${name})`, bytes: part },
        depth + 1,
      )),
    )
  return found
}

function responsesInText({ shown, bytes }: Source, text: string): readonly Incoming[] {
  const { texts, faults } = responsesIn(text, /\.ya?ml\)?$/i.test(shown))
  if (texts.some((one) => one.includes('\ufffd')) && !isWide(bytes) && !isUtf8(bytes))
    throw new TiexError([
      problem(shown, 'file-encoding', 'has bytes that are not UTF-8 text', 'save it again as UTF-8'),
    ])
  if (faults.length > 0) throw new TiexError(faults.map((fault) => faultyText(shown, fault)))
  return texts.map((one) => ({ shown, text: one }))
}

function faultyText(file: string, { line, fault }: TextFault): Problem {
  const messages = {
    cut: 'the end of the answers that begin here is missing',
    changed: 'the answers that begin here were changed on their way, or a part of them is missing',
    wrapped: 'this line is none of the answers above it, or the rest of one that was wrapped',
  }
  const hints = {
    cut: 'take the whole text, to the line with END TIEX ANSWERS, or the file',
    changed: 'ask for the file, or for the text again',
    wrapped:
      'the text may have been wrapped: take the file, or copy the text again; where nothing was, save the answers alone as a .yaml file',
  }
  return {
    ...{ severity: 'error', rule: 'text', message: messages[fault], hint: hints[fault] },
    place: { file, line, column: 1 },
  }
}

/** A mail may carry other zip files, which are none of ours. */
async function workbookFrom({ shown, bytes }: Source, depth: number): Promise<readonly Incoming[]> {
  const { readWorkbook } = await import('../spreadsheet/read.ts')
  const workbook = await readWorkbook(bytes)
  if (typeof workbook !== 'string') return [{ shown, workbook }]
  if (depth > 0 && !/\.xlsx\)$/i.test(shown)) return []
  throw new TiexError([
    problem(shown, 'workbook', workbook, 'open it in a spreadsheet program and save it again as .xlsx'),
  ])
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

/** What Word, Outlook and Excel saved before they took zip files, and what they lock with a password. */
function isOld(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0
}

/** Text as UTF-8, or as UTF-16 where it says so at its beginning, as Notepad saves it. */
function decoded(bytes: Uint8Array): string | undefined {
  if (isOld(bytes)) return undefined
  if (isWide(bytes)) return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes) !== undefined
  } catch {
    return false
  }
}

function isWide([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

function nothingIn(shown: string, bytes: Uint8Array): Problem {
  const text = decoded(bytes.subarray(0, mostForm)) ?? ''
  const none = (what: string, hint: string) => problem(shown, 'no-answers', what, hint)
  if (isOld(bytes))
    return none(
      'is an Outlook message, an old workbook or one with a password, which is not read',
      'save the mail as .eml or text, the workbook as .xlsx without a password, or paste the answers: tiex import -',
    )
  if (text.trim() === '') return none('holds nothing', 'save it again, or paste the answers: tiex import -')
  if (/<html[\s>]/i.test(text) && text.includes('tiex-form/1'))
    return none(
      'is a form, and not what it gave back',
      'its person opens it in a browser, finishes, and sends the file or the text that is offered then',
    )
  if (/^- \[[ x]\] /im.test(text) && text.includes(': self-assessment '))
    return none(
      'is a questionnaire on paper, which nothing reads back',
      'type what is in it into a spreadsheet, and import that: tiex form --format xlsx',
    )
  if (text.includes('-----BEGIN AGE'))
    return none(
      'holds a sealed block without the lines before it that say whose it is',
      'take the whole text, from the line with "format:" to the end of the block; a draft that was kept in a file is opened in the form itself',
    )
  return none('holds no answers', 'take the whole text that the form gave, from its first line to its last')
}

function problem(file: string, rule: string, message: string, hint: string | undefined): Problem {
  return { severity: 'error', rule, message, place: { file }, ...(hint === undefined ? {} : { hint }) }
}
