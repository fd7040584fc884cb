import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Duplex, PassThrough, Writable } from 'node:stream'
import { build } from 'esbuild'
import { main } from '../../src/main.ts'
import { isolated, projectRoot } from '../world.ts'
import { keepLean } from './made-once.ts'

/** Who is there: sam leads, alice and bob answer, fay facilitates, lee signs. alice, sam and fay have signing keys. */
const people = [
  ['alice', ['answer']],
  ['bob', ['answer']],
  ['fay', ['answer', 'facilitate']],
  ['sam', ['facilitate', 'administer']],
  ['lee', ['sign']],
] as const

export type Who = (typeof people)[number][0] | 'mallory'

const signing: readonly Who[] = ['alice', 'sam', 'fay', 'mallory']

export interface Act {
  /** What the files say afterwards; null for one that is gone. */
  readonly files?: Readonly<Record<string, string | null>>
  readonly message?: string
  /** Whose key signs; their own where absent, if they have one. */
  readonly signer?: Who | 'nobody'
}

/** The keys of those who sign, made once; every council has the same. Gone with the folder of the run. */
let madeKeys: string | undefined

function keysOnce(): string {
  if (madeKeys !== undefined) return madeKeys
  madeKeys = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-keys-'))
  for (const who of signing)
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', who, '-f', join(madeKeys, who)])
  return madeKeys
}

/** The .git of a repository without a commit, made once and copied. Gone with the folder of the run. */
let empty: string | undefined

function emptyOnce(): string {
  if (empty !== undefined) return empty
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-empty-'))
  execFileSync('git', ['init', '--quiet', '--template=', '--initial-branch=main'], {
    cwd: root,
    env: isolated(root),
  })
  mkdirSync(join(root, '.git/info'))
  keepLean(root)
  empty = join(root, '.git')
  return empty
}

/** What a server runs for tiex where the test itself is to answer: it hands on what it was asked, and ends as it is told. */
const asking = `#!/bin/sh
{ env -0; printf '\\0%s\\0' "$PWD"; printf '%s\\0' "$@"; printf '\\0'; cat; printf '\\0'; } >&3
read -r code said <&3
cat "$said" >&2
exit "$code"
`

