import type { Screen } from '../../env.ts'
import type { Exchange } from '../../exchange/exchange.ts'
import { unifiedDiff } from '../../exchange/preview.ts'
import { counted, oneLine, readable, visible, wrap } from '../text.ts'

/** What leaves, as whoever answers for it must see it before it does. */
export interface PublishView {
  readonly council: string
  readonly round: string
  readonly exchange: Exchange
  /** The address or folder of the exchange. */
  readonly to: string
  readonly files: readonly {
    readonly path: string
    readonly before: string | undefined
    readonly after: string | undefined
  }[]
  /** Published practice that is not to be shared any more. */
  readonly kept: readonly string[]
  readonly agreed: number
  readonly statements: number
  readonly minimumGroup: number
  /** Contacts of practice that goes along, by its id. */
  readonly contacts: readonly { readonly id: string; readonly contact: string }[]
  /** What is to be looked at, though it stops nothing; each a sentence without its full stop. */
  readonly doubts: readonly string[]
  /** How many spreads stay behind; absent where none is published. */
  readonly hiddenSpreads?: { readonly few: number; readonly unanimous: number }
  /** Roles whose signature or record goes along, and what is to be said of the others. */
  readonly signed: readonly string[]
  readonly unsigned: readonly string[]
  /** In whose name the commit is made; absent where there is none. */
  readonly commit?: { readonly name: string; readonly email: string; readonly fingerprint?: string }
}

const whom = { sector: 'for the sector', public: 'for everybody' } as const

/** Where it goes, the exact files as a diff against what is there, and in one sentence what is not in them. */
export function renderPreview(view: PublishView, screen: Screen): string {
  const { paint, width } = screen
  const { exchange, agreed, statements } = view
  const line = (text: string) => `${wrap(oneLine(text), width)}\n`
  const open = statements - agreed
  const head = paint.strong(wrap(oneLine(`${view.council} · ${readable(view.round)} · what leaves`), width))
  return [
    `${head}\n`,
    line(`To: ${view.to} (${exchange.name}, ${whom[exchange.audience]})`),
    line(
      `Agreed: ${agreed} of ${counted(statements, 'statement')}${open === 0 ? '' : `; the other ${open === 1 ? 'one is' : `${open} are`} not in it`}.`,
    ),
    line('From: what stands in this folder now, committed or not.'),
    '\n',
    ...view.files.map(({ path, before, after }) => renderDiff(unifiedDiff(path, before, after), screen)),
    '\n',
    line(`${absent(view)}${view.commit === undefined ? '' : ` ${committed(view.commit)}`}`),
    ...view.doubts.map((doubt) => paint.accent(line(`warning: ${doubt}.`))),
    ...view.contacts.map(({ id, contact }) =>
      line(`The contact of ${id} leaves as it is written: ${contact}`),
    ),
    ...(hasPractice(view) ? [line(asked)] : []),
    line(signatures(view)),
    renderKept(view.kept, screen),
  ].join('')
}

const asked =
  "Was practice drafted from somebody's note? They agreed that the workshop sees it, not that it is published: ask them first."

function hasPractice({ files }: PublishView): boolean {
  return files.some(({ path }) => path.includes('/practice/'))
}

/** Practice that was taken back here, and that this does not take back there. */
export function renderKept(kept: readonly string[], { width }: Screen): string {
  return kept
    .map(
      (path) =>
        `${wrap(oneLine(`Still published, though not marked to be shared: ${path}; take it back with: tiex withdraw --practice ${idOf(path)}`), width)}\n`,
    )
    .join('')
}

/** The id of a practice by where it is published. */
function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.yaml$/, '')
}

function renderDiff(diff: string, { paint }: Screen): string {
  return diff
    .split('\n')
    .map((text) => {
      const shown = visible(text)
      if (/^(---|\+\+\+|@@) /.test(text)) return text === '' ? '' : paint.quiet(shown)
      return text.startsWith('+') ? paint.good(shown) : text.startsWith('-') ? paint.bad(shown) : shown
    })
    .join('\n')
}

function absent({ hiddenSpreads, minimumGroup }: PublishView): string {
  const always =
    'Not in the files: names and e-mails of people who take part, notes, reasons, dissent, who answered'
  if (hiddenSpreads === undefined)
    return `${always}, how the answers were spread, and the history of this repository.`
  const { few, unanimous } = hiddenSpreads
  const hidden = [
    ...(few === 0
      ? []
      : [
          `, how ${counted(few, 'statement was', 'statements were')} answered that fewer than ${minimumGroup} people answered`,
        ]),
    ...(unanimous === 0
      ? []
      : [
          `, how ${counted(unanimous, 'statement was', 'statements were')} answered to which all gave one answer`,
        ]),
  ].join('')
  return `${always}${hidden}, and the history of this repository. How the other answers were spread is in it.`
}

function signatures(view: PublishView): string {
  const { signed, unsigned } = view
  const what = hasPractice(view) ? 'Signed off (the record; practice is not signed)' : 'Signed off'
  const done = `${what}: ${signed.length === 0 ? 'by nobody' : signed.join(', ')}.`
  return unsigned.length === 0 ? done : `${done} Without: ${unsigned.join('; ')}.`
}

function committed({ name, email, fingerprint }: NonNullable<PublishView['commit']>): string {
  const signed = fingerprint === undefined ? 'not signed' : `signed with the key ${fingerprint}`
  return `The commit shows everybody ${name} <${email}>, ${signed}.`
}

/** What a withdrawal does, and what it cannot. */
export function renderWithdrawal(
  view: Pick<PublishView, 'council' | 'to' | 'files' | 'commit' | 'kept'> & { readonly what: string },
  screen: Screen,
): string {
  const { paint, width } = screen
  const line = (text: string) => `${wrap(oneLine(text), width)}\n`
  return [
    `${paint.strong(wrap(oneLine(`${view.council} · ${view.what} · to withdraw`), width))}\n`,
    line(`From: ${view.to}`),
    '\n',
    ...view.files.map(({ path, before, after }) => renderDiff(unifiedDiff(path, before, after), screen)),
    '\n',
    ...(view.kept.length === 0 ? [] : [line(still(view.kept))]),
    ...(view.commit === undefined ? [line(copies)] : [line(history), line(committed(view.commit))]),
  ].join('')
}

/** Practice that stays, by its ids. */
function still(paths: readonly string[]): string {
  const ids = paths.slice(0, 10).map(idOf)
  const more = paths.length > 10 ? ` and ${paths.length - 10} more` : ''
  return `Still published: practice ${ids.join(', ')}${more}; it goes along with --with-practice, or alone with --practice ID.`
}

const copies = 'Whoever has copied the record keeps it; only what stands in this folder is taken back.'
const history =
  'The history of the exchange still has the record, and so has every copy of it. Only whoever keeps the exchange can purge it there, by rewriting that history (git filter-repo); nobody can purge the copies of others.'
