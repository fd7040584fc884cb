import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Listener, openTerminalInput } from '../../src/prompts/terminal-input.ts'
import { streams } from './streams.ts'

/** What a prompt gets of bytes that arrive together: keys as inquirer would read them, and pasted text. */
async function passedOn(to: Listener['to'], bytes: string) {
  const { env, stdin } = streams()
  const interrupt = vi.fn()
  const input = openTerminalInput(env, interrupt)
  const pasted: string[] = []
  let keys = ''
  input.stream.on('data', (chunk) => {
    keys += chunk
  })
  input.listen({ to, paste: (text) => pasted.push(text) })
  stdin.write(bytes)
  await vi.waitFor(() => expect(keys.length + pasted.length + interrupt.mock.calls.length).toBeGreaterThan(0))
  input.close()
  return { keys, pasted, interrupted: interrupt.mock.calls.length > 0 }
}

afterEach(() => vi.useRealTimers())

describe('while a key is wanted', () => {
  it.each([
    ['a digit', '1', { keys: '1', pasted: [] }],
    ['a letter of another language', 'ŵ', { keys: 'ŵ', pasted: [] }],
    ['Enter', '\r', { keys: '\r', pasted: [] }],
    ['Enter as two characters', '\r\n', { keys: '\r', pasted: [] }],
    ['an arrow', '\u001b[A', { keys: '\u001b[A', pasted: [] }],
    ['several characters at once', '11', { keys: '', pasted: ['11'] }],
    ['pasted lines', '1\n2\n', { keys: '', pasted: ['1\n2\n'] }],
    ['one pasted character', '\u001b[200~1\u001b[201~', { keys: '', pasted: ['1'] }],
  ])('%s is passed on as what it is', async (_, bytes, expected) => {
    expect(await passedOn('keys', bytes)).toMatchObject(expected)
  })
})

describe('while text is wanted', () => {
  it.each([
    ['a character', 'x', { keys: 'x', pasted: [] }],
    ['a line that came in one go', 'because\r', { keys: '\r', pasted: ['because'] }],
    ['an editing key', '\u007f', { keys: '\u007f', pasted: [] }],
    ['two editing keys', '\u007f\u007f', { keys: '\u007f\u007f', pasted: [] }],
    ['pasted lines', 'one\r\ntwo\rthree', { keys: '', pasted: ['one⏎two⏎three'] }],
    [
      'pasted control characters',
      '\u001b[200~a\u000bb\u0003c\td\r\n\u001b[201~',
      { keys: '', pasted: ['abc d⏎'] },
    ],
  ])('%s is passed on as what it is', async (_, bytes, expected) => {
    expect(await passedOn('text', bytes)).toMatchObject({ ...expected, interrupted: false })
  })
})

it('Ctrl-C interrupts, whoever listens', async () => {
  expect(await passedOn('keys', '\u0003')).toMatchObject({ keys: '', interrupted: true })
  expect(await passedOn('text', '\u0003')).toMatchObject({ keys: '', interrupted: true })
})

it('nothing typed while no prompt listens counts later', async () => {
  vi.useFakeTimers()
  const { env, stdin } = streams()
  const input = openTerminalInput(env, () => {})
  const keys = vi.fn()
  input.stream.on('data', keys)
  input.pause()
  stdin.emit('data', '1')
  await vi.advanceTimersByTimeAsync(100)
  const paste = vi.fn()
  input.listen({ to: 'keys', paste })
  await vi.advanceTimersByTimeAsync(100)
  expect([keys.mock.calls, paste.mock.calls]).toEqual([[], []])
  input.close()
})

it('nothing typed just before a prompt listens comes to it, not even as an empty paste', async () => {
  vi.useFakeTimers()
  const { env, stdin } = streams()
  const input = openTerminalInput(env, () => {})
  stdin.emit('data', '1')
  const paste = vi.fn()
  input.listen({ to: 'keys', paste })
  await vi.advanceTimersByTimeAsync(100)
  expect(paste).not.toHaveBeenCalled()
  input.close()
})

it('leaves the terminal as it found it', () => {
  const { env, stdin, written } = streams()
  const modes: boolean[] = []
  Object.assign(stdin, { isTTY: true, setRawMode: (mode: boolean) => modes.push(mode) })
  openTerminalInput(env, () => {}).close()
  expect(modes).toEqual([true, false])
  expect(written()).toBe('\u001b[?2004h\u001b[?2004l')
  expect(stdin).toBeInstanceOf(PassThrough)
})
