import type { Agenda, Part } from '../../agenda/agenda.ts'
import type { FirstAgenda } from '../../agenda/first.ts'
import type { SecondAgenda } from '../../agenda/second.ts'
import { counted, oneLine } from '../text.ts'
import { actionDetails, approvalDetails, ownersDetails, pairWords, withoutActionDetails } from './actions.ts'
import { agreedWords, blocksOf, quickWords, statementWords } from './words.ts'

/** One stretch of time as it is written: `group` is the heading it stands under. Texts are as in the files, on one line. */
export interface Row {
  readonly from: number
  readonly minutes: number
  readonly group?: string
  readonly title: string
  readonly details: readonly string[]
}

/** What an agenda says beside its times. */
export interface About {
  readonly council: string
  readonly round: string
  /** `YYYY-MM-DD`; absent where the round has no date for it. */
  readonly day?: string
  readonly objectives: readonly string[]
  /** Minutes since midnight; absent where times run from 0:00. */
  readonly start?: number
}

export type AnyAgenda = FirstAgenda | SecondAgenda

export function rowsOf(agenda: AnyAgenda, about: About): readonly Row[] {
  return agenda.parts.map(({ of, from, minutes }) => ({ from, minutes, ...saidOf(of, agenda, about) }))
}

type Said = Omit<Row, 'from' | 'minutes'>

function saidOf(of: Agenda['parts'][number]['of'], agenda: AnyAgenda, about: About): Said {
  if (of === 'break') return { title: 'Break', details: [] }
  if (of === 'spare') return { title: 'Not needed: end early', details: [] }
  return agenda.workshop === 1 ? inFirst(of, agenda, about) : inSecond(of, agenda, about)
}

function inFirst(part: Part, agenda: FirstAgenda, about: About): Said {
  const { model } = agenda
  switch (part.kind) {
    case 'welcome':
      return { title: 'Welcome and purpose', details: [...purpose(about), howWeWork] }
    case 'overview':
      return {
        title: 'The combined self-assessment at a glance',
        details: [
          `Of ${counted(agenda.responses, 'person', 'people')}; ${agreedWords(agenda)}. On the screen: tiex results`,
        ],
      }
    case 'shared':
      return {
        title: `Agree on what is shared: ${counted(part.statements.length, 'statement')}`,
        details: [
          'All in one step: tiex workshop --accept-shared',
          `Or in blocks: ${blocksOf(part.statements, model)}`,
        ],
      }
    case 'statement':
      return { group: oneLine(part.section.title), title: statementWords(part, model), details: [] }
    case 'confirm':
      return { group: oneLine(part.section.title), title: quickWords(part, model), details: [] }
    case 'priorities':
      return {
        title: `Priority and ambition: ${counted(part.sections.length, 'section')}`,
        details: [
          'Side by side, so that few are high. tiex workshop asks for them after the statements of each section; s leads to any section.',
        ],
      }
    default:
      return {
        title: 'Close',
        details: [
          'What is still open (tiex workshop tells it at its end), and when the second workshop is. Before that: tiex plan propose',
        ],
      }
  }
}

function inSecond(part: Part, { plan }: SecondAgenda, about: About): Said {
  switch (part.kind) {
    case 'welcome':
      return { title: 'Welcome: from what we agreed to what we do', details: purpose(about) }
    case 'overview':
      return {
        title: 'What we agreed, and what is planned so far',
        details: ['On the screen: tiex results consensus · tiex plan'],
      }
    case 'action':
      return {
        group: 'Sort the actions, those that emerge first: keep, change or drop',
        title: `${part.action.place}. ${oneLine(part.action.action.title)}`,
        details: actionDetails(part.action),
      }
    case 'without-action':
      return {
        title: `High priority, without an action yet: ${part.sections.map(({ title }) => oneLine(title)).join(', ')}`,
        details: withoutActionDetails(part.sections),
      }
    case 'order':
      return {
        title: 'Test the order: does it feel right?',
        details:
          part.pairs.length === 0
            ? ['No neighbours contradict each other. Is the first one the one to start with? tiex plan move']
            : [...part.pairs.map(pairWords), 'To change it: tiex plan move ID before OTHER'],
      }
    case 'owners':
      return { title: 'Agree owners and days', details: ownersDetails(part.wanting) }
    case 'approval':
      return { title: 'Approval and next steps', details: approvalDetails(part.actions) }
    default:
      return {
        title: 'Close',
        details: [
          `What was decided, and when the plan is looked at next. ${counted(plan.open, 'open action')}: tiex plan check`,
        ],
      }
  }
}

function purpose({ objectives }: About): readonly string[] {
  return objectives.map((objective) => `Purpose: ${oneLine(objective)}`)
}

const howWeWork =
  'How we work: nobody is named, on the screen or in what is written down; every view counts; nothing is agreed until the group says so.'
