import type { Assessment } from '../../assessment/assessment.ts'
import { fewestPeers, type PeerGroup } from '../../compare/group.ts'
import type { Rank } from '../../compare/rank.ts'
import type { Place } from '../../compare/standing.ts'
import type { Subject } from '../../compare/subject.ts'
import { listed } from '../../did-you-mean.ts'
import type { Model, Section } from '../../model/model.ts'
import { counted, oneLine, readable } from '../text.ts'

type Organisation = Assessment['organisation']

/** `Exampleshire County Council · 2026 autumn`; as it was named where nobody says whose it is. */
export function subjectTitle({ organisation, round, named }: Subject): string {
  return `${oneLine(organisation?.name ?? named)} · ${readable(round)}`
}

/** `2026 autumn, published 2026-12-01, 8 answered`, with the name of the council where `whole`. */
export function subjectLine(subject: Subject, whole: boolean): string {
  const { named, published, respondents, round } = subject
  const suggested = suggestedOnly(subject)
  return [
    ...(whole ? [oneLine(subject.organisation?.name ?? named)] : []),
    readable(round),
    ...(named.includes(':') ? [oneLine(named)] : []),
    ...(published === undefined ? [] : [`published ${published}`]),
    `${respondents} answered`,
    ...(suggested === 0 ? [] : [`${counted(suggested, 'statement')} only suggested`]),
  ].join(', ')
}

/** How many statements count by what is suggested and not agreed yet. */
export function suggestedOnly({ answers }: Subject): number {
  return Object.values(answers.statements).filter(
    ({ agreed, suggested }) => agreed === undefined && suggested !== undefined,
  ).length
}

/** `all councils in the exchange`, `councils of the type county`. */
export function groupWords({ asked, peers }: PeerGroup, { organisation }: Subject): string {
  const number = counted(peers.length, 'council')
  if (asked.kind === 'all') return `${number}, all others in the exchange`
  if (asked.kind === 'nearest') return `${number}, the nearest`
  if (asked.kind === 'ids') return `${number}, as named`
  return `${number} of the ${asked.kind} ${oneLine(organisation?.[asked.kind] ?? '')}`
}

/** What has to be said about how the group came about, a sentence each. */
export function groupNotes({
  selfAsked,
  unknown,
  withdrawn = [],
  nearest,
  peers,
}: PeerGroup): readonly string[] {
  const notes: string[] = []
  const missing = unknown.filter((id) => !withdrawn.includes(id))
  if (selfAsked) notes.push('The council itself is no peer of its own and was left out.')
  if (withdrawn.length > 0)
    notes.push(
      `${inShort(withdrawn.map(oneLine))} ${withdrawn.length === 1 ? 'has' : 'have'} withdrawn what was published.`,
    )
  if (missing.length > 0) notes.push(`Nothing is published of ${inShort(missing.map(oneLine))}.`)
  if (nearest !== undefined) {
    const { used, unused, without } = nearest
    notes.push(
      used.length === 0
        ? 'No measure could be used, so that no council is near.'
        : `Nearest by ${listed(used.map(oneLine))}, each standardised over all councils that have it; answers take no part.`,
    )
    if (unused.length > 0)
      notes.push(`Not used: ${inShort(unused.map(({ measure, why }) => `${oneLine(measure)} (${why})`))}.`)
    if (without.length > 0)
      notes.push(
        `${counted(without.length, 'council has', 'councils have')} none of these measures and cannot be near.`,
      )
  }
  if (peers.length < fewestPeers)
    notes.push(
      `Figures of peers are shown from ${fewestPeers} councils on: fewer would be the figures of single ones.`,
    )
  return notes
}

const most = 20

/** The first lines of a long list, and how many more there are. */
export function shortList(lines: readonly string[]): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `and ${lines.length - most} more`]
}

/** The same in a sentence. */
export function inShort(words: readonly string[]): string {
  if (words.length <= most) return listed(words)
  return `${words.slice(0, most).join(', ')} and ${words.length - most} more`
}

/** What a peer is called: by its name, with its id behind it where another one, or the council itself, has the same name. */
export function namerOf(
  { peers }: PeerGroup,
  subject: Subject,
): (organisation: Pick<Organisation, 'id' | 'name'>) => string {
  const bearers = new Map<string, number>()
  const count = (name: string) => bearers.set(name.toLowerCase(), (bearers.get(name.toLowerCase()) ?? 0) + 1)
  for (const { organisation } of peers) count(organisation.name)
  if (subject.organisation !== undefined) count(subject.organisation.name)
  return ({ id, name }) =>
    (bearers.get(name.toLowerCase()) ?? 0) < 2 ? oneLine(name) : `${oneLine(name)} (${id})`
}

/** A line a peer, by name: `Alderham Borough Council, 2026 autumn, published 2026-12-01`. */
export function peerLines(group: PeerGroup, subject: Subject): readonly string[] {
  return linesOf(group.peers, namerOf(group, subject), subject)
}

/** The first of these lines, and how many more there are. */
export function fewPeerLines(group: PeerGroup, subject: Subject): readonly string[] {
  const { peers } = group
  const lines = linesOf(peers.slice(0, most), namerOf(group, subject), subject)
  return peers.length <= most ? lines : [...lines, `and ${peers.length - most} more`]
}

function linesOf(
  peers: PeerGroup['peers'],
  nameOf: ReturnType<typeof namerOf>,
  { scope: own }: Subject,
): readonly string[] {
  return peers.map(
    ({ organisation, round, published, scope }) =>
      `${nameOf(organisation)}, ${readable(round)}, published ${published}${scope === own ? '' : ` (${oneLine(scope)})`}`,
  )
}

export function placeWord(place: Place | undefined): string {
  if (place === undefined) return '–'
  return place === 'unclear' ? '~' : place
}

export const unclearLegend = '~ no clear difference: less than one answer to one statement'

/** `3 of 4`: how many statements of a section are compared; empty for all of them. */
export function comparedWords(statements: number | undefined, { statements: all }: Section): string {
  return statements === undefined ? '' : `${statements} of ${all.length}`
}

/** `joint 3rd of 8`, from the top. */
export function rankWords({ position, of, joint }: Rank): string {
  return `${joint ? 'joint ' : ''}${ordinal(position)} of ${of}`
}

/** `1st`, `22nd`, `113th`. */
export function ordinal(number: number): string {
  const teen = number % 100 > 10 && number % 100 < 14
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}

/** What a reader has to know of any figure here. */
export function caution(people: string): string {
  return `A level is the opinion of a handful of people (${people}) and no measurement. It says what to talk about, not who is better.`
}

/** Title of the last stage fully met, `none`; `–` where nobody can tell. */
export function stageTitle(reached: number | undefined, { stages }: Model): string {
  if (reached === undefined) return '–'
  return reached === 0 ? 'none' : oneLine(stages[reached - 1]!.title).toLowerCase()
}

/** `1.50`; two decimals, so that what is shown adds up with the change. */
export function hundredths(level: number | undefined): string {
  return level === undefined ? '–' : level.toFixed(2)
}

/** `+0.50`, `−0.50`, `=`, with ` ~` behind a difference that is not clear. */
export function changeMark(change: number | undefined, unclear: boolean): string {
  if (change === undefined) return '–'
  if (change === 0) return '='
  return `${change > 0 ? '+' : '−'}${Math.abs(change).toFixed(2)}${unclear ? ' ~' : ''}`
}
