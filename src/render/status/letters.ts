import type { Assessment } from '../../assessment/assessment.ts'
import { usualMinimumGroup } from '../../assessment/people.ts'
import { peopleWhoMay } from '../../assessment/rights.ts'
import { listed } from '../../did-you-mean.ts'
import { minutesFor } from '../../questionnaire/duration.ts'
import type { LetterKind } from '../../status/letters.ts'
import type { LookStatus, PersonStatus, RoundStatus } from '../../status/status.ts'
import { counted, oneLine, shellWord } from '../text.ts'
import { fullDay } from './days.ts'

/** A text to paste into mail. */
export interface Letter {
  readonly person: string
  readonly name: string
  readonly email: string
  readonly subject: string
  readonly blocks: readonly Block[]
}

/** A paragraph, items of a list, or lines to type. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list' | 'commands'; readonly lines: readonly string[] }

/** What every letter of a round is written from. */
export interface Occasion {
  readonly kind: LetterKind
  readonly assessment: Assessment
  readonly status: RoundStatus
  /** Where to clone the repository from. */
  readonly address?: string
}

export function writeLetter(occasion: Occasion, person: PersonStatus): Letter {
  const { assessment, kind } = occasion
  const { email } = assessment.people.find(({ id }) => id === person.id)!
  const again = kind === 'reminder' ? occasion.status.secondLook : undefined
  const told = again === undefined ? reminder(occasion, person) : lookAgain(occasion, person, again)
  const body = kind === 'invitation' ? invitation(occasion, person) : told
  return {
    person: person.id,
    name: oneLine(person.name),
    email: oneLine(email),
    subject: again === undefined ? subjectOf(occasion) : lookSubject(again, person),
    blocks: [text(`Dear ${person.name},`), ...body, ...questions(assessment, person)],
  }
}

function text(words: string): Block {
  return { kind: 'text', text: oneLine(words) }
}

function subjectOf({ kind, status }: Occasion): string {
  const { closes } = status.dates
  const by = closes === undefined ? '' : ` by ${fullDay(closes)}`
  return kind === 'invitation'
    ? `How ready are we to transform? Your view${by}`
    : `Reminder: how ready are we? Your view${by}`
}

function invitation(occasion: Occasion, person: PersonStatus): readonly Block[] {
  const { assessment, status } = occasion
  return [
    text(purpose(occasion, person)),
    ...aims(assessment),
    text(`${whenToAnswer(status)} ${meeting(status)}`),
    text(
      `It is ${counted(person.of, 'statement')}, about ${minutesFor(person.of)} minutes, in as many sittings as you like. Answer for the council as you see it, alone; "don't know" is a good answer.`,
    ),
    ...howToAnswer(occasion, person),
    text(
      'Each answer is saved at once: q leaves at any moment, and the same command comes back to where you were. Submit at the end; only submitted answers count.',
    ),
    text(whoSees(assessment, person)),
    ...fewWords(occasion),
  ]
}

function reminder(occasion: Occasion, person: PersonStatus): readonly Block[] {
  const { assessment, status } = occasion
  return [
    ...(person.state === 'submitted' ? [] : [text(`${soFar(person)} Only submitted answers count.`)]),
    ...rewordedSince(person),
    text(`${whenToAnswer(status)} ${status.submitted} of ${status.asked} have submitted. ${meeting(status)}`),
    ...howToAnswer(occasion, person),
    text(whoSees(assessment, person)),
    ...fewWords(occasion),
    text('If something is in the way, or you would rather not take part, please say so.'),
  ]
}

function lookSubject({ closes }: LookStatus, { again }: PersonStatus): string {
  const by = closes === undefined ? '' : ` by ${fullDay(closes)}`
  return `Please look again at ${counted(again?.statements ?? 0, 'statement')}${by}`
}

/** Asks for a second look. */
function lookAgain(occasion: Occasion, person: PersonStatus, look: LookStatus): readonly Block[] {
  const { assessment, status } = occasion
  const count = person.again?.statements ?? 0
  const until =
    look.closes === undefined ? '' : `, until the end of ${fullDay(look.closes)}${inDays(look.daysLeft)}`
  return [
    text(
      `Thank you for your answers. On ${counted(count, 'statement')} you and your colleagues are far apart, and some may know what others do not. Please look at ${count === 1 ? 'it' : 'them'} again, alone. ${shownWords(assessment, look)} You keep your answer or change it. Keeping it is as good as changing it. ${meeting(status)}`,
    ),
    text(
      `It takes about ${minutesFor(count)} minutes${until}. ${look.looked} of ${look.of} have looked again.`,
    ),
    ...howToAnswer(occasion, person),
    text(
      'Each decision is saved at once: q leaves at any moment, and the same command comes back to where you were. Finish at the end.',
    ),
    text(whoSees(assessment, person)),
    ...fewWords(occasion),
  ]
}

/** What is shown beside a statement that is looked at again. */
function shownWords(
  { 'minimum-group': minimum = usualMinimumGroup }: Assessment,
  { of }: LookStatus,
): string {
  if (of < minimum)
    return 'You see how far apart people are; how they answered is not shown, since so few are asked that it would not be anonymous.'
  return `You see how far apart people are, and where at least ${minimum} have answered also how, without names.`
}

function purpose({ assessment, status }: Occasion, { role }: PersonStatus): string {
  const { organisation, scope } = assessment
  return `${organisation.name} is looking at how ready it is to transform (scope: ${scope}). You are one of ${counted(status.asked, 'person', 'people')} who are asked (your role: ${role}). Everybody answers alone; the answers are then put together to show where views lie apart, so that we can talk about that.`
}

