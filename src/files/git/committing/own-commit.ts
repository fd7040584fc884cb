import { type NamedBy, objectName } from '../blob.ts'
import type { Variables } from '../run.ts'
import { type Making, makeCommit } from './make-commit.ts'
import { type MadeObject, storeObjects } from './pack.ts'
import type { MadeTree } from './tree.ts'

/** Makes a commit and puts it into git's store with what is new of its tree: one git process, two where git has to make the commit. */
export function storeCommit(making: Omit<Making, 'tree'>, tree: MadeTree, by: NamedBy): string {
  const whole = { ...making, tree: tree.id }
  const own = ownCommit(whole, new Date())
  storeObjects(own === undefined ? tree.objects : [...tree.objects, own], making.run, by)
  return own === undefined ? makeCommit(whole) : objectName('commit', own.bytes, by)
}

/**
 * The commit that `git commit-tree` would make at this moment, byte for byte. Undefined where that is for git to say: it is to be signed, a
 * date is given, git may be in another time zone than this process, or would refuse a name or a text, or change it. Zones are
 * those of Node's own tables: where the machine has none, or others, git would name the same moment in another zone.
 */
export function ownCommit(making: Making, now: Date): MadeObject | undefined {
  const { tree, tip, message, run, signing } = making
  const minutes = zoneOf(now, run.variables)
  const author = stampOf('author', making)
  const committer = stampOf('committer', making)
  if (signing.signs || minutes === undefined || author === undefined || committer === undefined)
    return undefined
  const date = `${Math.floor(now.getTime() / 1000)} ${formatZone(minutes)}`
  const parent = tip.commit === undefined ? '' : `parent ${tip.commit}\n`
  const head = `tree ${tree}\n${parent}author ${author} ${date}\ncommitter ${committer} ${date}\n`
  return changed.test(message) ? undefined : { kind: 'commit', bytes: Buffer.from(`${head}\n${message}`) }
}

/** What git takes for no UTF-8 and writes anew, and what stands here for bytes that are none. */
const changed = /[\0\ufffd\p{Surrogate}\p{Noncharacter_Code_Point}]/u
/** What git takes away within a name, and at its ends; a little more, since its versions differ. */
const within = /[\p{Cc}<>]/u
const atEnds = /^[\s.,:;"\\']|[\s.,:;"\\']$/u

/** `NAME <EMAIL>` as git has it of the variables and, where they have none, of its configuration. */
function stampOf(part: 'author' | 'committer', { run, signing }: Making): string | undefined {
  if (run.variables[`GIT_${part.toUpperCase()}_DATE`]) return undefined
  const [name = '', email = ''] = ['name', 'email'].map(
    (what) =>
      run.variables[`GIT_${part}_${what}`.toUpperCase()] ??
      signing.names.get(`${part}.${what}`) ??
      signing.names.get(`user.${what}`),
  )
  const isKept = (text: string) =>
    text !== '' && !changed.test(text) && !within.test(text) && !atEnds.test(text)
  return isKept(name) && isKept(email) ? `${name} <${email}>` : undefined
}

/** Minutes that the zone of git, with these variables, is ahead of UTC; undefined where it may be another one than that of this process. */
export function zoneOf(now: Date, { TZ }: Variables): number | undefined {
  if (TZ === 'UTC') return 0
  const isOwn = TZ === process.env.TZ && (TZ === undefined || /^[A-Z]\w+(\/[\w+-]+)+$/.test(TZ))
  return isOwn ? -now.getTimezoneOffset() : undefined
}

/** `+0530` */
export function formatZone(minutes: number): string {
  const ahead = Math.abs(minutes)
  const digits = Math.floor(ahead / 60) * 100 + (ahead % 60)
  return `${minutes < 0 ? '-' : '+'}${String(digits).padStart(4, '0')}`
}
