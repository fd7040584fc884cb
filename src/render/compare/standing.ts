import type { Quartiles } from '../../compare/quartiles.ts'
import type { Standing, StandingSection } from '../../compare/standing.ts'
import type { Screen } from '../../env.ts'
import { counted, oneLine, visible, wrap } from '../text.ts'
import { statementWords } from './subjects.ts'
import { type Column, sectionTable } from './table.ts'
import {
  caution,
  fewPeerLines,
  groupNotes,
  groupWords,
  hundredths,
  inShort,
  namerOf,
  ordinal,
  placeWord,
  rankWords,
  subjectLine,
  subjectTitle,
  unclearLegend,
} from './words.ts'

/** One council beside its peers for a screen: a table of levels, one of ambitions, then who the peers are; sentences with `--plain`. */
export function renderStanding(standing: Standing, screen: Screen): string {
  const { subject, group, model, lines } = standing
  const { width, paint, plain } = screen
  const line = (text: string) => `${wrap(text, width)}\n`
  const head = [
    `${paint.strong(wrap(`${subjectTitle(subject)} · levels, 0 to ${model.stages.length}`, width))}\n`,
    line(`Own: ${subjectLine(subject, false)}`),
    line(`Peers: ${groupWords(group, subject)}`),
  ].join('')
  const unclear = lines.some(({ place }) => place === 'unclear')
  const body = plain
    ? lines.map((one) => line(sentence(one))).join('')
    : sectionTable(lines, levelForms(lines), { model, width }) +
      (unclear ? paint.quiet(line(unclearLegend)) : '') +
      ambitionTable(standing, screen)
  const notes = [...groupNotes(group), ...apartNotes(standing), caution(peopleIn(standing))]
  const listed = fewPeerLines(group, subject).map((peer) => `${wrap(peer, width, 2, 4)}\n`)
  const who = listed.length === 0 ? '' : `\nThe peers, by name:\n${listed.join('')}`
  return `${head}\n${body}\n${notes.map(line).join('')}${who}`
}

/** Where nobody is to be compared with, there is only the own level. */
function levelForms(lines: readonly StandingSection[]): readonly (readonly Column<StandingSection>[])[] {
  const own: Column<StandingSection> = { head: 'own', cell: (line) => hundredths(line.own.level) }
  const half: Column<StandingSection> = { head: 'middle half', cell: ({ levels }) => halfWords(levels) }
  const median: Column<StandingSection> = { head: 'median', cell: ({ levels }) => hundredths(levels?.median) }
  const place: Column<StandingSection> = {
    head: 'own is',
    side: 'left',
    cell: (line) => placeWord(line.place),
  }
  const rank: Column<StandingSection> = { head: rankHead(lines), side: 'left', cell: rankCell }
  const peers: Column<StandingSection> = { head: 'peers', cell: (line) => String(line.peers) }
  if (lines.every(({ levels }) => levels === undefined)) return [[own, peers]]
  return [
    [own, half, median, place, rank, peers],
    [own, half, median, place, peers],
    [own, half, place, peers],
    [own, half, place],
  ]
}

function rankHead(lines: readonly StandingSection[]): string {
  const ranked = lines.filter(({ rank }) => rank !== undefined)
  const many = ranked.filter(({ percentile }) => percentile !== undefined).length
  if (many === 0) return 'rank'
  return many === ranked.length ? 'percentile' : 'percentile, rank'
}

function rankCell({ rank, percentile }: StandingSection): string {
  if (percentile !== undefined) return ordinal(Math.round(percentile))
  return rank === undefined ? '–' : rankWords(rank)
}

function halfWords(quartiles: Quartiles | undefined): string {
  return quartiles === undefined ? '–' : `${hundredths(quartiles.q1)} to ${hundredths(quartiles.q3)}`
}

