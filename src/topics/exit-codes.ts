import type { Topic } from './topic.ts'

export const exitCodes: Topic = {
  id: 'exit-codes',
  about: 'what the exit code of a command says, for scripts and builds',
  parts: [
    'Every command ends with one of four codes. What they mean never changes.',
    [
      ['0', 'it is done, or the answer is yes'],
      ['1', 'it is done, and the answer is no'],
      ['2', 'it could not be done: a wrong command line, a faulty file, no assessment here'],
      ['130', 'it was interrupted, with Ctrl-C or by the end of input; what was saved is saved'],
    ],
    'The answer is no where',
    [
      ['tiex check', 'finds an error, or with --strict a warning'],
      ['tiex model check', 'does so in a model'],
      ['tiex verify', "finds a change that was not its person's to make, or nothing to verify"],
      ['tiex merge --exit-code', 'finds that the consensus on disk is out of date'],
      ['tiex compare --fail-on', 'finds that one of the gates holds'],
      ['tiex plan check', 'finds what --fail-on names: by default everything it looks for'],
      ['tiex model diff --exit-code', 'finds a difference'],
      ['tiex exchange check', 'finds an error in a record'],
      ['a search', 'finds nothing'],
    ],
    'Data goes to stdout and everything else to stderr, so that a pipe gets the data alone. An error begins with file, line and column where it has them, and a hint stands below it.',
  ],
}
