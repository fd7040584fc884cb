import type { Person } from '../assessment/assessment.ts'
import type { Session } from '../env.ts'
import { failure } from '../problem.ts'
import { askSecret, unlocking } from '../prompts/secret.ts'
import { oneLine, wrap } from '../render/text.ts'
import { isConfirmed } from './confirm.ts'

const fewest = 10

/** How often a person may type a new passphrase before it is given up. */
const tries = 3

/**
 * The passphrase that is to lock a file: TIEX_PASSPHRASE, else what the person types twice without seeing it. One that is too short, or
 * typed otherwise the second time, is asked for again. Throws a `TiexError` after three such, for a short TIEX_PASSPHRASE, and where
 * nobody can be asked.
 */
export async function newPassphrase(session: Session, file: string): Promise<string> {
  const set = session.env.variables.TIEX_PASSPHRASE ?? ''
  if (set !== '') {
    if (isShort(set)) throw failure('passphrase', tooShort, advice)
    return set
  }
  if (!session.interactive)
    throw failure(
      'passphrase',
      'there is no terminal to ask for a passphrase on',
      'put it into the variable TIEX_PASSPHRASE',
    )
  for (let left = tries; ; left -= 1) {
    const typed = await askTwice(session, file)
    if ('passphrase' in typed) return typed.passphrase
    if (left === 1) throw failure('passphrase', typed.message, 'nothing was written; run this again')
    session.say(`${wrap(`${typed.message}: ${typed.hint}`, session.screen.width)}\n`)
  }
}

type Typed = { readonly passphrase: string } | { readonly message: string; readonly hint: string }

async function askTwice(session: Session, file: string): Promise<Typed> {
  const first = await askSecret(session, `A passphrase for ${file} (nothing is shown):`)
  if (isShort(first)) return { message: tooShort, hint: advice }
  if ((await askSecret(session, 'The same once more:')) === first) return { passphrase: first }
  return { message: 'that was not the same', hint: 'type it twice again' }
}

function isShort(passphrase: string): boolean {
  return [...passphrase].length < fewest
}

const tooShort = `the passphrase has less than ${fewest} characters`
const advice =
  'take several words: five that have nothing to do with each other are easy to keep and hard to guess'

/** How a locked file is unlocked: with TIEX_PASSPHRASE, else by asking; undefined where nobody can be asked. */
export function passphraseFor(session: Session): ((what: string) => string | Promise<string>) | undefined {
  const set = session.env.variables.TIEX_PASSPHRASE ?? ''
  return set === '' ? unlocking(session).unlock : () => set
}

interface ReadOut {
  readonly person: Pick<Person, 'id' | 'name'>
  readonly fingerprint: string
  readonly flags: { readonly fingerprint?: string }
}

/** Whether the person has read out this fingerprint by voice: as the flags say, else as whoever runs tiex answers. Throws a `TiexError` where the flags say another one, or nobody can be asked. */
export async function isReadOut(session: Session, { person, fingerprint, flags }: ReadOut): Promise<boolean> {
  const bare = (text: string) => text.replace(/[\s:-]/g, '').toLowerCase()
  if (flags.fingerprint !== undefined && bare(flags.fingerprint) !== bare(fingerprint))
    throw failure(
      'fingerprint',
      `the key has another fingerprint: ${fingerprint}`,
      `do not go on: somebody may have changed the key on its way; ask ${person.id} on the telephone`,
    )
  if (flags.fingerprint !== undefined) return true
  if (!session.interactive)
    throw failure(
      'flag',
      '--fingerprint is missing',
      `let ${person.id} read it out to you (tiex keys show), and give it with --fingerprint`,
    )
  return isConfirmed(session, {
    question: `The new key has the fingerprint\n\n  ${fingerprint}\n\nSpeak to ${oneLine(person.name)} (${person.id}), on the telephone or in the room. Did they read out the same?`,
    yes: 'yes, I heard the same',
    no: 'no, or I have not spoken to them',
  })
}