function aims({ sponsor, objectives }: Assessment): readonly Block[] {
  const list = typeof objectives === 'string' ? [objectives] : (objectives ?? [])
  return [
    ...(sponsor === undefined ? [] : [text(`The sponsor is ${sponsor}.`)]),
    ...(list.length === 0
      ? []
      : [text('What it is for:'), { kind: 'list', lines: list.map(oneLine) } satisfies Block]),
  ]
}

function whenToAnswer({ dates }: RoundStatus): string {
  const { opens, closes, daysLeft, state } = dates
  const from = state.state === 'not-open-yet' && opens !== undefined ? ` from ${fullDay(opens)}` : ''
  if (closes === undefined) return `Answers are taken${from === '' ? ' now' : from}.`
  return `Answers are taken${from} until the end of ${fullDay(closes)}${inDays(daysLeft)}.`
}

function inDays(daysLeft: number | undefined): string {
  if (daysLeft === undefined || daysLeft > 6) return ''
  if (daysLeft > 1) return `, ${daysLeft} days from now`
  return daysLeft === 0 ? ', which is today' : ', which is tomorrow'
}

function meeting({ dates: { workshops, today } }: RoundStatus): string {
  const days = workshops.filter((day) => day >= today).map(fullDay)
  if (days.length === 0) return ''
  const what = days.length === 1 ? 'the workshop' : 'the workshops'
  return `We agree together where the council stands in ${what} on ${listed(days)}.`
}

function rewordedSince({ unconfirmed, state }: PersonStatus): readonly Block[] {
  if (unconfirmed === undefined) return []
  const thanks = state === 'submitted' ? 'Thank you for your answers. ' : ''
  const [statements, them, answers] =
    unconfirmed === 1
      ? ['one statement that you answered has', 'it', 'your answer']
      : [`${unconfirmed} statements that you answered have`, 'them', 'your answers']
  return [
    text(
      `${thanks}The model of the questionnaire has a newer version, in which ${statements} other words. Please look at ${them} again, and keep ${answers} or change ${them === 'it' ? 'it' : 'them'}.`,
    ),
  ]
}

function soFar(person: PersonStatus): string {
  const { state, of, answered = 0, role } = person
  const open = of - answered
  if (state === 'not-started')
    return `You have not begun yet, and your view, in your role (${role}), is missing. It is ${counted(of, 'statement')}, about ${minutesFor(of)} minutes, in as many sittings as you like.`
  if (state === 'faulty') return 'There is an error in the file of your answers, which tiex check names.'
  if (open <= 0)
    return `Thank you: you have answered all ${counted(of, 'statement')}. What is left is to submit them at the end of the questionnaire.`
  const done = answered === 0 ? 'You have begun' : `Thank you for the ${answered} of ${of} answers so far`
  return `${done}. The ${open === 1 ? 'one statement' : `${open} statements`} left take about ${minutesFor(open)} minutes, and the questionnaire goes on where you were.`
}

/** The lines to type, from the address of the repository where it is known. */
function howToAnswer({ address, status }: Occasion, { id }: PersonStatus): readonly Block[] {
  const revise = status.secondLook === undefined ? '' : ' --revise'
  const answer = [`tiex assess${revise} --as ${shellWord(id)}`, 'git push']
  if (address === undefined)
    return [
      text('With git and tiex installed, in your copy of the repository of the assessment:'),
      { kind: 'commands', lines: ['git pull', ...answer] },
    ]
  const folder = /([^/:]+?)(?:\.git)?\/*$/.exec(address)?.[1] ?? '.'
  return [
    text('With git and tiex installed, in a terminal (if you have the folder already: git pull in it):'),
    {
      kind: 'commands',
      lines: [`git clone ${shellWord(address)}`, `cd ${shellWord(folder)}`, ...answer].map(oneLine),
    },
  ]
}

function whoSees({ confidentiality, people }: Assessment, person: PersonStatus): string {
  const after =
    'When they are put together, only how many people gave which answer is shown, and no name beside it.'
  if (confidentiality === 'open')
    return `Your answers are not encrypted: colleagues with access to the repository can read them, with your name. ${after}`
  const names = peopleWhoMay('facilitate', { people })
    .filter(({ id, recipient }) => id !== person.id && recipient !== undefined)
    .map(({ name }) => name)
  const who =
    names.length === 0
      ? 'only you can read them'
      : `only you and ${listed(names)}, who ${names.length === 1 ? 'facilitates' : 'facilitate'}, can read them`
  return `Your answers are sealed: ${who}. That you answer, when, and how far you are, everybody with access to the repository can see. ${after}`
}

function fewWords({ assessment, status }: Occasion): readonly Block[] {
  if (status.asked >= (assessment['minimum-group'] ?? usualMinimumGroup)) return []
  return [
    text(
      `Only ${counted(status.asked, 'person is', 'people are')} asked: among so few nothing is anonymous, since a figure can show who said what.`,
    ),
  ]
}

/** Whom to write to; nobody writes to themselves. */
function questions(assessment: Assessment, person: PersonStatus): readonly Block[] {
  const names = peopleWhoMay('facilitate', assessment)
    .filter(({ id }) => id !== person.id)
    .map(({ name, email }) => `${name} (${email})`)
  if (names.length === 0) return []
  return [text(`If you have a question, or a terminal is not for you, write to ${listed(names, 'or')}.`)]
}
