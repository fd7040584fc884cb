import { closeSync, linkSync, lstatSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { TiexError } from '../../problem.ts'
import { readBytes } from './bytes.ts'
import type { FileName } from './faults.ts'
import { diskFault, fault, systemCode } from './faults.ts'
import { patiently } from './patience.ts'
import { randomName } from './random.ts'

/** The right to change one file, held by this process until released. */
export interface Lock {
  /** False when another process took the lock for abandoned and removed it. */
  readonly isHeld: () => Promise<boolean>
  readonly release: () => Promise<void>
}

const minute = 60_000
const abandonedAfter = 10 * minute
/** A lock without a word in it was cut off between its creation and its content; nobody takes this long for that. */
const namelessFor = 2_000

/**
 * The lock of a file: `.NAME.lock` beside it, with the process, the machine and a random word. A lock is taken over when its
 * process has ended, and when it is older than ten minutes whoever holds it (process numbers are used again, and other
 * machines cannot be asked). Waits `patience` milliseconds for any other, then throws a `TiexError` naming the process.
 */
export async function takeLock(file: FileName, patience = 5_000): Promise<Lock> {
  const lock = beside(file, `.${basename(file.path)}.lock`)
  const content = `${process.pid} ${hostname()} ${randomName()}\n`
  try {
    await waitFor({ file, lock, content, patience })
  } catch (error) {
    throw diskFault(file.shown, error, 'nothing was changed')
  }
  const isHeld = async () => (await readLock(lock)) === content
  return { isHeld, release: () => removeIf(isHeld, lock) }
}

interface Wait {
  readonly file: FileName
  readonly lock: FileName
  readonly content: string
  readonly patience: number
}

async function waitFor({ file, lock, content, patience }: Wait): Promise<void> {
  const started = performance.now()
  while (!created(lock, content)) {
    const waited = performance.now() - started
    const found = await readLock(lock)
    if (found !== 'missing' && isAbandoned(lock, found, waited)) await removeAbandoned(lock, found)
    else if (waited > patience) throw heldFault(file, lock, found)
    else await setTimeout(5 + Math.random() * 20)
  }
}

/** A lock that cannot be read any more is left: it counts as abandoned when this process has ended. */
async function removeIf(isHeld: () => Promise<boolean>, lock: FileName): Promise<void> {
  try {
    if (await isHeld()) await patiently(() => unlinkSync(lock.path))
  } catch {}
}

function beside(file: FileName, name: string): FileName {
  const folder = file.shown.slice(0, file.shown.lastIndexOf('/') + 1)
  return { path: join(dirname(file.path), name), shown: `${folder}${name}` }
}

/** False when there is a lock already. */
function created(lock: FileName, content: string): boolean {
  let descriptor: number
  try {
    descriptor = openSync(lock.path, 'wx')
  } catch (error) {
    const code = systemCode(error) ?? ''
    // Windows refuses so while another process is removing the lock.
    const passing = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code)
    if (code === 'EEXIST' || passing) return false
    throw error
  }
  try {
    writeFileSync(descriptor, content)
    return true
  } catch (error) {
    removeQuietly(lock.path)
    throw error
  } finally {
    closeSync(descriptor)
  }
}

async function readLock(lock: FileName): Promise<string | 'missing'> {
  const bytes = await readBytes(lock, 1024)
  return bytes === 'missing' ? bytes : new TextDecoder().decode(bytes)
}

function isAbandoned(lock: FileName, content: string, waited: number): boolean {
  if (content === '' && waited > namelessFor) return true
  const { pid, host } = holderOf(content)
  if (host === hostname() && !isRunning(pid)) return true
  const changed = lstatSync(lock.path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  return Date.now() - changed > abandonedAfter
}

function holderOf(content: string): { readonly pid: number; readonly host: string } {
  const [pid = '', host = ''] = content.trimEnd().split(' ')
  return { pid: Number(pid), host }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) !== 'ESRCH'
  }
}

/** Removes the lock only if it still says `content`: of several processes that saw it abandoned, one moves it aside. */
async function removeAbandoned(lock: FileName, content: string): Promise<void> {
  const aside = { path: `${lock.path}.${randomName()}`, shown: lock.shown }
  try {
    renameSync(lock.path, aside.path)
    if ((await readLock(aside)) !== content) linkSync(aside.path, lock.path)
  } catch (error) {
    if (error instanceof TiexError) throw error
  } finally {
    removeQuietly(aside.path)
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path)
  } catch {}
}

function heldFault(file: FileName, lock: FileName, content: string): TiexError {
  const { pid, host } = holderOf(content)
  const holder = content === 'missing' || content === '' ? 'another process' : `process ${pid} on ${host}`
  return fault(
    file.shown,
    'locked',
    `${holder} is changing this file: nothing was changed`,
    `wait until it is done and run this again; if nothing is running, delete ${lock.shown}`,
  )
}