/** A council's repository with the keys of its people, and a bare one beside it that its people push to. */
export function openCouncil(confidentiality: 'open' | 'sealed' = 'open') {
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-verify-'))
  const [home, root, server] = [join(base, 'home'), join(base, 'council'), join(base, 'server.git')] as const
  for (const folder of [home, root]) mkdirSync(folder)
  cpSync(keysOnce(), join(base, 'keys'), { recursive: true })
  const variables = isolated(home)
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: root, env: variables, encoding: 'utf8', stdio: 'pipe' }).trimEnd()
  const keyOf = (who: Who) => readFileSync(join(base, 'keys', `${who}.pub`), 'utf8').trim()
  cpSync(emptyOnce(), join(root, '.git'), { recursive: true })

  /** tiex.yaml of this council, with changes to its text. */
  const assessment = (...changes: readonly (readonly [from: string, to: string])[]) => {
    const text = changes.reduce(
      (sofar, [from, to]) => {
        if (!sofar.includes(from)) throw new Error(`tiex.yaml has no "${from}"`)
        return sofar.replace(from, to)
      },
      assessmentText(confidentiality, keyOf),
    )
    return text
  }
  const put = (file: string, text: string | null) => {
    const path = join(root, file)
    if (text === null) return rmSync(path, { recursive: true })
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  /** Settings under which git commits as a person. */
  const asPerson = (who: Who, signer: Who | 'nobody' = signing.includes(who) ? who : 'nobody') => {
    const email = `${who}@council.test`
    const signs = [
      '-c',
      'gpg.format=ssh',
      '-c',
      `user.signingkey=${join(base, 'keys', signer)}`,
      '-c',
      'commit.gpgsign=true',
    ]
    return {
      args: signer === 'nobody' ? [] : signs,
      env: {
        ...variables,
        GIT_AUTHOR_NAME: who,
        GIT_AUTHOR_EMAIL: email,
        GIT_COMMITTER_NAME: who,
        GIT_COMMITTER_EMAIL: email,
      },
    }
  }
  /** Runs git as a person, signing what it commits. */
  const gitAs = (who: Who, signer: Who | 'nobody' | undefined, ...args: readonly string[]) => {
    const { args: settings, env } = asPerson(who, signer)
    return execFileSync('git', [...settings, ...args], {
      cwd: root,
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trimEnd()
  }
  const commit = (who: Who, { files = {}, message = 'work', signer }: Act) => {
    for (const [file, text] of Object.entries(files)) put(file, text)
    git('add', '--all')
    gitAs(who, signer, 'commit', '--quiet', '--allow-empty', '-m', message)
    return headOf(root)
  }
  return {
    base,
    root,
    server,
    variables,
    git,
    gitAs,
    keyOf,
    assessment,
    commit,
    remove: () => rmSync(base, { recursive: true, force: true }),
    /** Pushes and tells how it ended, with what the server said. */
    push: (...args: readonly string[]) => {
      const end = spawnSync('git', ['push', '--quiet', server, ...args], {
        cwd: root,
        env: variables,
        encoding: 'utf8',
      })
      return { code: end.status, said: withoutEnds(end.stderr) }
    },
    /** As `push`, but the tiex that the hook starts is the one of this process. */
    pushHere: (...args: readonly string[]) =>
      new Promise<{ code: number | null; said: string }>((resolve, reject) => {
        const child = spawn('git', ['push', '--quiet', server, ...args], {
          cwd: root,
          env: { ...variables, PATH: `${join(base, 'asking')}:${variables.PATH}` },
          stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
        })
        let said = ''
        child.stderr?.setEncoding('utf8').on('data', (text) => {
          said += text
        })
        answerHook(child.stdio[3] as Duplex, join(base, 'said')).catch(reject)
        child.on('error', reject)
        child.on('close', (code) => resolve({ code, said: withoutEnds(said) }))
      }),
    /** Makes the bare repository, with the printed hook in it and tiex on the PATH that it sees. */
    serve: (hook: string, program: string) => {
      const bare = ['--bare', '--template=', '--initial-branch=main']
      execFileSync('git', ['init', '--quiet', ...bare, server], { env: variables })
      keepLean(server, server)
      writeFileSync(join(server, 'hooks/pre-receive'), hook)
      chmodSync(join(server, 'hooks/pre-receive'), 0o755)
      mkdirSync(join(base, 'asking'))
      writeFileSync(join(base, 'asking/tiex'), asking)
      chmodSync(join(base, 'asking/tiex'), 0o755)
      mkdirSync(join(base, 'bin'))
      writeFileSync(join(base, 'bin/tiex'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`)
      chmodSync(join(base, 'bin/tiex'), 0o755)
      variables.PATH = `${join(base, 'bin')}:${variables.PATH}`
    },
  }
}

export type Council = ReturnType<typeof openCouncil>

const withoutEnds = (text: string) => text.replace(/[ \t]+$/gm, '')

/** The commit that HEAD of a repository is at, on a branch that was just committed to. */
function headOf(root: string): string {
  const head = readFileSync(join(root, '.git/HEAD'), 'utf8').trim()
  return head.startsWith('ref: ') ? readFileSync(join(root, '.git', head.slice(5)), 'utf8').trim() : head
}

/** Runs tiex as it is asked to over this connection; what it says goes to a file for whoever asked. */
async function answerHook(connection: Duplex, file: string) {
  let asked = ''
  connection.setEncoding('utf8')
  for await (const part of connection) {
    asked += part
    const [settings, command, input] = asked.split('\0\0')
    if (settings === undefined || command === undefined || input === undefined || !asked.endsWith('\n\0'))
      continue
    asked = ''
    const [cwd = '', ...args] = command.split('\0')
    const variables = Object.fromEntries(
      settings.split('\0').map((setting) => {
        const at = setting.indexOf('=')
        return [setting.slice(0, at), setting.slice(at + 1)]
      }),
    )
    const { code, text } = await ranWith({ cwd, args, variables, input: input.slice(0, -1), now: new Date() })
    writeFileSync(file, text)
    connection.write(`${code} ${file}\n`)
  }
}

function assessmentText(confidentiality: string, keyOf: (who: Who) => string): string {
  const listed = people.map(([id, may]) =>
    [
      `  - id: ${id}`,
      `    name: ${id}`,
      `    email: ${id}@council.test`,
      `    role: role of ${id}`,
      `    may: [${may.join(', ')}]`,
      ...(id === 'sam'
        ? ['    recipient: age1delu464w04yp45ccc4ahevzkgs8700vqhzhrmck7406ta3n6z4ts4p86r3']
        : []),
      ...(signing.includes(id) ? [`    signing-key: ${keyOf(id)}`] : []),
    ].join('\n'),
  )
  return `format: tiex-assessment/1
organisation: {id: council, name: Council, type: county}
scope: whole council
model: {id: tiex, version: "2026.1", digest: "sha256:${'0'.repeat(64)}"}
confidentiality: ${confidentiality}
round: r1
rounds:
  r1: {opens: 2026-10-01}
  r2: {opens: 2027-10-01}
people:
${listed.join('\n')}
`
}

/** A response as far as verifying looks at it: its text, or for a sealed one its counter. */
export function response(who: Who, says: string | number): string {
  const head = `format: tiex-response/1\nmodel: tiex@2026.1\nround: r1\nperson: ${who}\n`
  if (typeof says === 'string') return `${head}answers: {}\n# ${says}\n`
  return `${head}progress: {answered: 1, of: 93}\nseq: ${says}\n${block}`
}

const hostile = readFileSync(
  join(projectRoot, 'test/data/hostile/base-sealed/rounds/2026-autumn/responses/alice.yaml'),
  'utf8',
)
const block = hostile.slice(hostile.indexOf('sealed: |'))

/** The program as it stands in src, bundled into a folder of its own; tsx would take longer than most pushes. */
export async function bundleProgram(folder: string): Promise<string> {
  mkdirSync(join(folder, 'src'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), readFileSync(join(projectRoot, 'package.json')))
  symlinkSync(join(projectRoot, 'src/schemas'), join(folder, 'src/schemas'))
  mkdirSync(join(folder, 'dist'))
  symlinkSync(join(projectRoot, 'dist/validators'), join(folder, 'dist/validators'))
  await build({
    entryPoints: [join(projectRoot, 'src/start.ts')],
    ...{
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'error',
    },
    alias: { yaml: join(projectRoot, 'node_modules/yaml/browser/index.js') },
    outdir: join(folder, 'dist'),
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url)",
    },
  })
  return join(folder, 'dist/start.js')
}

/** The response of a person to the first round. */
export const own = (who: Who) => `rounds/r1/responses/${who}.yaml`

/** Signatures of the first round: by role whether it is signed, which nobody verifies here, or recorded by somebody. */
export function signatures(
  roles: Readonly<Record<string, 'signed' | 'recorded'>> = {},
  recordedBy: Who = 'lee',
): string {
  const entries = Object.entries(roles).map(([role, how]) => ({
    role,
    ...(how === 'signed' ? { person: 'lee' } : { recorded: 'Minute 1', 'recorded-by': recordedBy }),
    at: '2026-11-27T10:20:00Z',
    statement: '{}',
    ...(how === 'signed'
      ? { signature: '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----' }
      : {}),
  }))
  return `format: tiex-signatures/1\nround: r1\nsignatures: ${JSON.stringify(entries)}\n`
}

/** Runs the program; `text` is all it said. */
export function tiex({ root, variables }: Council, args: readonly string[], cwd = root) {
  return ranWith({ cwd, args, variables, columns: 80, now: new Date(0) })
}

interface Asked {
  readonly cwd: string
  readonly args: readonly string[]
  readonly variables: Readonly<Record<string, string>>
  readonly input?: string
  /** Absent where it does not speak to a screen. */
  readonly columns?: number
  readonly now: Date
}

async function ranWith({ cwd, args, variables, input, columns, now }: Asked) {
  let text = ''
  const sink = () =>
    Object.assign(
      new Writable({
        write: (chunk, _, done) => {
          text += chunk
          done()
        },
      }),
      columns === undefined ? {} : { columns },
    )
  const stdin = new PassThrough()
  stdin.end(input)
  const code = await main(args, {
    cwd,
    variables,
    stdin,
    stdout: sink(),
    stderr: sink(),
    now: () => now,
  })
  return { code, text }
}
