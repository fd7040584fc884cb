import type { Topic } from './topic.ts'

export const privacy: Topic = {
  id: 'privacy',
  about: 'who can see what people answer, and what leaves this machine',
  parts: [
    'tiex sends nothing anywhere by itself: no account, no server, no telemetry. What leaves a machine is what a person pushes with git, and what tiex publish shows before it asks.',
    [
      [
        'sealed',
        'as tiex init begins: answers, ambitions and notes are encrypted before they are written. That person can read them, and everybody who may facilitate',
      ],
      ['open', 'with tiex init --open: everybody with access to the repository can read every answer'],
      [
        'always readable',
        'names, e-mails, roles, who has answered how much and when, what was agreed with its reasons, and public keys',
      ],
      [
        'counts',
        'how many gave which answer: after the round everybody with access; in a sealed assessment only who may facilitate, where fewer people than minimum-group (5 where it is not set) answered',
      ],
      [
        'notes',
        'are shown to the group only where their person allowed it, and without the name; in an open assessment everybody with access can read them',
      ],
      [
        'an exchange',
        'gets what was agreed and the practice that is marked to be shared, never the answers of a person; --with-spreads adds counts where enough people answered',
      ],
    ],
    'Sealing does not hide who answered, does not protect from facilitators, takes nothing back from the history of git, and cannot make a small group anonymous. docs/information-governance.md in the package says all of it, under "Who can see what".',
  ],
}
