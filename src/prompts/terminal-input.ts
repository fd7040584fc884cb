import { PassThrough, type Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { Env } from '../env.ts'

/** Stands for a line end inside the line that is being typed; a text that leaves the prompt has `\n` in its place. */
export const lineEnd = '⏎'

/** Who listens, and to what: single keys, or text with its editing keys. */
export interface Listener {
  readonly to: 'keys' | 'text'
  /** Several characters that came at once. For text: control characters gone, line ends as `lineEnd`. */
  paste(text: string): void
}

/** The keyboard as the keyed prompter sees it: pasted text told apart from keys, nothing passed on while no prompt listens. */
export interface TerminalInput {
  /** What inquirer reads. */
  readonly stream: Readable
  listen(listener: Listener): void
  pause(): void
  close(): void
}

/** Characters that follow each other faster than this were not typed by a person. */
const burstMilliseconds = 20
/** A pasted text whose end mark never comes is taken as it is after this time. */
const pasteMilliseconds = 1000
const pasteStart = '\u001b[200~'
const pasteEnd = '\u001b[201~'
const pastes = /\u001b\[200~.*?(?:\u001b\[201~|$)/gs
const bracketedPaste = { on: '\u001b[?2004h', off: '\u001b[?2004l' }

type Terminal = Readable & { readonly isTTY?: boolean; setRawMode?(mode: boolean): void }

/**
 * Reads the terminal until closed. It stays in raw mode between questions, so that nothing is echoed there; Ctrl-C calls
 * `interrupt` whether or not a prompt listens.
 */
export function openTerminalInput(env: Env, interrupt: () => void): TerminalInput {
  const terminal: Terminal = env.stdin
  const stream = Object.assign(new PassThrough(), { isTTY: false, setRawMode: () => stream })
  const decoder = new StringDecoder('utf8')
  let listener: Listener | undefined
  let gathered = ''
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    const burst = gathered
    gathered = ''
    if (listener !== undefined && burst !== '') pass(burst, listener, stream)
  }
  const receive = (bytes: Buffer | string) => {
    gathered += typeof bytes === 'string' ? bytes : decoder.write(bytes)
    clearTimeout(timer)
    const pasting = gathered.includes(pasteStart) && !gathered.includes(pasteEnd)
    if (gathered.replace(pastes, '').includes('\u0003')) return interrupt()
    timer = setTimeout(flush, pasting ? pasteMilliseconds : burstMilliseconds)
  }
  terminal.setRawMode?.(true)
  terminal.on('data', receive)
  // A passphrase that was asked for before has paused it.
  terminal.resume()
  if (terminal.isTTY === true) env.stderr.write(bracketedPaste.on)
  return {
    stream,
    listen(next) {
      clearTimeout(timer)
      gathered = ''
      listener = next
    },
    pause() {
      listener = undefined
    },
    close() {
      clearTimeout(timer)
      terminal.removeListener('data', receive)
      terminal.pause()
      terminal.setRawMode?.(false)
      if (terminal.isTTY === true) env.stderr.write(bracketedPaste.off)
    },
  }
}

/** Keys go on to inquirer; what came in one go goes to the listener in one go. */
function pass(burst: string, listener: Listener, stream: PassThrough): void {
  const bracketed = burst.includes(pasteStart)
  const plain = burst.replaceAll(pasteStart, '').replaceAll(pasteEnd, '')
  const text = plain === '\r\n' ? '\r' : plain
  if (!bracketed && isKey(text)) stream.write(text)
  else if (listener.to === 'keys') listener.paste(text)
  else if (bracketed || /[\r\n]./s.test(text.replace('\r\n', '\n'))) listener.paste(asOneLine(text))
  else passTyped(text, listener, stream)
}

/** A line that came in one go and ends in Enter: the text, then the key. */
function passTyped(text: string, listener: Listener, stream: PassThrough): void {
  const line = text.replace(/[\r\n]+$/, '')
  if (/[\u0000-\u001f\u007f]/.test(line)) stream.write(line)
  else if (line !== '') listener.paste(line)
  if (line.length < text.length) stream.write('\r')
}

/** One character, or the sequence of one key such as an arrow. */
function isKey(text: string): boolean {
  return [...text].length === 1 || /^\u001b[^\u001b]*$/.test(text)
}

function asOneLine(text: string): string {
  return text
    .replace(/\r\n?|\n/g, lineEnd)
    .replaceAll('\t', ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
}
