import type { Screen } from '../env.ts'
import type { Consensus } from '../merge/consensus.ts'
import type { Model, Statement as Question, Section } from '../model/model.ts'
import { formatStatement, type Statement } from '../signoff/statement.ts'
import { answerTitle, legendOf, markOf } from './results/marks.ts'
import { keyTitle } from './statement-title.ts'
import { columnsOf, counted, oneLine, padded, readable, visible, wrap } from './text.ts'

/** Everything that a signature covers, to be read before it is made. */
export interface SigningView {
  readonly council: string
  readonly scope: string
  readonly model: Model
  readonly consensus: Consensus
  readonly statement: Statement
}

/** That only some of it is agreed; undefined where all is. */
export function draftWords(model: Model, { statements }: Consensus): string | undefined {
  const agreed = Object.values(statements).filter((entry) => entry.agreed !== undefined).length
  const of = model.statements.length
  if (agreed >= of) return undefined
  return `Only ${agreed} of ${counted(of, 'statement')} ${agreed === 1 ? 'is' : 'are'} agreed: this is the sign-off of a draft, and whatever is agreed later makes it stale.`
}

/** What is signed: of whom and what, every agreed answer and ambition, what was written beside them, digests, and the line itself. */
export function renderSigning(view: SigningView, screen: Screen): string {
  const parts = [
    renderAbout(view, screen),
    renderAgreed(view, screen),
    renderTexts(view, screen),
    renderStatement(view, screen),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function renderAbout({ council, scope, model, consensus, statement }: SigningView, screen: Screen): string {
  const entries = Object.values(consensus.statements)
  const agreed = entries.filter((entry) => entry.agreed !== undefined).length
  const suggested = entries.filter((entry) => entry.agreed === undefined && entry.suggested !== undefined)
  const open = model.statements.length - agreed - suggested.length
  const left = [
    `${suggested.length} still only suggested`,
    ...(open > 0 ? [`${open} with neither`] : []),
  ].join(', ')
  const title = `${council} · ${readable(statement.round)} · sign-off as ${statement.role}`
  const lines = [
    `Scope: ${scope} · model ${model.id} ${model.version} · from ${counted(consensus.responses.count, 'response')}`,
    `Agreed: ${agreed} of ${counted(model.statements.length, 'statement')}; ${left}. What is only suggested is not agreed by signing.`,
    statement.plan === null ? 'Plan: there is none yet.' : 'Plan: included as it stands.',
  ]
  const head = screen.paint.strong(wrap(oneLine(title), screen.width))
  return `${[head, ...lines.map((line) => wrap(oneLine(line), screen.width))].join('\n')}\n`
}

/** A line a section: the marks of its agreed answers, then its ambition and what else was decided. On a plain screen the answers in words. */
function renderAgreed(view: SigningView, screen: Screen): string {
  const { model } = view
  const shown = model.sections.filter((section) => isDecided(section, view.consensus))
  if (screen.plain)
    return shown.map((section) => `${wrap(sentenceOf(section, view), screen.width)}\n`).join('')
  const marks = Math.max(...shown.map(({ statements }) => statements.length))
  const longest = Math.max(...shown.map(({ title }) => columnsOf(oneLine(title))))
  const first = Math.min(longest, Math.max(16, screen.width - marks - 40))
  const rows = shown.map((section) => {
    const answers = section.statements.map((one) => markOf(one.scale, agreedTo(one, view))).join('')
    const row = `${padded(oneLine(section.title), first)}  ${padded(answers, marks)}`
    return withRest(row, besideOf(section, view), screen.width)
  })
  const scales = [...new Set(shown.flatMap(({ statements }) => statements.map(({ scale }) => scale)))]
  const legends = scales.map((scale) =>
    screen.paint.quiet(foldLegend(visible(legendOf(scale, 'not agreed')), screen.width)),
  )
  return `${[screen.paint.strong('Agreed answers and decisions'), ...rows, ...legends].join('\n')}\n`
}

/** A row with what follows it: beside it where there is room, else below. Nothing that is signed is cut. */
function withRest(row: string, rest: string, columns: number): string {
  if (rest === '') return row.trimEnd()
  const line = `${row}  ${rest}`
  return columnsOf(line) <= columns ? line : `${row.trimEnd()}\n${wrap(rest, columns, 4)}`
}

/** Broken between two marks, never between a mark and its words. */
function foldLegend(legend: string, columns: number): string {
  return legend.split('  ').reduce((text, item) => {
    const longer = `${text.split('\n').at(-1)}  ${item}`
    return columnsOf(longer) <= columns ? `${text}  ${item}` : `${text}\n${item}`
  })
}

function isDecided(section: Section, consensus: Consensus): boolean {
  const { ambition, priority, stance, note } = consensus.cells?.[section.id] ?? {}
  const decisions = [ambition, priority, stance, note]
  return (
    decisions.some((decision) => decision !== undefined) ||
    section.statements.some(({ id }) => consensus.statements[id]?.agreed !== undefined)
  )
}

function agreedTo({ id }: Question, { consensus }: SigningView): string | undefined {
  return consensus.statements[id]?.agreed
}

/** `ambition 3, priority high`. */
function besideOf({ id }: Section, { consensus }: SigningView): string {
  const { ambition, priority, stance } = consensus.cells?.[id] ?? {}
  return [
    ...(ambition === undefined ? [] : [`ambition ${ambition}`]),
    ...(priority === undefined ? [] : [`priority ${priority}`]),
    ...(stance === undefined ? [] : ['staying on purpose']),
  ].join(', ')
}

function sentenceOf(section: Section, view: SigningView): string {
  const answers = section.statements.flatMap((one) => {
    const agreed = agreedTo(one, view)
    return agreed === undefined ? [] : [`${keyTitle(one, view.model)} ${answerTitle(one.scale, agreed)}`]
  })
  const beside = besideOf(section, view)
  const said = [...answers, ...(beside === '' ? [] : [beside])].join(', ')
  return oneLine(`${section.title}: ${said === '' ? 'a note' : said}.`)
}

/** Reasons, dissent and notes: the signature covers each word of them. */
function renderTexts(view: SigningView, screen: Screen): string {
  const { model, consensus } = view
  const texts = model.sections.flatMap((section) => {
    const note = consensus.cells?.[section.id]?.note
    return [
      ...section.statements.flatMap((one) => textsOf(one, section, view)),
      ...(note === undefined ? [] : [[section.title, [`note: ${note}`]] as const]),
    ]
  })
  if (texts.length === 0) return ''
  const lines = texts.flatMap(([title, said]) => [
    wrap(oneLine(title), screen.width),
    ...said.map((text) => wrap(oneLine(text), screen.width, screen.plain ? 0 : 2)),
  ])
  return `${[screen.paint.strong('Reasons, dissent and notes'), ...lines].join('\n')}\n`
}

function textsOf(one: Question, section: Section, view: SigningView) {
  const { agreed, reason, dissent } = view.consensus.statements[one.id] ?? {}
  if (reason === undefined && dissent === undefined) return []
  const answer = agreed === undefined ? 'not agreed' : answerTitle(one.scale, agreed)
  const title = `${section.title} / ${keyTitle(one, view.model)}: ${answer}`
  const said = [
    ...(reason === undefined ? [] : [`reason: ${reason}`]),
    ...(dissent === undefined ? [] : [`dissent: ${dissent}`]),
  ]
  return [[title, said] as const]
}

function renderStatement({ statement }: SigningView, screen: Screen): string {
  const { official, consensus } = statement
  const digests: readonly (readonly [string, string])[] = [
    ['official response', official],
    ['consensus', consensus],
    ['action plan', statement.plan ?? 'none'],
  ]
  const lines = digests.map(([name, digest]) => wrap(`${name} ${visible(digest)}`, screen.width, 2, 4))
  return [
    screen.paint.strong('Digests'),
    ...lines,
    '',
    screen.paint.strong('The line that is signed'),
    `${visible(formatStatement(statement))}\n`,
  ].join('\n')
}
