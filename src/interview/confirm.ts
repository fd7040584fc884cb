import type { Session } from '../env.ts'
import { openPrompter } from '../prompts/prompter.ts'
import { wrap } from '../render/text.ts'

interface Confirmation {
  /** Everything that is asked, fit to be printed; laid out here. */
  readonly question: string
  readonly yes: string
  readonly no: string
}

/** Whether who runs tiex says yes, by `y` or `n`: Enter alone is neither. Throws `Interrupted`. */
export async function isConfirmed(session: Session, { question, yes, no }: Confirmation): Promise<boolean> {
  const prompter = await openPrompter(session)
  try {
    const chosen = await prompter.choose({
      screen: (width) => wrap(question, width - 2, 2),
      message: 'Your choice:',
      options: [
        { key: 'y', value: 'yes', label: yes, group: 'answer' },
        { key: 'n', value: 'no', label: no, group: 'answer' },
      ],
    })
    return chosen === 'yes'
  } finally {
    prompter.close()
  }
}
