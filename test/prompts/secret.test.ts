import { describe, expect, it, vi } from 'vitest'
import type { Session } from '../../src/env.ts'
import { Interrupted } from '../../src/interrupted.ts'
import { openKeyed } from '../../src/prompts/keyed.ts'
import { openPlain } from '../../src/prompts/plain.ts'
import { askSecret, unlocking } from '../../src/prompts/secret.ts'
import { refusal } from '../files/disk/scratch.ts'
import { question } from './question.ts'
import { streams } from './streams.ts'

/** A terminal that can be made raw, or says so and is not; `shown` is all that was written to it. */
function terminal({ plain = false, fails = false, interactive = true } = {}) {
  const { env, stdin, written } = streams()
  const modes: boolean[] = []
  Object.assign(stdin, {
    isTTY: true,
    isRaw: false,
    setRawMode(mode: boolean) {
      modes.push(mode)
      if (!fails) Object.assign(stdin, { isRaw: mode })
    },
  })
  const session = {
    env,
    interactive,
    screen: { plain },
    say: (text: string) => env.stderr.write(text),
  } as unknown as Session
  return { session, stdin, shown: written, modes }
}

/** What is taken when these bytes are typed, a chunk after the other. */
async function taken(chunks: readonly (string | Buffer)[], options = {}) {
  const { session, stdin, shown, modes } = terminal(options)
  const asked = askSecret(session, 'Passphrase:')
  await vi.waitFor(() => expect(shown()).toBe('Passphrase: '))
  for (const chunk of chunks) stdin.write(chunk)
  return { secret: await asked, shown: shown(), modes }
}

describe.each([
  ['full', false],
  ['plain', true],
])('a secret asked for on a %s terminal', (_, plain) => {
  it.each<[string, (string | Buffer)[], string]>([
    ['is what was typed up to Enter', ['a', 'b', ' c', '\r'], 'ab c'],
    ['may be pasted', ['correct horse\r'], 'correct horse'],
    ['may be pasted between marks', ['\u001b[200~correct\u001b[201~', '\r'], 'correct'],
    ['loses its last letter with Backspace', ['ŵx\u007f\u007fy\r'], 'y'],
    ['is begun anew with Ctrl-U', ['wrong\u0015right\r'], 'right'],
    ['knows no arrows', ['a\u001b[Db\u001bOCc\r'], 'abc'],
    ['may have letters that come in pieces', [Buffer.from([0xc5]), Buffer.from([0xb5]), '\n'], 'ŵ'],
    ['may be empty', ['\r'], ''],
  ])('%s', async (_case, chunks, secret) => {
    expect(await taken(chunks, { plain })).toEqual({
      secret,
      shown: 'Passphrase: \n',
      modes: [true, false],
    })
  })
})

describe('a secret that is not given', () => {
  it.each(['\u0003', 'abc\u0003', '\u0004'])('is an interruption: %j', async (keys) => {
    const { session, stdin, shown, modes } = terminal()
    const asked = askSecret(session, 'Passphrase:')
    stdin.write(keys)
    await expect(asked).rejects.toThrow(Interrupted)
    expect([shown(), modes]).toEqual(['Passphrase: \n', [true, false]])
  })

  it('is an interruption too when the terminal goes away', async () => {
    const { session, stdin } = terminal()
    const asked = askSecret(session, 'Passphrase:')
    stdin.end('half')
    await expect(asked).rejects.toThrow(Interrupted)
  })

  it('is never asked for where the terminal would show it', async () => {
    const { session, shown } = terminal({ fails: true })
    expect(await refusal(() => askSecret(session, 'Passphrase:'))).toContain('cannot hide what is typed')
    expect(shown()).toBe('')
  })
})

it.each([
  ['full', openKeyed],
  ['plain', openPlain],
])('a question may follow on a %s terminal', async (_, open) => {
  const { session, stdin, shown } = terminal()
  const asked = askSecret(session, 'Passphrase:')
  stdin.write('open\r')
  await asked
  const prompter = open(session.env)
  const chosen = prompter.choose(question)
  await vi.waitFor(() => expect(shown()).toContain('Roads'))
  stdin.write(open === openPlain ? '2\n' : '2')
  expect(await chosen).toBe('half-way')
  prompter.close()
})

describe('unlocking', () => {
  it('asks for each file once', async () => {
    const { session, stdin, shown } = terminal()
    const { unlock } = unlocking(session)
    const first = unlock?.('a.age')
    const again = unlock?.('a.age')
    stdin.write('open\r')
    expect([await first, await again, await unlock?.('a.age')]).toEqual(['open', 'open', 'open'])
    expect(shown()).toBe('Passphrase of a.age: \n')
  })

  it('is impossible without a terminal', () => {
    expect(unlocking(terminal({ interactive: false }).session)).toEqual({})
  })
})
