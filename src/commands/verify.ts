import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { notVerified, type Verification } from '../authority/verification.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { findCommit } from '../files/git/reading/history.ts'
import { findRepository } from '../files/git/repository.ts'
import { type GitRun, runGit } from '../files/git/run.ts'
import { readMoves, verifyMove } from '../files/history/push.ts'
import { parseRange } from '../files/history/range.ts'
import { type HistoryRange, type VerifyOptions, verifyHistory } from '../files/history/verification.ts'
import { readSignOffs, signaturesPath } from '../files/signoff/signatures.ts'
import { findAssessment } from '../files/workspace.ts'
import { failure, TiexError } from '../problem.ts'
import {
  renderSignOffsSeen,
  type SignOffsSeen,
  verificationCsv,
  verificationJson,
  verificationMarkdown,
} from '../render/verification-data.ts'
import { hookScript, renderRefusal, renderVerification } from '../render/verify.ts'
import type { SignOff } from '../signoff/sign-off.ts'
import { withExamples, withFormat } from './flags.ts'

interface VerifyFlags {
  readonly range?: string
  readonly folder?: string
  readonly requireSignatures?: boolean
  readonly hook?: boolean
  readonly preReceive?: boolean
  readonly format: string
}

export function define(command: Command, run: Run): void {
  command
    .option('--range <a..b>', 'the commits of B that are not in A (default: all that HEAD grew from)')
    .option('--folder <path>', 'where the assessment stands in the repository (default: where tiex.yaml is)')
    .option('--require-signatures', 'let a change fail whose maker no signature proves')
    .option('--hook', 'print a pre-receive hook, with which a server refuses such pushes')
    .addOption(new Option('--pre-receive', 'run as that hook').hideHelp())
  withFormat(command, ['text', 'json', 'csv', 'md'])
  withExamples(command, [
    'tiex verify',
    'tiex verify --range origin/main..HEAD   before a push',
    'tiex verify --hook > hooks/pre-receive',
  ])
  command.action(run<VerifyFlags>((flags, session) => verify(flags, session)))
}

async function verify(flags: VerifyFlags, session: Session): Promise<void> {
  if (flags.hook) {
    const folder = folderFlag(flags.folder) ?? (await folderHere(session))
    return session.print(hookScript(folder, flags.requireSignatures))
  }
  if (flags.preReceive) return verifyPush(flags, session)
  const { run, prefix } = await openRepository(session)
  const options = optionsOf(flags, prefix)
  const range = flags.range === undefined ? wholeHistory(run) : parseRange(flags.range, run)
  const verification =
    range === undefined ? notVerified({}, noCommit) : await verifyHistory(run, range, options)

  const there = { ...session, folder: resolve(run.root, options.folder) }
  const signOffs = flags.range === undefined ? await signOffsOf(verification, there) : undefined
  const signsWithSsh = verification.failures.length > 0 && signsWithSshIn(run)
  await show({ verification, signOffs, prefix: options.folder, signsWithSsh }, flags.format, session)
  if (verification.failures.length > 0 || (typeof signOffs === 'object' && signOffs.some(isBroken)))
    session.answerNo()
}

/** Where the files as they are cannot be trusted, which the history has said already, the text is why. */
async function signOffsOf(verification: Verification, session: Session): Promise<SignOffsSeen> {
  try {
    return await readSignOffs(session)
  } catch (error) {
    if (!(error instanceof TiexError) || verification.failures.length === 0) throw error
    const [problem] = error.problems
    return [problem?.place?.file, problem?.message].filter((part) => part !== undefined).join(': ')
  }
}

/** A signature that does not hold is a no; one that is still to come is not. */
function isBroken({ roles }: SignOff): boolean {
  return roles.some(({ state }) => state === 'stale' || state === 'invalid')
}

interface Shown {
  readonly verification: Verification
  readonly signOffs: SignOffsSeen
  /** Where the assessment stands in the repository: '' or `a/b/`. */
  readonly prefix: string
  /** Git knows already with what to sign. */
  readonly signsWithSsh: boolean
}

