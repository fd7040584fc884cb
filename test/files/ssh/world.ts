import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Session } from '../../../src/env.ts'
import { scratch } from '../disk/scratch.ts'
import { bare, type MadeKey } from './keys.ts'

/** A session of one command, with what it said on stderr. */
export interface Opened {
  readonly session: Session
  readonly said: () => string
}

export function sessionIn(
  folder: string,
  variables: Record<string, string>,
  { interactive = false } = {},
): Opened {
  let text = ''
  const same = (words: string) => words
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const session: Session = {
    env: {
      cwd: folder,
      variables,
      stdin: new PassThrough(),
      stdout: nowhere,
      stderr: nowhere,
      now: () => new Date('2026-11-22T08:00:00Z'),
    },
    screen: {
      width: 80,
      plain: true,
      color: false,
      paint: { strong: same, quiet: same, accent: same, good: same, bad: same },
    },
    folder,
    interactive,
    print: async () => {},
    say: (words) => {
      text += words
    },
    answerNo: () => {},
    tiex: async () => 0,
  }
  return { session, said: () => text }
}

/** An agent that holds these keys and ends with the test: the variable that leads to it. */
export async function agentWith(keys: readonly Pick<MadeKey, 'file'>[]): Promise<{ SSH_AUTH_SOCK: string }> {
  const socket = join(scratch(), 'agent')
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { env: bare(), stdio: 'ignore' })
  onTestFinished(async () => {
    if (agent.exitCode !== null) return
    agent.kill()
    await once(agent, 'close')
  })
  const env = { ...bare(), SSH_AUTH_SOCK: socket }
  // The socket is there a moment before the agent listens; 2 is what ssh-add says until then.
  const isDeaf = () => spawnSync('ssh-add', ['-l'], { env }).status === 2
  while (agent.exitCode === null && isDeaf()) await setTimeout(5)
  for (const { file } of keys) execFileSync('ssh-add', ['-q', file], { env, stdio: 'pipe' })
  return { SSH_AUTH_SOCK: socket }
}