/** What the peers want, beside what oneself wants; empty where too few say so. */
function ambitionTable({ lines, model }: Standing, { width, paint }: Screen): string {
  const wanting = lines.filter(({ ambitions }) => ambitions !== undefined)
  if (wanting.length === 0) return ''
  const own: Column<StandingSection> = {
    head: 'own',
    cell: (line) => (line.own.ambition === undefined ? '–' : String(line.own.ambition)),
  }
  const half: Column<StandingSection> = { head: 'middle half', cell: ({ ambitions }) => halfWords(ambitions) }
  const median: Column<StandingSection> = {
    head: 'median',
    cell: ({ ambitions }) => hundredths(ambitions?.median),
  }
  const peers: Column<StandingSection> = {
    head: 'peers',
    cell: ({ ambitions }) => String(ambitions?.count ?? 0),
  }
  const forms = [
    [own, half, median, peers],
    [own, half, peers],
    [own, half],
  ]
  return `\n${paint.strong(`Ambitions, 0 to ${model.stages.length}`)}\n\n${sectionTable(wanting, forms, { model, width })}`
}

/** The sentence of a section: level, place, and what the peers want. */
function sentence(line: StandingSection): string {
  const { section, own, levels, ambitions } = line
  const level = own.level === undefined ? 'no level' : own.level.toFixed(2)
  const wanted = own.ambition === undefined ? [] : [`ambition ${own.ambition}`]
  const theirs =
    ambitions === undefined
      ? []
      : [
          `the ambitions of ${counted(ambitions.count, 'peer')}: middle half ${halfWords(ambitions)}, median ${hundredths(ambitions.median)}`,
        ]
  const parts =
    levels === undefined
      ? [level, `${counted(line.peers, 'peer has', 'peers have')} a level here, too few to show`]
      : [
          `${level}${placeClause(line)}`,
          `middle half of ${counted(line.peers, 'peer')} ${halfWords(levels)}, median ${hundredths(levels.median)}`,
        ]
  return `${oneLine(section.title)}: ${[...parts, ...wanted, ...theirs].join('; ')}.`
}

function placeClause({ place, rank, percentile }: StandingSection): string {
  if (place === undefined) return ''
  const where = place === 'unclear' ? 'no clear difference from the middle half' : `${place} the middle half`
  const exact =
    percentile !== undefined
      ? `, ${ordinal(Math.round(percentile))} percentile`
      : rank === undefined
        ? ''
        : `, ${rankWords(rank)}`
  return `, ${where}${exact}`
}

/** Peers that do not count everywhere: of another version of the model, with few statements scored, or not comparable at all. */
export function apartNotes(standing: Standing): readonly string[] {
  const { apart, subject, group, versions, lines, left } = standing
  const nameOf = namerOf(group, subject)
  const namesOf = (ids: readonly string[]) => {
    const wanted = new Set(ids)
    return inShort(
      group.peers.flatMap(({ organisation }) => (wanted.has(organisation.id) ? nameOf(organisation) : [])),
    )
  }
  const others = [...versions.keys()].filter((id) => !apart.includes(id))
  const thin = lines.filter(({ thin }) => thin > 0)
  const notes: string[] = []
  if (subject.organisation === undefined && group.peers.length > 0)
    notes.push('Nothing says which council this is, so that it may be among the peers itself.')
  if (others.length > 0)
    notes.push(
      `Another version of the model was answered by ${namesOf(others)}: they count by the statements that carry over.`,
    )
  for (const version of new Set(left.map((one) => one.version)))
    notes.push(
      `Not comparable in ${visible(version)}: ${inShort(left.filter((one) => one.version === version).map(statementWords))}.`,
    )
  if (thin.length > 0)
    notes.push(
      `Left out, since fewer than half of the statements of the section are scored with them: ${inShort(thin.map((line) => `${counted(line.thin, 'peer')} in ${oneLine(line.section.title)}`))}.`,
    )
  if (apart.length > 0)
    notes.push(
      `Nothing can be compared of ${namesOf(apart)}: what was published there answers another model, or nothing that is scored.`,
    )
  return notes
}

/** How many answered: oneself, then the fewest and the most with a peer. */
export function peopleIn({ subject, group }: Standing): string {
  const respondents = group.peers.map((peer) => peer.respondents)
  const own = `${subject.respondents} answered here`
  if (respondents.length === 0) return own
  const [fewest, most] = [Math.min(...respondents), Math.max(...respondents)]
  return `${own}, ${fewest === most ? fewest : `${fewest} to ${most}`} with each peer`
}
