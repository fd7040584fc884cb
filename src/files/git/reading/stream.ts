import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { gitFault, missingGit, patience, stuckGit } from '../faults.ts'
import type { GitRun } from '../run.ts'
import { findGit, gitEnvironment, safeSettings } from '../run.ts'
import { type GitObject, lostObject, sizesOf } from './objects.ts'

/** An object and the id it was asked for by. */
export type Named = readonly [id: string, object: GitObject]

/**
 * The objects with these ids, in their order, as many at a time as come at once: neither what git prints nor what came before is kept.
 * An object that is larger than `maxBytes` comes without its bytes, which are not read. Ids must be full ones. Throws a `TiexError`
 * where an object is missing or damaged.
 */
export async function* streamObjects(
  ids: readonly string[],
  maxBytes: number,
  run: GitRun,
): AsyncGenerator<readonly Named[]> {
  let done = 0
  for await (const objects of untilTooLarge(ids, maxBytes, run)) {
    done += objects.length
    yield objects
  }
  if (done < ids.length) yield* withoutTooLarge(ids.slice(done), maxBytes, run)
}

/** As `streamObjects`, where one is known to be too large: there may be thousands, so that git is asked for all sizes at once. */
async function* withoutTooLarge(
  ids: readonly string[],
  maxBytes: number,
  run: GitRun,
): AsyncGenerator<readonly Named[]> {
  const sizes = sizesOf(ids, run)
  const isTooLarge = (id: string) => sizes.get(id)!.bytes > maxBytes
  let next = 0
  const tooLarge = (): Named[] => {
    const start = next
    while (next < ids.length && isTooLarge(ids[next]!)) next += 1
    return ids.slice(start, next).map((id) => [id, { kind: sizes.get(id)!.kind, bytes: undefined }])
  }
  for await (const objects of untilTooLarge(
    ids.filter((id) => !isTooLarge(id)),
    maxBytes,
    run,
  ))
    yield objects.flatMap((object) => {
      const before = tooLarge()
      next += 1
      return [...before, object]
    })
  yield tooLarge()
}

/** Ends before the first object that is too large, since git would print all of it. */
async function* untilTooLarge(
  ids: readonly string[],
  maxBytes: number,
  run: GitRun,
): AsyncGenerator<readonly Named[]> {
  if (ids.length === 0) return
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
    for await (const chunk of partsOf(git)) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const objects: Named[] = []
      let isTooLarge = false
      let at = 0
      for (;;) {
        const end = rest.indexOf(10, at)
        if (end === -1) break
        const [id, kind = '', size] = rest.toString('latin1', at, end).split(' ')
        const asked = ids[count]
        if (asked === undefined || id !== asked || size === undefined)
          throw lostObject(asked ?? '', stderr, run)
        const bytes = Number(size)
        isTooLarge = bytes > maxBytes
        if (isTooLarge || rest.length < end + bytes + 2) break
        count += 1
        objects.push([asked, { kind, bytes: rest.subarray(end + 1, end + 1 + bytes) }])
        at = end + bytes + 2
      }
      if (objects.length > 0) yield objects
      if (isTooLarge) return
      rest = rest.subarray(at)
    }
    const [code] = await ended
    if (code !== 0) throw gitFault('cat-file', stderr, run.root)
    if (count < ids.length) throw lostObject(ids[count]!, stderr, run)
  } finally {
    git.kill()
  }
}

/** What git prints, part by part; it is ended where nothing more comes for `patience`, even if a program that it started holds on to its output. */
async function* partsOf(git: ChildProcessWithoutNullStreams): AsyncGenerator<Buffer> {
  const parts = (git.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  for (;;) {
    const stop = setTimeout(() => {
      git.kill()
      git.stderr.destroy()
      git.stdout.destroy(stuckGit('cat-file'))
    }, patience)
    const { value, done } = await parts.next().finally(() => clearTimeout(stop))
    if (done === true) return
    yield value
  }
}

function startReading(run: GitRun): ChildProcessWithoutNullStreams {
  const git = findGit(run.variables)
  if (git === undefined) throw missingGit()
  const settings = safeSettings.flatMap((setting) => ['-c', setting])
  return spawn(git, ['--no-pager', ...settings, 'cat-file', '--batch'], {
    cwd: run.root,
    env: gitEnvironment(run),
    stdio: 'pipe',
    windowsHide: true,
  })
}
