import { StringDecoder } from 'node:string_decoder'
import type { Env, Session } from '../env.ts'
import { failure } from '../problem.ts'
import { watchInterruptions } from './interruptions.ts'

type Terminal = Env['stdin'] & { readonly isRaw?: boolean; setRawMode?(mode: boolean): unknown }

/**
 * What a person types up to Enter, with nothing shown of it, neither letters nor stars: the same way on a full and on a plain
 * terminal. Backspace takes a letter back, Ctrl-U all. Throws `Interrupted`, and a `TiexError`, before anything can be typed, where
 * the terminal would show it.
 */
export async function askSecret(session: Session, message: string): Promise<string> {
  const terminal: Terminal = session.env.stdin
  const interruptions = watchInterruptions(session.env)
  try {
    hide(terminal)
    session.say(`${message} `)
    return await interruptions.guard((signal) => typed(terminal, signal, interruptions.interrupt))
  } finally {
    terminal.pause()
    if (terminal.isRaw === true) {
      terminal.setRawMode?.(false)
      session.say('\n')
    }
    interruptions.close()
  }
}

/** Asks for the passphrases of locked files, each once in a command; nothing where nobody can be asked. */
export function unlocking(session: Session): { readonly unlock?: (what: string) => Promise<string> } {
  if (!session.interactive) return {}
  const asked = new Map<string, Promise<string>>()
  return {
    unlock: (what) => {
      const passphrase = asked.get(what) ?? askSecret(session, `Passphrase of ${what}:`)
      asked.set(what, passphrase)
      return passphrase
    },
  }
}

function hide(terminal: Terminal): void {
  terminal.setRawMode?.(true)
  if (terminal.isRaw === true) return
  throw failure(
    'no-terminal',
    'this terminal cannot hide what is typed, so no passphrase is asked for',
    'put it into the variable TIEX_PASSPHRASE, or use another terminal',
  )
}

function typed(terminal: Terminal, signal: AbortSignal, interrupt: () => void): Promise<string> {
  const decoder = new StringDecoder('utf8')
  return new Promise((resolve, reject) => {
    let line = ''
    const stop = () => {
      terminal.removeListener('data', receive)
      signal.removeEventListener('abort', abort)
    }
    const abort = () => {
      stop()
      reject(signal.reason)
    }
    const receive = (bytes: Buffer | string) => {
      for (const key of keysIn(typeof bytes === 'string' ? bytes : decoder.write(bytes))) {
        if (key === ctrl.c || key === ctrl.d) return interrupt()
        if (key === '\r' || key === '\n') {
          stop()
          return resolve(line)
        }
        line = withKey(line, key)
      }
    }
    signal.addEventListener('abort', abort)
    terminal.on('data', receive)
    // A question before this one has paused it.
    terminal.resume()
  })
}

const ctrl = { c: '\u0003', d: '\u0004', u: '\u0015' }

/** Characters, and the sequences of keys such as arrows. */
function keysIn(text: string): readonly string[] {
  return text.match(/\u001b(?:\[[0-9;]*[A-Za-z~]|O.)?|[\s\S]/gu) ?? []
}

function withKey(line: string, key: string): string {
  if (key === '\u007f' || key === '\b') return [...line].slice(0, -1).join('')
  if (key === ctrl.u) return ''
  return /^[\u0000-\u001f\u007f-\u009f]/.test(key) ? line : line + key
}
