import type { Wanted } from './line.ts'
import type { Branch, Flag, Named, Value } from './tree.ts'

/** Where names of values come from. None throws, none is there: an empty list. */
export interface Names {
  readonly named: (kind: string, wanted: Wanted) => Promise<readonly Named[]>
  /** The options that fit a statement. */
  readonly optionsOf: (statement: string) => Promise<readonly Named[]>
}

export interface Offers {
  readonly words: readonly Named[]
  /** Besides the words, the shell's own names of files or folders. */
  readonly paths?: 'files' | 'folders'
}

/** What each name of a value stands for: kinds of names, with commas between where a value can be one of several. `paths` are left to the shell. */
const kinds: Readonly<Record<string, { readonly of?: readonly string[]; readonly paths?: Offers['paths'] }>> =
  {
    action: { of: ['action'] },
    cell: { of: ['cell', 'factor'] },
    characteristic: { of: ['characteristic'] },
    council: { of: ['council'] },
    dir: { paths: 'folders' },
    exchange: { paths: 'folders' },
    file: { paths: 'files' },
    files: { paths: 'files' },
    folder: { paths: 'folders' },
    group: { of: ['council'] },
    mode: { of: ['mode'] },
    model: { of: ['model'], paths: 'folders' },
    note: { of: ['note'] },
    path: { paths: 'folders' },
    person: { of: ['person'] },
    practice: { of: ['practice'] },
    role: { of: ['role'] },
    round: { of: ['round'] },
    section: { of: ['characteristic', 'cell', 'factor'] },
    stage: { of: ['stage'] },
    statement: { of: ['statement'] },
    subject: { of: ['round', 'council'], paths: 'files' },
    who: { of: ['person', 'consensus'], paths: 'files' },
  }

/** Everything that may stand at the cursor and begins with what is typed. `topics` are what help tells of beside commands. */
export async function offersFor(wanted: Wanted, names: Names, topics: readonly Named[]): Promise<Offers> {
  const words = [
    ...wanted.commands.map(({ name, about }: Branch) => ({ id: name, about })),
    ...(wanted.isHelp ? topics : []),
    ...wanted.flags.map(({ name, about }: Flag) => ({ id: name, about })),
  ]
  const value = wanted.value === undefined ? { words: [] } : await valuesFor(wanted.value, wanted, names)
  const all = [...words, ...value.words].filter(({ id }) => id.startsWith(wanted.typed) && plain.test(id))
  const { before } = wanted
  const whole = all.map(({ id, about }) => ({ id: `${before}${id}`, about: oneLine(about) }))
  return { ...value, words: [...new Map(whole.map((one) => [one.id, one])).values()] }
}

async function valuesFor(value: Value, wanted: Wanted, names: Names): Promise<Offers> {
  const own = (value.words ?? []).map((id) => ({ id, about: '' }))
  const [left, right] = value.name.split('=') as [string, string | undefined]
  const at = wanted.typed.indexOf('=')
  if (right === undefined) {
    const { words, paths } = await namesOf(left, wanted, names)
    const all = [...own, ...words]
    return { words: value.isList ? listWords(all, wanted.typed) : all, ...(paths ? { paths } : {}) }
  }
  if (at === -1) {
    const { words } = await namesOf(left, wanted, names)
    return { words: words.map((one) => ({ ...one, id: `${one.id}=` })) }
  }
  const id = wanted.typed.slice(0, at)
  const options = right === 'option' ? await names.optionsOf(id) : own
  return { words: options.map((one) => ({ ...one, id: `${id}=${one.id}` })) }
}

/** `cell/note` is each cell with each note. */
async function namesOf(name: string, wanted: Wanted, names: Names): Promise<Offers> {
  const [first = '', second] = name.split('/')
  if (second !== undefined) {
    const [firsts, seconds] = [await namesOf(first, wanted, names), await namesOf(second, wanted, names)]
    return {
      words: firsts.words.flatMap((one) =>
        seconds.words.map((other) => ({ ...other, id: `${one.id}/${other.id}` })),
      ),
    }
  }
  const { of = [], paths } = kinds[name] ?? {}
  const words = (await Promise.all(of.map((kind) => names.named(kind, wanted)))).flat()
  return { words, ...(paths === undefined ? {} : { paths }) }
}

/** A list as it goes on behind its last comma, with words that are not in it yet. */
function listWords(words: readonly Named[], typed: string): readonly Named[] {
  const at = typed.lastIndexOf(',') + 1
  const there = typed.slice(0, at).split(',')
  return words
    .filter(({ id }) => !there.includes(id))
    .map((one) => ({ ...one, id: `${typed.slice(0, at)}${one.id}` }))
}

/** The only characters of a word that is handed to a shell: none of them means anything to any of the four. */
const plain = /^[A-Za-z0-9/=:@.,_-]{1,200}$/

/** A description for a menu: letters, digits and common punctuation alone, a short line. */
function oneLine(text: string): string {
  const safe = text.replace(/[^\p{L}\p{N}.,()'/%+!?–’-]+/gu, ' ').trim()
  return safe.length > 72 ? `${safe.slice(0, 71).trimEnd()}…` : safe
}