/** Whether git is set to sign with an SSH key here. */
function signsWithSshIn(run: GitRun): boolean {
  const names = '^(gpg\\.format|user\\.signingkey)$'
  const found = runGit(['config', '--null', '--get-regexp', names], run).stdout.split('\0')
  // Of a setting that stands several times the last one holds.
  const values = new Map(found.map((entry) => [entry.split('\n')[0], entry.split('\n')[1]?.trim() ?? '']))
  return values.get('gpg.format') === 'ssh' && (values.get('user.signingkey') ?? '') !== ''
}

async function show(
  { verification, signOffs, prefix, signsWithSsh }: Shown,
  format: string,
  { print, screen }: Session,
): Promise<void> {
  const pathOf = (round: string) => `${prefix}${signaturesPath(round)}`
  if (format === 'json') return print(verificationJson(verification, signOffs))
  if (format === 'csv') return print(verificationCsv(verification, signOffs, pathOf))
  if (format === 'md') return print(verificationMarkdown(verification, signOffs, screen))
  const below = renderSignOffsSeen(signOffs, screen)
  await print(`${renderVerification(verification, screen, signsWithSsh)}${below === '' ? '' : `\n${below}`}`)
}

/** Where the history is, and where in it the assessment stands. */
async function openRepository(session: Session): Promise<{ run: GitRun; prefix: string }> {
  const { variables } = session.env
  const repository = await findRepository((await assessmentRoot(session)) ?? session.folder, variables)
  if (repository === undefined)
    throw failure(
      'no-repository',
      'there is no git repository here, so that there is no history to verify',
      'go to the folder of the assessment, or name it with -C DIR',
    )
  return { run: { root: repository.root, variables }, prefix: repository.prefix }
}

/** Where the assessment that is here stands in its repository; '' where there is none, as on a server. */
async function folderHere(session: Session): Promise<string> {
  const root = await assessmentRoot(session)
  return root === undefined ? '' : ((await findRepository(root, session.env.variables))?.prefix ?? '')
}

/** A tiex.yaml that cannot be read, such as a link, is for the verification to find. */
async function assessmentRoot({ folder }: Session): Promise<string | undefined> {
  try {
    return (await findAssessment(folder))?.root
  } catch (error) {
    if (error instanceof TiexError) return undefined
    throw error
  }
}

function optionsOf(flags: VerifyFlags, prefix: string): VerifyOptions {
  const folder = folderFlag(flags.folder) ?? prefix
  return flags.requireSignatures ? { folder, requireSignatures: true } : { folder }
}

/** `a/b/` for what a person may write as `a/b`, `./a/b/` and the like; '' for the root of the repository. */
function folderFlag(folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.')
  if (folder.startsWith('/') || parts.includes('..') || /[\u0000-\u001f\u007f\\]/.test(folder))
    throw failure(
      'folder',
      `--folder cannot be "${folder}"`,
      'name a folder from the root of the repository, with forward slashes, such as assessments/2026',
    )
  return parts.map((part) => `${part}/`).join('')
}

/** Undefined before the first commit. */
function wholeHistory(run: GitRun): HistoryRange | undefined {
  const to = findCommit('HEAD', run)
  return to === undefined ? undefined : { to }
}

const noCommit = {
  rule: 'nothing',
  message: 'nothing to verify: there is no commit yet',
  hint: 'begin an assessment with: tiex init',
}

/** The hook: git hands over what is pushed, and takes in nothing where the exit code is not 0. */
async function verifyPush(flags: VerifyFlags, session: Session): Promise<void> {
  const { variables } = session.env
  const moves = readMoves(await everythingOn(session.env.stdin))
  if (variables.GIT_DIR === undefined || moves === undefined)
    throw failure(
      'hook',
      '--pre-receive is for git to run, with what is pushed on its input',
      'install the hook: tiex verify --hook',
    )
  const run = { root: session.folder, variables, hookOf: resolve(session.folder, variables.GIT_DIR) }
  for (const move of moves) {
    const verification = await verifyMove(move, run, optionsOf(flags, ''))
    if (verification.failures.length === 0) continue
    await session.print(renderRefusal(move.ref, verification, session.screen))
    session.answerNo()
  }
}

async function everythingOn(stream: Session['env']['stdin']): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}
