import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { GitObject } from './objects.ts'
import type { GitRun } from './run.ts'
import { findGit, gitFault, gitVariables, missingGit, safeSettings } from './run.ts'

/**
 * The objects with these ids, in their order, one at a time: neither what git prints nor what came before is kept. An object that is
 * larger than `maxBytes` comes without its bytes, which are not read. Ids must be full ones. Throws a `TiexError` where an object is
 * missing or damaged.
 */
export async function* streamObjects(
  ids: readonly string[],
  maxBytes: number,
  run: GitRun,
): AsyncGenerator<readonly [id: string, object: GitObject]> {
  for (let done = 0; done < ids.length; ) {
    for await (const object of untilTooLarge(ids.slice(done), maxBytes, run)) {
      yield [ids[done]!, object]
      done += 1
    }
  }
}

/** Ends with the first object that is too large, since git would print all of it. */
async function* untilTooLarge(
  ids: readonly string[],
  maxBytes: number,
  run: GitRun,
): AsyncGenerator<GitObject> {
  const git = startReading(run)
  const ended = once(git, 'close')
  ended.catch(() => {})
  let stderr = ''
  git.stderr.on('data', (chunk) => {
    if (stderr.length < 10_000) stderr += String(chunk)
  })
  // Git may end before it has read its input; its exit code then says why.
  git.stdin.on('error', () => {})
  git.stdin.end(`${ids.join('\n')}\n`)
  let count = 0
  try {
    let rest: Buffer = Buffer.alloc(0)
    for await (const chunk of git.stdout as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let at = 0
      for (;;) {
        const end = rest.indexOf(10, at)
        if (end === -1) break
        const [id, kind = '', size] = rest.toString('latin1', at, end).split(' ')
        if (id !== ids[count] || size === undefined) throw lost(ids[count] ?? '', run)
        const bytes = Number(size)
        if (bytes > maxBytes) {
          yield { kind, bytes: undefined }
          return
        }
        if (rest.length < end + bytes + 2) break
        count += 1
        yield { kind, bytes: rest.subarray(end + 1, end + 1 + bytes) }
        at = end + bytes + 2
      }
      rest = rest.subarray(at)
    }
    const [code] = await ended
    if (code !== 0) throw gitFault('cat-file', stderr, run.root)
    if (count < ids.length) throw lost(ids[count]!, run)
  } finally {
    git.kill()
  }
}

function lost(id: string, run: GitRun): Error {
  return gitFault('cat-file', `fatal: bad object ${id}`, run.root)
}

/** Whoever only reads objects fetches nothing either. */
const settings = [...safeSettings, 'protocol.https.allow=never', 'protocol.ssh.allow=never'].flatMap(
  (setting) => ['-c', setting],
)

function startReading({ root, variables, hookOf }: GitRun): ChildProcessWithoutNullStreams {
  const git = findGit(variables)
  if (git === undefined) throw missingGit()
  return spawn(git, ['--no-pager', ...settings, 'cat-file', '--batch'], {
    cwd: root,
    env: { ...gitVariables(root, variables), ...(hookOf === undefined ? {} : { GIT_DIR: hookOf }) },
    stdio: 'pipe',
    windowsHide: true,
  })
}
