import { addressProblem } from '../address.ts'
import { listOf } from '../assignments.ts'
import { nearest, quoted } from '../did-you-mean.ts'
import type { Model } from '../model/model.ts'
import { linkFinding, parseLink } from '../practice/change.ts'
import type { PracticeParts } from '../practice/form.ts'
import type { Practice } from '../practice/practice.ts'
import type { Prompter, TextQuestion } from '../prompts/prompter.ts'
import { cleanText, noteProblem } from '../questionnaire/note-text.ts'
import { oneLine, visible, wrap } from '../render/text.ts'

/** Who is asked what, and of which model the cells are. */
interface Asking {
  readonly prompter: Prompter
  readonly model: Model
  /** There is no Tab. */
  readonly plain: boolean
}

/** What is asked of a practice; `share` is `nobody` where it is not to be shared. Absent: not told yet. */
export type PracticeAnswers = Omit<PracticeParts, 'share'> & {
  readonly share?: Practice['share'] | 'nobody' | undefined
}

interface Question {
  readonly key: 'title' | 'what' | 'changed' | 'cells' | 'contact' | 'links' | 'share'
  readonly ask: (asking: Asking, so: SoFar) => Promise<Asked>
}

interface SoFar {
  readonly answers: PracticeAnswers
  /** What a note suggests: Enter takes it. */
  readonly draft: PracticeParts
}

/** An answer, or `back`. */
type Asked = PracticeAnswers | 'back'

/** Asks one after the other for what is not told yet; `<` goes back to the question before. Enter alone takes what a note suggests, else nothing; who may see it has no answer beforehand. Throws `Interrupted`. */
export async function askPractice(
  asking: Asking,
  told: PracticeAnswers,
  draft: PracticeParts = {},
): Promise<PracticeAnswers> {
  const open = questions.filter(({ key }) => told[key] === undefined)
  let answers = told
  for (let at = 0; at < open.length; ) {
    const asked = await open[at]!.ask(asking, { answers, draft })
    if (asked === 'back') at = Math.max(0, at - 1)
    else {
      answers = { ...answers, ...asked }
      at++
    }
  }
  return answers
}

const questions: readonly Question[] = [
  {
    key: 'title',
    ask: (asking, { draft }) =>
      askText(asking, {
        head: 'What it is, in a line that a colleague elsewhere would look for.',
        message: 'Title:',
        draft: draft.title,
        needed: 'a practice needs a title',
        most: 200,
        as: (title) => ({ title: title.replace(/\s+/g, ' ') }),
      }),
  },
  {
    key: 'what',
    ask: (asking, { draft }) =>
      askText(asking, {
        head: 'What did you do? Enough for another council to copy it.',
        message: 'What was done:',
        draft: draft.what,
        needed: 'a practice needs a text of what was done',
        as: (what) => ({ what }),
      }),
  },
  {
    key: 'changed',
    ask: (asking) =>
      askText(asking, {
        head: 'What changed because of it, for whom, and how do you know? Enter alone leaves it out.',
        message: 'What changed:',
        as: (changed) => ({ changed }),
      }),
  },
  { key: 'cells', ask: askCells },
  {
    key: 'contact',
    ask: (asking) =>
      askText(asking, {
        head: 'Whom may another council ask? A team or a shared mailbox rather than a person. Enter alone leaves it out.',
        message: 'Contact:',
        most: 200,
        as: (contact) => ({ contact: contact.replace(/\s+/g, ' ') }),
      }),
  },
  { key: 'links', ask: askLinks },
  { key: 'share', ask: askShare },
]

interface Line {
  readonly head: string
  readonly message: string
  readonly draft?: string | undefined
  /** What to say where nothing was typed; absent where nothing is an answer. */
  readonly needed?: string
  /** The most characters; a text may have more than a line. */
  readonly most?: number
  readonly as: (text: string) => PracticeAnswers
}

async function askText({ prompter, plain }: Asking, line: Line): Promise<Asked> {
  const { head, message, draft, needed, most, as } = line
  const takes = plain ? 'Enter alone takes it.' : 'Enter alone takes it, Tab brings it here.'
  const screen = (width: number) =>
    [
      wrap(draft === undefined ? head : `${head} From the note; ${takes}`, width - 2, 2),
      ...(draft === undefined ? [] : ['', wrap(visible(draft), width - 2, 4)]),
    ].join('\n')
  const text = await prompter.text({
    screen,
    message,
    ...(draft === undefined ? {} : { present: draft }),
    check: (typed) => {
      const clean = cleanText(typed)
      if (clean === '' && draft === undefined) return needed
      return most !== undefined && clean.length > most
        ? `that has ${clean.length} characters; ${most} are the most`
        : noteProblem(clean)
    },
  })
  if (text === undefined) return 'back'
  const clean = cleanText(text)
  return as(clean === '' ? (draft ?? '') : clean)
}

