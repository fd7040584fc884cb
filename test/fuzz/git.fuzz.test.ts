import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { readTrailers } from '../../src/authority/trailers.ts'
import { findRevision, readRevision } from '../../src/files/compare/revision.ts'
import { openPlace } from '../../src/files/exchange/place.ts'
import { findRepository } from '../../src/files/git/repository.ts'
import { parseRange } from '../../src/files/history/range.ts'
import { TiexError } from '../../src/problem.ts'
import { expectComposed, expectShort } from '../untrusted/rules.ts'
import { openExample } from '../world.ts'
import { cases } from './cases.ts'
import { expectTold, settled } from './laws.ts'
import { bytesChange, changed, hostileTexts, told } from './mutations.ts'

const world = openExample()
const { folder, variables } = world
afterAll(() => world.remove())
const git = (args: readonly string[], input: string | Buffer = '') =>
  execFileSync('git', args, { cwd: folder, env: variables, input, encoding: 'utf8', stdio: 'pipe' }).trim()
git(['init', '-q', '-b', 'main', '--template='])
git(['add', '-A'])
git(['commit', '-q', '-m', 'start'])
const start = git(['rev-parse', 'HEAD'])

const from = (text: string, most = 3) => told(changed(fc.constant(Buffer.from(text)), bytesChange, most))
/** Of words: no program can be given a NUL. */
const word = (...texts: readonly string[]) =>
  fc
    .oneof(
      ...texts.map((text) => from(text).map((bytes) => bytes.toString('utf8'))),
      fc.constantFrom(...hostileTexts),
    )
    .map((text) => text.replaceAll('\0', ''))

describe('the trailers of a message', () => {
  const message =
    'Import two\n\nThey came by mail.\n\nTiex-Import: alice\nTiex-Reseal: bob\nTiex-Consent: alice\n'

  it('name ids and nothing else, whatever the message is', () => {
    fc.assert(
      fc.property(from(message), (bytes) => {
        for (const ids of Object.values(readTrailers(bytes.toString('utf8'))))
          for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/)
      }),
      cases(150),
    )
  })
})

describe('the address of an exchange', () => {
  const bin = join(folder, '../bin')
  const log = join(bin, 'log')
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${log}'\ncase " $* " in *" clone "*) exit 128;; *) exit 1;; esac\n`,
    { mode: 0o755 },
  )

  it('is opened by git only where it is a plain address of https or ssh', async () => {
    await fc.assert(
      fc.asyncProperty(
        word(
          'https://example.org/exchange.git',
          'ssh://git@example.org/exchange.git',
          'git@example.org:exchange.git',
          'https://u:geheim@example.org/x',
          'ext::sh -c true',
          'file:///nowhere/exchange',
          '-uexchange',
        ),
        async (named) => {
          rmSync(log, { force: true })
          const opened = await settled(() =>
            openPlace(named, { folder, variables: { PATH: `${bin}:/bin:/usr/bin` } }),
          )
          if (!('problems' in opened)) {
            opened.value.close()
            return
          }
          expectTold(opened.problems)
          expect(opened.problems[0]?.hint, named).toBeTruthy()
          const asked = readLog(log)
          const cloned = asked.indexOf('clone')
          if (cloned === -1) return
          expect(asked.slice(-3, -1)[0]).toBe('--')
          expect(asked.at(-2)).toMatch(/^(https:\/\/[^@]*$|ssh:\/\/[^-/]|[\w.-]+@[A-Za-z0-9])/i)
          expect(asked.at(-2)).not.toContain('geheim')
        },
      ),
      cases(5, 50),
    )
  })
})

function readLog(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n')
  } catch {
    return []
  }
}

describe('what names a commit', () => {
  it('and a path in it is found or refused, and never an option', async () => {
    const repository = await findRepository(folder, variables)
    await fc.assert(
      fc.asyncProperty(
        word(
          'HEAD:tiex.yaml',
          'main~0:./rounds/2026-autumn/plan.yaml',
          `${start}:tiex.yaml`,
          '--output=pwned:x',
          ':/x:y',
        ),
        async (named) => {
          const found = await settled(() => findRevision(named, repository, variables))
          if ('problems' in found) return expectTold(found.problems)
          const { value } = found
          if (value instanceof TiexError) return expectTold(value.problems)
          if (value === undefined) expect(named.indexOf(':')).toBeLessThan(1)
          else {
            const read = await settled(() => readRevision(value))
            if ('problems' in read) expectTold(read.problems)
          }
        },
      ),
      cases(5, 70),
    )
  })

  it('at each end of a range likewise', async () => {
    await fc.assert(
      fc.asyncProperty(word('HEAD~1..HEAD', `${'0'.repeat(40)}..main`, '--all..HEAD'), async (named) => {
        const range = await settled(() => parseRange(named, { root: folder, variables }))
        if ('problems' in range) return expectTold(range.problems)
        expect(range.value.to).toMatch(/^[0-9a-f]{40}$/)
      }),
      cases(5, 100),
    )
  })
})

describe('a history', () => {
  const signed = '-----BEGIN SSH SIGNATURE-----\n U1NIU0lHAAAAAQ==\n -----END SSH SIGNATURE-----'
  const said = from(
    `author Priya Shah <priya.shah@exampleshire.gov.uk> 1793000000 +0000\ncommitter Sam <sam.okafor@exampleshire.gov.uk> 1793000000 +0000\ngpgsig ${signed}\n\nImport\n\nTiex-Import: priya-shah\n`,
  )
  const files = [
    'tiex.yaml',
    'rounds/2026-autumn/responses/priya-shah.yaml',
    'rounds/2026-autumn/plan.yaml',
    'rounds/2026-autumn/consensus.yaml',
  ]
  const changedFile = fc.constantFrom(...files).chain((path) =>
    changed(fc.constant(readFileSync(join(folder, path))), bytesChange, 2).map((bytes) => ({
      path,
      bytes,
    })),
  )
  const commits = fc.array(fc.record({ said, file: changedFile }), { minLength: 1, maxLength: 5 })

  /** A commit that git's own commands would not make, on another. */
  function commitOn(
    parent: string,
    { said, file }: { said: Buffer; file: { path: string; bytes: Buffer } },
  ): string {
    const blob = git(['hash-object', '-w', '--stdin'], file.bytes)
    git(['read-tree', parent])
    git(['update-index', '--add', '--cacheinfo', `100644,${blob},${file.path}`])
    const head = `tree ${git(['write-tree'])}\nparent ${parent}\n`
    return git(
      ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'],
      Buffer.concat([Buffer.from(head), said]),
    )
  }

  it('is verified or refused, whatever its commits say of themselves', async () => {
    await fc.assert(
      fc.asyncProperty(commits, async (made) => {
        const tip = made.reduce(commitOn, start)
        git(['update-ref', 'refs/heads/main', tip])
        for (const args of [
          ['verify'],
          ['verify', '--format', 'json'],
          ['compare', 'HEAD~1:rounds/2026-autumn/consensus.yaml', 'HEAD:rounds/2026-autumn/consensus.yaml'],
        ]) {
          const ran = await world.tiex(args)
          expectComposed(ran, args.join(' '))
          expectShort(ran.stderr)
        }
      }),
      cases(1, 500),
    )
  }, 600_000)
})
