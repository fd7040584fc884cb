import { type Command, Option } from 'commander'
import { rights } from '../../assessment/people.ts'
import { offering, withAs, withCommit, withDryRun } from '../flags.ts'

export interface ChangeFlags {
  readonly as?: string
  readonly commit: boolean
  readonly dryRun?: boolean
}

export interface PersonFlags extends ChangeFlags {
  readonly name?: string
  readonly email?: string
  readonly role?: string
  readonly may?: string
  readonly recipient?: string
  readonly signingKey?: string
}

/** The flags that say what is to be known of a person. */
export function withPersonFlags(command: Command): Command {
  command
    .option('--name <name>', 'name as people write it')
    .option('--email <email>', 'the e-mail git has for them')
    .option('--role <role>', 'finance, hr, transformation, leader, chief-executive or any other words')
    .addOption(
      offering(
        new Option(
          '--may <rights>',
          'some of answer, facilitate, sign and administer, with commas between; or none (a new person: answer)',
        ),
        [...rights, 'none'],
        'list',
      ),
    )
    .option('--recipient <key>', 'their public age key, age1..., to which responses are sealed')
    .option('--signing-key <key>', 'their public SSH key, or @FILE.pub')
  return withCommit(withDryRun(withAs(command)))
}
