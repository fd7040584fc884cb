import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src/env.ts'
import { checkArrived } from '../../src/files/importing/arrived.ts'
import { readIncoming } from '../../src/files/importing/incoming.ts'
import { openWorkspace, type Workspace } from '../../src/files/workspace.ts'
import { type Problem, TiexError } from '../../src/problem.ts'
import { renderProblems } from '../../src/render/problems.ts'
import { bytesOf, type Entry, everyEntry } from './corpus.ts'
import { afterTheRound, openTestshire } from './council.ts'
import { expectComposed, expectNothingRun, expectShort } from './rules.ts'

// Every file of the corpus as what came back from a form: as a file of each name that is taken, as a mail with it, and on standard input.
const council = await openTestshire()
let workspace: Workspace
beforeAll(async () => {
  const session = { folder: council.folder, env: { variables: {} } }
  workspace = await openWorkspace(session as unknown as Session, { keys: 'none' })
})
afterAll(() => council.remove())

const header = 'From: A <a@testshire.example>\r\nSubject: My answers\r\nMIME-Version: 1.0\r\n'
const ways: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'a.yaml': (bytes) => bytes,
  'a.txt': (bytes) => bytes,
  'a.xlsx': (bytes) => bytes,
  'a.eml': (bytes) =>
    Buffer.concat([Buffer.from(`${header}Content-Type: text/plain; charset=utf-8\r\n\r\n`), bytes]),
  'attached.eml': (bytes) =>
    Buffer.from(
      `${header}Content-Type: application/octet-stream; name="a.yaml"\r\nContent-Disposition: attachment; filename="a.yaml"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}`,
    ),
  '-': (bytes) => bytes,
}

/** What of an entry is taken in as answers of somebody, and everything that is said against it. */
async function imported(entry: Entry, way: string) {
  const stdin = new PassThrough()
  const bytes = ways[way]!(bytesOf(entry.file, council.digest))
  if (way === '-') stdin.end(bytes)
  else council.put(join('in', way), bytes)
  const session = { folder: join(council.folder, 'in'), env: { stdin } } as unknown as Session
  const { responses, problems } = await readIncoming(session, way)
  const said: Problem[] = [...problems]
  let taken = 0
  for (const incoming of responses) {
    const arrived = await checkArrived(workspace, incoming, new Date(afterTheRound)).catch((error) => {
      if (error instanceof TiexError) return error
      throw error
    })
    if ('problems' in arrived) said.push(...arrived.problems)
    else taken += 1
  }
  return { taken, said }
}

/** What is wrong for a file in its place, and not for what came in: there is no place yet, what follows a block is the end of a mail, and plain text is sealed when it is taken. */
const fine: readonly string[] = [
  'sealed-block-text-after.yaml',
  'sealed-block-notes-outside.yaml',
  'sealed-block-person-other-than-file.yaml',
  'sealed-block-plain-submitted-in-sealed-mode.yaml',
]

const every = process.env.TIEX_FUZZ === undefined ? 9 : 1

describe.each(Object.keys(ways))('imported as %s', (way) => {
  it('each is taken as answers of this round, or refused by name with what to do', async () => {
    const at = Object.keys(ways).indexOf(way)
    const wronglyTaken: string[] = []
    for (const entry of everyEntry.filter((_, index) => (index + at) % every === 0)) {
      const start = process.cpuUsage()
      const { taken, said } = await imported(entry, way)
      const { user, system } = process.cpuUsage(start)
      expect((user + system) / 1000, entry.file).toBeLessThan(2_000)
      const told = renderProblems(said)
      expectComposed({ code: 0, output: told, stdout: '', stderr: told }, entry.file)
      expectShort(told)
      for (const secret of entry.mustNotSay ?? []) expect(told).not.toContain(secret)
      if (taken === 0) {
        expect(told, entry.file).toContain(way === '-' ? 'standard input' : way)
        expect(told, entry.file).toContain('hint: ')
      }
      if (!['response', 'sealed'].includes(entry.kind)) expect(taken, entry.file).toBe(0)
      const isRefused = entry.expect === 'refuse' && entry.or === undefined && entry.class !== 'with-key'
      if (way === 'a.yaml' && isRefused && entry.place === undefined && taken > 0)
        wronglyTaken.push(entry.file)
    }
    expect(wronglyTaken.filter((file) => !fine.includes(file))).toEqual([])
    expectNothingRun(council.snapshot())
  })
})
