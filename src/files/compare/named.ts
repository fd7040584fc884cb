import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Subject } from '../../compare/subject.ts'
import { hintFor, listed } from '../../did-you-mean.ts'
import type { Session } from '../../env.ts'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { consensusPath } from '../consensus.ts'
import { readBytes } from '../disk/bytes.ts'
import { kindAt } from '../disk/look.ts'
import { openSource, type Source } from '../exchange/published/listing.ts'
import { findRepository, type Repository } from '../git/repository.ts'
import { byteLimit } from '../kinds/read.ts'
import { findAssessment, openWorkspace, type Workspace } from '../workspace.ts'
import { belongingOf } from './belonging.ts'
import { type CouncilNamed, councilIn, councilsIn, hasRecord, readCouncil } from './council.ts'
import { findRevision, type Revision, readRevision } from './revision.ts'
import { readSubject } from './subject.ts'

/** Where subjects are looked for. */
export interface Comparing {
  readonly session: Session
  /** Undefined outside of an assessment. */
  readonly workspace?: Workspace | undefined
  readonly repository?: Repository | undefined
  readonly exchange?: Source | undefined
}

/** What a person can mean by a subject. */
type Meaning =
  | { readonly kind: 'round'; readonly round: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'git'; readonly revision: Revision }
  | { readonly kind: 'council'; readonly council: CouncilNamed }

/** Opens the assessment where there is one, and the exchange where one is named. No key is looked for. */
export async function openComparing(session: Session, exchange: string | undefined): Promise<Comparing> {
  const { variables } = session.env
  const found = await findAssessment(session.folder)
  const workspace = found === undefined ? undefined : await openWorkspace(session, { keys: 'none' })
  return {
    ...{ session, workspace },
    repository: await findRepository(session.folder, variables),
    exchange: exchange === undefined ? undefined : await openExchange(session, exchange),
  }
}

/** A folder that is no exchange is refused: nothing published would look like no peers. */
async function openExchange(session: Session, named: string): Promise<Source> {
  const path = resolve(session.folder, named)
  const source = await openSource(path, session.env.variables)
  const known = ['exchange.yaml', 'organisations'].some((name) => existsSync(join(path, name)))
  if (source.kind === 'folder' && !known)
    throw failure(
      'no-exchange',
      `${named} is no exchange: it holds neither exchange.yaml nor organisations/`,
      'name the folder of an exchange, such as a clone of it',
    )
  return source
}

