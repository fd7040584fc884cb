import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { spawn } from '@lydell/node-pty'
import { onTestFinished, vi } from 'vitest'

const program = fileURLToPath(new URL('../bin/tiex.js', import.meta.url))

export interface TerminalOptions {
  readonly cwd: string
  readonly variables: Readonly<Record<string, string>>
  readonly columns?: number
  readonly rows?: number
}

/** The built program in a pseudo-terminal of its own. */
export function openTerminal(args: readonly string[], options: TerminalOptions) {
  return openProgram(process.execPath, [program, ...args], options)
}

/** Any program in a pseudo-terminal of its own. */
export function openProgram(
  file: string,
  args: readonly string[],
  { cwd, variables, columns = 80, rows = 50 }: TerminalOptions,
) {
  const terminal = spawn(file, [...args], {
    cwd,
    cols: columns,
    rows,
    env: { ...variables, TERM: 'xterm-256color' },
  })
  let raw = ''
  let mark = 0
  let ended = false
  terminal.onData((data) => {
    raw += data
  })
  const end = new Promise<{ readonly exitCode: number; readonly signal?: number }>((resolve) => {
    terminal.onExit((how) => {
      ended = true
      resolve(how)
    })
  })
  const exit = end.then(({ exitCode }) => exitCode)
  onTestFinished(() => {
    if (!ended) terminal.kill('SIGKILL')
  })
  const text = () => stripVTControlCharacters(raw.slice(mark)).replaceAll('\r', '')
  return {
    exit,
    /** The number of the signal that ended it; 0 where none did. */
    signal: end.then(({ signal = 0 }) => signal),
    /** Everything written so far, with its control sequences. */
    raw: () => raw,
    /** Resolves when the words stand in what was written since the last key. */
    see: (words: string) =>
      vi.waitFor(
        () => {
          if (!text().includes(words)) throw new Error(`"${words}" is not in:\n${text()}`)
        },
        { timeout: 60_000, interval: 10 },
      ),
    press(keys: string) {
      mark = raw.length
      terminal.write(keys)
    },
    resize(next: number) {
      mark = raw.length
      terminal.resize(next, rows)
    },
    kill: (signal: string) => terminal.kill(signal),
    /** The window is closed, or the line is cut: nothing can be read or written there any more. */
    close: () => (terminal as typeof terminal & { destroy(): void }).destroy(),
  }
}