async function askCells({ prompter, model }: Asking, { draft }: SoFar): Promise<Asked> {
  const { cells = [] } = draft
  const drafted = cells.map((id) => model.sectionById.get(id)?.title ?? id)
  const how =
    drafted.length === 0
      ? 'Numbers or ids, with commas between; Enter alone leaves it open.'
      : `Numbers or ids, with commas between; Enter alone takes that of the note: ${drafted.join('; ')}.`
  const text = await prompter.text({
    screen: (width) =>
      [wrap(`What is it about? ${oneLine(how)}`, width - 2, 2), '', cellList(model, width)].join('\n'),
    message: 'Cells:',
    check: (typed) => readCells(typed, model).problem,
  })
  if (text === undefined) return 'back'
  const chosen = readCells(text, model).cells
  return { cells: chosen.length === 0 ? cells : chosen }
}

/** All cells with their numbers, a characteristic a line, then the success factors. */
function cellList(model: Model, width: number): string {
  const number = (id: string) => model.sections.findIndex((section) => section.id === id) + 1
  const modes = (mode: string) => model.modes.find(({ id }) => id === mode)?.title.toLowerCase() ?? mode
  const lines = [
    ...model.characteristics.map(
      ({ title, cells }) =>
        `${title}: ${cells.map(({ id, mode }) => `${number(id)} ${modes(mode)}`).join(', ')}`,
    ),
    ...model.factors.map(({ id, title }) => `${number(id)} ${title}`),
  ]
  return lines.map((line) => wrap(oneLine(line), width - 2, 2, 4)).join('\n')
}

/** The sections that numbers and ids name. */
function readCells(
  text: string,
  model: Model,
): { readonly cells: readonly string[]; readonly problem: string | undefined } {
  const ids = model.sections.map(({ id }) => id)
  const cells = listOf(cleanText(text)).map((word) =>
    /^\d+$/.test(word) ? (ids[Number(word) - 1] ?? word) : word,
  )
  const unknown = cells.find((id) => !ids.includes(id))
  if (unknown === undefined) return { cells: [...new Set(cells)], problem: undefined }
  const near = nearest(unknown, ids)
  const hint =
    near === undefined ? `a number from 1 to ${ids.length}, or an id such as ${ids[0]}` : `${near}?`
  return { cells: [], problem: `${quoted(unknown)} is none of these: ${hint}` }
}

async function askLinks({ prompter }: Asking): Promise<Asked> {
  const links: NonNullable<Practice['links']>[number][] = []
  for (;;) {
    const question: TextQuestion = {
      screen: (width) =>
        [
          wrap(
            'Where can one read more? A title and its address behind it, one link at a time. Enter alone goes on.',
            width - 2,
            2,
          ),
          ...links.map(({ title, url }) => wrap(visible(`${title} ${url}`), width - 2, 4)),
        ].join('\n'),
      message: 'Link:',
      check: (typed) => {
        const clean = cleanText(typed)
        const wrong = clean === '' ? undefined : linkFinding(clean)
        if (wrong !== undefined) return `${wrong.message}; ${wrong.hint}`
        return clean === '' ? undefined : addressWrong(parseLink(clean)!.url)
      },
    }
    const text = await prompter.text(question)
    if (text === undefined) return 'back'
    const link = parseLink(cleanText(text))
    if (link === undefined) return { links }
    links.push(link)
  }
}

function addressWrong(url: string): string | undefined {
  const problem = /^https?:/i.test(url) ? addressProblem(url) : 'must begin with https:// or http://'
  return problem === undefined ? undefined : `the address ${problem}`
}

async function askShare({ prompter }: Asking): Promise<Asked> {
  const share = await prompter.choose({
    screen: (width) =>
      wrap(
        'Who may see it when the round is published? Until then nobody outside does, and it can be changed at any time.',
        width - 2,
        2,
      ),
    message: 'Who may see it:',
    options: [
      { key: 'n', value: 'nobody', label: 'Nobody outside the council', group: 'answer' },
      { key: 's', value: 'sector', label: 'The sector, in its exchange', group: 'answer' },
      { key: 'p', value: 'public', label: 'Everybody', group: 'answer' },
    ],
  })
  return { share: share as 'nobody' | 'sector' | 'public' }
}

/** The number of the note a person chooses of those shown before, from 1; undefined where they went back. */
export async function askPick(prompter: Prompter, most: number): Promise<number | undefined> {
  const text = await prompter.text({
    screen: (width) => wrap('Which note is the practice to begin with? Its number; < leaves.', width - 2, 2),
    message: 'Note:',
    check: (typed) => {
      const number = Number(typed.trim())
      return Number.isInteger(number) && number >= 1 && number <= most
        ? undefined
        : `type a number from 1 to ${most}; < leaves`
    },
  })
  return text === undefined ? undefined : Number(text.trim())
}
