import type { Statement } from '../../model/model.ts'
import { cleanText, noteProblem } from '../../questionnaire/note-text.ts'
import { titleOf } from '../../render/merge/merge.ts'
import { oneLine, shortened, visible, wrap } from '../../render/text.ts'
import { type Remark, remarking } from '../../workshop/decide.ts'
import { fitting, under } from '../fitting.ts'
import { measure } from '../text.ts'
import { record, type WorkshopSitting } from './sitting.ts'
import { heading } from './text.ts'

const remarks: Readonly<Record<Remark, { readonly title: string; readonly prompt: string }>> = {
  reason: {
    title: 'Reason',
    prompt: 'Why? It is kept beside what is agreed and may be published: no names.',
  },
  dissent: {
    title: 'Dissent',
    prompt: 'What is held against it, and why? A service or a role may be named, a person not.',
  },
}

/** Asks for a text and saves it. Enter alone leaves it as it is, `-` removes it. */
export async function askRemark(
  sitting: WorkshopSitting,
  statement: Statement,
  remark: Remark,
): Promise<void> {
  const present = sitting.consensus.statements[statement.id]?.[remark]
  const { title, prompt } = remarks[remark]
  const text = await askText(sitting, {
    title: titleOf({ statement }, sitting.model),
    above: oneLine(statement.text),
    ...{ message: `${title}:`, prompt, present },
  })
  if (text !== undefined) await record(sitting, remarking(statement, remark, text === '-' ? undefined : text))
}

interface Asked {
  readonly title: string
  readonly above: string
  readonly prompt: string
  readonly message: string
  readonly present: string | undefined
}

/** The text that was typed, fit for a file, or `-`; undefined where nothing is to change. */
export async function askText(sitting: WorkshopSitting, asked: Asked): Promise<string | undefined> {
  const { present } = asked
  const brings = sitting.screen.plain ? '' : ', Tab brings it here'
  const how =
    present === undefined
      ? 'Enter alone adds nothing.'
      : `Enter alone keeps what is there, - alone removes it${brings}.`
  const text = await sitting.prompter.text({
    screen: (width, height) => {
      const drawing = (spacing: 'loose' | 'tight', there: string) => () =>
        under(
          spacing,
          heading(sitting, { title: asked.title, width }),
          wrap(asked.above, measure(width), 2),
          wrap(`${asked.prompt} ${how}`, measure(width), 2),
          there,
        )
      const whole = present === undefined ? '' : wrap(visible(present), measure(width), 4)
      const brief = present === undefined ? '' : shortened(`    ${oneLine(present)}`, measure(width))
      return fitting(height, [drawing('loose', whole), drawing('loose', brief), drawing('tight', brief)])
    },
    message: asked.message,
    ...(present === undefined ? {} : { present }),
    check: (typed) => noteProblem(cleanText(typed)),
  })
  const clean = cleanText(text ?? '')
  return clean === '' || (clean === '-' && present === undefined) ? undefined : clean
}
