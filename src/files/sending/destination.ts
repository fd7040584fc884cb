import { isAbsolute } from 'node:path'
import { parseAddress } from '../../address.ts'
import { quoted } from '../../did-you-mean.ts'
import { failure, type TiexError } from '../../problem.ts'
import { gitFault } from '../git/faults.ts'
import { judgeAddress } from '../git/remote/address.ts'
import { findRepository } from '../git/repository.ts'
import { type GitRun, runGit, type Variables } from '../git/run.ts'

/** Where the commits of a branch are sent. */
export interface Destination {
  /** The repository of the council. */
  readonly run: GitRun
  /** As git is given it, with the password it may hold. */
  readonly address: string
  /** As people are shown it. */
  readonly shown: string
  readonly isPath: boolean
  /** `refs/heads/NAME` there. */
  readonly branch: string
  /** The ref here that tells where that branch stood last; absent where no setting says so. */
  readonly tracking?: string
  /** Headers by which this clone logs in, as a build has them, by their setting. */
  readonly headers: Readonly<Record<string, string>>
}

/** What the configuration says, by its key; several values where a key stands several times. */
type Configured = ReadonlyMap<string, readonly string[]>

const wanted = '^(branch\\..*\\.(remote|merge)|remote\\..*\\.(url|pushurl|fetch)|http\\..*extraheader)$'

/**
 * Where the branch of a folder's repository comes from: its upstream, else the only remote there is, else `origin`. Addresses are taken as
 * they stand in the configuration. Throws a `TiexError` where there is no such place, or one that git is not asked to open.
 */
export async function findDestination(folder: string, variables: Variables): Promise<Destination> {
  const repository = await findRepository(folder, variables)
  if (repository === undefined)
    throw nowhere('this folder is in no git repository', 'leave --push out, or run this in a clone')
  const run = { root: repository.root, variables }
  const branch = branchOf(run)
  const configured = readConfigured(run)
  const name = branch.slice('refs/heads/'.length)
  const remote = remoteOf(name, configured)
  const upstream = configured.get(`branch.${name}.remote`)?.at(-1) === remote
  const there = upstream ? configured.get(`branch.${name}.merge`)?.at(-1) : undefined
  const address = addressOf(remote, configured)
  const isPath = judged(address, remote, repository.root) === 'a path'
  const headers = Array.from(configured).filter(([key]) => key.startsWith('http.'))
  const to = there?.startsWith('refs/heads/') ? there : branch
  const tracking = trackingOf(remote, to, configured)
  return {
    ...{ run, address, isPath, branch: to, shown: withoutLogin(address) },
    ...(tracking === undefined ? {} : { tracking }),
    headers: Object.fromEntries(headers.map(([key, values]) => [key, values.at(-1) ?? ''])),
  }
}

function branchOf(run: GitRun): string {
  const end = runGit(['symbolic-ref', '--quiet', 'HEAD'], run)
  if (end.code === 0 && end.stdout.startsWith('refs/heads/')) return end.stdout.trim()
  if (end.code > 1) throw gitFault('symbolic-ref', end.stderr, run.root)
  throw nowhere('you are not on a branch', 'run: git switch BRANCH; then run this again')
}

function readConfigured(run: GitRun): Configured {
  const end = runGit(['config', '--null', '--get-regexp', wanted], run)
  if (end.code > 1) throw gitFault('config', end.stderr, run.root)
  const configured = new Map<string, readonly string[]>()
  for (const part of end.stdout.split('\0')) {
    const cut = part.indexOf('\n')
    if (cut === -1) continue
    const key = part.slice(0, cut)
    configured.set(key, [...(configured.get(key) ?? []), part.slice(cut + 1)])
  }
  return configured
}

function remoteOf(branch: string, configured: Configured): string {
  const upstream = configured.get(`branch.${branch}.remote`)?.at(-1)
  if (upstream === '.')
    throw nowhere(
      'the upstream of this branch is another branch of this clone',
      'give it one elsewhere: git branch --set-upstream-to origin/BRANCH',
    )
  if (upstream !== undefined) return upstream
  const remotes = [
    ...new Set([...configured.keys()].flatMap((key) => /^remote\.(.*)\.url$/.exec(key)?.[1] ?? [])),
  ]
  const [only, ...others] = remotes
  if (only === undefined)
    throw nowhere(
      'this clone knows no other repository',
      'name the one of your council: git remote add origin ADDRESS; then run this again',
    )
  if (others.length === 0) return only
  if (remotes.includes('origin')) return 'origin'
  throw nowhere(
    `this branch has no upstream, and there are several remotes: ${remotes.map(quoted).join(', ')}`,
    'choose one: git push --set-upstream REMOTE BRANCH',
  )
}

/** An upstream may be an address instead of the name of a remote. */
function addressOf(remote: string, configured: Configured): string {
  const addresses = configured.get(`remote.${remote}.pushurl`) ??
    configured.get(`remote.${remote}.url`) ?? [remote]
  const [address = '', ...others] = addresses
  if (others.length === 0) return address
  throw nowhere(`the remote ${quoted(remote)} has several addresses`, 'send it yourself: git push')
}

function judged(address: string, remote: string, root: string): 'good' | 'a path' {
  if (/^file:\/\//i.test(address)) return 'a path'
  const found = judgeAddress(withoutLogin(address))
  if (found === 'good') return found
  if (found !== 'a path') throw dangerous(remote, found.refused)
  // A path within reach of whoever made this folder may hold hooks of theirs.
  if (!isAbsolute(address)) throw dangerous(remote, 'a folder must be named from the root of the disk')
  if (`${address}/`.startsWith(`${root}/`)) throw dangerous(remote, 'it lies in this very folder')
  return 'a path'
}

function dangerous(remote: string, why: string): TiexError {
  return nowhere(
    `the address of the remote ${quoted(remote)} is not opened: ${why}`,
    'look at it with: git remote -v; only https and ssh addresses, and folders of this machine, are sent to',
  )
}

/** Without the user name and password that a web address may hold: a forge takes a token for either. */
function withoutLogin(address: string): string {
  if (!/^https:\/\//i.test(address)) return address
  const url = parseAddress(address)
  if (url === undefined || (url.username === '' && url.password === '')) return address
  url.username = ''
  url.password = ''
  return url.href
}

function trackingOf(remote: string, branch: string, configured: Configured): string | undefined {
  const all = `refs/heads/*:refs/remotes/${remote}/*`
  const usual = configured.get(`remote.${remote}.fetch`)?.some((spec) => spec.replace(/^\+/, '') === all)
  return usual === true ? `refs/remotes/${remote}/${branch.slice('refs/heads/'.length)}` : undefined
}

function nowhere(why: string, hint: string): TiexError {
  return failure('push', `there is nowhere to send to: ${why}`, hint)
}
