import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Kind } from '../../src/files/kinds/schema.ts'
import { styleOf } from '../../src/files/kinds/styles.ts'
import { formatYaml } from '../../src/files/yaml/format.ts'
import { openWorld, type World } from '../world.ts'
import { files } from './files.ts'
import { harmlessTwin, type Poisons } from './poison.ts'

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0sonKu0zADf35RbGcbwwHv881KgPpnPPAVn2KrwW5H'

/** A council whose every free text is poison, and its twin, in which the same places hold harmless words. */
export interface Pair {
  readonly poisoned: World
  readonly clean: World
  /** The text of a place that has a name, as it stands in the poisoned one. */
  readonly textOf: (mark: string) => string
  readonly twinOf: (mark: string) => string
  remove(): void
}

export async function openPair(poisons: Poisons): Promise<Pair> {
  const [poisoned, clean] = [openWorld(), openWorld()]
  const texts = filled(poisons)
  await found(poisoned, (place) => texts(place).poison, hostileAuthor)
  await found(clean, (place) => texts(place).harmless, {})
  return {
    poisoned,
    clean,
    textOf: (mark) => texts(mark).poison,
    twinOf: (mark) => texts(mark).harmless,
    remove: () => {
      poisoned.remove()
      clean.remove()
    },
  }
}

/** Git lets a name hold anything but a line end and angle brackets. */
const hostileAuthor = {
  GIT_AUTHOR_NAME: '\u001b]52;c;cHduZWQ=\u0007\u202eAnn\u200b\r::error::x',
  GIT_COMMITTER_NAME: '\u001b[2J\u009b31m\u2066Ann\b',
}

const hostileMessage =
  'Answer \u001b]8;;http://e.example\u0007x\u202e\n\n::error::x\n##[stop-commands]x\n<script>x</script>\n\nTiex-Other: \u001b[31mann\n'

type Fill = (place: string) => string

/** The text of each place, made once, since a place that has a name stands in several files. */
function filled(poisons: Poisons): (place: string) => { readonly poison: string; readonly harmless: string } {
  const made = new Map<string, string>()
  return (place) => {
    const key = place.slice(place.indexOf('~'))
    const isNamed = /~[a-z]/.test(key) && key !== '~oneline'
    const known = isNamed ? made.get(key) : made.get(place)
    const isAddress = place.includes('https://')
    const dose = known ?? (isAddress ? poisons.address(place) : poisons.dose(place))
    made.set(isNamed ? key : place, dose)
    const poison = key === '~oneline' ? dose.replace(/[\r\n]+/g, ' ') : dose
    return { poison, harmless: isAddress ? poison.replace(/[^A-Za-z0-9]/gu, 'x') : harmlessTwin(poison) }
  }
}

async function found(world: World, fill: Fill, author: Record<string, string>): Promise<void> {
  const { folder, variables } = world
  const write = (digest: string) => {
    for (const [file, data] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), textOf(file, data, fill).replaceAll('MODEL', digest))
    }
  }
  write(`sha256:${'a'.repeat(64)}`)
  const checked = await world.tiex(['model', 'check', 'model/small-1.0'])
  const digest = checked.stdout.match(/sha256:[0-9a-f]{64}/)?.[0]
  if (digest === undefined) throw new Error(checked.output)
  write(digest)
  Object.assign(variables, author, {
    GIT_AUTHOR_EMAIL: 'ann|$(x)`y`@example.org',
    GIT_COMMITTER_EMAIL: 'ann|$(x)`y`@example.org',
    GIT_AUTHOR_DATE: '2026-11-19T09:30:00Z',
    GIT_COMMITTER_DATE: '2026-11-19T09:30:00Z',
  })
  const isHostile = Object.keys(author).length > 0
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, env: variables })
  git('init', '-q', '-b', isHostile ? 'm\u202e$(x)' : 'main', '--template=')
  git('add', '-A')
  git('commit', '-q', '--cleanup=verbatim', '-m', isHostile ? hostileMessage : 'Answer')
  git('tag', isHostile ? '2026\u202e\u200b`x`' : '2026x')
}

/** The file as tiex would write it, each `~` replaced by the text of its place. */
function textOf(file: string, data: unknown, fill: Fill): string {
  const kind = (data as { format: string }).format.replace(/^tiex-(.*)\/1$/, '$1') as Kind
  return formatYaml(withTexts(data, file, fill), styleOf(kind))
}

function withTexts(value: unknown, place: string, fill: Fill): unknown {
  if (typeof value === 'string')
    return value
      .replace(/KEY/, key)
      .replace(/~.*/, (mark) => fill(`${place} ${value.startsWith('http') ? value : mark}`))
  if (Array.isArray(value)) return value.map((one, index) => withTexts(one, `${place} ${index}`, fill))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const text = withTexts(name, `${place} key`, fill) as string
      return [text, withTexts(inner, `${place} ${name.startsWith('~') ? 'key' : name}`, fill)]
    }),
  )
}
