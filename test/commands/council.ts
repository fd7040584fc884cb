import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { main } from '../../src/main.ts'
import { scratch } from '../files/disk/scratch.ts'
import { keepLean } from './made-once.ts'

export const response = 'rounds/2026-autumn/responses/ann-lee.yaml'

/** Variables under which nothing of the machine's own git or tiex settings is seen. */
function ownVariables(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    GIT_CONFIG_GLOBAL: join(home, 'none'),
    GIT_CONFIG_NOSYSTEM: '1',
  }
}

/** A council's repository, begun with `tiex init` by Ann Lee, and ways to run tiex and git in it and to look at its files. */
export async function council({
  opens = '2026-10-01',
  closes = '2026-11-20',
  confidentiality = 'open' as 'open' | 'sealed',
} = {}) {
  const base = scratch()
  const [home, root] = [join(base, 'home'), join(base, 'council')]
  const variables = ownVariables(home)
  cpSync(await begunOnce(opens, closes, confidentiality), base, { recursive: true })
  const tiex = runner(root, variables)
  return {
    root,
    variables,
    tiex,
    as: (...args: readonly string[]) => tiex(['assess', '--as', 'ann-lee', ...args]),
    git: (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: root, env: variables, encoding: 'utf8' }),
    read: (file: string) => readFileSync(join(root, file), 'utf8'),
    write: (file: string, text: string) => writeFileSync(join(root, file), text),
    edit: (file: string, from: string, to: string) => {
      const text = readFileSync(join(root, file), 'utf8')
      if (!text.includes(from)) throw new Error(`${file} has no "${from}"`)
      writeFileSync(join(root, file), text.replace(from, to))
    },
  }
}

const begun = new Map<string, string>()

/** A folder with a `council` that was begun so and the `home` of its Ann, which is copied. Gone with the folder of the run. */
async function begunOnce(opens: string, closes: string, confidentiality: string): Promise<string> {
  const known = begun.get(`${opens} ${closes} ${confidentiality}`)
  if (known !== undefined) return known
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-begun-'))
  const [home, root] = [join(base, 'home'), join(base, 'council')]
  for (const folder of [home, root]) mkdirSync(folder)
  const { code, error } = await runner(
    root,
    ownVariables(home),
  )([
    ...['init', '--no-input', '--id', 'exampleshire', '--name', 'Exampleshire', '--round', '2026-autumn'],
    ...[`--${confidentiality}`, '--opens', opens, '--closes', closes],
    ...['--my-name', 'Ann Lee', '--my-email', 'ann@example.gov.uk'],
  ])
  if (code !== 0) throw new Error(error)
  keepLean(root)
  begun.set(`${opens} ${closes} ${confidentiality}`, base)
  return base
}

function runner(cwd: string, variables: Record<string, string>) {
  return async (args: readonly string[], now = '2026-11-02T09:14:00Z') => {
    const texts = { out: '', error: '' }
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
    stdout.on('data', (chunk) => {
      texts.out += chunk
    })
    stderr.on('data', (chunk) => {
      texts.error += chunk
    })
    const code = await main(args, { cwd, variables, stdin, stdout, stderr, now: () => new Date(now) })
    return { code, ...texts }
  }
}
