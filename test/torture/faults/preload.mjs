import child from 'node:child_process'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { PassThrough } from 'node:stream'

// Loaded into a tiex of its own before all else (--import). Counts what it does to the disk and every program it starts, and disturbs
// the one that FAULT names: { at, what, trace, now, typed }; see run.ts.
const { at = 0, what, trace, now, typed } = JSON.parse(process.env.FAULT ?? '{}')
delete process.env.FAULT

const original = { ...fs }
const traced = trace === undefined ? undefined : original.openSync(trace, 'a')
const tell = (line) =>
  traced === undefined ? undefined : original.writeSync(traced, `${JSON.stringify(line)}\n`)
const written = new Set()
let count = 0

/** What the system would say of each call, if the disk were full, broken or not to be written. */
const refusals = {
  full: {
    openSync: 'ENOSPC',
    writeSync: 'ENOSPC',
    writeFileSync: 'ENOSPC',
    fsyncSync: 'ENOSPC',
    mkdirSync: 'EDQUOT',
    mkdtempSync: 'ENOSPC',
    linkSync: 'ENOSPC',
  },
  refused: {
    openSync: 'EROFS',
    writeSync: 'EIO',
    writeFileSync: 'EIO',
    fsyncSync: 'EIO',
    closeSync: 'EIO',
    mkdirSync: 'EACCES',
    renameSync: 'EPERM',
    unlinkSync: 'EPERM',
    linkSync: 'EPERM',
    rmdirSync: 'EBUSY',
    rmSync: 'EACCES',
    mkdtempSync: 'EROFS',
    fchmodSync: 'EPERM',
    spawnSync: 'EAGAIN',
    readSync: 'EIO',
  },
  interrupted: { readSync: 'EINTR' },
}

const kill = () => {
  tell({ met: count })
  process.kill(process.pid, 'SIGKILL')
  for (;;);
}

/** Counts a call; whether it is the one to be disturbed. Kills before it where that is what is to happen. */
function isMet(name, told) {
  if (what !== undefined && what !== 'kill' && refusals[what][name] === undefined) return false
  count += 1
  tell({ call: name, ...told })
  if (count !== at) return false
  if (what === 'kill' && name !== 'writeSync') kill()
  return true
}

function refusal(name) {
  tell({ met: count })
  const code = refusals[what][name]
  return Object.assign(new Error(`${code}: injected, ${name}`), {
    code,
    errno: -1,
    syscall: name.replace('Sync', ''),
  })
}

const isWriting = (flags) =>
  typeof flags === 'number' ? (flags & 3) !== 0 : flags !== undefined && flags !== 'r'

fs.openSync = (path, flags, mode) => {
  if (isWriting(flags) && isMet('openSync', { path })) throw refusal('openSync')
  const descriptor = original.openSync(path, flags, mode)
  if (isWriting(flags)) written.add(descriptor)
  return descriptor
}
fs.closeSync = (descriptor) => {
  original.closeSync(descriptor)
  if (written.delete(descriptor) && isMet('closeSync', {})) throw refusal('closeSync')
}
// Half of the bytes have come to the disk when it is full, or the process is killed.
fs.writeSync = (descriptor, bytes, offset, length, position) => {
  if (isMet('writeSync', {})) {
    original.writeSync(descriptor, bytes, offset, Math.floor(length / 2), position)
    if (what === 'kill') kill()
    throw refusal('writeSync')
  }
  return original.writeSync(descriptor, bytes, offset, length, position)
}
fs.readSync = (...args) => {
  if (what === 'interrupted' && isMet('readSync', {})) throw refusal('readSync')
  return original.readSync(...args)
}
fs.renameSync = (from, to) => {
  const text = traced === undefined ? undefined : original.readFileSync(from, 'utf8')
  if (isMet('renameSync', { path: to, text })) throw refusal('renameSync')
  original.renameSync(from, to)
}
for (const name of [
  'writeFileSync',
  'fsyncSync',
  'fchmodSync',
  'unlinkSync',
  'linkSync',
  'mkdirSync',
  'rmdirSync',
  'rmSync',
  'mkdtempSync',
])
  fs[name] = (...args) => {
    if (isMet(name, typeof args[0] === 'string' ? { path: args[0] } : {})) throw refusal(name)
    return original[name](...args)
  }

const { spawnSync, spawn } = child
child.spawnSync = (program, args, options) => {
  if (!isMet('spawnSync', { path: [program, ...args].join(' ') })) return spawnSync(program, args, options)
  return {
    pid: 0,
    status: null,
    signal: null,
    stdout: null,
    stderr: null,
    output: null,
    error: refusal('spawnSync'),
  }
}
child.spawn = (...args) => {
  if (what === 'kill') isMet('spawn', {})
  return spawn(...args)
}
syncBuiltinESMExports()

if (now !== undefined) {
  const Real = Date
  const stands = Real.parse(now)
  globalThis.Date = class extends Real {
    constructor(...args) {
      if (args.length === 0) super(stands)
      else super(...args)
    }
    static now = () => stands
  }
}

// A terminal at which the next line is typed each time something is asked.
if (typed !== undefined) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  Object.defineProperty(process, 'stdin', { value: stdin })
  Object.defineProperty(process.stderr, 'isTTY', { value: true })
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = (text, ...more) => {
    if (/[:?] $/.test(String(text)) && typed.length > 0) setImmediate(() => stdin.write(`${typed.shift()}\n`))
    return write(text, ...more)
  }
}
