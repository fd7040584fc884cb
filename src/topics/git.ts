import type { Topic } from './topic.ts'

export const git: Topic = {
  id: 'git',
  about: 'what tiex does with git, and what it never does',
  parts: [
    'The folder of an assessment is best a git repository: then who changed what, and when, is known, and the work of several people comes together. Commands that need no history work without git too.',
    [
      [
        'commits',
        'a command that changes files commits those files, as the person who acts. Nothing you staged or changed besides is in it. --no-commit leaves the commit to you, --dry-run writes nothing',
      ],
      ['hooks', 'are not run for such a commit, and no filter or attribute changes a byte of it'],
      ['who you are', '--as, else TIEX_AS, else the e-mail that git has (user.email)'],
      [
        'pushing',
        'is yours: git push; or --push, which sends a commit as soon as it is made to where the branch comes from (its upstream, else the only remote, else origin). Where others sent something meanwhile, it is made again on theirs and their files come too, but for a file that both changed, or that you changed besides: then nothing is moved, and you are told. publish and withdraw push to an exchange, after they have shown what leaves',
      ],
      ['tags', 'tiex trend --git draws what was agreed at each tag'],
      [
        'the history',
        "tiex verify walks it and fails where a change was not that person's to make; a forge runs it as a check, a server as a hook (tiex verify --hook)",
      ],
      [
        'signing',
        'a commit is signed where tiex.yaml has a signing-key for the person and its private half is found',
      ],
    ],
    'A response is one file of one person, so that two people never change the same file. Where a clone lags behind, pull before you answer or merge.',
  ],
}
