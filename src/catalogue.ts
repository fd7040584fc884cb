import type { Command } from 'commander'
import type { Session } from './env.ts'

/** Wraps a command's story for commander: it gets its flags, the session and its arguments. */
export type Run = <Flags>(
  story: (flags: Flags, session: Session, ...args: string[]) => Promise<void>,
) => (...given: unknown[]) => Promise<void>

/** A command as help lists it. `load` brings the rest, so that a command loads only what it needs. */
export interface Entry {
  readonly name: string
  readonly group: string
  readonly summary: string
  readonly load: () => Promise<{ readonly define: (command: Command, run: Run) => void }>
}

/** What the user can say, in the order of the help. */
export const catalogue: readonly Entry[] = [
  {
    name: 'init',
    group: 'Get going',
    summary: 'begin an assessment in this folder',
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'demo',
    group: 'Get going',
    summary: 'play a whole round on an example council, in a temporary folder',
    load: () => import('./commands/demo.ts'),
  },
  {
    name: 'assess',
    group: 'Answer',
    summary: 'answer the questionnaire, alone; leave and come back at any time',
    load: () => import('./commands/assess.ts'),
  },
  {
    name: 'form',
    group: 'Answer',
    summary: 'one offline HTML file a person, to answer without git or tiex',
    load: () => import('./commands/form.ts'),
  },
  {
    name: 'import',
    group: 'Answer',
    summary: 'take in what forms gave back: files, saved mails, spreadsheets or pasted text',
    load: () => import('./commands/import.ts'),
  },
  {
    name: 'results',
    group: 'Answer',
    summary: 'show levels, gaps and ambitions of a person or the consensus',
    load: () => import('./commands/results.ts'),
  },
  {
    name: 'status',
    group: 'Facilitate',
    summary: 'who has answered how much, where the round stands, and what to do next',
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'merge',
    group: 'Facilitate',
    summary: 'merge the submitted responses and show where people diverge',
    load: () => import('./commands/merge.ts'),
  },
  {
    name: 'agenda',
    group: 'Facilitate',
    summary: 'a timed agenda for the workshop, with a handout a section',
    load: () => import('./commands/agenda.ts'),
  },
  {
    name: 'workshop',
    group: 'Facilitate',
    summary: 'lead the workshop: agree section by section, with reasons and dissent',
    load: () => import('./commands/workshop.ts'),
  },
  {
    name: 'report',
    group: 'Facilitate',
    summary: 'the whole round as one document for a board paper',
    load: () => import('./commands/report.ts'),
  },
  {
    name: 'trend',
    group: 'Facilitate',
    summary: 'draw the levels over the rounds',
    load: () => import('./commands/trend.ts'),
  },
  {
    name: 'resources',
    group: 'Improve',
    summary: 'suggest what to read, use or attend next, and search it',
    load: () => import('./commands/resources.ts'),
  },
  {
    name: 'plan',
    group: 'Improve',
    summary: 'turn gaps into actions with owners and dates, and follow them',
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'practice',
    group: 'Improve',
    summary: 'share what worked, and find what worked in other councils',
    load: () => import('./commands/practice.ts'),
  },
  {
    name: 'sign',
    group: 'Decide and share',
    summary: 'sign off what was agreed, as Leader, Chief Executive or another role',
    load: () => import('./commands/sign.ts'),
  },
  {
    name: 'verify',
    group: 'Decide and share',
    summary: "walk the history and fail where a change was not that person's to make",
    load: () => import('./commands/verify.ts'),
  },
  {
    name: 'publish',
    group: 'Decide and share',
    summary: 'show exactly what would leave, then publish it in an exchange',
    load: () => import('./commands/publish.ts'),
  },
  {
    name: 'withdraw',
    group: 'Decide and share',
    summary: 'take back what was published in an exchange',
    load: () => import('./commands/withdraw.ts'),
  },
  {
    name: 'exchange',
    group: 'Decide and share',
    summary: 'begin an exchange of official responses, or check one',
    load: () => import('./commands/exchange.ts'),
  },
  {
    name: 'compare',
    group: 'Decide and share',
    summary: 'two rounds side by side, or one beside its peers in an exchange',
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'people',
    group: 'Keep',
    summary: 'list, add, change or remove the people, and what each may do',
    load: () => import('./commands/people.ts'),
  },
  {
    name: 'keys',
    group: 'Keep',
    summary:
      'your key and those that open sealed answers: show, make, add, back up, restore, rotate, hand back',
    load: () => import('./commands/keys.ts'),
  },
  {
    name: 'check',
    group: 'Keep',
    summary: 'list everything wrong in the repository, with place and hint',
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'export',
    group: 'Keep',
    summary: 'a round, or a whole exchange, as a table for analysts: CSV, JSON lines or Parquet',
    load: () => import('./commands/export.ts'),
  },
  {
    name: 'completion',
    group: 'Keep',
    summary: 'the script that lets a shell complete commands, people, rounds and statements',
    load: () => import('./commands/completion.ts'),
  },
  {
    name: 'model',
    group: 'Keep',
    summary: 'list, show or check a model, compare versions of it, and go over to a newer one',
    load: () => import('./commands/model.ts'),
  },
]
