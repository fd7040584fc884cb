import type { Screen } from '../env.ts'
import { isSameModel, type ModelDiff, namesOf, type Other, type Reworded } from '../model/diff.ts'
import type { MappedStatement } from '../model/mapping.ts'
import type { Statement } from '../model/model.ts'
import { type Words, wordsBetween } from '../model/word-diff.ts'
import { renderJson } from './json.ts'
import { markdownText } from './markdown.ts'
import { counted, oneLine, wrap } from './text.ts'

/** The differences as a reader goes through them; what went from a text stands in [-…-], what came in {+…+}, or behind words where it is plain. */
export function renderModelDiff(diff: ModelDiff, screen: Screen): string {
  const { paint, width } = screen
  const head = `${paint.strong(wrap(oneLine(namesOf(diff)), width))}\n`
  if (isSameModel(diff)) return `${head}${wrap(same(diff), width)}\n`
  const parts = partsOf(diff).map(({ title, items }) => {
    const lines = items.map(({ head: about, text, marked }) => {
      const said =
        marked === undefined ? oneLine(text) : screen.plain ? inWords(marked) : inMarks(marked, paint)
      return `${wrap(about, width, 2, 4)}\n${said === '' ? '' : `${wrap(said, width, 4)}\n`}`
    })
    return `\n${paint.strong(`${title}: ${items.length}`)}\n${lines.join('')}`
  })
  return `${head}${parts.join('')}\n${wrap(summary(diff), width)}\n`
}

/** `tiex-model-diff/1` */
export function modelDiffJson(diff: ModelDiff): string {
  const statement = ({ id, text }: Statement) => ({ id, text: oneLine(text) })
  const pair = ({ newer, older, declared }: MappedStatement) => ({ id: newer.id, was: older.id, declared })
  const pin = ({ id, version, digest }: ModelDiff['older']) => ({ id, version, digest })
  const data = {
    format: 'tiex-model-diff/1',
    older: pin(diff.older),
    newer: pin(diff.newer),
    different: !isSameModel(diff),
    added: diff.added.map(statement),
    removed: diff.removed.map(statement),
    reworded: diff.reworded.map(({ older, newer, isUnclaimed }) => ({
      id: newer.id,
      was: older.id,
      declared: !isUnclaimed,
      from: oneLine(older.text),
      to: oneLine(newer.text),
    })),
    moved: diff.moved.map(pair),
    rescaled: diff.rescaled.map(pair),
    others: diff.others,
    unchanged: diff.unchanged,
    comparable: diff.comparable,
    statements: diff.newer.statements.length,
  }
  return renderJson(data)
}

export function modelDiffMarkdown(diff: ModelDiff): string {
  const head = `# ${markdownText(namesOf(diff))}\n`
  if (isSameModel(diff)) return `${head}\n${markdownText(same(diff))}\n`
  const parts = partsOf(diff).map(({ title, items }) => {
    const lines = items.map(({ head: about, text, marked }) => {
      const said = marked === undefined ? markdownText(text) : marked.map(markdownWords).join(' ')
      return `- ${markdownText(about)}${said === '' ? '' : `  \n  ${said}`}\n`
    })
    return `\n## ${title}\n\n${lines.join('')}`
  })
  return `${head}${parts.join('')}\n${markdownText(summary(diff))}\n`
}

interface Item {
  readonly head: string
  readonly text: string
  readonly marked?: readonly Words[]
}

interface DiffPart {
  readonly title: string
  readonly items: readonly Item[]
}

function partsOf(diff: ModelDiff): readonly DiffPart[] {
  const moved = diff.moved.filter(({ reworded }) => !reworded)
  const parts: readonly DiffPart[] = [
    { title: 'Added', items: diff.added.map(({ id, text }) => ({ head: oneLine(id), text })) },
    { title: 'Removed', items: diff.removed.map(({ id, text }) => ({ head: oneLine(id), text })) },
    { title: 'Reworded', items: diff.reworded.map(rewordedItem) },
    {
      title: 'Moved',
      items: moved.map(({ newer, older }) => ({ head: `${newer.id}, was ${older.id}`, text: newer.text })),
    },
    {
      title: 'On another scale',
      items: diff.rescaled.map(({ newer, older }) => ({
        head: newer.id,
        text: `${older.scale.title} → ${newer.scale.title}: not comparable`,
      })),
    },
    { title: 'Besides', items: diff.others.map((other) => ({ head: otherWords(other), text: '' })) },
  ]
  return parts.filter(({ items }) => items.length > 0)
}

function rewordedItem({ older, newer, isUnclaimed }: Reworded): Item {
  const was = older.id === newer.id ? '' : `, was ${older.id}`
  const claim = isUnclaimed ? ` (no was: answers to it are not carried over)` : ''
  return {
    head: `${newer.id}${was}${claim}`,
    text: newer.text,
    marked: wordsBetween(oneLine(older.text), oneLine(newer.text)),
  }
}

function inMarks(words: readonly Words[], paint: Screen['paint']): string {
  return words
    .map(({ is, text }) => {
      if (is === 'same') return text
      // Painted word by word, since lines are broken between them.
      const painted = is === 'gone' ? paint.bad : paint.good
      const marked = is === 'gone' ? `[-${text}-]` : `{+${text}+}`
      return marked.split(' ').map(painted).join(' ')
    })
    .join(' ')
}

/** For who listens: no signs that are not read out. */
function inWords(words: readonly Words[]): string {
  return words
    .map(({ is, text }) => (is === 'same' ? text : is === 'gone' ? `(gone: ${text})` : `(new: ${text})`))
    .join(' ')
}

function markdownWords({ is, text }: Words): string {
  if (is === 'same') return markdownText(text)
  return is === 'gone' ? `~~${markdownText(text)}~~` : `**${markdownText(text)}**`
}

const kinds: Readonly<Record<Other['what'], string>> = {
  scale: 'scale',
  mode: 'mode',
  stage: 'stage',
  section: 'characteristic or success factor',
  note: 'kind of note',
  use: 'use',
}

function otherWords({ what, id, change, detail }: Other): string {
  if (change === 'order') return `the order of each ${kinds[what]} is now: ${oneLine(id)}`
  const about = what === 'use' ? oneLine(id) : `${kinds[what]} ${oneLine(id)}`
  return `${about} ${change}${detail === undefined ? '' : `: ${oneLine(detail)}`}`
}

function same({ newer, comparable }: ModelDiff): string {
  const of = newer.statements.length
  const said =
    comparable === of
      ? ''
      : ` ${comparable} of them can be compared: the others do not say by was which statement they were.`
  return `No difference in what is asked: ${counted(of, 'statement')}.${said}`
}

function summary({ unchanged, comparable, newer }: ModelDiff): string {
  const of = newer.statements.length
  const declare =
    comparable === of ? '' : ' Comparable is what says by was which statement it was, on the same scale.'
  return `${counted(unchanged, 'statement')} as before; ${comparable} of ${of} can be compared.${declare}`
}
