import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWorld, type Ran, type World } from '../world.ts'
import { arrived, type Line } from './lines.ts'

/** When people answer, and when what they answered is merged and decided upon. */
const [during, after] = ['2026-10-10T09:30:00Z', '2026-12-02T09:30:00Z']

/** A council after every command that writes. */
export interface Written {
  readonly ran: ReadonlyMap<Line, Ran>
  /** Author, e-mail, committer and message of every commit that was made, the newest first. */
  readonly commits: readonly (readonly [author: string, email: string, committer: string, message: string])[]
  /** Every file that is new, from the council's folder. */
  readonly made: readonly string[]
  read(file: string): Buffer
  remove(): void
}

/** Runs the lines one after the other in a copy; `~name` in a line is the text of that place. */
export async function runAll(
  world: World,
  lines: readonly Line[],
  textOf: (mark: string) => string,
): Promise<Written> {
  const copy = openWorld()
  cpSync(world.folder, copy.folder, { recursive: true })
  Object.assign(copy.variables, { ...world.variables, HOME: copy.variables.HOME })
  rmSync(join(copy.folder, 'rounds/2026/signatures.yaml'))
  mkdirSync(join(copy.folder, 'elsewhere'))
  const answers = readFileSync(join(copy.folder, 'rounds/2026/responses/bob.yaml'), 'utf8')
  const [yaml, mail] = arrived
  writeFileSync(join(copy.folder, yaml!), answers)
  writeFileSync(
    join(copy.folder, mail!),
    `From: "\u202eBob\u200b" <x@example.org>\nSubject: \u202e\n\n${answers}`,
  )
  const before = new Set(namesIn(copy.folder))
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: copy.folder, env: copy.variables, encoding: 'utf8' })
  const start = git('rev-parse', 'HEAD').trim()
  const ran = new Map<Line, Ran>()
  for (const line of lines) {
    const args = line.args.map((word) => (word.startsWith('~') ? textOf(word) : word))
    const now = /^(?:assess|form)$/.test(args[0]!) ? during : after
    ran.set(line, await copy.tiex(args, { now }))
  }
  const told = git('log', '--format=%an%x00%ae%x00%cn%x00%B%x00', `${start}..HEAD`).split('\0')
  const commits = Array.from({ length: Math.floor(told.length / 4) }, (_, index) => {
    const [author = '', email = '', committer = '', message = ''] = told.slice(index * 4)
    return [author.trim(), email, committer, message] as const
  })
  return {
    ran,
    commits,
    made: namesIn(copy.folder).filter((name) => !before.has(name)),
    read: (file) => readFileSync(join(copy.folder, file)),
    remove: copy.remove,
  }
}

/** But for those that git makes itself. */
function namesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((name) => !/(?:^|\/)\.git\//.test(name))
    .sort()
}
