import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nextModelFiles } from '../next-model-files.ts'
import { smallModelFiles, writeFiles } from '../small-model-files.ts'
import type { RunOptions, World } from '../world.ts'
import { type MadeOnce, madeOnce } from './made-once.ts'

const now = '2026-11-02T09:14:00Z'

const begun = madeOnce(begin)

/** An open council on the small model, begun by Sam Okafor, with Bo Reed who answers and Fay Ali who facilitates; the next version lies beside it. With `state`, what `upgradingOnce` made of it. */
export async function councilBetweenVersions(state: MadeOnce = begun) {
  return councilIn(await state.copy())
}

/** What this makes of the council, or of a state of it, for several tests of a file. */
export const upgradingOnce = (make: (council: Upgrading) => Promise<unknown>, before: MadeOnce = begun) =>
  madeOnce((world) => make(councilIn(world)), before)

type Upgrading = ReturnType<typeof councilIn>

async function begin(world: World) {
  const { beside, done } = councilIn(world)
  writeFiles(join(beside, 'small'), smallModelFiles)
  writeFiles(join(beside, 'next'), nextModelFiles)
  const dates = ['--round', '2026-autumn', '--opens', '2026-10-01', '--closes', '2026-11-20']
  const me = ['--my-name', 'Sam Okafor', '--my-email', 'sam.okafor@exampleshire.gov.uk']
  const council = ['--id', 'exampleshire', '--name', 'Exampleshire', '--open']
  await done('sam-okafor', 'init', '--no-input', ...council, ...dates, ...me, '--model', '../small')
  for (const [id, name, may] of [
    ['bo-reed', 'Bo Reed', 'answer'],
    ['fay-ali', 'Fay Ali', 'answer,facilitate'],
  ] as const) {
    const about = ['--name', name, '--email', `${id}@exampleshire.gov.uk`, '--role', 'finance', '--may', may]
    await done('sam-okafor', 'people', 'add', id, ...about)
  }
}

function councilIn(world: World) {
  const beside = dirname(world.folder)
  const as = (person: string, args: readonly string[], options: RunOptions = {}) =>
    world.tiex(args, { now, ...options, variables: { TIEX_AS: person, ...options.variables } })
  const done = async (person: string, ...args: readonly string[]) => {
    const ran = await as(person, args)
    if (ran.code !== 0) throw new Error(`tiex ${args.join(' ')}: ${ran.output}`)
    return ran
  }
  return {
    folder: world.folder,
    beside,
    as,
    done,
    git: (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8', stdio: 'pipe' }),
    read: (file: string) => readFileSync(join(world.folder, file), 'utf8'),
    has: (file: string) => existsSync(join(world.folder, file)),
    edit: (file: string, from: string | RegExp, to: string) => {
      const text = readFileSync(join(world.folder, file), 'utf8')
      const edited = text.replace(from, to)
      if (edited === text) throw new Error(`${file} has no ${from}`)
      writeFileSync(join(world.folder, file), edited)
    },
  }
}

/** Answers, as --answer takes them, with something of every kind of change. */
const answers = [
  'roads/inside/look=mostly',
  'parks/outside/try=half-way',
  'courage/speak=often',
  'courage/fail=seldom',
  'courage/stop=always',
].flatMap((answer) => ['--answer', answer])

export const responseOf = (person: string) => `rounds/2026-autumn/responses/${person}.yaml`

export const everybody = ['sam-okafor', 'bo-reed', 'fay-ali']

/** The state in which everybody has submitted these answers. */
export const answered = upgradingOnce(async ({ done }) => {
  for (const person of everybody) await done(person, 'assess', ...answers, '--submit')
})

/** The council of `councilBetweenVersions`, in which everybody has submitted these answers. */
export const answeredCouncil = () => councilBetweenVersions(answered)
