import { setTimeout } from 'node:timers/promises'
import type { MadeCommit, Session } from '../../env.ts'
import { oneLine } from '../../harmless.ts'
import { Interrupted } from '../../interrupted.ts'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { counted, wrap } from '../../render/text.ts'
import { findCommit } from '../git/reading/history.ts'
import { runGit } from '../git/run.ts'
import { askingVariables } from '../ssh/run.ts'
import { arrive } from './arriving.ts'
import { type Destination, findDestination } from './destination.ts'
import { openLink } from './link.ts'
import { leadsTo, rebuild } from './rebuild.ts'

/** A push that others win is built again on theirs so many times. */
const tries = 12

export interface Sending {
  /** Sends the branch up to the last commit of this run, or as it stands where there is none. Throws a `TiexError`, with the commit kept, where that was not possible. */
  readonly send: () => Promise<void>
  /** Tells of what was committed and is not sent, where the command ended before. */
  readonly leave: () => void
}

/** Finds out where to before anything is asked or written. Throws a `TiexError` where there is nowhere. */
export async function openSending(session: Session): Promise<Sending> {
  const made = session.made ?? []
  const say = (text: string) => session.say(`${wrap(text, session.screen.width)}\n`)
  const variables = askingVariables(session.env.variables, session.interactive)
  const destination = await findDestination(session.folder, variables)
  const { run, shown } = destination
  return {
    leave: () => {
      if (made.length > 0) say('Committed here, not sent yet. Send it with: git push')
    },
    send: async () => {
      const last = made.at(-1)?.id ?? findCommit('HEAD', run)
      if (last === undefined) return say('There is no commit yet, and nothing to send.')
      const state = made.length > 0 ? 'committed here, not sent' : 'not sent'
      try {
        const { came, sent } = await sendCommit(last, { made, destination })
        const more = came === 0 ? '' : ` ${counted(came, 'file')} that others had sent meanwhile came here.`
        say(sent ? `Sent to ${oneLine(shown)}.${more}` : `Nothing new to send: ${oneLine(shown)} has it.`)
      } catch (error) {
        if (error instanceof Interrupted)
          throw new Interrupted(`${sentence(state)} yet. Send it with: git push`)
        if (error instanceof TiexError) throw notSent(state, error)
        throw error
      }
    },
  }
}

interface Sent {
  /** False where it was there before. */
  readonly sent: boolean
  /** How many files of others were brought along. */
  readonly came: number
}

async function sendCommit(
  last: string,
  { made, destination }: { readonly made: readonly MadeCommit[]; readonly destination: Destination },
): Promise<Sent> {
  const { run, tracking } = destination
  const stop = watchInterruption()
  const link = openLink(destination, last)
  let [commit, ours, came] = [last, made, 0]
  try {
    for (let attempt = 1; ; attempt += 1) {
      const answer = stop.watch(() => link.push(commit))
      if (answer !== 'moved') {
        track(tracking, commit, destination)
        return { sent: answer === 'sent', came }
      }
      if (attempt === tries) throw lost()
      await setTimeout(Math.random() * Math.min(20 * attempt, 250))
      const onto = stop.watch(() => link.fetch())
      if (onto === undefined || leadsTo(onto, commit, run)) continue
      if (leadsTo(commit, onto, run)) return { sent: false, came }
      if (findCommit('HEAD', run) !== commit) throw movedHere()
      const again = stop.watch(() => rebuild(ours, { onto, run }))
      came += await arrive({ from: commit, to: again.tip, run })
      ;[commit, ours] = [again.tip, again.made]
    }
  } finally {
    link.close()
    stop.end()
  }
}

/** Where git remembers what stands there, for `git status`. That it may not is no failure. */
function track(ref: string | undefined, commit: string, { run }: Destination): void {
  if (ref !== undefined) runGit(['update-ref', '-m', 'update by push', ref, commit], run)
}

/** Ctrl-C ends git too, and is known here as soon as that has ended. */
function watchInterruption() {
  let interrupted = false
  const note = () => {
    interrupted = true
  }
  process.on('SIGINT', note)
  return {
    watch: <Value>(step: () => Value): Value => {
      if (interrupted) throw new Interrupted()
      try {
        return step()
      } catch (error) {
        if (error instanceof TiexError && error.problems[0]?.message.includes('(SIGINT)'))
          throw new Interrupted()
        throw error
      }
    },
    end: () => process.removeListener('SIGINT', note),
  }
}

function notSent(state: string, error: TiexError): TiexError {
  const problems = error.problems.map((problem): Problem => {
    const where = problem.place === undefined ? '' : `${problem.place.file} `
    // What git says of a commit that could not be made is not true of one that stands.
    const why = `${where}${problem.message}`.replace(/: nothing was (?:committed|changed)/, '')
    const { place: _, ...rest } = problem
    return { ...rest, message: `${state}: ${why}` }
  })
  return new TiexError(problems)
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function lost(): TiexError {
  return failure(
    'push-busy',
    `others sent something at the same moment ${tries} times`,
    'run this again in a minute; or: git pull --no-rebase; then: git push',
  )
}

function movedHere(): TiexError {
  return failure(
    'push-behind',
    'others have sent commits meanwhile, and this branch has moved here too',
    'bring the two together: git pull --no-rebase; then: git push',
  )
}