/** The subjects that a person names, in that order. Throws a `TiexError` with the problems of all of them. */
export async function readAllNamed(
  named: readonly string[],
  comparing: Comparing,
): Promise<readonly Subject[]> {
  const subjects: Subject[] = []
  const problems: Problem[] = []
  for (const one of named) {
    try {
      subjects.push(await readNamed(one, comparing))
    } catch (error) {
      if (!(error instanceof TiexError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new TiexError(problems)
  return subjects
}

/** The subject that a person names. Throws a `TiexError` where it means nothing, or more than one thing. */
async function readNamed(named: string, comparing: Comparing): Promise<Subject> {
  const forced = /^(round|file|git|council):(.+)$/s.exec(named)
  const meanings =
    forced === null ? meaningsOf(named, comparing) : meaningsOf(forced[2]!, comparing, forced[1])
  const [meaning, ...others] = meanings
  if (meaning === undefined) throw nothingCalled(forced?.[2] ?? named, forced?.[1], comparing)
  if (others.length > 0) {
    const hint = `write ${listed(
      meanings.map(({ kind }) => `${kind}:${named}`),
      'or',
    )}`
    throw failure('ambiguous', `"${named}" may be ${listed(meanings.map(inWords), 'or')}`, hint)
  }
  return readMeaning(named, meaning, comparing)
}

function meaningsOf(text: string, comparing: Comparing, only?: string): readonly Meaning[] {
  const { session, workspace, repository, exchange } = comparing
  const wanted = (kind: Meaning['kind']) => only === undefined || only === kind
  const meanings: Meaning[] = []
  if (wanted('round') && workspace !== undefined && Object.hasOwn(workspace.assessment.rounds, text))
    meanings.push({ kind: 'round', round: text })
  const path = resolve(session.folder, text)
  if (wanted('file') && !text.includes('\0') && kindAt(path) === 'file') meanings.push({ kind: 'file', path })
  const revision = wanted('git') ? findRevision(text, repository, session.env.variables) : undefined
  if (revision !== undefined && 'commit' in revision) meanings.push({ kind: 'git', revision })
  const council = wanted('council') && exchange !== undefined ? councilIn(text) : undefined
  if (council !== undefined && (only === 'council' || hasRecord(exchange!, council.organisation)))
    meanings.push({ kind: 'council', council })
  return meanings
}

function inWords(meaning: Meaning): string {
  if (meaning.kind === 'round') return `the round ${meaning.round}`
  if (meaning.kind === 'file') return `the file ${basename(meaning.path)}`
  if (meaning.kind === 'git') return `${meaning.revision.path} in a commit`
  return `the council ${meaning.council.organisation} of the exchange`
}

async function readMeaning(named: string, meaning: Meaning, comparing: Comparing): Promise<Subject> {
  const { session, workspace, exchange } = comparing
  const roots = [workspace?.root, session.folder]
  if (meaning.kind === 'council')
    return readCouncil(named, meaning.council, { exchange: exchange!, roots, now: session.env.now() })
  if (meaning.kind === 'git') {
    const { revision } = meaning
    const inRepository = join(comparing.repository!.root, revision.path)
    const shown = `${revision.commit.slice(0, 7)}:${revision.path}`
    const belonging = await belongingOf(inRepository, workspace)
    return readSubject({
      ...{ named, shown, bytes: readRevision(revision) },
      ...{ roots: [...roots, belonging?.root], ...belonging },
    })
  }
  const path = meaning.kind === 'file' ? meaning.path : join(workspace!.root, consensusPath(meaning.round))
  const shown = meaning.kind === 'file' ? named.replace(/^file:/, '') : consensusPath(meaning.round)
  const bytes = await readBytes(
    { path, shown: meaning.kind === 'file' ? basename(path) : shown },
    byteLimit('consensus'),
  )
  if (bytes === 'missing')
    throw failure(
      'no-consensus',
      `there is no consensus of ${shown} yet`,
      'a facilitator makes it with: tiex merge',
    )
  const belonging = await belongingOf(path, workspace)
  return readSubject({ named, shown, bytes, ...{ roots: [...roots, belonging?.root], ...belonging } })
}

function nothingCalled(text: string, only: string | undefined, comparing: Comparing): TiexError {
  const rounds = Object.keys(comparing.workspace?.assessment.rounds ?? {})
  if (only === 'round')
    return failure('subject', `there is no round "${text}"`, hintFor(text, rounds, 'rounds'))
  if (only === 'file')
    return failure('subject', `there is no file ${text}`, 'its path is from the folder in which you are')
  if (only === 'council' && comparing.exchange === undefined)
    return failure('usage', `${text} is looked for in an exchange`, 'name it with --exchange PATH')
  if (only === 'council') return failure('subject', `"${text}" is no id of a council`, 'write ID or ID@ROUND')
  const revision = findRevision(text, comparing.repository, comparing.session.env.variables)
  if (revision !== undefined && 'problems' in revision) return revision
  if (only === 'git')
    return failure('subject', `"${text}" names no file of a commit`, 'write REV:path, such as HEAD:tiex.yaml')
  const councils = comparing.exchange === undefined ? [] : councilsIn(comparing.exchange)
  const known = [...rounds, ...councils]
  const exchange = comparing.exchange === undefined ? '; a council needs --exchange PATH' : ''
  const what = 'a subject is a round, a file, REV:path in git or a council of an exchange'
  const near = known.length === 0 ? '' : `${hintFor(text, known, 'rounds and councils')}; `
  return failure('subject', `there is nothing called "${text}" to compare`, `${near}${what}${exchange}`)
}
