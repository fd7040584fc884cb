import { Argument, type Command } from 'commander'
import type { Run } from '../catalogue.ts'
import { installing, type Shell, scriptFor, shells } from '../completion/shells.ts'
import { renderNext } from '../render/next.ts'

export function define(command: Command, run: Run): void {
  command
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .addHelpText('after', `\nTo switch it on, now and in every new shell:\n${shells.map(howTo).join('')}`)
  command.action(
    run(async (_, session, shell) => {
      await session.print(scriptFor(shell as Shell))
      if (session.env.stdout.isTTY === true)
        session.say(renderNext({ commands: installing[shell as Shell] }, session.screen))
    }),
  )
}

function howTo(shell: Shell): string {
  const [now, always] = installing[shell]
  return `\n${shell}\n  ${now}\n  ${always}\n`
}
