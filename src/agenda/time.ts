import { placeBreaks } from './breaks.ts'

/** Something that wants time. Minutes are whole. */
export interface Wish<Of> {
  readonly of: Of
  readonly minimum: number
  /** What it gets of the time that is left over before anything else does; absent: no more than its minimum. */
  readonly enough?: number
  readonly most: number
  /** 0 always has its place; of the others a lower turn comes before a higher one. */
  readonly turn: number
  /** Above 0: how much of what is left it gets within its turn, and what is out first. */
  readonly weight: number
  /** A break rather stands between groups than within one. */
  readonly group?: string
}

/** `from` is in minutes since the beginning. */
interface Timed<Of> {
  readonly of: Of | 'break' | 'spare'
  readonly from: number
  readonly minutes: number
}

/** Without a gap from 0 to the last minute; `out` is what found no place, lowest weight first. */
export interface Timetable<Of> {
  readonly parts: readonly Timed<Of>[]
  readonly out: readonly Of[]
}

/** Longest time without a break. */
export const longestSpell = 90

export function breakLength(minutes: number): number {
  return minutes >= 180 ? 15 : 10
}

/** A break where time is short. */
const shortestBreak = 10

/**
 * Gives every wish its time, in the order they come in, with breaks between. First everything gets its minimum, the lowest turn and
 * the heaviest first, until there is no room for the next even with as few and as short breaks as `longestSpell` allows: so more
 * minutes never leave out more. Then what is left goes to each turn by weight, with longer breaks where there is room for them. Time
 * that nobody wants stands at the end as `spare`. Throws where the wishes of turn 0 alone do not fit.
 */
export function timetable<Of>(wishes: readonly Wish<Of>[], minutes: number): Timetable<Of> {
  const lightest = inTurn(wishes).reverse()
  const taken = new Set(wishes)
  const out: Of[] = []
  while (leastMinutes([...taken]) > minutes) {
    const wish = lightest[out.length]!
    if (wish.turn === 0) throw new Error('no room for what has to be there')
    taken.delete(wish)
    out.push(wish.of)
  }
  return { parts: fromZero(placed([...taken], minutes)), out }
}

/** The lowest turn first, and in it the heaviest. */
function inTurn<Of>(wishes: readonly Wish<Of>[]): Wish<Of>[] {
  return wishes.toSorted((a, b) => a.turn - b.turn || b.weight - a.weight)
}

/** In how many minutes all of it just fits: every wish at its minimum, with the fewest and shortest breaks. */
export function leastMinutes<Of>(wishes: readonly Wish<Of>[]): number {
  let [all, spell] = [0, 0]
  for (const { minimum } of wishes) {
    const isFull = spell > 0 && spell + minimum > longestSpell
    all += minimum + (isFull ? shortestBreak : 0)
    spell = isFull ? minimum : spell + minimum
  }
  return all
}

type Untimed<Of> = Omit<Timed<Of>, 'from'>

/** All of the wishes, which fit, with breaks: of the usual length where that leaves room, else as much content as shorter ones allow. */
function placed<Of>(wishes: readonly Wish<Of>[], minutes: number): readonly Untimed<Of>[] {
  const least = sumOf(wishes)
  const length = breakLength(minutes)
  for (let breaks = 0; least + breaks * length <= minutes; breaks++) {
    const parts = withBreaks(wishes, { minutes, content: minutes - breaks * length, breaks, length })
    if (parts !== undefined) return parts
  }
  for (let content = minutes; content >= least; content--)
    for (let breaks = 0; content + breaks * shortestBreak <= minutes; breaks++) {
      if (content > (breaks + 1) * longestSpell) continue
      const parts = withBreaks(wishes, { minutes, content, breaks, length: shortestBreak })
      if (parts !== undefined) return parts
    }
  throw new Error('a part is longer than the longest spell')
}

interface Frame {
  readonly minutes: number
  /** Minutes that are shared among the wishes; what is neither in them nor in the breaks is spare. */
  readonly content: number
  readonly breaks: number
  readonly length: number
}

/** Undefined where so many breaks leave a spell that is too long. */
function withBreaks<Of>(
  wishes: readonly Wish<Of>[],
  { minutes, content, breaks, length }: Frame,
): readonly Untimed<Of>[] | undefined {
  const { given, spare: left } = shareTime(wishes, content)
  const spare = left + minutes - content - breaks * length
  const before = placeBreaks(
    wishes.map((wish, index) => ({
      minutes: given.get(wish)!,
      continues: wish.group !== undefined && wish.group === wishes[index - 1]?.group,
    })),
    { breaks, longest: longestSpell },
  )
  if (before === undefined) return undefined
  const parts = wishes.flatMap((wish, index) => [
    ...(before.includes(index) ? [{ of: 'break' as const, minutes: length }] : []),
    { of: wish.of, minutes: given.get(wish)! },
  ])
  return spare === 0 ? parts : [...parts, { of: 'spare' as const, minutes: spare }]
}

function fromZero<Of>(parts: readonly Untimed<Of>[]): readonly Timed<Of>[] {
  let at = 0
  return parts.map((part) => {
    const from = at
    at += part.minutes
    return { ...part, from }
  })
}

interface Shared<Of> {
  readonly given: ReadonlyMap<Wish<Of>, number>
  readonly spare: number
}

/** Every wish has its minimum, for which the minutes are enough, and its part of what is left. */
function shareTime<Of>(wishes: readonly Wish<Of>[], minutes: number): Shared<Of> {
  const sorted = inTurn(wishes)
  let left = minutes - sumOf(wishes)
  const given = new Map(wishes.map((wish) => [wish, wish.minimum]))
  for (const wish of sorted) {
    const more = Math.min(left, Math.max(0, (wish.enough ?? 0) - wish.minimum))
    given.set(wish, wish.minimum + more)
    left -= more
  }
  const turns = [...new Set(sorted.map(({ turn }) => turn))].sort((a, b) => (a || last) - (b || last))
  for (const turn of turns)
    left = divide(
      sorted.filter((wish) => wish.turn === turn),
      given,
      left,
    )
  return { given, spare: left }
}

function sumOf<Of>(wishes: readonly Wish<Of>[]): number {
  return wishes.reduce((all, { minimum }) => all + minimum, 0)
}

/** What always has its place grows last. */
const last = Number.MAX_SAFE_INTEGER

/** Gives minute by minute to whom it is most due: the highest weight over what it has beyond its minimum, and one. What is left. */
function divide<Of>(wishes: readonly Wish<Of>[], given: Map<Wish<Of>, number>, minutes: number): number {
  for (let left = minutes; left > 0; left--) {
    const due = wishes.reduce<Wish<Of> | undefined>((best, wish) => {
      if (given.get(wish)! >= wish.most) return best
      return best === undefined || claim(wish, given) > claim(best, given) ? wish : best
    }, undefined)
    if (due === undefined) return left
    given.set(due, given.get(due)! + 1)
  }
  return 0
}

function claim<Of>(wish: Wish<Of>, given: ReadonlyMap<Wish<Of>, number>): number {
  return wish.weight / (given.get(wish)! - wish.minimum + 1)
}
